#include "model/item.h"

struct face item_face(const struct item *item)
{
	struct face face = item->judged;
	if (item->edited_section != SECTION_NONE)
		face.section = item->edited_section;
#define WORDED_OVER(name, member, bit) \
	if (item->has_edited_##member) \
		face.member = item->edited_##member;
	WORDED_LIST(WORDED_OVER)
#undef WORDED_OVER
	if (item->has_edited_summary)
		face.summary_origin = SUMMARY_EDITOR;
	if (!item_lead_holds(item))
		face.lead = STR_NONE;
	return face;
}

struct strs item_why(struct arena *a, const struct item *item)
{
	struct strs all = {0};
	for (size_t i = 0; i < item->learned.n; i++)
		strs_add(a, &all, item->learned.v[i]);
	for (size_t i = 0; i < item->why.n; i++)
		strs_add(a, &all, item->why.v[i]);
	return all;
}

bool item_lead_holds(const struct item *item)
{
	return item->has_edited_lead && str_eq(item->lead_status, item->judged.status);
}

void item_take_words(struct item *item, const struct item *from)
{
	item->edited_section = from->edited_section;
	item->has_edited_topics = from->has_edited_topics;
	item->edited_topics = from->edited_topics;
#define WORDED_TAKE(name, member, bit) \
	item->has_edited_##member = from->has_edited_##member; \
	item->edited_##member = from->edited_##member;
	WORDED_LIST(WORDED_TAKE)
#undef WORDED_TAKE
	item->lead_status = from->lead_status;
}

void item_unassign(struct item *item)
{
	item->assignee = 0;
	item->assigned_word = item->assignee_name = STR_NONE;
}

bool item_is_update(const struct item *item)
{
	return item->live && item->changes.n;
}

bool item_is_due(const struct item *item, int64_t now)
{
	return item->state == ITEM_DEFERRED && item->deferred_until <= now;
}

const char *item_word(const struct item *item)
{
	return item_is_update(item) ? "update" : item_state_word(item->state);
}

const char *item_state_word(enum item_state state)
{
	static const char *const words[] = {
		"queued", "approved", "rejected", "deferred", [ITEM_WITHDRAWN] = "withdrawn"};
	return words[state];
}

const char *item_confidence_word(enum confidence c)
{
	static const char *const words[] = {"low", "medium", "high"};
	return words[c];
}
