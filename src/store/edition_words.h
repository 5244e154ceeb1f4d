/* store/edition_words: what editors wrote for the next edition of a list, and which new items they
 * left out. */
#ifndef STORE_EDITION_WORDS_H
#define STORE_EDITION_WORDS_H

#include "store/ids.h"
#include "store/store.h"

struct edition_words {
	int64_t version; /* 0: nobody ever wrote any */
	int64_t at;
	struct str editor;
	struct str subject;         /* empty: as usual */
	struct str greeting, first; /* paragraphs, a line each; empty: none */
};
bool store_edition_words_get(struct store *s, struct arena *a, struct str list,
	struct edition_words *out, struct err *err) MUST_USE;
/* Writes them, when words->version is the one that stands; else *stale, and nothing is written. */
bool store_edition_words_set(struct store *s, struct str list, const struct edition_words *words,
	bool *stale, struct err *err) MUST_USE;
/* The edition is frozen: the next one has none. */
bool store_edition_words_used(struct store *s, struct str list, int64_t now, struct err *err)
	MUST_USE;

struct left_out {
	int64_t item, at;
	struct str editor;
};
/* Leaves the item out of the list's editions, or puts it back. */
bool store_edition_leave_out(struct store *s, struct str list, const struct left_out *what,
	bool out, struct err *err) MUST_USE;
/* The items that are left out. */
bool store_edition_left_out(
	struct store *s, struct arena *a, struct str list, struct ids *items, struct err *err) MUST_USE;

#endif
