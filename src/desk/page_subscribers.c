/* How many subscribers there are, by digest, state and week. No address is shown. */
#include "desk/growth.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "mail/subscriber.h"
#include "render/view.h"
#include "render/words.h"

static bool set_lists(struct desk *desk, json_t *data, struct err *err)
{
	json_t *lists = json_array();
	int64_t n = 0;
	bool well = store_subscriber_count(desk->store, STR_NONE, &n, err);
	json_object_set_new(data, "all", json_integer((json_int_t)n));
	for (size_t i = 0; i < desk->site->list_count && well; i++) {
		const struct mail_list *list = &desk->site->lists[i];
		well = store_subscriber_count(desk->store, list->slug, &n, err);
		json_t *one = json_pack("{sI}", "n", (json_int_t)n);
		view_set(one, "word", list->slug);
		view_set(one, "title", words_list(&WORDS_ENGLISH, list));
		json_array_append_new(lists, one);
	}
	json_object_set_new(data, "lists", lists);
	return well;
}

/* {lists: [{slug, n, one, to}]}, or false: what the configuration has no more. */
static bool set_stranded(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	struct stranded_lists stranded;
	json_t *lists = json_array();
	bool well = subscriber_stranded(desk->site, desk->store, request->a, &stranded, err);
	for (size_t i = 0; well && i < stranded.n; i++) {
		json_t *one = json_pack("{sI sb sO}", "n", (json_int_t)stranded.v[i].people, "one",
			stranded.v[i].people == 1, "to", json_object_get(data, "lists"));
		view_set(one, "slug", stranded.v[i].slug);
		json_array_append_new(lists, one);
	}
	json_object_set_new(data, "stranded",
		json_array_size(lists) ? json_pack("{sO}", "lists", lists) : json_false());
	json_decref(lists);
	return well;
}

static bool set_states(struct desk *desk, json_t *data, struct err *err)
{
	static const char *const words[SUBSCRIBER_STATES] = {
		[SUBSCRIBER_PENDING] = "signed up, and not confirmed yet",
		[SUBSCRIBER_CONFIRMED] = "confirmed",
		[SUBSCRIBER_LEFT] = "left",
		[SUBSCRIBER_BOUNCED] = "their address takes no mail",
		[SUBSCRIBER_COMPLAINED] = "called it spam",
		[SUBSCRIBER_FORGOTTEN] = "deleted for good",
	};
	int64_t n[SUBSCRIBER_STATES];
	if (!store_subscriber_states(desk->store, n, err))
		return false;
	json_t *states = json_array();
	for (int i = 0; i < SUBSCRIBER_STATES; i++)
		json_array_append_new(
			states, json_pack("{ss sI}", "words", words[i], "n", (json_int_t)n[i]));
	json_object_set_new(data, "states", states);
	return true;
}

/* Of everybody, then of each list. */
static bool set_growth(
	struct desk *desk, const struct http_request *request, json_t *data, struct err *err)
{
	json_t *one, *lists = json_object_get(data, "lists");
	if (!growth_view(desk, request, STR_NONE, "growth", &one, err))
		return false;
	view_set(one, "title", S("Everybody"));
	json_object_set_new(data, "growth", one);
	for (size_t i = 0; i < json_array_size(lists); i++) {
		struct str slug = desk->site->lists[i].slug;
		const char *id = str_printf(request->a, "growth-" STR_FMT, STR_ARG(slug)).p;
		if (!growth_view(desk, request, slug, id, &one, err))
			return false;
		json_object_set_new(json_array_get(lists, i), "growth", one);
	}
	if (!growth_bounces(desk, request, 0, &one, err))
		return false;
	json_object_set_new(data, "bounces", one);
	return true;
}

bool page_subscribers(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	json_t *data = json_object();
	if (!set_lists(desk, data, err) || !set_stranded(desk, request, data, err) ||
		!set_states(desk, data, err) || !set_growth(desk, request, data, err)) {
		json_decref(data);
		return false;
	}
	return page_render(
		desk, request, response, &(struct page){"desk-subscribers", "Subscribers", data}, err);
}

static bool delete_address(struct desk *desk, const struct http_request *request, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct hash found;
	struct subscriber subscriber;
	bool there = false;
	if (!subscriber_vault_open(desk->site, desk->store, VAULT_THERE, &vault, err))
		return false;
	if (subscriber_found_by(
			&vault, request->a, str_trim(http_param(&request->form, "address")), &found) &&
		!store_subscriber_find(desk->store, request->a, found, &subscriber, &there, err))
		return false;
	return !there || subscriber_delete(desk->store, subscriber.id, request->now, err);
}

/* What is answered is the same whether the address is known or not, and names it never. */
bool page_subscribers_delete(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct err why = {0};
	if (subscriber_vault_is_there(desk->site) && !delete_address(desk, request, &why)) {
		*err = why;
		return why.kind == ERR_USER && page_error(desk, request, response, 409, why.text, err);
	}
	return http_redirect(response, S("/digest/subscribers?said=deleted"));
}

/* The slugs of those lists of the site that are ticked. */
static struct strs lists_ticked(const struct desk *desk, const struct http_request *request)
{
	struct strs ticked = http_param_all(request->a, &request->form, "list"), lists = {0};
	for (size_t i = 0; i < ticked.n; i++)
		if (site_list(desk->site, ticked.v[i]))
			strs_add(request->a, &lists, ticked.v[i]);
	return lists;
}

/* What is answered is the same whether the person was known or not. */
bool page_subscribers_add(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct vault vault CLEANUP_VAULT = {0};
	struct err why = {0};
	enum subscriber_admitted admitted;
	const struct subscriber_consent consent = {
		.address = str_trim(http_param(&request->form, "address")),
		.lists = lists_ticked(desk, request),
		.proof = str_collapse(request->a, http_param(&request->form, "proof")),
		.how = SUBSCRIBER_BY_EDITOR,
		.now = request->now};
	if (!subscriber_vault_open(desk->site, desk->store, VAULT_MAKE, &vault, &why) ||
		!subscriber_admit(desk->site, desk->store, &vault, &consent, &admitted, &why)) {
		*err = why;
		return why.kind == ERR_USER && page_error(desk, request, response, 409, why.text, err);
	}
	if (admitted == SUBSCRIBER_REFUSED)
		return page_error(desk, request, response, 400,
			"Needed are a mail address, a digest at least, and how they agreed, in a sentence "
			"without an address. Nobody was added.",
			err);
	return http_redirect(response, S("/digest/subscribers?said=added"));
}

bool page_subscribers_move(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct subscription_move move = {
		http_param(&request->form, "from"), http_param(&request->form, "to")};
	struct subscription_moved moved;
	struct err why = {0};
	if (!subscriber_move(desk->site, desk->store, &move, request->now, &moved, &why)) {
		*err = why;
		return why.kind == ERR_USER && page_error(desk, request, response, 409, why.text, err);
	}
	return http_redirect(response, S("/digest/subscribers?said=moved"));
}
