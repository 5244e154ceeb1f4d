/* card: an item as an editor sees it, as data for the template desk-card. The queue, the item's own
 * page and the script show the same card. */
#ifndef DESK_CARD_H
#define DESK_CARD_H

#include "desk/desk.h"
#include "model/item.h"
#include "store/entry.h"
#include "store/related.h"

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

/* The number or address by which the source knows the copy; none of what an editor typed, whose
 * number the program made. */
struct str card_number(const struct copy *copy);
/* The preview: the item as it would be published now, rendered by publish/ itself. */
bool card_preview(struct desk *desk, const struct http_request *request, const struct item *item,
	struct buf *out, struct err *err) MUST_USE;
/* What changed in a text, word by word: [{out, in, text}], in reading order. `out`: the words were
 * taken out; `in`: they were put in; neither: they stayed. */
json_t *card_diff(struct arena *a, struct str before, struct str after);
/* The fields that readers see and that differ between the two faces: [{name, diff}]. */
json_t *card_changes(struct arena *a, const struct face *before, const struct face *after);

/* A row of a list: {id, version, title, url, section, section_title, confidence, label, age,
 * current, update, came_back, set_aside, warned}. `url` leads to the row, `current`: its card is
 * shown beside the list, `set_aside`: for whom, `warned`: the card has warnings. The caller owns
 * it. */
json_t *card_row(
	const struct http_request *request, const struct item *item, struct str url, bool current);

#endif
