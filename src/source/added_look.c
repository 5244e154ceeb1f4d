#include "source/added_look.h"

#include <assert.h>

#include "fetch/wall.h"
#include "source/link_look.h"

enum { SNIFF = 1024 };

static enum addition_fault fault_of_link(enum link_fault fault)
{
	switch (fault) {
	case LINK_FAULT_GONE: return ADDITION_FAULT_GONE;
	case LINK_FAULT_NAME: return ADDITION_FAULT_NAME;
	case LINK_FAULT_CONNECTION: return ADDITION_FAULT_CONNECTION;
	case LINK_FAULT_SECURITY: return ADDITION_FAULT_SECURITY;
	case LINK_FAULT_TIME: return ADDITION_FAULT_TIME;
	case LINK_FAULT_SERVER: return ADDITION_FAULT_SERVER;
	case LINK_FAULT_HOME: return ADDITION_FAULT_HOME;
	case LINK_FAULT_PARKED: return ADDITION_FAULT_PARKED;
	case LINK_FAULT_NONE: break;
	}
	return ADDITION_FAULT_NONE;
}

/* What is not answered for now, by this answer. */
static bool is_busy(int status)
{
	return status == 408 || status == 425 || status == 429;
}

/* By the type that the server names; where it names none, by the first bytes. */
static enum addition_fault judge_type(const struct fetch_response *response)
{
	struct str rest = response->content_type, type = str_trim(str_cut(&rest, ';'));
	struct str body = str_trim(str_sub(response->body, 0, SNIFF));
	if (str_ieq(type, S("application/pdf")) || str_starts(body, S("%PDF-")))
		return ADDITION_FAULT_PDF;
	bool page = str_ieq(type, S("text/html")) || str_ieq(type, S("application/xhtml+xml"));
	if (!page && type.n)
		return ADDITION_FAULT_OTHER;
	if (!body.n)
		return ADDITION_FAULT_NOTHING;
	bool sniffed = str_ifind(body, S("<html")) != STR_NOT_FOUND ||
		str_istarts(body, S("<!doctype html"));
	return page || sniffed ? ADDITION_FAULT_NONE : ADDITION_FAULT_OTHER;
}

enum addition_fault added_look(
	struct arena *a, struct str url, const struct fetch_response *response)
{
	struct link_look look;
	int status = fetch_error_status(response);
	assert(response->outcome != FETCH_UNABLE);
	if (fetch_wall(response))
		return ADDITION_FAULT_CLOSED;
	if (is_busy(status))
		return ADDITION_FAULT_SERVER;
	if (!status && response->outcome == FETCH_REFUSED)
		return ADDITION_FAULT_REFUSED;
	if (!status && response->outcome == FETCH_TOO_LARGE)
		return ADDITION_FAULT_LARGE;
	if (!status && response->outcome == FETCH_TRUNCATED)
		return ADDITION_FAULT_CONNECTION;
	(void)link_look(a, url, response, false, &look);
	if (look.result == LINK_LOOK_FAILED)
		return fault_of_link(look.fault);
	if (response->outcome == FETCH_FAILED)
		return ADDITION_FAULT_CONNECTION;
	if (look.result == LINK_LOOK_UNKNOWN)
		return ADDITION_FAULT_CLOSED;
	return judge_type(response);
}
