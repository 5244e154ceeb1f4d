/* forgotten: what readers see in out/ and a backup does not know (private to store/). */
#ifndef STORE_FORGOTTEN_H
#define STORE_FORGOTTEN_H

#include "store/restore.h"

/* Fills pages, editions, numbered and withdrawn. */
bool forgotten_find(struct store *s, struct arena *a, const char *folder, struct restored *out,
	struct err *err) MUST_USE;
/* Keeps these names from being given to anything else. */
bool forgotten_reserve(struct store *s, const struct restored *found, struct err *err) MUST_USE;

#endif
