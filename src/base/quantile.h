/* quantile: the value within which a share of the values lies. */
#ifndef BASE_QUANTILE_H
#define BASE_QUANTILE_H

#include <stddef.h>
#include <stdint.h>

/* Sorts them, the least first. */
void quantile_sort(int64_t *values, size_t n);
/* The least of the sorted values that at least `percent` (1 to 100) of them do not exceed (the
 * nearest rank: one of the values, nothing in between). n > 0. */
int64_t quantile_of(const int64_t *sorted, size_t n, int percent);

#endif
