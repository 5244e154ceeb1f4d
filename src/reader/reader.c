#include "reader/reader.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/pack.h"
#include "reader/child.h"
#include "reader/reading.h"

struct reader {
	struct reader_options options;
	struct child child;
};

struct reader *reader_new(const struct reader_options *options, struct err *err)
{
	struct reader *r = alloc_bytes(sizeof *r);
	*r = (struct reader){.options = *options, .child = CHILD_NONE};
	if (!r->options.readings)
		r->options.readings = READINGS;
	if (!r->options.cpu_seconds)
		r->options.cpu_seconds = READER_CPU_SECONDS;
	if (!r->options.seconds)
		r->options.seconds = READER_SECONDS;
	if (child_start(&r->child, &r->options, err))
		return r;
	reader_free(r);
	return NULL;
}

void reader_free(struct reader *r)
{
	if (r)
		child_end(&r->child);
	free(r);
}

static bool ask_child(struct reader *r, struct arena *a, enum reading_kind kind,
	const struct feed_input *in, struct str *answer, struct err *err)
{
	struct arena own CLEANUP_ARENA = {0};
	const struct message_question question = {(int)kind, in->url, in->content_type, in->headers};
	struct str asked = pack_record(&own, &MESSAGE_QUESTION, &question);
	const struct message_head head = {asked.n, in->bytes.n};
	const struct str request[] = {{(const char *)&head, sizeof head}, asked, in->bytes};
	return (r->child.pid || child_start(&r->child, &r->options, err)) &&
		child_ask(&r->child, &r->options, a, request, answer, err);
}

/* `out` is of the kind's size, and zeroed. */
static bool read_in_child(struct reader *r, struct arena *a, enum reading_kind kind,
	const struct feed_input *in, void *out, struct err *err)
{
	const struct reading *reading = &r->options.readings[kind];
	struct reading_end end = {0};
	struct str answer;
	if (!ask_child(r, a, kind, in, &answer, err))
		return false;
	if (!reading_unpack(a, reading, answer, &end, out)) {
		memset(out, 0, reading->record->size);
		return child_broke(&r->child, "its answer makes no sense", err);
	}
	return end.well || err_set_kind(err, ERR_SOURCE, STR_FMT, STR_ARG(end.problem));
}

static bool read_document(struct reader *r, struct arena *a, enum reading_kind kind,
	const struct feed_input *in, void *out, struct err *err)
{
	assert(kind < READING_COUNT);
	memset(out, 0, READINGS[kind].record->size);
	return r ? read_in_child(r, a, kind, in, out, err) : READINGS[kind].read(a, in, out, err);
}

bool reader_feed(struct reader *r, struct arena *a, const struct feed_input *in,
	struct reader_feed *out, struct err *err)
{
	return read_document(r, a, READING_FEED, in, out, err);
}

static bool read_bytes(struct reader *r, struct arena *a, enum reading_kind kind, struct str bytes,
	void *out, struct err *err)
{
	return read_document(r, a, kind, &(struct feed_input){.bytes = bytes}, out, err);
}

bool reader_pubmed(
	struct reader *r, struct arena *a, struct str xml, struct pubmed_records *out, struct err *err)
{
	return read_bytes(r, a, READING_PUBMED, xml, out, err);
}

bool reader_esearch(
	struct reader *r, struct arena *a, struct str xml, struct esearch *out, struct err *err)
{
	return read_bytes(r, a, READING_ESEARCH, xml, out, err);
}

bool reader_studies(
	struct reader *r, struct arena *a, struct str json, struct studies *out, struct err *err)
{
	return read_bytes(r, a, READING_CLINICALTRIALS, json, out, err);
}

bool reader_works(
	struct reader *r, struct arena *a, struct str json, struct crossref_works *out, struct err *err)
{
	return read_bytes(r, a, READING_CROSSREF, json, out, err);
}

bool reader_topics(struct reader *r, struct arena *a, struct str xml, struct medlineplus_page *out,
	struct err *err)
{
	return read_bytes(r, a, READING_MEDLINEPLUS, xml, out, err);
}

bool reader_reason(struct reader *r, struct arena *a, struct str answer, struct reader_reason *out,
	struct err *err)
{
	return read_bytes(r, a, READING_REASON, answer, out, err);
}

bool reader_opml(
	struct reader *r, struct arena *a, struct str xml, struct outlines *out, struct err *err)
{
	return read_bytes(r, a, READING_OPML, xml, out, err);
}

bool reader_hand_page(struct reader *r, struct arena *a, struct str html, struct str url,
	struct hand_page *out, struct err *err)
{
	const struct feed_input in = {.bytes = html, .url = url};
	return read_document(r, a, READING_HAND_PAGE, &in, out, err);
}

bool reader_web_page(struct reader *r, struct arena *a, const struct feed_input *in,
	struct web_page *out, struct err *err)
{
	return read_document(r, a, READING_WEB_PAGE, in, out, err);
}

bool reader_mail_report(
	struct reader *r, struct arena *a, struct str mail, struct mail_report *out, struct err *err)
{
	return read_bytes(r, a, READING_MAIL_REPORT, str_sub(mail, 0, MAIL_REPORT_BYTES), out, err);
}

bool reader_mail_received(
	struct reader *r, struct arena *a, struct str mail, struct mail_received *out, struct err *err)
{
	return read_bytes(r, a, READING_MAIL_RECEIVED, str_sub(mail, 0, MAIL_RECEIVED_BYTES), out, err);
}
