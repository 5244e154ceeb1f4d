/* clock: the clock that waiting is measured with. */
#ifndef FETCH_CLOCK_H
#define FETCH_CLOCK_H

#include <stdint.h>

/* Milliseconds of the monotonic clock, which setting the time does not move. */
int64_t fetch_clock(void);

#endif
