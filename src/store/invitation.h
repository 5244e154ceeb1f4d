/* store/invitation: people who are invited to work at the desk. What has to hold of them is said by
 * desk/invite.h. */
#ifndef STORE_INVITATION_H
#define STORE_INVITATION_H

#include "store/editor.h"

struct invitation {
	int64_t id;
	struct str name;    /* as whoever invited them calls them */
	struct str address; /* empty: the link is handed over by hand */
	enum role role;
	struct str editor; /* who invited them; empty: whoever looks after the server */
	int64_t at;
};
struct invitations {
	struct invitation *v;
	size_t n;
};

/* Adds it, and gives its number; *id is 0 when the address is invited already. */
bool store_invitation_add(
	struct store *s, const struct invitation *invitation, int64_t *id, struct err *err) MUST_USE;
/* *found is false when it was accepted or taken back. */
bool store_invitation_get(struct store *s, struct arena *a, int64_t id, struct invitation *out,
	bool *found, struct err *err) MUST_USE;
/* All that wait, the oldest first. */
bool store_invitation_list(
	struct store *s, struct arena *a, struct invitations *out, struct err *err) MUST_USE;
/* It was accepted or taken back: its links end, and its name and address are forgotten. */
bool store_invitation_end(struct store *s, int64_t id, struct err *err) MUST_USE;

#endif
