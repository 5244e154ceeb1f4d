/* feed: RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, CDF and JSON Feed as one normalized document
 * (document.h), and its entries as the pipeline takes them.
 *
 *     struct feed feed;
 *     feed_parse(&a, &(struct feed_input){.bytes = body, .url = url}, &feed);
 *     if (!feed.format.n) …                 no feed; feed.errors[0] says what it is
 *     struct entries entries = feed_entries(&a, &feed);
 *
 * Reading never fails: a broken feed is read as far as it goes. Then `well_formed` is false,
 * `errors` says why, and the entries that were complete are kept. */
#ifndef PARSE_FEED_FEED_H
#define PARSE_FEED_FEED_H

#include <jansson.h>

#include "model/entry.h"
#include "parse/feed/document.h"

struct feed_input {
	struct str bytes;
	struct str url;          /* where the bytes came from: relative addresses are resolved by it */
	struct str content_type; /* value of the HTTP header; may be empty */
	struct strs headers;     /* lines "Name: value", of which Content-Location and Content-Language
							  * are read; may be empty */
};

/* Fills *out. out->format is empty when the bytes are no feed but a web page, an error of a
 * service, nothing at all. *out belongs to the arena and may point into in->bytes. */
void feed_parse(struct arena *a, const struct feed_input *in, struct feed *out);

/* The document as JSON (cases/feeds/SCHEMA.md of the design); the caller frees it with
 * json_decref. */
json_t *feed_to_json(const struct feed *feed);

/* The complete entries of the feed, in its order, with title and texts as plain text and the
 * identifiers that feeds carry as keys. They have no `native` yet: match/native.h gives it. */
struct entries feed_entries(struct arena *a, const struct feed *feed);

#endif
