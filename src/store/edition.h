/* store/edition: editions of the digest that were frozen, and what the next one of a list would
 * hold. */
#ifndef STORE_EDITION_H
#define STORE_EDITION_H

#include "model/mail_list.h"
#include "store/edition_words.h"
#include "store/gone.h"
#include "store/order.h"

/* Items are new to a list when they were published after its last edition, or in so many days
 * before it (or before its first). */
enum { EDITION_FIRST_DAYS = 31 };

struct edition_draft {
	/* Live in one of the list's sections and in no edition of the list yet, without those that a
	 * source approved on its first visit (backfill), those that were old when they came
	 * (release_is_old), those that editors left out, and those that were published long before the
	 * list's last edition, or before its first, so that no archive is mailed. */
	struct releases fresh;
	/* Live, not fresh, and in an earlier edition of the list (whatever section it is in by now)
	 * with another release, when its status, notice, citation, title, sentence or note differs
	 * from the one mailed (a merge alone changes nothing); of one that never was in an edition and
	 * changed since then, from the one that readers saw first; or when readers were told since
	 * that it was taken down. */
	struct releases corrected;
	struct ids again;           /* of them: those that readers were told had been taken down */
	struct releases left_out;   /* new, but for editors who left them out */
	struct running_order order; /* of both; without one, the latest approval comes first */
	struct gones gone; /* in an earlier edition, and taken down since; no edition has told of it */
	struct edition_words words; /* of editors */
};
/* What the next edition of a list would hold at `now`, in its order; of any topic. */
bool store_edition_draft(struct store *s, struct arena *a, const struct mail_list *list,
	int64_t now, struct edition_draft *out, struct err *err) MUST_USE;
/* Whether an edition of the list told of the item, or of one that was merged into it. */
bool store_edition_told(
	struct store *s, struct str list, int64_t item, bool *told, struct err *err) MUST_USE;
/* How many items of the list's sections were approved since its last edition, or corrected (those
 * of its editions in any section), are live and were not old when they came. Looks at `limit` of
 * them at most, where the draft looks at all that is live. */
bool store_edition_since(struct store *s, const struct mail_list *list, long limit, int64_t *n,
	struct err *err) MUST_USE;

struct frozen_edition {
	int64_t id;
	struct str list; /* its slug */
	struct str period;
	int64_t frozen;           /* when */
	struct str hash;          /* of the message */
	struct str subject;       /* empty: it was frozen by an older version */
	int64_t fresh, corrected; /* how many items */
	int64_t about;            /* a correction of this item, for those alone who were sent it; 0: an
							   * edition for the whole list */
};
/* What is mailed of it. */
struct edition_bodies {
	struct str html, text; /* empty: it was frozen by an older version, and cannot be mailed */
	struct str slot; /* the token of nobody that stands in them where each copy has its reader's */
};
/* Freezes an edition that is not there yet, so that what it holds is mailed once and what was taken
 * down is told once; its running order and what editors wrote are used up. A correction uses
 * neither up, and tells nothing before it is sent: until then the list's next edition tells it too.
 * One transaction. *id is its number. */
bool store_edition_freeze(struct store *s, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, const struct edition_draft *draft, int64_t *id,
	struct err *err) MUST_USE;
/* The titles of what a frozen edition says that readers are told otherwise by now: items that were
 * corrected since (as in `corrected` above) or taken down, and withdrawn ones that are back. */
bool store_edition_outdated(struct store *s, struct arena *a, int64_t edition, struct strs *titles,
	struct err *err) MUST_USE;
/* The edition of this list and period; *there is false when there is none. */
bool store_edition_find(struct store *s, struct arena *a, struct str list, struct str period,
	struct frozen_edition *out, bool *there, struct err *err) MUST_USE;
bool store_edition_get(struct store *s, struct arena *a, int64_t id, struct frozen_edition *out,
	bool *there, struct err *err) MUST_USE;
bool store_edition_bodies(struct store *s, struct arena *a, int64_t id, struct edition_bodies *out,
	struct err *err) MUST_USE;
/* The last edition of the list that is no correction; *there is false when there is none. */
bool store_edition_last(struct store *s, struct arena *a, struct str list,
	struct frozen_edition *out, bool *there, struct err *err) MUST_USE;
/* Those that were frozen, newest first: with a smaller number than `before` (0: from the newest),
 * at most `limit` (0: all). */
struct frozen_editions {
	struct frozen_edition *v;
	size_t n;
};
bool store_edition_list(struct store *s, struct arena *a, int64_t before, long limit,
	struct frozen_editions *out, struct err *err) MUST_USE;
/* Those that held the item, or one that was merged into it, in the same way. */
bool store_edition_holding(struct store *s, struct arena *a, int64_t item, long limit,
	struct frozen_editions *out, struct err *err) MUST_USE;

#endif
