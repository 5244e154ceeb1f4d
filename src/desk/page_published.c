#include "base/url.h"
#include "base/utf8.h"
#include "desk/decide.h"
#include "desk/filter.h"
#include "desk/publication.h"
#include "desk/publish_now.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "store/gone.h"
#include "store/list.h"
#include "store/note.h"

enum { ROWS = 50 };

static json_t *row_of(const struct http_request *request, const struct published *p)
{
	char text[TIME_TEXT];
	json_t *row = json_pack(
		"{sI sb sb}", "id", (json_int_t)p->item, "corrected", p->corrected, "waits", p->waits);
	enum publication publication = publication_of(p->release, p->shown);
	view_set(row, "publication",
		publication == PUBLICATION_WAITS            ? S("Not out yet") :
			publication == PUBLICATION_CHANGE_WAITS ? S("Change not out yet") :
													  STR_NONE);
	view_set(row, "title", p->face.title);
	view_set(row, "section_title", str_of(section_title(p->face.section)));
	view_set(row, "source_line", view_source_line(request->a, &p->face));
	view_set(row, "status_line", p->face.status_line);
	view_notice(row, &p->face);
	view_set(row, "note", p->note);
	view_set(row, "time", str_of(time_rfc3339(p->at, text)));
	view_set(row, "day", str_of(date_us(date_local(p->at), text)));
	return row;
}

static json_t *gone_row(struct arena *a, const struct gone *gone)
{
	char text[TIME_TEXT];
	const struct face *face = &gone->release.face;
	json_t *row = json_pack("{sI}", "id", (json_int_t)gone->release.item);
	view_set(row, "title", face->title);
	view_set(row, "section_title", str_of(section_title(face->section)));
	view_set(row, "source_line", view_source_line(a, face));
	view_set(row, "gone", str_of(time_rfc3339(gone->at, text)));
	view_set(row, "gone_day", str_of(date_us(date_local(gone->at), text)));
	view_set(row, "reason", view_gone_reason(a, &WORDS_ENGLISH, gone));
	return row;
}

/* What the address asks for: ?state=, ?section=, ?q= and ?before=. */
struct asked {
	enum list_state state;
	enum section section;
	int64_t before;
	struct str text;
};
static const struct {
	enum list_state state;
	const char *word, *title;
} STATES[] = {
	{LIST_PUBLISHED, "", "All"},
	{LIST_CORRECTED, "corrected", "Corrected"},
	{LIST_RETRACTED, "retracted", "Retracted"},
	{LIST_WITHDRAWN, "withdrawn", "Withdrawn"},
};
enum { STATE_COUNT = sizeof STATES / sizeof *STATES };

static struct asked asked_read(const struct http_request *request)
{
	enum { TEXT_LONGEST = 200 };
	struct asked asked = {LIST_PUBLISHED, section_of(http_param(&request->query, "section")),
		http_param_id(&request->query, "before"),
		str_trim(
			utf8_cut(str_collapse(request->a, http_param(&request->query, "q")), TEXT_LONGEST))};
	for (size_t i = 0; i < STATE_COUNT; i++)
		if (str_eq(http_param(&request->query, "state"), str_of(STATES[i].word)))
			asked.state = STATES[i].state;
	return asked;
}

static const char *state_word(enum list_state state)
{
	for (size_t i = 0; i < STATE_COUNT; i++)
		if (STATES[i].state == state)
			return STATES[i].word;
	return "";
}

static struct str asked_url(struct arena *a, struct asked asked)
{
	struct str url = str_printf(
		a, "/published?state=%s&section=%s", state_word(asked.state), section_word(asked.section));
	if (asked.text.n)
		url = http_url_with(a, url, "q", url_encode(a, asked.text));
	return asked.before ?
		str_printf(a, STR_FMT "&before=%lld", STR_ARG(url), (long long)asked.before) :
		url;
}

static void tab_add(struct arena *a, json_t *list, struct asked to, struct str title, bool current)
{
	json_t *one = json_pack("{sb}", "current", current);
	to.before = 0;
	view_set(one, "title", title);
	view_set(one, "url", asked_url(a, to));
	json_array_append_new(list, one);
}

static void set_tabs(struct arena *a, json_t *data, struct asked asked)
{
	json_t *sections = json_array(), *states = json_array();
	for (enum section s = SECTION_NONE; s <= SECTION_TRIALS; s++)
		tab_add(a, sections, (struct asked){.state = asked.state, .section = s, .text = asked.text},
			s == SECTION_NONE ? S("All sections") : str_of(section_title(s)), s == asked.section);
	for (size_t i = 0; i < STATE_COUNT; i++)
		tab_add(a, states, (struct asked){STATES[i].state, asked.section, 0, asked.text},
			str_of(STATES[i].title), STATES[i].state == asked.state);
	json_object_set_new(data, "sections", sections);
	json_object_set_new(data, "states", states);
	json_object_set_new(data, "filtered",
		json_boolean(
			asked.state != LIST_PUBLISHED || asked.section != SECTION_NONE || asked.text.n));
	view_set(data, "q", asked.text);
	view_set(data, "state", str_of(state_word(asked.state)));
	view_set(data, "section", str_of(section_word(asked.section)));
}

/* The rows of one page; *last is the place where the next one begins, 0: there is none. */
static bool rows_read(struct desk *desk, const struct http_request *request, struct asked asked,
	json_t *rows, int64_t *last, struct err *err)
{
	struct publisheds live = {0};
	struct gones gone = {0};
	const struct published_filter published = {.state = asked.state,
		.section = asked.section,
		.text = asked.text,
		.before = asked.before,
		.limit = ROWS + 1};
	const struct withdrawn_filter withdrawn = {
		.section = asked.section, .text = asked.text, .before = asked.before, .limit = ROWS + 1};
	if (!(asked.state == LIST_WITHDRAWN ?
				store_gone_withdrawn(desk->store, request->a, &withdrawn, &gone, err) :
				store_list_published(desk->store, request->a, &published, &live, err)))
		return false;
	for (size_t i = 0; i < live.n && i < ROWS; i++)
		json_array_append_new(rows, row_of(request, &live.v[i]));
	for (size_t i = 0; i < gone.n && i < ROWS; i++)
		json_array_append_new(rows, gone_row(request->a, &gone.v[i]));
	*last = live.n > ROWS ? live.v[ROWS - 1].release :
		gone.n > ROWS     ? gone.v[ROWS - 1].release.item :
							0;
	return true;
}

bool page_published(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct asked asked = asked_read(request), next = asked;
	int64_t last;
	bool behind = false, cut = false;
	if ((asked.text.n && !filter_catch_up(desk, &behind, err)) ||
		!store_note_published(desk->store, request->a, &last, err))
		return false;
	json_t *rows = json_array(), *data = json_object();
	bool well = rows_read(desk, request, asked, rows, &next.before, err);
	json_object_set_new(data, "rows", view_list(rows));
	set_tabs(request->a, data, asked);
	view_set(data, "next_url", next.before ? asked_url(request->a, next) : STR_NONE);
	/* Withdrawn ones are all looked at. */
	if (well && asked.text.n && asked.state != LIST_WITHDRAWN && !next.before)
		well = store_list_is_cut(desk->store, request->a, asked.text, &cut, err);
	filter_set_cut(data, cut);
	json_object_set_new(data, "behind", json_boolean(behind));
	view_set(data, "public_url", view_link(request->a, desk->site->base_url));
	/* What was approved since is not yet there. */
	view_set(
		data, "went_out", last != NO_TIME ? words_ago(request->a, last, request->now) : STR_NONE);
	if (well && publish_now_set(desk, request, data, err) && decide_said(desk, request, data, err))
		return page_render(
			desk, request, response, &(struct page){"desk-published", "Published", data}, err);
	json_decref(data);
	return false;
}
