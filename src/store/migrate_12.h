/* migrate_12: chains the decisions of stores of before (private to store/; in chain.c). */
#ifndef STORE_MIGRATE_12_H
#define STORE_MIGRATE_12_H

#include "store/store.h"

/* Inside the transaction of the step. */
bool migrate_12(struct store *s, struct err *err) MUST_USE;

#endif
