#include "desk/route.h"

/* "{id}" takes a number, "{name}" any segment; anything else itself. */
static bool segment_matches(
	struct arena *a, struct str pattern, struct str segment, struct http_params *place)
{
	if (!pattern.n || pattern.p[0] != '{')
		return str_eq(pattern, segment);
	struct str name = str_sub(pattern, 1, pattern.n - 2);
	if (!segment.n || (str_eq(name, S("id")) && !str_is_digits(segment)))
		return false;
	place->v = arena_grow(a, place->v, place->n, sizeof *place->v);
	place->v[place->n++] = (struct http_param){name, segment};
	return true;
}

static bool path_matches(
	struct arena *a, struct str pattern, struct str path, struct http_params *place)
{
	*place = (struct http_params){0};
	while (pattern.p && path.p)
		if (!segment_matches(a, str_cut(&pattern, '/'), str_cut(&path, '/'), place))
			return false;
	return !pattern.p && !path.p;
}

const struct route *route_find(const struct route *routes, struct arena *a, enum http_method method,
	struct str path, struct http_params *place, bool *allowed)
{
	*allowed = false;
	for (; routes->pattern; routes++) {
		if (routes->method != method && *allowed)
			continue;
		if (!path_matches(a, str_of(routes->pattern), path, place))
			continue;
		if (routes->method == method)
			return routes;
		*allowed = true;
	}
	*place = (struct http_params){0};
	return NULL;
}
