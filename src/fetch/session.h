/* session: what all requests of one conversation with a source share: the time and the bytes that
 * they may take in all, redirects and retries included, and the cookies that are set meanwhile.
 *
 *     struct fetch_session *session = fetch_session_new(120, 64 << 20);
 *     request.session = session; fetcher_submit(…)       one request at a time
 *     if (!fetch_session_wait(session, ms)) …            a pause before another try takes time too
 *     fetch_session_free(session);
 *
 * Time is that of transfers, and of the pauses that are told; waiting for one's turn costs nothing.
 * Cookies (RFC 6265, read by libcurl) go where fetch.h says; they end with the session. Some
 * publishers send a reader without cookies round in circles. */
#ifndef FETCH_SESSION_H
#define FETCH_SESSION_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stdint.h>

struct fetch_session;

struct fetch_session *fetch_session_new(long seconds, size_t bytes)
	__attribute__((returns_nonnull));
/* NULL is fine. */
void fetch_session_free(struct fetch_session *s);
/* Takes a pause off the time. False when that would use it up: then nothing is taken. */
bool fetch_session_wait(struct fetch_session *s, int64_t milliseconds);

/* The rest is internal to fetch/. */

/* What it began with. */
long session_seconds(const struct fetch_session *s);
size_t session_bytes(const struct fetch_session *s);
/* What is left of it. */
int64_t session_milliseconds_left(const struct fetch_session *s);
size_t session_bytes_left(const struct fetch_session *s);
/* Takes what a transfer took off what is left. False when nothing is left of the time or the
 * bytes. */
bool session_spend(struct fetch_session *s, int64_t milliseconds, size_t bytes);
/* For CURLOPT_SHARE. */
CURLSH *session_cookies(struct fetch_session *s);

#endif
