#include "parse/feed/build.h"

#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "parse/text/date_text.h"
#include "parse/html/html.h"
#include "parse/text/reference.h"

struct feed feed_blank(void)
{
	struct feed_time unknown = {.time = NO_TIME};
	return (struct feed){.well_formed = true,
		.ttl = -1,
		.published = unknown,
		.updated = unknown,
		.created = unknown,
		.expired = unknown};
}

struct feed_entry *feed_entry_new(struct arena *a, struct feed *feed)
{
	struct feed_time unknown = {.time = NO_TIME};
	if (feed->entry_count >= FEED_MAX_ENTRIES) {
		if (feed->entry_count++ == FEED_MAX_ENTRIES)
			feed_fault(a, feed, "limit",
				S("the feed has too many entries; the first 5000 were read"), 0, false);
		feed->entry_count = FEED_MAX_ENTRIES;
		return NULL;
	}
	feed->entries = arena_grow(a, feed->entries, feed->entry_count, sizeof *feed->entries);
	struct feed_entry *entry = &feed->entries[feed->entry_count++];
	entry->published = entry->updated = entry->created = entry->expired = unknown;
	return entry;
}

void feed_fault(
	struct arena *a, struct feed *feed, const char *code, struct str message, long line, bool fatal)
{
	feed->well_formed = false;
	for (size_t i = 0; i < feed->error_count; i++)
		if (str_eq(feed->errors[i].message, message))
			return;
	feed->errors = arena_grow(a, feed->errors, feed->error_count, sizeof *feed->errors);
	feed->errors[feed->error_count++] = (struct feed_error){
		str_of(code), utf8_clean(a, str_copy(a, message)), line, fatal};
}

struct str feed_resolve(struct arena *a, struct str base, struct str reference)
{
	reference = str_trim(reference);
	if (!reference.n || url_is_web(reference))
		return reference;
	struct str resolved = url_resolve(a, base, reference);
	return resolved.n ? resolved : reference;
}

struct str feed_language(struct arena *a, struct str tag)
{
	char *p = str_cstr(a, str_trim(tag));
	for (char *c = p; *c; c++)
		*c = *c == '_' ? '-' : *c;
	return str_of(p);
}

struct feed_time feed_time_of(struct arena *a, struct str text)
{
	struct feed_time t = {.time = NO_TIME, .raw = str_copy(a, str_trim(text))};
	/* "&#43;0000": references that were escaped twice. */
	if (!date_text_parse(reference_decode(a, t.raw), &t.time, NULL))
		t.time = NO_TIME;
	return t;
}

static bool is_email(struct str s)
{
	size_t at = str_find_char(s, '@');
	return at != STR_NOT_FOUND && at > 0 && at + 1 < s.n &&
		str_find_char(s, ' ') == STR_NOT_FOUND && str_find_char(s, '/') == STR_NOT_FOUND;
}

struct person person_of(struct str text)
{
	text = str_trim(text);
	bool round = str_ends(text, S(")"));
	size_t open = round || str_ends(text, S(">")) ? str_find_char(text, round ? '(' : '<') :
													STR_NOT_FOUND;
	if (open == STR_NOT_FOUND)
		return is_email(text) ? (struct person){.email = text} : (struct person){.name = text};
	struct str outside = str_trim(str_sub(text, 0, open)),
			   inside = str_trim(str_sub(text, open + 1, text.n - open - 2));
	if (is_email(inside))
		return (struct person){.name = outside, .email = inside};
	if (is_email(outside))
		return (struct person){.name = inside, .email = outside};
	return (struct person){.name = text};
}

void people_add(struct arena *a, struct people *people, struct person person)
{
	if (!person.name.n && !person.email.n && !person.url.n)
		return;
	for (size_t i = 0; i < people->n && i < 32; i++)
		if (str_eq(people->v[i].name, person.name) && str_eq(people->v[i].email, person.email) &&
			str_eq(people->v[i].url, person.url))
			return;
	struct person *slot = LIST_NEW(a, *people);
	if (slot)
		*slot = person;
}

static bool says_nothing(const struct feed_link *link)
{
	return !link->href.n && !link->rel.n && !link->title.n && !link->type.n && !link->hreflang.n &&
		!link->length.n;
}

static bool is_alternate(struct feed_link link)
{
	return !link.rel.n || str_ieq(link.rel, S("alternate"));
}

void feed_add_link(struct arena *a, struct feed *feed, struct feed_link link)
{
	static const struct {
		struct str rel;
		size_t offset;
	} places[] = {{S("alternate"), offsetof(struct feed, home_url)},
		{S("self"), offsetof(struct feed, self_url)}, {S("next"), offsetof(struct feed, next_url)}};
	if (says_nothing(&link))
		return;
	if (link.href.n && str_ieq(link.rel, S("hub")) && feed->hub_urls.n < FEED_MAX_LIST)
		strs_add(a, &feed->hub_urls, link.href);
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		struct str *place = (struct str *)(void *)((char *)feed + places[i].offset);
		if (!place->n && str_ieq(link.rel.n ? link.rel : S("alternate"), places[i].rel))
			*place = link.href;
	}
	struct feed_link *slot = LIST_NEW(a, feed->links);
	if (slot)
		*slot = link;
}

void entry_add_enclosure(struct arena *a, struct feed_entry *entry, struct enclosure enclosure)
{
	struct enclosure *slot = enclosure.url.n ? LIST_NEW(a, entry->enclosures) : NULL;
	if (slot)
		*slot = enclosure;
}

void entry_add_link(struct arena *a, struct feed_entry *entry, struct feed_link link)
{
	if (says_nothing(&link))
		return;
	if (is_alternate(link) && !entry->url.n)
		entry->url = link.href;
	if (str_ieq(link.rel, S("enclosure"))) {
		long length;
		bool known = str_to_long(str_trim(link.length), &length);
		entry_add_enclosure(
			a, entry, (struct enclosure){link.href, link.type, link.title, known ? length : -1});
	}
	struct feed_link *slot = LIST_NEW(a, entry->links);
	if (slot)
		*slot = link;
}

static struct str digits_at(struct str s)
{
	size_t n = 0;
	while (n < s.n && is_digit(s.p[n]))
		n++;
	return str_sub(s, 0, n);
}

static struct str without_zeros(struct str digits)
{
	while (digits.n > 1 && digits.p[0] == '0')
		digits = str_sub(digits, 1, SIZE_MAX);
	return digits;
}

/* "10.1234/…" at the front of s: percent-decoded, lower case, without what a sentence or an address
 * puts behind it. */
static struct str doi_at(struct arena *a, struct str s)
{
	size_t n = 0;
	while (n < s.n && !is_space(s.p[n]) && !strchr("?#<>\"&", s.p[n]))
		n++;
	s = str_lower(a, url_decode(a, str_sub(s, 0, n)));
	struct str registrant = digits_at(str_sub(s, 3, SIZE_MAX));
	if (!str_starts(s, S("10.")) || registrant.n < 4 ||
		!str_starts(str_sub(s, 3 + registrant.n, SIZE_MAX), S("/")))
		return STR_NONE;
	while (s.n && strchr(".,;)]", s.p[s.n - 1]))
		s.n--;
	return s;
}

static struct str nct_at(struct arena *a, struct str s)
{
	if (!str_istarts(s, S("NCT")) || digits_at(str_sub(s, 3, SIZE_MAX)).n != 8)
		return STR_NONE;
	return str_printf(a, "NCT" STR_FMT, 8, s.p + 3);
}

enum identifier_kind { PMID, DOI, NCT };
/* What stands before an identifier; `resolved` hosts are looked for anywhere, the others only at
 * the front. */
static const struct {
	struct str before;
	enum identifier_kind kind;
	bool anywhere;
} IDENTIFIERS[] = {
	{S("pmid:"), PMID, false},
	{S("pubmed:"), PMID, false},
	{S("pubmed.ncbi.nlm.nih.gov/"), PMID, true},
	{S("ncbi.nlm.nih.gov/pubmed/"), PMID, true},
	{S("europepmc.org/article/MED/"), PMID, true},
	{S("europepmc.org/article/med/"), PMID, true},
	{S("doi:"), DOI, false},
	{S("info:doi/"), DOI, false},
	{S("urn:doi:"), DOI, false},
	{S("10."), DOI, false},
	{S("doi.org/"), DOI, true},
	{S("clinicaltrials.gov/study/"), NCT, true},
	{S("clinicaltrials.gov/ct2/show/"), NCT, true},
	{S("clinicaltrials.gov/show/"), NCT, true},
	{S("nct"), NCT, false},
};

static void identifier_set(
	struct arena *a, struct feed_entry *entry, enum identifier_kind kind, struct str rest)
{
	struct str *places[] = {[PMID] = &entry->pmid, [DOI] = &entry->doi, [NCT] = &entry->nct};
	if (places[kind]->n)
		return;
	struct str digits = digits_at(rest);
	if (kind == PMID)
		*places[kind] = digits.n <= 9 ? without_zeros(digits) : STR_NONE;
	else
		*places[kind] = kind == DOI ? doi_at(a, rest) : nct_at(a, rest);
}

/* Nearly all addresses name none. */
static bool may_hold_identifier(struct str text)
{
	return !str_istarts(text, S("http")) || str_find(text, S(".gov/")) != STR_NOT_FOUND ||
		str_find(text, S(".org/")) != STR_NOT_FOUND;
}

void entry_add_identifier(struct arena *a, struct feed_entry *entry, struct str text)
{
	text = str_trim(text);
	if (!may_hold_identifier(text))
		return;
	for (size_t i = 0; i < sizeof IDENTIFIERS / sizeof *IDENTIFIERS; i++) {
		struct str before = IDENTIFIERS[i].before;
		size_t at = IDENTIFIERS[i].anywhere ? str_find(text, before) :
			str_istarts(text, before)       ? 0 :
											  STR_NOT_FOUND;
		if (at == STR_NOT_FOUND)
			continue;
		bool part = str_eq(before, S("10.")) ||
			str_eq(before, S("nct")); /* of the identifier itself */
		identifier_set(a, entry, IDENTIFIERS[i].kind,
			str_trim(str_sub(text, part ? at : at + before.n, SIZE_MAX)));
	}
}

void entry_finish(struct arena *a, struct feed_entry *entry)
{
	bool names_page = entry->id_is_permalink || !entry->has_guid;
	if (!entry->url.n && names_page && url_is_web(entry->id))
		entry->url = entry->id;
	for (size_t i = 0; i < entry->enclosures.n && !entry->image.url.n; i++)
		if (str_istarts(entry->enclosures.v[i].type, S("image/")))
			entry->image.url = entry->enclosures.v[i].url;
	entry_add_identifier(a, entry, entry->id);
	entry_add_identifier(a, entry, entry->url);
	entry->complete = true;
}

struct str text_plain(struct arena *a, const struct text_construct *text, size_t max)
{
	return text->type == TEXT_PLAIN ? html_plain_text(a, text->raw, max) :
									  html_to_text(a, text->raw, max);
}

struct str text_html(struct arena *a, const struct text_construct *text)
{
	if (text->type != TEXT_PLAIN)
		return html_sanitize(a, text->raw, text->base, HTML_FORMATTED);
	struct buf escaped CLEANUP_BUF = buf_new(text->raw.n * 6);
	buf_add_html(&escaped, utf8_clean(a, text->raw));
	return str_copy(a, buf_str(&escaped));
}
