/* decision: what an editor, or a source by itself, decided about an item.
 *
 * A new verb is one line of VERBS and one file of item/ with the function that it names (see
 * item/verb.h). The numbers are those of the store: a number that was given is never given
 * again. */
#ifndef MODEL_DECISION_H
#define MODEL_DECISION_H

#include "base/date.h"
#include "model/item.h"

/* VERB(name, word, number): the word is that of the command line and of the log, and names the
 * function verb_WORD of item/ (item/verb.h); the number is that of the store. */
#define VERBS(VERB) \
	VERB(APPROVE, approve, 1) \
	VERB(REJECT, reject, 2) \
	VERB(DEFER, defer, 3) \
	VERB(EDIT, edit, 4) \
	VERB(MERGE, merge, 5) \
	VERB(SPLIT, split, 6) \
	VERB(DISTINCT, distinct, 7) \
	VERB(WITHDRAW, withdraw, 8) \
	VERB(UNDO, undo, 9) \
	VERB(ASSIGN, assign, 10) \
	VERB(UNASSIGN, unassign, 11)

enum verb {
	VERB_NONE,
#define VERB_CONSTANT(name, word, number) VERB_##name = number,
	VERBS(VERB_CONSTANT)
#undef VERB_CONSTANT
		VERB_END
};
/* "approve"; "" for VERB_NONE and for a number that is no verb. */
const char *decision_verb_word(enum verb verb);

/* Who decides. */
struct actor {
	struct str name; /* of an editor, or of a source */
	bool automatic;  /* a source that approves by itself, or sets a notice aside */
};

/* The parts of an item that an editor can word; a set of them is their sum. */
enum edited_part {
	EDITED_SECTION = 1,
	EDITED_TOPICS = 16,
#define EDITED_CONSTANT(name, member, bit) EDITED_##name = bit,
	WORDED_LIST(EDITED_CONSTANT)
#undef EDITED_CONSTANT
};

/* An editor's own words for an item. */
struct edit {
	enum section section; /* SECTION_NONE: unchanged */
	bool set_topics;
	struct strs topics; /* slugs */
						/* Where the one is set, the other is the editor's text. */
#define EDIT_MEMBER(name, member, bit) \
	bool set_##member; \
	struct str member;
	WORDED_LIST(EDIT_MEMBER)
#undef EDIT_MEMBER
	bool own; /* also words that are shown already become the editor's: no source changes them */
	/* What changed in an item that readers have seen, and why: at most NOTE_MAX characters. Empty:
	 * they are told nothing. A note is a change by itself. */
	struct str note;
};

/* Why the program decided by itself. */
enum decision_cause {
	CAUSE_NONE,
	CAUSE_NOTICE,   /* rejected: a notice about another publication, which carries the notice */
	CAUSE_UNWANTED, /* rejected: its sources were configured to leave it out (keep, drop) */
};

/* A row of the log. */
struct decision {
	int64_t id, at;
	struct actor actor;
	enum verb verb;
	int64_t item;
	int64_t other;   /* merge: the item that joined; split: the item that was made; distinct */
	int64_t entry;   /* split: the copy */
	int64_t undoes;  /* undo: the decision that was taken back */
	int64_t release; /* the one that it made live; 0: none */
	bool takes;      /* it took from readers what was live */
	enum verb undone_verb; /* undo: of that decision */
	struct str reason;     /* reject, withdraw, assign: in the editor's words */
	enum decision_cause cause;
	int64_t until;          /* defer; else NO_TIME */
	unsigned edited;        /* the sum of enum edited_part: the words that came along */
	struct str note;        /* for readers */
	struct str other_title; /* merge, split, distinct: the title of `other` at that time */
	struct str title;       /* of the item as it is now */
	bool undone;
	/* For whom the item is set aside by it (assign), or was until then (unassign, and what settles
	 * an item), as the editor is called now. */
	struct decision_assignee {
		int64_t id;
		struct str name;
	} assignee;
	/* The batch that it was made in: its number (0: none), how many decisions that has and how many
	 * of them are not taken back, and how its items were chosen, in words (may be empty). */
	struct decision_batch {
		int64_t id;
		long all, standing;
		struct str what;
	} batch;
};
/* Whether it stands no more; of a decision in a batch: none of the batch does. */
bool decision_is_taken_back(const struct decision *decision);
struct decisions {
	struct decision *v;
	size_t n;
};

#endif
