/* Handlers of the forms by which editors set an item aside for a colleague, give it back, and write
 * notes on it. */
#include "desk/decide.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "item/note.h"
#include "store/item_note.h"

bool post_assign(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	decide_begin(desk, request, VERB_ASSIGN, http_path_id(request), &form);
	form.request.assignee = http_param_id(&request->form, "for");
	form.request.reason = edit_form_line(request, "why");
	if (!form.request.assignee || !form.request.reason.n)
		return page_error(desk, request, response, 400,
			"Say for whom the item is set aside, and in a word why.", err);
	return form.seen ? decide_run(desk, request, response, &form, err) :
					   decide_unseen(desk, request, response, err);
}

bool post_unassign(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	decide_begin(desk, request, VERB_UNASSIGN, http_path_id(request), &form);
	return form.seen ? decide_run(desk, request, response, &form, err) :
					   decide_unseen(desk, request, response, err);
}

/* Browsers send the ends of lines as CR LF. */
static struct str lines_of(struct arena *a, struct str text)
{
	struct buf b CLEANUP_BUF = buf_new(text.n);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '\r')
			buf_add(&b, str_sub(text, i, 1));
	return str_copy(a, buf_str(&b));
}

static struct note_request note_of(const struct desk *desk, const struct http_request *request)
{
	return (struct note_request){.item = http_path_id(request),
		.author = desk->visitor.editor.id,
		.editor = desk->visitor.editor.name,
		.now = request->now,
		.text = lines_of(request->a, http_param(&request->form, "text"))};
}

/* Back to the page of the form, or why it was not done. */
static bool note_answer(struct desk *desk, const struct http_request *request,
	struct http_response *response, const char *said, struct err *refused)
{
	struct str back = http_local_path(http_param(&request->form, "back"), S("/queue"));
	struct err err = *refused;
	if (said) {
		back = decide_url(request->a, back, "item", http_param_id(&request->form, "next"));
		return decide_next_card(
			request, response, http_url_with(request->a, back, "said", str_of(said)));
	}
	return err.kind == ERR_USER &&
		page_error(desk, request, response, 400,
			str_cstr(request->a, str_printf(request->a, "That could not be done: %s.", err.text)),
			refused);
}

bool post_note(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct note_request note = note_of(desk, request);
	int64_t id;
	bool written = item_note_write(desk->store, request->a, &note, &id, err);
	return note_answer(desk, request, response, written ? "noted" : NULL, err);
}

bool post_note_back(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct note_request note = note_of(desk, request);
	bool taken = item_note_take_back(
		desk->store, request->a, &note, http_param_id(&request->form, "note"), err);
	return note_answer(desk, request, response, taken ? "note-back" : NULL, err);
}
