#include "base/url.h"
#include "desk/csv.h"
#include "desk/decide.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/decision.h"
#include "render/view.h"
#include "store/log.h"

/* Rows of a page; rows and bytes of a table at most. */
enum { ROWS = 50, CSV_ROWS = 20000, CSV_BYTES = HTTP_BODY_MAX - (1 << 18) };

/* The actor whose name in words stands in the address (?editor=). Without a name: everybody. */
static struct actor actor_named(const struct http_request *request, const struct actors *actors)
{
	struct str words = http_param(&request->query, "editor");
	for (size_t i = 0; i < actors->n; i++)
		if (str_eq(decision_actor_words(request->a, &actors->v[i]), words))
			return actors->v[i];
	return (struct actor){.name = words};
}

static void filter_read(
	const struct http_request *request, const struct actors *actors, struct log_filter *out)
{
	struct date day;
	*out = (struct log_filter){.actor = actor_named(request, actors),
		.item = http_param_id(&request->query, "item"),
		.batch = http_param_id(&request->query, "batch"),
		.fold = true,
		.from = NO_TIME,
		.to = NO_TIME,
		.before = http_param_id(&request->query, "before"),
		.limit = ROWS + 1};
	if (date_parse_partial(http_param(&request->query, "day"), &day) && day.day) {
		out->from = date_local_time(day);
		out->to = date_local_time(date_add_days(day, 1));
	}
}

/* Whether the row stands for all of its batch. */
static bool is_whole(const struct log_filter *filter, const struct decision *d)
{
	return d->batch.all > 1 && !filter->item && !filter->batch;
}

static json_t *row_of(const struct http_request *request, const struct decision *d, bool undo)
{
	char text[TIME_TEXT];
	json_t *row = json_pack("{sI sI sI ss sb}", "id", (json_int_t)d->id, "item",
		(json_int_t)d->item, "other", (json_int_t)d->other, "verb", words_verb(d->verb), "undone",
		d->undone);
	json_object_set_new(row, "batch", json_false());
	json_object_set_new(row, "alone", json_boolean(d->batch.all > 1));
	view_set(row, "editor", decision_actor_words(request->a, &d->actor));
	view_set(row, "detail", words_detail(request->a, d));
	json_object_set_new(row, "undo", json_boolean(undo));
	view_set(row, "title", str_or(d->title, S("(no title)")));
	view_set(row, "time", str_of(time_rfc3339(d->at, text)));
	view_set(row, "ago", words_ago(request->a, d->at, request->now));
	json_object_set_new(row, "has_other", json_boolean(d->other != 0));
	return row;
}

/* The row of a batch names its first items, and leads to a list of all. */
static bool set_batch(struct desk *desk, const struct http_request *request,
	const struct decision *d, json_t *row, struct err *err)
{
	enum { NAMED = 3 };
	const struct log_filter named = {
		.batch = d->batch.id, .from = NO_TIME, .to = NO_TIME, .limit = NAMED};
	struct decisions first;
	if (!store_log_list(desk->store, request->a, &named, &first, err))
		return false;
	json_t *titles = json_array();
	for (size_t i = 0; i < first.n; i++)
		json_array_append_new(titles,
			json_pack("{s:s%}", "title", first.v[i].title.p ? first.v[i].title.p : "",
				first.v[i].title.n));
	json_t *batch = json_pack("{sI sI so sb}", "id", (json_int_t)d->batch.id, "all",
		(json_int_t)d->batch.all, "titles", titles, "rest", d->batch.all > NAMED);
	view_set(batch, "what", d->batch.what);
	json_object_set_new(batch, "partly",
		d->batch.standing && d->batch.standing < d->batch.all && !d->undoes ?
			json_integer(d->batch.all - d->batch.standing) :
			json_false());
	json_object_set_new(row, "batch", batch);
	json_object_set_new(row, "alone", json_false());
	json_object_set_new(row, "undone", json_boolean(decision_is_taken_back(d) && !d->undoes));
	return true;
}

/* Whether the editor may take it back now: what was decided on since has to be taken back first; of
 * a batch only what was not decided on since is taken back. */
static bool can_undo(
	struct desk *desk, const struct decision *d, bool whole, bool *can, struct err *err)
{
	*can = false;
	if ((whole ? decision_is_taken_back(d) : d->undone) || d->undoes ||
		!desk_may(desk, PERMISSION_DECIDE))
		return true;
	if (whole)
		return decide_may_undo(desk, d, can, err);
	if (!decide_may_undo(desk, d, can, err))
		return false;
	return !*can || store_log_is_last(desk->store, d, can, err);
}

static bool set_rows(struct desk *desk, const struct http_request *request,
	const struct log_filter *filter, const struct decisions *log, json_t *data, struct err *err)
{
	json_t *rows = json_array();
	bool undo, well = true;
	for (size_t i = 0; well && i < log->n && i < ROWS; i++) {
		const struct decision *d = &log->v[i];
		bool whole = is_whole(filter, d);
		if (!can_undo(desk, d, whole, &undo, err)) {
			well = false;
			break;
		}
		json_t *row = row_of(request, d, undo);
		json_array_append_new(rows, row);
		well = !whole || set_batch(desk, request, d, row, err);
	}
	json_object_set_new(data, "rows", view_list(rows));
	return well;
}

/* The address of this filter, for the rows before row `before` (0: from the newest). */
static struct str url_of(const struct http_request *request, const char *path,
	const struct log_filter *filter, int64_t before)
{
	char day[TIME_TEXT];
	struct arena *a = request->a;
	if (filter->batch)
		return str_printf(a, "%s?batch=%lld%s", path, (long long)filter->batch,
			before ? str_printf(a, "&before=%lld", (long long)before).p : "");
	return str_printf(a, "%s?editor=" STR_FMT "&item=" STR_FMT "&day=%s%s", path,
		STR_ARG(url_encode(a, decision_actor_words(a, &filter->actor))),
		STR_ARG(filter->item ? str_printf(a, "%lld", (long long)filter->item) : STR_NONE),
		filter->from == NO_TIME ? "" : date_iso(date_local(filter->from), day),
		before ? str_printf(a, "&before=%lld", (long long)before).p : "");
}

static json_t *editors_of(
	struct arena *a, const struct actors *actors, const struct actor *selected)
{
	json_t *list = json_array();
	for (size_t i = 0; i < actors->n; i++) {
		const struct actor *actor = &actors->v[i];
		bool is = actor->automatic == selected->automatic && str_eq(actor->name, selected->name);
		json_t *one = json_pack("{sb}", "selected", is);
		view_set(one, "name", decision_actor_words(a, actor));
		json_array_append_new(list, one);
	}
	return list;
}

bool page_log(struct desk *desk, const struct http_request *request, struct http_response *response,
	struct err *err)
{
	struct log_filter filter;
	struct decisions log;
	struct actors actors;
	char day[TIME_TEXT];
	if (!store_log_actors(desk->store, request->a, &actors, err))
		return false;
	filter_read(request, &actors, &filter);
	if (!store_log_list(desk->store, request->a, &filter, &log, err))
		return false;
	json_t *data = json_object();
	json_object_set_new(data, "editors", editors_of(request->a, &actors, &filter.actor));
	json_object_set_new(data, "item", filter.item ? json_integer(filter.item) : json_false());
	view_set(data, "day",
		filter.from == NO_TIME ? STR_NONE : str_of(date_iso(date_local(filter.from), day)));
	view_set(data, "csv_url", url_of(request, "/log.csv", &filter, filter.before));
	view_set(data, "next_url",
		log.n > ROWS ? url_of(request, "/log", &filter, log.v[ROWS - 1].id) : STR_NONE);
	view_set(data, "here", url_of(request, "/log", &filter, filter.before));
	if (set_rows(desk, request, &filter, &log, data, err) && decide_said(desk, request, data, err))
		return page_render(desk, request, response, &(struct page){"desk-log", "Log", data}, err);
	json_decref(data);
	return false;
}

static void number(struct buf *b, int64_t n)
{
	n ? buf_addf(b, "%lld,", (long long)n) : buf_add_char(b, ',');
}

static void csv_row(struct arena *a, struct buf *b, const struct decision *d)
{
	char text[TIME_TEXT];
	number(b, d->id);
	buf_addf(b, "%s,", time_rfc3339(d->at, text));
	csv_cell(b, decision_actor_words(a, &d->actor), false);
	csv_cell(b, str_of(decision_verb_word(d->verb)), false);
	number(b, d->item);
	number(b, d->other);
	number(b, d->undoes);
	buf_add(b, d->undone ? S("yes,") : S("no,"));
	number(b, d->batch.id);
	csv_cell(b, d->title, false);
	csv_cell(b, decision_words(a, d, INSTANT_RFC3339), true);
}

bool page_log_csv(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct log_filter filter;
	struct decisions log;
	struct actors actors;
	if (!store_log_actors(desk->store, request->a, &actors, err))
		return false;
	filter_read(request, &actors, &filter);
	filter.limit = CSV_ROWS;
	filter.fold = false;
	if (!store_log_list(desk->store, request->a, &filter, &log, err))
		return false;
	csv_begin(response, CSV_FILE("log.csv"),
		S("decision,time,editor,did,item,other,undoes,undone,batch,title,detail"));
	for (size_t i = 0; i < log.n && response->body.n < CSV_BYTES; i++)
		csv_row(request->a, &response->body, &log.v[i]);
	return true;
}
