/* edition: what names an edition of the digest: its period, and the list that it is of. */
#ifndef MODEL_EDITION_H
#define MODEL_EDITION_H

#include "base/arena.h"
#include "base/str.h"

/* "2026-W47-research": names the edition to people, its files (with a suffix) and its message. */
struct str edition_name(struct arena *a, struct str period, struct str list);
/* Whether it may be a period: letters, digits, "-", "_" and ".", not a dot first, at most 32
 * bytes, since it is part of the names of files and of the Message-ID. */
bool edition_period_is_valid(struct str period);

/* "person" or "people", behind so many who get it. */
const char *edition_people(int64_t n);

/* The period of the n-th correction of this item on that day: "2026-11-23.c12", then
 * "2026-11-23.c12.2". */
struct str edition_correction_period(struct arena *a, struct str day, int64_t item, int n);

/* What an editor does with an edition. The numbers are the store's. */
enum edition_verb {
	EDITION_FREEZE = 1,
	EDITION_SEND, /* begins to */
	EDITION_PAUSE,
	EDITION_RESUME,
	EDITION_CANCEL,
	EDITION_AGAIN, /* the copies of which it is not known whether they arrived go out once more */
	EDITION_TAKEN, /* or are taken as sent */
	EDITION_GIVE,  /* to listmonk */
	EDITION_VERBS
};
/* "freeze", "send", "pause", … */
const char *edition_verb_word(enum edition_verb verb);
/* The verb of this word; 0: there is none. */
enum edition_verb edition_verb_of(struct str word);

#endif
