/* transfer: one libcurl handle, used again and again, and what it has received of one hop. Internal
 * to fetch/. */
#ifndef FETCH_TRANSFER_H
#define FETCH_TRANSFER_H

#include "fetch/guard.h"
#include "fetch/head.h"
#include "fetch/request.h"

/* What all transfers of a fetcher share. */
struct transfer_settings {
	struct guard *guard;
	char *user_agent;
	long connect_seconds, total_seconds, stall_seconds;
};

struct transfer {
	struct transfer *next, *before; /* among the running, or the idle ones */
	const struct transfer_settings *settings;
	CURL *easy;
	struct request *request;
	int status; /* of the final answer, once its header is complete */
	struct head head;
	struct buf wire; /* the body as it came, perhaps compressed */
	bool judged;     /* we broke it off: the outcome is ours, not libcurl's */
	enum fetch_outcome outcome;
	char
		predicate[256]; /* "sent two different …": what the server did, to be said after its name */
};

/* A handle that fetches nothing yet. */
struct transfer *transfer_new(const struct transfer_settings *settings)
	__attribute__((returns_nonnull));
void transfer_free(struct transfer *t);
/* Sets the handle up for the hop that r is aimed at; it is then ready for curl_multi_add_handle. */
void transfer_load(struct transfer *t, struct request *r, int64_t now);
/* Forgets the request and what came, and large memory. */
void transfer_unload(struct transfer *t);

#endif
