/* store/editor: the people of the desk. What has to hold of them is said by desk/people.h. */
#ifndef STORE_EDITOR_H
#define STORE_EDITOR_H

#include "store/store.h"

/* As they stand in the store: the order is fixed. */
enum role { ROLE_READER, ROLE_EDITOR, ROLE_SENIOR, ROLE_ADMIN };
enum { ROLE_COUNT = ROLE_ADMIN + 1 };
const char *editor_role_word(enum role role); /* "reader", "editor", "senior", "admin" */
/* False when the word is none of the four. */
bool editor_role_of(struct str word, enum role *out);

struct editor {
	int64_t id;
	struct str name; /* what the log calls them; unique, whatever the case and accents of letters */
	enum role role;
	/* libsodium's string: argon2id, its limits, salt and hash; empty: cannot log in. */
	struct str password;
	struct str totp;            /* secret of the second factor (RFC 6238), base32; empty: none */
	int64_t totp_used;          /* the time step whose code was used last: no code is good twice */
	bool keys_off;              /* single-key shortcuts are switched off */
	bool active;                /* a removed editor stays as a name in the log */
	int64_t created, last_seen; /* last_seen NO_TIME: never */
	struct str email;           /* confirmed (store/editor_mail.h); empty: none */
};
/* Whether the editor works here and may decide on items. */
static inline bool editor_decides(const struct editor *editor)
{
	return editor->active && editor->role >= ROLE_EDITOR;
}
struct editors {
	struct editor *v;
	size_t n;
};

/* Adds an editor with this name, role, password and time of creation; one who was removed comes
 * back under the name, with nothing of what they had before. *id is 0 when an active editor has the
 * name. */
bool store_editor_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
	MUST_USE;
/* By name (whatever the case and accents of its letters) or id, active or not. */
bool store_editor_find(struct store *s, struct arena *a, struct str name, struct editor *out,
	bool *found, struct err *err) MUST_USE;
bool store_editor_get(struct store *s, struct arena *a, int64_t id, struct editor *out, bool *found,
	struct err *err) MUST_USE;
/* The active ones, by name. */
bool store_editor_list(struct store *s, struct arena *a, struct editors *out, struct err *err)
	MUST_USE;
/* Writes role, password, totp, totp_used, keys_off and active. The address of one who is not active
 * is forgotten, and links that were mailed to them end; a new password ends those to a new one. */
bool store_editor_write(struct store *s, const struct editor *editor, struct err *err) MUST_USE;

#endif
