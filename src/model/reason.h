/* reason: what changed about a published item since readers saw it, which brings it back to the
 * editors. render/reason.h puts it in words. */
#ifndef MODEL_REASON_H
#define MODEL_REASON_H

#include <assert.h>

#include "base/arena.h"
#include "model/face.h"
#include "model/facts.h"

enum reason_kind {
	/* One for each text of the face, in the order of enum face_text: REASON_FACE + FACE_TITLE … */
	REASON_FACE = 0,
	REASON_TOPICS = 31,   /* from, to: the titles of all its topics, in one line */
	REASON_SECTION = 32,  /* from, to: section words */
	REASON_PHASE = 33,    /* a trial's phases */
	REASON_RESULTS = 34,  /* the registry has posted results */
	REASON_MISSING = 35,  /* from: the service that no longer has it, to: what ("study") */
	REASON_DELETED = 36,  /* from: the service that deleted it, to: what ("record") */
	REASON_OTHER = 37,    /* to: words of an older version of the program */
	REASON_UNWANTED = 38, /* from: the source that is configured to leave it out now */
	REASON_ABSTRACT = 39, /* the words from which the summary was taken changed */
	/* A fact of a record, in the order of enum fact: REASON_FACT + FACT_START … from, to: on one
	 * line; of a list what went and what came. Phase and results have kinds of their own. */
	REASON_FACT = 40,
	REASON_FACT_END = REASON_FACT + FACT_COUNT,
	/* from: the address that readers are sent to, where nothing is. One for each enum link_fault:
	 * REASON_LINK + LINK_FAULT_GONE … */
	REASON_LINK = 80,
	REASON_LINK_END = REASON_LINK + 16
};
static_assert((int)REASON_FACT_END <= (int)REASON_LINK, "facts have numbers of their own");
static_assert(
	(int)FACE_TEXTS <= (int)REASON_TOPICS, "the texts of a face have numbers of their own");

struct reason {
	enum reason_kind kind;
	struct str from, to; /* either may be empty */
};
struct reasons {
	struct reason *v;
	size_t n;
};

/* Appends the reason unless it is there. A change of phase that goes on from one in the list
 * becomes one change, or none when it leads back. */
void reason_add(struct arena *a, struct reasons *list, struct reason reason);
/* Whether the list has this reason, with the same `from` and `to`. */
bool reason_is_among(const struct reasons *list, const struct reason *reason);
/* True for a reason that comparing what is live with what would be approved does not find again: it
 * stays until an editor decides. */
bool reason_is_lasting(const struct reason *reason);
/* True for what looks at the address found (model/link.h): it goes when the address is alive. */
bool reason_is_link(const struct reason *reason);
/* True for a fact of a trial, which the faces hold when they hold facts at all. */
bool reason_is_fact(const struct reason *reason);
/* True for what the two faces show. */
bool reason_is_of_face(const struct reason *reason);

#endif
