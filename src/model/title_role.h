/* title_role: what a title says that its publication is to another one. Journals put this into
 * titles before PubMed has given the record its publication types; and news have no such types. */
#ifndef MODEL_TITLE_ROLE_H
#define MODEL_TITLE_ROLE_H

#include "base/arena.h"

enum title_role {
	TITLE_WORK,       /* a work of its own, as far as its title says */
	TITLE_RETRACTED,  /* that too, but marked as retracted: "RETRACTED: Stem cells in …" */
	TITLE_WITHDRAWN,  /* the same, marked as withdrawn */
	TITLE_CORRECTION, /* a notice of a correction, an erratum or an addendum */
	TITLE_RETRACTION, /* a notice of a retraction */
	TITLE_CONCERN,    /* a notice of an expression of concern */
	TITLE_REPLY,      /* a comment on another publication, or the reply to one */
};
/* The title is taken as it was given: its punctuation counts. "Correction: Stem cells" is a notice,
 * "Correction of scoliosis" a work. When in doubt it is a work. */
enum title_role title_role(struct arena *a, struct str title);
/* Whether it is a work itself, marked or not, and no notice of one, comment or reply. */
bool title_role_is_work(enum title_role role);

#endif
