/* Handler of the form that decides on one item. */
#include "desk/ask.h"
#include "desk/decide.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "store/item.h"

/* Reads a decision on the item from the form. *problem becomes what the editor
 * has to put right first, or NULL. */
static bool form_read(struct desk *desk, const struct http_request *request, int64_t item,
	struct decision_form *out, const char **problem, struct err *err)
{
	struct decision_request *r = &out->request;
	*problem = NULL;
	decide_begin(desk, request, decide_button(request), item, out);
	*problem = decide_read(request, r);
	if (r->verb == VERB_NONE)
		*problem = "What is to be done with it?";
	out->has_words = http_param(&request->form, "words").n;
	if (out->has_words && !edit_form_read(desk, request, item, &r->edit, err))
		return false;
	/* The drafted note speaks of an update. When words are only saved, the update goes on waiting,
	 * and readers must not be told of what they do not see. */
	if (r->verb == VERB_EDIT && str_eq(r->edit.note, edit_form_line(request, "drafted")))
		r->edit.note = STR_NONE;
	return true;
}

/* Whether readers would lose a summary because the field was emptied. Many items need none, but a
 * summary that was there and is gone may be a slip, so the editor is asked. */
static bool is_emptied(struct desk *desk, const struct http_request *request,
	const struct decision_form *form, bool *emptied, struct err *err)
{
	struct item item;
	bool found;
	*emptied = false;
	if (!form->has_words || edit_form_line(request, "summary").n || ask_answered(request, "empty"))
		return true;
	if (!store_item_get(desk->store, request->a, form->item, &item, &found, err))
		return false;
	const struct decision_request *r = &form->request;
	bool public = r->verb == VERB_APPROVE ||
		(r->verb == VERB_EDIT && found && item.live && r->edit.set_summary);
	*emptied = found && public && (item.judged.summary.n || item_face(&item).summary.n);
	return true;
}

static bool ask_emptied(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct decision_form *form, struct err *err)
{
	const struct question question = {.heading = "Without a summary?",
		.sure = "empty",
		.yes = "Yes, without a summary",
		.no = "No, back to it",
		.text = S("The summary was emptied. Readers would see the title and the source, and no "
				  "sentence that says what it is about."),
		.back = str_printf(request->a, "/item/%lld", (long long)form->item)};
	return ask_page(desk, request, response, 409, &question, err);
}

bool post_decide(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	const char *unfit;
	bool emptied;
	if (!form_read(desk, request, http_path_id(request), &form, &unfit, err) ||
		!is_emptied(desk, request, &form, &emptied, err))
		return false;
	if (!unfit)
		unfit = edit_form_unfit(request, desk->site);
	if (unfit)
		return page_error(desk, request, response, 400, unfit, err);
	if (!form.seen)
		return decide_unseen(desk, request, response, err);
	if (emptied)
		return ask_emptied(desk, request, response, &form, err);
	return decide_run(desk, request, response, &form, err);
}
