/* told: which notices readers are told of, so that the same one is known again whichever service
 * names it.
 *
 * A notice has a PMID, a DOI, both or neither: PubMed names it by its PMID, and often gives the DOI
 * in its RefSource; Crossref names it by its DOI; a title ("RETRACTED: …") names none. A face keeps
 * them as one text, a line for each with tabs between: the number of enum correction_kind, the
 * PMID, the DOI, and the journal's words (RefSource) where there is no PMID. */
#ifndef MODEL_TOLD_H
#define MODEL_TOLD_H

#include "base/buf.h"
#include "model/entry.h"
#include "model/words.h"

/* Both name the same notice. */
bool told_same_notice(const struct correction *a, const struct correction *b);
/* Both are of one kind, and nothing that they name tells them apart. */
bool told_may_be_same(const struct correction *a, const struct correction *b);

/* Appends it as it is, unless one of that kind with these names is there. */
void told_list_add(struct arena *a, struct corrections *list, struct correction correction);
/* Adds what another witness says. When the list has the notice, or one that may be the same, that
 * one gets the names which it lacks. A work that was retracted may also be called withdrawn. */
void told_list_join(struct arena *a, struct corrections *list, const struct correction *said);

/* Adds a line. */
void told_add(struct buf *told, const struct correction *correction);
/* The corrections of such a text. */
struct corrections told_list(struct arena *a, struct str told);
/* Whether both speak of the same notices, however they name them. */
bool told_same(struct arena *a, struct str before, struct str now);
/* "0 0 4": the kinds alone, in order, which stay as they are when a notice gets another name. */
struct str told_kinds(struct arena *a, struct str told);

/* What readers are told of a notice of this kind on such a thing: WORD_notice_retracted;
 * WORD_COUNT: no word. */
enum word told_word(enum correction_kind kind, enum entry_kind of);

#endif
