/* The form that takes back what readers saw by mistake. */
#include "desk/decide.h"
#include "desk/edit_form.h"
#include "desk/page.h"
#include "desk/route.h"

bool item_withdraw(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct err problem;
	struct by by;
	int64_t row;
	bool stale;
	const struct wish wish = {.item = http_place_id(request),
		.verb = S("withdraw"),
		.reason = form_line(request, "reason")};
	if (!decide_by(desk, request, &stale, &row, &by))
		return decide_unseen(desk, request, response, err);
	if (!wish.reason.n)
		return page_error(desk, request, response, 400,
			"Say why it is withdrawn: readers who come to its page are told the reason.", err);
	if (!decide_withdraw(desk->store, by, wish.item, wish.reason, &problem))
		return decide_refused(desk, request, response, &wish, stale, &problem, err);
	return decide_done(desk, request, response, row, err);
}
