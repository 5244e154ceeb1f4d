#include "parse/feed/ext.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "parse/feed/build.h"

enum { MAX_NAMED = 64 }; /* members of one object */

struct feed_exts *feed_ext_members(struct feed_reader *r, enum feed_container container)
{
	assert(feed_reader_record(r, container));
	switch (container) {
	case CONTAINER_ENTRY: return &r->entry->exts;
	case CONTAINER_OBJECT: return &r->object->members;
	case CONTAINER_SOURCE: return &r->source->exts;
	default: return &r->feed->exts;
	}
}

static struct feed_ext *find_member(const struct feed_exts *list, struct str name)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].name, name))
			return &list->v[i];
	return NULL;
}

struct feed_ext *feed_ext_add(
	struct arena *a, struct feed_exts *list, struct str name, enum ext_kind kind)
{
	if (name.n && (list->n >= MAX_NAMED || find_member(list, name)))
		return NULL;
	struct feed_ext *slot = LIST_NEW(a, *list);
	if (slot)
		*slot = (struct feed_ext){.name = name, .kind = kind};
	return slot;
}

struct feed_exts *feed_ext_add_list(struct arena *a, struct feed_exts *list, struct str name)
{
	struct feed_ext *ext = find_member(list, name);
	if (!ext)
		ext = feed_ext_add(a, list, name, EXT_LIST);
	return ext && ext->kind == EXT_LIST ? &ext->members : NULL;
}

void feed_ext_add_text(struct arena *a, struct feed_exts *list, struct str name, struct str text)
{
	struct feed_ext *ext = feed_ext_add(a, list, name, EXT_TEXT);
	if (ext)
		ext->text = text;
}

void feed_ext_add_number(struct arena *a, struct feed_exts *list, struct str name, double number)
{
	struct feed_ext *ext = feed_ext_add(a, list, name, EXT_NUMBER);
	if (ext)
		ext->number = number;
}

/* True for an attribute whose value is an address. */
static bool is_url_attr(const char *name)
{
	return strcasecmp(name, "href") == 0 || strcasecmp(name, "url") == 0 ||
		strcasecmp(name, "src") == 0;
}

/* Adds attributes as members; those of the xml namespace are left out. */
static void add_attrs(
	struct feed_reader *r, struct feed_exts *list, const struct xml_attr *attrs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str value = str_copy(r->a, str_trim(attrs[i].value));
		if (strcmp(attrs[i].prefix, "xml") != 0)
			feed_ext_add_text(r->a, list, str_lower(r->a, str_of(attrs[i].name)),
				is_url_attr(attrs[i].name) ? feed_resolve(r->a, feed_reader_base(r), value) :
											 value);
	}
}

/* Fills the object of the captured element: its attributes, and its text as "content". */
static void fill_object(struct feed_reader *r, struct feed_ext *object)
{
	struct str text = feed_reader_text(r);
	if (!object)
		return;
	add_attrs(r, &object->members, r->attrs, r->attr_count);
	if (text.n)
		feed_ext_add_text(r->a, &object->members, S("content"), text);
}

struct str feed_ext_name(struct feed_reader *r, const struct xml_tag *tag)
{
	const struct feed_vocabulary *vocabulary = feed_reader_vocabulary(r, tag->ns, tag->prefix);
	const char *prefix = vocabulary->ns == NS_CORE ? "" :
		vocabulary->prefix[0]                      ? vocabulary->prefix :
													 tag->prefix;
	return str_lower(r->a, str_printf(r->a, "%s%s%s", prefix, prefix[0] ? "_" : "", tag->name));
}

/* An element without attributes becomes a text, others become an object. */
void feed_ext_set(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_exts *list = feed_ext_members(r, r->capture_container);
	struct str text = r->attr_count ? STR_NONE : feed_reader_text(r);
	if (r->attr_count)
		fill_object(r, feed_ext_add(r->a, list, r->ext_name, EXT_OBJECT));
	else if (text.n)
		feed_ext_add_text(r->a, list, r->ext_name, text);
}

void feed_ext_set_url(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str url = feed_resolve(r->a, feed_reader_base(r), feed_reader_text(r));
	if (url.n)
		feed_ext_add_text(r->a, feed_ext_members(r, r->capture_container), r->ext_name, url);
}

/* An element that may be repeated becomes an object in a list. */
void feed_ext_set_list(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_exts *list = feed_ext_add_list(
		r->a, feed_ext_members(r, r->capture_container), r->ext_name);
	fill_object(r, list ? feed_ext_add(r->a, list, STR_NONE, EXT_OBJECT) : NULL);
}

/* media:restriction has a list of countries or addresses as its content. */
void feed_ext_set_words(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_ext *object = feed_ext_add(
		r->a, feed_ext_members(r, r->capture_container), r->ext_name, EXT_OBJECT);
	if (!object)
		return;
	add_attrs(r, &object->members, r->attrs, r->attr_count);
	struct feed_exts *words = feed_ext_add_list(r->a, &object->members, S("content"));
	struct str rest = str_collapse(r->a, feed_reader_text(r));
	while (words && rest.n)
		feed_ext_add_text(r->a, words, STR_NONE, str_cut(&rest, ' '));
}

/* itunes:block says "yes" or "Yes". Every other value, even one with white space around it, counts
 * as no. */
void feed_ext_set_block(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str word = buf_str(&r->text);
	feed_ext_add_number(r->a, feed_ext_members(r, r->capture_container), r->ext_name,
		str_eq(word, S("yes")) || str_eq(word, S("Yes")));
}

/* itunes:explicit; a word that is not known gives null. */
void feed_ext_set_explicit(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	static const struct {
		struct str word;
		enum ext_kind kind;
	} words[] = {{S("yes"), EXT_TRUE}, {S("true"), EXT_TRUE}, {S("explicit"), EXT_TRUE},
		{S("no"), EXT_FALSE}, {S("false"), EXT_FALSE}, {S("clean"), EXT_FALSE}};
	struct str said = buf_str(&r->text);
	enum ext_kind kind = EXT_UNKNOWN;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (str_ieq(said, words[i].word))
			kind = words[i].kind;
	feed_ext_add(r->a, feed_ext_members(r, r->capture_container), r->ext_name, kind);
}

/* dcterms:valid has the form of a DCMI Period: "start=…; end=…; scheme=…". */
void feed_ext_set_valid(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	static const struct {
		struct str key, name;
	} parts[] = {{S("start"), S("validity_start")}, {S("end"), S("validity_end")}};
	struct str rest = feed_reader_text(r);
	while (rest.p) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (str_ieq(key, parts[i].key) && str_trim(value).n)
				feed_ext_add_text(r->a, feed_ext_members(r, r->capture_container), parts[i].name,
					str_trim(value));
	}
}

/* A chapter of Podlove Simple Chapters. */
void feed_ext_set_chapter(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_exts *chapters = feed_ext_add_list(r->a, &r->object->members, S("chapters"));
	struct feed_ext *chapter = chapters ? feed_ext_add(r->a, chapters, STR_NONE, EXT_OBJECT) : NULL;
	if (chapter)
		add_attrs(r, &chapter->members, r->attrs, r->attr_count);
}

void feed_ext_start_object(struct feed_reader *r, const struct xml_tag *tag)
{
	r->object = arena_new(r->a, struct feed_ext);
	*r->object = (struct feed_ext){.name = feed_ext_name(r, tag), .kind = EXT_OBJECT};
	add_attrs(r, &r->object->members, tag->attrs, tag->attr_count);
}

void feed_ext_end_object(struct feed_reader *r, enum feed_container container)
{
	struct feed_ext *slot = r->object->members.n && container != CONTAINER_OBJECT ?
		feed_ext_add(r->a, feed_ext_members(r, container), r->object->name, EXT_OBJECT) :
		NULL;
	if (slot)
		slot->members = r->object->members;
}

void feed_ext_add_media(
	struct feed_reader *r, const struct xml_tag *tag, enum feed_container container)
{
	struct feed_exts *list = feed_ext_add_list(
		r->a, feed_ext_members(r, container), S("media_content"));
	struct feed_ext *object = list ? feed_ext_add(r->a, list, STR_NONE, EXT_OBJECT) : NULL;
	struct str url = feed_resolve(
		r->a, feed_reader_base(r), str_copy(r->a, xml_attr_value(tag, "url")));
	bool image = str_ieq(xml_attr_value(tag, "medium"), S("image")) ||
		str_istarts(xml_attr_value(tag, "type"), S("image/"));
	struct feed_image *slot = container == CONTAINER_ENTRY ? &r->entry->image : &r->feed->image;
	if (object)
		add_attrs(r, &object->members, tag->attrs, tag->attr_count);
	if (image && url.n && !slot->url.n &&
		(container == CONTAINER_ENTRY || container == CONTAINER_FEED))
		slot->url = url;
}
