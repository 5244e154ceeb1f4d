/* store/session: who is logged in where. Of the token only a hash is kept: who reads the store
 * cannot enter by it. */
#ifndef STORE_SESSION_H
#define STORE_SESSION_H

#include "base/hash.h"
#include "store/editor.h"

struct session {
	int64_t id, editor;
	int64_t created, seen, until; /* until: the end whatever happens */
	struct str address, agent;    /* of the login, to recognise it by */
};
struct sessions {
	struct session *v;
	size_t n;
};

bool store_session_add(struct store *s, struct hash token, const struct session *session,
	int64_t *id, struct err *err) MUST_USE;
/* The session of this token and its active editor, unless it has ended by `now` or was idle since
 * before `idle_since`. */
bool store_session_find(struct store *s, struct arena *a, struct hash token, int64_t now,
	int64_t idle_since, struct session *out, struct editor *editor, bool *found, struct err *err)
	MUST_USE;
/* Notes that it was used. */
bool store_session_touch(struct store *s, int64_t id, int64_t now, struct err *err) MUST_USE;
/* Ends one session of the editor; all of them but `keep` (0: all). */
bool store_session_end(struct store *s, int64_t editor, int64_t id, struct err *err) MUST_USE;
bool store_session_end_others(struct store *s, int64_t editor, int64_t keep, struct err *err)
	MUST_USE;
/* Those that are alive, the one used last first. */
bool store_session_list(struct store *s, struct arena *a, int64_t editor, int64_t now,
	int64_t idle_since, struct sessions *out, struct err *err) MUST_USE;
/* Forgets those that are over. */
bool store_session_sweep(struct store *s, int64_t now, int64_t idle_since, struct err *err)
	MUST_USE;

#endif
