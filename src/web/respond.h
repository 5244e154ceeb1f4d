/* respond: a request that has come in is answered: from the cache or by the application; then it
 * is counted and logged (private to web/). */
#ifndef WEB_RESPOND_H
#define WEB_RESPOND_H

#include "web/app.h"
#include "web/exchange.h"
#include "web/metrics.h"
#include "web/reply_cache.h"

struct responder {
	const struct web_app *app;
	struct reply_cache cache;
	struct metrics metrics;
	bool quiet;
	/* The application's version, which takes longer to ask for than a page to send. It is asked for
	 * once for all requests of a turn that only read; respond_new_turn begins another turn. */
	int64_t version;
	bool version_known;
};

/* Answers on the connection. False when no answer could be queued: the connection is to be
 * closed. */
bool respond_to(
	struct responder *responder, struct exchange *exchange, struct MHD_Connection *connection);
/* Time has passed in which others may have changed something. */
void respond_new_turn(struct responder *responder);

#endif
