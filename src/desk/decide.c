#include "desk/decide.h"

#include <assert.h>

#include "base/utf8.h"
#include "desk/edit_form.h"
#include "desk/publication.h"
#include "desk/page.h"
#include "desk/words.h"
#include "render/decision.h"
#include "render/view.h"
#include "store/batch.h"
#include "store/decision.h"
#include "store/item.h"
#include "store/list.h"
#include "store/log.h"
#include "store/shown.h"

enum { LATER_DAYS = 7, REASON_MAX = 200 };

/* Reads until when an item is put off: midnight of the day in the form, so that two editors who
 * choose the same day make the same decision. Without a day it is a week. False when it is no day,
 * or not in the future. */
static bool until_read(const struct http_request *request, int64_t *out)
{
	struct date day;
	struct str given = str_trim(http_param(&request->form, "until"));
	*out = date_local_time(date_add_days(date_local(request->now), LATER_DAYS));
	if (!given.n)
		return true;
	if (!date_parse_partial(given, &day) || !day.day)
		return false;
	*out = date_local_time(day);
	return *out > request->now;
}

const char *decide_read(const struct http_request *request, struct decision_request *out)
{
	out->reason = utf8_cut(edit_form_line(request, "reason"), REASON_MAX);
	if (until_read(request, &out->until) || out->verb != VERB_DEFER)
		return NULL;
	return "It can be put off only until a day that is still to come. Go back and choose another "
		   "day.";
}

enum verb decide_button(const struct http_request *request)
{
	static const struct {
		const char *button;
		enum verb verb;
	} buttons[] = {{"approve", VERB_APPROVE}, {"reject", VERB_REJECT}, {"later", VERB_DEFER},
		{"save", VERB_EDIT}};
	for (size_t i = 0; i < sizeof buttons / sizeof *buttons; i++)
		if (str_eq(http_param(&request->form, "do"), str_of(buttons[i].button)))
			return buttons[i].verb;
	return VERB_NONE;
}

void decide_begin(const struct desk *desk, const struct http_request *request, enum verb verb,
	int64_t item, struct decision_form *out)
{
	*out = (struct decision_form){.request = desk_request(desk, request, verb, item), .item = item};
	out->request.version = (long)http_param_id(&request->form, "version");
	out->seen = out->request.version > 0;
}

bool decide_try(struct desk *desk, struct arena *a, const struct decision_request *decision,
	struct decision_result *result, struct decide_refusal *refusal)
{
	*refusal = (struct decide_refusal){0};
	if (item_decide(desk->site, desk->store, a, decision, result, &refusal->why))
		return true;
	refusal->stale = result->stale;
	return false;
}

bool decide_run(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err)
{
	struct decision_result result;
	struct decide_refusal refusal;
	assert(form->seen);
	if (!decide_try(desk, request->a, &form->request, &result, &refusal))
		return decide_refused(desk, request, response, form, &refusal, err);
	return decide_done(desk, request, response, result.row, err);
}

bool decide_unseen(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 400,
		"This form does not say which version of the item it was made for. Go back, reload the "
		"page and try again.",
		err);
}

/* How many decisions are looked through for one to offer as undo, and how many of them are
 * checked. */
enum { LATEST = 200, TRIES = 20 };

struct str decide_words(struct arena *a, const struct decision *decision)
{
	enum { TITLE = 70 };
	struct str title = utf8_cut(decision->title, TITLE);
	struct str words = str_printf(a, "%s “" STR_FMT "%s”", words_verb(decision->verb),
		STR_ARG(title), title.n < decision->title.n ? "…" : "");
	struct str other = utf8_cut(decision->other_title, TITLE);
	if (decision->verb != VERB_MERGE || !other.n)
		return words;
	return str_printf(a, STR_FMT " and “" STR_FMT "%s”", STR_ARG(words), STR_ARG(other),
		other.n < decision->other_title.n ? "…" : "");
}

struct str decide_words_whole(struct arena *a, const struct decision *decision)
{
	if (decision->batch.all < 2)
		return decide_words(a, decision);
	return str_printf(a, "%s %ld items", words_verb(decision->verb), decision->batch.all);
}

static bool is_own(const struct desk *desk, const struct decision *decision)
{
	return !decision->actor.automatic && str_eq(decision->actor.name, desk->visitor.editor.name);
}

bool decide_may_undo(struct desk *desk, const struct decision *decision, bool *may, struct err *err)
{
	bool seen, own = is_own(desk, decision);
	if (!store_shown_decision(desk->store, decision->id, &seen, err))
		return false;
	*may = decision->undoes == 0 && !decision_is_taken_back(decision) &&
		desk_may(desk, own && !seen ? PERMISSION_DECIDE : PERMISSION_WITHDRAW);
	return true;
}

/* Decisions that the editor may not take back are passed over. */
bool decide_last(struct desk *desk, struct arena *a, bool any_depth, struct decision *out,
	bool *found, struct err *err)
{
	struct log_last which = {.editor = desk->visitor.editor.name,
		.unseen = !desk_may(desk, PERMISSION_WITHDRAW),
		.look = any_depth ? 0 : LATEST};
	bool may = false;
	int tries = 0;
	*out = (struct decision){0};
	do {
		which.before = out->id;
		if (!store_log_last(desk->store, a, &which, out, found, err) ||
			(*found && !decide_may_undo(desk, out, &may, err)))
			return false;
	} while (*found && !may && (any_depth || ++tries < TRIES));
	*found = *found && may;
	return true;
}

struct str decide_url(struct arena *a, struct str url, const char *name, int64_t value)
{
	return value ? http_url_with(a, url, name, str_printf(a, "%lld", (long long)value)) : url;
}

/* A merge can change what the published item would say: then an update of it waits, and the editor
 * is told. */
static bool merge_words(
	struct desk *desk, struct arena *a, const struct decision *d, struct str *text, struct err *err)
{
	struct item item;
	bool found;
	if (!store_item_follow(desk->store, a, d->item, &item, &found, err))
		return false;
	if (found && item_is_update(&item))
		*text = str_printf(a,
			STR_FMT
			". Together they read otherwise than what readers see, so an update waits in the queue",
			STR_ARG(*text));
	return true;
}

/* Says of how many items that are decided on now a colleague may still think that they are hers. */
static bool aside_words(
	struct desk *desk, struct arena *a, const struct decision *d, struct str *text, struct err *err)
{
	struct decisions all = {.v = (struct decision[]){*d}, .n = 1};
	struct str name = STR_NONE;
	long n = 0;
	if (d->batch.all > 1 && !store_batch_list(desk->store, a, d->batch.id, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++) {
		const struct decision *one = &all.v[i];
		if (!one->assignee.id || one->assignee.id == desk->visitor.editor.id ||
			one->verb == VERB_ASSIGN || one->verb == VERB_UNASSIGN)
			continue;
		name = n++ && !str_eq(name, one->assignee.name) ? S("colleagues") : one->assignee.name;
	}
	if (d->batch.all < 2 && n)
		*text = STR_CAT(a, *text, S(", which was set aside for "), name);
	else if (n)
		*text = str_printf(a, STR_FMT "; %ld of them %s set aside for " STR_FMT, STR_ARG(*text), n,
			n == 1 ? "was" : "were", STR_ARG(name));
	return true;
}

static bool row_words(
	struct desk *desk, struct arena *a, const struct decision *d, struct str *text, struct err *err)
{
	*text = decide_words_whole(a, d);
	return d->undone ||
		((d->verb != VERB_MERGE || merge_words(desk, a, d, text, err)) &&
			aside_words(desk, a, d, text, err));
}

static const char NOTHING_CHANGED[] = "It stood so already, so nothing was changed";

static bool done_json(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision *row, struct err *err)
{
	struct list_counts counts;
	struct str text = str_of(NOTHING_CHANGED);
	if (!store_list_counts(desk->store, request->now, &counts, err) ||
		(row->id && !row_words(desk, request->a, row, &text, err)))
		return false;
	json_t *answer = json_pack("{sI sI sb}", "decision", (json_int_t)row->id, "left",
		(json_int_t)counts.waiting[SECTION_NONE], "many", row->batch.all > 1);
	view_set(answer, "text", text);
	return http_json(response, 200, answer);
}

bool decide_next_card(
	const struct http_request *request, struct http_response *response, struct str path)
{
	return http_redirect(response, str_printf(request->a, STR_FMT "#card", STR_ARG(path)));
}

/* The address that the form names as "back". In the queue it also names the item to show: the next
 * one, or the same one when its words were only saved. */
static struct str landing(const struct http_request *request)
{
	struct str back = http_local_path(http_param(&request->form, "back"), S("/queue"));
	bool saved = decide_button(request) == VERB_EDIT && str_starts(back, S("/queue"));
	return decide_url(request->a, back, "item",
		saved ? http_path_id(request) : http_param_id(&request->form, "next"));
}

bool decide_done(struct desk *desk, const struct http_request *request,
	struct http_response *response, int64_t row, struct err *err)
{
	struct decision done = {0};
	bool found = false;
	struct str on = landing(request);
	if (row && !store_decision_get(desk->store, request->a, row, &done, &found, err))
		return false;
	assert(found || !row); /* no row of the log goes away */
	if (request->script)
		return done_json(desk, request, response, &done, err);
	if (!row)
		return decide_next_card(
			request, response, http_url_with(request->a, on, "said", S("same")));
	return decide_next_card(request, response, decide_url(request->a, on, "did", row));
}

bool decide_refused(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form,
	const struct decide_refusal *refusal, struct err *err)
{
	if (refusal->stale && form)
		return conflict_page(desk, request, response, form, err);
	if (refusal->why.kind != ERR_USER) {
		*err = refusal->why;
		return false;
	}
	struct str text = str_printf(request->a, "That could not be done: %s.", refusal->why.text);
	return page_error(desk, request, response, 409, text.p, err);
}

/* What is said after an undo: which decision was taken back, whose it was, and which one an undo
 * would take back next (*next, 0: none). */
static bool undo_words(struct desk *desk, struct arena *a, const struct decision *undo,
	struct str *text, int64_t *next, struct err *err)
{
	struct decision taken, last;
	bool found, more;
	if (!store_decision_get(desk->store, a, undo->undoes, &taken, &found, err) ||
		!decide_last(desk, a, false, &last, &more, err))
		return false;
	assert(found);
	bool own = is_own(desk, &taken), whole = undo->batch.all >= taken.batch.all;
	bool alone = !undo->batch.id;
	*text = str_printf(a, STR_FMT "%s" STR_FMT " – " STR_FMT "taken back",
		STR_ARG(alone ? decide_words(a, &taken) : decide_words_whole(a, &taken)), own ? "" : " by ",
		STR_ARG(own ? STR_NONE : decision_actor_words(a, &taken.actor)),
		STR_ARG(alone || whole ? STR_NONE : str_printf(a, "%ld of them ", undo->batch.all)));
	if (more)
		*text = str_printf(a, STR_FMT ". Before that you: " STR_FMT, STR_ARG(*text),
			STR_ARG(decide_words_whole(a, &last)));
	*next = more ? last.id : 0;
	return true;
}

static bool said_words(struct desk *desk, struct arena *a, const struct decision *did,
	struct str *text, int64_t *undo, struct err *err)
{
	bool may;
	if (did->undoes)
		return undo_words(desk, a, did, text, undo, err);
	if (!decide_may_undo(desk, did, &may, err) || !row_words(desk, a, did, text, err))
		return false;
	*undo = may ? did->id : 0;
	if (decision_is_taken_back(did))
		*text = str_printf(a, STR_FMT " – taken back", STR_ARG(*text));
	return true;
}

bool decide_said(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	struct decision did;
	struct str text;
	bool found = false;
	int64_t undo, id = http_param_id(&request->query, "did");
	if (!id || !desk_may(desk, PERMISSION_DECIDE))
		return true;
	if (!store_decision_get(desk->store, request->a, id, &did, &found, err))
		return false;
	if (!found || !is_own(desk, &did))
		return true;
	if (!said_words(desk, request->a, &did, &text, &undo, err))
		return false;
	json_t *said = json_pack(
		"{sb so}", "problem", 0, "undo", undo ? json_integer(undo) : json_false());
	view_set(said, "text", text);
	json_object_set_new(data, "said", said);
	return true;
}
