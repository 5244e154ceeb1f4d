/* store/note: single values that the store keeps under a name, such as when out/ was written. */
#ifndef STORE_NOTE_H
#define STORE_NOTE_H

#include "store/store.h"

/* Small notes by name. An absent note is the empty string. */
bool store_note_get(struct store *s, struct arena *a, const char *name, struct str *value,
	struct err *err) MUST_USE;
bool store_note_set(struct store *s, const char *name, struct str value, struct err *err) MUST_USE;
/* When out/ was last written, which publish/ notes as "published"; NO_TIME: never. */
bool store_note_published(struct store *s, struct arena *a, int64_t *at, struct err *err) MUST_USE;

#endif
