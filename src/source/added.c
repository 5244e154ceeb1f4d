/* added: items that editors typed. They are in the store when they are typed (item/addition.h);
 * there is nobody to ask, and so no visit. */
#include <assert.h>

#include "source/kind.h"

static void added_begin(struct visit *visit)
{
	(void)visit;
}

static bool added_ask(struct visit *visit, struct fetch_request *request)
{
	(void)visit;
	(void)request;
	return false;
}

static bool added_take(struct visit *visit, const struct fetch_response *response, struct arena *a,
	struct source_answer *answer, struct err *err)
{
	(void)visit;
	(void)response;
	(void)a;
	(void)answer;
	(void)err;
	assert(false && "nothing was asked");
	return false;
}

const struct kind KIND_ADDED = {
	.begin = added_begin,
	.ask = added_ask,
	.take = added_take,
};
