/* store/bounce: what followed from mail that came back. No text of the mail is here, and no
 * address: a hash of it, and codes. */
#ifndef STORE_BOUNCE_H
#define STORE_BOUNCE_H

#include "base/hash.h"
#include "model/bounce.h"
#include "store/store.h"

struct bounce {
	struct hash mail;
	int64_t part; /* 0, 1, …: a mail may be about several recipients */
	int64_t at;   /* when it was taken in */
	enum bounce_outcome outcome;
	int64_t subscriber; /* 0: not known */
	int64_t edition;    /* 0: not known */
	struct str code;    /* "550 5.1.1", "abuse" */
};
bool store_bounce_add(struct store *s, const struct bounce *bounce, struct err *err) MUST_USE;
/* Whether the mail was taken in before. */
bool store_bounce_known(struct store *s, struct hash mail, bool *known, struct err *err) MUST_USE;

/* The BOUNCE_COUNTED of a subscriber since then and before the day (UTC) of `now`: on how many
 * days, and how many days ago the first was. */
struct bounce_run {
	int64_t days, span;
};
bool store_bounce_run(struct store *s, int64_t subscriber, int64_t since, int64_t now,
	struct bounce_run *out, struct err *err) MUST_USE;
/* How many had each outcome since then; `edition` 0: of any. */
bool store_bounce_count(struct store *s, int64_t edition, int64_t since,
	int64_t n[static BOUNCE_OUTCOMES], struct err *err) MUST_USE;

/* How far a mailbox was read; both 0: never. */
bool store_bounce_inbox_get(
	struct store *s, struct hash place, int64_t *validity, int64_t *uid, struct err *err) MUST_USE;
bool store_bounce_inbox_put(
	struct store *s, struct hash place, int64_t validity, int64_t uid, struct err *err) MUST_USE;

#endif
