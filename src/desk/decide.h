/* decide: what the handlers of decisions share. A decision is a form that is posted; the plain
 * answer is on to the next page (303), the script gets what was done as JSON. */
#ifndef DESK_DECIDE_H
#define DESK_DECIDE_H

#include "desk/desk.h"

/* What the editor wanted, and how it went. */
struct wish {
	int64_t item, other; /* other: merge and apart */
	struct str verb;     /* "approve", "reject", "defer", "edit" … as the log says it */
	struct edit words;   /* that go along */
	bool has_words;
	struct str reason; /* reject, withdraw */
	int64_t until;     /* defer */
};

/* On to `path` (303), with the focus on its card: where the script puts it as well. */
bool decide_next_card(
	const struct http_request *request, struct http_response *response, struct str path) MUST_USE;
/* Who decides, on which version of the item: that of the form. False when the form names none:
 * nothing is decided on whatever stands (decide_unseen says so, 400). `stale` is for
 * decide_refused, `row` for decide_done. */
bool decide_by(const struct desk *desk, const struct http_request *request, bool *stale,
	int64_t *row, struct by *out) MUST_USE;
bool decide_unseen(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err) MUST_USE;
/* Whether the store failed, which is not the editor's doing. */
bool decide_is_ours(const struct err *problem);
/* The decision is made and became this row of the log (0: all stood so already, and nothing was
 * written): on to the page of the form's "back" and "next", or JSON {decision, text, left}. What
 * was only saved stays in sight. */
bool decide_done(struct desk *desk, const struct http_request *request,
	struct http_response *response, int64_t row, struct err *err) MUST_USE;
/* It was refused. `stale`: because the item moved on; the page shows both texts (409). Otherwise
 * problem->text says why (409). A failure of the store is one of ours: false. */
bool decide_refused(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct wish *wish, bool stale, const struct err *problem,
	struct err *err) MUST_USE;
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
	struct http_response *response, const struct wish *wish, struct err *err) MUST_USE;

#endif
