#include "base/clock.h"

#include <time.h>

static int64_t microseconds(clockid_t clock)
{
	struct timespec t;
	clock_gettime(clock, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

int64_t clock_us(void)
{
	return microseconds(CLOCK_MONOTONIC);
}

int64_t clock_ms(void)
{
	return clock_us() / 1000;
}

int64_t clock_boot_ms(void)
{
	return microseconds(CLOCK_BOOTTIME) / 1000;
}

int64_t clock_wall_ms(void)
{
	return microseconds(CLOCK_REALTIME) / 1000;
}
