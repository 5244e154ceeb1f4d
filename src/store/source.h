/* store/source: what is known of each configured source. */
#ifndef STORE_SOURCE_H
#define STORE_SOURCE_H

#include "store/store.h"

struct source_state {
	int64_t id;
	struct str name, kind, fingerprint;
	bool active, gone;
	struct str url; /* moved to; empty: as configured */
	struct str etag, last_modified;
	struct str new_mark, changed_mark;        /* 'YYYY-MM-DD' or empty */
	int64_t next_due, last_try, last_success; /* NO_TIME: never */
	int64_t lease_token;
	long failures, last_new, total_new;
	struct str problem, warning;
	struct str paused_by; /* an editor who does not want it visited for now; empty: nobody */
	int64_t paused_at;
};
struct source_states {
	struct source_state *v;
	size_t n;
};

/* One configured source as the store needs it. */
struct source_seed {
	struct str name, kind, fingerprint;
};
/* Makes the table agree with the configuration: new rows for new names, `active` off for those that
 * are gone, validators, marks, url and `gone` reset where the fingerprint changed. Writes nothing
 * when all agrees. In a transaction of its own. */
bool store_source_sync(struct store *s, const struct source_seed *seeds, size_t n, struct err *err)
	MUST_USE;
/* All active sources, by id. */
bool store_source_list(struct store *s, struct arena *a, struct source_states *out, struct err *err)
	MUST_USE;
/* A paused source is visited only when somebody asks for it by name; an empty editor lets it go on.
 */
bool store_source_pause(
	struct store *s, int64_t id, struct str editor, int64_t now, struct err *err) MUST_USE;
/* Takes the sources of `wanted` (ids) that nobody else holds: each gets lease_until = now + seconds
 * and a fresh token; out holds those taken. A lease that has ended is free, and so is one longer
 * than any: the clock ran ahead when it was taken. In a transaction of its own. */
bool store_source_lease(struct store *s, struct arena *a, const int64_t *wanted, size_t n,
	int64_t now, int64_t seconds, struct source_states *out, struct err *err) MUST_USE;
/* Makes a lease that is still ours last until now + seconds. */
bool store_source_renew(struct store *s, const struct source_state *state, int64_t now,
	int64_t seconds, struct err *err) MUST_USE;
/* Writes all that a visit changed (url … warning, next_due, last_*, failures, gone) and frees the
 * lease, if the lease is still ours (token); false with *lost set when another worker has it: then
 * nothing is written and the caller rolls back. Inside a group. */
bool store_source_finish(
	struct store *s, const struct source_state *state, bool *lost, struct err *err) MUST_USE;
/* Frees leases without any other change (a run that was stopped). */
bool store_source_release(struct store *s, const struct source_state *state, struct err *err)
	MUST_USE;

#endif
