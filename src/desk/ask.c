#include "desk/ask.h"

#include "desk/page.h"
#include "render/view.h"

bool ask_answered(const struct http_request *request, const char *sure)
{
	return str_eq(http_param(&request->form, "sure"), str_of(sure));
}

void ask_input_add(json_t *inputs, struct str name, struct str value)
{
	json_t *one = json_object();
	view_set(one, "name", name);
	json_object_set_new(one, "value", json_stringn(value.n ? value.p : "", value.n));
	json_array_append_new(inputs, one);
}

/* The fields that the new page holds itself are not copied into it. */
static bool is_carried(struct str name)
{
	return !str_eq(name, S("csrf")) && !str_eq(name, S("sure")) && !str_eq(name, S("password"));
}

json_t *ask_inputs(const struct http_request *request)
{
	json_t *inputs = json_array();
	for (size_t i = 0; i < request->form.n; i++)
		if (is_carried(request->form.v[i].name))
			ask_input_add(inputs, request->form.v[i].name, request->form.v[i].value);
	return inputs;
}

bool ask_page(struct desk *desk, const struct http_request *request, struct http_response *response,
	int status, const struct question *question, struct err *err)
{
	response->status = status;
	response->no_store = true;
	if (request->script) {
		json_t *answer = json_pack("{ss}", "conflict", question->yes);
		view_set(answer, "error", question->text);
		return http_json(response, status, answer);
	}
	json_t *data = json_pack("{ss ss ss sb}", "heading", question->heading, "yes", question->yes,
		"no", question->no, "password", question->password);
	json_object_set_new(data, "inputs", ask_inputs(request));
	view_set(data, "text", question->text);
	view_set(data, "words", question->words);
	view_set(data, "sure", str_of(question->sure));
	view_set(data, "back", question->back);
	view_set(data, "action", request->path);
	return page_render(
		desk, request, response, &(struct page){"desk-ask", question->heading, data}, err);
}
