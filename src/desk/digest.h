/* digest: what the files of the digest's page share (private to desk/). */
#ifndef DESK_DIGEST_H
#define DESK_DIGEST_H

#include "desk/desk.h"
#include "mail/digest.h"

/* The list that the address names; NULL when there is none. */
const struct mail_list *digest_list(const struct desk *desk, const struct http_request *request);
/* The edition of the list that falls on today. */
struct digest_edition digest_next(
	const struct desk *desk, const struct http_request *request, const struct mail_list *list);
/* What the address is about, as it would be frozen now: the list's next edition, or where the
 * address has the number of an item a correction of that. */
struct digest_shown {
	struct digest_edition edition;
	struct edition_draft draft;
	struct digest digest;
};
bool digest_wanted(struct desk *desk, const struct http_request *request,
	const struct mail_list *list, struct digest_edition *out, struct err *err) MUST_USE;
bool digest_now(struct desk *desk, const struct http_request *request, const struct mail_list *list,
	struct digest_shown *out, struct err *err) MUST_USE;

/* The numbers of the draft's items in their order, as forms hold them: "12,5,9". */
struct str digest_order_text(struct arena *a, const struct edition_draft *draft);
/* What editors did to the order since the last edition was frozen, newest first: {items: [{what,
 * editor, time, ago, before}]}. `before`: the order as it was, as forms hold it; empty: the usual
 * one. False when there is nothing. */
bool digest_order_history(struct desk *desk, const struct http_request *request,
	const struct mail_list *list, json_t **out, struct err *err) MUST_USE;

/* Sets the words of editors as the form of the page holds them: subject, greeting, first, and
 * words_version. */
void digest_words_set(json_t *view, const struct edition_words *words);
/* Answers with a mail as HTML, under a policy that lets it load and run nothing, or as text. */
void digest_mail_answer(struct http_response *response, bool html, struct str body);

#endif
