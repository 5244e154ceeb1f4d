#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "parse/text/base64.h"
#include "parse/feed/document.h"
#include "parse/html/html.h"

struct str feed_attr(const struct feed_reader *r, const char *name)
{
	for (size_t i = 0; i < r->attr_count; i++)
		if (strcasecmp(r->attrs[i].name, name) == 0)
			return r->attrs[i].value;
	return STR_NONE;
}

static bool has_attr(const struct feed_reader *r, const char *name)
{
	for (size_t i = 0; i < r->attr_count; i++)
		if (strcasecmp(r->attrs[i].name, name) == 0)
			return true;
	return false;
}

struct str feed_attr_url(const struct feed_reader *r, const char *name)
{
	return feed_resolve(r->a, feed_base(r), feed_attr(r, name));
}

struct str feed_captured(const struct feed_reader *r)
{
	struct str text = str_trim(buf_str(&r->text));
	return r->markup ? html_to_text(r->a, text, text.n) : str_copy(r->a, text);
}

void *feed_object(struct feed_reader *r, enum feed_place place)
{
	switch (place) {
	case PLACE_ENTRY: return r->entry;
	case PLACE_PERSON: return &r->person;
	case PLACE_IMAGE: return r->image;
	case PLACE_SOURCE: return r->source;
	case PLACE_OBJECT: return r->object;
	default: return r->feed;
	}
}

/* A text construct's type (RFC 4287 3.1.1, 4.1.3.1; Atom 0.3 has MIME types and a mode). Without
 * one, RSS is HTML when it looks like it. */
static enum text_type type_of(
	const struct feed_reader *r, const struct feed_rule *rule, struct str type, struct str raw)
{
	if (r->markup)
		return rule->ns != NS_XHTML && (str_ieq(type, S("html")) || !type.n) ? TEXT_HTML :
																			   TEXT_XHTML;
	if (str_ieq(type, S("html")) || str_ieq(type, S("text/html")) || str_ieq(type, S("xhtml")) ||
		str_ieq(type, S("application/xhtml+xml")))
		return TEXT_HTML;
	if (type.n || (rule->ns & NS_CORE && str_starts(r->feed->format, S("atom"))))
		return TEXT_PLAIN;
	return rule->ns & NS_CONTENT || html_is_markup(raw) ? TEXT_HTML : TEXT_PLAIN;
}

/* Content that is neither text nor XML is base64 (RFC 4287 4.1.3.3); Atom 0.3 says so itself. */
static bool is_base64(const struct feed_reader *r, struct str type)
{
	if (str_ieq(feed_attr(r, "mode"), S("base64")))
		return true;
	bool mime = str_find_char(type, '/') != STR_NOT_FOUND;
	return mime && !r->markup && !feed_attr(r, "mode").n &&
		str_starts(r->feed->format, S("atom10")) && !str_istarts(type, S("text/")) &&
		!str_ends(type, S("+xml")) && !str_ends(type, S("/xml"));
}

static struct text_construct text_of(const struct feed_reader *r, const struct feed_rule *rule)
{
	const struct feed_frame *frame = &r->frames[r->capture_depth];
	struct str type = str_trim(feed_attr(r, "type")), raw = str_trim(buf_str(&r->text));
	struct str decoded = is_base64(r, type) ? base64_text(r->a, raw) : STR_NONE;
	raw = decoded.n ? decoded : str_copy(r->a, raw);
	struct text_construct text = {
		.raw = raw, .lang = frame->lang, .base = feed_base(r), .src = feed_attr_url(r, "src")};
	text.type = type_of(r, rule, type, raw);
	if (str_find_char(type, '/') != STR_NOT_FOUND)
		text.mime = str_lower(r->a, type);
	return text;
}

static bool is_empty(const struct text_construct *text)
{
	return !text->raw.n && !text->src.n;
}

static void set_text(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct text_construct text = text_of(r, rule), *old = member;
	bool summary = r->entry && old == &r->entry->summary;
	if (is_empty(&text) || (rule->weak && !is_empty(old)))
		return;
	*old = text;
	r->summary_weak = summary ? rule->weak : r->summary_weak;
}

static void add_content(struct feed_reader *r, struct text_construct text)
{
	struct text_construct *slot = is_empty(&text) ? NULL : LIST_NEW(r->a, r->entry->contents);
	if (slot)
		*slot = text;
}

static void set_content(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)member;
	add_content(r, text_of(r, rule));
}

/* RSS knows description, others summary; an entry that has both means the second as content. */
static void set_summary(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)member;
	struct text_construct text = text_of(r, rule);
	if (!is_empty(&r->entry->summary) && !r->summary_weak) {
		add_content(r, text);
		return;
	}
	if (!is_empty(&text))
		r->entry->summary = text;
	r->summary_weak = false;
}

static void set_string(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str text = feed_captured(r), *old = member;
	if (text.n && !(rule->weak && old->n))
		*old = text;
}

static void set_language(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str tag = feed_captured(r), *old = member;
	if (tag.n && !(rule->weak && old->n))
		*old = feed_language(r->a, tag);
}

/* atom:id is an IRI, which an explicit xml:base completes. */
static void set_id(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str id = feed_captured(r), base = r->frames[r->capture_depth].base, *old = member;
	bool relative = str_find_char(id, ':') == STR_NOT_FOUND && base.p != r->frames[0].base.p;
	(void)rule;
	if (id.n)
		*old = relative ? feed_resolve(r->a, base, id) : id;
}

static void set_url(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule;
	struct str url = feed_resolve(r->a, feed_base(r), feed_captured(r)), *old = member;
	if (url.n)
		*old = url;
}

static void set_time(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct feed_time *old = member;
	struct str text = feed_captured(r);
	if (text.n && !(rule->weak && old->raw.n))
		*old = feed_time_of(r->a, text);
}

static void set_long(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule;
	long value;
	if (str_to_long(feed_captured(r), &value) && value >= 0)
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

/* A term is the name of something in somebody's list: with markup inside it stays as it stands, as
 * with escaped markup. */
static void set_category(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct category category = {.term = feed_attr(r, "term"),
		.scheme = feed_attr(r, "scheme"),
		.label = feed_attr(r, "label")};
	if (!category.term.n)
		category.term = rule->ns & NS_ITUNES && feed_attr(r, "text").n ?
			feed_attr(r, "text") :
			str_copy(r->a, str_trim(buf_str(&r->text)));
	if (!category.scheme.n)
		category.scheme = feed_attr(r, "domain");
	if (rule->ns & NS_ITUNES && feed_attr(r, "text").n)
		category.scheme = S("http://www.itunes.com/");
	if (rule->ns == NS_MEDIA && !category.scheme.n)
		category.scheme = S("http://search.yahoo.com/mrss/category_schema");
	add_category(r, member, category);
}

static void set_keywords(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	struct str rest = feed_captured(r),
			   scheme = rule->ns & NS_ITUNES ? S("http://www.itunes.com/") : STR_NONE;
	char separator = str_find_char(rest, ',') == STR_NOT_FOUND ? ' ' : ',';
	while (rest.p)
		add_category(r, member,
			(struct category){.term = str_trim(str_cut(&rest, separator)), .scheme = scheme});
}

static void set_link(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_link link = {.href = feed_attr_url(r, "href"),
		.rel = feed_attr(r, "rel"),
		.type = feed_attr(r, "type"),
		.hreflang = feed_attr(r, "hreflang"),
		.title = feed_attr(r, "title"),
		.length = feed_attr(r, "length")};
	if (!link.href.n)
		link.href = has_attr(r, "href") ? feed_base(r) :
										  feed_resolve(r->a, feed_base(r), feed_captured(r));
	/* RSS: of several links the last one counts. */
	if (r->entry && link.href.n && !link.rel.n && str_starts(r->feed->format, S("rss")))
		r->entry->url = link.href;
	if (r->capture_place == PLACE_ENTRY)
		entry_add_link(r->a, r->entry, link);
	else
		feed_add_link(r->a, feed_object(r, r->capture_place), link);
}

static void set_guid(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str guid = feed_captured(r);
	if (!guid.n)
		return;
	r->entry->id = guid;
	r->entry->has_guid = true;
	r->entry->id_is_permalink = !str_ieq(str_trim(feed_attr(r, "ispermalink")), S("false"));
}

static void set_enclosure(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	long length;
	bool known = str_to_long(str_trim(feed_attr(r, "length")), &length) && length >= 0;
	struct str url = feed_attr_url(r, "url");
	entry_add_enclosure(r->a, r->entry,
		(struct enclosure){url.n ? url : feed_attr_url(r, "href"), feed_attr(r, "type"),
			feed_attr(r, "title"), known ? length : -1});
}

static void set_generator(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	static const char *const addresses[] = {"uri", "url", "resource"};
	(void)member;
	struct feed *feed = r->source ? r->source : r->feed;
	if (rule->weak && feed->generator_name.n)
		return;
	feed->generator_name = feed_captured(r);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses && !feed->generator_url.n; i++)
		feed->generator_url = feed_attr_url(r, addresses[i]);
	feed->generator_version = feed_attr(r, "version");
}

static void set_identifier(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	entry_add_identifier(r->a, r->entry, feed_captured(r));
}

static void set_image_href(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule;
	struct feed_image *image = member;
	if (!image->url.n)
		image->url = feed_attr(r, "href").n ? feed_attr_url(r, "href") : feed_attr_url(r, "url");
}

static void set_thumbnail(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str url = feed_attr_url(r, "url");
	if (url.n && r->entry->thumbnails.n < FEED_MAX_LIST)
		strs_add(r->a, &r->entry->thumbnails, url);
}

/* Creative Commons: the address is an attribute or the text. */
static void set_license(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str url = feed_attr(r, "resource").n ?
		feed_attr_url(r, "resource") :
		feed_resolve(r->a, feed_base(r), feed_captured(r));
	struct feed_link link = {.href = url, .rel = S("license")};
	if (url.n && r->capture_place == PLACE_ENTRY)
		entry_add_link(r->a, r->entry, link);
	else if (url.n && r->capture_place != PLACE_OBJECT)
		feed_add_link(r->a, feed_object(r, r->capture_place), link);
}

static member_setter *const SETTERS[] = {
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
	[KIND_EXT] = feed_ext_set,
	[KIND_EXT_URL] = feed_ext_set_url,
	[KIND_EXT_LIST] = feed_ext_set_list,
	[KIND_EXT_WORDS] = feed_ext_set_words,
	[KIND_BLOCK] = feed_ext_set_block,
	[KIND_EXPLICIT] = feed_ext_set_explicit,
	[KIND_VALID] = feed_ext_set_valid,
	[KIND_CHAPTER] = feed_ext_set_chapter,
	[KIND_GEO] = feed_ext_set_geo,
};

void feed_member_set(struct feed_reader *r)
{
	SETTERS[r->capture->kind](
		r, r->capture, (char *)feed_object(r, r->capture_place) + r->capture->offset);
}

void feed_member_person(struct feed_reader *r, const struct feed_rule *rule, enum feed_place place)
{
	void *member = (char *)feed_object(r, place) + rule->offset;
	struct str loose = str_collapse(r->a, str_trim(buf_str(&r->loose)));
	struct person person = r->person;
	if (!person.name.n && !person.email.n && !person.url.n)
		person = person_of(loose);
	if (rule->kind == KIND_PUBLISHER) {
		struct person *publisher = member;
		if (!(rule->weak && (publisher->name.n || publisher->email.n)))
			*publisher = person;
		return;
	}
	struct people *people = member;
	if (!(rule->weak && people->n))
		people_add(r->a, people, person);
}
