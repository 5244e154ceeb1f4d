/* store/websub: feeds whose hubs tell this site what changed (WebSub, as a subscriber). Each
 * function is a transaction of its own, or a part of the one that is open. Times are of the site's
 * clock.
 *
 * What a feed names is noted at each visit. A subscription is wanted as long as the feed names that
 * hub and topic, its source is visited, and the callback has the same address: store_websub_settle
 * ends those that are not, store_websub_missing lists what is to be subscribed. */
#ifndef STORE_WEBSUB_H
#define STORE_WEBSUB_H

#include "base/date.h"
#include "base/hash.h"
#include "base/strs.h"
#include "store/ids.h"
#include "store/store.h"

/* What a feed says of its hub. */
struct websub_name {
	struct str hub, topic; /* empty: it names none */
	struct str url;        /* where the feed was read: what its addresses are relative to */
};
/* Writes nothing when it is as before. */
bool store_websub_note(
	struct store *s, int64_t source, const struct websub_name *name, struct err *err) MUST_USE;
/* The source asks for another feed: what the old one named is forgotten. */
bool store_websub_begin_anew(struct store *s, struct str source, struct err *err) MUST_USE;
/* Whether anything is to be looked after at all. Cheap. */
bool store_websub_any(struct store *s, bool *any, struct err *err) MUST_USE;
/* Ends what is not wanted any more, forgets what has ended, and drops deliveries of sources that
 * are not subscribed. Where a lease ended the source is visited now. `base`: of callbacks; empty:
 * nothing is wanted. */
bool store_websub_settle(struct store *s, struct str base, int64_t now, struct err *err) MUST_USE;
/* The sources whose feeds name a hub, and that are not subscribed. */
bool store_websub_missing(struct store *s, struct arena *a, struct ids *sources, struct err *err)
	MUST_USE;

struct websub {
	struct str token, base, secret;
	int64_t source;
	struct str hub, topic;
	bool wanted;         /* else it is to end */
	int64_t since, ends; /* NO_TIME: the hub has not verified it */
	bool trusted;
	long failures;
	struct str problem;
	int64_t told; /* the last delivery; NO_TIME: none */
};
struct websubs {
	struct websub *v;
	size_t n;
};
/* A subscription of what the source's feed names, to be asked for now. */
struct websub_seed {
	int64_t source;
	struct str base, token, secret;
};
bool store_websub_begin(
	struct store *s, const struct websub_seed *seed, int64_t now, struct err *err) MUST_USE;
/* Those for which the hub is to be asked, at most `limit`. */
bool store_websub_due(struct store *s, struct arena *a, int64_t now, long limit,
	struct websubs *out, struct err *err) MUST_USE;
/* The hub is asked next, and may verify at once. `due`: when to ask again unless it does. */
bool store_websub_asks(struct store *s, struct str token, int64_t due, struct err *err) MUST_USE;
/* The hub did not take the request; `due`: when to ask again. */
bool store_websub_failed(
	struct store *s, struct str token, int64_t due, struct str problem, struct err *err) MUST_USE;
/* Whether a worker has something to do now. */
bool store_websub_waits(struct store *s, int64_t now, bool *waits, struct err *err) MUST_USE;

/* What a hub says by the callback. */
struct websub_answer {
	struct str token, topic;
	bool subscribes;   /* else it verifies the end */
	int64_t ends;      /* of the lease */
	int64_t renew;     /* when to renew it */
	struct str reason; /* of a denial */
};
/* *agreed: the hub was asked for exactly that, and it is noted; false: it was not. */
bool store_websub_verify(struct store *s, const struct websub_answer *answer, int64_t now,
	bool *agreed, struct err *err) MUST_USE;
/* The hub tells nothing of the topic any more. The source is visited now. `answer->renew`: when to
 * ask again. */
bool store_websub_deny(struct store *s, const struct websub_answer *answer, int64_t now,
	bool *known, struct err *err) MUST_USE;
/* The wanted subscription of a token. */
bool store_websub_find(struct store *s, struct arena *a, struct str token, struct websub *out,
	bool *found, struct err *err) MUST_USE;

/* A document that a hub delivered. */
struct websub_delivery {
	int64_t source;
	struct str name; /* of the source */
	struct hash hash;
	struct str type, body;
	struct str url; /* what its addresses are relative to */
};
struct websub_deliveries {
	struct websub_delivery *v;
	size_t n;
};
/* Keeps it, in the place of one that waits. */
bool store_websub_deliver(
	struct store *s, const struct websub_delivery *delivery, int64_t now, struct err *err) MUST_USE;
bool store_websub_deliveries(
	struct store *s, struct arena *a, struct websub_deliveries *out, struct err *err) MUST_USE;
/* It was taken in, well or not. One that came meanwhile stays. */
bool store_websub_taken(
	struct store *s, const struct websub_delivery *delivery, bool well, struct err *err) MUST_USE;
/* A visit found what the hub did not tell: it is trusted again after its next delivery. */
bool store_websub_missed(struct store *s, int64_t source, struct err *err) MUST_USE;
/* Whether its hub tells of changes of the source, so that visits may be rare. */
bool store_websub_tells(struct store *s, int64_t source, int64_t now, bool *tells, struct err *err)
	MUST_USE;
/* The wanted subscriptions, for people. */
bool store_websub_list(struct store *s, struct arena *a, struct websubs *out, struct err *err)
	MUST_USE;
/* That of a source; NULL: there is none. */
const struct websub *websub_of(const struct websubs *all, int64_t source);

#endif
