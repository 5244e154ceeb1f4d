#include "parse/feed/document.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

enum { MAX_ROOT_DEPTH = 4 };

static struct feed_frame *top(struct feed_reader *r)
{
	return &r->frames[r->depth];
}

struct str feed_base(const struct feed_reader *r)
{
	struct str base = r->frames[r->depth].base;
	return base.n ? base : r->feed->home_url;
}

/* The frame of an element: what its parent has, and its own xml:base and xml:lang. */
static void push_frame(struct feed_reader *r, const struct xml_tag *tag)
{
	struct feed_frame *parent = top(r), *frame = &r->frames[++r->depth];
	*frame = (struct feed_frame){.place = PLACE_SKIP, .base = parent->base, .lang = parent->lang};
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

/* CDF, the Channel Definition Format, keeps the address and the date in attributes, in any case. */
static struct str cdf_attr(struct feed_reader *r, const struct xml_tag *tag, const char *name)
{
	for (size_t i = 0; i < tag->attr_count && str_eq(r->feed->format, S("cdf")); i++)
		if (strcasecmp(tag->attrs[i].name, name) == 0)
			return str_copy(r->a, tag->attrs[i].value);
	return STR_NONE;
}

/* The namespace of the elements without a prefix, as the root declares it; RDF gives the root
 * another one. */
static const char *own_namespace(const struct xml_tag *tag)
{
	for (size_t i = 0; i < tag->namespace_count && strcasecmp(tag->name, "rdf") == 0; i++)
		if (!tag->namespaces[i].prefix[0])
			return tag->namespaces[i].ns;
	return tag->prefix[0] ? "" : tag->ns;
}

/* A feed may stand inside something else, such as a web page. */
static void start_root(struct feed_reader *r, const struct xml_tag *tag)
{
	r->feed->format = feed_format_of(r, tag);
	if (r->depth > 1 && (r->depth > MAX_ROOT_DEPTH || str_eq(r->feed->format, S("cdf"))))
		r->feed->format = STR_NONE;
	if (!r->feed->format.n) {
		r->root_name = r->root_name.n ? r->root_name : str_copy(r->a, str_of(tag->name));
		return;
	}
	const char *own = own_namespace(tag);
	if (own[0] && feed_vocabulary(r, own, "")->ns == NS_OTHER)
		r->own = (struct feed_vocabulary){str_cstr(r->a, str_of(own)), "", NS_CORE};
	r->last = NULL;
	top(r)->place = PLACE_FEED;
	top(r)->base = str_or(cdf_attr(r, tag, "base"), top(r)->base);
	r->feed->language = top(r)->lang;
	feed_add_link(r->a, r->feed,
		(struct feed_link){.href = feed_resolve(r->a, feed_base(r), cdf_attr(r, tag, "href"))});
}

/* HTML knows links of SVG and MathML by this prefix alone (HTML 13.2.6.1). */
#define XLINK "http://www.w3.org/1999/xlink"

static void add_markup_tag(struct feed_reader *r, const struct xml_tag *tag)
{
	bool rebased = top(r)->base.p != r->frames[r->capture_depth].base.p;
	buf_addf(&r->text, "<%s", tag->name);
	for (size_t i = 0; i < tag->attr_count; i++) {
		const struct xml_attr *attr = &tag->attrs[i];
		bool url = strcasecmp(attr->name, "href") == 0 || strcasecmp(attr->name, "src") == 0 ||
			strcasecmp(attr->name, "cite") == 0;
		buf_addf(&r->text, " %s%s=\"", strcmp(attr->ns, XLINK) == 0 ? "xlink:" : "", attr->name);
		buf_add_html(&r->text,
			url && rebased ? feed_resolve(r->a, top(r)->base, str_copy(r->a, attr->value)) :
							 attr->value);
		buf_add_char(&r->text, '"');
	}
	buf_add_char(&r->text, '>');
}

/* Text that was captured before the first element inside turns out to be part of markup. */
static void begin_markup(struct feed_reader *r)
{
	struct str text = str_copy(r->a, buf_str(&r->text));
	r->markup = true;
	if (r->escaped)
		return;
	buf_clear(&r->text);
	buf_add_html(&r->text, text);
}

static void begin_capture(struct feed_reader *r, const struct feed_rule *rule,
	enum feed_place place, const struct xml_tag *tag)
{
	r->capture = rule;
	r->capture_place = place;
	r->capture_depth = r->depth;
	r->markup = false;
	buf_clear(&r->text);
	r->attr_count = 0;
	for (size_t i = 0; i < tag->attr_count && r->attr_count < CAPTURE_MAX_ATTRS; i++) {
		r->attrs[r->attr_count] = tag->attrs[i];
		r->attrs[r->attr_count++].value = str_copy(r->a, str_trim(tag->attrs[i].value));
	}
	r->escaped = str_ieq(feed_attr(r, "type"), S("html"));
	r->extension = rule->kind >= KIND_EXT ? feed_ext_name(r, tag) : STR_NONE;
}

static void end_capture(struct feed_reader *r)
{
	if (!buf_ok(&r->text))
		feed_fault(r->a, r->feed, "limit", FEED_TEXT_CUT, 0, false);
	feed_member_set(r);
	r->capture = NULL;
}

/* RFC 4287 3.1.1.3: the div around XHTML is not part of the text. */
static bool is_wrapper(const struct feed_reader *r, const char *name)
{
	return r->depth == r->capture_depth + 1 && strcmp(name, "div") == 0 &&
		str_starts(r->feed->format, S("atom"));
}

static void start_entry(struct feed_reader *r, const struct xml_tag *tag)
{
	top(r)->interrupted = (struct feed_interrupted){
		.entry = r->entry ? (size_t)(r->entry - r->feed->entries) + 1 : 0,
		.source = r->source,
		.summary_weak = r->summary_weak};
	r->entry = feed_entry_new(r->a, r->feed);
	r->source = NULL;
	r->summary_weak = false;
	if (!r->entry)
		return;
	top(r)->place = PLACE_ENTRY;
	entry_add_link(r->a, r->entry,
		(struct feed_link){.href = feed_resolve(r->a, feed_base(r), cdf_attr(r, tag, "href"))});
	r->entry->updated = feed_time_of(r->a, cdf_attr(r, tag, "lastmod"));
	for (size_t i = 0; i < tag->attr_count; i++) {
		if (strcmp(tag->attrs[i].name, "about") == 0)
			r->entry->id = str_copy(r->a, str_trim(tag->attrs[i].value));
		else if (strcmp(tag->attrs[i].prefix, "xml") == 0 &&
			strcmp(tag->attrs[i].name, "lang") == 0)
			r->entry->language = top(r)->lang;
	}
}

static void start_source(struct feed_reader *r, const struct xml_tag *tag)
{
	r->source = arena_new(r->a, struct feed);
	*r->source = feed_blank();
	r->entry->source = r->source;
	top(r)->place = PLACE_SOURCE;
	buf_clear(&r->loose);
	struct str url = feed_resolve(r->a, feed_base(r), str_copy(r->a, xml_attr_value(tag, "url")));
	feed_add_link(r->a, r->source, (struct feed_link){.href = url});
}

static void start_person(struct feed_reader *r)
{
	r->person = (struct person){0};
	buf_clear(&r->loose);
	top(r)->place = PLACE_PERSON;
}

static void start_inside(struct feed_reader *r, enum feed_place parent)
{
	top(r)->place = parent;
	r->feed->language = r->feed->language.n ? r->feed->language : top(r)->lang;
}

static void start_image(struct feed_reader *r, const struct feed_rule *rule, enum feed_place parent)
{
	r->image = (struct feed_image *)(void *)((char *)feed_object(r, parent) + rule->offset);
	top(r)->place = PLACE_IMAGE;
}

static void start_container(
	struct feed_reader *r, const struct feed_rule *rule, const struct xml_tag *tag)
{
	enum feed_place parent = r->frames[r->depth - 1].place;
	if (rule->kind == KIND_ENTRY && parent == PLACE_SOURCE)
		return; /* a source has no entries */
	top(r)->rule = rule;
	switch (rule->kind) {
	case KIND_ENTRY: start_entry(r, tag); break;
	case KIND_SOURCE: start_source(r, tag); break;
	case KIND_INSIDE: start_inside(r, parent); break;
	case KIND_MEDIA_CONTENT:
		feed_ext_media_content(r, tag, parent);
		start_inside(r, parent);
		break;
	case KIND_GEOMETRY:
		feed_ext_start_geometry(r, rule, tag);
		start_inside(r, parent);
		break;
	case KIND_IMAGE: start_image(r, rule, parent); break;
	case KIND_OBJECT:
		feed_ext_start_object(r, tag);
		top(r)->place = PLACE_OBJECT;
		break;
	default: start_person(r);
	}
}

static bool is_container(enum feed_kind kind)
{
	return kind == KIND_ENTRY || kind == KIND_SOURCE || kind == KIND_IMAGE || kind == KIND_PERSON ||
		kind == KIND_PUBLISHER || (kind >= KIND_INSIDE && kind < KIND_EXT);
}

static void start_inside_capture(struct feed_reader *r, const struct xml_tag *tag)
{
	enum feed_kind kind = r->capture->kind;
	const struct feed_rule *entry = kind == KIND_EXT ?
		feed_rule_find(PLACE_FEED, feed_vocabulary(r, tag->ns, tag->prefix)->ns, tag->name) :
		NULL;
	if (entry && entry->kind == KIND_ENTRY) {
		/* An entry is one wherever it stands. */
		r->capture = NULL;
		start_container(r, entry, tag);
		return;
	}
	if (kind == KIND_CATEGORY && r->capture->ns & NS_ITUNES &&
		strcasecmp(tag->name, "category") == 0) {
		/* itunes:category nests; each level is a category. */
		const struct feed_rule *rule = r->capture;
		end_capture(r);
		begin_capture(r, rule, r->capture_place, tag);
		return;
	}
	if (!r->markup)
		begin_markup(r);
	if (!is_wrapper(r, tag->name))
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
	enum feed_place place = r->frames[r->depth - 1].place;
	const struct feed_rule *rule = feed_rule_find(
		place, feed_vocabulary(r, tag->ns, tag->prefix)->ns, tag->name);
	if (!rule)
		return;
	if (is_container(rule->kind))
		start_container(r, rule, tag);
	else
		begin_capture(r, rule, place, tag);
}

static void end_source(struct feed_reader *r)
{
	struct str title = str_trim(buf_str(&r->loose));
	if (!r->source->title.raw.n && title.n)
		r->source->title = (struct text_construct){
			.raw = str_copy(r->a, title), .lang = top(r)->lang};
	r->source = NULL;
}

/* The entry around it goes on, even when this one was beyond the limit and left out. */
static void end_entry(struct feed_reader *r)
{
	const struct feed_interrupted *outer = &top(r)->interrupted;
	if (r->entry)
		entry_finish(r->a, r->entry);
	assert(outer->entry <= r->feed->entry_count);
	r->entry = outer->entry ? &r->feed->entries[outer->entry - 1] : NULL;
	r->source = outer->source;
	r->summary_weak = outer->summary_weak;
}

static void end_container(struct feed_reader *r)
{
	const struct feed_rule *rule = top(r)->rule;
	enum feed_place parent = r->frames[r->depth - 1].place;
	if (rule->kind == KIND_ENTRY) {
		end_entry(r);
	} else if (rule->kind == KIND_SOURCE) {
		end_source(r);
	} else if (rule->kind == KIND_OBJECT) {
		feed_ext_end_object(r, parent);
	} else if (rule->kind == KIND_PERSON || rule->kind == KIND_PUBLISHER) {
		feed_member_person(r, rule, parent);
	}
}

static void on_end(void *user, const char *name, const char *ns)
{
	struct feed_reader *r = user;
	(void)ns;
	if (r->capture && r->depth == r->capture_depth)
		end_capture(r);
	else if (r->capture && !is_wrapper(r, name))
		buf_addf(&r->text, "</%s>", name);
	else if (!r->capture && top(r)->rule)
		end_container(r);
	r->depth--;
}

static void on_text(void *user, struct str text)
{
	struct feed_reader *r = user;
	if (r->capture && r->markup && !r->escaped)
		buf_add_html(&r->text, text);
	else if (r->capture)
		buf_add(&r->text, text);
	else if (top(r)->place == PLACE_PERSON || top(r)->place == PLACE_SOURCE)
		buf_add(&r->loose, text);
}

static const struct xml_handler HANDLER = {on_start, on_end, on_text};

static void report(struct arena *a, const struct xml_result *result, struct feed *feed)
{
	if (!result->well_formed)
		feed_fault(a, feed, result->stopped ? "limit" : "xml", str_of(result->message),
			result->line, feed->truncated);
	if (feed->truncated)
		feed_fault(a, feed, "truncated", S("the feed breaks off before its end"), 0, true);
}

typedef void xml_engine(
	struct str bytes, const struct xml_handler *handler, void *user, struct xml_result *result);

static struct feed read_by(xml_engine *engine, struct arena *a, struct str text,
	struct feed_frame outside, struct xml_result *result)
{
	struct feed feed = feed_blank();
	struct feed_reader *r = arena_new(a, struct feed_reader);
	*r = (struct feed_reader){
		.a = a, .feed = &feed, .text = buf_new(FEED_MAX_TEXT), .loose = buf_new(FEED_MAX_TEXT)};
	r->frames[0] = outside;
	engine(text, &HANDLER, r, result);
	feed.truncated = result->truncated || result->stopped;
	if (!feed.format.n && r->root_name.n)
		feed_fault(a, &feed, "not-a-feed",
			str_printf(a, "This is XML, but not a feed: it begins with <%.60s>.", r->root_name.p),
			0, true);
	buf_free(&r->text);
	buf_free(&r->loose);
	return feed;
}

/* How much a reading has found: complete entries, then what is known of them. */
struct worth {
	size_t entries, members;
};

static struct worth worth_of(const struct feed *feed)
{
	struct worth worth = {.members = (feed->title.raw.n > 0) + (size_t)(feed->home_url.n > 0)};
	for (size_t i = 0; i < feed->entry_count; i++) {
		const struct feed_entry *e = &feed->entries[i];
		worth.entries += e->complete;
		worth.members += (size_t)(e->title.raw.n > 0) + (e->url.n > 0) + (e->id.n > 0) +
			(e->published.raw.n > 0) + (e->updated.raw.n > 0) + (e->summary.raw.n > 0) +
			(e->contents.n > 0);
	}
	return worth;
}

/* Of two readings of one document: the one with more complete entries, with more of them known, or
 * the one that came to the end. */
static bool is_better(const struct feed *feed, const struct feed *than)
{
	struct worth ours = worth_of(feed), theirs = worth_of(than);
	if (ours.entries != theirs.entries)
		return ours.entries > theirs.entries;
	if (ours.members != theirs.members)
		return ours.members > theirs.members;
	return than->truncated && !feed->truncated;
}

void feed_read_xml(
	struct arena *a, struct str text, struct str base, struct str language, struct feed *out)
{
	struct xml_result result, lenient_result;
	struct feed_frame outside = {.base = base, .lang = language};
	struct feed feed = read_by(xml_read, a, text, outside, &result);
	if (result.broken && !result.stopped) {
		struct feed lenient = read_by(xml_read_lenient, a, text, outside, &lenient_result);
		if (is_better(&lenient, &feed))
			feed = lenient;
	}
	for (size_t i = 0; i < out->error_count; i++)
		feed_fault(a, &feed, out->errors[i].code.p, out->errors[i].message, out->errors[i].line,
			out->errors[i].fatal);
	report(a, &result, &feed);
	feed.encoding = out->encoding;
	*out = feed;
}
