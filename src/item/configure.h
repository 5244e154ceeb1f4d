/* configure: the changes that editors make to the configuration, the one door to feeds/desk.conf.
 *
 * A change takes the texts of blocks out of the file and puts others in their place
 * (config/desk.h). It is made when the whole configuration is sound with it, and is a row of the
 * store, with both texts: undo is the opposite change, and a row itself. What a process
 * that died left begun, the next change ends by what the file says. */
#ifndef ITEM_CONFIGURE_H
#define ITEM_CONFIGURE_H

#include "config/desk.h"
#include "store/config_change.h"

enum configure_outcome {
	CONFIGURE_DONE,
	CONFIGURE_STALE,   /* what it changes is not in the file as its editor saw it */
	CONFIGURE_REFUSED, /* the configuration would be wrong: `problems` says how */
};
struct configure_result {
	enum configure_outcome outcome;
	/* For an editor; those of the file itself without its name and line. In the arena. */
	struct strs problems;
	int64_t row; /* 0: it stood so already, and nothing was written */
};
/* Makes the change: kind, name, before, after, editor, at and undoes of the row are given. False
 * when something failed; then nothing changed. */
bool configure(const struct site *site, struct store *store, struct arena *a,
	struct config_change_row *change, struct configure_result *out, struct err *err) MUST_USE;
/* The change that takes the row back. */
struct config_change_row configure_opposite(
	const struct config_change_row *row, struct str editor, int64_t now);

#endif
