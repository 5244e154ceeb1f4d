/* store/item_note: what editors write to each other on items, and whom they name. Rows are added,
 * and can be taken back; none is changed otherwise, or goes away. item/note.h says who may do
 * what. Editors are named as they are called now. */
#ifndef STORE_ITEM_NOTE_H
#define STORE_ITEM_NOTE_H

#include "store/ids.h"
#include "store/store.h"

struct item_note {
	int64_t id, item, at;
	struct str editor; /* the author's name */
	int64_t author;    /* 0: somebody at the command line who is no editor */
	struct str text;
	int64_t taken_back; /* when; NO_TIME: it stands */
};
struct item_notes {
	struct item_note *v;
	size_t n;
};
/* Adds the note (all but id and taken_back) and, for each of these editors, that it names them. In
 * a transaction. */
bool store_item_note_add(struct store *s, const struct item_note *note, const struct ids *named,
	int64_t *id, struct err *err) MUST_USE;
bool store_item_note_get(struct store *s, struct arena *a, int64_t id, struct item_note *out,
	bool *found, struct err *err) MUST_USE;
/* Those on the item and on the items that were merged into it, taken back or not, newest first; at
 * most `limit` (0: all). */
bool store_item_note_list(struct store *s, struct arena *a, int64_t item, long limit,
	struct item_notes *out, struct err *err) MUST_USE;
/* How many of them stand, and the last of those (id 0: there is none). */
bool store_item_note_last(struct store *s, struct arena *a, int64_t item, int64_t *n,
	struct item_note *last, struct err *err) MUST_USE;
/* It stands no more from `now` on. */
bool store_item_note_take_back(struct store *s, int64_t id, int64_t now, struct err *err) MUST_USE;

/* All notes since `since` that stand and name somebody, whether an editor or not. */
bool store_item_note_naming(struct store *s, struct arena *a, int64_t since, struct item_notes *out,
	struct err *err) MUST_USE;
/* The note names this editor, as may be known already. */
bool store_mention_add(struct store *s, int64_t note, int64_t editor, struct err *err) MUST_USE;

/* A note that names an editor, and the title of its item (the one that it was merged into). */
struct item_mention {
	struct item_note note;
	struct str title;
};
struct item_mentions {
	struct item_mention *v;
	size_t n;
};
/* Notes that stand and name this editor: those that she has not read, or the others; newest first,
 * at most `limit`. */
bool store_mention_list(struct store *s, struct arena *a, int64_t editor, bool read, long limit,
	struct item_mentions *out, struct err *err) MUST_USE;
/* How many she has not read. */
bool store_mention_count(struct store *s, int64_t editor, int64_t *n, struct err *err) MUST_USE;
/* She has read them, at `now`. What is 0 narrows nothing. */
struct mention_read {
	int64_t editor, now;
	int64_t item;  /* those on this item and on the items that were merged into it */
	int64_t note;  /* this one */
	int64_t up_to; /* those up to this one */
};
bool store_mention_read(struct store *s, const struct mention_read *read, struct err *err) MUST_USE;

#endif
