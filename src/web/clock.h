/* clock: time that only goes forward (CLOCK_MONOTONIC), for measuring and waiting. It says nothing
 * about the date. */
#ifndef WEB_CLOCK_H
#define WEB_CLOCK_H

#include <stdint.h>

int64_t clock_us(void);
int64_t clock_ms(void);

#endif
