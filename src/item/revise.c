#include "item/revise.h"

#include "item/rejudge.h"
#include "match/match.h"

static bool rejudge(const struct site *site, struct store *store, int64_t item, struct err *err)
{
	bool updated;
	return !item || rejudge_item(site, store, item, (struct strs){0}, &updated, err);
}

/* Ends the group one way or the other. */
static bool conclude(struct store *store, bool well, struct err *err)
{
	if (well && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

bool revise_merge(const struct site *site, struct store *store, struct by by, int64_t winner,
	int64_t loser, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	return conclude(store,
		decide_merge(store, by, winner, loser, err) && rejudge(site, store, winner, err), err);
}

static bool find_copies(struct store *store, struct arena *a, int64_t copy, int64_t *item,
	struct copies *out, struct err *err)
{
	bool found;
	if (!store_entry_item(store, copy, item, &found, err))
		return false;
	if (!found)
		return err_set(err, "there is no copy %lld; `tidings show ID` lists an item's copies",
			(long long)copy);
	return store_entry_copies(store, a, *item, out, err);
}

static bool has_key(const struct match_keys *keys, const struct key *key)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].kind == key->kind && str_eq(keys->v[i].text, key->text))
			return true;
	return false;
}

/* The keys that only this copy gives: those it shares stay with the item that keeps the other
 * copies. */
static struct stored_keys keys_of_its_own(
	struct arena *a, const struct copies *copies, size_t which)
{
	struct match_keys mine;
	match_keys(a, &copies->v[which].entry, copies->v[which].source, &mine);
	struct stored_keys own = {arena_array(a, mine.n, sizeof *own.v), 0};
	bool *shared = arena_array(a, mine.n, sizeof *shared);
	for (size_t i = 0; i < copies->n; i++) {
		struct match_keys theirs = {.n = 0};
		if (i != which)
			match_keys(a, &copies->v[i].entry, copies->v[i].source, &theirs);
		for (size_t k = 0; k < mine.n; k++)
			shared[k] = shared[k] || has_key(&theirs, &mine.v[k]);
	}
	for (size_t k = 0; k < mine.n; k++)
		if (!shared[k])
			own.v[own.n++] = (struct stored_key){(int)mine.v[k].kind, mine.v[k].text};
	return own;
}

static bool split(const struct site *site, struct store *store, struct by by, int64_t id,
	int64_t *made, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies;
	int64_t from;
	if (!find_copies(store, &a, id, &from, &copies, err))
		return false;
	size_t which = 0;
	while (which < copies.n && copies.v[which].id != id)
		which++;
	if (which == copies.n)
		return err_set(err,
			"copy %lld is an earlier version; only a present copy can become an item of its own",
			(long long)id);
	struct copies alone = {&copies.v[which], 1};
	struct verdict verdict;
	rejudge_verdict(&a, site, &alone, &verdict);
	struct stored_keys own = keys_of_its_own(&a, &copies, which);
	/* The strongest name stays with the item that had it first: the new one is named by its number.
	 */
	return decide_split(store, by, id, STR_NONE, &verdict, &own, made, err) &&
		rejudge(site, store, from, err);
}

bool revise_split(const struct site *site, struct store *store, struct by by, int64_t copy,
	int64_t *made, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	return conclude(store, split(site, store, by, copy, made, err), err);
}

bool revise_undo(const struct site *site, struct store *store, struct arena *a, struct by by,
	int64_t item, struct decision *undone, struct err *err)
{
	if (!store_begin(store, err))
		return false;
	bool well = decide_undo(store, a, by, item, undone, err);
	/* Copies moved only with a merge or a split; what is before readers again after a withdrawal
	 * may have changed at its source meanwhile. */
	if (well && (undone->other || str_eq(undone->verb, S("withdraw"))))
		well = rejudge(site, store, undone->item, err) && rejudge(site, store, undone->other, err);
	return conclude(store, well, err);
}
