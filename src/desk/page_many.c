/* The page on which one decision is made on all items that match a filter. It names every one of
 * them with the version that its editor sees, so nothing is decided unseen. */
#include "desk/card.h"
#include "desk/choices.h"
#include "desk/decide.h"
#include "desk/filter.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/saved.h"
#include "item/batch.h"
#include "render/view.h"

struct many {
	struct desk *desk;
	const struct http_request *request;
	struct list_filter filter;
	struct items items;
	bool more, cut, behind; /* another page follows; some items may not be found yet */
	long aside;             /* set aside for a colleague */
	long updates;           /* of what is published: left out, unless they alone were asked for */
};

static bool read_all(struct many *m, struct err *err)
{
	filter_read(m->request, &m->request->query, &m->filter);
	m->filter.after = (struct list_place){0};
	m->filter.limit = BATCH_MAX;
	if (!filter_catch_up(m->desk, &m->behind, err) ||
		!store_list(m->desk->store, m->request->a, &m->filter, &m->items, &m->more, err) ||
		(m->filter.text.n &&
			!store_list_is_cut(m->desk->store, m->request->a, m->filter.text, &m->cut, err)))
		return false;
	size_t kept = 0;
	for (size_t i = 0; i < m->items.n; i++)
		if (!item_is_update(&m->items.v[i]) || m->filter.state == LIST_UPDATES)
			m->items.v[kept++] = m->items.v[i];
	m->updates = (long)(m->items.n - kept);
	m->items.n = kept;
	return true;
}

/* The items, and in one word each with its version. */
static void set_items(struct many *m, json_t *data)
{
	struct arena *a = m->request->a;
	enum { CHOICE_MAX = 48 };
	struct buf choices CLEANUP_BUF = buf_new((m->items.n + 1) * CHOICE_MAX);
	json_t *rows = json_array();
	for (size_t i = 0; i < m->items.n; i++) {
		const struct item *item = &m->items.v[i];
		json_array_append_new(rows, card_row(m->request, item, STR_NONE, false));
		m->aside += item->assignee && item->assignee != m->desk->visitor.editor.id;
		buf_addf(&choices, "%s%lld_%ld", i ? " " : "", (long long)item->id, item->version);
	}
	view_set(data, "choices", str_copy(a, buf_str(&choices)));
	json_object_set_new(data, "rows", view_list(rows));
	json_object_set_new(data, "n", json_integer((json_int_t)m->items.n));
	json_object_set_new(data, "more", json_boolean(m->more));
	json_object_set_new(data, "behind", json_boolean(m->behind));
	filter_set_cut(data, m->cut);
	json_object_set_new(data, "aside", m->aside ? json_integer(m->aside) : json_false());
	json_object_set_new(data, "updates", m->updates ? json_integer(m->updates) : json_false());
}

/* What can be chosen: where the items may be filed, and whether they still wait. */
static void set_choices(const struct many *m, json_t *data)
{
	char day[TIME_TEXT];
	json_object_set_new(data, "sections", choices_sections(SECTION_NONE));
	json_object_set_new(data, "topics", choices_topics(m->desk->site, (struct strs){0}));
	json_object_set_new(data, "can_reject",
		json_boolean(m->filter.state == LIST_WAITING || m->filter.state == LIST_UPDATES ||
			m->filter.state == LIST_LATER));
	view_set(data, "week_from_now",
		str_of(date_iso(date_add_days(date_local(m->request->now), 7), day)));
}

bool page_many(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct many m = {.desk = desk, .request = request};
	struct str what;
	if (!read_all(&m, err) || !filter_words_of(desk, request->a, &m.filter, &what, err))
		return false;
	struct str back = filter_url(request->a, "/queue", &m.filter, false);
	json_t *data = json_object();
	set_items(&m, data);
	set_choices(&m, data);
	view_set(data, "what", what);
	view_set(data, "back", back);
	view_set(data, "select_url", http_url_with(request->a, back, "select", S("1")));
	if (!saved_set(desk, request, data, err)) {
		json_decref(data);
		return false;
	}
	return page_render(
		desk, request, response, &(struct page){"desk-many", "All that match", data}, err);
}
