/* store/editor_name: what editors were called before. Rows that never change hold the name of
 * their time; they are listed under the name that the editor has now. */
#ifndef STORE_EDITOR_NAME_H
#define STORE_EDITOR_NAME_H

#include "store/editor.h"

/* How a change of name ended. */
enum editor_renamed {
	EDITOR_RENAMED,
	EDITOR_NAME_TAKEN, /* another editor has the name, or had it before */
	EDITOR_NAME_MOVED  /* the editor is not called `was` any more, or is gone */
};
/* The active editor of this number, who is called `was`, is called `name` from now on: also where a
 * name stands in a row that may change (jobs, pauses, additions). In a transaction. */
bool store_editor_rename(struct store *s, int64_t id, struct str was, struct str name,
	enum editor_renamed *out, struct err *err) MUST_USE;
/* Whether this was the name of an editor other than `id` (0: of any), who is called otherwise now,
 * whatever the case and accents of its letters. */
bool store_editor_name_taken(
	struct store *s, struct str name, int64_t id, bool *taken, struct err *err) MUST_USE;
/* *name becomes the name that its editor has now; one that is or was no editor's stays. */
bool store_editor_name_now(struct store *s, struct arena *a, struct str *name, struct err *err)
	MUST_USE;
/* Names of before, with the number of their editor each: only `id` and `name` are set. */
bool store_editor_names_before(
	struct store *s, struct arena *a, struct editors *out, struct err *err) MUST_USE;

#endif
