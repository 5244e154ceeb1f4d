#include "parse/html/links.h"

#include "base/array.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/html/element.h"
#include "parse/html/token.h"
#include "parse/text/reference.h"

enum { REACH = 512 << 10 };

static const struct str FEED_TYPES[] = {S("application/rss+xml"), S("application/atom+xml"),
	S("application/rdf+xml"), S("application/feed+json"), S("application/xml"), S("text/xml")};

struct links_reader {
	struct arena *arena;
	struct str page, base; /* the page's address, and what addresses are relative to */
	struct strs found;
};

/* The attributes that matter here, of one tag. */
struct link_attributes {
	struct str rel, type, href, http_equiv, content;
};

/* A media type, whose parameters do not matter. */
static bool is_feed_type(struct str type)
{
	struct str name = str_trim(str_cut(&type, ';'));
	for (size_t i = 0; i < ARRAY_COUNT(FEED_TYPES); i++)
		if (str_ieq(name, FEED_TYPES[i]))
			return true;
	return false;
}

/* rel is a list of words. */
static bool has_word(struct str words, struct str wanted)
{
	while (words.n) {
		size_t n = 0;
		while (n < words.n && !is_space(words.p[n]))
			n++;
		if (str_ieq(str_sub(words, 0, n), wanted))
			return true;
		words = str_sub(words, n + 1, SIZE_MAX);
	}
	return false;
}

static void add_link(struct links_reader *r, struct str href)
{
	struct str url = url_resolve(r->arena, r->base, str_trim(utf8_clean(r->arena, href)));
	bool known = str_eq(url, r->page) || strs_have(r->found, url);
	if (url_is_web(url) && url.n <= HTML_FEED_URL_MAX && r->found.n < HTML_FEEDS_MAX && !known)
		strs_add(r->arena, &r->found, url);
}

static struct link_attributes read_attributes(struct arena *a, struct str text)
{
	struct link_attributes out = {0};
	struct html_attr attr;
	const struct {
		struct str name;
		struct str *value;
	} wanted[] = {{S("rel"), &out.rel}, {S("type"), &out.type}, {S("href"), &out.href},
		{S("http-equiv"), &out.http_equiv}, {S("content"), &out.content}};
	while (html_attr_next(&text, &attr))
		for (size_t i = 0; i < ARRAY_COUNT(wanted); i++)
			if (!wanted[i].value->p && str_ieq(attr.name, wanted[i].name))
				*wanted[i].value = reference_decode_attribute(a, attr.value);
	return out;
}

/* "5; url='/feed.xml'" (WHATWG HTML 4.2.5.3, declarative refresh). */
static void add_refresh(struct links_reader *r, struct str content)
{
	size_t at = str_ifind(content, S("url="));
	if (at == STR_NOT_FOUND)
		return;
	struct str url = str_trim(str_sub(content, at + 4, SIZE_MAX));
	if (url.n && (url.p[0] == '\'' || url.p[0] == '"')) {
		char quote = url.p[0];
		url = str_sub(url, 1, SIZE_MAX);
		url = str_cut(&url, quote);
	}
	add_link(r, url);
}

static void read_tag(struct links_reader *r, const struct html_token *token)
{
	bool link = str_ieq(token->name, S("link")), meta = str_ieq(token->name, S("meta")),
		 base = str_ieq(token->name, S("base"));
	if (!link && !meta && !base)
		return;
	struct link_attributes is = read_attributes(r->arena, token->text);
	bool offers = has_word(is.rel, S("alternate")) || has_word(is.rel, S("feed"));
	if (base && is.href.n)
		r->base = str_or(url_resolve(r->arena, r->base, is.href), r->base);
	else if (link && is.href.n && offers && is_feed_type(is.type))
		add_link(r, is.href);
	else if (meta && str_ieq(str_trim(is.http_equiv), S("refresh")))
		add_refresh(r, is.content);
}

static void read_page(struct links_reader *r, struct str rest)
{
	struct html_token token;
	while (r->found.n < HTML_FEEDS_MAX && html_token_next(&rest, &token)) {
		if (token.kind != HTML_START)
			continue;
		read_tag(r, &token);
		if (token.element && token.element->traits & (HTML_DROP | HTML_RCDATA))
			html_token_take_raw(&rest, token.name);
	}
}

/* The value of one parameter of a link: rel, type. */
static struct str link_parameter(struct str parameters, struct str name)
{
	while (parameters.n) {
		struct str value = str_cut(&parameters, ';'), key = str_trim(str_cut(&value, '='));
		value = str_trim(value);
		if (value.n > 1 && value.p[0] == '"' && value.p[value.n - 1] == '"')
			value = str_sub(value, 1, value.n - 2);
		if (str_ieq(key, name))
			return value;
	}
	return STR_NONE;
}

/* The next of the links of one header, which commas separate. False when there is none. */
static bool link_next(struct str *rest, struct str *url, struct str *parameters)
{
	if (str_find_char(*rest, '<') == STR_NOT_FOUND)
		return false;
	str_cut(rest, '<');
	*url = str_cut(rest, '>');
	*parameters = str_sub(*rest, 0, str_find_char(*rest, '<'));
	*rest = str_sub(*rest, parameters->n, SIZE_MAX);
	while (parameters->n &&
		(is_space(parameters->p[parameters->n - 1]) || parameters->p[parameters->n - 1] == ','))
		parameters->n--;
	return true;
}

/* The value of a header line "Link: …". */
static bool is_link_header(struct str line, struct str *value)
{
	*value = line;
	return str_find_char(line, ':') != STR_NOT_FOUND &&
		str_ieq(str_trim(str_cut(value, ':')), S("Link"));
}

static void read_link_header(struct links_reader *r, struct str rest)
{
	struct str url, parameters;
	while (link_next(&rest, &url, &parameters))
		if (url.n && has_word(link_parameter(parameters, S("rel")), S("alternate")) &&
			is_feed_type(link_parameter(parameters, S("type"))))
			add_link(r, url);
}

struct str html_header_link(
	struct arena *a, struct str base, const struct strs *headers, struct str rel)
{
	struct str rest, url, parameters;
	for (size_t i = 0; i < headers->n; i++) {
		bool links = is_link_header(headers->v[i], &rest);
		while (links && link_next(&rest, &url, &parameters))
			if (has_word(link_parameter(parameters, S("rel")), rel))
				return url_resolve(a, base, str_trim(utf8_clean(a, url)));
	}
	return STR_NONE;
}

struct strs html_feed_links(
	struct arena *a, struct str html, struct str base, const struct strs *headers)
{
	struct links_reader r = {.arena = a, .page = base, .base = base};
	for (size_t i = 0; i < headers->n; i++) {
		struct str value;
		if (is_link_header(headers->v[i], &value))
			read_link_header(&r, value);
	}
	read_page(&r, str_sub(html, 0, REACH));
	return r.found;
}
