/* unit: a change of several statements that happens whole or not at all.
 *
 *     struct unit u;
 *     return unit_begin(&u, s, err) && unit_end(&u, change_it(s, …, err), err);
 *
 * When no transaction is open (store_begin) it is one of its own, else a savepoint in that one. */
#ifndef STORE_UNIT_H
#define STORE_UNIT_H

#include "store/store.h"

struct unit {
	struct store *s;
	bool own; /* a transaction of its own */
};
/* Begins the change, in a transaction of its own or within the one that is open. */
bool unit_begin(struct unit *u, struct store *s, struct err *err) MUST_USE;
/* Keeps what was done when `done`, else takes it back. Returns whether it is kept. */
bool unit_end(struct unit *u, bool done, struct err *err) MUST_USE;

#endif
