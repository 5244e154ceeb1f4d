/* source_state: what is known of a configured source from the visits to it. */
#ifndef MODEL_SOURCE_STATE_H
#define MODEL_SOURCE_STATE_H

#include "base/date.h"
#include "base/str.h"

struct source_state {
	int64_t id;
	struct str name, kind;
	struct str fingerprint; /* of what the configuration asks of it */
	bool active;            /* configured */
	bool gone;              /* the server says that it is no more (410): not visited any more */
	struct str url;         /* where it moved to; empty: as configured */
	struct str etag, last_modified;
	struct str new_mark, changed_mark;        /* 'YYYY-MM-DD' or empty: searched up to there */
	int64_t next_due, last_try, last_success; /* NO_TIME: never */
	int64_t lease_token;
	long failures; /* since the last success */
	long last_new, total_new;
	struct str problem, warning;
	struct str paused_by; /* the editor who paused it; empty: nobody */
	int64_t paused_at;
};
struct source_states {
	struct source_state *v;
	size_t n;
};

/* How a source is; the first that holds. */
enum source_health {
	SOURCE_GONE,    /* its server says that it is no more */
	SOURCE_PAUSED,  /* by an editor */
	SOURCE_FAILING, /* the last visit failed */
	SOURCE_NEW,     /* it was never visited */
	SOURCE_WARNING, /* the last visit went well; the service only half understood the question */
	SOURCE_WELL,
	SOURCE_HEALTH_COUNT
};
enum source_health source_state_health(const struct source_state *state);

/* When the source is to be visited next, `now` at the earliest; NO_TIME when it is gone or paused.
 * A visit noted at a time that lies ahead of `now` counts for nothing: the clock was wrong. */
int64_t source_state_due(const struct source_state *state, int64_t now);
/* Whether the last visit is noted at a time clearly ahead of `now`: the clock was wrong then, or is
 * wrong now. */
bool source_state_is_ahead(const struct source_state *state, int64_t now);

#endif
