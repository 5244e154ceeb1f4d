#include "parse/feed/geo.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "parse/feed/ext.h"

void feed_geo_start(struct feed_reader *r, const struct feed_rule *rule, const struct xml_tag *tag)
{
	long dimension;
	bool known = str_to_long(xml_attr_value(tag, "srsDimension"), &dimension) && dimension == 3;
	r->geometry = (struct feed_geometry){.name = rule->name,
		.srs_name = str_copy(r->a, xml_attr_value(tag, "srsName")),
		.dimension = known ? 3 : 2};
}

/* True when the numbers come with latitude first, as GeoRSS and GML write them; GeoJSON has
 * longitude first. A projected coordinate system has its own order. Its EPSG code is none of the
 * geographic ones, 4000 to 4999. */
static bool is_latitude_first(struct str srs_name)
{
	long code = 0;
	struct str rest = srs_name, last = STR_NONE;
	while (rest.p)
		last = str_cut(&rest, ':');
	bool epsg = str_find(srs_name, S("EPSG")) != STR_NOT_FOUND && str_to_long(last, &code);
	return !epsg || (code >= 4000 && code < 5000);
}

/* Takes the next number off *rest; false when there is none, or one that no coordinate can be. */
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

/* Adds the numbers of one position to the list; false when the text has no further one. */
static bool add_position(
	struct feed_reader *r, struct feed_exts *list, const char **rest, bool swap)
{
	double v[3];
	assert(r->geometry.dimension == 2 || r->geometry.dimension == 3);
	for (long i = 0; i < r->geometry.dimension; i++)
		if (!take_number(rest, &v[i]))
			return false;
	feed_ext_add_number(r->a, list, STR_NONE, v[swap]);
	feed_ext_add_number(r->a, list, STR_NONE, v[!swap]);
	if (r->geometry.dimension == 3)
		feed_ext_add_number(r->a, list, STR_NONE, v[2]);
	return true;
}

/* Adds the positions in the text, each a list of its own. */
static void add_positions(
	struct feed_reader *r, struct feed_exts *list, const char *text, bool swap)
{
	struct feed_exts position = {0};
	while (add_position(r, &position, &text, swap)) {
		struct feed_ext *slot = feed_ext_add(r->a, list, STR_NONE, EXT_LIST);
		if (!slot)
			return;
		slot->members = position;
		position = (struct feed_exts){0};
	}
}

void feed_geo_set(struct feed_reader *r, const struct feed_rule *rule, void *member)
{
	(void)member;
	static const struct {
		const char *name;
		struct str type;
	} types[] = {{"point", S("Point")}, {"line", S("LineString")}, {"linestring", S("LineString")},
		{"polygon", S("Polygon")}, {"box", S("Box")}};
	struct feed_ext *where = feed_ext_add(
		r->a, feed_ext_members(r, r->capture_container), S("where"), EXT_OBJECT);
	if (rule->ns == NS_GEORSS)
		r->geometry = (struct feed_geometry){.name = rule->name, .dimension = 2};
	if (!where || !r->geometry.name)
		return;
	struct feed_exts coordinates = {0};
	const char *text = str_cstr(r->a, feed_reader_text(r));
	bool swap = is_latitude_first(r->geometry.srs_name),
		 polygon = strcmp(r->geometry.name, "polygon") == 0;
	struct feed_ext *ring = polygon ? feed_ext_add(r->a, &coordinates, STR_NONE, EXT_LIST) : NULL;
	if (strcmp(r->geometry.name, "point") == 0)
		add_position(r, &coordinates, &text, swap);
	else
		add_positions(r, polygon ? &ring->members : &coordinates, text, swap);
	if (!coordinates.n || (polygon && !ring->members.n))
		return;
	for (size_t i = 0; i < sizeof types / sizeof *types; i++)
		if (strcmp(types[i].name, r->geometry.name) == 0)
			feed_ext_add_text(r->a, &where->members, S("type"), types[i].type);
	struct feed_exts *list = feed_ext_add_list(r->a, &where->members, S("coordinates"));
	assert(list); /* `where` is new and has room */
	*list = coordinates;
}
