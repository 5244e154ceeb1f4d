/* feed: RSS 0.9x/1.0/2.0, Atom 0.3/1.0 and JSON Feed as one normalized document.
 *
 * Bytes to values: no clock, no disk, no network. Everything belongs to the arena. The document is
 * the one of `tidings parse --json` (names as there); what a feed does not say stays empty. A
 * broken feed is read as far as it goes: `well_formed` is false and `errors` says why, the entries
 * that were complete are kept. */
#ifndef PARSE_FEED_FEED_H
#define PARSE_FEED_FEED_H

#include <jansson.h>

#include "base/arena.h"
#include "model/entry.h"

/* Limits; what goes beyond them is left out and an error says so. */
enum {
	FEED_MAX_BYTES = 32 << 20,
	FEED_MAX_ENTRIES = 5000,
	FEED_MAX_TEXT = 4 << 20,
	FEED_MAX_LIST = 1000
};

enum text_type { TEXT_PLAIN, TEXT_HTML, TEXT_XHTML };
/* A text as the feed gave it: TEXT_PLAIN is text, the others are markup from outside (not safe).
 * Read it by text_plain and text_html. */
struct text_construct {
	enum text_type type;
	struct str raw;
	struct str lang, base, mime, src;
};
/* Plain: references decoded, tags removed, white space collapsed, at most `max` bytes. */
struct str text_plain(struct arena *a, const struct text_construct *text, size_t max);
/* A safe fragment of HTML with absolute URLs, as the source formatted it (HTML_FORMATTED of
 * html.h). */
struct str text_html(struct arena *a, const struct text_construct *text);

struct person {
	struct str name, email, url;
};
struct category {
	struct str term, scheme, label;
};
struct enclosure {
	struct str url, type, title;
	long length; /* -1: not given */
};
struct feed_link {
	struct str href, rel, type, hreflang, title, length;
};
struct feed_time {
	int64_t time;
	struct str raw;
}; /* NO_TIME with raw set: a date nobody can read */
struct feed_image {
	struct str url, title, link, description, width, height;
};

struct texts {
	struct text_construct *v;
	size_t n;
};
struct people {
	struct person *v;
	size_t n;
};
struct categories {
	struct category *v;
	size_t n;
};
struct enclosures {
	struct enclosure *v;
	size_t n;
};
struct feed_links {
	struct feed_link *v;
	size_t n;
};

/* What an element of another vocabulary says (ext{} of the document). Lists have elements without
 * names, objects have named members. */
enum ext_kind { EXT_TEXT, EXT_NUMBER, EXT_FALSE, EXT_TRUE, EXT_UNKNOWN, EXT_LIST, EXT_OBJECT };
struct feed_exts {
	struct feed_ext *v;
	size_t n;
};
struct feed_ext {
	struct str name; /* "slash_comments"; of an element of the feed's own vocabulary "cloud" */
	enum ext_kind kind;
	struct str text;
	double number;
	struct feed_exts members;
};

struct feed_entry {
	struct str id;
	bool has_guid,
		id_is_permalink; /* RSS guid; isPermaLink is true unless it says otherwise (RSS 2.0) */
	struct str url, external_url;
	struct text_construct title, summary, rights;
	struct texts contents;
	struct people authors, contributors;
	struct person publisher;
	struct feed_time published, updated, created, expired;
	struct categories categories;
	struct enclosures enclosures;
	struct feed_links links;
	struct str language, comments_url;
	struct feed_image image;
	struct strs thumbnails;
	struct feed
		*source; /* where the entry came from first (RSS source, atom:source); NULL: not given */
	struct str doi, pmid, nct;
	struct feed_exts exts;
	bool complete; /* its end was seen */
};

struct feed_error {
	struct str code, message;
	long line;
	bool fatal;
};

struct feed {
	struct str format;   /* "rss20" …; empty: not a feed */
	struct str encoding; /* used to decode */
	bool well_formed;
	bool truncated; /* the document broke off: keep the entries, not the validators */
	struct feed_error *errors;
	size_t error_count;
	struct text_construct title, subtitle, rights, info;
	struct str id, home_url, self_url, next_url, language, icon, logo, docs;
	struct str generator_name, generator_url, generator_version;
	struct strs hub_urls;
	struct feed_time published, updated, created, expired;
	struct people authors, contributors;
	struct person publisher;
	struct categories categories;
	struct feed_links links;
	struct feed_image image;
	struct feed_exts exts;
	long ttl; /* minutes, -1: not given */
	struct feed_entry *entries;
	size_t entry_count;
};

struct feed_input {
	struct str bytes;
	struct str url;          /* where they came from; base of last resort */
	struct str content_type; /* HTTP header value */
	struct strs headers; /* header lines "Name: value", for Content-Location and Content-Language;
							may be empty */
};

/* Always fills *out; out->format is empty when it is not a feed (an HTML page, an error page,
 * nothing), and errors[0] says what it is. */
void feed_parse(struct arena *a, const struct feed_input *in, struct feed *out);
/* The document as JSON (cases/feeds/SCHEMA.md of the design). The caller owns it. */
json_t *feed_to_json(const struct feed *feed);
/* The complete entries of a feed as the pipeline takes them: native and guid by the rules (trimmed
 * guid; one that is repeated in the document is distrusted; none or empty: the link; else a hash of
 * title and text), title and lead as plain text, keys found where feeds put them. */
struct entries feed_entries(struct arena *a, const struct feed *feed);

#endif
