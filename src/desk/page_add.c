/* What editors add by hand: the forms, and what became of what was added. */
#include "base/url.h"
#include "base/utf8.h"
#include "desk/choices.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "item/addition.h"
#include "render/view.h"
#include "render/addition.h"
#include "store/item.h"
#include "store/addition.h"

enum { LISTED = 50, LINE_MAX_LETTERS = 2000, SUMMARY_MAX_LETTERS = 4000 };
/* How long the page looks again by itself for what was asked for. */
enum { AGAIN_SECONDS = 600 };

/* The page that tells how it stands. */
static struct str address_of(struct arena *a, const struct addition *addition)
{
	return str_printf(a, "/new?added=%lld", (long long)addition->id);
}

static bool row_of(struct desk *desk, const struct http_request *request,
	const struct addition *addition, json_t **row, struct err *err)
{
	struct arena *a = request->a;
	struct item item = {0};
	bool found = false;
	if (addition->item && !store_item_follow(desk->store, a, addition->item, &item, &found, err))
		return false;
	*row = json_object();
	view_set(*row, "name", addition_name(a, addition));
	view_set(*row, "words", addition_words(a, addition, found ? &item : NULL));
	view_set(*row, "editor", addition->editor);
	view_set(*row, "ago", words_ago(a, addition->asked, request->now));
	view_set(*row, "url",
		found                                 ? str_printf(a, "/item/%lld", (long long)item.id) :
			addition->state != ADDITION_WAITS ? address_of(a, addition) :
												STR_NONE);
	return true;
}

/* The one that the editor has just asked for: how it stands, until it is an item. */
static json_t *card_of(const struct http_request *request, const struct addition *addition)
{
	struct arena *a = request->a;
	json_t *card = json_object();
	bool waits = addition->state == ADDITION_WAITS;
	view_set(card, "name", addition_name(a, addition));
	view_set(card, "words", addition_words(a, addition, NULL));
	view_set(card, "id", str_printf(a, "%lld", (long long)addition->id));
	json_object_set_new(card, "waits", json_boolean(waits));
	json_object_set_new(card, "again",
		json_boolean(waits && !addition->misses && addition->asked > request->now - AGAIN_SECONDS));
	return card;
}

/* What was typed stays in the form when it has a fault. `shown`: the one that the page is about, or
 * NULL; its address is in the form for who types its title. */
static bool render(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct str problem, const struct addition *shown,
	struct err *err)
{
	static const char *const fields[] = {"what", "title", "summary", "label", "url"};
	struct str day = edit_form_line(request, "day");
	struct date date;
	struct additions additions;
	json_t *data = json_object(), *rows = json_array();
	bool well = store_addition_list(desk->store, request->a, LISTED, &additions, err);
	for (size_t i = 0; well && i < additions.n; i++) {
		json_t *row = NULL;
		well = row_of(desk, request, &additions.v[i], &row, err);
		if (well)
			json_array_append_new(rows, row);
	}
	view_set(data, "problem", problem);
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		view_set(data, fields[i], edit_form_line(request, fields[i]));
	json_object_set_new(data, "card", shown ? card_of(request, shown) : json_false());
	bool failed = shown && shown->state != ADDITION_WAITS;
	json_object_set_new(data, "typing", json_boolean(failed));
	json_object_set_new(data, "looking", json_boolean(!failed && !problem.n));
	if (failed && url_is_web(shown->said))
		view_set(data, "url", shown->said);
	/* A field for a day holds nothing else (HTML, section 4.10.5.1.7). */
	view_set(data, "day", date_parse_partial(day, &date) && date.day ? day : STR_NONE);
	json_object_set_new(
		data, "sections", choices_sections(section_of(edit_form_line(request, "section"))));
	json_object_set_new(data, "topics",
		view_list(choices_topics(desk->site, http_param_all(request->a, &request->form, "topic"))));
	json_object_set_new(data, "rows", view_list(rows));
	if (!well) {
		json_decref(data);
		return false;
	}
	response->status = problem.n ? 400 : 200;
	return page_render(desk, request, response, &(struct page){"desk-add", "New", data}, err);
}

bool page_add(struct desk *desk, const struct http_request *request, struct http_response *response,
	struct err *err)
{
	struct addition addition;
	bool found = false;
	long id;
	if (str_to_long(http_param(&request->query, "added"), &id) &&
		!store_addition_get(desk->store, request->a, id, &addition, &found, err))
		return false;
	if (found && addition.item)
		return http_redirect(
			response, str_printf(request->a, "/item/%lld", (long long)addition.item));
	return render(desk, request, response, STR_NONE, found ? &addition : NULL, err);
}

/* To the item that is there; else to the page that tells when it is. What the editor can put right
 * is said above the forms. */
static bool answer(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct addition *addition, struct err *err)
{
	if (addition)
		return http_redirect(response,
			addition->item ? str_printf(request->a, "/item/%lld", (long long)addition->item) :
							 address_of(request->a, addition));
	return err->kind == ERR_USER &&
		render(desk, request, response, str_copy(request->a, str_of(err->text)), NULL, err);
}

bool page_add_record(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct addition_request wanted = {
		edit_form_line(request, "what"), desk->visitor.editor.name, request->now};
	struct addition addition;
	if (!wanted.text.n || utf8_length(wanted.text) > LINE_MAX_LETTERS)
		return render(desk, request, response,
			S("Paste a PMID, PMCID, NCT number, DOI or address."), NULL, err);
	bool well = item_addition_ask(desk->store, request->a, &wanted, &addition, err);
	return answer(desk, request, response, well ? &addition : NULL, err);
}

/* *problem: what the editor has to put right first; empty: nothing. */
static struct typed_item read_typed(
	const struct desk *desk, const struct http_request *request, struct str *problem)
{
	struct str day = edit_form_line(request, "day");
	struct typed_item typed = {.title = edit_form_line(request, "title"),
		.summary = edit_form_line(request, "summary"),
		.label = edit_form_line(request, "label"),
		.url = edit_form_line(request, "url"),
		.section = section_of(edit_form_line(request, "section")),
		.editor = desk->visitor.editor.name,
		.now = request->now};
	const struct strs chosen = http_param_all(request->a, &request->form, "topic");
	for (size_t i = 0; i < chosen.n; i++)
		if (site_topic(desk->site, chosen.v[i]))
			strs_add(request->a, &typed.topics, chosen.v[i]);
	typed.set_topics = typed.topics.n > 0;
	bool fits = utf8_length(typed.title) <= LINE_MAX_LETTERS &&
		utf8_length(typed.summary) <= SUMMARY_MAX_LETTERS &&
		utf8_length(typed.label) <= LINE_MAX_LETTERS && utf8_length(typed.url) <= LINE_MAX_LETTERS;
	bool is_day = !day.n || (date_parse_partial(day, &typed.day) && typed.day.day);
	*problem = !typed.title.n ? S("An item needs a title.") :
		!fits                 ? S("That is too long.") :
		!is_day               ? S("That is no day.") :
								STR_NONE;
	return typed;
}

bool page_add_typed(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str problem;
	struct typed_item typed = read_typed(desk, request, &problem);
	struct addition addition;
	if (problem.n)
		return render(desk, request, response, problem, NULL, err);
	bool well = item_type(desk->site, desk->store, request->a, &typed, &addition, err);
	return answer(desk, request, response, well ? &addition : NULL, err);
}
