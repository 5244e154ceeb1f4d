/* store/config_change: what editors changed in feeds/desk.conf, and what a change would bring.
 *
 * The file and the row cannot be written in one step, so the row comes first, as one that was
 * begun; then the file; then the row is done. What a process that died left begun is settled by
 * what the file says (item/configure.h). */
#ifndef STORE_CONFIG_CHANGE_H
#define STORE_CONFIG_CHANGE_H

#include "store/store.h"

struct config_change_row {
	int64_t id, at;
	struct str editor;
	struct str kind, name;    /* of the block: "feed", its title; of several: of the first */
	struct str before, after; /* texts of blocks (config/desk.h) */
	int64_t undoes;           /* the change that it took back; 0: none */
	bool done;                /* false: it was begun */
	bool undone;              /* a later change took it back */
};
struct config_change_rows {
	struct config_change_row *v;
	size_t n;
};
/* Adds a row that is begun, and sets its id. */
bool store_config_change_begin(struct store *s, struct config_change_row *row, struct err *err)
	MUST_USE;
/* The file has it. The row is written again when another process took it for one that was left. */
bool store_config_change_finish(
	struct store *s, const struct config_change_row *row, struct err *err) MUST_USE;
/* The file does not have it: the row goes. */
bool store_config_change_drop(struct store *s, int64_t id, struct err *err) MUST_USE;
/* Those that were begun and not done. */
bool store_config_change_begun(
	struct store *s, struct arena *a, struct config_change_rows *out, struct err *err) MUST_USE;
/* Those that are done, before row `before` (0: from the newest), newest first, at most `limit`. */
bool store_config_change_list(struct store *s, struct arena *a, int64_t before, long limit,
	struct config_change_rows *out, struct err *err) MUST_USE;
/* The row of this number, done; *found is false when there is none. */
bool store_config_change_get(struct store *s, struct arena *a, int64_t id,
	struct config_change_row *out, bool *found, struct err *err) MUST_USE;

/* A change that an editor wants to see first. */
struct config_tryout {
	int64_t id, at;
	struct str editor;
	struct str before, after;
	struct str found; /* JSON, for the desk; empty: nothing yet */
};
/* Adds it and sets its id; those of more than a day ago go. */
bool store_config_tryout_add(struct store *s, struct config_tryout *tryout, struct err *err)
	MUST_USE;
bool store_config_tryout_get(struct store *s, struct arena *a, int64_t id,
	struct config_tryout *out, bool *found, struct err *err) MUST_USE;
bool store_config_tryout_found(struct store *s, int64_t id, struct str found, struct err *err)
	MUST_USE;

#endif
