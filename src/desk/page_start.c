/* The first steps of a new site, and which of them are done: as the site stands, not as somebody
 * ticked them off. */
#include "desk/alarms.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "store/list.h"

bool page_start(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct site *site = desk->site;
	const struct list_filter seen = {.state = LIST_PUBLISHED, .now = request->now, .limit = 1};
	struct list_counts counts;
	struct items items;
	bool more;
	if (!store_list_counts(desk->store, request->now, &counts, err) ||
		!store_list(desk->store, request->a, &seen, &items, &more, err))
		return false;
	bool published = items.n > 0, approved = published || counts.state[LIST_APPROVED] > 0;
	bool found = approved || counts.state[LIST_ALL] > 0;
	json_t *data = json_pack("{sb sb sb sb sb sb}", "named", !alarms_example(request->a, site).n,
		"topics", site->topic_count > 0, "sources", site->source_count > 0, "found", found,
		"approved", approved, "published", published);
	return page_render(
		desk, request, response, &(struct page){"desk-start", "First steps", data}, err);
}
