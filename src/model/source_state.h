/* source_state: what is known of a configured source from the visits to it. */
#ifndef MODEL_SOURCE_STATE_H
#define MODEL_SOURCE_STATE_H

#include "base/date.h"
#include "base/str.h"

/* Why a visit failed, as far as it matters for when to try again. The numbers are the store's. */
enum source_failure {
	SOURCE_FAILURE_NONE,
	SOURCE_FAILURE_PASSING, /* the network or the service: it may be over in a minute */
	SOURCE_FAILURE_LASTING  /* the address or the question: it stays until somebody mends it */
};

/* "passing", "lasting"; "" when the last visit went well. */
const char *source_failure_word(enum source_failure failure);

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
	long failures;               /* since the last success */
	enum source_failure failure; /* of the last visit */
	long alike;                  /* how many failures in a row were of that kind */
	long last_new, total_new;
	struct str problem, warning;
	struct str paused_by; /* the editor who paused it; empty: nobody */
	int64_t paused_at;
};
struct source_states {
	struct source_state *v;
	size_t n;
};

/* The state of a source as people are told of it. Where several hold, the first counts. */
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

/* Seconds until the next visit to a source that failed `alike` (1, 2, …) times in a row in that way
 * and is visited each `every` seconds. What passes is tried again after 1, 5, 15 and 60 minutes,
 * then each time four times as long, at most after `every`. What lasts doubles `every` each time,
 * up to a day. Never less than `retry_after`, for which the server asked (-1: it did not). */
int64_t source_state_wait(
	enum source_failure failure, long alike, int64_t every, int64_t retry_after);

#endif
