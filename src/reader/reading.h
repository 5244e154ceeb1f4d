/* reading: the kinds of documents that are read, what each gives, and how that is handed from one
 * process to another. Inside reader/.
 *
 * A result is a struct with a table of its fields (base/record.h). What comes from the child is
 * checked by that table and then against what everybody relies on: entries of the right kind, web
 * addresses, identifiers in their form. The child is trusted with nothing else. */
#ifndef READER_READING_H
#define READER_READING_H

#include "base/record.h"
#include "model/entry.h"
#include "parse/feed/feed.h"

/* What one kind of document gives, and how it is read. */
struct reading {
	const struct record *record; /* of *out */
	/* Reads in->bytes into *out, which is zeroed; it belongs to the arena and may point into the
	 * bytes. False with an error when the document is another than it should be. */
	bool (*read)(struct arena *a, const struct feed_input *in, void *out, struct err *err);
	/* Whether a result is one that the parser could give; NULL: nothing more is known. */
	bool (*check)(const void *out);
};

enum reading_kind {
	READING_FEED,
	READING_PUBMED,
	READING_ESEARCH,
	READING_CLINICALTRIALS,
	READING_CROSSREF,
	READING_MEDLINEPLUS,
	READING_REASON,
	READING_OPML,
	READING_HAND_PAGE,
	READING_WEB_PAGE,
	READING_MAIL_REPORT,
	READING_MAIL_RECEIVED,
	READING_COUNT
};
extern const struct reading READINGS[READING_COUNT];

/* How it went: before the result, in the bytes of the answer. */
struct reading_end {
	bool well;
	struct str problem; /* when it did not go well: an error of kind ERR_SOURCE */
};

/* The answer to a document: its end and its result as bytes, in pieces that are sent one after the
 * other. */
enum { READING_PIECES = 2 };
void reading_pack(struct arena *a, const struct reading *reading, const struct reading_end *end,
	const void *out, struct str pieces[static READING_PIECES]);
/* Fills *end and *out, which is zeroed, from such bytes, to which they point. False when they are
 * no answer that reading_pack of an honest process gives. */
bool reading_unpack(struct arena *a, const struct reading *reading, struct str bytes,
	struct reading_end *end, void *out) MUST_USE;

#endif
