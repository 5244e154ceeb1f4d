/* words: times, states and decisions, in words for editors. Pure. */
#ifndef DESK_WORDS_H
#define DESK_WORDS_H

#include "model/decision.h"
#include "model/site.h"

/* How long ago t was: "just now", "3 minutes ago", "an hour ago", "2 days ago". */
struct str words_ago(struct arena *a, int64_t t, int64_t now);
/* How long it is until t: "in 5 min", "in 3 h". Empty when t is not after now. */
struct str words_until(struct arena *a, int64_t t, int64_t now);
/* How old an item is, shortly: "new" in its first hour, then "5 h", "2 d". */
struct str words_age(struct arena *a, int64_t t, int64_t now);
/* What was decided, as a heading of the log: "Approved", "Put off", "Not the same". */
const char *words_verb(enum verb verb);
/* How an item stands: "waiting in the queue", "put off until 12/01/2026", "approved". */
struct str words_state(struct arena *a, const struct item *item, int64_t now);
/* How alike two titles are, measured by their letters: "The titles are 87 % alike." */
struct str words_likeness(struct arena *a, struct str one, struct str other);
/* The titles of the topics, with commas: "Antibodies, Treatments". */
struct str words_topic_titles(struct arena *a, const struct site *site, struct strs slugs);
/* What the log says beside the verb, for an editor. Times are shown as days; of an undo, it is the
 * verb that was undone. */
struct str words_detail(struct arena *a, const struct decision *decision);

#endif
