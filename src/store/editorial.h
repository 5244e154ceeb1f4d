/* editorial: the part of an item that editors decide, what a decision found before it, and the row
 * of a decision (private to store/).
 *
 * The editorial fields of struct item are state, deferred_until, merged_into, edited_*, live,
 * update_why and dismissed: EDITORIAL_FIELDS in editorial.c is their one list. */
#ifndef STORE_EDITORIAL_H
#define STORE_EDITORIAL_H

#include "store/decision.h"

/* False when the item moved on since the editor saw it (by.version; the other of two:
 * by.other_version); *by.stale is set. */
bool by_saw(struct by by, const struct item *item, struct err *err) MUST_USE;
bool by_saw_other(struct by by, const struct item *item, struct err *err) MUST_USE;

/* False when the item was withdrawn: nothing is decided on it until that is undone. */
bool not_withdrawn(const struct item *item, struct err *err) MUST_USE;

/* Writes the item's editorial fields; its version moves. */
bool editorial_write(struct store *s, const struct item *item, struct err *err) MUST_USE;

struct moved_entry {
	int64_t id;
};
struct moved_key {
	struct hash hash;
};
/* What stood before a decision: all that its undo needs. */
struct before {
	struct item *items; /* of each its id and editorial fields */
	size_t item_count;
	struct moved_entry *entries; /* merge, split: what moved */
	size_t entry_count;
	struct moved_key *keys, *related;
	size_t key_count, related_count;
};
void before_add(struct arena *a, struct before *before, const struct item *item);
bool before_read(struct arena *a, struct str json, struct before *out, struct err *err) MUST_USE;

/* Adds the row; *by.logged is its number. `what` gives verb, item, other, entry, detail and undoes.
 */
bool decision_log(struct store *s, struct by by, const struct decision *what,
	const struct before *before, struct err *err) MUST_USE;

/* The columns of struct decision, from `decision AS d JOIN item AS i ON i.id = d.item`, in the
 * order of decision_take. */
#define DECISION_COLUMNS \
	"d.id, d.at, d.item, d.other, d.entry, d.undoes, d.editor, d.verb, d.detail, " \
	"coalesce(i.edited_title, i.title), " \
	"EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id)"
struct query;
struct decision decision_take(struct query *q, struct arena *a);

/* All copies, keys and relations of one item become the other's; what moved is noted. A relation
 * that the other has too stays. */
bool copies_move(struct store *s, struct arena *a, int64_t from, int64_t to, struct before *moved,
	struct err *err) MUST_USE;
/* All versions of one copy, and those of the keys that named the item it leaves; the keys that
 * named nothing are new. */
bool copy_move(struct store *s, struct arena *a, int64_t entry, int64_t from, int64_t to,
	const struct stored_keys *keys, struct before *moved, struct err *err) MUST_USE;
/* Each item gets the other's tag. */
bool tags_exchange(struct store *s, struct arena *a, int64_t one, int64_t other, struct err *err)
	MUST_USE;
/* Takes back that two items are apart. */
bool apart_drop(struct store *s, int64_t item, int64_t other, struct err *err) MUST_USE;

/* What moved goes back, with the versions that its copies got since. */
bool moved_return(struct store *s, const struct before *moved, int64_t from, int64_t to,
	struct err *err) MUST_USE;

#endif
