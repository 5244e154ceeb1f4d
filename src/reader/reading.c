#include "reader/reading.h"

#include "base/pack.h"
#include "base/url.h"
#include "model/entry_record.h"
#include "parse/html/links.h"
#include "model/hand_page.h"
#include "model/identifier.h"
#include "parse/page/hand_read.h"
#include "parse/record/answer.h"
#include "parse/report/mail_received.h"
#include "parse/report/mail_report.h"
#include "reader/reader.h"

/* Of arrays and structs of one result. The most entries of a feed take 3 MB. */
enum { ROOM = 32 << 20, MAX_NOTES = 20, HUB_URL_MAX = 2000 };

/* The tables of what the parsers give. */

static const struct field FEED_FIELDS[] = {
	FIELD_ARRAY(struct reader_feed, entries.v, entries.n, ENTRY_RECORD),
	FIELD(struct reader_feed, FIELD_BOOL, is_feed),
	FIELD(struct reader_feed, FIELD_STR, title),
	FIELD(struct reader_feed, FIELD_STR, home),
	FIELD(struct reader_feed, FIELD_STR, cut),
	FIELD(struct reader_feed, FIELD_STR, problem),
	FIELD(struct reader_feed, FIELD_STRS, notes),
	FIELD(struct reader_feed, FIELD_STRS, links),
	FIELD(struct reader_feed, FIELD_STR, hub),
	FIELD(struct reader_feed, FIELD_STR, topic),
};
static const struct record FEED = RECORD(struct reader_feed, FEED_FIELDS);

static const struct field PUBMED_FIELDS[] = {
	FIELD_ARRAY(struct pubmed_records, entries.v, entries.n, ENTRY_RECORD),
	FIELD(struct pubmed_records, FIELD_STRS, deleted),
	FIELD(struct pubmed_records, FIELD_STR, cut),
};
static const struct record PUBMED = RECORD(struct pubmed_records, PUBMED_FIELDS);

static const struct field ESEARCH_FIELDS[] = {
	FIELD(struct esearch, FIELD_BOOL, counted),
	FIELD(struct esearch, FIELD_LONG, count),
	FIELD(struct esearch, FIELD_LONG, retmax),
	FIELD(struct esearch, FIELD_LONG, retstart),
	FIELD(struct esearch, FIELD_STR, query_key),
	FIELD(struct esearch, FIELD_STR, web_env),
	FIELD(struct esearch, FIELD_STR, query_translation),
	FIELD(struct esearch, FIELD_STRS, ids),
	FIELD(struct esearch, FIELD_STRS, errors),
	FIELD(struct esearch, FIELD_STRS, warnings),
};
static const struct record ESEARCH = RECORD(struct esearch, ESEARCH_FIELDS);

static const struct field STUDIES_FIELDS[] = {
	FIELD_ARRAY(struct studies, entries.v, entries.n, ENTRY_RECORD),
	FIELD(struct studies, FIELD_STR, next_page_token),
	FIELD(struct studies, FIELD_LONG, total),
	FIELD(struct studies, FIELD_LONG, skipped),
	FIELD(struct studies, FIELD_STR, fault),
	FIELD(struct studies, FIELD_BOOL, truncated),
};
static const struct record STUDIES = RECORD(struct studies, STUDIES_FIELDS);

static const struct field SAID_FIELDS[] = {
	FIELD(struct work_said, FIELD_STR, doi),
	FIELD_ENUM(struct work_said, kind, CORRECTION_LAST),
	FIELD(struct work_said, FIELD_STR, by),
};
static const struct record SAID = RECORD(struct work_said, SAID_FIELDS);
static const struct field WORKS_FIELDS[] = {
	FIELD(struct crossref_works, FIELD_STRS, dois),
	FIELD_ARRAY(struct crossref_works, said, said_count, SAID),
	FIELD(struct crossref_works, FIELD_STRS, unknown),
	FIELD(struct crossref_works, FIELD_LONG, total),
	FIELD(struct crossref_works, FIELD_LONG, skipped),
	FIELD(struct crossref_works, FIELD_BOOL, truncated),
	FIELD_ONE(struct crossref_works, work, ENTRY_RECORD),
};
static const struct record WORKS = RECORD(struct crossref_works, WORKS_FIELDS);

static const struct field TOPICS_FIELDS[] = {
	FIELD_ARRAY(struct medlineplus_page, entries.v, entries.n, ENTRY_RECORD),
	FIELD(struct medlineplus_page, FIELD_LONG, count),
	FIELD(struct medlineplus_page, FIELD_LONG, retstart),
	FIELD(struct medlineplus_page, FIELD_LONG, documents),
	FIELD(struct medlineplus_page, FIELD_STR, file),
	FIELD(struct medlineplus_page, FIELD_STR, server),
	FIELD(struct medlineplus_page, FIELD_STR, cut),
};
static const struct record TOPICS = RECORD(struct medlineplus_page, TOPICS_FIELDS);

static const struct field REASON_FIELDS[] = {FIELD(struct reader_reason, FIELD_STR, text)};
static const struct record REASON = RECORD(struct reader_reason, REASON_FIELDS);

static const struct field OUTLINE_FIELDS[] = {
	FIELD(struct outline, FIELD_STR, title),
	FIELD(struct outline, FIELD_STR, xml_url),
	FIELD(struct outline, FIELD_STR, html_url),
};
static const struct record OUTLINE = RECORD(struct outline, OUTLINE_FIELDS);
static const struct field OUTLINES_FIELDS[] = {
	FIELD_ARRAY(struct outlines, v, n, OUTLINE),
	FIELD(struct outlines, FIELD_STR, fault),
};
static const struct record OUTLINES = RECORD(struct outlines, OUTLINES_FIELDS);

static const struct field END_FIELDS[] = {
	FIELD(struct reading_end, FIELD_BOOL, well),
	FIELD(struct reading_end, FIELD_STR, problem),
};
static const struct record END = RECORD(struct reading_end, END_FIELDS);

/* Reading, by the parsers. */

/* Why a feed could not be read to its end is said by `cut`. */
static bool is_noted(const struct feed_error *error)
{
	return !error->fatal && (str_eq(error->code, S("limit")) || str_eq(error->code, S("json")));
}

/* Feeds with faults that cost nothing are many, and nothing is said of those. */
static struct strs feed_notes(struct arena *a, const struct feed *feed)
{
	struct strs notes = {0};
	for (size_t i = 0; i < feed->error_count && notes.n < MAX_NOTES; i++)
		if (is_noted(&feed->errors[i]))
			strs_add(a, &notes, answer_quote(a, feed->errors[i].message));
	return notes;
}

/* Where the feed says so itself, unless a header line did. */
static struct str named(
	struct arena *a, const struct feed_input *in, struct str rel, struct str in_document)
{
	struct str url = html_header_link(a, in->url, &in->headers, rel);
	if (!url.n && in_document.n)
		url = url_resolve(a, in->url, in_document);
	return url.n <= HUB_URL_MAX && url_is_sound(a, url) ? url : STR_NONE;
}

static void read_hub(
	struct arena *a, const struct feed_input *in, const struct feed *feed, struct reader_feed *out)
{
	struct str hub = named(a, in, S("hub"), feed->hub_urls.n ? feed->hub_urls.v[0] : STR_NONE),
			   topic = named(a, in, S("self"), feed->self_url);
	if (hub.n && topic.n) {
		out->hub = hub;
		out->topic = topic;
	}
}

static bool read_feed(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	struct feed feed;
	struct reader_feed *read = out;
	(void)err;
	feed_parse(a, in, &feed);
	read->is_feed = feed.format.n > 0;
	read->cut = feed.cut;
	read->problem = feed.error_count ? feed.errors[0].message : STR_NONE;
	if (read->is_feed) {
		read->entries = feed_entries(a, &feed);
		read->title = feed_text_plain(a, &feed.title, ENTRY_TITLE_MAX);
		read->home = url_is_sound(a, feed.home_url) ? feed.home_url : STR_NONE;
		read->notes = feed_notes(a, &feed);
		read_hub(a, in, &feed, read);
	} else {
		read->links = html_feed_links(a, in->bytes, in->url, &in->headers);
	}
	return true;
}

static bool read_pubmed(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	return pubmed_parse(a, in->bytes, out, err);
}

static bool read_esearch(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	return esearch_parse(a, in->bytes, out, err);
}

static bool read_studies(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	return clinicaltrials_parse(a, in->bytes, out, err);
}

static bool read_works(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	return crossref_parse(a, in->bytes, out, err);
}

static bool read_topics(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	return medlineplus_parse(a, in->bytes, out, err);
}

static bool read_reason(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	struct reader_reason *reason = out;
	(void)err;
	reason->text = answer_reason(a, in->bytes);
	return true;
}

static bool read_opml(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	struct err why = {0};
	return opml_read(a, in->bytes, out, &why) || err_set_kind(err, ERR_SOURCE, "%s", why.text);
}

static bool read_hand_page(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	struct err why = {0};
	return hand_read(a, in->bytes, in->url, in->content_type, out, &why) ||
		err_set_kind(err, ERR_SOURCE, "%s", why.text);
}

static bool read_web_page(struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	(void)err;
	web_page_read(a, in->bytes, in->url, in->content_type, out);
	return true;
}

static bool read_mail_report(
	struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	(void)err;
	mail_report_read(a, in->bytes, out);
	return true;
}

static bool read_mail_received(
	struct arena *a, const struct feed_input *in, void *out, struct err *err)
{
	(void)err;
	mail_received_read(a, in->bytes, out);
	return true;
}

/* Checking. */

static bool is_web(struct str s)
{
	return str_istarts(s, S("http://")) || str_istarts(s, S("https://"));
}

static bool is_doi(struct str s)
{
	return str_starts(s, S("10."));
}

/* Keys become names of files and addresses. */
static bool check_keys(const struct keys *keys)
{
	return (!keys->pmid.n || str_is_digits(keys->pmid)) &&
		(!keys->pmcid.n || identifier_is_pmcid(keys->pmcid)) &&
		(!keys->doi.n || is_doi(keys->doi)) && (!keys->nct.n || identifier_is_nct(keys->nct));
}

static bool check_native(const struct entry *entry)
{
	switch (entry->kind) {
	case ENTRY_NEWS: return entry->native.n == 0; /* match/native.h gives it */
	case ENTRY_PAPER: return str_is_digits(entry->native);
	case ENTRY_TRIAL: return identifier_is_nct(entry->native);
	case ENTRY_PAGE: return entry->native.n > 0;
	case ENTRY_WORK: return is_doi(entry->native);
	}
	return false;
}

static bool check_entry(const struct entry *entry, enum entry_kind kind)
{
	return entry->kind == kind && !entry->paper == !entry_kind_is_paper(kind) &&
		!entry->trial == (kind != ENTRY_TRIAL) && (!entry->url.n || is_web(entry->url)) &&
		entry->title.n <= ENTRY_TITLE_MAX && entry->text.n <= ENTRY_TEXT_MAX &&
		check_native(entry) && check_keys(&entry->keys);
}

static bool check_entries(const struct entries *entries, enum entry_kind kind)
{
	for (size_t i = 0; i < entries->n; i++)
		if (!check_entry(&entries->v[i], kind))
			return false;
	return true;
}

static bool check_all(struct strs list, bool (*check)(struct str s))
{
	for (size_t i = 0; i < list.n; i++)
		if (!check(list.v[i]))
			return false;
	return true;
}

static bool check_feed(const void *out)
{
	const struct reader_feed *feed = out;
	return check_entries(&feed->entries, ENTRY_NEWS) && check_all(feed->links, is_web) &&
		feed->title.n <= ENTRY_TITLE_MAX && (!feed->home.n || is_web(feed->home)) &&
		feed->notes.n <= MAX_NOTES && feed->links.n <= HTML_FEEDS_MAX &&
		(!feed->hub.n || (is_web(feed->hub) && is_web(feed->topic))) &&
		feed->hub.n <= HUB_URL_MAX && feed->topic.n <= HUB_URL_MAX;
}

static bool check_pubmed(const void *out)
{
	const struct pubmed_records *records = out;
	return check_entries(&records->entries, ENTRY_PAPER) &&
		check_all(records->deleted, str_is_digits);
}

static bool check_esearch(const void *out)
{
	const struct esearch *search = out;
	return search->count >= 0 && check_all(search->ids, str_is_digits);
}

static bool check_studies(const void *out)
{
	const struct studies *studies = out;
	return check_entries(&studies->entries, ENTRY_TRIAL) && studies->total >= -1 &&
		studies->skipped <= INT32_MAX;
}

static bool check_works(const void *out)
{
	const struct crossref_works *works = out;
	for (size_t i = 0; i < works->said_count; i++)
		if (!is_doi(works->said[i].doi) || (works->said[i].by.n && !is_doi(works->said[i].by)))
			return false;
	if (works->work && !check_entry(works->work, ENTRY_WORK))
		return false;
	return check_all(works->dois, is_doi) && works->total >= -1 && works->skipped <= INT32_MAX;
}

static bool check_topics(const void *out)
{
	const struct medlineplus_page *page = out;
	return check_entries(&page->entries, ENTRY_PAGE) && page->count >= -1 && page->documents >= 0 &&
		page->documents <= INT32_MAX;
}

static bool check_opml(const void *out)
{
	const struct outlines *outlines = out;
	for (size_t i = 0; i < outlines->n; i++)
		if (!outlines->v[i].xml_url.n)
			return false;
	return outlines->n <= OPML_FEEDS_MAX;
}

static bool check_links(const struct hand_link *links, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (links[i].url.n && !is_web(links[i].url))
			return false;
	return n <= HAND_LINKS_MAX;
}

static bool check_hand_page(const void *out)
{
	const struct hand_page *page = out;
	for (size_t i = 0; i < page->part_count; i++)
		for (size_t k = 0; k < page->parts[i].entry_count; k++) {
			const struct hand_entry *entry = &page->parts[i].entries[k];
			if (!entry->title.n || (entry->url.n && !is_web(entry->url)) ||
				!check_links(entry->links, entry->link_count) ||
				!check_links(entry->also, entry->also_count))
				return false;
		}
	return page->part_count <= HAND_PARTS_MAX && hand_page_entries(page) <= HAND_ENTRIES_MAX;
}

static bool check_web_page(const void *out)
{
	const struct web_page *page = out;
	return page->title.n <= WEB_PAGE_TITLE_MAX && page->summary.n <= WEB_PAGE_SUMMARY_MAX &&
		page->site.n <= WEB_PAGE_SITE_MAX && (!page->url.n || is_web(page->url)) &&
		(!page->day.year || date_valid(page->day)) && check_keys(&page->keys);
}

static bool check_mail_report(const void *out)
{
	return mail_report_check(out);
}

static bool check_mail_received(const void *out)
{
	return mail_received_check(out);
}

const struct reading READINGS[READING_COUNT] = {
	[READING_FEED] = {&FEED, read_feed, check_feed},
	[READING_PUBMED] = {&PUBMED, read_pubmed, check_pubmed},
	[READING_ESEARCH] = {&ESEARCH, read_esearch, check_esearch},
	[READING_CLINICALTRIALS] = {&STUDIES, read_studies, check_studies},
	[READING_CROSSREF] = {&WORKS, read_works, check_works},
	[READING_MEDLINEPLUS] = {&TOPICS, read_topics, check_topics},
	[READING_REASON] = {&REASON, read_reason, NULL},
	[READING_OPML] = {&OUTLINES, read_opml, check_opml},
	[READING_HAND_PAGE] = {&HAND_PAGE, read_hand_page, check_hand_page},
	[READING_WEB_PAGE] = {&WEB_PAGE, read_web_page, check_web_page},
	[READING_MAIL_REPORT] = {&MAIL_REPORT, read_mail_report, check_mail_report},
	[READING_MAIL_RECEIVED] = {&MAIL_RECEIVED, read_mail_received, check_mail_received},
};

void reading_pack(struct arena *a, const struct reading *reading, const struct reading_end *end,
	const void *out, struct str pieces[static READING_PIECES])
{
	pieces[0] = pack_record(a, &END, end);
	pieces[1] = pack_record(a, reading->record, out);
}

bool reading_unpack(struct arena *a, const struct reading *reading, struct str bytes,
	struct reading_end *end, void *out)
{
	struct unpack u = {.arena = a, .rest = bytes, .room = ROOM};
	return pack_take(&u, &END, end) && pack_take(&u, reading->record, out) && !u.rest.n &&
		(!reading->check || reading->check(out));
}
