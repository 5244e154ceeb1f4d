/* store/hub: feeds whose changes hubs are told of (WebSub): the topics, hubs elsewhere, and who
 * subscribed at the site's own hub. Each function is a transaction of its own, or a part of the one
 * that is open.
 *
 * What is to be told has a time when it is due. It stays due until it is told of the content that
 * is published by then: a change that comes meanwhile is told as well, and several that wait are
 * one. Times are of the wall clock, but for the end of a lease, which is of the site's. */
#ifndef STORE_HUB_H
#define STORE_HUB_H

#include "base/hash.h"
#include "base/strs.h"
#include "store/store.h"

struct hub_topic {
	struct str url, path; /* absolute; of its file in out/ */
	struct hash hash;     /* of the bytes of that file */
};
/* The feed has this content now. When that is another one than before, these hubs are to be told,
 * and all who subscribed. */
bool store_hub_topic_write(struct store *s, const struct hub_topic *topic, struct strs hubs,
	int64_t now, bool *changed, struct err *err) MUST_USE;
/* It is published no more. Who subscribed is to be told so (hub_delivery.denied). */
bool store_hub_topic_remove(struct store *s, struct str url, int64_t now, struct err *err) MUST_USE;
bool store_hub_topic_has(struct store *s, struct str url, bool *has, struct err *err) MUST_USE;
/* Forgets topics that are not below `base`, where the site is served, and other hubs than these. */
bool store_hub_keep(
	struct store *s, struct str base, struct strs hubs, int64_t now, struct err *err) MUST_USE;

/* A hub elsewhere that is to be told of a topic. */
struct hub_ping {
	struct str hub, topic;
	struct hash hash; /* of the topic's content when it was read */
	long failures;
};
struct hub_pings {
	struct hub_ping *v;
	size_t n;
};
/* What is due, the longest first, at most `limit`. */
bool store_hub_pings_due(struct store *s, struct arena *a, int64_t now, long limit,
	struct hub_pings *out, struct err *err) MUST_USE;
/* It was told. When the topic changed meanwhile it stays due. */
bool store_hub_ping_told(struct store *s, const struct hub_ping *ping, int64_t now, struct err *err)
	MUST_USE;
/* It could not be told; `due`: when to try again, NO_TIME: not before the next change. */
bool store_hub_ping_failed(struct store *s, const struct hub_ping *ping, int64_t due,
	struct str problem, struct err *err) MUST_USE;

/* Content that is to be delivered to who subscribed. */
struct hub_delivery {
	struct str topic, callback, secret;
	struct str path;  /* of the topic's file in out/ */
	struct hash hash; /* of its bytes, as they were published */
	bool denied;      /* there is no such topic any more: the subscription is to end */
	long failures;
};
struct hub_deliveries {
	struct hub_delivery *v;
	size_t n;
};
/* What is due and whose lease has not ended at `site_now`; the longest first, at most `limit`. */
bool store_hub_deliveries_due(struct store *s, struct arena *a, int64_t now, int64_t site_now,
	long limit, struct hub_deliveries *out, struct err *err) MUST_USE;
/* It was delivered. When the topic changed meanwhile it stays due. */
bool store_hub_delivered(struct store *s, const struct hub_delivery *delivery, struct err *err)
	MUST_USE;
/* It could not be delivered; `due`: as above. */
bool store_hub_delivery_failed(
	struct store *s, const struct hub_delivery *delivery, int64_t due, struct err *err) MUST_USE;
/* Ends a subscription; one that is not there is no error. */
bool store_hub_unsubscribe(struct store *s, struct str topic, struct str callback, struct err *err)
	MUST_USE;
/* Ends those whose lease is over. */
bool store_hub_expire(struct store *s, int64_t site_now, struct err *err) MUST_USE;

/* Who asks to subscribe or to unsubscribe. */
struct hub_request {
	struct str challenge; /* random: what the callback has to answer */
	struct str topic, callback, host;
	bool subscribes;
	struct str secret;
	int64_t seconds; /* the lease */
	bool denied;     /* when it is read: there is no such topic any more */
	long failures;
};
struct hub_requests {
	struct hub_request *v;
	size_t n;
};
/* Keeps a request in the place of an earlier one of the same callback and topic. What is agreed
 * already stays until the callback has answered. */
bool store_hub_ask(struct store *s, const struct hub_request *request, int64_t now, struct err *err)
	MUST_USE;
struct hub_counts {
	int64_t requests, host_requests; /* that wait for the callback's answer */
	int64_t subscriptions, host_subscriptions;
	bool known; /* the callback is subscribed to the topic */
};
/* How many there are, in all and of the request's host. */
bool store_hub_count(struct store *s, const struct hub_request *request, struct hub_counts *out,
	struct err *err) MUST_USE;
bool store_hub_requests_due(struct store *s, struct arena *a, int64_t now, long limit,
	struct hub_requests *out, struct err *err) MUST_USE;
/* The callback means it: subscribes until `ends`, or unsubscribes. Nothing happens when another
 * request has taken its place. */
bool store_hub_confirm(
	struct store *s, const struct hub_request *request, int64_t ends, struct err *err) MUST_USE;
/* The callback did not answer; `due`: when to ask again, NO_TIME: the request is dropped. */
bool store_hub_request_failed(
	struct store *s, const struct hub_request *request, int64_t due, struct err *err) MUST_USE;

/* When something is due next; NO_TIME: nothing waits. */
bool store_hub_next(struct store *s, int64_t *due, struct err *err) MUST_USE;

/* A hub elsewhere, for the desk. */
struct hub_state {
	struct str hub;
	int64_t waiting; /* topics that it has to be told of, or could not be told of */
	long failures;   /* the most in a row */
	struct str problem;
	int64_t told; /* NO_TIME: never */
};
struct hub_states {
	struct hub_state *v;
	size_t n;
};
bool store_hub_states(struct store *s, struct arena *a, struct hub_states *out, struct err *err)
	MUST_USE;
/* The site's own hub, for the desk: numbers alone. */
struct hub_audience {
	int64_t subscriptions, waiting, failing, requests;
};
bool store_hub_audience(struct store *s, struct hub_audience *out, struct err *err) MUST_USE;

#endif
