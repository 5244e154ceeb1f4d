/* Split: a copy is another publication, and becomes an item of its own. */
#include "item/alike.h"
#include "item/verb.h"
#include "item/name.h"
#include "item/rejudge.h"
#include "match/match.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/key.h"
#include "store/move.h"
#include "store/pair.h"

/* The keys that only this copy gives: those it shares stay with the item that keeps the others. */
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
			shared[k] = shared[k] || key_is_in(&theirs, mine.v[k]);
	}
	for (size_t k = 0; k < mine.n; k++)
		if (!shared[k])
			own.v[own.n++] = (struct stored_key){(int)mine.v[k].kind, mine.v[k].text};
	return own;
}

/* Drops the guid from the keys, unless it is a key of the item: only that of a story whose feed
 * used it again is kept as one (arrival.h). */
static bool drop_guid(struct deciding *d, int64_t item, struct stored_keys *keys, struct err *err)
{
	size_t kept = 0;
	for (size_t i = 0; i < keys->n; i++) {
		const struct stored_key *key = &keys->v[i];
		int64_t named = item;
		bool found = true;
		if (key->kind == KEY_GUID &&
			!store_key_find(d->store, key->kind, key->key, &named, &found, err))
			return false;
		if (found && named == item)
			keys->v[kept++] = *key;
	}
	keys->n = kept;
	return true;
}

/* The item that the copy belongs to, its copies, and which of them it is. */
static bool copy_find(
	struct deciding *d, struct copies *copies, size_t *which, int64_t *from, struct err *err)
{
	int64_t copy = d->request->copy;
	bool found;
	if (!store_entry_item(d->store, copy, from, &found, err))
		return false;
	if (!found)
		return err_set(err, "there is no copy %lld; `tidings show ID` lists an item's copies",
			(long long)copy);
	if (!store_entry_copies(d->store, d->a, *from, copies, err))
		return false;
	*which = 0;
	while (*which < copies->n && copies->v[*which].id != copy)
		++*which;
	if (*which == copies->n)
		return err_set(err,
			"copy %lld is an earlier version; only a present copy can become an item of its own",
			(long long)copy);
	return copies->n > 1 ||
		err_set(err, "copy %lld is the only one of item %lld", (long long)copy, (long long)*from);
}

/* What an editor keeps apart from the item is kept apart from the copy that leaves it, too. */
static bool keep_apart(struct deciding *d, int64_t from, int64_t made, struct err *err)
{
	struct ids apart;
	if (!store_pair_list(d->store, d->a, from, false, &apart, err))
		return false;
	for (size_t i = 0; i < apart.n; i++)
		if (!store_pair_add(d->store, made, apart.v[i], err))
			return false;
	return true;
}

bool verb_split(struct deciding *d, struct err *err)
{
	struct copies copies;
	struct verdict verdict;
	struct heard heard = {0};
	int64_t from;
	size_t which = 0;
	if (!item_unverified_before(d->store, d->a, &heard.before, err) ||
		!copy_find(d, &copies, &which, &from, err) || !deciding_open(d, from, &d->item, err) ||
		!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	const struct copies alone = {&copies.v[which], 1};
	item_verdict(d->a, d->site, &alone, &heard, &verdict);
	struct stored_keys own = keys_of_its_own(d->a, &copies, which);
	struct item_seed seed = {
		.verdict = &verdict, .now = d->request->now, .backfill = d->item.backfill};
	struct match_keys keys;
	const struct first_copy first = {&copies.v[which].entry, copies.v[which].source, &keys};
	match_keys(d->a, first.entry, first.source, &keys);
	/* The tag of the item that the copy leaves stays with that item: the made one gets another. */
	if (!drop_guid(d, from, &own, err) ||
		!name_add_item(d->store, d->a, &first, &seed, &d->result->made, err) ||
		!keep_apart(d, from, d->result->made, err))
		return false;
	const struct copy_move move = {d->request->copy, from, d->result->made, &own};
	d->row.item = from;
	d->row.other = d->result->made;
	d->row.entry = d->request->copy;
	d->row.other_title = verdict.face.title;
	return store_move_copy(d->store, d->a, &move, &d->before, err) &&
		alike_remember_copies(d->store, d->a, d->result->made, err) && deciding_write(d, err) &&
		deciding_rejudge(d, from, err);
}
