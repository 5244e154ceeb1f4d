/* weeks: the last weeks, each from Monday to Sunday (ISO 8601) in the site's time zone. A week in
 * which the clocks change is an hour longer or shorter; one at the end of a year is as long as any
 * other. */
#ifndef BASE_WEEKS_H
#define BASE_WEEKS_H

#include <stddef.h>
#include <stdint.h>

enum { WEEKS = 12 };

struct weeks {
	int64_t from[WEEKS + 1]; /* the first moment of each; the last one is the end of them all */
};
/* The last twelve; `now` lies in the last of them. */
struct weeks weeks_until(int64_t now);
/* Which week the time lies in, 0 to WEEKS - 1; WEEKS: in none. */
size_t weeks_find(const struct weeks *weeks, int64_t t);

#endif
