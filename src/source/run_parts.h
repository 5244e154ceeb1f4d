/* run_parts: a run in its parts: which sources (run_choose.c), one visit (run_visit.c), all of them
 * (run.c). Inside source/. */
#ifndef SOURCE_RUN_PARTS_H
#define SOURCE_RUN_PARTS_H

#include "source/batch.h"
#include "source/run.h"

struct run {
	const struct site *site;
	struct store *store;
	const struct run_options *options;
	struct run_report *report;
	struct fetcher *fetcher;
	struct reader *reader;
	struct batch batch;
	struct source_states all; /* every active source, as it was before the run */
	/* Those that are to be visited, of which the first `asked` were taken, or were found to be
	 * another worker's. */
	struct source_states wanted;
	size_t asked;
	struct arena *a;          /* of what is taken */
	struct run_visit *visits; /* of those that were taken */
	size_t visit_count, open; /* how many there are; how many go on */
	bool taking;              /* more are being taken at this moment */
	int64_t renew_at;         /* clock_ms() when the leases are to be made longer */
	bool broken;              /* the store failed with `err`: nothing more is asked */
	struct err err;
};

/* A visit, and what the runner keeps beside it. */
struct run_visit {
	struct visit visit;
	struct run *run;
	struct fetch_session *session; /* NULL before it begins and after its end */
	struct fetch_request request;  /* the last one */
	int attempt;                   /* how often it was sent */
	bool answered;                 /* a request was answered well */
	bool ended;
};

/* Fills run->wanted: the sources named in the options, or those that are due. */
void run_choose(struct run *run);
/* Fails on a name that no source of the configuration has. */
bool run_check_names(const struct run *run, struct err *err) MUST_USE;

/* Submits the first request of a visit, or ends it when it asks nothing. Everything after that
 * happens while the fetcher runs. False when the store failed. */
bool run_begin_visit(struct run_visit *v, struct err *err) MUST_USE;
/* Of a visit that ended or was broken off. */
void run_close_session(struct run_visit *v);
/* Takes more sources when few visits go on, and begins theirs. A failure of the store breaks the
 * run. */
void run_take_more(struct run *run);
/* Makes the leases of all visits that go on longer, when it is time. */
void run_renew_leases(struct run *run);

#endif
