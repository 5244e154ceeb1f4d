/* item: what an editor sees and a subscriber reads; one item gathers all the entries (copies) that
 * are the same publication. */
#ifndef MODEL_ITEM_H
#define MODEL_ITEM_H

#include "model/face.h"
#include "model/reason.h"
#include "model/warning.h"

/* What was decided about an item last. The numbers are the store's; its counts of items use 4 for
 * approved items with an update in the queue (TALLY_UPDATE, store/numbers.h), which stay approved
 * (item_is_update). */
enum item_state {
	ITEM_QUEUED, /* nothing yet */
	ITEM_APPROVED,
	ITEM_REJECTED,
	ITEM_DEFERRED,
	ITEM_WITHDRAWN =
		5 /* taken from readers, who saw it by our own mistake and see why it is gone */
};
enum confidence { CONFIDENCE_LOW, CONFIDENCE_MEDIUM, CONFIDENCE_HIGH };

/* What an editor tells readers of a change, or gives as the reason why an item was withdrawn: so
 * many characters at most. */
enum { NOTE_MAX = 300 };

/* When the trial was verified last, as its record says: too long ago or recently; unsaid of one
 * that does not go on (model/unverified.h). */
enum verified { VERIFIED_UNSAID, VERIFIED_LONG_AGO, VERIFIED_RECENTLY };

/* What judge/ says about an entry, beyond the face. */
struct verdict {
	struct face face;
	enum confidence confidence;
	double score;      /* 0…1: how likely an editor will want it; orders the queue */
	struct strs why;   /* reasons in words: "A paper on PubMed." */
	unsigned warnings; /* the sum of enum warning */
	enum verified verified;
	struct date verified_in; /* the month, of VERIFIED_LONG_AGO */
};

/* WORD(name, member, bit): the texts of a face that an editor may word. The bit is that of the
 * store (decision.edited): one that was given is never given again. */
#define WORDED_LIST(WORD) \
	WORD(TITLE, title, 2) \
	WORD(SUMMARY, summary, 4) \
	WORD(CITATION, citation, 8) \
	WORD(OFFICIAL_TITLE, official_title, 32) \
	WORD(URL, url, 64) \
	WORD(LABEL, label, 128) \
	WORD(LEAD, lead, 256) \
	WORD(ALSO, also, 512)

/* An item with what its copies say and what editors decided. */
struct item {
	int64_t id;
	struct str tag;
	int64_t merged_into; /* 0: none */
	int64_t first_seen;
	bool backfill;
	enum item_state state;
	int64_t deferred_until; /* NO_TIME: none */
	long version;
	int64_t main_copy;  /* the copy that speaks for the item; 0: its only copy */
	struct face judged; /* what the copies say */
	enum confidence confidence;
	double score;
	struct strs why;
	bool is_learned;             /* the score was learned from decisions (item/learn.h) */
	struct strs learned;         /* and why it is so, in words */
	unsigned warnings;           /* the sum of enum warning */
	enum section edited_section; /* SECTION_NONE: as judged */
	bool has_edited_topics;
	struct strs edited_topics;
#define WORDED_MEMBER(name, member, bit) \
	bool has_edited_##member; \
	struct str edited_##member;
	WORDED_LIST(WORDED_MEMBER)
#undef WORDED_MEMBER
	/* The status that the trial had when its lead line was worded. The line is not shown once it
	 * has another. */
	struct str lead_status;
	int64_t live;           /* release id, 0: none */
	struct reasons changes; /* since the live release; none: up to date */
	bool has_dismissed;
	struct hash dismissed; /* face_hash of the face whose update an editor declined */
	int64_t assignee;      /* the editor for whom it is set aside; 0: nobody */
	struct str assigned_word, assignee_name; /* the name that she has now; only read */
};
struct items {
	struct item *v;
	size_t n;
};
/* The judged face with the editor's words over it: what an approval would freeze. */
struct face item_face(const struct item *item);
/* All reasons why it is where it is: what was learned, then what its judgement says. */
struct strs item_why(struct arena *a, const struct item *item);
/* Whether an editor's lead line holds: the trial still has the status of which it was said. */
bool item_lead_holds(const struct item *item);
/* Takes over all words of editors: section, topics and texts. */
void item_take_words(struct item *item, const struct item *from);
/* It is set aside for nobody. */
void item_unassign(struct item *item);
/* Whether readers see the item and something about it changed since, for an editor to decide. */
bool item_is_update(const struct item *item);
/* Whether the item was put off, and the time for it has come: it is in the queue again. */
bool item_is_due(const struct item *item, int64_t now);

/* The state as editors call it: "update" when item_is_update, else as item_state_word. */
const char *item_word(const struct item *item);
/* "queued", "approved", "rejected", "deferred", "withdrawn" */
const char *item_state_word(enum item_state state);
/* "low", "medium", "high" */
const char *item_confidence_word(enum confidence c);

#endif
