/* Handlers of the forms that decide on one item, on several, or take a decision back. */
#include <assert.h>

#include "base/utf8.h"
#include "desk/ask.h"
#include "desk/decide.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "render/view.h"
#include "store/decision.h"
#include "store/item.h"
#include "store/log.h"

enum { LATER_DAYS = 7, BATCH_MAX = 200 };

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

/* Reads a decision from the form, on one item or (0) on several. *problem becomes what the editor
 * has to put right first, or NULL. */
static bool form_read(struct desk *desk, const struct http_request *request, int64_t item,
	struct decision_form *out, const char **problem, struct err *err)
{
	struct decision_request *r = &out->request;
	*problem = NULL;
	decide_begin(desk, request, decide_button(request), item, out);
	r->reason = utf8_cut(edit_form_line(request, "reason"), 200);
	if (r->verb == VERB_NONE)
		*problem = "What is to be done with it?";
	if (!until_read(request, &r->until) && r->verb == VERB_DEFER)
		*problem = "It can be put off only until a day that is still to come. Go back and choose "
				   "another day.";
	out->has_words = item && http_param(&request->form, "words").n;
	if (out->has_words && !edit_form_read(desk, request, item, &r->edit, err))
		return false;
	/* The drafted note speaks of an update. When words are only saved, the update goes on waiting,
	 * and readers must not be told of what they do not see. */
	if (r->verb == VERB_EDIT && str_eq(r->edit.note, edit_form_line(request, "drafted")))
		r->edit.note = STR_NONE;
	return true;
}

/* Whether readers would lose a summary because the field was emptied. Many items need none, but a
 * summary that was there and is gone may be a slip, so the editor is asked. */
static bool is_emptied(struct desk *desk, const struct http_request *request,
	const struct decision_form *form, bool *emptied, struct err *err)
{
	struct item item;
	bool found;
	*emptied = false;
	if (!form->has_words || edit_form_line(request, "summary").n || ask_answered(request, "empty"))
		return true;
	if (!store_item_get(desk->store, request->a, form->item, &item, &found, err))
		return false;
	const struct decision_request *r = &form->request;
	bool public = r->verb == VERB_APPROVE ||
		(r->verb == VERB_EDIT && found && item.live && r->edit.set_summary);
	*emptied = found && public && (item.judged.summary.n || item_face(&item).summary.n);
	return true;
}

static bool ask_emptied(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err)
{
	const struct question question = {.heading = "Without a summary?",
		.sure = "empty",
		.yes = "Yes, without a summary",
		.no = "No, back to it",
		.text = S("The summary was emptied. Readers would see the title and the source, and no "
				  "sentence that says what it is about."),
		.back = str_printf(request->a, "/item/%lld", (long long)form->item)};
	return ask_page(desk, request, response, 409, &question, err);
}

bool post_decide(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	const char *unfit;
	bool emptied;
	if (!form_read(desk, request, http_path_id(request), &form, &unfit, err) ||
		!is_emptied(desk, request, &form, &emptied, err))
		return false;
	if (!unfit)
		unfit = edit_form_unfit(request, desk->site);
	if (unfit)
		return page_error(desk, request, response, 400, unfit, err);
	if (!form.seen)
		return decide_unseen(desk, request, response, err);
	if (emptied)
		return ask_emptied(desk, request, response, &form, err);
	return decide_run(desk, request, response, &form, err);
}

/* A decision on several items, and what has become of it so far. */
struct batch {
	struct decision_request request;
	size_t done;
	int64_t row;     /* the row of the log that was written last; 0: none */
	json_t *did;     /* ids of the items that are done */
	json_t *refused; /* {text, item} for each item that was left as it is: why, and its number;
					  * false: there is no such item */
};

/* Notes why the item (0: none) was left as it is, and calls it by its title, where it has one. */
static bool batch_refuse(struct desk *desk, const struct http_request *request, struct batch *batch,
	int64_t id, const struct decide_refusal *refusal, struct err *err)
{
	struct item item;
	bool found = false;
	if (id && !store_item_get(desk->store, request->a, id, &item, &found, err))
		return false;
	struct str title = found ? utf8_cut(item_face(&item).title, 70) : STR_NONE;
	struct str why = refusal->stale ? S("somebody else changed it in between") :
									  str_of(refusal->why.text);
	struct str text = title.n ?
		str_printf(request->a, "“" STR_FMT "”: " STR_FMT, STR_ARG(title), STR_ARG(why)) :
		why;
	json_t *one = json_pack("{so}", "item", found ? json_integer(id) : json_false());
	view_set(one, "text", text);
	json_array_append_new(batch->refused, one);
	return true;
}

/* Decides on one of the items. `choice` is "12_3": its number, and its version that the editor
 * saw. */
static bool batch_one(struct desk *desk, const struct http_request *request, struct batch *batch,
	struct str choice, struct err *err)
{
	long item = 0, version = 0;
	struct decide_refusal refusal = {0};
	struct decision_result result;
	struct str rest = choice, id = str_cut(&rest, '_');
	if (!str_to_long(id, &item) || !str_to_long(rest, &version) || item <= 0 || version <= 0) {
		err_set(&refusal.why, "“" STR_FMT "” is no item", STR_ARG(utf8_cut(choice, 40)));
		return batch_refuse(desk, request, batch, 0, &refusal, err);
	}
	assert(batch->request.verb != VERB_NONE && batch->request.verb != VERB_EDIT);
	batch->request.item = item;
	batch->request.version = version;
	if (!decide_try(desk, request->a, &batch->request, &result, &refusal)) {
		if (refusal.why.kind == ERR_USER)
			return batch_refuse(desk, request, batch, item, &refusal, err);
		*err = refusal.why;
		return false;
	}
	batch->done++;
	batch->row = result.row ? result.row : batch->row;
	json_array_append_new(batch->did, json_integer(item));
	return true;
}

/* The answer to the script, which takes away the rows that are done and shows why the others are
 * not. */
static bool batch_json(
	const struct http_request *request, struct http_response *response, const struct batch *batch)
{
	struct str text = str_printf(request->a, "%zu %s done, %zu not", batch->done,
		batch->done == 1 ? "was" : "were", json_array_size(batch->refused));
	for (size_t i = 0; i < json_array_size(batch->refused); i++)
		text = str_printf(request->a, STR_FMT "%s%s", STR_ARG(text), i ? "; " : ": ",
			json_string_value(json_object_get(json_array_get(batch->refused, i), "text")));
	json_t *answer = json_pack("{sO sI sO}", "did", batch->did, "done", (json_int_t)batch->done,
		"refused", batch->refused);
	view_set(answer, "error", text);
	return http_json(response, 409, answer);
}

static bool batch_answer(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct batch *batch, struct err *err)
{
	struct str back = http_local_path(http_param(&request->form, "back"), S("/queue"));
	if (!json_array_size(batch->refused))
		return decide_done(desk, request, response, batch->row, err);
	if (request->script)
		return batch_json(request, response, batch);
	json_t *data = json_pack("{sI sO}", "done", (json_int_t)batch->done, "refused", batch->refused);
	view_set(data, "back", decide_url(request->a, back, "did", batch->row));
	response->status = 409;
	return page_render(
		desk, request, response, &(struct page){"desk-batch", "Not all could be done", data}, err);
}

bool post_batch(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct batch batch = {0};
	struct decision_form form;
	const char *unfit;
	struct strs choices = http_param_all(request->a, &request->form, "item");
	if (!form_read(desk, request, 0, &form, &unfit, err))
		return false;
	batch.request = form.request;
	if (form.request.verb == VERB_NONE || form.request.verb == VERB_EDIT || !choices.n ||
		choices.n > BATCH_MAX)
		return page_error(desk, request, response, 400,
			"Tick one or more items first, at most 200, then say what is to be done with them.",
			err);
	if (unfit)
		return page_error(desk, request, response, 400, unfit, err);
	batch.refused = json_array();
	batch.did = json_array();
	bool well = true;
	for (size_t i = 0; i < choices.n && well; i++)
		well = batch_one(desk, request, &batch, choices.v[i], err);
	well = well && batch_answer(desk, request, response, &batch, err);
	json_decref(batch.refused);
	json_decref(batch.did);
	return well;
}

/* Finds the decision to undo: the one that the form names, else the editor's last one that they may
 * take back. */
static bool undo_find(struct desk *desk, const struct http_request *request, struct decision *out,
	bool *found, struct err *err)
{
	*found = false;
	if (!http_param(&request->form, "decision").n)
		return decide_last(desk, request->a, true, out, found, err);
	int64_t id = http_param_id(&request->form, "decision");
	return !id || store_decision_get(desk->store, request->a, id, out, found, err);
}

static bool nothing_to_undo(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct log_last which = {.editor = desk->visitor.editor.name};
	struct decision seen;
	bool found;
	if (!store_log_last(desk->store, request->a, &which, &seen, &found, err))
		return false;
	if (found)
		return page_error(desk, request, response, 403,
			"Readers have seen what is left of yours: a senior editor can take it back.", err);
	return page_error(
		desk, request, response, 409, "There is nothing of yours left to take back.", err);
}

/* The answer to the script, with the decision that the next undo would take back. */
static bool undone_json(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision *d, struct err *err)
{
	struct decision last;
	bool found;
	if (!decide_last(desk, request->a, false, &last, &found, err))
		return false;
	struct str text = str_printf(
		request->a, STR_FMT " – taken back", STR_ARG(decide_words(request->a, d)));
	json_t *answer = json_pack("{sI sI sI}", "item", (json_int_t)d->item, "decision",
		(json_int_t)d->id, "last", (json_int_t)(found ? last.id : 0));
	view_set(answer, "text", text);
	return http_json(response, 200, answer);
}

/* Answers an undo. `row` is its row of the log; 0 when somebody else had taken the decision back
 * before. */
static bool undone(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision *d, int64_t row, struct err *err)
{
	if (request->script)
		return undone_json(desk, request, response, d, err);
	struct str back = http_local_path(http_param(&request->form, "back"), S("/queue"));
	struct str on = str_starts(back, S("/queue")) ? decide_url(request->a, back, "item", d->item) :
													back;
	if (!row)
		return decide_next_card(
			request, response, http_url_with(request->a, on, "said", S("undone-already")));
	return decide_next_card(request, response, decide_url(request->a, on, "did", row));
}

bool post_undo(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision d;
	struct decision_result result;
	struct decide_refusal refusal;
	bool found, may = false;
	if (!undo_find(desk, request, &d, &found, err))
		return false;
	if (!found && http_param(&request->form, "decision").n)
		return page_error(desk, request, response, 404, "There is no such decision.", err);
	if (!found)
		return nothing_to_undo(desk, request, response, err);
	if (d.undoes)
		return page_error(desk, request, response, 409,
			"That took a decision back itself: decide anew instead.", err);
	if (!d.undone && !decide_may_undo(desk, &d, &may, err))
		return false;
	if (!d.undone && !may)
		return page_error(desk, request, response, 403,
			"Readers have seen what this did, or somebody else decided it: a senior editor can "
			"take it back.",
			err);
	struct decision_request undo = desk_request(desk, request, VERB_UNDO, d.item);
	undo.decision = d.id;
	if (!decide_try(desk, request->a, &undo, &result, &refusal))
		return decide_refused(desk, request, response, NULL, &refusal, err);
	return undone(desk, request, response, &d, result.row, err);
}
