/* decision: rows of the log in words, for editors. */
#ifndef RENDER_DECISION_H
#define RENDER_DECISION_H

#include "base/arena.h"
#include "model/decision.h"

/* How an instant is written: "2026-12-02T06:00:00Z", or the day "12/02/2026". */
enum instant_form { INSTANT_RFC3339, INSTANT_DAY };

/* "Maria", or "source Scleroderma News" for what a source did by itself. */
struct str decision_actor_words(struct arena *a, const struct actor *actor);
/* What a decision was about, beside its verb: "off topic; edited: summary", "until …", the title of
 * the other item. Of an undo the word of what was undone. May be empty. */
struct str decision_words(
	struct arena *a, const struct decision *decision, enum instant_form instant);

#endif
