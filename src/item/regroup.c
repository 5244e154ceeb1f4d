#include "item/regroup.h"

#include <assert.h>

#include "item/decide.h"
#include "item/join.h"
#include "match/cluster.h"
#include "store/decision.h"
#include "store/item.h"
#include "store/pair.h"

enum { DECISIONS_READ = 200 };

/* Whether an editor ever decided on the item, or keeps it apart from another. */
static bool is_an_editors(struct ingest *in, int64_t id, bool *is, struct err *err)
{
	struct arena *a = &in->scratch;
	struct item item;
	struct ids apart;
	struct decisions decisions;
	if (!store_item_need(in->store, a, id, &item, err) ||
		!store_pair_list(in->store, a, id, true, &apart, err) ||
		!store_decision_list(in->store, a, id, DECISIONS_READ, &decisions, err))
		return false;
	*is = join_is_decided(&item) || item.merged_into || item.assignee || apart.n ||
		decisions.n == DECISIONS_READ;
	for (size_t i = 0; i < decisions.n; i++)
		*is = *is || !decisions.v[i].actor.automatic;
	return true;
}

/* Whether the copy came to the others by its text alone: what shares a key stays together. */
static bool has_keys_of_its_own(struct arena *a, const struct copies *copies, size_t which)
{
	struct match_keys mine, theirs;
	match_keys(a, &copies->v[which].entry, copies->v[which].source, &mine);
	for (size_t i = 0; i < copies->n; i++) {
		match_keys(a, &copies->v[i].entry, copies->v[i].source, &theirs);
		for (size_t k = 0; i != which && k < mine.n; k++)
			if (key_is_in(&theirs, mine.v[k]))
				return false;
	}
	return true;
}

/* The copy that leaves when all are grouped anew with the entry, their number when none does.
 * *with: it is the entry that it agrees with. */
static size_t find_leaving(
	struct arena *a, const struct copies *copies, struct described *entry, bool *with)
{
	struct described **all = arena_array(a, copies->n + 1, sizeof *all);
	size_t n = copies->n, near = 0, first_near = n, first_far = n;
	for (size_t i = 0; i < n; i++)
		all[i] = match_describe(a, &copies->v[i].entry);
	all[n] = entry;
	struct clustering c = cluster_new(a, all, n + 1);
	cluster_compare(&c);
	cluster_end(&c);
	for (size_t i = n; i--;) {
		bool is_near = c.group[i] == c.group[n];
		near += is_near;
		*(is_near ? &first_near : &first_far) = i;
	}
	*with = n - near > 1;
	return near && n - near == 1 ? first_far : near == 1 ? first_near : n;
}

static bool split(struct ingest *in, int64_t copy, int64_t *made, struct err *err)
{
	struct decision_result result;
	const struct decision_request request = {.verb = VERB_SPLIT,
		.actor = {.name = in->source->name, .automatic = true},
		.now = in->now,
		.copy = copy};
	if (!item_decide(in->site, in->store, &in->scratch, &request, &result, err))
		return false;
	assert(result.made != 0);
	*made = result.made;
	return true;
}

/* The copy that left may be the same as others, from which the item that it left kept it apart. Of
 * that item an editor is asked. */
static bool join_elsewhere(struct ingest *in, const struct entry *entry, int64_t item,
	const struct also_same *left, struct err *err)
{
	struct matched matched = {0};
	struct alikes alikes;
	struct sought sought = alike_seek(&in->scratch, match_describe(&in->scratch, entry));
	if (!alike_find(in->store, &in->scratch, &sought, item, &alikes, err))
		return false;
	for (size_t i = 0; i < alikes.n && matched.also_count < ARRIVAL_ALSO_MAX; i++)
		if (alikes.v[i].found.answer == MATCH_SAME && alikes.v[i].item != left->item)
			matched.also[matched.also_count++] = (struct also_same){
				alikes.v[i].item, str_of(alikes.v[i].found.why)};
	return join_also_same(in, &matched, &item, err) && join_ask(in, item, left, err);
}

bool regroup_for(
	struct ingest *in, const struct arrival *arrival, struct matched *matched, struct err *err)
{
	struct arena *a = &in->scratch;
	struct copies copies;
	int64_t item = matched->contested.item, made;
	bool is, with;
	if (!item || matched->item)
		return true;
	if (!is_an_editors(in, item, &is, err) ||
		!store_entry_copies(in->store, a, item, &copies, err))
		return false;
	if (is)
		return true;
	size_t leaving = find_leaving(a, &copies, match_describe(a, &arrival->entry), &with);
	if (leaving == copies.n || !has_keys_of_its_own(a, &copies, leaving))
		return true;
	if (!split(in, copies.v[leaving].id, &made, err) ||
		!(with ? join_ask(in, made, &matched->contested, err) :
				 join_elsewhere(in, &copies.v[leaving].entry, made, &matched->contested, err)))
		return false;
	matched->item = with ? made : item;
	matched->why = matched->contested.why;
	return true;
}
