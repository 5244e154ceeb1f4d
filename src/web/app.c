#include "web/app.h"

#include <assert.h>

#include "web/form.h"
#include "web/root.h"

/* Path and query of the target. False when the address makes no sense. */
static bool read_address(struct http_request *request)
{
	struct str query = request->target, path = str_cut(&query, '?');
	return form_path(request->a, path, &request->path) &&
		form_urlencoded(request->a, query, &request->query);
}

/* The first application that has a route for the path; the first of all when none has. */
static const struct web_app *app_for(const struct web_app *first, struct http_request *request)
{
	for (const struct web_app *app = first; app; app = app->next) {
		struct http_params params = {0};
		bool other_method;
		if (route_find(
				&app->routes, request->a, request->method, request->path, &params, &other_method) ||
			other_method)
			return app;
	}
	return first;
}

size_t web_app_raw_max(const struct web_app *app, const struct http_request *request)
{
	size_t max = 0;
	for (; app && !max; app = app->next)
		max = app->raw_max ? app->raw_max(app->data, request) : 0;
	return max;
}

static bool run_route(const struct web_app *app, bool readable, struct http_request *request,
	struct http_response *response, struct err *err)
{
	bool other_method;
	if (!readable)
		return app->refuse(app->data, request, response, 400, err);
	const struct route *route = route_find(&app->routes, request->a, request->method, request->path,
		&request->path_params, &other_method);
	if (!app->begin(app->data, request, err))
		return false;
	if (route)
		return app->answer(app->data, route, request, response, err);
	if (other_method)
		http_header_set(
			response, "Allow", request->method == HTTP_GET ? S("POST") : S("GET, HEAD"));
	return app->refuse(app->data, request, response, other_method ? 405 : 404, err);
}

/* A page for what failed. When even that cannot be made, a line has to do. */
static void answer_failure(const struct web_app *app, const struct http_request *request,
	const struct err *problem, struct http_response *response)
{
	struct err again = *problem;
	bool busy = problem->kind == ERR_BUSY;
	bool unwritable =
		problem->kind == ERR_SYSTEM && app->cannot_write && app->cannot_write(app->data);
	int status = busy || unwritable ? 503 : 500;
	*response = (struct http_response){.status = status, .body = response->body};
	buf_clear(&response->body);
	if (!app->refuse(app->data, request, response, status, &again) || !buf_ok(&response->body)) {
		buf_clear(&response->body);
		http_text(response, status,
			busy ? S("Another program is writing. Try again in a moment.\n") :
				   S("Something went wrong on the server.\n"));
	}
	if (busy || unwritable)
		http_header_set(response, "Retry-After", busy ? S("1") : S("60"));
}

void web_app_answer(const struct web_app *app, struct http_request *request,
	struct http_response *response, struct err *problem)
{
	assert(request->a && response->status == 200 && !response->body.n);
	*problem = (struct err){0};
	bool readable = read_address(request);
	app = readable ? app_for(app, request) : app;
	if (!run_route(app, readable, request, response, problem) || !buf_ok(&response->body)) {
		if (!problem->text[0])
			err_set_kind(problem, ERR_SYSTEM, "the page is too long");
		answer_failure(app, request, problem, response);
	}
	root_put(request, response);
	app->end(app->data, response);
}
