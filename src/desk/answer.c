#include <assert.h>

#include "base/url.h"
#include "desk/desk_parts.h"
#include "desk/page.h"
#include "desk/resume.h"
#include "desk/token.h"
#include "render/view.h"
#include "web/cookie.h"
#include "web/guard.h"

static bool refuse_forged(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	desk->parts->forged++;
	return page_error(desk, request, response, 403,
		"This did not come from a page of this desk, or the page was open for too long. Nothing "
		"was changed. Go back, reload the page and try again.",
		err);
}

/* The page is of the same editor, but of an earlier session: the script gets the token that its
 * forms must hold now, and sends the form again. */
static bool renew_token(const struct desk *desk, struct http_response *response)
{
	json_t *answer = json_pack(
		"{ss}", "error", "This page is from before you logged in. Try again.");
	view_set(answer, "csrf", desk->visitor.csrf);
	return http_json(response, 403, answer);
}

static bool refuse_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str token = http_param(&request->form, "csrf");
	if (!desk->visitor.known || !resume_can(request))
		return refuse_forged(desk, request, response, err);
	if (!request->script)
		return resume_page(desk, request, response, 403, err);
	if (token_same_editor(token, desk->visitor.csrf))
		return renew_token(desk, response);
	struct str text = str_printf(request->a,
		"You are logged in as " STR_FMT
		" now, and this page was somebody else’s. Nothing was changed; reload it.",
		STR_ARG(desk->visitor.editor.name));
	return page_error(desk, request, response, 403, text.p, err);
}

static bool to_login(const struct http_request *request, struct http_response *response)
{
	bool home = str_eq(request->path, S("/"));
	if (request->method == HTTP_POST || request->script || home)
		return http_redirect(response, S("/login"));
	return http_redirect(response,
		str_printf(
			request->a, "/login?next=" STR_FMT, STR_ARG(url_encode(request->a, request->target))));
}

static bool not_permitted(struct desk *desk, const struct http_request *request,
	struct http_response *response, enum permission permission, struct err *err)
{
	if (desk->visitor.known) {
		struct str text = str_printf(request->a, "As %s you may not %s.",
			editor_role_word(desk->visitor.editor.role), permission_words(permission));
		return page_error(desk, request, response, 403, text.p, err);
	}
	if (request->script)
		return page_error(desk, request, response, 403,
			"You are logged out. Log in again in another window; nothing was lost here.", err);
	return resume_can(request) ? enter_resume(desk, request, response, err) :
								 to_login(request, response);
}

/* Whether a POST comes from a page that the present visitor was given. */
static bool is_ours(const struct desk *desk, const struct http_request *request)
{
	return guard_same_origin(request) &&
		guard_same_secret(http_param(&request->form, "csrf"), desk->visitor.csrf);
}

/* The files are looked at before a page is made. What cannot be taken in now is tried again. */
static void look_at_files(struct desk *desk)
{
	struct err err;
	if (!desk->reload)
		return;
	if (!reload_look(desk->reload, NULL, &err))
		store_rollback(desk->store);
	if (desk->reload->elsewhere && !desk->parts->elsewhere)
		fputs(RELOAD_ELSEWHERE, stderr);
	desk->parts->elsewhere = desk->reload->elsewhere;
}

static bool answer_begin(void *data, const struct http_request *request, struct err *err)
{
	look_at_files(data);
	return visitor_find(data, request, err);
}

static bool answer_route(void *data, const struct route *at, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct desk *desk = data;
	static_assert(offsetof(struct desk_route, at) == 0, "a route is found by its first member");
	const struct desk_route *route = (const struct desk_route *)at;
	assert(route->handler);
	if (!desk_may(desk, route->permission))
		return not_permitted(desk, request, response, route->permission, err);
	if (request->method == HTTP_POST && !is_ours(desk, request))
		return refuse_post(desk, request, response, err);
	return route->handler(desk, request, response, err);
}

static const char *refusal(int status)
{
	switch (status) {
	case 400: return "This address makes no sense.";
	case 404: return "There is no such page.";
	case 405: return "This address is not asked for like that.";
	case 503:
		return "The store of this site is busy, away or read-only now, so this was most likely not "
			   "saved. Try again in a moment.";
	default:
		return "Something went wrong on the server. Nothing was lost; the log says what it was.";
	}
}

/* What editors may know of a failure: that of this machine they may have to mend. */
static const char *failure_text(
	const struct desk *desk, struct arena *a, int status, const struct err *problem)
{
	if (problem->kind != ERR_SYSTEM || !desk->visitor.known)
		return refusal(status);
	if (status == 503)
		return str_printf(a,
			"Nothing was changed, since nothing can be written at the moment (%s).", problem->text)
			.p;
	return str_printf(
		a, "Nothing was changed, since this machine has a problem (%s).", problem->text)
		.p;
}

/* While the store is away nobody is known. A form that a page of ours sent keeps its own token,
 * which is looked at when it is sent again. */
static bool is_ours_though_unknown(
	struct desk *desk, const struct http_request *request, const struct err *problem)
{
	if (desk->visitor.known || problem->kind != ERR_BUSY || !resume_can(request))
		return false;
	desk->visitor.csrf = http_param(&request->form, "csrf");
	return true;
}

/* Something failed: what was begun is undone. The words of a form of ours are kept, to be sent
 * again. */
static bool refuse_failed(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, struct err *err)
{
	bool ours = is_ours_though_unknown(desk, request, err) ||
		(request->method == HTTP_POST && desk->visitor.known && is_ours(desk, request));
	store_rollback(desk->store);
	const char *text = failure_text(desk, request->a, status, err);
	if (ours && !request->script && resume_can(request))
		return resume_again(desk, request, response, status, str_of(text), err);
	return page_error(desk, request, response, status, text, err);
}

static bool answer_refuse(void *data, const struct http_request *request,
	struct http_response *response, int status, struct err *err)
{
	struct desk *desk = data;
	if (status >= 500)
		return refuse_failed(desk, request, response, status, err);
	return page_error(desk, request, response, status, refusal(status), err);
}

static void answer_end(void *data, struct http_response *response)
{
	struct desk *desk = data;
	if (desk->visitor.known)
		response->user = desk->visitor.editor.name;
	desk->visitor = (struct visitor){0}; /* its texts end with the request's arena */
}

/* Strangers can only log in, so their requests are small. */
static size_t answer_body_max(void *data, const struct http_request *request)
{
	if (visitor_is_known(data, request))
		return BODY_MAX;
	return cookie_token(request, COOKIE_SESSION).n ? RESUME_BODY_MAX : LOGIN_BODY_MAX;
}

static struct str answer_cache_scope(void *data, const struct http_request *request)
{
	(void)data;
	return guard_is_private(request) ? cookie_token(request, COOKIE_SESSION) : STR_NONE;
}

static int64_t answer_version(void *data)
{
	enum { RELOADS_BIT = 40 };
	struct desk *desk = data;
	int64_t stamp = store_stamp(desk->store), reloads = 0;
	look_at_files(desk);
	if (desk->reload)
		reloads = desk->reload->count;
	return stamp < 0 ? stamp : stamp ^ (reloads << RELOADS_BIT);
}

static bool answer_cannot_write(void *data)
{
	return store_was_read_only(((struct desk *)data)->store);
}

const struct web_app ANSWER_APP = {
	.name = "desk",
	.user_word = "editor",
	.routes = {&ROUTES[0].at, sizeof *ROUTES},
	.begin = answer_begin,
	.answer = answer_route,
	.refuse = answer_refuse,
	.cannot_write = answer_cannot_write,
	.end = answer_end,
	.body_max = answer_body_max,
	.cache_scope = answer_cache_scope,
	.version = answer_version,
};
