#include "base/url.h"
#include "desk/desk_parts.h"
#include "desk/form.h"
#include "desk/guard.h"
#include "desk/page.h"
#include "desk/resume.h"
#include "render/view.h"

/* Before anything of a request is believed: an address that makes sense. */
static bool read_address(struct http_request *request)
{
	struct str query = request->target, path = str_cut(&query, '?');
	return form_path(request->a, path, &request->path) &&
		form_urlencoded(request->a, query, &request->query);
}

static bool refuse_forged(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	desk->server->metrics.forged++;
	return page_error(desk, request, response, 403,
		"This did not come from a page of this desk, or the page was open for too long. Nothing "
		"was changed. Go back, reload the page and try again.",
		err);
}

/* The right editor's page with a token of an earlier session: the script gets the token that its
 * forms have to hold now. */
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
	if (guard_same_editor(token, desk->visitor.csrf))
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

static bool no_route(struct desk *desk, const struct http_request *request,
	struct http_response *response, bool allowed, struct err *err)
{
	if (!allowed)
		return page_error(desk, request, response, 404, "There is no such page.", err);
	http_header_set(response, "Allow", request->method == HTTP_GET ? S("POST") : S("GET, HEAD"));
	return page_error(
		desk, request, response, 405, "This address is not asked for like that.", err);
}

static bool not_permitted(struct desk *desk, const struct http_request *request,
	struct http_response *response, enum permission permission, struct err *err)
{
	if (desk->visitor.known) {
		struct str text = str_printf(request->a, "As %s you may not %s.",
			role_word(desk->visitor.editor.role), permission_words(permission));
		return page_error(desk, request, response, 403, text.p, err);
	}
	if (request->script)
		return page_error(desk, request, response, 403,
			"You are logged out. Log in again in another window; nothing was lost here.", err);
	return resume_can(request) ? enter_resume(desk, request, response, err) :
								 to_login(request, response);
}

static bool run_route(struct desk *desk, struct http_request *request,
	struct http_response *response, struct err *err)
{
	bool allowed;
	if (!read_address(request))
		return page_error(desk, request, response, 400, "This address makes no sense.", err);
	const struct route *route = route_find(
		ROUTES, request->a, request->method, request->path, &request->place, &allowed);
	if (!visitor_find(desk, request, err))
		return false;
	if (!route)
		return no_route(desk, request, response, allowed, err);
	if (!desk_may(desk, route->permission))
		return not_permitted(desk, request, response, route->permission, err);
	if (request->method == HTTP_POST &&
		!(guard_same_origin(request) &&
			guard_equal(http_param(&request->form, "csrf"), desk->visitor.csrf)))
		return refuse_post(desk, request, response, err);
	return route->handler(desk, request, response, err);
}

void answer(struct desk *desk, struct http_request *request, struct http_response *response,
	struct err *problem)
{
	struct err again;
	problem->text[0] = 0;
	if (run_route(desk, request, response, problem) && buf_ok(&response->body))
		return;
	if (!problem->text[0])
		err_set(problem, "the page is too long");
	store_rollback(desk->store);
	response->header_count = 0;
	/* When even the page that says so cannot be made, a line has to do. */
	if (!page_error(desk, request, response, 500,
			"Something went wrong on the server. Nothing was lost; the log says what it was.",
			&again)) {
		buf_clear(&response->body);
		http_text(response, 500, S("Something went wrong on the server.\n"));
	}
}
