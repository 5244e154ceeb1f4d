/* hub_parts: the job HUB in its parts: hubs elsewhere are told what changed (hub_ping.c), who asks
 * to subscribe is asked whether he means it (hub_verify.c), and who subscribed gets the content
 * (hub_deliver.c). Inside work/.
 *
 * Each part takes what is due, submits a request for it to the fetcher of the batch, and keeps what
 * came of it in the store as the answer comes. A worker that dies loses nothing: what it did not
 * keep is done again. Callbacks and secrets are private: no message names them. */
#ifndef WORK_HUB_PARTS_H
#define WORK_HUB_PARTS_H

#include "fetch/fetch.h"
#include "store/hub.h"
#include "work/work.h"

/* Requests that a part submits at once. */
enum { HUB_BATCH = 64 };

struct hub_report {
	size_t pings, deliveries, answers; /* that went well */
	size_t failures;
};
struct hub_work {
	struct work *w;
	int64_t site_now; /* by which leases end */
	struct str own;   /* the address of the site's own hub; STR_NONE: it is none */
	struct arena a;   /* of the batch */
	struct fetcher *fetcher;
	struct hub_report report;
	struct err *err; /* when `broken`: the store failed, and nothing more is kept */
	bool broken;
};

/* Each takes what is due and submits it; *n counts the requests. Of no request that is submitted
 * the part keeps anything beyond h->a. False when the store failed. */
typedef bool hub_part(struct hub_work *h, size_t *n, struct err *err);
hub_part hub_ping_due, hub_verify_due, hub_deliver_due;

/* What one part has to do at once; `allow`: addresses that are asked though they are not public.
 * Counts in *n how many requests there were. */
bool hub_run_part(struct hub_work *h, hub_part *part, const struct strs *allow, size_t *n,
	struct err *err) MUST_USE;

/* Submits the request with what is the same for all: a redirect is a failure. */
void hub_submit(struct hub_work *h, struct fetch_request request, fetch_done *done, void *user);
/* Asks the callback: its address with these further parameters, "hub.mode=…", in its query. */
void hub_ask_callback(
	struct hub_work *h, struct str callback, struct str parameters, fetch_done *done, void *user);
/* The parameters that tell a callback that it gets nothing of the topic (WebSub section 5.2). */
struct str hub_denial(struct hub_work *h, struct str topic);
/* Whether it is an answer of status 2xx, whatever became of its body. */
bool hub_is_well(const struct fetch_response *response);
/* Seconds until the next try after so many failures before this one: a minute, two, four … six
 * hours, or as the server says. */
int64_t hub_wait(const struct fetch_response *response, long failures);
/* When that is. NO_TIME after the last of so many tries. */
int64_t hub_again(
	const struct hub_work *h, const struct fetch_response *response, long failures, long tries);
/* What a `done` kept in the store. */
void hub_kept(struct hub_work *h, bool kept, const struct err *err);

#endif
