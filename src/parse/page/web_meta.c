#include "parse/page/web_meta.h"

#include "base/array.h"
#include "base/bidi.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/identifier.h"
#include "parse/html/html.h"
#include "parse/page/web_day.h"

/* Bytes that are looked at of one text, and of a BCP 47 tag (RFC 5646 section 4.4.1). */
enum { TEXT_REACH = 64 << 10, LANGUAGE_MAX = 35 };

static const struct web_name {
	struct str name; /* in lower case, with dots */
	enum web_field field;
	enum web_rank rank;
} NAMES[] = {
	{S("citation_title"), WEB_TITLE, WEB_RANK_CITATION},
	{S("og.title"), WEB_TITLE, WEB_RANK_OPEN_GRAPH},
	{S("dc.title"), WEB_TITLE, WEB_RANK_DUBLIN_CORE},
	{S("dcterms.title"), WEB_TITLE, WEB_RANK_DUBLIN_CORE},
	{S("citation_abstract"), WEB_SUMMARY, WEB_RANK_CITATION},
	{S("og.description"), WEB_SUMMARY, WEB_RANK_OPEN_GRAPH},
	{S("dc.description"), WEB_SUMMARY, WEB_RANK_DUBLIN_CORE},
	{S("dcterms.description"), WEB_SUMMARY, WEB_RANK_DUBLIN_CORE},
	{S("description"), WEB_SUMMARY, WEB_RANK_PLAIN},
	{S("og.site_name"), WEB_SITE, WEB_RANK_OPEN_GRAPH},
	{S("application-name"), WEB_SITE, WEB_RANK_PLAIN},
	{S("citation_publication_date"), WEB_DAY, WEB_RANK_CITATION},
	{S("citation_date"), WEB_DAY, WEB_RANK_CITATION},
	{S("article.published_time"), WEB_DAY, WEB_RANK_OPEN_GRAPH},
	{S("og.article.published_time"), WEB_DAY, WEB_RANK_OPEN_GRAPH},
	{S("dc.date"), WEB_DAY, WEB_RANK_DUBLIN_CORE},
	{S("dc.date.issued"), WEB_DAY, WEB_RANK_DUBLIN_CORE},
	{S("dcterms.issued"), WEB_DAY, WEB_RANK_DUBLIN_CORE},
	{S("og.url"), WEB_URL, WEB_RANK_OPEN_GRAPH},
	{S("citation_doi"), WEB_DOI, WEB_RANK_CITATION},
	{S("citation_pmid"), WEB_PMID, WEB_RANK_CITATION},
	{S("dc.identifier"), WEB_DOI, WEB_RANK_DUBLIN_CORE},
};

static struct str text_of(struct arena *a, struct str text, size_t max)
{
	text = utf8_clean(a, utf8_cut(text, TEXT_REACH));
	text = html_is_markup(text) ? html_to_text(a, text, max) : html_plain_text(a, text, max);
	return str_trim(utf8_cut(bidi_close(a, text), max));
}

static struct str language_of(struct arena *a, struct str text)
{
	text = str_trim(text);
	for (size_t i = 0; i < text.n; i++)
		if (!is_alpha(text.p[i]) && !is_digit(text.p[i]) && text.p[i] != '-')
			return STR_NONE;
	return text.n >= 2 && text.n <= LANGUAGE_MAX && is_alpha(text.p[0]) ? str_copy(a, text) :
																		  STR_NONE;
}

static struct str without_www(struct str host)
{
	return str_starts(host, S("www.")) ? str_sub(host, 4, SIZE_MAX) : host;
}

static bool is_front(const struct url *url)
{
	return url->path.n <= 1 && !url->query.n;
}

/* Many sites say of each page that it is the first one: then it is not believed. */
static struct str canonical_of(const struct web_meta *m, struct str text)
{
	struct url own, said;
	struct str url = url_resolve(m->arena, m->address, str_trim(text));
	bool fits = text.n && url.n && url_is_sound(m->arena, url) && url_parse(m->arena, url, &said) &&
		url_parse(m->arena, m->address, &own);
	return fits && str_eq(without_www(own.host), without_www(said.host)) &&
			str_eq(own.port, said.port) && (!is_front(&said) || is_front(&own)) ?
		url :
		STR_NONE;
}

static bool take_text(struct str *kept, struct str text)
{
	if (text.n)
		*kept = text;
	return text.n > 0;
}

static bool take(struct web_meta *m, enum web_field field, struct str text)
{
	struct arena *a = m->arena;
	struct web_page *page = m->page;
	switch (field) {
	case WEB_TITLE: return take_text(&page->title, text_of(a, text, WEB_PAGE_TITLE_MAX));
	case WEB_SUMMARY: return take_text(&page->summary, text_of(a, text, WEB_PAGE_SUMMARY_MAX));
	case WEB_SITE: return take_text(&page->site, text_of(a, text, WEB_PAGE_SITE_MAX));
	case WEB_DAY: return web_day_read(text, &page->day);
	case WEB_URL: return take_text(&page->url, canonical_of(m, text));
	case WEB_LANGUAGE: return take_text(&page->language, language_of(a, text));
	case WEB_DOI: return take_text(&page->keys.doi, identifier_doi(a, str_trim(text)));
	case WEB_PMID: return take_text(&page->keys.pmid, identifier_pmid(a, str_trim(text)));
	case WEB_FIELD_COUNT: break;
	}
	return false;
}

void web_meta_offer(struct web_meta *m, enum web_field field, enum web_rank rank, struct str text)
{
	enum web_rank kept = m->ranks[field];
	if ((kept == WEB_RANK_NONE || rank < kept) && take(m, field, utf8_cut(text, TEXT_REACH)))
		m->ranks[field] = rank;
}

/* "og:title", "DC.Title" and "dc:title" are written alike. */
static bool is_named(struct str name, struct str known)
{
	if (name.n != known.n)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if ((name.p[i] == ':' ? '.' : to_lower(name.p[i])) != known.p[i])
			return false;
	return true;
}

void web_meta_named(struct web_meta *m, struct str name, struct str content)
{
	name = str_trim(name);
	for (size_t i = 0; i < ARRAY_COUNT(NAMES); i++)
		if (is_named(name, NAMES[i].name))
			web_meta_offer(m, NAMES[i].field, NAMES[i].rank, content);
}
