/* journal: the line that is written of every request, in logfmt. Pure.
 *
 *     time=2026-11-23T12:00:00Z level=info method=GET path="/queue" status=200 bytes=9120 us=412
 * address=127.0.0.1 editor="Ana"
 *
 * It holds neither the query (what was searched for) nor anything that was sent: no password, no
 * token, no words of an editor. */
#ifndef DESK_JOURNAL_H
#define DESK_JOURNAL_H

#include "desk/http.h"

struct journal_entry {
	const struct http_request *request;
	int status;
	size_t bytes;
	int64_t took_us;
	struct str editor;   /* empty: nobody */
	const char *problem; /* what failed; NULL or "": nothing */
};
void journal_write(const struct journal_entry *entry, struct buf *out);

#endif
