#include "desk/filter.h"
#include "desk/routes.h"
#include "fuzz_params.h"

static void check_path(struct str path)
{
	if (!utf8_valid(path) || path.p[0] != '/' || str_find(path, S("/../")) != STR_NOT_FOUND ||
		str_find(path, S("/./")) != STR_NOT_FOUND || str_find(path, S("//")) != STR_NOT_FOUND ||
		str_find_char(path, '\\') != STR_NOT_FOUND || str_ends(path, S("/..")) ||
		str_ends(path, S("/.")))
		abort();
	for (size_t i = 0; i < path.n; i++)
		if ((unsigned char)path.p[i] < ' ' || path.p[i] == 0x7f)
			abort();
}

/* What stands in place of "{id}" in a route is a number, on which its handler relies. */
static void check_route(struct arena *a, struct str path, enum http_method method)
{
	struct http_request request = {.a = a};
	bool other_method;
	const struct route_table table = {&ROUTES[0].at, sizeof *ROUTES};
	const struct route *route = route_find(
		&table, a, method, path, &request.path_params, &other_method);
	if (!route ? request.path_params.n > 0 :
				 str_find(str_of(route->pattern), S("{id}")) != STR_NOT_FOUND &&
				!str_is_digits(http_param(&request.path_params, "id")))
		abort();
}

/* The filter of a list, written as an address and read again, is the same filter. */
static void check_filter(struct arena *a, const struct http_params *params)
{
	struct http_request request = {.a = a};
	struct list_filter filter, again;
	filter_read(&request, params, &filter);
	struct str url = filter_url(a, "/queue", &filter, true), query = url;
	str_cut(&query, '?');
	if (!form_urlencoded(a, query, &request.query))
		abort();
	filter_read(&request, &request.query, &again);
	if (!str_eq(filter_url(a, "/queue", &again, true), url) ||
		!str_eq(http_local_path(url, STR_NONE), url))
		abort();
}

/* The input is the target of a request: a path and a query. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str query = fuzz_bytes(data, size), raw = str_cut(&query, '?'), path;
	struct http_params params;
	if (form_path(&a, raw, &path)) {
		check_path(path);
		check_route(&a, path, HTTP_GET);
		check_route(&a, path, HTTP_POST);
	}
	if (!form_urlencoded(&a, query, &params))
		return 0;
	fuzz_check_params(&params, FORM_FIELDS);
	check_filter(&a, &params);
	struct str next = http_local_path(http_param(&params, "next"), S("/"));
	if (next.p[0] != '/' || (next.n > 1 && (next.p[1] == '/' || next.p[1] == '\\')))
		abort();
	return 0;
}
