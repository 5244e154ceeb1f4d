/* verb: the function of each verb (private to item/).
 *
 * A new verb: a line of VERBS (model/decision.h) and a file here with the function verb_WORD that
 * the line names. What readers see follows from what the function does: it makes releases by
 * deciding_release, and where it takes from readers what is live it says so in row.takes. Its undo
 * restores what its items were to editors; a verb that changes anything else (as merge, split and
 * distinct do) has a case in `restore` (undo.c). What the log says of it beyond its name is a case
 * of decision_words (render/decision.h). */
#ifndef ITEM_VERB_H
#define ITEM_VERB_H

#include "item/deciding.h"

#define VERB_FUNCTION(name, word, number) \
	bool verb_##word(struct deciding *d, struct err *err) MUST_USE;
VERBS(VERB_FUNCTION)
#undef VERB_FUNCTION

#endif
