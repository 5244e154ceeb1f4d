#include "item/alike.h"

#include <assert.h>
#include <stdlib.h>

#include "match/cluster.h"
#include "store/block.h"
#include "store/unit.h"

enum { GROUP = 200 /* entries of one transaction */ };

static bool kind_has_blocks(enum entry_kind kind)
{
	return kind == ENTRY_NEWS || entry_kind_is_paper(kind);
}

struct sought alike_seek(struct arena *a, const struct described *described)
{
	struct sought out = {.described = described};
	match_blocks(a, described, &out.blocks);
	return out;
}

/* An item that shares blocks with the entry. */
struct sharing {
	int64_t item;
	size_t much, little;
};

static int compare_items(const void *left, const void *right)
{
	const struct sharing *a = left, *b = right;
	return (a->item > b->item) - (a->item < b->item);
}

/* Those that share most first: of more than are compared, they are. */
static int compare_sharing(const void *left, const void *right)
{
	const struct sharing *a = left, *b = right;
	if (a->much != b->much)
		return a->much < b->much ? 1 : -1;
	if (a->little != b->little)
		return a->little < b->little ? 1 : -1;
	return compare_items(left, right);
}

/* Each hit by itself. */
static struct sharing *list_hits(
	struct arena *a, const struct blocks *blocks, const struct block_hits *hits)
{
	static_assert((int)BLOCK_FEW == (int)BLOCK_CROWD, "the store leaves crowded blocks out");
	struct sharing *list = arena_array(a, hits->n + 1, sizeof *list);
	for (size_t i = 0; i < hits->n; i++) {
		const bool much = hits->v[i].which < blocks->much;
		list[i] = (struct sharing){hits->v[i].item, much, !much};
	}
	return list;
}

/* The items that share enough to be compared. */
static struct sharing *share_blocks(
	struct arena *a, const struct sought *sought, const struct block_hits *hits, size_t *n)
{
	const bool news = sought->described->kind == ENTRY_NEWS;
	const size_t count = hits->n;
	size_t kept = 0;
	struct sharing *list = list_hits(a, &sought->blocks, hits);
	if (count)
		qsort(list, count, sizeof *list, compare_items);
	for (size_t from = 0, to; from < count; from = to) {
		struct sharing all = {.item = list[from].item};
		for (to = from; to < count && list[to].item == all.item; to++) {
			all.much += list[to].much;
			all.little += list[to].little;
		}
		if (block_suffices(news, all.much, all.little))
			list[kept++] = all;
	}
	if (kept)
		qsort(list, kept, sizeof *list, compare_sharing);
	*n = kept;
	return list;
}

/* Papers are compared with papers, and news with news. */
static bool kinds_compare(enum entry_kind entry, enum entry_kind copy)
{
	return kind_has_blocks(copy) && (copy == ENTRY_NEWS) == (entry == ENTRY_NEWS);
}

/* Whether a copy is told apart by its date alone. */
static bool is_dated_apart(const struct described *entry, int64_t published)
{
	return entry->kind == ENTRY_NEWS && match_news_apart(entry->published, published);
}

/* The comparison of the entry with all copies of an item: a veto of one is one of all. */
static struct comparison compare_copies(
	struct arena *a, const struct described *entry, const struct copies *copies)
{
	struct comparison best = {.answer = MATCH_DIFFERENT, .why = ""};
	bool veto = false;
	for (size_t i = 0; i < copies->n; i++) {
		const struct entry *copy = &copies->v[i].entry;
		if (!kinds_compare(entry->kind, copy->kind))
			continue;
		if (is_dated_apart(entry, copy->published)) {
			veto = true;
			continue;
		}
		struct comparison found = match_compare(entry, match_describe(a, copy));
		veto = veto || found.veto;
		if (found.answer < best.answer ||
			(found.answer == best.answer && found.strength > best.strength))
			best = found;
	}
	best.veto = veto;
	/* It is one of the copies and cannot be another one: an editor has to look. */
	if (veto && best.answer == MATCH_SAME)
		best.answer = MATCH_POSSIBLE;
	return best;
}

struct alikes_of {
	struct store *store;
	struct arena *a;
	const struct sought *sought;
	struct alikes *out;
};

static int compare_alikes(const void *left, const void *right)
{
	const struct alike *a = left, *b = right;
	if (a->found.answer != b->found.answer)
		return a->found.answer < b->found.answer ? -1 : 1;
	if (a->found.strength != b->found.strength)
		return a->found.strength < b->found.strength ? 1 : -1;
	return (a->item > b->item) - (a->item < b->item);
}

static void alike_add(struct alikes_of *of, int64_t item, const struct copies *copies)
{
	struct alike one = {.item = item, .copies = *copies};
	one.found = compare_copies(of->a, of->sought->described, copies);
	if (one.found.answer == MATCH_DIFFERENT)
		return;
	of->out->v = arena_grow(of->a, of->out->v, of->out->n, sizeof *of->out->v);
	of->out->v[of->out->n++] = one;
}

/* Those of the items that have a copy which the entry may be the same as: of the others nothing
 * need be read. *compared counts those that have copies: an item that was merged into another has
 * none, and the other one is found by itself. */
static bool leave_dated_apart(
	struct alikes_of *of, struct ids *items, size_t *compared, struct err *err)
{
	const struct described *entry = of->sought->described;
	struct copy_times times;
	if (!store_entry_times_of(of->store, of->a, items, &times, err))
		return false;
	items->n = 0;
	for (size_t i = 0; i < times.n; i++) {
		const struct copy_time *copy = &times.v[i];
		*compared += !i || copy->item != copy[-1].item;
		if (kinds_compare(entry->kind, copy->kind) && !is_dated_apart(entry, copy->published) &&
			!(items->n && items->v[items->n - 1] == copy->item))
			items->v[items->n++] = copy->item;
	}
	return true;
}

static bool compare_items_of(
	struct alikes_of *of, struct ids *items, size_t *compared, struct err *err)
{
	struct copies copies[COPIES_AT_ONCE];
	if (!items->n)
		return true;
	if (!leave_dated_apart(of, items, compared, err))
		return false;
	bool well = items->n > 1 ?
		store_entry_copies_of(of->store, of->a, items, copies, err) :
		!items->n || store_entry_copies(of->store, of->a, items->v[0], copies, err);
	for (size_t i = 0; well && i < items->n; i++)
		alike_add(of, items->v[i], &copies[i]);
	return well;
}

bool alike_find(struct store *store, struct arena *a, const struct sought *sought, int64_t own,
	struct alikes *out, struct err *err)
{
	static_assert((int)ALIKE_MAX <= (int)COPIES_AT_ONCE, "they are read by one statement");
	struct alikes_of of = {store, a, sought, out};
	struct block_hits hits;
	size_t n, compared = 0;
	int64_t next[ALIKE_MAX];
	*out = (struct alikes){0};
	if (!sought->blocks.n)
		return true;
	if (!store_block_find(store, a, sought->blocks.v, sought->blocks.n, &hits, err))
		return false;
	const struct sharing *list = share_blocks(a, sought, &hits, &n);
	for (size_t i = 0; i < n && compared < ALIKE_MAX;) {
		struct ids some = {next, 0};
		for (; i < n && some.n < ALIKE_MAX - compared; i++)
			if (list[i].item != own)
				next[some.n++] = list[i].item;
		if (!compare_items_of(&of, &some, &compared, err))
			return false;
	}
	if (out->n)
		qsort(out->v, out->n, sizeof *out->v, compare_alikes);
	return true;
}

bool alike_remember(struct store *store, const struct sought *sought, int64_t item, struct err *err)
{
	return store_block_add(store, sought->blocks.v, sought->blocks.n, item, err);
}

bool alike_remember_copies(struct store *store, struct arena *a, int64_t item, struct err *err)
{
	struct copies copies;
	if (!store_entry_copies(store, a, item, &copies, err))
		return false;
	for (size_t i = 0; i < copies.n; i++) {
		struct sought sought = alike_seek(a, match_describe(a, &copies.v[i].entry));
		if (!alike_remember(store, &sought, item, err))
			return false;
	}
	return true;
}

bool alike_pmids_differ(const struct entry *x, const struct entry *y)
{
	return x->keys.pmid.n && y->keys.pmid.n && !str_eq(x->keys.pmid, y->keys.pmid);
}

bool alike_may_join(struct arena *a, const struct copies *one, const struct copies *other)
{
	assert(one->n && other->n);
	if (one->n + other->n > CLUSTER_MAX)
		return false;
	for (size_t i = 0; i < one->n; i++)
		for (size_t k = 0; k < other->n; k++) {
			const struct entry *x = &one->v[i].entry, *y = &other->v[k].entry;
			/* News about a paper, which an editor joined with it, is compared with news alone. */
			bool alike = kind_has_blocks(x->kind) && kind_has_blocks(y->kind) &&
				(x->kind == ENTRY_NEWS) == (y->kind == ENTRY_NEWS);
			if (alike_pmids_differ(x, y) ||
				(alike && match_compare(match_describe(a, x), match_describe(a, y)).veto))
				return false;
		}
	return true;
}

/* Finds the blocks of the next entries; *last is 0 when there are none. */
static bool complete_group(struct store *store, int64_t *last, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct ids entries, items;
	*last = 0;
	if (!store_block_due(store, &a, GROUP, &entries, &items, err))
		return false;
	for (size_t i = 0; i < entries.n; i++)
		if ((!i || items.v[i] != items.v[i - 1]) &&
			!alike_remember_copies(store, &a, items.v[i], err))
			return false;
	*last = entries.n ? entries.v[entries.n - 1] : 0;
	return store_block_done(store, *last, err);
}

bool alike_complete(struct store *store, struct err *err)
{
	int64_t last = 1;
	bool due;
	if (!store_block_is_due(store, &due, err))
		return false;
	while (due && last) {
		struct unit unit;
		if (!unit_begin(&unit, store, err))
			return false;
		bool well = complete_group(store, &last, err);
		if (!unit_end(&unit, well, err))
			return false;
	}
	return true;
}
