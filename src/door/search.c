/* /search?q=…&page=…: what is published, by its words. */
#include "base/clock.h"
#include "base/utf8.h"
#include "door/door_parts.h"
#include "publish/search.h"

enum { QUERY_MAX = 1000 }; /* bytes that are read of a query */
/* Of one address. */
static const struct limit SEARCHES = {.burst = 30, .refill_ms = 2000};

static struct output_context context_of(struct door *door, const struct http_request *request)
{
	return (struct output_context){.a = request->a,
		.site = door->site,
		.templates = &door->templates,
		.own = &door->own,
		.store = door->store,
		.root = door->site->base_url};
}

static struct str query_of(const struct http_request *request)
{
	return utf8_cut(http_param(&request->query, "q"), QUERY_MAX);
}

bool search_page(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct output_context c = context_of(door, request);
	int64_t wait = limit_take(&door->searches, hash_str(request->address), &SEARCHES, clock_ms());
	const struct search_request search = {.query = query_of(request),
		.page = (long)http_param_id(&request->query, "page"),
		.refused = wait > 0};
	http_header_set(response, "Content-Security-Policy", door->policy);
	http_header_set(response, "Vary", S("Accept-Encoding"));
	if (wait)
		door_set_wait(request, response, wait);
	else /* what is published changes a few times a day */
		http_header_set(response, "Cache-Control", S("public, max-age=60"));
	return search_write_answer(&c, &search, &response->body, err);
}

bool search_failed(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct output_context c = context_of(door, request);
	const struct search_request search = {.query = query_of(request), .failed = true};
	http_header_set(response, "Content-Security-Policy", door->policy);
	return search_write_answer(&c, &search, &response->body, err);
}
