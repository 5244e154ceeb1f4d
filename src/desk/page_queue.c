#include <assert.h>

#include "store/item.h"
#include "desk/all_done.h"
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/filter.h"
#include "desk/page.h"
#include "desk/reminders.h"
#include "desk/routes.h"
#include "desk/saved.h"
#include "item/learn.h"
#include "render/view.h"

enum { ROWS = 25, ROWS_IN_SIGHT = 7 };

struct queue {
	struct desk *desk;
	const struct http_request *request;
	struct list_filter filter;
	struct items items;
	bool more;
	struct search_size all; /* of a search's first page; matches -1: it was not found out with it */
	struct item focus;      /* the item whose card is shown; id 0: none */
	int64_t previous, next; /* the items above and below it; 0: none */
	bool select;            /* the rows have boxes to tick, for one decision on several items */
	bool ticked;            /* and all of them are */
	int64_t order;          /* of the queue (item/learn.h) */
	bool behind;            /* some items may not be found yet */
	bool reordered;         /* since the page before: it begins anew */
};

static bool catch_up(struct queue *q, struct err *err)
{
	return !filter_is_narrow(&q->filter) || filter_catch_up(q->desk, &q->behind, err);
}

/* Scores that were learned anew since the page before put items of the next one before its end, and
 * the other way round. None is left out: the list begins anew. */
static bool keep_place(struct queue *q, struct err *err)
{
	struct list_place *after = &q->filter.after;
	if (!item_learn_order(q->desk->store, q->request->a, &q->order, err))
		return false;
	q->reordered = after->given && after->order != q->order && q->filter.order == LIST_LIKELIEST;
	if (q->reordered)
		*after = (struct list_place){0};
	return true;
}

static void focus_on(struct queue *q, size_t row)
{
	assert(row < q->items.n);
	q->focus = q->items.v[row];
	q->previous = row ? q->items.v[row - 1].id : 0;
	q->next = row + 1 < q->items.n ? q->items.v[row + 1].id : 0;
}

/* Finds the item whose card is shown: the one that the address names, in the list or not, else the
 * first of the list. */
static bool find_focus(struct queue *q, struct err *err)
{
	int64_t wanted = http_param_id(&q->request->query, "item");
	bool found = false;
	for (size_t i = 0; i < q->items.n; i++)
		if (q->items.v[i].id == wanted || (!wanted && i == 0)) {
			focus_on(q, i);
			return true;
		}
	if (wanted && !store_item_follow(q->desk->store, q->request->a, wanted, &q->focus, &found, err))
		return false;
	if (!found && q->items.n)
		focus_on(q, 0);
	return true;
}

/* The first of the rows in sight: the list follows the current row, which stands in their middle
 * where rows lie on both sides of it. */
static size_t start_of(const struct queue *q, size_t in_sight)
{
	size_t at = 0;
	while (at < q->items.n && q->items.v[at].id != q->focus.id)
		at++;
	if (at == q->items.n || at < in_sight)
		return 0;
	size_t last = q->items.n - in_sight, start = at - in_sight / 2;
	return start < last ? start : last;
}

static void set_rows(struct queue *q, json_t *data)
{
	struct arena *a = q->request->a;
	json_t *before = json_array(), *first = json_array(), *rest = json_array();
	struct str here = filter_url(a, "/queue", &q->filter, true);
	/* The card of a published item has one more field: the page must not outgrow the screen. */
	size_t in_sight = ROWS_IN_SIGHT - (q->focus.live != 0), start = start_of(q, in_sight);
	for (size_t i = 0; i < q->items.n; i++) {
		const struct item *item = &q->items.v[i];
		json_t *row = card_row(
			q->request, item, decide_url(a, here, "item", item->id), item->id == q->focus.id);
		bool shown = q->select || (i >= start && i < start + in_sight);
		json_array_append_new(shown ? first : i < start ? before : rest, row);
	}
	json_object_set_new(data, "rows_before", json_integer((json_int_t)json_array_size(before)));
	json_object_set_new(data, "before", view_list(before));
	json_object_set_new(data, "more_rows",
		json_array_size(rest) ? json_integer((json_int_t)json_array_size(rest)) : json_false());
	json_object_set_new(data, "rows", view_list(first));
	json_object_set_new(data, "rest", view_list(rest));
}

static void set_paging(struct queue *q, json_t *data)
{
	struct arena *a = q->request->a;
	struct list_filter next = q->filter;
	if (q->items.n)
		next.after = list_place_of(&q->filter, &q->items.v[q->items.n - 1]);
	next.after.order = q->order;
	struct str next_page = q->more ? filter_url(a, "/queue", &next, true) : STR_NONE;
	struct str first_page = q->filter.after.given ? filter_url(a, "/queue", &q->filter, false) :
													STR_NONE;
	struct str here = filter_url(a, "/queue", &q->filter, true);
	view_set(data, "next_url", next_page);
	view_set(data, "first_url", first_page);
	view_set(data, "previous_url",
		q->previous ? decide_url(a, here, "item", q->previous) : str_or(first_page, here));
	view_set(data, "following_url",
		q->next ? decide_url(a, here, "item", q->next) : str_or(next_page, here));
	view_set(data, "select_url", http_url_with(a, here, "select", S("1")));
	view_set(data, "many_url", filter_url(a, "/many", &q->filter, false));
	view_set(data, "back", here);
	view_set(data, "all_url", http_url_with(a, here, "select", S("all")));
	json_object_set_new(data, "select", json_boolean(q->select));
	json_object_set_new(data, "ticked", json_boolean(q->ticked));
}

static bool set_counts(struct queue *q, json_t *data, struct err *err)
{
	struct list_counts counts;
	const struct list_filter *filter = &q->filter;
	if (!store_list_counts(q->desk->store, q->request->now, &counts, err))
		return false;
	/* The store keeps numbers by state, and by section for what waits. For a search, a source or a
	 * topic the items are counted. */
	bool narrow = filter->text.n || filter->source || filter->topic.n || filter->assignee ||
		(filter->section != SECTION_NONE && filter->state != LIST_WAITING);
	int64_t left = filter->state == LIST_WAITING || filter->state == LIST_ALL ?
		counts.waiting[filter->section] :
		counts.state[filter->state];
	if (q->all.matches >= 0)
		left = q->all.matches;
	else if (narrow && !store_list_count(q->desk->store, q->request->a, filter, &left, err))
		return false;
	int64_t most = store_list_count_most(filter);
	bool more = q->all.cut || (narrow && left > most);
	if (left > most)
		left = narrow ? most : left;
	json_object_set_new(data, "left", left < 0 ? json_false() : json_integer(left));
	json_object_set_new(data, "left_more", json_boolean(more));
	json_object_set_new(data, "waiting", json_integer(counts.waiting[SECTION_NONE]));
	json_object_set_new(data, "is_waiting", json_boolean(q->filter.state == LIST_WAITING));
	return true;
}

static bool set_filter(struct queue *q, json_t *data, struct err *err)
{
	struct filter_choices from = {.site = q->desk->site, .self = q->desk->visitor.editor.id};
	if (!store_source_list(q->desk->store, q->request->a, &from.sources, err) ||
		!store_editor_list(q->desk->store, q->request->a, &from.editors, err))
		return false;
	json_object_set_new(data, "filter", filter_view(&q->filter, &from));
	return saved_set(q->desk, q->request, data, err);
}

static bool set_card(struct queue *q, json_t *data, struct err *err)
{
	struct card card;
	json_object_set_new(data, "card", json_false());
	if (!q->focus.id || q->select)
		return true;
	if (!card_read(q->desk, q->request->a, &q->focus, &card, err))
		return false;
	json_t *view = card_view(q->desk, q->request, &card,
		filter_url(q->request->a, "/queue", &q->filter, true), q->next, err);
	json_object_set_new(data, "card", view ? view : json_false());
	return view != NULL;
}

/* An empty queue says why it is, and what comes next. Not the end of its pages. */
static bool set_done(struct queue *q, json_t *data, struct err *err)
{
	bool whole = q->filter.state == LIST_WAITING && !filter_is_narrow(&q->filter) &&
		!q->filter.after.given;
	json_object_set_new(data, "done", json_false());
	return q->items.n || !whole || all_done_set(q->desk, q->request, data, err);
}

/* Sets the decision that the key "z" takes back. The script sends its number, so that pressing
 * twice does not undo two. Without the script a button at the foot of the page undoes it, also
 * later or in another browser. */
static bool set_last(struct queue *q, json_t *data, struct err *err)
{
	struct decision last;
	bool found = false;
	json_object_set_new(data, "last", json_false());
	if (!desk_may(q->desk, PERMISSION_DECIDE))
		return true;
	if (!decide_last(q->desk, q->request->a, false, &last, &found, err))
		return false;
	if (!found)
		return true;
	json_object_set_new(data, "last", json_integer(last.id));
	view_set(data, "last_words", decide_words_whole(q->request->a, &last));
	return true;
}

static bool read_items(struct queue *q, struct err *err)
{
	struct store *s = q->desk->store;
	q->all.matches = -1;
	if (!q->filter.text.n)
		return store_list(s, q->request->a, &q->filter, &q->items, &q->more, err);
	if (q->filter.after.given)
		return store_list(s, q->request->a, &q->filter, &q->items, &q->more, err) &&
			store_list_is_cut(s, q->request->a, q->filter.text, &q->all.cut, err);
	if (!store_list_first(s, q->request->a, &q->filter, &q->items, &q->all, err))
		return false;
	q->more = q->all.matches > (int64_t)q->items.n;
	return true;
}

static bool read_queue(struct queue *q, struct err *err)
{
	filter_read(q->request, &q->request->query, &q->filter);
	q->filter.limit = ROWS;
	if (q->filter.state == LIST_WAITING)
		q->filter.first_for = q->desk->visitor.editor.id;
	struct str select = http_param(&q->request->query, "select");
	q->select = select.n > 0 && desk_may(q->desk, PERMISSION_DECIDE);
	q->ticked = str_eq(select, S("all"));
	return catch_up(q, err) && keep_place(q, err) && read_items(q, err) && find_focus(q, err);
}

bool page_queue(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct queue q = {.desk = desk, .request = request};
	if (!read_queue(&q, err))
		return false;
	json_t *data = json_object();
	set_rows(&q, data);
	set_paging(&q, data);
	json_object_set_new(data, "reordered", json_boolean(q.reordered));
	json_object_set_new(data, "behind", json_boolean(q.behind));
	filter_set_cut(data, q.all.cut);
	if (set_counts(&q, data, err) && set_filter(&q, data, err) && set_card(&q, data, err) &&
		set_last(&q, data, err) && set_done(&q, data, err) &&
		reminders_set(desk, request->a, data, err) && decide_said(desk, request, data, err))
		return page_render(desk, request, response,
			&(struct page){"desk-queue", q.filter.state == LIST_WAITING ? "Queue" : "Items", data},
			err);
	json_decref(data);
	return false;
}
