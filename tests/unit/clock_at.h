/* clock_at: a store for whom it is the time that a test says (store_clock). */
#ifndef TESTS_UNIT_CLOCK_AT_H
#define TESTS_UNIT_CLOCK_AT_H

#include "store/connection.h"

static int64_t clock_at_now_ms;

static inline int64_t clock_at_read(struct driver_db *db)
{
	(void)db;
	return clock_at_now_ms;
}

/* From now on, for every store that this was called with. The store's driver is as it was but for
 * its clock. */
static inline void clock_at_ms(struct store *s, int64_t now_ms)
{
	static struct driver drivers[2]; /* one an engine */
	struct driver *own = &drivers[s->driver->inserting[0] != 0];
	clock_at_now_ms = now_ms;
	if (s->driver == own)
		return;
	*own = *s->driver;
	own->clock_ms = clock_at_read;
	s->driver = own;
}

static inline void clock_at(struct store *s, int64_t now)
{
	clock_at_ms(s, now * 1000);
}

#endif
