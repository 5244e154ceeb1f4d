/* item_row: an item as its columns, for the files of store/ that read items (private). */
#ifndef STORE_ITEM_ROW_H
#define STORE_ITEM_ROW_H

#include "model/item.h"
#include "store/face.h"

/* In the order of item_take. */
#define ITEM_COLUMNS \
	"id, tag, merged_into, first_seen, backfill, state, deferred_until, version, " \
	"main_copy, " FACE_COLUMNS( \
		"") ", confidence, score, why, warnings, edited_section, edited_title, " \
			"edited_summary, edited_citation, edited_official_title, edited_url, " \
			"edited_label, edited_lead, edited_also, lead_status, edited_topics, live, " \
			"update_why, dismissed, assignee, assigned_word, learned, " \
			"(SELECT editor.name FROM editor WHERE editor.id = assignee)"
/* An item from the columns above. */
struct item item_take(struct query *q, struct arena *a);

#endif
