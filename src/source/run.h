/* run: visits to the sources that are due, many at a time, into the store.
 *
 * Fetching never waits for the store and the store never waits for the network: answers are parsed
 * as they come and stored many at a time, each batch in one short transaction and a second or two
 * after it came (batch.h). A visit's
 * marks and validators are stored with its last entries, so a crash only means that something is
 * asked for again. A source that fails is noted and visited later, longer each time; it holds up no
 * other. A visit holds a lease on its source: a worker that dies loses it in time, and a visit that
 * outlived its lease stores no end. */
#ifndef SOURCE_RUN_H
#define SOURCE_RUN_H

#include "model/site.h"
#include "item/ingest.h"
#include "store/source.h"
#include "store/websub.h"

struct run_report {
	size_t sources;          /* visited */
	size_t failed;           /* of them */
	struct err problem;      /* why the last of these failed */
	size_t leased_elsewhere; /* not visited, since another run is visiting them */
	struct ingest_counts counts;
};

struct run_options {
	int64_t now; /* the site's clock (--now) */
	/* What hubs delivered: taken in instead of a request to the source, which stays due as it was.
	 * NULL: nothing. */
	const struct websub_deliveries *deliveries;
	struct strs names;        /* only these, due or not; none: all that are due */
	const volatile int *stop; /* not zero: end early; may be NULL */
	/* Called after each visit; may be NULL. `problem` is NULL when it went well. */
	void (*progress)(void *user, size_t done, size_t all, struct str source, const char *problem);
	/* Called at least every second while a server or the reading of a document is waited for, when
	 * no transaction is open: what must not wait for them is done here. May be NULL. */
	void (*meanwhile)(void *user);
	void *user;
};

/* False only when the run itself could not go on (the store, libcurl, an unknown name); sources
 * that fail are in the report. */
bool run_sources(const struct site *site, struct store *store, const struct run_options *options,
	struct run_report *report, struct err *err) MUST_USE;

/* Makes the store's sources agree with the configuration and lists them. */
bool run_sync(const struct site *site, struct store *store, struct arena *a,
	struct source_states *out, struct err *err) MUST_USE;

/* Who we say that we are: "Tidings/0.1 (+https://…; desk@example.org)". */
struct str run_user_agent(struct arena *a, const struct site *site);

#endif
