/* Looking back at what sources brought and what editors decided (item/look_back.h). */
#include "desk/csv.h"
#include "desk/page.h"
#include "desk/plot.h"
#include "desk/routes.h"
#include "item/look_back.h"
#include "render/view.h"

static void set_counts(json_t *view, const long *counts)
{
	static const char *const keys[LOOK_BACK_COUNT] = {
		"brought", "approved", "rejected", "later", "waiting"};
	for (size_t i = 0; i < LOOK_BACK_COUNT; i++)
		json_object_set_new(view, keys[i], json_integer(counts[i]));
}

/* What was done in all: brought of a source, decided of an editor. */
static long whole_of(const long *counts, bool is_source)
{
	return is_source ?
		counts[LOOK_BACK_BROUGHT] :
		counts[LOOK_BACK_APPROVED] + counts[LOOK_BACK_REJECTED] + counts[LOOK_BACK_LATER];
}

static json_t *weeks_of(const struct weeks *weeks, const struct look_back_row *row)
{
	char week[TIME_TEXT];
	json_t *list = json_array();
	for (size_t i = 0; i < WEEKS; i++) {
		json_t *one = json_pack("{ss}", "week", date_iso_week(date_local(weeks->from[i]), week));
		set_counts(one, row->weeks[i]);
		json_array_append_new(list, one);
	}
	return list;
}

enum picture { PICTURE_EDITOR, PICTURE_SOURCE, PICTURE_ORDER };

static json_t *picture_of(struct arena *a, const struct weeks *weeks,
	const struct look_back_row *row, enum picture picture, size_t number)
{
	static const char *const names[] = {"editor", "source", "order"};
	bool is_source = picture == PICTURE_SOURCE;
	struct plot plot = {.weeks = weeks};
	struct str name = str_or(row->name, S("all together"));
	plot.title = str_printf(a, "%s by week: " STR_FMT,
		is_source ? "Brought, and of that approved," : "Decided, and of that approved,",
		STR_ARG(name));
	for (size_t i = 0; i < WEEKS; i++) {
		plot.whole[i] = whole_of(row->weeks[i], is_source);
		plot.part[i] = row->weeks[i][LOOK_BACK_APPROVED];
	}
	return plot_view(a, &plot, str_printf(a, "%s-%zu", names[picture], number).p);
}

static json_t *rows_of(
	struct arena *a, const struct weeks *weeks, const struct look_back_table *table, bool is_source)
{
	json_t *list = json_array();
	/* All together is the same as one alone. */
	for (size_t i = table->n == 2; i < table->n; i++) {
		const struct look_back_row *row = &table->v[i];
		bool some = whole_of(row->all, is_source) || row->all[LOOK_BACK_BROUGHT];
		json_t *view = json_pack("{sb sb sb sb sI}", "all", i == 0, "ended", row->ended, "some",
			some, "is_source", is_source, "decided", (json_int_t)row->decided);
		set_counts(view, row->all);
		view_set(view, "name", row->name);
		view_set(view, "time", look_back_time_words(a, row));
		json_object_set_new(view, "plot",
			whole_of(row->all, is_source) ?
				picture_of(a, weeks, row, is_source ? PICTURE_SOURCE : PICTURE_EDITOR, i) :
				json_false());
		json_object_set_new(view, "weeks", weeks_of(weeks, row));
		json_array_append_new(list, view);
	}
	return table->n > 1 ? view_list(list) : (json_decref(list), json_false());
}

static void set_share(json_t *view, const long *counts)
{
	long whole = whole_of(counts, false), approved = counts[LOOK_BACK_APPROVED];
	json_object_set_new(view, "whole", whole ? json_integer(whole) : json_false());
	json_object_set_new(view, "approved", json_integer(approved));
	json_object_set_new(
		view, "percent", json_integer(whole ? (100 * approved + whole / 2) / whole : 0));
}

static json_t *shares_of(const struct weeks *weeks, const struct look_back_row *row)
{
	char week[TIME_TEXT];
	json_t *list = json_array();
	for (size_t i = 0; i < WEEKS; i++) {
		json_t *one = json_pack("{ss}", "week", date_iso_week(date_local(weeks->from[i]), week));
		set_share(one, row->weeks[i]);
		json_array_append_new(list, one);
	}
	return list;
}

/* How well the queue was ordered; false: nothing was decided. */
static json_t *order_of(
	struct arena *a, const struct weeks *weeks, const struct look_back_table *table)
{
	json_t *list = json_array();
	for (size_t i = 0; i < table->n && whole_of(table->v[i].all, false); i++) {
		const struct look_back_row *row = &table->v[i];
		json_t *view = json_pack("{sb so so}", "all", i == 0, "plot",
			picture_of(a, weeks, row, PICTURE_ORDER, i), "weeks", shares_of(weeks, row));
		set_share(view, row->all);
		view_set(view, "name", row->name);
		json_array_append_new(list, view);
	}
	return json_array_size(list) ? view_list(list) : (json_decref(list), json_false());
}

bool page_back(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	char day[TIME_TEXT];
	struct look_back back;
	if (!look_back_read(desk->site, desk->store, request->a, request->now, &back, err))
		return false;
	json_t *data = json_object();
	view_set(data, "from", str_of(date_us(date_local(back.weeks.from[0]), day)));
	view_set(data, "timezone", desk->site->timezone);
	json_object_set_new(data, "nothing",
		json_boolean(!back.sources.v[0].all[LOOK_BACK_BROUGHT] && back.editors.n == 1));
	json_object_set_new(data, "sources", rows_of(request->a, &back.weeks, &back.sources, true));
	json_object_set_new(data, "editors", rows_of(request->a, &back.weeks, &back.editors, false));
	json_object_set_new(data, "order", order_of(request->a, &back.weeks, &back.order));
	return page_render(
		desk, request, response, &(struct page){"desk-back", "Looking back", data}, err);
}

static void csv_counts(struct buf *b, const long *counts, bool last)
{
	for (size_t i = 0; i < LOOK_BACK_COUNT; i++)
		buf_addf(b, "%ld%s", counts[i], last && i + 1 == LOOK_BACK_COUNT ? "\r\n" : ",");
}

static void csv_time(struct buf *b, int64_t seconds, const char *end)
{
	if (seconds >= 0)
		buf_addf(b, "%lld", (long long)seconds);
	buf_add(b, str_of(end));
}

static void csv_table(struct http_response *response, const struct look_back_table *table,
	struct str file, struct str head)
{
	struct buf *b = &response->body;
	csv_begin(response, file, head);
	for (size_t i = 1; i < table->n; i++) {
		const struct look_back_row *row = &table->v[i];
		csv_cell(b, row->name, false);
		csv_counts(b, row->all, false);
		buf_addf(b, "%zu,", row->decided);
		csv_time(b, look_back_half(row), ",");
		csv_time(b, look_back_most(row), "\r\n");
	}
}

static void csv_weeks(
	struct buf *b, const struct weeks *weeks, const struct look_back_table *table, const char *kind)
{
	char week[TIME_TEXT];
	for (size_t i = 1; i < table->n; i++)
		for (size_t w = 0; w < WEEKS; w++) {
			buf_addf(b, "%s,", kind);
			csv_cell(b, table->v[i].name, false);
			buf_addf(b, "%s,", date_iso_week(date_local(weeks->from[w]), week));
			csv_counts(b, table->v[i].weeks[w], true);
		}
}

static void csv_order(struct buf *b, const struct weeks *weeks, const struct look_back_table *table)
{
	char week[TIME_TEXT];
	for (size_t i = 0; i < table->n; i++)
		for (size_t w = 0; w < WEEKS; w++) {
			const long *counts = table->v[i].weeks[w];
			csv_cell(b, str_or(table->v[i].name, S("All together")), false);
			buf_addf(b, "%s,%ld,%ld\r\n", date_iso_week(date_local(weeks->from[w]), week),
				whole_of(counts, false), counts[LOOK_BACK_APPROVED]);
		}
}

#define NUMBERS "brought,approved,rejected,put off,waiting"
#define TIMES ",decided,seconds within which half,seconds within which nine in ten"

bool page_back_csv(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct look_back back;
	struct str table = http_param(&request->query, "table");
	if (!look_back_read(desk->site, desk->store, request->a, request->now, &back, err))
		return false;
	if (str_eq(table, S("sources"))) {
		csv_table(response, &back.sources, CSV_FILE("sources.csv"), S("source," NUMBERS TIMES));
	} else if (str_eq(table, S("editors"))) {
		csv_table(response, &back.editors, CSV_FILE("editors.csv"), S("editor," NUMBERS TIMES));
	} else if (str_eq(table, S("order"))) {
		csv_begin(response, CSV_FILE("order.csv"), S("part,week,decided,approved"));
		csv_order(&response->body, &back.weeks, &back.order);
	} else {
		csv_begin(response, CSV_FILE("weeks.csv"), S("kind,name,week," NUMBERS));
		csv_weeks(&response->body, &back.weeks, &back.sources, "source");
		csv_weeks(&response->body, &back.weeks, &back.editors, "editor");
	}
	return true;
}
