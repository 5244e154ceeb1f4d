/* clock: the clocks that work is measured with and waits by. The pure rooms do not include it: what
 * the time is, they are told. */
#ifndef BASE_CLOCK_H
#define BASE_CLOCK_H

#include <stdint.h>

/* Time that only goes forward (CLOCK_MONOTONIC), in microseconds and in milliseconds. It says
 * nothing about the date, and setting the time does not move it. */
int64_t clock_us(void);
int64_t clock_ms(void);
/* The same that goes on while the machine is suspended (CLOCK_BOOTTIME), in milliseconds. */
int64_t clock_boot_ms(void);
/* This machine's time of day (CLOCK_REALTIME), in milliseconds since 1970-01-01T00:00:00Z. What is
 * kept in a store goes by store_clock. */
int64_t clock_wall_ms(void);

#endif
