/* card: an item as an editor sees it, as data for templates/desk-card.mustache. The queue, the
 * item's own page and the script show the same card. */
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

/* Reads what the card of the item needs: its copies and related items. */
bool card_read(struct desk *desk, struct arena *a, const struct item *item, struct card *out,
	struct err *err) MUST_USE;
/* The data of the card; NULL and an error when the store or a template fails. `back`: the address
 * to which a decision leads. `next`: the item that is shown there next; 0: the first. Notes that
 * the editor looks at the item, unless the script only fetches the card ahead (?ahead=1). The
 * caller owns it. */
json_t *card_view(struct desk *desk, const struct http_request *request, const struct card *card,
	struct str back, int64_t next, struct err *err);

/* The preview: the item as it would be published now, rendered by publish/ itself. */
bool card_preview(struct desk *desk, const struct http_request *request, const struct item *item,
	struct buf *out, struct err *err) MUST_USE;
/* What changed in a text, word by word: [{out, in, text}], in reading order. `out`: the words were
 * taken out; `in`: they were put in; neither: they stayed. */
json_t *card_diff(struct arena *a, struct str before, struct str after);
/* The fields that readers see and that differ between the two faces: [{name, diff}]. */
json_t *card_changes(struct arena *a, const struct face *before, const struct face *after);

/* A row of a list: {id, version, title, url, section, section_title, confidence, label, age,
 * current, update, came_back, warned}. `url` leads to the row, `current`: its card is shown beside
 * the list, `warned`: the card has warnings. The caller owns it. */
json_t *card_row(
	const struct http_request *request, const struct item *item, struct str url, bool current);

/* How long ago t was: "just now", "3 minutes ago", "an hour ago", "2 days ago". */
struct str words_ago(struct arena *a, int64_t t, int64_t now);
/* How long it is until t: "in 5 min", "in 3 h". Empty when t is not after now. */
struct str words_until(struct arena *a, int64_t t, int64_t now);
/* How old an item is, shortly: "new" in its first hour, then "5 h", "2 d". */
struct str words_age(struct arena *a, int64_t t, int64_t now);
/* What was decided, as a heading of the log: "Approved", "Put off", "Not the same". */
const char *words_verb(enum verb verb);
/* How an item stands: "waiting in the queue", "put off until 12/01/2026", "approved". */
struct str words_state(struct arena *a, const struct item *item, int64_t now);
/* The titles of the topics, with commas: "Antibodies, Treatments". */
struct str words_topic_titles(struct arena *a, const struct site *site, struct strs slugs);
/* What the log says beside the verb, for an editor. Times are shown as days; of an undo, it is the
 * verb that was undone. */
struct str words_detail(struct arena *a, const struct decision *decision);

#endif
