/* address: web addresses in normal form. Inside match/.
 *
 * The normal form is stable: reading "https://" and what address_print gives, gives the same. */
#ifndef MATCH_ADDRESS_H
#define MATCH_ADDRESS_H

#include "base/url.h"

/* The parts in normal form. Scheme, user name and fragment are no part of it. */
struct address {
	struct str host; /* host_normalise */
	struct str port; /* empty for 80 and 443 */
	/* Without dot segments, index page, "/amp" and trailing slash; the root is "". */
	struct str path;
	struct str *params; /* of the query: sorted, without trackers */
	size_t param_count;
};

/* Reads an address. False when it is no web address. */
bool address_read(struct arena *a, struct str text, struct address *out);
/* The address as text, without its scheme: from byte `from` of its path on, with or without the
 * host and port in front. */
struct str address_print(
	struct arena *a, const struct address *address, bool with_host, size_t from);
/* Splits a web address into its parts as they are written. As url_parse, but quicker for addresses
 * that are written as nearly all are; these keep the case of their host and a port of 80. */
bool address_split(struct arena *a, struct str text, struct url *out);
/* Whether it has white space or control characters. */
bool address_has_blanks(struct str text);

#endif
