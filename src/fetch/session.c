#include "fetch/session.h"

#include <assert.h>
#include <stdlib.h>

#include "base/alloc.h"

struct fetch_session {
	long seconds;
	size_t bytes;
	int64_t milliseconds_left;
	size_t bytes_left;
	CURLSH *cookies;
};

struct fetch_session *fetch_session_new(long seconds, size_t bytes)
{
	struct fetch_session *s = alloc_bytes(sizeof *s);
	assert(seconds > 0 && bytes > 0);
	*s = (struct fetch_session){
		.seconds = seconds,
		.bytes = bytes,
		.milliseconds_left = seconds * 1000,
		.bytes_left = bytes,
		.cookies = curl_share_init(),
	};
	if (!s->cookies ||
		curl_share_setopt(s->cookies, CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE) != CURLSHE_OK)
		alloc_fail();
	return s;
}

void fetch_session_free(struct fetch_session *s)
{
	if (!s)
		return;
	CURLSHcode code = curl_share_cleanup(s->cookies);
	assert(code == CURLSHE_OK); /* no transfer uses it any more */
	(void)code;
	free(s);
}

bool fetch_session_wait(struct fetch_session *s, int64_t milliseconds)
{
	if (milliseconds >= s->milliseconds_left)
		return false;
	s->milliseconds_left -= milliseconds;
	return true;
}

long session_seconds(const struct fetch_session *s)
{
	return s->seconds;
}

size_t session_bytes(const struct fetch_session *s)
{
	return s->bytes;
}

int64_t session_milliseconds_left(const struct fetch_session *s)
{
	return s->milliseconds_left;
}

size_t session_bytes_left(const struct fetch_session *s)
{
	return s->bytes_left;
}

bool session_spend(struct fetch_session *s, int64_t milliseconds, size_t bytes)
{
	s->milliseconds_left -= milliseconds < s->milliseconds_left ? milliseconds :
																  s->milliseconds_left;
	s->bytes_left -= bytes < s->bytes_left ? bytes : s->bytes_left;
	return s->milliseconds_left > 0 && s->bytes_left > 0;
}

CURLSH *session_cookies(struct fetch_session *s)
{
	return s->cookies;
}
