/* feed: RSS 0.9x/1.0/2.0, Atom 0.3/1.0 and JSON Feed as one normalized document.
 *
 * Bytes to values: no clock, no disk, no network. Everything belongs to the arena. The document is the one of
 * `tidings parse --json` (names as there); what a feed does not say stays empty. A broken feed is read as far as it goes: `well_formed` is
 * false and `errors` says why, the entries that were complete are kept. */
#ifndef PARSE_FEED_H
#define PARSE_FEED_H

#include <jansson.h>

#include "base/arena.h"
#include "model/entry.h"

enum text_type { TEXT_PLAIN, TEXT_HTML, TEXT_XHTML };
struct text_construct {
	enum text_type type;
	struct str text;  /* plain: entities decoded, tags removed, white space collapsed */
	struct str html;  /* safe, URLs resolved */
	struct str lang, base, mime, src;
};
struct person { struct str name, email, url; };
struct category { struct str term, scheme, label; };
struct enclosure { struct str url, type, title; long length; /* -1: not given */ };
struct feed_link { struct str href, rel, type, hreflang, title; };
struct feed_time { int64_t time; struct str raw; }; /* NO_TIME with raw set: a date nobody can read */

struct feed_entry {
	struct str id; bool id_is_permalink;
	struct str url, external_url;
	struct text_construct title, summary;
	struct text_construct *contents; size_t content_count;
	struct person *authors; size_t author_count;
	struct feed_time published, updated;
	struct category *categories; size_t category_count;
	struct enclosure *enclosures; size_t enclosure_count;
	struct feed_link *links; size_t link_count;
	struct str language, comments_url, image_url;
	struct str source_title, source_url;
	struct str doi, pmid, nct;
	bool complete; /* its end was seen */
};

struct feed_error { struct str code, message; long line; bool fatal; };

struct feed {
	struct str format;   /* "rss20" …; empty: not a feed */
	struct str encoding; /* used to decode */
	bool well_formed;
	bool truncated;      /* the document broke off: keep the entries, not the validators */
	struct feed_error *errors; size_t error_count;
	struct text_construct title, subtitle, rights;
	struct str id, home_url, self_url, next_url, language, icon, logo;
	struct str generator_name, generator_url, generator_version;
	struct strs hub_urls;
	struct feed_time published, updated;
	struct person *authors; size_t author_count;
	struct category *categories; size_t category_count;
	struct feed_link *links; size_t link_count;
	long ttl;            /* minutes, -1: not given */
	struct feed_entry *entries; size_t entry_count;
};

struct feed_input {
	struct str bytes;
	struct str url;          /* where they came from; base of last resort */
	struct str content_type; /* HTTP header value */
	struct strs headers;     /* header lines "Name: value", for Content-Location and Content-Language; may be empty */
};

/* Always fills *out; out->format is empty when it is not a feed (an HTML page, an error page, nothing), and errors[0] says what it is. */
void feed_parse(struct arena *a, const struct feed_input *in, struct feed *out);
/* The document as JSON (cases/feeds/SCHEMA.md of the design). The caller owns it. */
json_t *feed_to_json(const struct feed *feed);
/* The entries of a feed as the pipeline takes them: native and guid by the rules (trimmed guid; one that is repeated in the document is
 * distrusted; none or empty: the link; else a hash of title and text), title and lead as plain text, keys found where feeds put them. */
struct entries feed_entries(struct arena *a, const struct feed *feed);

#endif
