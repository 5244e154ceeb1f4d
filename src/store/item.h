/* store/item: items: one row each. Their identity keys are in store/key.h, what is about the same
 * work in store/related.h, lists of them in store/list.h. */
#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include "base/hash.h"
#include "model/item.h"
#include "store/store.h"

/* A new item: what judge/ says of its first copy, and how it came. */
struct item_seed {
	struct str tag;
	const struct verdict *verdict;
	int64_t now;
	bool backfill;
};
/* Adds the item, queued, and gives its number, which no item had before. *id is 0, and nothing is
 * added, when an item, live or not, has this tag, or had it before tags were whole names. */
bool store_item_add(struct store *s, const struct item_seed *seed, int64_t *id, struct err *err)
	MUST_USE;
/* Writes anew what the copies say, and which of them speaks for the item (main_copy; 0: its only
 * one). The item's version moves only when the face changed. Since when a trial was not verified is
 * kept as it is while that is unsaid. */
bool store_item_judge(struct store *s, int64_t id, const struct verdict *verdict, int64_t main_copy,
	struct err *err) MUST_USE;
/* Trials as they were judged last: at most `limit`, from the one after `last` on, in the order of
 * their numbers. Items that were merged into others are none. */
struct trial_row {
	int64_t id;
	struct str status, facts;
};
struct trial_rows {
	struct trial_row *v;
	size_t n;
};
bool store_item_trials(struct store *s, struct arena *a, int64_t last, long limit,
	struct trial_rows *out, struct err *err) MUST_USE;
/* Sets or clears (none) what changed since the live release. */
bool store_item_set_changes(
	struct store *s, int64_t id, const struct reasons *changes, struct err *err) MUST_USE;
/* Writes what editors decide of the item; its version moves. */
bool store_item_write(struct store *s, const struct item *item, struct err *err) MUST_USE;
/* Each of the two gets the other's tag. */
bool store_item_exchange_tags(
	struct store *s, struct arena *a, int64_t one, int64_t other, struct err *err) MUST_USE;
/* The items that were merged into this one, by number. */
bool store_item_aliases(
	struct store *s, struct arena *a, int64_t item, struct items *out, struct err *err) MUST_USE;
/* The item with this id itself, alias or not. That there is none is an error (ERR_USER). */
bool store_item_need(
	struct store *s, struct arena *a, int64_t id, struct item *out, struct err *err) MUST_USE;
/* The same, but that there is none is no error: *found is false. */
bool store_item_get(struct store *s, struct arena *a, int64_t id, struct item *out, bool *found,
	struct err *err) MUST_USE;
/* The item with this id or, for an alias, the one that it was merged into. */
bool store_item_follow(struct store *s, struct arena *a, int64_t id, struct item *out, bool *found,
	struct err *err) MUST_USE;

#endif
