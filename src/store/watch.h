/* store/watch: the records that are watched by their numbers, whatever source brought them: those
 * of every item that readers see, or saw and know by its page. */
#ifndef STORE_WATCH_H
#define STORE_WATCH_H

#include "base/hash.h"
#include "model/entry.h"
#include "store/store.h"

/* Works are watched by the DOI of an item, whatever copies it has: what comes is no record of it
 * but what is said of it. */
enum { WATCH_WORKS = -1 };
/* A kind of records, and the kind of key (enum key_kind) that their numbers are. */
struct watch {
	int kind; /* enum entry_kind: ENTRY_PAPER: PMIDs; ENTRY_TRIAL: NCT numbers; or WATCH_WORKS */
	int key_kind;
};
/* When the first of them came; NO_TIME when there is none to watch. */
bool store_watch_since(struct store *s, const struct watch *watch, int64_t *since, struct err *err)
	MUST_USE;
/* The numbers, sorted, each once: those of records that an item has as a copy, and those that are
 * keys of items without a copy of that kind. Only those that were last looked at, or came, by
 * `before`. */
bool store_watch_list(struct store *s, struct arena *a, const struct watch *watch, int64_t before,
	struct strs *out, struct err *err) MUST_USE;
/* The numbers of other records of this kind, which no reader saw, the newest first: to ask for
 * beside those that are missing. */
bool store_watch_others(struct store *s, struct arena *a, const struct watch *watch, long limit,
	struct strs *out, struct err *err) MUST_USE;
/* Notes that the service gave this record just now. Inside a transaction. */
bool store_watch_looked(struct store *s, int kind, struct str native, int64_t now, struct err *err)
	MUST_USE;
/* The numbers of all that the service ever gave by its number, sorted. */
bool store_watch_given(struct store *s, struct arena *a, const struct watch *watch,
	struct strs *out, struct err *err) MUST_USE;

/* A copy of a record: several sources may hold the same one. */
struct record_copy {
	int64_t id, item, source_id;
	struct str source; /* its name */
	struct hash hash;
};
struct record_copies {
	struct record_copy *v;
	size_t n;
};
/* All current copies of the record, of any source and item, oldest first. */
bool store_watch_copies(struct store *s, struct arena *a, int kind, struct str native,
	struct record_copies *out, struct err *err) MUST_USE;

#endif
