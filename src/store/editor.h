/* store/editor: the people of the desk. */
#ifndef STORE_EDITOR_H
#define STORE_EDITOR_H

#include "store/store.h"

enum role { ROLE_READER, ROLE_EDITOR, ROLE_SENIOR, ROLE_ADMIN };
enum { ROLE_COUNT = ROLE_ADMIN + 1 };
const char *role_word(enum role role); /* "reader", "editor", "senior", "admin" */
/* False when the word is none of the four. */
bool role_of(struct str word, enum role *out);

struct editor {
	int64_t id;
	struct str name; /* what the log calls them; unique whatever the case of its letters */
	enum role role;
	struct str password; /* libsodium's string: argon2id, its limits, salt and hash; empty: cannot
							log in */
	struct str totp;     /* secret of the second factor (RFC 6238), base32; empty: none */
	int64_t totp_used;   /* the time step whose code was used last: no code is good twice */
	bool keys_off;       /* single-key shortcuts switched off */
	bool active;         /* a removed editor stays as a name in the log */
	int64_t created, last_seen; /* NO_TIME: never */
	struct str
		email; /* where tests of the digest go, as message_address takes it; empty: not given */
};
struct editors {
	struct editor *v;
	size_t n;
};

/* A new editor; one who was removed comes back under the same name. An error when the name is
 * taken. */
bool store_editor_add(struct store *s, struct str name, enum role role, struct str password,
	int64_t now, int64_t *id, struct err *err) MUST_USE;
/* By name (case ignored) or id, active or not. */
bool store_editor_find(struct store *s, struct arena *a, struct str name, struct editor *out,
	bool *found, struct err *err) MUST_USE;
bool store_editor_get(struct store *s, struct arena *a, int64_t id, struct editor *out, bool *found,
	struct err *err) MUST_USE;
/* The active ones, by name. */
bool store_editor_list(struct store *s, struct arena *a, struct editors *out, struct err *err)
	MUST_USE;
/* Writes role, password, totp, totp_used, keys_off, active and email; the address of one who is
 * removed is forgotten. The last admin can neither go nor become less while there are other
 * editors: an error. */
bool store_editor_write(struct store *s, const struct editor *editor, struct err *err) MUST_USE;

#endif
