/* route: which entry of an application's table a path belongs to. Pure.
 *
 * An application has a table of its own entries, each of which begins with a struct route; the last
 * one has no pattern. What else an entry holds (a handler, a permission) only the application
 * knows:
 *
 *     struct page_route {
 *         struct route at;
 *         page_handler *handler;
 *     };
 *     static const struct page_route PAGES[] = {
 *         {{HTTP_GET, "/item/{id}"}, item_page},
 *         {{HTTP_GET, NULL}, NULL},
 *     };
 *     static const struct route_table TABLE = {&PAGES[0].at, sizeof *PAGES};
 */
#ifndef WEB_ROUTE_H
#define WEB_ROUTE_H

#include "web/http.h"

struct route {
	enum http_method method;
	const char *pattern; /* "/item/{id}": braces stand for one segment, which goes to
						  * request->path_params; {id} matches digits only */
};
struct route_table {
	const struct route *first;
	size_t entry_size; /* bytes from one entry to the next */
};

/* The next entry; NULL behind the last one. `route` NULL gives the first. */
const struct route *route_next(const struct route_table *table, const struct route *route);
/* The first entry for this path and method, and its path parameters (in the arena). NULL when there
 * is none; *other_method then says whether the path is there for the other method. */
const struct route *route_find(const struct route_table *table, struct arena *a,
	enum http_method method, struct str path, struct http_params *params, bool *other_method);

#endif
