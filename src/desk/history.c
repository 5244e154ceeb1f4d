/* The history of an item: who decided what, which words they changed, and what readers see of
 * it. */
#include "desk/history.h"

#include "desk/decide.h"
#include "desk/publication.h"
#include "desk/words.h"
#include "item/filing.h"
#include "render/decision.h"
#include "render/view.h"
#include "store/release.h"
#include "store/history.h"

enum { HISTORY_MAX = 100 };

/* The item with the editors' words that a decision found, over what the copies say now. */
static struct item item_as(const struct item *now, const struct item *before)
{
	struct item item = *now;
	item_take_words(&item, before);
	return item;
}

static json_t *words_changed(struct desk *desk, struct arena *a, const struct copies *copies,
	const struct item *before, const struct item *after)
{
	const struct face was = item_face(before), is = item_face(after);
	json_t *list = card_changes(a, &was, &is);
	struct strs topics_before = filing_of_item(a, desk->site, before, copies),
				topics_after = filing_of_item(a, desk->site, after, copies);
	if (!strs_eq(topics_before, topics_after)) {
		json_t *change = json_pack("{ss so}", "name", "Topics", "diff",
			card_diff(a, words_topic_titles(a, desk->site, topics_before),
				words_topic_titles(a, desk->site, topics_after)));
		json_array_append_new(list, change);
	}
	return view_list(list);
}

static json_t *row_of(const struct http_request *request, const struct decision *d)
{
	char text[TIME_TEXT];
	json_t *one = json_pack("{ss sb}", "verb", words_verb(d->verb), "undone", d->undone);
	view_set(one, "editor", decision_actor_words(request->a, &d->actor));
	view_set(one, "detail", words_detail(request->a, d));
	view_set(one, "time", str_of(time_rfc3339(d->at, text)));
	view_set(one, "ago", words_ago(request->a, d->at, request->now));
	return one;
}

/* The rows, newest first. What stood after a decision is what the next one found; after the last,
 * what stands now. */
static json_t *rows_of(struct desk *desk, const struct http_request *request,
	const struct card *card, const struct history *history)
{
	json_t *list = json_array();
	struct item after = card->item;
	for (size_t i = 0; i < history->n; i++) {
		json_t *one = row_of(request, &history->v[i]);
		json_object_set_new(one, "changes", json_false());
		if (history->before[i].id) {
			struct item before = item_as(&card->item, &history->before[i]);
			json_object_set_new(
				one, "changes", words_changed(desk, request->a, &card->copies, &before, &after));
			after = before;
		}
		json_array_append_new(list, one);
	}
	return list;
}

/* The last decision that stands, if the editor may take it back. */
static bool set_undo(struct desk *desk, const struct http_request *request,
	const struct history *history, json_t *data, struct err *err)
{
	bool may = false;
	size_t i = 0;
	while (i < history->n && (history->v[i].undone || history->v[i].undoes))
		i++;
	if (i < history->n && !decide_may_undo(desk, &history->v[i], &may, err))
		return false;
	json_object_set_new(data, "undo", may ? json_integer(history->v[i].id) : json_false());
	view_set(data, "undo_words", may ? decide_words(request->a, &history->v[i]) : STR_NONE);
	return true;
}

/* Sets what readers see of the item, and since when: the days are those of its releases. */
static bool set_published(struct desk *desk, const struct http_request *request,
	const struct item *item, json_t *data, struct err *err)
{
	char first[TIME_TEXT], at[TIME_TEXT];
	struct release release;
	bool found = false;
	enum publication publication;
	json_object_set_new(data, "published", json_false());
	if (!item->live)
		return true;
	if (!publication_find(desk, item, &publication, err) ||
		!store_release_get(desk->store, request->a, item->live, &release, &found, err))
		return false;
	if (!found)
		return true;
	date_us(date_local(release.published), first);
	date_us(date_local(release.at), at);
	struct str text = str_printf(request->a, "Published as of %s", first);
	if (publication == PUBLICATION_WAITS)
		text = str_printf(request->a, "Approved %s: it goes out with the next publication", at);
	else if (publication == PUBLICATION_CHANGE_WAITS)
		text = str_printf(request->a,
			STR_FMT "; the version of %s goes out with the next publication", STR_ARG(text), at);
	else if (release_is_corrected(&release))
		text = str_printf(request->a, STR_FMT "; readers see the version of %s", STR_ARG(text), at);
	view_set(data, "published", text);
	return true;
}

bool history_set(struct desk *desk, const struct http_request *request, const struct card *card,
	json_t *data, struct err *err)
{
	struct history history;
	if (!store_history(desk->store, request->a, card->item.id, HISTORY_MAX, &history, err))
		return false;
	json_object_set_new(data, "history", view_list(rows_of(desk, request, card, &history)));
	return set_undo(desk, request, &history, data, err) &&
		set_published(desk, request, &card->item, data, err);
}
