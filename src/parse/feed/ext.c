#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "parse/feed/document.h"

enum { MAX_NAMED = 64 };

/* The list that the members of a container add to. */
static struct feed_exts *exts_of(struct feed_reader *r, enum feed_place place)
{
	switch (place) {
	case PLACE_ENTRY: return &r->entry->exts;
	case PLACE_OBJECT: return &r->object->members;
	case PLACE_SOURCE: return &r->source->exts;
	default: return &r->feed->exts;
	}
}

static struct feed_ext *find(const struct feed_exts *list, struct str name)
{
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i].name, name))
			return &list->v[i];
	return NULL;
}

/* A new element, or a new member of this name: NULL when there is one (the first counts) or no
 * room. */
static struct feed_ext *add(
	struct arena *a, struct feed_exts *list, struct str name, enum ext_kind kind)
{
	if (name.n && (list->n >= MAX_NAMED || find(list, name)))
		return NULL;
	struct feed_ext *slot = LIST_NEW(a, *list);
	if (slot)
		*slot = (struct feed_ext){.name = name, .kind = kind};
	return slot;
}

/* The list of this name, old or new. */
static struct feed_exts *list_of(struct arena *a, struct feed_exts *list, struct str name)
{
	struct feed_ext *ext = find(list, name);
	if (!ext)
		ext = add(a, list, name, EXT_LIST);
	return ext && ext->kind == EXT_LIST ? &ext->members : NULL;
}

static void add_text(struct arena *a, struct feed_exts *list, struct str name, struct str text)
{
	struct feed_ext *ext = add(a, list, name, EXT_TEXT);
	if (ext)
		ext->text = text;
}

static void add_number(struct arena *a, struct feed_exts *list, struct str name, double number)
{
	struct feed_ext *ext = add(a, list, name, EXT_NUMBER);
	if (ext)
		ext->number = number;
}

static bool is_url(const char *name)
{
	return strcasecmp(name, "href") == 0 || strcasecmp(name, "url") == 0 ||
		strcasecmp(name, "src") == 0;
}

static void add_attrs(
	struct feed_reader *r, struct feed_exts *list, const struct xml_attr *attrs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct str value = str_copy(r->a, str_trim(attrs[i].value));
		if (strcmp(attrs[i].prefix, "xml") != 0)
			add_text(r->a, list, str_lower(r->a, str_of(attrs[i].name)),
				is_url(attrs[i].name) ? feed_resolve(r->a, feed_base(r), value) : value);
	}
}

/* An element as an object: its attributes, and its text as "content". */
static void fill_object(struct feed_reader *r, struct feed_ext *object)
{
	struct str text = feed_captured(r);
	if (!object)
		return;
	add_attrs(r, &object->members, r->attrs, r->attr_count);
	if (text.n)
		add_text(r->a, &object->members, S("content"), text);
}

struct str feed_ext_name(struct feed_reader *r, const struct xml_tag *tag)
{
	const struct feed_vocabulary *vocabulary = feed_vocabulary(r, tag->ns, tag->prefix);
	const char *prefix = vocabulary->ns == NS_CORE ? "" :
		vocabulary->prefix[0]                      ? vocabulary->prefix :
													 tag->prefix;
	return str_lower(r->a, str_printf(r->a, "%s%s%s", prefix, prefix[0] ? "_" : "", tag->name));
}

/* An element without attributes is its text. */
void feed_ext_set(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_exts *list = exts_of(r, r->capture_place);
	struct str text = r->attr_count ? STR_NONE : feed_captured(r);
	if (r->attr_count)
		fill_object(r, add(r->a, list, r->extension, EXT_OBJECT));
	else if (text.n)
		add_text(r->a, list, r->extension, text);
}

void feed_ext_set_url(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str url = feed_resolve(r->a, feed_base(r), feed_captured(r));
	if (url.n)
		add_text(r->a, exts_of(r, r->capture_place), r->extension, url);
}

/* Elements that are repeated: a list of objects. */
void feed_ext_set_list(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_exts *list = list_of(r->a, exts_of(r, r->capture_place), r->extension);
	fill_object(r, list ? add(r->a, list, STR_NONE, EXT_OBJECT) : NULL);
}

/* media:restriction: its content is a list of countries or addresses. */
void feed_ext_set_words(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_ext *object = add(r->a, exts_of(r, r->capture_place), r->extension, EXT_OBJECT);
	if (!object)
		return;
	add_attrs(r, &object->members, r->attrs, r->attr_count);
	struct feed_exts *words = list_of(r->a, &object->members, S("content"));
	struct str rest = str_collapse(r->a, feed_captured(r));
	while (words && rest.n)
		add_text(r->a, words, STR_NONE, str_cut(&rest, ' '));
}

/* itunes:block says "yes"; every other value, even one with white space around it, means nothing.
 */
void feed_ext_set_block(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct str word = buf_str(&r->text);
	add_number(r->a, exts_of(r, r->capture_place), r->extension,
		str_eq(word, S("yes")) || str_eq(word, S("Yes")));
}

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
	add(r->a, exts_of(r, r->capture_place), r->extension, kind);
}

/* dcterms:valid as DCMI Period: "start=…; end=…; scheme=…". */
void feed_ext_set_valid(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	static const struct {
		struct str key, name;
	} parts[] = {{S("start"), S("validity_start")}, {S("end"), S("validity_end")}};
	struct str rest = feed_captured(r);
	while (rest.p) {
		struct str value = str_cut(&rest, ';'), key = str_trim(str_cut(&value, '='));
		for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
			if (str_ieq(key, parts[i].key) && str_trim(value).n)
				add_text(r->a, exts_of(r, r->capture_place), parts[i].name, str_trim(value));
	}
}

void feed_ext_set_chapter(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)rule, (void)member;
	struct feed_exts *chapters = list_of(r->a, &r->object->members, S("chapters"));
	struct feed_ext *chapter = chapters ? add(r->a, chapters, STR_NONE, EXT_OBJECT) : NULL;
	if (chapter)
		add_attrs(r, &chapter->members, r->attrs, r->attr_count);
}

void feed_ext_start_object(struct feed_reader *r, const struct xml_tag *tag)
{
	r->object = arena_new(r->a, struct feed_ext);
	*r->object = (struct feed_ext){.name = feed_ext_name(r, tag), .kind = EXT_OBJECT};
	add_attrs(r, &r->object->members, tag->attrs, tag->attr_count);
}

void feed_ext_end_object(struct feed_reader *r, enum feed_place place)
{
	struct feed_ext *slot = r->object->members.n && place != PLACE_OBJECT ?
		add(r->a, exts_of(r, place), r->object->name, EXT_OBJECT) :
		NULL;
	if (slot)
		slot->members = r->object->members;
}

void feed_ext_media_content(struct feed_reader *r, const struct xml_tag *tag, enum feed_place place)
{
	struct feed_exts *list = list_of(r->a, exts_of(r, place), S("media_content"));
	struct feed_ext *object = list ? add(r->a, list, STR_NONE, EXT_OBJECT) : NULL;
	struct str url = feed_resolve(r->a, feed_base(r), str_copy(r->a, xml_attr_value(tag, "url")));
	bool image = str_ieq(xml_attr_value(tag, "medium"), S("image")) ||
		str_istarts(xml_attr_value(tag, "type"), S("image/"));
	struct feed_image *slot = place == PLACE_ENTRY ? &r->entry->image : &r->feed->image;
	if (object)
		add_attrs(r, &object->members, tag->attrs, tag->attr_count);
	if (image && url.n && !slot->url.n && (place == PLACE_ENTRY || place == PLACE_FEED))
		slot->url = url;
}

void feed_ext_start_geometry(
	struct feed_reader *r, const struct feed_rule *rule, const struct xml_tag *tag)
{
	long dimension;
	bool known = str_to_long(xml_attr_value(tag, "srsDimension"), &dimension) && dimension == 3;
	r->geometry = (struct geometry){.name = rule->name,
		.srs_name = str_copy(r->a, xml_attr_value(tag, "srsName")),
		.dimension = known ? 3 : 2};
}

/* GeoRSS and GML write latitude first, GeoJSON and everybody else longitude. A projected system
 * (EPSG codes other than the geographic ones, 4000 to 4999) has its own order. */
static bool latitude_first(struct str srs_name)
{
	long code = 0;
	struct str rest = srs_name, last = STR_NONE;
	while (rest.p)
		last = str_cut(&rest, ':');
	bool epsg = str_find(srs_name, S("EPSG")) != STR_NOT_FOUND && str_to_long(last, &code);
	return !epsg || (code >= 4000 && code < 5000);
}

/* Takes the next number off *rest; false when there is none. */
static bool take_number(const char **rest, double *number)
{
	char *end;
	while (is_space(**rest) || **rest == ',')
		(*rest)++;
	*number = strtod(*rest, &end);
	bool taken = end > *rest;
	*rest = end;
	return taken && *number >= -1e12 && *number <= 1e12;
}

static bool add_position(
	struct feed_reader *r, struct feed_exts *list, const char **rest, bool swap)
{
	double v[3];
	for (long i = 0; i < r->geometry.dimension; i++)
		if (!take_number(rest, &v[i]))
			return false;
	add_number(r->a, list, STR_NONE, v[swap]);
	add_number(r->a, list, STR_NONE, v[!swap]);
	if (r->geometry.dimension == 3)
		add_number(r->a, list, STR_NONE, v[2]);
	return true;
}

static void add_positions(
	struct feed_reader *r, struct feed_exts *list, const char *text, bool swap)
{
	struct feed_exts position = {0};
	while (add_position(r, &position, &text, swap)) {
		struct feed_ext *slot = add(r->a, list, STR_NONE, EXT_LIST);
		if (!slot)
			return;
		slot->members = position;
		position = (struct feed_exts){0};
	}
}

/* "where": type and coordinates as in GeoJSON (RFC 7946), and "Box". */
void feed_ext_set_geo(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)member;
	static const struct {
		const char *name;
		struct str type;
	} types[] = {{"point", S("Point")}, {"line", S("LineString")}, {"linestring", S("LineString")},
		{"polygon", S("Polygon")}, {"box", S("Box")}};
	struct feed_ext *where = add(r->a, exts_of(r, r->capture_place), S("where"), EXT_OBJECT);
	if (rule->ns == NS_GEORSS)
		r->geometry = (struct geometry){.name = rule->name, .dimension = 2};
	if (!where || !r->geometry.name)
		return;
	struct feed_exts coordinates = {0};
	const char *text = str_cstr(r->a, feed_captured(r));
	bool swap = latitude_first(r->geometry.srs_name),
		 polygon = strcmp(r->geometry.name, "polygon") == 0;
	struct feed_ext *ring = polygon ? add(r->a, &coordinates, STR_NONE, EXT_LIST) : NULL;
	if (strcmp(r->geometry.name, "point") == 0)
		add_position(r, &coordinates, &text, swap);
	else
		add_positions(r, polygon ? &ring->members : &coordinates, text, swap);
	if (!coordinates.n || (polygon && !ring->members.n))
		return;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i].name, r->geometry.name) == 0)
			add_text(r->a, &where->members, S("type"), types[i].type);
	*list_of(r->a, &where->members, S("coordinates")) = coordinates;
}
