/* digest: what the files of the digest's page share (private to desk/). */
#ifndef DESK_DIGEST_H
#define DESK_DIGEST_H

#include "desk/desk.h"
#include "mail/digest.h"

/* The section of the address; SECTION_NONE when there is no such. */
enum section digest_section(const struct http_request *request);
/* The edition of this week as it would be frozen now. */
bool digest_now(struct desk *desk, const struct http_request *request, enum section section,
	struct edition_draft *draft, struct digest *digest, struct err *err) MUST_USE;

/* "12,5,9": the items of the draft in its order, as the form of an order holds them. */
struct str digest_order_text(struct arena *a, const struct edition_draft *draft);
/* {items: [{what, editor, ago, before, version}]} of the changes since the last edition was frozen,
 * newest first; `before`: the order that each found, "" for the usual one. False when there are
 * none. */
bool digest_order_history(struct desk *desk, const struct http_request *request,
	enum section section, json_t **out, struct err *err) MUST_USE;

#endif
