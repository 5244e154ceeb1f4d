#include "item/rejudge.h"

#include "item/update.h"
#include "judge/judge.h"
#include "store/release.h"

/* A source that left the configuration still needs a label for its copies. */
static const struct source *source_of(struct arena *a, const struct site *site, struct str name)
{
	const struct source *source = site_source(site, name);
	if (source)
		return source;
	struct source *unknown = arena_new(a, struct source);
	*unknown = (struct source){.type = SOURCE_FEED, .name = name, .label = name};
	return unknown;
}

/* The copy that speaks for the item: of the strongest kind, and among those the one that was
 * revised last (two searches may hold the same record, one of them not yet asked again); otherwise
 * the first. */
size_t rejudge_strongest(const struct copies *copies)
{
	size_t best = 0;
	for (size_t i = 1; i < copies->n; i++) {
		const struct entry *one = &copies->v[i].entry, *other = &copies->v[best].entry;
		int difference = judge_rank(one) - judge_rank(other);
		if (difference > 0 || (difference == 0 && update_is_older(other, one)))
			best = i;
	}
	return best;
}

void rejudge_verdict(
	struct arena *a, const struct site *site, const struct copies *copies, struct verdict *out)
{
	size_t strongest = rejudge_strongest(copies);
	judge_entry(
		a, &copies->v[strongest].entry, source_of(a, site, copies->v[strongest].source), out);
	for (size_t i = 0; i < copies->n; i++) {
		if (i == strongest)
			continue;
		struct verdict weaker;
		judge_entry(a, &copies->v[i].entry, source_of(a, site, copies->v[i].source), &weaker);
		judge_fill(&out->face, &weaker.face);
	}
}

static void add_once(struct arena *a, struct strs *list, struct str line)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], line))
			return;
	strs_add(a, list, line);
}

/* What an update card would say: empty when readers would see no difference, or an editor declined
 * exactly this. */
static bool update_reasons(struct store *store, struct arena *a, const struct item *item,
	struct strs changes, struct strs *why, struct err *err)
{
	struct release live;
	bool found;
	struct strs lasting = {0};
	*why = (struct strs){0};
	if (!store_release_get(store, a, item->live, &live, &found, err))
		return false;
	for (size_t i = 0; i < item->update_why.n; i++)
		if (update_is_lasting(item->update_why.v[i]))
			add_once(a, &lasting, item->update_why.v[i]);
	for (size_t i = 0; i < changes.n; i++)
		add_once(a, &lasting, changes.v[i]);
	struct face face = item_face(item);
	struct hash hash = face_hash(&face);
	if (found && !(item->has_dismissed && hash_eq(item->dismissed, hash)))
		update_describe(a, &live.face, &face, why);
	for (size_t i = 0; i < lasting.n; i++)
		strs_add(a, why, lasting.v[i]);
	return true;
}

bool rejudge_copies(const struct site *site, struct store *store, struct arena *a, int64_t id,
	const struct copies *copies, struct strs changes, bool *updated, struct err *err)
{
	struct verdict verdict;
	struct item item;
	struct strs why;
	bool found;
	*updated = false;
	if (!copies->n)
		return true;
	rejudge_verdict(a, site, copies, &verdict);
	if (!store_item_judge(store, id, &verdict, err) ||
		!store_item_get(store, a, id, false, &item, &found, err))
		return false;
	if (!found || !item.live)
		return true;
	if (!update_reasons(store, a, &item, changes, &why, err) ||
		!store_item_update_why(store, id, why, err))
		return false;
	*updated = why.n > 0;
	return true;
}

bool rejudge_item(const struct site *site, struct store *store, int64_t id, struct strs changes,
	bool *updated, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies;
	*updated = false;
	return store_entry_copies(store, &a, id, &copies, err) &&
		rejudge_copies(site, store, &a, id, &copies, changes, updated, err);
}
