#include "desk/resume.h"

#include <assert.h>

#include "desk/ask.h"
#include "desk/decide.h"
#include "render/view.h"
#include "web/form.h"
#include "web/guard.h"

/* The names of carried fields in a login form begin with this, and this one holds the address to
 * which the form was sent. */
static const struct str KEPT = S("kept-");
#define KEPT_ACTION "kept-action"

static bool is_form_of_items(struct str path)
{
	return str_starts(path, S("/item/")) || str_eq(path, S("/batch")) || str_eq(path, S("/undo"));
}

bool resume_can(const struct http_request *request)
{
	/* The form's token is of a session that is over and proves nothing. So the browser has to say
	 * that a page of ours sent the form; one that says nothing is not believed. */
	bool says_so = str_eq(request->sec_fetch_site, S("same-origin")) ||
		(request->origin.n && !str_eq(request->origin, S("null")));
	return request->method == HTTP_POST && is_form_of_items(request->path) && says_so &&
		guard_same_origin(request);
}

static bool is_login(const struct http_request *request)
{
	return str_eq(request->path, S("/login"));
}

bool resume_waits(const struct http_request *request)
{
	struct str action = http_param(&request->form, KEPT_ACTION);
	return is_login(request) && is_form_of_items(action) && http_local_path(action, STR_NONE).n;
}

json_t *resume_fields(const struct http_request *request)
{
	json_t *fields = json_array();
	bool brought = resume_waits(request);
	if (!brought && !resume_can(request))
		return fields;
	if (!brought)
		ask_input_add(fields, S(KEPT_ACTION), request->path);
	for (size_t i = 0; i < request->form.n; i++) {
		const struct http_param *field = &request->form.v[i];
		if (brought && str_starts(field->name, KEPT))
			ask_input_add(fields, field->name, field->value);
		else if (!brought && !str_eq(field->name, S("csrf")))
			ask_input_add(fields,
				str_printf(request->a, STR_FMT STR_FMT, STR_ARG(KEPT), STR_ARG(field->name)),
				field->value);
	}
	return fields;
}

/* The request with the form, as it was before the login. */
static struct http_request brought_request(const struct http_request *request)
{
	struct http_request was = *request;
	was.path = http_param(&request->form, KEPT_ACTION);
	was.form = (struct http_params){
		arena_array(request->a, request->form.n, sizeof *was.form.v), 0};
	for (size_t i = 0; i < request->form.n; i++) {
		const struct http_param *field = &request->form.v[i];
		if (str_starts(field->name, KEPT) && !str_eq(field->name, S(KEPT_ACTION)))
			was.form.v[was.form.n++] = (struct http_param){
				str_sub(field->name, KEPT.n, SIZE_MAX), field->value};
	}
	return was;
}

/* What the button that was pressed would have done. */
static const char *act_of(const struct http_request *request)
{
	switch (decide_button(request)) {
	case VERB_APPROVE: return "Approve";
	case VERB_REJECT: return "Reject";
	case VERB_DEFER: return "Put off";
	case VERB_EDIT: return "Save";
	default: return "Go on";
	}
}

/* Shows the form as it came, or as the login carried it, with a button that sends it. */
static bool show_form(struct desk *desk, const struct http_request *was,
	struct http_response *response, int status, struct question question, struct err *err)
{
	question.heading = "Not done yet";
	question.no = "Do not";
	question.words = http_param(&was->form, "words").n ? http_param(&was->form, "summary") :
														 STR_NONE;
	question.back = http_local_path(http_param(&was->form, "back"), S("/queue"));
	return ask_page(desk, was, response, status, &question, err);
}

bool resume_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, struct err *err)
{
	assert(resume_can(request) || resume_waits(request));
	struct http_request was = is_login(request) ? brought_request(request) : *request;
	const struct question question = {.yes = act_of(&was),
		.text = str_printf(request->a,
			"You are logged in as " STR_FMT ". This page is from before that, so nothing was done "
			"yet. What you wrote is kept here.",
			STR_ARG(desk->visitor.editor.name))};
	return show_form(desk, &was, response, status, question, err);
}

bool resume_again(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, struct str text, struct err *err)
{
	const struct question question = {.yes = act_of(request),
		.text = str_printf(request->a, STR_FMT " What you wrote is kept here.", STR_ARG(text))};
	return show_form(desk, request, response, status, question, err);
}
