/* decide: what the handlers of decisions share. A decision is a form that a browser posts.
 * Afterwards the browser is sent on to the next page (303); the script gets what was done as
 * JSON. */
#ifndef DESK_DECIDE_H
#define DESK_DECIDE_H

#include "desk/desk.h"

/* A decision, as a form asks for it. */
struct decision_form {
	struct decision_request request;
	bool seen;           /* the form names the version of the item that its editor saw */
	bool has_words;      /* it holds the fields of the card: summary, title, … */
	int64_t item, other; /* `item`: the one on whose page the form is; `other`: the one that the
						  * form names. Of a merge, `request` may name them the other way round. */
};

/* Sends the browser on to `path` (303), with the focus on the card, where the script puts it as
 * well. */
bool decide_next_card(
	const struct http_request *request, struct http_response *response, struct str path) MUST_USE;
/* What the button of the form that was pressed does ("do": approve, reject, later or save);
 * VERB_NONE when the form names none of them. */
enum verb decide_button(const struct http_request *request);
/* Reads the reason for rejecting and the day until which is put off from the form. NULL, or what
 * the editor has to put right first. */
const char *decide_read(const struct http_request *request, struct decision_request *out);
/* Begins a decision on the item by the editor who asks, for the version that the form names. When
 * the form names none, out->seen is false: the caller must answer with decide_unseen. */
void decide_begin(const struct desk *desk, const struct http_request *request, enum verb verb,
	int64_t item, struct decision_form *out);
/* Why a decision was not made. */
struct decide_refusal {
	bool stale;     /* the item moved on since the editor saw it */
	struct err why; /* ERR_USER: for the editor; else a failure */
};
/* Makes the decision; false and *refusal when it was refused. */
bool decide_try(struct desk *desk, struct arena *a, const struct decision_request *decision,
	struct decision_result *result, struct decide_refusal *refusal) MUST_USE;
/* Makes the decision and answers with decide_done or decide_refused. */
bool decide_run(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err) MUST_USE;
/* Answers a form that does not say which version of the item its editor saw (400): the decision is
 * not made. */
bool decide_unseen(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err) MUST_USE;
/* Answers a decision that was made. `row` is its row of the log; 0: all stood so already, and
 * nothing was written. The browser is sent on to the form's "back", with its item "next" shown, or
 * with the same item when its words were only saved. The script gets {decision, text, left}. */
bool decide_done(struct desk *desk, const struct http_request *request,
	struct http_response *response, int64_t row, struct err *err) MUST_USE;
/* Answers a decision that was refused. When the item moved on and there is a form (not NULL), the
 * answer is the page with both versions (409). Otherwise the editor is told what they can put right
 * (409), and any other failure is passed on: false. */
bool decide_refused(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form,
	const struct decide_refusal *refusal, struct err *err) MUST_USE;
/* Sets "said" in the data of a page whose address names a row of the log (?did=): what that
 * decision did, and which one can be undone. Only for decisions of the editor who asks. */
bool decide_said(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err) MUST_USE;
/* A decision in words: "Approved “Title”". */
struct str decide_words(struct arena *a, const struct decision *decision);
/* The same, and of a decision in a batch the whole batch: "Rejected 300 items". */
struct str decide_words_whole(struct arena *a, const struct decision *decision);
/* The last decision of the editor who asks that they may take back. Unless `any_depth`, only their
 * latest ones are looked through. */
bool decide_last(struct desk *desk, struct arena *a, bool any_depth, struct decision *out,
	bool *found, struct err *err) MUST_USE;
/* Whether the editor at hand may take this decision back: their own until readers saw what it did;
 * a senior any. */
bool decide_may_undo(struct desk *desk, const struct decision *decision, bool *may, struct err *err)
	MUST_USE;
/* The address with ?NAME=VALUE added; unchanged when the value is 0. */
struct str decide_url(struct arena *a, struct str url, const char *name, int64_t value);
/* Answers with the page of both versions, status 409 (conflict.c). */
bool conflict_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err) MUST_USE;

#endif
