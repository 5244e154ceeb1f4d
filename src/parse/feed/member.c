#include "parse/feed/member.h"

#include <assert.h>
#include <string.h>

#include "base/url.h"
#include "base/utf8.h"
#include "parse/feed/build.h"
#include "parse/feed/ext.h"
#include "parse/feed/geo.h"
#include "parse/feed/identifier.h"
#include "parse/html/html.h"
#include "parse/text/base64.h"

/* The type of a text construct (RFC 4287 sections 3.1.1 and 4.1.3.1; Atom 0.3 has MIME types). RSS
 * has none: there a text that looks like HTML is HTML. */
static enum text_type text_type(
	const struct feed_reader *r, const struct feed_rule *rule, struct str type, struct str raw)
{
	if (r->has_markup)
		return rule->ns != NS_XHTML && (str_ieq(type, S("html")) || !type.n) ? TEXT_HTML :
																			   TEXT_XHTML;
	if (str_ieq(type, S("html")) || str_ieq(type, S("text/html")) || str_ieq(type, S("xhtml")) ||
		str_ieq(type, S("application/xhtml+xml")))
		return TEXT_HTML;
	if (type.n || (rule->ns & NS_CORE && str_starts(r->feed->format, S("atom"))))
		return TEXT_PLAIN;
	return rule->ns & NS_CONTENT || html_is_markup(raw) ? TEXT_HTML : TEXT_PLAIN;
}

/* True for content that is neither text nor XML, which is base64 (RFC 4287 section 4.1.3.3). Atom
 * 0.3 has an attribute that says so. */
static bool is_base64(const struct feed_reader *r, struct str type)
{
	if (str_ieq(feed_reader_attr(r, "mode"), S("base64")))
		return true;
	bool mime = str_find_char(type, '/') != STR_NOT_FOUND;
	return mime && !r->has_markup && !feed_reader_attr(r, "mode").n &&
		str_starts(r->feed->format, S("atom10")) && !str_istarts(type, S("text/")) &&
		!str_ends(type, S("+xml")) && !str_ends(type, S("/xml"));
}

/* The captured element as a text. */
static struct text_construct read_text(const struct feed_reader *r, const struct feed_rule *rule)
{
	const struct feed_frame *frame = &r->frames[r->capture_depth];
	struct str type = str_trim(feed_reader_attr(r, "type")), raw = str_trim(buf_str(&r->text));
	raw = html_unwrap_section(raw);
	struct str decoded = STR_NONE;
	bool encoded = is_base64(r, type) && base64_text(r->a, raw, &decoded);
	/* A picture or a PDF is no text; a title that is none was not encoded. */
	raw = encoded && (decoded.n || rule->kind == KIND_CONTENT) ? decoded : str_copy(r->a, raw);
	struct text_construct text = {.raw = raw,
		.lang = frame->lang,
		.base = feed_reader_base(r),
		.src = feed_reader_attr_url(r, "src")};
	text.type = text_type(r, rule, type, raw);
	if (str_find_char(type, '/') != STR_NOT_FOUND)
		text.mime = str_lower(r->a, type);
	return text;
}

static bool is_empty_text(const struct text_construct *text)
{
	return !text->raw.n && !text->src.n;
}

static void set_text(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct text_construct text = read_text(r, rule), *old = member;
	bool summary = r->entry && old == &r->entry->summary;
	if (is_empty_text(&text) || (rule->weak && !is_empty_text(old)))
		return;
	*old = text;
	r->summary_is_weak = summary ? rule->weak : r->summary_is_weak;
}

static void add_content(struct feed_reader *r, struct text_construct text)
{
	struct text_construct *slot = is_empty_text(&text) ? NULL : LIST_NEW(r->a, r->entry->contents);
	if (slot)
		*slot = text;
}

static void set_content(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)member;
	add_content(r, read_text(r, rule));
}

/* A summary or a description. An entry that has both means the second one as content. */
static void set_summary(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)member;
	struct text_construct text = read_text(r, rule);
	if (!is_empty_text(&r->entry->summary) && !r->summary_is_weak) {
		add_content(r, text);
		return;
	}
	if (!is_empty_text(&text))
		r->entry->summary = text;
	r->summary_is_weak = false;
}

static void set_string(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str text = feed_reader_text(r), *old = member;
	if (text.n && !(rule->weak && old->n))
		*old = text;
}

static void set_language(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str tag = feed_reader_text(r), *old = member;
	if (tag.n && !(rule->weak && old->n))
		*old = feed_language(r->a, tag);
}

/* atom:id is an IRI. One without a scheme is resolved only against an xml:base in the document. */
static void set_id(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str id = feed_reader_text(r), base = r->frames[r->capture_depth].base, *old = member;
	bool relative = str_find_char(id, ':') == STR_NOT_FOUND && base.p != r->frames[0].base.p;
	(void)rule;
	if (id.n)
		*old = relative ? feed_resolve(r->a, base, id) : id;
}

static void set_url(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule;
	struct str url = feed_resolve(r->a, feed_reader_base(r), feed_reader_text(r)), *old = member;
	if (url.n)
		*old = url;
}

static void set_time(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct feed_time *old = member;
	struct str text = feed_reader_text(r);
	if (text.n && !(rule->weak && old->raw.n))
		*old = feed_read_time(r->a, text);
}

static void set_long(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule;
	long value;
	if (str_to_long(feed_reader_text(r), &value) && value >= 0)
		*(long *)member = value;
}

static void add_category(struct feed_reader *r, struct categories *list, struct category category)
{
	for (size_t i = 0; i < list->n && i < 64; i++)
		if (str_eq(list->v[i].term, category.term) && str_eq(list->v[i].scheme, category.scheme) &&
			str_eq(list->v[i].label, category.label))
			return;
	struct category *slot =
		category.term.n || category.label.n || category.scheme.n ? LIST_NEW(r->a, *list) : NULL;
	if (slot)
		*slot = category;
}

/* The text of a category is kept as it stands, markup included: it is a name in a list of the
 * source, which only that source knows. */
static void set_category(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct category category = {.term = feed_reader_attr(r, "term"),
		.scheme = feed_reader_attr(r, "scheme"),
		.label = feed_reader_attr(r, "label")};
	if (!category.term.n)
		category.term = rule->ns & NS_ITUNES && feed_reader_attr(r, "text").n ?
			feed_reader_attr(r, "text") :
			str_copy(r->a, str_trim(buf_str(&r->text)));
	if (!category.scheme.n)
		category.scheme = feed_reader_attr(r, "domain");
	if (rule->ns & NS_ITUNES && feed_reader_attr(r, "text").n)
		category.scheme = S("http://www.itunes.com/");
	if (rule->ns == NS_MEDIA && !category.scheme.n)
		category.scheme = S("http://search.yahoo.com/mrss/category_schema");
	add_category(r, member, category);
}

static void set_keywords(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str rest = feed_reader_text(r),
			   scheme = rule->ns & NS_ITUNES ? S("http://www.itunes.com/") : STR_NONE;
	/* Only the modules have lists of single words without commas. */
	char separator = str_find_char(rest, ',') != STR_NOT_FOUND || rule->ns & NS_CORE ? ',' : ' ';
	while (rest.p)
		add_category(r, member,
			(struct category){.term = str_trim(str_cut(&rest, separator)), .scheme = scheme});
}

/* The address of a link: its href, else its text. Where a feed itself stands, and what belongs to
 * it, is said from there; only pages go by the channel's page. */
static struct str link_href(const struct feed_reader *r)
{
	struct str own = r->frames[r->depth].base;
	bool of_feed = r->capture_container != CONTAINER_ENTRY && feed_reader_attr(r, "rel").n && own.n;
	struct str base = of_feed ? own : feed_reader_base(r);
	struct str href = feed_resolve(r->a, base, feed_reader_attr(r, "href"));
	if (href.n || feed_reader_has_attr(r, "href"))
		return str_or(href, base);
	return feed_resolve(r->a, base, feed_reader_text(r));
}

static void set_link(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_link link = {.href = link_href(r),
		.rel = feed_reader_attr(r, "rel"),
		.type = feed_reader_attr(r, "type"),
		.hreflang = feed_reader_attr(r, "hreflang"),
		.title = feed_reader_attr(r, "title"),
		.length = feed_reader_attr(r, "length")};
	bool of_entry = r->capture_container == CONTAINER_ENTRY;
	/* In RSS, the last of an entry's links counts: it finds no other one. */
	if (of_entry && url_is_web(link.href) && !link.rel.n && feed_reader_is_rss(r))
		r->entry->url = STR_NONE;
	if (of_entry)
		feed_entry_add_link(r->a, r->entry, link);
	else
		feed_add_link(r->a, feed_reader_record(r, r->capture_container), link);
}

static void set_cdf_link(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	if (str_eq(r->feed->format, S("cdf")))
		set_link(r, rule, member);
	else
		feed_ext_set(r, rule, member);
}

static void set_guid(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str guid = feed_reader_text(r);
	if (!guid.n)
		return;
	r->entry->id = guid;
	r->entry->has_guid = true;
	r->entry->id_is_permalink = !str_ieq(str_trim(feed_reader_attr(r, "ispermalink")), S("false"));
}

static void set_enclosure(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	long length;
	bool known = str_to_long(str_trim(feed_reader_attr(r, "length")), &length) && length >= 0;
	struct str url = feed_reader_attr_url(r, "url");
	feed_entry_add_enclosure(r->a, r->entry,
		(struct enclosure){url.n ? url : feed_reader_attr_url(r, "href"),
			feed_reader_attr(r, "type"), feed_reader_attr(r, "title"), known ? length : -1});
}

static void set_generator(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	static const char *const addresses[] = {"uri", "url", "resource"};
	(void)member;
	struct feed *feed = r->source ? r->source : r->feed;
	if (rule->weak && feed->generator_name.n)
		return;
	feed->generator_name = feed_reader_text(r);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses && !feed->generator_url.n; i++)
		feed->generator_url = feed_reader_attr_url(r, addresses[i]);
	feed->generator_version = feed_reader_attr(r, "version");
}

static void set_identifier(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	feed_identifier_add(r->a, r->entry, feed_reader_text(r));
}

/* "J Samples 12, 3 (2026); doi:10.1000/x", "https://doi.org/10.1000/x" */
static void set_ext_identifier(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	static const struct str labels[] = {S("doi:"), S("pmid:")};
	struct str text = feed_reader_text(r);
	feed_ext_set(r, rule, member);
	feed_identifier_add(r->a, r->entry, text);
	for (size_t i = 0; i < sizeof labels / sizeof *labels; i++) {
		size_t at = str_ifind(text, labels[i]);
		if (at != STR_NOT_FOUND)
			feed_identifier_add(r->a, r->entry, str_sub(text, at, SIZE_MAX));
	}
}

static void set_image_href(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule;
	struct feed_image *image = member;
	if (!image->url.n)
		image->url = feed_reader_attr(r, "href").n ? feed_reader_attr_url(r, "href") :
													 feed_reader_attr_url(r, "url");
}

static void set_thumbnail(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str url = feed_reader_attr_url(r, "url");
	if (url.n && r->entry->thumbnails.n < FEED_MAX_LIST)
		strs_add(r->a, &r->entry->thumbnails, url);
}

/* A licence of Creative Commons has its address in an attribute or as its text. */
static void set_license(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str url = feed_reader_attr(r, "resource").n ?
		feed_reader_attr_url(r, "resource") :
		feed_resolve(r->a, feed_reader_base(r), feed_reader_text(r));
	struct feed_link link = {.href = url, .rel = S("license")};
	if (url.n && r->capture_container == CONTAINER_ENTRY)
		feed_entry_add_link(r->a, r->entry, link);
	else if (url.n && r->capture_container != CONTAINER_OBJECT)
		feed_add_link(r->a, feed_reader_record(r, r->capture_container), link);
}

/* By the kind of the rule. Containers have none. */
static feed_member_setter *const SETTERS[] = {
	[KIND_STRING] = set_string,
	[KIND_LANGUAGE] = set_language,
	[KIND_ID] = set_id,
	[KIND_URL] = set_url,
	[KIND_TEXT] = set_text,
	[KIND_TIME] = set_time,
	[KIND_LONG] = set_long,
	[KIND_SUMMARY] = set_summary,
	[KIND_CONTENT] = set_content,
	[KIND_CATEGORY] = set_category,
	[KIND_KEYWORDS] = set_keywords,
	[KIND_LINK] = set_link,
	[KIND_GUID] = set_guid,
	[KIND_ENCLOSURE] = set_enclosure,
	[KIND_GENERATOR] = set_generator,
	[KIND_IDENTIFIER] = set_identifier,
	[KIND_IMAGE_HREF] = set_image_href,
	[KIND_THUMBNAIL] = set_thumbnail,
	[KIND_LICENSE] = set_license,
	[KIND_CDF_LINK] = set_cdf_link,
	[KIND_EXT] = feed_ext_set,
	[KIND_EXT_URL] = feed_ext_set_url,
	[KIND_EXT_LIST] = feed_ext_set_list,
	[KIND_EXT_WORDS] = feed_ext_set_words,
	[KIND_EXT_IDENTIFIER] = set_ext_identifier,
	[KIND_BLOCK] = feed_ext_set_block,
	[KIND_EXPLICIT] = feed_ext_set_explicit,
	[KIND_VALID] = feed_ext_set_valid,
	[KIND_CHAPTER] = feed_ext_set_chapter,
	[KIND_GEO] = feed_geo_set,
};

void feed_member_set(struct feed_reader *r)
{
	assert(r->capture && r->capture->kind < sizeof SETTERS / sizeof *SETTERS);
	assert(SETTERS[r->capture->kind]);
	SETTERS[r->capture->kind](
		r, r->capture, (char *)feed_reader_record(r, r->capture_container) + r->capture->offset);
}

void feed_member_set_person(
	struct feed_reader *r, const struct feed_rule *rule, enum feed_container container)
{
	void *member = (char *)feed_reader_record(r, container) + rule->offset;
	struct str own_text = str_collapse(r->a, str_trim(buf_str(&r->own_text)));
	struct person person = r->person;
	if (!person.name.n && !person.email.n && !person.url.n)
		person = feed_read_person(own_text);
	if (rule->kind == KIND_PUBLISHER) {
		struct person *publisher = member;
		if (!(rule->weak && (publisher->name.n || publisher->email.n)))
			*publisher = person;
		return;
	}
	struct people *people = member;
	if (!(rule->weak && people->n))
		feed_add_person(r->a, people, person);
}
