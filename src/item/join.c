#include "item/join.h"

#include "item/alike.h"
#include "item/decide.h"
#include "store/item.h"
#include "store/pair.h"

static bool is_worded(const struct item *item)
{
	bool worded = item->edited_section != SECTION_NONE || item->has_edited_topics;
#define WORDED_ONE(name, member, bit) worded = worded || item->has_edited_##member;
	WORDED_LIST(WORDED_ONE)
#undef WORDED_ONE
	return worded;
}

bool join_is_decided(const struct item *item)
{
	return item->live || item->state != ITEM_QUEUED || is_worded(item);
}

/* Whether what was decided on the two can go on in one item. */
static bool states_agree(const struct item *x, const struct item *y)
{
	if (x->state == ITEM_WITHDRAWN || y->state == ITEM_WITHDRAWN)
		return false;
	return !join_is_decided(x) || !join_is_decided(y) ||
		(x->state == ITEM_REJECTED && y->state == ITEM_REJECTED);
}

/* Which of the two goes on: that on which somebody decided, else the older one. */
static bool second_goes_on(const struct item *first, const struct item *second)
{
	if (join_is_decided(first) != join_is_decided(second))
		return join_is_decided(second);
	return second->id < first->id;
}

bool join_ask(struct ingest *in, int64_t item, const struct also_same *also, struct err *err)
{
	struct key key;
	if (!arrival_key_of_item(in, also->item, &key, err))
		return false;
	const struct mention mention = {RELATION_POSSIBLE, (int)key.kind, key.text, also->why};
	return store_related_add(in->store, item, &mention, err);
}

static bool merge(struct ingest *in, int64_t item, int64_t other, struct str why, struct err *err)
{
	struct decision_result result;
	const struct decision_request request = {.verb = VERB_MERGE,
		.actor = {.name = in->source->name, .automatic = true},
		.now = in->now,
		.item = item,
		.other = other,
		.reason = why};
	return item_decide(in->site, in->store, &in->scratch, &request, &result, err);
}

static bool join_one(
	struct ingest *in, int64_t *item, const struct also_same *also, struct err *err)
{
	struct arena *a = &in->scratch;
	struct item first, second;
	struct copies one, other;
	bool apart;
	if (also->item == *item) /* it was shown by a key and by its text, and joined by the first */
		return true;
	if (!store_item_need(in->store, a, *item, &first, err) ||
		!store_item_need(in->store, a, also->item, &second, err) ||
		!store_pair_kept_apart(in->store, *item, also->item, &apart, err) ||
		!store_entry_copies(in->store, a, *item, &one, err) ||
		!store_entry_copies(in->store, a, also->item, &other, err))
		return false;
	if (apart || second.merged_into || first.merged_into)
		return true;
	if (!states_agree(&first, &second) || !alike_may_join(a, &one, &other))
		return join_ask(in, *item, also, err);
	bool swap = second_goes_on(&first, &second);
	int64_t winner = swap ? second.id : first.id, loser = swap ? first.id : second.id;
	*item = winner;
	return merge(in, winner, loser, also->why, err);
}

bool join_also_same(
	struct ingest *in, const struct matched *matched, int64_t *item, struct err *err)
{
	for (size_t i = 0; i < matched->also_count; i++)
		if (!join_one(in, item, &matched->also[i], err))
			return false;
	return true;
}
