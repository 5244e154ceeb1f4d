/* migrate_6: reads the sentences of stores of version 5 once, after schema_6.sql has made room for
 * what they mean (private to store/). */
#ifndef STORE_MIGRATE_6_H
#define STORE_MIGRATE_6_H

#include "store/store.h"

/* Inside the transaction of the step. */
bool migrate_6(struct store *s, struct err *err) MUST_USE;

#endif
