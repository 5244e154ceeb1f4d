/* The handler that withdraws an item which readers saw by mistake. */
#include "desk/decide.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/routes.h"

bool post_withdraw(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct decision_form form;
	decide_begin(desk, request, VERB_WITHDRAW, http_path_id(request), &form);
	form.request.reason = edit_form_line(request, "reason");
	if (!form.seen)
		return decide_unseen(desk, request, response, err);
	if (!form.request.reason.n)
		return page_error(desk, request, response, 400,
			"Say why it is withdrawn: readers who come to its page are told the reason.", err);
	return decide_run(desk, request, response, &form, err);
}
