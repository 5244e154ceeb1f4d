#include "model/item.h"

struct face item_face(const struct item *item)
{
	struct face face = item->judged;
	if (item->edited_section != SECTION_NONE)
		face.section = item->edited_section;
	if (item->has_edited_title)
		face.title = item->edited_title;
	if (item->has_edited_summary) {
		face.summary = item->edited_summary;
		face.summary_origin = SUMMARY_EDITOR;
	}
	if (item->has_edited_citation)
		face.citation = item->edited_citation;
	return face;
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
