/* store/source: what is known of each configured source.
 *
 * A worker visits a source under a lease: store_source_lease takes it, store_source_renew keeps it
 * while a visit is long, store_source_finish writes what the visit found and gives it back. A lease
 * that has ended is free again; its token tells whether it is still ours. */
#ifndef STORE_SOURCE_H
#define STORE_SOURCE_H

#include "model/source_state.h"
#include "store/lease.h"
#include "store/store.h"

/* A configured source as the store needs it. */
struct source_seed {
	struct str name, kind, fingerprint;
	int64_t first_visit; /* of a name that is new: not before then */
};
/* Makes the table agree with the configuration. New names get rows; those that are gone are no
 * longer active; where the fingerprint changed, validators, marks, url and `gone` begin anew.
 * Writes nothing when all agrees. In a transaction of its own. */
bool store_source_sync(struct store *s, const struct source_seed *seeds, size_t n, struct err *err)
	MUST_USE;
/* The active sources, by id. */
bool store_source_list(struct store *s, struct arena *a, struct source_states *out, struct err *err)
	MUST_USE;
/* The row of a source that nobody visits, made when it is not there: what editors type belongs to
 * it. Inside a transaction. */
bool store_source_unvisited(
	struct store *s, const struct source_seed *seed, int64_t *id, struct err *err) MUST_USE;
/* The source of that name has another one from now on, and goes on where it stood. Nothing when
 * there is none, or the new name is another source's, which it stays. */
bool store_source_rename(struct store *s, struct str from, struct str to, struct err *err) MUST_USE;
/* The sources of this kind are due now, but for those that failed: they keep their pause. */
bool store_source_hurry(struct store *s, struct str kind, int64_t now, struct err *err) MUST_USE;
/* A paused source is visited only when somebody asks for it by name. An empty editor ends the
 * pause. */
bool store_source_pause(
	struct store *s, int64_t id, struct str editor, int64_t now, struct err *err) MUST_USE;
/* Takes those of the `wanted` sources that no other worker holds, or has held since these states
 * were read; out holds them, each with a new token. A lease that would end later than any taken now
 * is free as well: the clock was wrong when it was taken. In a transaction of its own. */
bool store_source_lease(struct store *s, struct arena *a, const struct source_states *wanted,
	int64_t seconds, struct source_states *out, struct err *err) MUST_USE;
/* Makes our lease last that long; one that is no longer ours is left alone. */
bool store_source_renew(
	struct store *s, const struct source_state *state, int64_t seconds, struct err *err) MUST_USE;
/* Writes what a visit changed (gone, url … warning, next_due, last_*, failures) and frees the
 * lease. When another worker has the lease, nothing is written, *lost is set and it fails; the
 * caller rolls back. Inside a transaction. */
bool store_source_finish(
	struct store *s, const struct source_state *state, bool *lost, struct err *err) MUST_USE;
/* Frees the lease and changes nothing else (a run that was stopped). */
bool store_source_release(struct store *s, const struct source_state *state, struct err *err)
	MUST_USE;

#endif
