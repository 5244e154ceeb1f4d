/* links: looks at the addresses that readers are sent to, a share of them in each run.
 *
 * An address is due about once in thirty days, and sooner after a failure (model/link.h). A run
 * takes at most LINKS_AT_ONCE of them, at most LINKS_OF_HOST of one host, and asks a host for one
 * thing at a time, with a pause between two. HEAD is asked, and GET when HEAD is refused; no more
 * than 64 kB are read. Addresses of records that a watch asks for by their numbers, and those of
 * the services, are not asked. Not for robots.txt: one page is asked for that a person linked to.
 *
 * When no source answered for a day and nothing answers now, it is most likely our own network:
 * names that are not found and connections that fail then count for nothing. */
#ifndef SOURCE_LINKS_H
#define SOURCE_LINKS_H

#include "source/run.h"

enum { LINKS_AT_ONCE = 60, LINKS_OF_HOST = 6 };

struct links_report {
	size_t looked;  /* addresses of which something is known now */
	size_t updates; /* published items that came to the queue */
};
/* `names` and `progress` of the options are not looked at. False only when the store or this
 * machine failed. */
bool links_look(const struct site *site, struct store *store, const struct run_options *options,
	struct links_report *report, struct err *err) MUST_USE;

#endif
