/* work: what the program does by itself, without an editor: the jobs that the desk asks for, visits
 * to sources, publishing, and the catalogue by which items are found.
 *
 *     struct work w = {.site = &site, .store = store, .now = now, .stop = stop, .events = &events};
 *     work_once(&w);       everything that is due, once
 *     work_for_ever(&w);   the same until *stop is not zero
 *
 * Nothing here prints: what happens is told through events. Several workers may share a store: jobs
 * and sources are taken by leases (store/job.h, store/source.h), so each is done by one of them,
 * and what a worker that died had taken comes back when its lease ends. */
#ifndef WORK_WORK_H
#define WORK_WORK_H

#include "item/reload.h"
#include "mail/bounce.h"
#include "publish/publish.h"
#include "source/run.h"

/* What a worker tells whoever started it. All are called; none may be NULL. */
struct work_events {
	/* After each visit to a source. `problem` is NULL when it went well. */
	void (*visited)(void *user, size_t done, size_t all, struct str source, const char *problem);
	/* After all visits of a round; report->failed says how many went wrong. */
	void (*fetched)(void *user, const struct run_report *report);
	void (*published)(void *user, const struct publish_result *result);
	/* Mail that came back was taken in. */
	void (*returned)(void *user, const struct bounce_counts *counts);
	/* The configuration was read anew: with problems the worker goes on as it was configured
	 * before; without any it goes on with what the files say, but for the place of the store. */
	void (*reloaded)(void *user, const struct reload *reload);
	/* A step of a round could not be done: the store or this machine failed, or a source was asked
	 * for that is none. */
	void (*failed)(void *user, const struct err *err);
};

struct work {
	const struct site *site;
	struct store *store;
	struct reload *reload; /* of the site, for work_for_ever; NULL: it stays as it is */
	int64_t now; /* the site's clock; work_for_ever sets it before each round unless pinned */
	bool pinned; /* the clock stands still at `now` (--now) */
	const volatile int *stop; /* not zero: end soon */
	bool only_visits;         /* nothing is published meanwhile (`fetch`) */
	bool stays;               /* it works until it is stopped; work_for_ever sets it */
	const struct work_events *events;
	void *user;        /* handed to the events */
	int64_t look_at;   /* clock_ms() when to look next whether something is to be published */
	int64_t mail_at;   /* clock_ms() when to look next for mail that came back */
	int64_t remind_at; /* clock_ms() when to look next for editions that wait */
};

/* Does one after the other, until none is due: every job that the desk asked for. */
bool work_jobs(struct work *w);
/* Visits the sources of these names, due or not; all that are due when there are no names. */
bool work_sources(struct work *w, struct strs names);
/* Looks at a share of the addresses that readers are sent to. */
bool work_links(struct work *w);
/* Takes in mail that came back, every five minutes (mail/bounce.h). */
bool work_bounces(struct work *w);
/* Looks what is to be asked of the hubs that feeds name. */
bool work_hubs(struct work *w);
/* Writes out/. The second gives what became of it, and its failure to the caller alone. */
bool work_publish(struct work *w);
bool work_publish_to(struct work *w, struct publish_result *result, struct err *err) MUST_USE;

/* Those steps in this order, the jobs once more after publishing, then the catalogue is brought up
 * to date. Readers wait for no source: what editors decide while servers are waited for is
 * published within a second or two, and a source that fails keeps nothing back. False when the
 * worker had better not go on: the store or the disk failed. */
bool work_round(struct work *w);
/* One round of a process that ends then, as a timer starts it. */
bool work_once(struct work *w);
/* Rounds until *stop is not zero, with sleep until the next source is due, or somebody decides
 * something, asks for a job at the desk or changes the configuration, which is then read anew.
 * False when a round was. */
bool work_for_ever(struct work *w);

#endif
