/* invite: rules for invitations, kept by the page of people and by the command line. */
#ifndef DESK_INVITE_H
#define DESK_INVITE_H

#include "model/site.h"
#include "store/invitation.h"

/* Invites somebody, and asks for the letter when one can be mailed there: *mailed says so; else
 * invite_link makes the link that is handed over. ERR_USER when the name or the address cannot be,
 * or is taken. */
bool invite_make(const struct site *site, struct store *s, const struct invitation *invitation,
	int64_t *id, bool *mailed, struct err *err) MUST_USE;
/* Makes a link to hand over by hand: what follows the desk's address. Links of before end. */
bool invite_link(struct store *s, struct arena *a, int64_t invitation, int64_t now,
	struct str *path, struct err *err) MUST_USE;

/* What somebody who is invited sends. */
struct invite_answer {
	struct str key;  /* of the link */
	struct str name; /* by which they want to work here */
	struct str password_hash;
	int64_t now;
};
/* The invitation whose link this is; *found is false when it was used or taken back, or is too
 * old. */
bool invite_find(struct store *s, struct arena *a, struct str key, int64_t now,
	struct invitation *out, bool *found, struct err *err) MUST_USE;
/* Makes them an editor. The address to which the link was mailed counts as confirmed. *found as
 * above. ERR_USER when the name cannot be, or is taken: the link stays good. */
bool invite_accept(const struct site *site, struct store *s, const struct invite_answer *answer,
	bool *found, struct err *err) MUST_USE;

#endif
