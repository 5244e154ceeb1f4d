/* card: an item as an editor sees it, as template data (templates/desk-card.mustache). The same for
 * the queue, the item's own page and the script. */
#ifndef DESK_CARD_H
#define DESK_CARD_H

#include "desk/desk.h"
#include "store/entry.h"
#include "store/item.h"

struct card {
	struct item item;
	struct copies copies;
	struct relateds related;
};

/* Reads what a card shows. */
bool card_read(struct desk *desk, struct arena *a, const struct item *item, struct card *out,
	struct err *err) MUST_USE;
/* The card; NULL and an error when the store or a template fails. `back` is the address that a
 * decision leads to, `next` the item that is shown then (0: the first). Notes that the editor has
 * it open, unless the script only fetches it ahead (?ahead=1). The caller owns it. */
json_t *card_view(struct desk *desk, const struct http_request *request, const struct card *card,
	struct str back, int64_t next, struct err *err);

/* The preview: the item as it would be published now, by the publication's own function. */
bool card_preview(struct desk *desk, const struct http_request *request, const struct item *item,
	struct buf *out, struct err *err) MUST_USE;
/* [{kind: in|out|same as three booleans, text}] of what changed. */
json_t *card_diff(struct arena *a, struct str before, struct str after);
/* What differs between two faces for readers: [{name, diff}]. */
json_t *card_changes(struct arena *a, const struct face *before, const struct face *after);

/* A row of a list: {id, version, title, url, section, section_title, confidence, label, age,
 * current, update, came_back, warned}. `url` leads to the row, `current`: its card is shown beside
 * the list, `warned`: the card has warnings. The caller owns it. */
json_t *card_row(
	const struct http_request *request, const struct item *item, struct str url, bool current);

/* "3 minutes ago", "5 h", "2 days": how long something took place before now. */
struct str words_ago(struct arena *a, int64_t t, int64_t now);
/* "in 5 min", "in 3 h": how long it is until then; empty when that is past. */
struct str words_until(struct arena *a, int64_t t, int64_t now);
/* "2 d", "5 h", "new". */
struct str words_age(struct arena *a, int64_t t, int64_t now);
/* "approved", "put off", "taken together" …: what a verb of the log did, in the past. */
const char *words_verb(enum verb verb);
/* "put off until 12/01/2026", "back in the queue" …: how an item stands. */
struct str words_state(struct arena *a, const struct item *item, int64_t now);
/* "Antibodies, Treatments": topics by their titles. */
struct str words_topic_titles(struct arena *a, const struct site *site, struct strs slugs);
/* A decision's detail for an editor: days as days, and of an undo what was undone. */
struct str words_detail(struct arena *a, const struct decision *decision);

#endif
