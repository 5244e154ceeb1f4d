#include "source/failure.h"

#include "fetch/wall.h"

/* 501 and 505 say that the server cannot do what it is asked for, whenever it is asked. */
static bool status_lasts(int status)
{
	switch (status) {
	case 408:
	case 425:
	case 429: return false;
	case 501:
	case 505: return true;
	default: return status >= 300 && status < 500;
	}
}

enum source_failure failure_of_response(const struct fetch_response *response)
{
	if (fetch_wall(response))
		return SOURCE_FAILURE_LASTING;
	int status = fetch_error_status(response);
	if (status)
		return status_lasts(status) ? SOURCE_FAILURE_LASTING : SOURCE_FAILURE_PASSING;
	switch (response->outcome) {
	case FETCH_REFUSED:
	case FETCH_TOO_LARGE: return SOURCE_FAILURE_LASTING;
	case FETCH_FAILED:
	case FETCH_UNABLE:
	case FETCH_TRUNCATED: return SOURCE_FAILURE_PASSING;
	case FETCH_DONE: break;
	}
	/* A 304 to a question that has no other answer, again and again. */
	return response->status == 304 ? SOURCE_FAILURE_LASTING : SOURCE_FAILURE_PASSING;
}
