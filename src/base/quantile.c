#include "base/quantile.h"

#include <assert.h>
#include <stdlib.h>

static int compare_values(const void *left, const void *right)
{
	int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
	return (a > b) - (a < b);
}

void quantile_sort(int64_t *values, size_t n)
{
	if (n)
		qsort(values, n, sizeof *values, compare_values);
}

int64_t quantile_of(const int64_t *sorted, size_t n, int percent)
{
	assert(n > 0 && percent > 0 && percent <= 100);
	return sorted[(n * (size_t)percent + 99) / 100 - 1];
}
