/* decision: a row of the log in words, for editors. */
#ifndef RENDER_DECISION_H
#define RENDER_DECISION_H

#include "base/arena.h"
#include "model/decision.h"

/* How an instant is written: as "2026-12-02T06:00:00Z", or as its day, "12/02/2026". */
enum instant_form { INSTANT_RFC3339, INSTANT_DAY };

/* Who decided: "Maria", or "source Scleroderma News" when a source did it by itself. */
struct str decision_actor_words(struct arena *a, const struct actor *actor);
/* What the row says beside its verb: "off topic; edited: summary", "until …", the title of the
 * other item; of an undo, the verb that was undone. May be empty. */
struct str decision_words(
	struct arena *a, const struct decision *decision, enum instant_form instant);

#endif
