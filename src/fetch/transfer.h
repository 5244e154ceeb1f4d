/* transfer: one libcurl handle, and what it has received of one hop of a request. Internal to
 * fetch/. Handles are used again and again: setting one up is dear.
 *
 *     t = transfer_new(&settings);
 *     transfer_load(t, r, now);        then curl_multi_add_handle(…, t->easy)
 *     transfer_ended(t, now);          after curl_multi_remove_handle
 *     transfer_unload(t);              when its answer has been read
 *     transfer_free(t);
 */
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
	struct transfer *next, *before; /* in the fetcher's list of running, ended or idle ones */
	const struct transfer_settings *settings;
	CURL *easy;
	struct request *request; /* NULL while idle */
	CURLcode code;           /* libcurl's, once it is over */
	int status;              /* of the final answer, once its header is complete; else 0 */
	struct head head;
	struct buf wire; /* the body as it came, perhaps compressed */
	/* We broke it off: the outcome is ours, not libcurl's. */
	bool judged;
	enum fetch_outcome outcome;
	/* What the server did, to be said after its name: "sent two different …". FETCH_UNABLE: what
	 * this machine lacks. */
	char predicate[256];
};

/* A handle that fetches nothing yet. The settings must outlive it. */
struct transfer *transfer_new(const struct transfer_settings *settings)
	__attribute__((returns_nonnull));
void transfer_free(struct transfer *t);
/* Sets the handle up for the address that r is aimed at. `now` is of clock_ms(). */
void transfer_load(struct transfer *t, struct request *r, int64_t now);
/* The hop is over: takes what it took off its session, whose cookies are no longer used. */
void transfer_ended(struct transfer *t, int64_t now);
/* Forgets the request and what has come, and gives large memory back. */
void transfer_unload(struct transfer *t);

/* Why this machine can open no socket now, as an errno: what fails meanwhile is no server's doing.
 * 0: it can. */
int transfer_exhausted(void);

#endif
