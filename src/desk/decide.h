/* decide: what the handlers of decisions share. A decision is a form that is posted; the plain
 * answer is on to the next page (303), the script gets what was done as JSON. */
#ifndef DESK_DECIDE_H
#define DESK_DECIDE_H

#include "desk/desk.h"

/* A decision as a form asks for it. */
struct decision_form {
	struct decision_request request;
	bool seen;           /* the form names the version that its editor saw */
	bool has_words;      /* it holds the words of the card */
	int64_t item, other; /* the item whose page the form is on, and the one that it names; a merge
							may turn them round in `request` */
};

/* On to `path` (303), with the focus on its card: where the script puts it as well. */
bool decide_next_card(
	const struct http_request *request, struct http_response *response, struct str path) MUST_USE;
/* Begins a decision of the editor at hand on the item, of the version that the form names. When
 * it names none, out->seen is false: nothing is decided on whatever stands (decide_unseen says so,
 * 400). */
void decide_begin(const struct desk *desk, const struct http_request *request, enum verb verb,
	int64_t item, struct decision_form *out);
/* Why a decision was not made. */
struct decide_refusal {
	bool stale;     /* the item moved on since the editor saw it */
	struct err why; /* ERR_USER: for the editor; else a failure */
};
/* Makes the decision; false when it was refused. */
bool decide_try(struct desk *desk, struct arena *a, const struct decision_request *decision,
	struct decision_result *result, struct decide_refusal *refusal) MUST_USE;
/* Makes the decision and answers: decide_done, or why it was refused. */
bool decide_run(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err) MUST_USE;
bool decide_unseen(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err) MUST_USE;
/* The decision is made and became this row of the log (0: all stood so already, and nothing was
 * written): on to the page of the form's "back" and "next", or JSON {decision, text, left}. What
 * was only saved stays in sight. */
bool decide_done(struct desk *desk, const struct http_request *request,
	struct http_response *response, int64_t row, struct err *err) MUST_USE;
/* It was refused. When the item moved on and there is a form (not NULL), the answer is the page
 * with both texts (409). Otherwise what the editor can put right is said (409), and any other
 * failure is passed on: false. */
bool decide_refused(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form,
	const struct decide_refusal *refusal, struct err *err) MUST_USE;
/* Sets "said" in a page's data when its address names the row of the log that led to it (?did=): a
 * decision of the editor at hand, or an undo, which offers the one before. */
bool decide_said(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err) MUST_USE;
/* "Approved “Title”": a decision in words. */
struct str decide_words(struct arena *a, const struct decision *decision);
/* The editor's own last decision that they may take back; only among their latest ones unless it is
 * to be found at any depth. */
bool decide_last(struct desk *desk, struct arena *a, bool any_depth, struct decision *out,
	bool *found, struct err *err) MUST_USE;
/* Whether the editor at hand may take this decision back: their own until readers saw what it did;
 * a senior any. */
bool decide_may_undo(struct desk *desk, struct arena *a, const struct decision *decision, bool *may,
	struct err *err) MUST_USE;
/* The address with one more member; as it is when the value is 0. */
struct str decide_url(struct arena *a, struct str url, const char *name, int64_t value);
/* The page with both texts, status 409 (conflict.c). */
bool conflict_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err) MUST_USE;

#endif
