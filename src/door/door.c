#include "door/door.h"

#include <assert.h>
#include <stdlib.h>

#include "base/alloc.h"
#include "base/url.h"
#include "door/door_parts.h"
#include "publish/view.h"

static const struct door_route ROUTES[] = {
	{{HTTP_GET, "/search"}, search_page, search_failed},
	{{HTTP_POST, "/hub"}, hub_page, NULL},
	{{HTTP_GET, "/mail/subscribe"}, mail_sign_up_page, mail_sign_up_failed},
	{{HTTP_POST, "/mail/subscribe"}, mail_sign_up_form, mail_sign_up_failed},
	{{HTTP_GET, "/mail/confirm/{token}"}, mail_sign_up_confirm, mail_sign_up_failed},
	{{HTTP_POST, "/mail/confirm/{token}"}, mail_sign_up_confirm, mail_sign_up_failed},
	{{HTTP_GET, "/mail/leave/{token}"}, mail_settings_show_leave, mail_settings_failed},
	{{HTTP_POST, "/mail/leave/{token}"}, mail_settings_leave, mail_settings_failed},
	{{HTTP_GET, "/mail/settings/{token}"}, mail_settings_page, mail_settings_failed},
	{{HTTP_POST, "/mail/settings/{token}"}, mail_settings_form, mail_settings_failed},
	{{HTTP_GET, "/websub/{token}"}, websub_verify_page, NULL},
	{{HTTP_POST, "/websub/{token}"}, websub_deliver_page, NULL},
	{{HTTP_GET, NULL}, NULL, NULL},
};

void door_set_wait(
	const struct http_request *request, struct http_response *response, int64_t wait_ms)
{
	response->status = 429;
	http_header_set(
		response, "Retry-After", str_printf(request->a, "%lld", (long long)(wait_ms + 999) / 1000));
}

static bool begin(void *data, const struct http_request *request, struct err *err)
{
	(void)data;
	(void)request;
	(void)err;
	return true;
}

static bool answer(void *data, const struct route *at, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	static_assert(offsetof(struct door_route, at) == 0, "a route is found by its first member");
	return ((const struct door_route *)at)->handler(data, request, response, err);
}

/* False when there is no such page, or it cannot be made. */
static bool answer_failed(struct door *door, const struct http_request *request,
	struct http_response *response, int status)
{
	struct http_params params = {0};
	bool other_method;
	struct err err;
	const struct door_route *route = (const struct door_route *)route_find(
		&door->app.routes, request->a, request->method, request->path, &params, &other_method);
	response->status = status;
	response->no_store = true;
	return route && route->failed && route->failed(door, request, response, &err) &&
		buf_ok(&response->body);
}

static bool refuse(void *data, const struct http_request *request, struct http_response *response,
	int status, struct err *err)
{
	struct door *door = data;
	(void)err;
	store_rollback(door->store);
	if (status >= 500 && answer_failed(door, request, response, status))
		return true;
	buf_clear(&response->body);
	struct str failed = words_text(&door->site->words, WORD_door_failed);
	return http_text(response, status,
		status == 405 ? S("This address is not asked for like that.\n") :
						str_printf(request->a, STR_FMT "\n", STR_ARG(failed)));
}

static bool cannot_write(void *data)
{
	return store_was_read_only(((struct door *)data)->store);
}

static void end(void *data, struct http_response *response)
{
	(void)data;
	(void)response;
}

/* Style and images are of out/, which may stand at another host. */
static struct str policy_of(struct arena *a, const struct site *site)
{
	struct url url;
	struct str from = S("'self'");
	if (url_parse(a, site->base_url, &url))
		from = str_printf(a, STR_FMT "://" STR_FMT "%s" STR_FMT, STR_ARG(url.scheme),
			STR_ARG(url.host), url.port.n ? ":" : "", STR_ARG(url.port));
	return str_printf(a,
		"default-src 'none'; style-src " STR_FMT "; img-src " STR_FMT
		" data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
		STR_ARG(from), STR_ARG(from));
}

struct door *door_open(const struct site *site, struct store *store, struct err *err)
{
	struct door *door = alloc_bytes(sizeof *door);
	memset(door, 0, sizeof *door);
	door->site = site;
	door->store = store;
	door->templates = publish_templates(&door->arena, site);
	door->policy = policy_of(&door->arena, site);
	door->app = (struct web_app){
		.name = "site",
		.data = door,
		.routes = {&ROUTES[0].at, sizeof *ROUTES},
		.raw_max = websub_raw_max,
		.begin = begin,
		.answer = answer,
		.refuse = refuse,
		.cannot_write = cannot_write,
		.end = end,
	};
	if (own_page_list(&door->arena, site, &door->own, err))
		return door;
	door_close(door);
	return NULL;
}

const struct web_app *door_app(const struct door *door)
{
	return &door->app;
}

void door_close(struct door *door)
{
	if (!door)
		return;
	arena_free(&door->arena);
	free(door);
}
