/* store/session: who is logged in where.
 *
 * Of the cookie's token only a hash is kept, so whoever reads the store cannot log in with it. A
 * session is alive until its end, as long as it is used now and then (struct session_time). */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "base/hash.h"
#include "store/editor.h"

struct session {
	int64_t id, editor;
	int64_t created, seen;     /* seen: when it was used last */
	int64_t until;             /* its end, however much it is used */
	struct str address, agent; /* of the login, to recognise it by */
};
struct sessions {
	struct session *v;
	size_t n;
};
/* When a session is alive: `until` is after `now`, and it was not idle since before
 * `idle_since`. */
struct session_time {
	int64_t now, idle_since;
};

/* Adds a session under the hash of its cookie's token, and gives its number. */
bool store_session_add(struct store *s, struct hash token, const struct session *session,
	int64_t *id, struct err *err) MUST_USE;
struct login {
	bool found;
	struct session session;
	struct editor editor;
};
/* The session of this token and its editor, when it is alive and the editor active. */
bool store_session_find(struct store *s, struct arena *a, struct hash token,
	struct session_time time, struct login *out, struct err *err) MUST_USE;
/* Notes that the session was used, and its editor seen. */
bool store_session_touch(struct store *s, int64_t id, int64_t now, struct err *err) MUST_USE;
/* Ends one session of the editor; all of them but `keep` (0: all). */
bool store_session_end(struct store *s, int64_t editor, int64_t id, struct err *err) MUST_USE;
bool store_session_end_others(struct store *s, int64_t editor, int64_t keep, struct err *err)
	MUST_USE;
/* Those of the editor that are alive, the one used last first. */
bool store_session_list(struct store *s, struct arena *a, int64_t editor, struct session_time time,
	struct sessions *out, struct err *err) MUST_USE;
/* Deletes those that are not alive. */
bool store_session_sweep(struct store *s, struct session_time time, struct err *err) MUST_USE;

#endif
