/* reload: a program that runs for days takes in what becomes of the configuration.
 *
 *     struct reload reload = reload_of(&site, store);
 *     bool changed;
 *     if (!reload_look(&reload, &changed, err)) …      now and then, between two pieces of work
 *     reload_end(&reload);
 *
 * The site is replaced in its place, so whoever holds it sees the new one; what points into the old
 * one ends. When the files have a mistake the site stays as it was, and `problems` says so, until
 * somebody mends them. */
#ifndef ITEM_RELOAD_H
#define ITEM_RELOAD_H

#include "base/hash.h"
#include "model/site.h"
#include "store/store.h"

struct reload {
	struct site *site;
	struct store *store;
	struct hash seen;     /* config_stamp of what was read last, well or not */
	bool again;           /* that could not be told to the store yet */
	struct strs problems; /* of the files as they are now; none: the site is what they say */
	struct hash place;    /* of the store that is open, as the configuration had it then */
	bool elsewhere;       /* the files say another one now, which only a start takes up */
	long count;           /* grows whenever site or problems changed */
	struct arena a;       /* of the problems */
};
/* What the log is told then. */
#define RELOAD_ELSEWHERE \
	"tidings: the store is another one now: start serve and work again. Until then they go on " \
	"with the one of before\n"
/* For a site that was just read. The files are looked at anew by the first reload_look, so nothing
 * that changes in between is missed. */
struct reload reload_of(struct site *site, struct store *store);
/* Whether the files are others than those that were read. */
bool reload_waits(const struct reload *reload);
/* Reads the files when they changed; *changed (may be NULL) when site or problems are new. False
 * when the store failed: the site is as it was, and it is tried again. */
bool reload_look(struct reload *reload, bool *changed, struct err *err) MUST_USE;
/* Frees the problems. */
void reload_end(struct reload *reload);

/* The C library's time zone is the site's (the variable TZ). */
void reload_time_zone(const struct site *site);

#endif
