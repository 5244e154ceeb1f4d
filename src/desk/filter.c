#include "desk/filter.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

#include "base/url.h"
#include "base/utf8.h"
#include "item/catalog.h"
#include "render/view.h"
#include "web/form.h"

enum { CAUGHT_UP_WITH = 50 };

/* The words of an address, and what they are called; the first is that of a list whose address
 * names none. */
struct filter_words {
	const char *(*word)(size_t i);
	const char *const *titles;
	size_t n;
};

static const char *state_word(size_t i)
{
	return i ? list_state_word((enum list_state)i) : "";
}

static const char *order_word(size_t i)
{
	return i ? list_order_word((enum list_order)i) : "";
}

static const char *const STATE_TITLES[LIST_STATE_COUNT] = {
	[LIST_WAITING] = "Waiting",
	[LIST_UPDATES] = "Updates",
	[LIST_LATER] = "Put off",
	[LIST_APPROVED] = "Approved",
	[LIST_REJECTED] = "Rejected",
	[LIST_PUBLISHED] = "Published",
	[LIST_CORRECTED] = "Corrected",
	[LIST_RETRACTED] = "Retracted",
	[LIST_WITHDRAWN] = "Withdrawn",
	[LIST_ALL] = "Everywhere",
};
static const char *const STATE_EMPTY[LIST_STATE_COUNT] = {
	[LIST_WAITING] = "",
	[LIST_UPDATES] = "No update of what is published waits.",
	[LIST_LATER] = "Nothing is put off.",
	[LIST_APPROVED] = "Nothing is approved yet.",
	[LIST_REJECTED] = "Nothing is rejected.",
	[LIST_PUBLISHED] = "Readers see nothing yet.",
	[LIST_CORRECTED] = "Nothing that readers see was corrected.",
	[LIST_RETRACTED] = "Nothing that readers see is retracted.",
	[LIST_WITHDRAWN] = "Nothing is withdrawn.",
	[LIST_ALL] = "Nothing waits. Words in the search box are looked for in what is decided, too.",
};
static const char *const ORDER_TITLES[LIST_ORDER_COUNT] = {
	[LIST_LIKELIEST] = "Most likely",
	[LIST_NEWEST] = "Newest",
	[LIST_OLDEST] = "Oldest",
};
static const struct filter_words STATES = {state_word, STATE_TITLES, LIST_STATE_COUNT},
								 ORDERS = {order_word, ORDER_TITLES, LIST_ORDER_COUNT};
enum { TEXT_LONGEST = 200 };

static size_t word_find(const struct filter_words *words, struct str word)
{
	for (size_t i = 0; i < words->n; i++)
		if (str_eq(str_of(words->word(i)), word))
			return i;
	return 0;
}

struct str filter_place_text(struct arena *a, const struct list_place *place)
{
	return place->given ?
		str_printf(a, "%d_%.17g_%lld_%lld", place->first ? 2 + place->update : place->update,
			place->score, (long long)place->id, (long long)place->order) :
		STR_NONE;
}

bool filter_place_read(struct str text, struct list_place *out)
{
	char score[40];
	struct str rest = text, update = str_cut(&rest, '_'), middle = str_cut(&rest, '_'),
			   number = str_cut(&rest, '_');
	long id, order = 0;
	*out = (struct list_place){0};
	bool known = update.n == 1 && update.p[0] >= '0' && update.p[0] <= '3';
	if (!known || !middle.n || middle.n >= sizeof score || !str_is_digits(number) ||
		!str_to_long(number, &id) ||
		(rest.p && (!str_is_digits(rest) || !str_to_long(rest, &order))))
		return false;
	memcpy(score, middle.p, middle.n);
	score[middle.n] = 0;
	char *end;
	double value = strtod(score, &end);
	if (*end || !isfinite(value))
		return false;
	*out = (struct list_place){.given = true,
		.first = update.p[0] >= '2',
		.update = (update.p[0] - '0') % 2,
		.score = value,
		.id = id,
		.order = order};
	return true;
}

void filter_read(
	const struct http_request *request, const struct http_params *params, struct list_filter *out)
{
	*out = (struct list_filter){
		.state = (enum list_state)word_find(&STATES, http_param(params, "state")),
		.order = (enum list_order)word_find(&ORDERS, http_param(params, "order")),
		.section = section_of(http_param(params, "section")),
		.source = http_param_id(params, "source"),
		.topic = utf8_cut(http_param(params, "topic"), TEXT_LONGEST),
		.assignee = http_param_id(params, "for"),
		.text = str_trim(utf8_cut(str_collapse(request->a, http_param(params, "q")), TEXT_LONGEST)),
		.now = request->now,
	};
	if (!filter_place_read(http_param(params, "after"), &out->after))
		out->after = (struct list_place){0};
}

bool filter_catch_up(struct desk *desk, bool *behind, struct err *err)
{
	return catalog_update(desk->site, desk->store, CAUGHT_UP_WITH, behind, err);
}

void filter_set_cut(json_t *data, bool cut)
{
	json_object_set_new(data, "cut", cut ? json_integer(LIST_MATCHES_MAX) : json_false());
}

bool filter_is_narrow(const struct list_filter *filter)
{
	return filter->section != SECTION_NONE || filter->source || filter->topic.n ||
		filter->assignee || filter->text.n;
}

static void add(struct buf *b, const char *name, struct str value, struct arena *a)
{
	if (value.n)
		buf_addf(b, "%c%s=" STR_FMT, str_find_char(buf_str(b), '?') == STR_NOT_FOUND ? '?' : '&',
			name, STR_ARG(url_encode(a, value)));
}

struct str filter_url(
	struct arena *a, const char *path, const struct list_filter *filter, bool paged)
{
	struct buf b CLEANUP_BUF = buf_new(8192);
	assert((int)filter->state < LIST_STATE_COUNT && (int)filter->order < LIST_ORDER_COUNT);
	buf_add(&b, str_of(path));
	add(&b, "state", str_of(state_word(filter->state)), a);
	add(&b, "section", str_of(section_word(filter->section)), a);
	if (filter->source)
		add(&b, "source", str_printf(a, "%lld", (long long)filter->source), a);
	add(&b, "topic", filter->topic, a);
	if (filter->assignee)
		add(&b, "for", str_printf(a, "%lld", (long long)filter->assignee), a);
	add(&b, "q", filter->text, a);
	add(&b, "order", str_of(order_word(filter->order)), a);
	if (paged)
		add(&b, "after", filter_place_text(a, &filter->after), a);
	assert(buf_ok(&b)); /* words and topic are at most TEXT_LONGEST bytes, tripled by encoding */
	return str_copy(a, buf_str(&b));
}

static void option(json_t *list, struct str word, struct str title, bool selected)
{
	json_t *one = json_object();
	json_object_set_new(one, "word", json_stringn(word.n ? word.p : "", word.n));
	view_set(one, "title", title);
	json_object_set_new(one, "selected", json_boolean(selected));
	json_array_append_new(list, one);
}

static json_t *options_of(const struct filter_words *words, size_t selected)
{
	json_t *list = json_array();
	for (size_t i = 0; i < words->n; i++)
		option(list, str_of(words->word(i)), str_of(words->titles[i]), i == selected);
	return list;
}

static void option_id(json_t *list, int64_t id, struct str title, int64_t selected)
{
	char word[24];
	snprintf(word, sizeof word, "%lld", (long long)id);
	option(list, str_of(word), title, id == selected);
}

static json_t *editors_of(const struct filter_choices *from, int64_t selected)
{
	json_t *list = json_array();
	option(list, STR_NONE, S("Anybody or nobody"), !selected);
	option_id(list, from->self, S("Me"), selected);
	for (size_t i = 0; i < from->editors.n; i++)
		if (from->editors.v[i].id != from->self && editor_decides(&from->editors.v[i]))
			option_id(list, from->editors.v[i].id, from->editors.v[i].name, selected);
	return list;
}

static json_t *sources_of(const struct source_states *sources, int64_t selected)
{
	json_t *list = json_array();
	option(list, STR_NONE, S("All sources"), !selected);
	for (size_t i = 0; i < sources->n; i++)
		option_id(list, sources->v[i].id, sources->v[i].name, selected);
	return list;
}

static json_t *topics_of(const struct site *site, struct str selected)
{
	json_t *list = json_array();
	option(list, STR_NONE, S("All topics"), !selected.n);
	for (size_t i = 0; i < site->topic_count; i++)
		option(list, site->topics[i].slug, site->topics[i].title,
			str_eq(site->topics[i].slug, selected));
	return list;
}

static json_t *sections_of(enum section selected)
{
	json_t *list = json_array();
	option(list, STR_NONE, S("All sections"), selected == SECTION_NONE);
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		option(list, str_of(section_word(s)), str_of(section_title(s)), s == selected);
	return list;
}

json_t *filter_view(const struct list_filter *filter, const struct filter_choices *from)
{
	json_t *view = json_object();
	int active = (filter->state != LIST_WAITING) + (filter->section != SECTION_NONE) +
		(filter->source != 0) + (filter->topic.n > 0) + (filter->assignee != 0) +
		(filter->order != LIST_LIKELIEST);
	view_set(view, "q", filter->text);
	json_object_set_new(view, "states", options_of(&STATES, filter->state));
	json_object_set_new(view, "orders", options_of(&ORDERS, filter->order));
	json_object_set_new(view, "sections", sections_of(filter->section));
	json_object_set_new(view, "sources", sources_of(&from->sources, filter->source));
	json_object_set_new(view, "topics", topics_of(from->site, filter->topic));
	json_object_set_new(view, "editors", editors_of(from, filter->assignee));
	json_object_set_new(view, "active", active ? json_integer(active) : json_false());
	json_object_set_new(view, "any", json_boolean(active || filter->text.n));
	view_set(view, "state_title", str_of(STATE_TITLES[filter->state]));
	view_set(
		view, "none", filter_is_narrow(filter) ? STR_NONE : str_of(STATE_EMPTY[filter->state]));
	return view;
}

static struct str part_add(struct arena *a, struct str words, struct str part)
{
	return part.n ? str_printf(a, STR_FMT "; " STR_FMT, STR_ARG(words), STR_ARG(part)) : words;
}

bool filter_words_of(struct desk *desk, struct arena *a, const struct list_filter *filter,
	struct str *out, struct err *err)
{
	struct source_states sources;
	struct str words = str_of(STATE_TITLES[filter->state]);
	const struct topic *topic = site_topic(desk->site, filter->topic);
	struct editor editor = {0};
	bool found;
	if (!store_source_list(desk->store, a, &sources, err) ||
		(filter->assignee &&
			!store_editor_get(desk->store, a, filter->assignee, &editor, &found, err)))
		return false;
	if (filter->section != SECTION_NONE)
		words = part_add(a, words, str_of(section_title(filter->section)));
	for (size_t i = 0; i < sources.n; i++)
		if (sources.v[i].id == filter->source)
			words = part_add(a, words, sources.v[i].name);
	words = part_add(a, words, topic ? topic->title : filter->topic);
	if (editor.id)
		words = part_add(a, words, str_printf(a, "for " STR_FMT, STR_ARG(editor.name)));
	if (filter->text.n)
		words = part_add(a, words, str_printf(a, "“" STR_FMT "”", STR_ARG(filter->text)));
	*out = words;
	return true;
}

struct str filter_of_form(const struct http_request *request, struct list_filter *out)
{
	struct http_params params;
	struct str query = http_param(&request->form, "back");
	str_cut(&query, '?');
	if (!form_urlencoded(request->a, query, &params))
		params = (struct http_params){0};
	filter_read(request, &params, out);
	return filter_url(request->a, "/queue", out, false);
}

bool filter_words(
	struct desk *desk, const struct http_request *request, struct str *out, struct err *err)
{
	struct list_filter filter;
	*out = STR_NONE;
	if (!http_param(&request->form, "items").n)
		return true;
	filter_of_form(request, &filter);
	return filter_words_of(desk, request->a, &filter, out, err);
}
