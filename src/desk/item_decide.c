/* The forms that decide on one item, on several, and take back. */
#include "base/utf8.h"
#include "desk/card.h"
#include "desk/decide.h"
#include "desk/page.h"
#include "desk/route.h"
#include "item/catalog.h"
#include "item/revise.h"
#include "store/log.h"

enum { LATER_DAYS = 7, BATCH_MAX = 200 };

static bool strs_eq(struct strs a, struct strs b)
{
	bool same = a.n == b.n;
	for (size_t i = 0; i < a.n && same; i++)
		same = str_eq(a.v[i], b.v[i]);
	return same;
}

/* One line of text, as it is stored. */
static struct str line(const struct http_request *request, const char *name)
{
	struct str text = str_collapse(request->a, http_param(&request->form, name));
	return text.p ? text : S("");
}

/* The slugs that were ticked and that the site has, in its order. */
static struct strs ticked(const struct desk *desk, const struct http_request *request)
{
	struct strs sent = http_param_all(request->a, &request->form, "topic"), slugs = {0};
	for (size_t i = 0; i < desk->site->topic_count; i++)
		for (size_t j = 0; j < sent.n; j++)
			if (str_eq(desk->site->topics[i].slug, sent.v[j])) {
				strs_add(request->a, &slugs, sent.v[j]);
				break;
			}
	return slugs;
}

/* The words of the form. Topics that are as they were found stay found, and are not fixed by saving something else. */
static bool words_read(struct desk *desk, const struct http_request *request, int64_t id, struct edit *out, struct err *err)
{
	struct item item;
	struct copies copies;
	bool found;
	*out = (struct edit){.section = section_of(http_param(&request->form, "section")), .set_summary = true, .summary = line(request, "summary"),
		.set_title = true, .title = line(request, "title"), .set_citation = true, .citation = line(request, "citation")};
	if (!store_item_get(desk->store, request->a, id, false, &item, &found, err) || !store_entry_copies(desk->store, request->a, id, &copies, err))
		return false;
	out->topics = ticked(desk, request);
	out->set_topics = found && !strs_eq(out->topics, catalog_topics(request->a, desk->site, &item, &copies));
	return true;
}

/* Midnight of the day, so that two editors who put the same item off a week mean the same. */
static int64_t until_read(const struct http_request *request)
{
	struct date day;
	if (date_parse_partial(http_param(&request->form, "until"), &day) && day.day && date_local_time(day) > request->now)
		return date_local_time(day);
	return date_local_time(date_add_days(date_local(request->now), LATER_DAYS));
}

static bool wish_read(struct desk *desk, const struct http_request *request, int64_t item, struct wish *out, struct err *err)
{
	static const struct { const char *word, *verb; } verbs[] = {{"approve", "approve"}, {"reject", "reject"}, {"later", "defer"}, {"save", "edit"}};
	*out = (struct wish){.item = item, .reason = utf8_cut(line(request, "reason"), 200), .until = until_read(request)};
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (str_eq(http_param(&request->form, "do"), str_of(verbs[i].word)))
			out->verb = str_of(verbs[i].verb);
	out->has_words = http_param(&request->form, "words").n > 0 && (str_eq(out->verb, S("approve")) || str_eq(out->verb, S("edit")));
	return !out->has_words || words_read(desk, request, item, &out->words, err);
}

static bool wish_do(struct desk *desk, const struct wish *wish, struct by by, struct err *problem)
{
	if (str_eq(wish->verb, S("approve")))
		return decide_approve_as(desk->store, by, wish->item, &wish->words, problem);
	if (str_eq(wish->verb, S("edit")))
		return decide_edit(desk->store, by, wish->item, &wish->words, problem);
	if (str_eq(wish->verb, S("reject")))
		return decide_reject(desk->store, by, wish->item, wish->reason, problem);
	return decide_defer(desk->store, by, wish->item, wish->until, problem);
}

bool item_decide(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	struct wish wish;
	struct err problem;
	bool stale = false;
	if (!wish_read(desk, request, http_place_id(request), &wish, err))
		return false;
	if (!wish.verb.n)
		return page_error(desk, request, response, 400, "What is to be done with it?", err);
	struct by by = desk_by(desk, request);
	by.version = (long)http_param_id(&request->form, "version");
	by.stale = &stale;
	if (!wish_do(desk, &wish, by, &problem))
		return decide_refused(desk, request, response, &wish, stale, &problem, err);
	return decide_done(desk, request, response, err);
}

/* "12_3": item and the version that was seen. */
static bool batch_one(struct desk *desk, const struct http_request *request, struct wish wish, struct str choice, struct err *problem)
{
	long item, version;
	struct str rest = choice, id = str_cut(&rest, '_');
	if (!str_to_long(id, &item) || !str_to_long(rest, &version) || item <= 0)
		return err_set(problem, "“" STR_FMT "” is no item", STR_ARG(choice));
	struct by by = desk_by(desk, request);
	by.version = version;
	wish.item = item;
	return wish_do(desk, &wish, by, problem);
}

/* {text, item}: why, and what it was about, unless that was no number. */
static json_t *refusal_of(struct str choice, const struct err *problem)
{
	long item;
	struct str rest = choice;
	bool known = str_to_long(str_cut(&rest, '_'), &item) && item > 0;
	return json_pack("{ss so}", "text", problem->text, "item", known ? json_integer(item) : json_false());
}

static bool batch_answer(struct desk *desk, const struct http_request *request, struct http_response *response, size_t done, json_t *refused, struct err *err)
{
	struct str back = http_local(http_param(&request->form, "back"), S("/queue"));
	if (!json_array_size(refused)) {
		json_decref(refused);
		return decide_done(desk, request, response, err);
	}
	json_t *data = json_pack("{sI so}", "done", (json_int_t)done, "refused", refused);
	json_object_set_new(data, "back", json_stringn(back.p, back.n));
	response->status = 409;
	return page_render(desk, request, response, "desk-batch", "Not all could be done", data, err);
}

bool item_batch(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	struct wish wish;
	struct strs choices = http_param_all(request->a, &request->form, "item");
	size_t done = 0;
	if (!wish_read(desk, request, 0, &wish, err))
		return false;
	wish.has_words = false;
	wish.words = (struct edit){0};
	if (!wish.verb.n || !choices.n || choices.n > BATCH_MAX || str_eq(wish.verb, S("edit")))
		return page_error(desk, request, response, 400, "Tick one or more items first, at most 200, then say what is to be done with them.", err);
	json_t *refused = json_array();
	for (size_t i = 0; i < choices.n; i++) {
		struct err problem;
		if (batch_one(desk, request, wish, choices.v[i], &problem))
			done++;
		else
			json_array_append_new(refused, refusal_of(choices.v[i], &problem));
	}
	return batch_answer(desk, request, response, done, refused, err);
}

/* The decision that is meant: the one of the form, else the editor's last that can be taken back. */
static bool undo_find(struct desk *desk, const struct http_request *request, struct decision *out, bool *found, struct err *err)
{
	int64_t id = http_param_id(&request->form, "decision");
	return id ? store_log_get(desk->store, request->a, id, out, found, err) : store_log_last(desk->store, request->a, desk->visitor.editor.name, out, found, err);
}

static bool undone(const struct http_request *request, struct http_response *response, const struct decision *d)
{
	struct str back = http_local(http_param(&request->form, "back"), S("/queue"));
	if (!request->script)
		return decide_next_card(request, response, str_printf(request->a, STR_FMT "%citem=%lld&did=%lld", STR_ARG(back), str_find_char(back, '?') == STR_NOT_FOUND ? '?' : '&', (long long)d->item, (long long)d->id));
	struct str text = str_printf(request->a, STR_FMT " – taken back", STR_ARG(decide_words(request->a, d)));
	json_t *answer = json_pack("{sI sI}", "item", (json_int_t)d->item, "decision", (json_int_t)d->id);
	json_object_set_new(answer, "text", json_stringn(text.p, text.n));
	return http_json(response, 200, answer);
}

bool item_undo(struct desk *desk, const struct http_request *request, struct http_response *response, struct err *err)
{
	struct decision d, taken;
	struct err problem;
	bool found, may = false, stale = false;
	if (!undo_find(desk, request, &d, &found, err))
		return false;
	if (!found)
		return page_error(desk, request, response, 409, "There is nothing of yours left to take back.", err);
	if (!d.undone && !decide_may_undo(desk, request->a, &d, &may, err))
		return false;
	if (!d.undone && !may)
		return page_error(desk, request, response, 403, "Readers have seen what this did, or somebody else decided it: a senior editor can take it back.", err);
	struct by by = desk_by(desk, request);
	by.decision = d.id;
	by.stale = &stale;
	if (!revise_undo(desk->site, desk->store, request->a, by, d.item, &taken, &problem))
		return decide_refused(desk, request, response, NULL, stale, &problem, err);
	return undone(request, response, &d);
}
