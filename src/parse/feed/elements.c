#include "parse/feed/elements.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "parse/feed/build.h"
#include "parse/feed/ext.h"
#include "parse/feed/format.h"
#include "parse/feed/geo.h"
#include "parse/feed/member.h"
#include "parse/feed/reader.h"
#include "parse/html/element.h"
#include "parse/html/html.h"

enum { MAX_ROOT_DEPTH = 4 }; /* of the root of a feed that stands inside another document */

/* A frame for an element, with its own xml:base and xml:lang or those of its parent. */
static void push_frame(struct feed_reader *r, const struct xml_tag *tag)
{
	assert(r->depth < XML_MAX_DEPTH);
	struct feed_frame *parent = feed_reader_frame(r), *frame = &r->frames[++r->depth];
	*frame = (struct feed_frame){
		.container = CONTAINER_NONE, .base = parent->base, .lang = parent->lang};
	for (size_t i = 0; i < tag->attr_count; i++) {
		const struct xml_attr *attr = &tag->attrs[i];
		if (strcmp(attr->prefix, "xml") != 0)
			continue;
		if (strcmp(attr->name, "lang") == 0)
			frame->lang = feed_language(r->a, attr->value);
		else if (strcmp(attr->name, "base") == 0 && attr->value.n)
			frame->base = feed_resolve(r->a, parent->base, str_copy(r->a, attr->value));
	}
}

/* An attribute of a CDF document (Channel Definition Format), whose name may be in any case: CDF
 * has addresses and dates in attributes. Empty in other formats. */
static struct str cdf_attr(struct feed_reader *r, const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->attr_count && str_eq(r->feed->format, S("cdf")); i++)
		if (strcasecmp(tag->attrs[i].name, name) == 0)
			return str_copy(r->a, tag->attrs[i].value);
	return STR_NONE;
}

/* The namespace of the feed's own elements, as the root declares it. Under RDF that is the one
 * without a prefix, because the root itself belongs to RDF. */
static const char *own_namespace(const struct xml_tag *tag)
{
	for (size_t i = 0; i < tag->namespace_count && strcasecmp(tag->name, "rdf") == 0; i++)
		if (!tag->namespaces[i].prefix[0])
			return tag->namespaces[i].ns;
	return tag->prefix[0] ? "" : tag->ns;
}

/* The root element, or one near it: a feed may stand inside another document, such as a web
 * page. */
static void start_root(struct feed_reader *r, const struct xml_tag *tag)
{
	r->feed->format = feed_format(r, tag);
	if (r->depth > 1 && (r->depth > MAX_ROOT_DEPTH || str_eq(r->feed->format, S("cdf"))))
		r->feed->format = STR_NONE;
	if (!r->feed->format.n) {
		r->root_name = r->root_name.n ? r->root_name : str_copy(r->a, str_of(tag->name));
		return;
	}
	const char *own = own_namespace(tag);
	if (own[0] && !feed_ns_find(own, ""))
		r->root_vocabulary = (struct feed_vocabulary){str_cstr(r->a, str_of(own)), "", NS_CORE};
	r->last_vocabulary = NULL;
	feed_reader_frame(r)->container = CONTAINER_FEED;
	feed_reader_frame(r)->base = str_or(cdf_attr(r, tag, "base"), feed_reader_frame(r)->base);
	r->feed->language = feed_reader_frame(r)->lang;
	r->feed->updated = feed_read_time(r->a, cdf_attr(r, tag, "lastmod"));
	feed_add_link(r->a, r->feed,
		(struct feed_link){
			.href = feed_resolve(r->a, feed_reader_base(r), cdf_attr(r, tag, "href"))});
}

/* HTML knows the links of SVG and MathML only by the prefix "xlink" (WHATWG HTML 13.2.6.1). */
#define XLINK "http://www.w3.org/1999/xlink"

/* Whether the tag of an element is written. Behind "<", a name that no page has would be text; as
 * elements of XML these only stand around text. */
static bool is_markup_tag(const char *name)
{
	return html_element_is_known(str_of(name));
}

/* Writes a tag inside the captured element. Its addresses are resolved here when an xml:base inside
 * holds for them; the others are resolved later, against the base of the captured element. */
static void add_markup_tag(struct feed_reader *r, const struct xml_tag *tag)
{
	bool rebased = feed_reader_frame(r)->base.p != r->frames[r->capture_depth].base.p;
	buf_addf(&r->text, "<%s", tag->name);
	for (size_t i = 0; i < tag->attr_count; i++) {
		const struct xml_attr *attr = &tag->attrs[i];
		bool url = strcasecmp(attr->name, "href") == 0 || strcasecmp(attr->name, "src") == 0 ||
			strcasecmp(attr->name, "cite") == 0;
		buf_addf(&r->text, " %s%s=\"", strcmp(attr->ns, XLINK) == 0 ? "xlink:" : "", attr->name);
		buf_add_html(&r->text,
			url && rebased ?
				feed_resolve(r->a, feed_reader_frame(r)->base, str_copy(r->a, attr->value)) :
				attr->value);
		buf_add_char(&r->text, '"');
	}
	buf_add_char(&r->text, '>');
}

/* An element stands inside the captured one: the text before it becomes part of the markup. In RSS,
 * which has HTML as escaped text, a tag inside such text was forgotten to be escaped. */
static void begin_markup(struct feed_reader *r)
{
	struct str text = str_copy(r->a, buf_str(&r->text));
	r->has_markup = true;
	if (str_starts(r->feed->format, S("rss")) && r->capture->ns != NS_XHTML)
		r->is_escaped |= html_is_markup(text);
	if (r->is_escaped)
		return;
	buf_clear(&r->text);
	buf_add_html(&r->text, text);
}

/* From here on, all that stands inside the element is kept until its end. */
static void begin_capture(struct feed_reader *r, const struct feed_rule *rule,
	enum feed_container container, const struct xml_tag *tag)
{
	assert(!r->capture && !feed_rules_is_container(rule->kind));
	r->capture = rule;
	r->capture_container = container;
	r->capture_depth = r->depth;
	r->has_markup = false;
	buf_clear(&r->text);
	r->attr_count = 0;
	for (size_t i = 0; i < tag->attr_count && r->attr_count < FEED_CAPTURE_MAX_ATTRS; i++) {
		r->attrs[r->attr_count] = tag->attrs[i];
		r->attrs[r->attr_count++].value = str_copy(r->a, str_trim(tag->attrs[i].value));
	}
	r->is_escaped = str_ieq(feed_reader_attr(r, "type"), S("html"));
	r->ext_name = rule->kind >= KIND_EXT ? feed_ext_name(r, tag) : STR_NONE;
}

static void end_capture(struct feed_reader *r)
{
	if (!buf_ok(&r->text))
		feed_add_error(r->a, r->feed, (struct feed_error){S("limit"), FEED_TEXT_CUT, 0, false});
	feed_member_set(r);
	r->capture = NULL;
}

/* True for the div around XHTML, which is no part of the text (RFC 4287 section 3.1.1.3). */
static bool is_xhtml_div(const struct feed_reader *r, const char *name)
{
	return r->depth == r->capture_depth + 1 && strcmp(name, "div") == 0 &&
		str_starts(r->feed->format, S("atom"));
}

static void start_entry(struct feed_reader *r, const struct xml_tag *tag)
{
	feed_reader_frame(r)->interrupted = (struct feed_interrupted){
		.entry = r->entry ? (size_t)(r->entry - r->feed->entries) + 1 : 0,
		.source = r->source,
		.object = r->object,
		.summary_is_weak = r->summary_is_weak};
	r->home_is_late |= feed_reader_is_rss(r) && !r->feed->home_url.n;
	r->entry = feed_add_entry(r->a, r->feed);
	r->source = NULL;
	r->summary_is_weak = false;
	if (!r->entry)
		return;
	feed_reader_frame(r)->container = CONTAINER_ENTRY;
	feed_entry_add_link(r->a, r->entry,
		(struct feed_link){
			.href = feed_resolve(r->a, feed_reader_base(r), cdf_attr(r, tag, "href"))});
	r->entry->updated = feed_read_time(r->a, cdf_attr(r, tag, "lastmod"));
	for (size_t i = 0; i < tag->attr_count; i++) {
		if (strcmp(tag->attrs[i].name, "about") == 0)
			r->entry->id = str_copy(r->a, str_trim(tag->attrs[i].value));
		else if (strcmp(tag->attrs[i].prefix, "xml") == 0 &&
			strcmp(tag->attrs[i].name, "lang") == 0)
			r->entry->language = feed_reader_frame(r)->lang;
	}
}

static void start_source(struct feed_reader *r, const struct xml_tag *tag)
{
	r->source = arena_new(r->a, struct feed);
	*r->source = feed_blank();
	r->entry->source = r->source;
	feed_reader_frame(r)->container = CONTAINER_SOURCE;
	buf_clear(&r->own_text);
	struct str url = feed_resolve(
		r->a, feed_reader_base(r), str_copy(r->a, xml_attr_value(tag, "url")));
	feed_add_link(r->a, r->source, (struct feed_link){.href = url});
}

static void start_person(struct feed_reader *r)
{
	r->person = (struct person){0};
	buf_clear(&r->own_text);
	feed_reader_frame(r)->container = CONTAINER_PERSON;
}

/* A wrapper: its children belong to its parent. */
static void start_wrapper(struct feed_reader *r, enum feed_container parent)
{
	feed_reader_frame(r)->container = parent;
	r->feed->language = r->feed->language.n ? r->feed->language : feed_reader_frame(r)->lang;
}

static void start_image(
	struct feed_reader *r, const struct feed_rule *rule, enum feed_container parent)
{
	r->image = (struct feed_image *)(void *)((char *)feed_reader_record(r, parent) + rule->offset);
	feed_reader_frame(r)->container = CONTAINER_IMAGE;
}

static void start_container(
	struct feed_reader *r, const struct feed_rule *rule, const struct xml_tag *tag)
{
	enum feed_container parent = r->frames[r->depth - 1].container;
	if (rule->kind == KIND_ENTRY && parent == CONTAINER_SOURCE)
		return; /* a source has no entries of its own */
	feed_reader_frame(r)->rule = rule;
	switch (rule->kind) {
	case KIND_ENTRY: start_entry(r, tag); break;
	case KIND_SOURCE: start_source(r, tag); break;
	case KIND_WRAPPER: start_wrapper(r, parent); break;
	case KIND_MEDIA_CONTENT:
		feed_ext_add_media(r, tag, parent);
		start_wrapper(r, parent);
		break;
	case KIND_GEOMETRY:
		feed_geo_start(r, rule, tag);
		start_wrapper(r, parent);
		break;
	case KIND_IMAGE: start_image(r, rule, parent); break;
	case KIND_OBJECT:
		feed_ext_start_object(r, tag);
		feed_reader_frame(r)->container = CONTAINER_OBJECT;
		break;
	default:
		assert(rule->kind == KIND_PERSON || rule->kind == KIND_PUBLISHER);
		start_person(r);
		break;
	}
}

/* An element inside the captured one: mostly markup. */
static void start_inside_capture(struct feed_reader *r, const struct xml_tag *tag)
{
	enum feed_kind kind = r->capture->kind;
	const struct feed_rule *entry = kind == KIND_EXT ?
		feed_rules_find(
			CONTAINER_FEED, feed_reader_vocabulary(r, tag->ns, tag->prefix)->ns, tag->name) :
		NULL;
	if (entry && entry->kind == KIND_ENTRY) {
		/* An entry inside an extension is an entry all the same. */
		r->capture = NULL;
		start_container(r, entry, tag);
		return;
	}
	if (kind == KIND_CATEGORY && r->capture->ns & NS_ITUNES &&
		strcasecmp(tag->name, "category") == 0) {
		/* itunes:category elements stand in one another; each is a category. */
		const struct feed_rule *rule = r->capture;
		end_capture(r);
		begin_capture(r, rule, r->capture_container, tag);
		return;
	}
	if (!r->has_markup)
		begin_markup(r);
	if (!is_xhtml_div(r, tag->name) && is_markup_tag(tag->name))
		add_markup_tag(r, tag);
}

static void on_start(void *user, const struct xml_tag *tag)
{
	struct feed_reader *r = user;
	push_frame(r, tag);
	if (r->capture) {
		start_inside_capture(r, tag);
		return;
	}
	if (!r->feed->format.n) {
		start_root(r, tag);
		return;
	}
	enum feed_container container = r->frames[r->depth - 1].container;
	const struct feed_rule *rule = feed_rules_find(
		container, feed_reader_vocabulary(r, tag->ns, tag->prefix)->ns, tag->name);
	if (!rule)
		return;
	if (feed_rules_is_container(rule->kind))
		start_container(r, rule, tag);
	else
		begin_capture(r, rule, container, tag);
}

static void end_source(struct feed_reader *r)
{
	struct str title = str_trim(buf_str(&r->own_text));
	if (!r->source->title.raw.n && title.n)
		r->source->title = (struct text_construct){
			.raw = str_copy(r->a, title), .lang = feed_reader_frame(r)->lang};
	r->source = NULL;
}

/* The entry around it goes on, even when this one was beyond the limit and so was left out. */
static void end_entry(struct feed_reader *r)
{
	const struct feed_interrupted *outer = &feed_reader_frame(r)->interrupted;
	if (r->entry)
		feed_entry_finish(r->a, r->entry);
	assert(outer->entry <= r->feed->entry_count);
	r->entry = outer->entry ? &r->feed->entries[outer->entry - 1] : NULL;
	r->source = outer->source;
	r->object = outer->object;
	r->summary_is_weak = outer->summary_is_weak;
}

static void end_container(struct feed_reader *r)
{
	const struct feed_rule *rule = feed_reader_frame(r)->rule;
	enum feed_container parent = r->frames[r->depth - 1].container;
	switch (rule->kind) {
	case KIND_ENTRY: end_entry(r); break;
	case KIND_SOURCE: end_source(r); break;
	case KIND_OBJECT: feed_ext_end_object(r, parent); break;
	case KIND_PERSON:
	case KIND_PUBLISHER: feed_member_set_person(r, rule, parent); break;
	default: break;
	}
}

static void on_end(void *user, const char *name, const char *ns)
{
	struct feed_reader *r = user;
	(void)ns;
	assert(r->depth > 0 && (!r->capture || r->depth >= r->capture_depth));
	if (r->capture && r->depth == r->capture_depth)
		end_capture(r);
	else if (r->capture && !is_xhtml_div(r, name) && is_markup_tag(name))
		buf_addf(&r->text, "</%s>", name);
	else if (!r->capture && feed_reader_frame(r)->rule)
		end_container(r);
	r->depth--;
}

static void on_text(void *user, struct str text)
{
	struct feed_reader *r = user;
	if (r->capture && r->has_markup && !r->is_escaped)
		buf_add_html(&r->text, text);
	else if (r->capture)
		buf_add(&r->text, text);
	else if (feed_reader_frame(r)->container == CONTAINER_PERSON ||
		feed_reader_frame(r)->container == CONTAINER_SOURCE)
		buf_add(&r->own_text, text);
}

const struct xml_handler FEED_ELEMENTS = {on_start, on_end, on_text};
