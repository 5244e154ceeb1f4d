/* reader: documents from outside, read in a process of their own.
 *
 *     struct reader *r = reader_new(&options, err);
 *     reader_studies(r, &a, response->body, &studies, err);        for each document
 *     reader_free(r);
 *
 * The writer of a document may have found a fault in the parsers. So these run in a child process
 * that has one end of a pair of sockets and nothing else: no file, no network, no other process
 * (base/seal.h), and limits on memory and time. It is used again for each document. A document that
 * crashes it, breaks its limits or its seal, or answers with what no parser gives, costs that
 * document (ERR_READER), and the next one gets a new child.
 *
 * Calls wait for their document, one at a time; meanwhile the child uses a processor, and
 * options.meanwhile is called each second.
 *
 * A NULL reader reads in this process: for documents that are trusted, and for tests. */
#ifndef READER_READER_H
#define READER_READER_H

#include "model/hand_page.h"
#include "parse/feed/feed.h"
#include "parse/opml/opml_read.h"
#include "parse/page/web_page.h"
#include "parse/record/clinicaltrials.h"
#include "parse/record/crossref.h"
#include "parse/record/esearch.h"
#include "parse/record/medlineplus.h"
#include "parse/record/pubmed.h"
#include "parse/report/mail_received.h"
#include "parse/report/mail_report.h"

/* For one document: seconds of the child's processor, seconds in all, and bytes of memory. */
enum { READER_CPU_SECONDS = 30, READER_SECONDS = 120, READER_MEMORY = 224 << 20 };

struct reader;
struct reader_options {
	void (*meanwhile)(void *user); /* NULL: not */
	void *user;
	/* For tests: other kinds of documents (reader/reading.h), other limits; 0: as above. */
	const struct reading *readings;
	long cpu_seconds, seconds;
};
/* The first child starts here: call it while this process has one thread and few descriptors. NULL
 * (ERR_SYSTEM) when it cannot be started. */
struct reader *reader_new(const struct reader_options *options, struct err *err) MUST_USE;
/* NULL is nothing. */
void reader_free(struct reader *r);

/* What a feed gives. */
struct reader_feed {
	struct entries entries; /* feed_entries of parse/feed/feed.h: without `native` */
	bool is_feed;           /* it is a feed, of whatever format */
	struct str title;       /* of the feed, as plain text; at most ENTRY_TITLE_MAX bytes */
	struct str home;        /* the page that it belongs to: a web address, or empty */
	struct str cut;         /* why it was not read to its end, as xml_cut says it; empty: it was */
	struct str problem;     /* its first fault; empty: none */
	struct strs notes;      /* what had to be left out or mended by guessing; at most 20 */
	struct strs links;      /* of no feed: those that it names (parse/html/links.h) */
	/* The hub that tells of its changes and the topic by which that hub knows it (WebSub section
	 * 4): both absolute, from header lines before the document. Empty unless both are named. */
	struct str hub, topic;
};

/* Each reads one document; what *out holds belongs to the arena and may point into the bytes.
 * False as the parser of that name says, and ERR_READER when the document broke the reader: then
 * *out is zero. */
bool reader_feed(struct reader *r, struct arena *a, const struct feed_input *in,
	struct reader_feed *out, struct err *err) MUST_USE;
bool reader_pubmed(struct reader *r, struct arena *a, struct str xml, struct pubmed_records *out,
	struct err *err) MUST_USE;
bool reader_esearch(struct reader *r, struct arena *a, struct str xml, struct esearch *out,
	struct err *err) MUST_USE;
bool reader_studies(struct reader *r, struct arena *a, struct str json, struct studies *out,
	struct err *err) MUST_USE;
bool reader_works(struct reader *r, struct arena *a, struct str json, struct crossref_works *out,
	struct err *err) MUST_USE;
bool reader_topics(struct reader *r, struct arena *a, struct str xml, struct medlineplus_page *out,
	struct err *err) MUST_USE;
/* answer_reason of parse/record/answer.h. */
struct reader_reason {
	struct str text;
};
bool reader_reason(struct reader *r, struct arena *a, struct str answer, struct reader_reason *out,
	struct err *err) MUST_USE;
bool reader_opml(struct reader *r, struct arena *a, struct str xml, struct outlines *out,
	struct err *err) MUST_USE;
/* A page that was kept by hand (parse/page/hand_read.h); its address may be empty. */
bool reader_hand_page(struct reader *r, struct arena *a, struct str html, struct str url,
	struct hand_page *out, struct err *err) MUST_USE;
/* What a web page says of itself (parse/page/web_page.h); the headers of `in` are not read. */
bool reader_web_page(struct reader *r, struct arena *a, const struct feed_input *in,
	struct web_page *out, struct err *err) MUST_USE;
/* What a mail that came back says (parse/report/mail_report.h). */
bool reader_mail_report(struct reader *r, struct arena *a, struct str mail, struct mail_report *out,
	struct err *err) MUST_USE;
/* What a message shows of how it was received (parse/report/mail_received.h). */
bool reader_mail_received(struct reader *r, struct arena *a, struct str mail,
	struct mail_received *out, struct err *err) MUST_USE;

#endif
