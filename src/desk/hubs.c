#include "desk/hubs.h"

#include "desk/words.h"
#include "render/view.h"
#include "store/hub.h"

/* "3 subscriptions"; empty for none. */
static void set_count(
	struct arena *a, json_t *object, const char *key, int64_t n, const char *one, const char *many)
{
	view_set(
		object, key, n ? str_printf(a, "%lld %s", (long long)n, n == 1 ? one : many) : STR_NONE);
}

static json_t *row_of(
	const struct http_request *request, struct str hub, const struct hub_states *states)
{
	json_t *row = json_object();
	view_set(row, "url", hub);
	for (size_t i = 0; i < states->n; i++) {
		const struct hub_state *s = &states->v[i];
		if (!str_eq(s->hub, hub))
			continue;
		view_set(row, "told",
			s->told == NO_TIME ? STR_NONE : words_ago(request->a, s->told, request->now));
		set_count(request->a, row, "waiting", s->waiting, "feed", "feeds");
		set_count(request->a, row, "failures", s->failures, "try", "tries");
		view_set(row, "problem", s->problem);
	}
	return row;
}

json_t *hubs_source(const struct http_request *request, const struct websub *hub)
{
	if (!hub)
		return json_false();
	bool agreed = hub->since != NO_TIME;
	json_t *row = json_pack("{sb sb}", "agreed", agreed, "kept", agreed && !hub->trusted);
	view_set(row, "since", agreed ? words_ago(request->a, hub->since, request->now) : STR_NONE);
	view_set(row, "ends", agreed ? words_until(request->a, hub->ends, request->now) : STR_NONE);
	view_set(row, "problem", hub->problem);
	return row;
}

static bool set_own(struct desk *desk, struct arena *a, json_t *hubs, struct err *err)
{
	struct hub_audience n;
	struct str url = site_own_hub(a, desk->site);
	if (!url.n)
		return true;
	if (!store_hub_audience(desk->store, &n, err))
		return false;
	json_t *own = json_object();
	view_set(own, "url", url);
	set_count(a, own, "subscriptions", n.subscriptions, "subscription", "subscriptions");
	set_count(a, own, "waiting", n.waiting, "delivery", "deliveries");
	set_count(a, own, "failing", n.failing, "subscriber", "subscribers");
	set_count(a, own, "requests", n.requests, "request", "requests");
	json_object_set_new(hubs, "own", own);
	return true;
}

bool hubs_set(struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	const struct site *site = desk->site;
	struct hub_states states;
	json_t *hubs = json_object(), *others = json_array();
	json_object_set_new(data, "hubs", hubs);
	json_object_set_new(hubs, "own", json_false());
	json_object_set_new(hubs, "others", others);
	if (!store_hub_states(desk->store, request->a, &states, err) ||
		!set_own(desk, request->a, hubs, err))
		return false;
	for (size_t i = 0; i < site->hub_urls.n; i++)
		json_array_append_new(others, row_of(request, site->hub_urls.v[i], &states));
	if (!site_hubs(request->a, site).n)
		json_object_set_new(data, "hubs", json_false());
	return true;
}
