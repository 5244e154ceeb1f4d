#include "web/route.h"

#include <assert.h>

enum { PARAMS_MAX = 8 };

/* "{id}" takes digits, "{name}" any segment; anything else only itself. */
static bool segment_matches(
	struct arena *a, struct str pattern, struct str segment, struct http_params *params)
{
	if (!pattern.n || pattern.p[0] != '{')
		return str_eq(pattern, segment);
	assert(pattern.n > 2 && pattern.p[pattern.n - 1] == '}');
	struct str name = str_sub(pattern, 1, pattern.n - 2);
	if (!segment.n || (str_eq(name, S("id")) && !str_is_digits(segment)))
		return false;
	return http_param_add(a, params, (struct http_param){name, segment}, PARAMS_MAX);
}

static bool path_matches(
	struct arena *a, struct str pattern, struct str path, struct http_params *params)
{
	*params = (struct http_params){0};
	while (pattern.p && path.p)
		if (!segment_matches(a, str_cut(&pattern, '/'), str_cut(&path, '/'), params))
			return false;
	return !pattern.p && !path.p;
}

const struct route *route_next(const struct route_table *table, const struct route *route)
{
	assert(table->entry_size >= sizeof(struct route));
	const struct route *next = route ?
		(const struct route *)(const void *)((const char *)route + table->entry_size) :
		table->first;
	return next->pattern ? next : NULL;
}

const struct route *route_find(const struct route_table *table, struct arena *a,
	enum http_method method, struct str path, struct http_params *params, bool *other_method)
{
	*other_method = false;
	for (const struct route *route = NULL; (route = route_next(table, route));) {
		if (route->method != method && *other_method)
			continue;
		if (!path_matches(a, str_of(route->pattern), path, params))
			continue;
		if (route->method == method)
			return route;
		*other_method = true;
	}
	*params = (struct http_params){0};
	return NULL;
}
