/* answer: how a transfer ended, as a fetch_response in an editor's words. Internal to fetch/. */
#ifndef FETCH_ANSWER_H
#define FETCH_ANSWER_H

#include "fetch/decode.h"
#include "fetch/transfer.h"

/* The response to the transfer that libcurl ended with `code`. Its strings are the transfer's, the
 * decoder's, the request's or in the arena; `problem` is filled and pointed to. `now` is Unix time.
 */
void answer_make(struct fetch_response *out, struct transfer *t, CURLcode code,
	struct decoder *decoder, struct arena *a, struct err *problem, int64_t now);
/* The response to a request that was never sent, or whose redirect is not followed; *problem says
 * why. */
void answer_refuse(
	struct fetch_response *out, const struct request *r, int status, const struct err *problem);
/* True when the transfer's answer sends elsewhere, whatever became of its body. */
bool answer_redirects(const struct transfer *t);

#endif
