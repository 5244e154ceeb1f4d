/* planning: what the files of the plan share. Inside publish/. */
#ifndef PUBLISH_PLANNING_H
#define PUBLISH_PLANNING_H

#include "publish/lists.h"
#include "publish/plan.h"
#include "store/feed_event.h"
#include "store/gone.h"
#include "store/listing.h"

/* A name that left a list, unless another item of the list bears it. */
struct left {
	int64_t listing, decision;
	struct feed_event event;
	bool before; /* before there were events */
};

struct planned_list {
	struct listing row;
	bool changed; /* the row is to be written */
	bool due;     /* its outputs are */
	bool fresh;   /* its feed had told of nothing before this publication */
	bool told;    /* its feed tells of something in this group */
};

struct planning {
	const struct site *site;
	struct store *store;
	int64_t now;
	struct arena *a;       /* for the group of items */
	struct arena *lasting; /* for `lists` */
	struct planned_list **lists;
	size_t list_count;
	struct left *left; /* of the group */
	size_t left_count;
	bool changed; /* an item changed, in this group or one before */
};

/* Makes the outputs of this scope due. */
bool planning_due(const struct planning *p, enum output_scope scope, const struct due *due,
	struct err *err) MUST_USE;

/* A list by its number; by its place, where it is made when there is none yet. It stays where it is
 * while the plan is made. Who changes its row sets `changed`. */
bool planning_list(struct planning *p, int64_t id, struct planned_list **out, struct err *err)
	MUST_USE;
bool planning_list_at(struct planning *p, const struct list_place *place, struct planned_list **out,
	struct err *err) MUST_USE;
/* Makes its outputs due; also notes that something of it changed at this time. */
bool planning_list_due(struct planning *p, struct planned_list *list, struct err *err) MUST_USE;
bool planning_list_changed(
	struct planning *p, struct planned_list *list, int64_t at, struct err *err) MUST_USE;
/* Writes the rows that changed: the end of a group. */
bool planning_write_lists(struct planning *p, struct err *err) MUST_USE;

/* The feed of the list tells of a release that came to it or changed. */
bool planning_tell(struct planning *p, const struct item *item, const struct release *release,
	struct planned_list *list, struct err *err) MUST_USE;
/* What stood in the row left the list; `before`: before the store kept events. It is told at the
 * end of the group. */
void planning_left(
	struct planning *p, const struct listed *row, const struct leaving *why, bool before);
/* Archives that come after the last one of the list, and that a restore found in out/, become the
 * list's. */
bool planning_adopt_archives(struct planning *p, struct listing *listing, struct err *err) MUST_USE;
/* Tells what left, and closes the archives that are full. */
bool planning_end_feeds(struct planning *p, struct err *err) MUST_USE;

/* The pages of the year and of the month become due on which the row stands, or stood. `moves`: it
 * came or left, so that what follows it in its month is elsewhere now. */
bool planning_periods(struct planning *p, const struct listed *row, bool moves, struct err *err)
	MUST_USE;
/* All pages of periods of the list. */
bool planning_all_periods(struct planning *p, const struct listing *listing, struct err *err)
	MUST_USE;

#endif
