/* store/lease: how long a worker may keep a job (store/job.h) or a source (store/source.h) to
 * itself: so many seconds from now, by the store's clock (store_clock). When they are over and it
 * was not renewed, another worker may take what was leased.
 *
 * A lease ends by itself, so what a worker had taken is free again some time after it died; at once
 * when it is known that its process has ended (base/process.h). */
#ifndef STORE_LEASE_H
#define STORE_LEASE_H

#include "store/store.h"

enum leased { LEASED_SOURCES = 1, LEASED_JOBS = 2 };
/* Frees what processes that have ended held leases of. For a process that holds nothing of this
 * kind now: also what it could not give back when the store was away. */
bool store_lease_free(struct store *s, enum leased kind, struct err *err) MUST_USE;

#endif
