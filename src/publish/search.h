/* search: what readers of out/ can look for, and the page on which they do.
 *
 * There are two ways, which find the same. Both compare terms (base/terms.h) of what readers see:
 * title, official title, summary, source, citation, status, notice, facts, topics, identifiers.
 *
 *     the server      door/ asks the store (store/found.h), without a script in the browser
 *     out/ alone      search.html with search.js, which reads the index in out/search/
 *
 * The index is in ranges of FOUND_RANGE numbers, so that a new item changes the last range alone:
 *
 *     search/3/2a.json        {"graft":"HC","grafts":"E"}: terms of range 3 in shard 2a. An item is
 *                             the distance of its number from the one before it (of the first: from
 *                             the last number of the range before), times two, plus one when the
 *                             term is in its title; written as in source maps (ECMA-426, VLQ) but
 *                             without a sign: five bits a letter of base64, the lowest first, and
 *                             32 more when others follow
 *     search/3/items-5.json   {"2041":{"title":…,"page":…}}: what a result shows, of SEARCH_FILE
 *                             numbers in their order: items-5 of range 3 begins at 2041
 *
 * The shard of a term is the hash (FNV-1a, 32 bits) of its first TERM_BEGINNING characters, modulo
 * SEARCH_SHARDS: all words with one beginning are in one shard. All shards of a range are there, so
 * that one that does not come is a failure, and not an empty one. */
#ifndef PUBLISH_SEARCH_H
#define PUBLISH_SEARCH_H

#include "model/release.h"
#include "publish/output.h"
#include "store/ids.h"

enum { SEARCH_SHARDS = 64, SEARCH_FILE = 10, SEARCH_RESULTS = 20, SEARCH_TERMS = 12 };

/* Notes by what the release is found (store_found_put). */
bool search_put(const struct site *site, struct store *store, struct arena *a,
	const struct release *release, int64_t *number, struct err *err) MUST_USE;
/* The SEARCH_FILE numbers that this one is among, from 1. */
int64_t search_file_of(int64_t number);
/* A result as the template shows it: some members of view_release. The caller owns it. */
json_t *search_result(const struct site *site, const struct release *release, struct str root);

/* What somebody looks for on the server. */
struct search_request {
	struct str query; /* any valid text */
	long page;        /* from 1; one after the last is the last */
	/* Instead of an answer: they have asked so often that they have to wait. */
	bool refused;
	/* Instead of an answer: the store is not asked, since it failed. */
	bool failed;
};
/* Adds the page of results to `out`. c->root is where out/ is served; c->out is not used. */
bool search_write_answer(const struct output_context *c, const struct search_request *request,
	struct buf *out, struct err *err) MUST_USE;

#endif
