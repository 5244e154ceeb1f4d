/* access_log: the line that is written of every request, in logfmt. Pure.
 *
 *     time=2026-11-23T12:00:00Z level=info method=GET path="/queue" status=200 bytes=9120
 *         us=412 address=127.0.0.1 editor="Ana"
 *
 * It is one line, broken here for its length. It holds neither the query, which says what was
 * searched for, nor anything else that was sent: no password, no token, no words of an editor. */
#ifndef WEB_ACCESS_LOG_H
#define WEB_ACCESS_LOG_H

#include "web/http.h"

struct access {
	const struct http_request *request;
	int status;
	size_t bytes;          /* of the body as it was sent */
	int64_t took_us;       /* to make the answer */
	const char *user_word; /* the key of the user's name: "editor" */
	struct str user;       /* empty: nobody */
	const char *problem;   /* what failed (then the level is error); NULL or "": nothing */
};
/* Appends the line. What would end a quoted value or the line is escaped, and so is what a terminal
 * would take for a command: no request can forge a line. */
void access_log_write(const struct access *access, struct buf *out);

#endif
