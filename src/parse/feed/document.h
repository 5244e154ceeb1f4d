/* feed_document: a feed of any format as one normalized document, which is what `tidings parse
 * --json` prints (cases/feeds/SCHEMA.md of the design has the same names).
 *
 * All of it belongs to the arena that it was read into. What a feed does not say is empty: n == 0,
 * NO_TIME, -1, NULL. Every text is UTF-8; it comes from outside and may hold markup, which
 * feed_text_plain and feed_text_html make safe. */
#ifndef PARSE_FEED_DOCUMENT_H
#define PARSE_FEED_DOCUMENT_H

#include "base/arena.h"

/* Limits. What goes beyond them is left out, and an error of the document says so. */
enum {
	FEED_MAX_BYTES = 32 << 20,
	FEED_MAX_ENTRIES = 5000,
	FEED_MAX_TEXT = 4 << 20, /* bytes of one text */
	FEED_MAX_LIST = 1000     /* members of one list */
};

/* A text construct (RFC 4287 section 3.1), as the feed gave it. */
enum text_type {
	TEXT_PLAIN, /* text: "<" is a character */
	TEXT_HTML,  /* markup, unescaped once */
	TEXT_XHTML, /* markup that stood in the feed as elements */
};
struct text_construct {
	enum text_type type;
	struct str raw;  /* not safe: read it with feed_text_plain or feed_text_html */
	struct str lang; /* xml:lang in force */
	struct str base; /* what its addresses are relative to */
	struct str mime, src;
};

struct person {
	struct str name, email, url;
};
struct category {
	struct str term, scheme, label;
};
struct enclosure {
	struct str url, type, title;
	long length; /* bytes; -1: not given */
};
/* RFC 4287 section 4.2.7; RSS links have a href alone. */
struct feed_link {
	struct str href, rel, type, hreflang, title, length;
};
/* A date, and the text that it was read from. NO_TIME with a text: nobody can read that date. */
struct feed_time {
	int64_t time;
	struct str raw;
};
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

/* What an element of an extension says: a value of JSON under `ext`. The elements of a list have no
 * names, the members of an object have. */
enum ext_kind { EXT_TEXT, EXT_NUMBER, EXT_FALSE, EXT_TRUE, EXT_UNKNOWN, EXT_LIST, EXT_OBJECT };
struct feed_exts {
	struct feed_ext *v;
	size_t n;
};
struct feed_ext {
	struct str name; /* "slash_comments"; "cloud" when it is of the feed's own vocabulary */
	enum ext_kind kind;
	struct str text;
	double number;
	struct feed_exts members;
};

struct feed;
struct feed_entry {
	struct str id;                  /* guid, atom:id, rdf:about or JSON id, verbatim */
	bool has_guid, id_is_permalink; /* RSS guid; isPermaLink is true unless it says otherwise */
	struct str url, external_url;
	struct text_construct title, summary, rights;
	struct texts contents;
	struct people authors, contributors;
	struct person publisher;
	struct feed_time published, updated, created, expired;
	struct feed_time cover; /* of the journal's issue; `published` when nothing says more */
	struct categories categories;
	struct enclosures enclosures;
	struct feed_links links;
	struct str language, comments_url;
	struct feed_image image;
	struct strs thumbnails;
	struct feed *source;       /* the feed that it came from (RSS source, atom:source), or NULL */
	struct str doi, pmid, nct; /* normalised as in struct keys of model/entry.h */
	struct feed_exts exts;
	int url_rank;  /* of the link that `url` is: build.c */
	bool complete; /* its end was seen */
};

struct feed_error {
	struct str code;    /* "xml", "json", "encoding", "limit", "truncated", "not-a-feed" */
	struct str message; /* for people */
	long line;          /* 0: unknown */
	bool fatal;         /* it could not be read to its end, or not at all */
};

struct feed {
	struct str format;   /* "rss20", "atom10", "json11" …; empty: it is no feed */
	struct str encoding; /* that its bytes were decoded from */
	bool well_formed;    /* there are no errors */
	struct str cut;      /* why it was not read to its end, as xml_cut says it; empty: it was */
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
	long ttl; /* minutes; -1: not given */
	struct feed_entry *entries;
	size_t entry_count;
	int home_rank; /* of the link that home_url is: build.c */
};

/* The text as plain text: references decoded, tags removed, white space collapsed, at most `max`
 * bytes. */
struct str feed_text_plain(struct arena *a, const struct text_construct *text, size_t max);
/* The same with a line break between the paragraphs of markup. */
struct str feed_text_lines(struct arena *a, const struct text_construct *text, size_t max);

/* The text as a safe fragment of HTML with absolute addresses, looking as the source formatted it
 * (HTML_FORMATTED of parse/html/html.h). */
struct str feed_text_html(struct arena *a, const struct text_construct *text);

#endif
