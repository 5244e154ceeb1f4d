#include "parse/feed/build.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "parse/feed/identifier.h"
#include "parse/text/date_text.h"
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

struct feed_entry *feed_add_entry(struct arena *a, struct feed *feed)
{
	struct feed_time unknown = {.time = NO_TIME};
	static_assert(FEED_MAX_ENTRIES == 5000, "the message names the limit");
	assert(feed->entry_count <= FEED_MAX_ENTRIES);
	if (feed->entry_count == FEED_MAX_ENTRIES) {
		feed_add_error(a, feed,
			(struct feed_error){S("limit"),
				S("the feed has too many entries; the first 5000 were read"), 0, false});
		return NULL;
	}
	feed->entries = arena_grow(a, feed->entries, feed->entry_count, sizeof *feed->entries);
	struct feed_entry *entry = &feed->entries[feed->entry_count++];
	entry->published = entry->updated = entry->created = entry->expired = unknown;
	entry->cover = unknown;
	return entry;
}

void feed_add_error(struct arena *a, struct feed *feed, struct feed_error error)
{
	feed->well_formed = false;
	for (size_t i = 0; i < feed->error_count; i++)
		if (str_eq(feed->errors[i].message, error.message))
			return;
	error.message = utf8_clean(a, str_copy(a, error.message));
	feed->errors = arena_grow(a, feed->errors, feed->error_count, sizeof *feed->errors);
	feed->errors[feed->error_count++] = error;
}

static bool is_line_end(char c)
{
	return c == '\n' || c == '\r' || c == '\t';
}

/* The text without its line ends and tabs and the blanks around them, with which programs break
 * long lines. */
static struct str join_lines(struct arena *a, struct str text)
{
	size_t first = 0;
	while (first < text.n && !is_line_end(text.p[first]))
		first++;
	if (first == text.n)
		return text;
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		if (!is_line_end(text.p[i])) {
			p[n++] = text.p[i];
			continue;
		}
		while (n && is_space(p[n - 1]))
			n--;
		while (i + 1 < text.n && is_space(text.p[i + 1]))
			i++;
	}
	return (struct str){p, n};
}

/* What stands before the first "/", "?" or "#": the host of an address that has lost its scheme. */
static struct str first_segment(struct str reference)
{
	size_t n = 0;
	while (n < reference.n && !strchr("/?#", reference.p[n]))
		n++;
	return str_sub(reference, 0, n);
}

/* True for a host, and for one above or below it: "nn.example" and "news.nn.example". */
static bool is_related_host(struct str host, struct str other)
{
	struct str longer = host.n > other.n ? host : other, shorter = host.n > other.n ? other : host;
	return str_find_char(shorter, '.') != STR_NOT_FOUND &&
		str_ieq(str_sub(longer, longer.n - shorter.n, SIZE_MAX), shorter) &&
		(longer.n == shorter.n || longer.p[longer.n - shorter.n - 1] == '.');
}

/* "nn.example/four" on pages of nn.example, and "www.nn.example" anywhere. */
static bool has_lost_scheme(struct str base, struct str reference)
{
	struct str host = first_segment(reference);
	if (str_istarts(host, S("www.")) && str_find_char(str_sub(host, 4, SIZE_MAX), '.') < host.n)
		return true;
	size_t scheme = str_find(base, S("://"));
	return scheme != STR_NOT_FOUND &&
		is_related_host(host, first_segment(str_sub(base, scheme + 3, SIZE_MAX)));
}

/* "https:/nn.example", "http:\\nn.example": whatever slashes stand behind the scheme are two
 * (WHATWG URL 4.4, special authority slashes state). */
static struct str with_two_slashes(struct arena *a, struct str reference)
{
	static const struct str schemes[] = {S("http:"), S("https:")};
	for (size_t i = 0; i < sizeof schemes / sizeof *schemes; i++) {
		if (!str_istarts(reference, schemes[i]))
			continue;
		struct str rest = str_sub(reference, schemes[i].n, SIZE_MAX), before = rest;
		while (rest.n && (rest.p[0] == '/' || rest.p[0] == '\\'))
			rest = str_sub(rest, 1, SIZE_MAX);
		if (rest.n && rest.n < before.n && !(str_starts(before, S("//")) && before.n - rest.n == 2))
			return str_printf(a, STR_FMT "//" STR_FMT, STR_ARG(schemes[i]), STR_ARG(rest));
	}
	return reference;
}

struct str feed_resolve(struct arena *a, struct str base, struct str reference)
{
	reference = with_two_slashes(a, join_lines(a, str_trim(reference)));
	if (!reference.n || url_is_web(reference))
		return reference;
	if (has_lost_scheme(base, reference))
		return str_printf(a, "%s" STR_FMT, str_istarts(base, S("http://")) ? "http://" : "https://",
			STR_ARG(reference));
	struct str resolved = url_resolve(a, base, reference);
	return resolved.n ? resolved : reference;
}

struct str feed_language(struct arena *a, struct str tag)
{
	char *p = str_cstr(a, str_trim(utf8_clean(a, tag)));
	for (char *c = p; *c; c++)
		*c = *c == '_' ? '-' : *c;
	return str_of(p);
}

struct feed_time feed_read_time(struct arena *a, struct str text)
{
	struct feed_time t = {.time = NO_TIME, .raw = str_copy(a, str_trim(text))};
	/* Feeds that escape twice have dates such as "… &#43;0000". */
	if (!date_text_parse(reference_decode(a, t.raw), &t.time, NULL))
		t.time = NO_TIME;
	return t;
}

/* True for what has the form of an e-mail address. */
static bool is_email(struct str s)
{
	size_t at = str_find_char(s, '@');
	return at != STR_NOT_FOUND && at > 0 && at + 1 < s.n &&
		str_find_char(s, ' ') == STR_NOT_FOUND && str_find_char(s, '/') == STR_NOT_FOUND;
}

struct person feed_read_person(struct str text)
{
	text = str_trim(text);
	bool bracket = str_ends(text, S(")"));
	size_t open = bracket || str_ends(text, S(">")) ? str_find_char(text, bracket ? '(' : '<') :
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

void feed_add_person(struct arena *a, struct people *people, struct person person)
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

/* True for a link without any attribute that is kept. */
static bool is_empty_link(const struct feed_link *link)
{
	return !link->href.n && !link->rel.n && !link->title.n && !link->type.n && !link->hreflang.n &&
		!link->length.n;
}

/* The relation without the address of IANA's registry before it (RFC 4287 section 4.2.7.2):
 * "http://www.iana.org/assignments/relation/alternate". */
static struct str relation_name(struct str rel)
{
	if (str_find(rel, S("://")) == STR_NOT_FOUND ||
		str_ifind(rel, S("iana.org/assignments/")) == STR_NOT_FOUND)
		return rel;
	size_t n = rel.n;
	while (n && rel.p[n - 1] != '/' && rel.p[n - 1] != '#')
		n--;
	return str_sub(rel, n, SIZE_MAX);
}

static bool is_alternate(const struct feed_link *link)
{
	return !link->rel.n || str_ieq(link->rel, S("alternate"));
}

/* How good an alternate is as the address of its feed or entry: a page, which a mere address is
 * meant to be too; an address of unknown type; one of another type; one that no browser opens. */
enum { RANK_OTHER, RANK_WEB, RANK_UNTYPED, RANK_PAGE };

static int link_rank(const struct feed_link *link)
{
	if (!url_is_web(link->href))
		return RANK_OTHER;
	if (str_istarts(link->type, S("text/html")) ||
		str_istarts(link->type, S("application/xhtml+xml")) || (!link->type.n && !link->rel.n))
		return RANK_PAGE;
	return link->type.n ? RANK_WEB : RANK_UNTYPED;
}

/* Makes an alternate the address, when it is a better one. */
static void offer_address(struct str *address, int *rank, const struct feed_link *link)
{
	if (!is_alternate(link) || !link->href.n || (address->n && link_rank(link) <= *rank))
		return;
	*address = link->href;
	*rank = link_rank(link);
}

void feed_add_link(struct arena *a, struct feed *feed, struct feed_link link)
{
	static const struct {
		struct str rel;
		size_t offset;
	} addresses[] = {
		{S("self"), offsetof(struct feed, self_url)}, {S("next"), offsetof(struct feed, next_url)}};
	if (is_empty_link(&link))
		return;
	link.rel = relation_name(link.rel);
	offer_address(&feed->home_url, &feed->home_rank, &link);
	if (link.href.n && str_ieq(link.rel, S("hub")) && feed->hub_urls.n < FEED_MAX_LIST)
		strs_add(a, &feed->hub_urls, link.href);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		struct str *address = (struct str *)(void *)((char *)feed + addresses[i].offset);
		if (!address->n && str_ieq(link.rel, addresses[i].rel))
			*address = link.href;
	}
	struct feed_link *slot = LIST_NEW(a, feed->links);
	if (slot)
		*slot = link;
}

void feed_entry_add_enclosure(struct arena *a, struct feed_entry *entry, struct enclosure enclosure)
{
	struct enclosure *slot = enclosure.url.n ? LIST_NEW(a, entry->enclosures) : NULL;
	if (slot)
		*slot = enclosure;
}

void feed_entry_add_link(struct arena *a, struct feed_entry *entry, struct feed_link link)
{
	if (is_empty_link(&link))
		return;
	link.rel = relation_name(link.rel);
	offer_address(&entry->url, &entry->url_rank, &link);
	if (str_ieq(link.rel, S("enclosure"))) {
		long length;
		bool known = str_to_long(str_trim(link.length), &length);
		feed_entry_add_enclosure(
			a, entry, (struct enclosure){link.href, link.type, link.title, known ? length : -1});
	}
	struct feed_link *slot = LIST_NEW(a, entry->links);
	if (slot)
		*slot = link;
}

void feed_entry_finish(struct arena *a, struct feed_entry *entry)
{
	/* A guid is the entry's address too, unless it says that it is none. */
	bool names_page = entry->id_is_permalink || !entry->has_guid;
	if (!url_is_web(entry->url) && names_page && url_is_web(entry->id))
		entry->url = entry->id;
	if (!entry->published.raw.n && !entry->updated.raw.n)
		entry->published = entry->cover;
	for (size_t i = 0; i < entry->enclosures.n && !entry->image.url.n; i++)
		if (str_istarts(entry->enclosures.v[i].type, S("image/")))
			entry->image.url = entry->enclosures.v[i].url;
	feed_identifier_add(a, entry, entry->id);
	feed_identifier_add(a, entry, entry->url);
	entry->complete = true;
}
