/* answer: how a transfer ended, as a fetch_response, with the reason in an editor's words. Internal
 * to fetch/. */
#ifndef FETCH_ANSWER_H
#define FETCH_ANSWER_H

#include "fetch/decode.h"
#include "fetch/transfer.h"

/* A response, and the message that its `problem` points to. */
struct answer {
	struct fetch_response response;
	struct err problem; /* of kind ERR_SOURCE; ERR_SYSTEM of what is FETCH_UNABLE */
};

/* The answer to the transfer that libcurl ended with `code`. Its strings belong to the transfer,
 * the decoder, the request, the answer itself or the arena. `now` is Unix time. */
void answer_make(struct answer *out, struct transfer *t, CURLcode code, struct decoder *decoder,
	struct arena *a, int64_t now);
/* The answer to a request that is not sent, or whose redirect is not followed; out->problem says
 * why, and is set by the caller. `status` is that of the redirect, or 0. */
void answer_refuse(struct answer *out, const struct request *r, int status);
/* Whether the server sends elsewhere, whatever became of the body. */
bool answer_redirects(const struct transfer *t);

#endif
