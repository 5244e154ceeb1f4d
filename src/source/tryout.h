/* tryout: what a source would bring, found out by asking it, without taking anything in.
 *
 * The source is asked as at its first visit, until enough was read to judge by. The address of a
 * feed may be that of a web page: then the feeds that the page names are tried, and when it names
 * none, a few addresses at which sites usually have one. */
#ifndef SOURCE_TRYOUT_H
#define SOURCE_TRYOUT_H

#include "model/entry.h"
#include "source/run.h"

enum { TRYOUT_FEEDS = 6, TRYOUT_LAST = 5 };

struct tryout_found {
	struct str url;         /* of a feed */
	struct str title, home; /* as the feed says; may be empty */
	long count;             /* of records, as the service says; else of those that were read */
	long read;              /* how many were looked at */
	long wanted;            /* of those, how many `keep` and `drop` let through */
	long here;              /* of those, how many are items already */
	struct entry last[TRYOUT_LAST]; /* of those wanted, the newest first */
	size_t last_count;
	struct strs warnings;
	struct str problem; /* it did not answer as it should; empty: it did */
};
struct tryout {
	struct tryout_found found[TRYOUT_FEEDS];
	size_t n;
	bool by_page; /* the address is that of a page; these are its feeds, of which there may be 0 */
	bool guessed; /* the page names none; they were found where sites usually have them */
};
struct tryout_options {
	const volatile int *stop;
	void (*meanwhile)(void *user);
	void *user;
	int64_t now;
};
/* Asks. What *out holds belongs to the arena. False when this machine failed, not the source. */
bool tryout_run(const struct site *site, struct store *store, const struct source *source,
	const struct tryout_options *options, struct arena *a, struct tryout *out, struct err *err)
	MUST_USE;
/* The day of the entry by which the newest is found: when it was published, or came into its
 * service. No date when it has none. */
struct date tryout_day(const struct entry *entry);

#endif
