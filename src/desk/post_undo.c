/* Handler of the form that takes a decision back, or a batch of them. */
#include "desk/batch.h"
#include "desk/decide.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "item/batch.h"
#include "render/view.h"
#include "store/decision.h"
#include "store/log.h"

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

/* Whether the form means the decision with all of its batch, and not it alone. */
static bool is_whole(const struct http_request *request, const struct decision *d)
{
	return d->batch.all > 1 && !http_param(&request->form, "alone").n;
}

/* Takes the whole batch back. A senior takes back also what readers have seen. */
static bool undo_batch(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision *d, struct err *err)
{
	const struct batch_undo undo = {.actor = {.name = desk->visitor.editor.name},
		.now = request->now,
		.batch = d->batch.id,
		.unseen = !desk_may(desk, PERMISSION_WITHDRAW)};
	struct batch_result result;
	return item_undo_batch(desk->site, desk->store, request->a, &undo, &result, err) &&
		batch_answer(desk, request, response, &result, err);
}

static bool undo_one(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision *d, struct err *err)
{
	struct decision_request undo = desk_request(desk, request, VERB_UNDO, d->item);
	struct decision_result result;
	struct decide_refusal refusal;
	undo.decision = d->id;
	if (!decide_try(desk, request->a, &undo, &result, &refusal))
		return decide_refused(desk, request, response, NULL, &refusal, err);
	return undone(desk, request, response, d, result.row, err);
}

bool post_undo(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision d;
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
	bool taken_back = is_whole(request, &d) ? decision_is_taken_back(&d) : d.undone;
	if (!taken_back && !decide_may_undo(desk, &d, &may, err))
		return false;
	if (!taken_back && !may)
		return page_error(desk, request, response, 403,
			"Readers have seen what this did, or somebody else decided it: a senior editor can "
			"take it back.",
			err);
	return is_whole(request, &d) ? undo_batch(desk, request, response, &d, err) :
								   undo_one(desk, request, response, &d, err);
}
