/* part: the parts of a topic's page, and what stands in each.
 *
 * An item stands where an editor put it; else in the first part whose own rule takes it; else in
 * one of the usual parts, which together take everything. A part has items in the order that
 * editors gave them, then the rest by date. */
#ifndef MODEL_PART_H
#define MODEL_PART_H

#include "base/err.h"
#include "base/pattern.h"
#include "model/face.h"

enum { PAGE_PARTS_MAX = 40, PLACED_MAX = 2000, PART_TITLE_MAX = 120, PART_INTRO_MAX = 2000 };

/* An item that an editor put into a part. */
struct page_placed {
	int64_t item;
	bool by_date; /* false: it has its place before those that stand by date */
};

struct page_part {
	struct str name;  /* in addresses, file names and the store: "patient-stories" */
	struct str title; /* for readers; empty: that of the usual part of this name */
	struct str intro; /* introductory words, plain text; may be empty */
	/* The rule: it takes what all that is given holds of. With nothing given it is filled by hand,
	 * and a part with the name of a usual one by the usual rule. */
	enum section section;       /* SECTION_NONE: any */
	unsigned kinds;             /* the sum of 1 << enum entry_kind; 0: any */
	struct strs statuses;       /* overallStatus, one of them; none: any */
	struct str match;           /* a regular expression on title and summary; empty: any */
	bool headings;              /* titles stand above the texts, as those of trials */
	bool by_hand;               /* no rule, also for a usual name */
	struct page_placed *placed; /* those with a place first, in their order */
	size_t placed_count;
};
struct page_parts {
	struct page_part *v;
	size_t n;
	/* `match` of each, compiled (NULL: it has none); NULL where nobody files by the rules. Not
	 * stored. */
	struct pattern **patterns;
};

/* What a topic's page has of which no editor said anything. */
extern const struct page_parts PARTS_USUAL;

/* The part of this name, or NULL. */
struct page_part *part_find(const struct page_parts *parts, struct str name);
/* The number of the part with this title of an editor's, in any case of its letters; parts->n:
 * there is none. */
size_t part_titled(const struct page_parts *parts, struct str title);
/* Whether it has the name and the rule of a usual part. */
bool part_is_usual(const struct page_part *part);
/* The part into which an editor put the item; NULL: none. */
struct page_part *part_placing(const struct page_parts *parts, int64_t item);
/* The part in which the item stands; never NULL for part_whole. */
const struct page_part *part_of_item(
	const struct page_parts *parts, int64_t item, const struct face *face);
/* Its place in the part, from 1; 0: it stands by date. */
int64_t part_place(const struct page_part *part, int64_t item);

/* A copy that can be changed, in the arena, with the usual parts that it lacks behind it. */
struct page_parts part_whole(struct arena *a, const struct page_parts *parts);

/* How editors change them. All is copied into the arena; `parts` are those of part_whole. */

/* A name for a new part: its title in small letters and hyphens; with a number where that is
 * taken. */
struct str part_name_for(struct arena *a, const struct page_parts *parts, struct str title);
/* Appends a part; takes one away; moves one to another number. */
void part_append(struct arena *a, struct page_parts *parts, struct page_part part);
void part_remove(struct page_parts *parts, size_t number);
void part_reorder(struct page_parts *parts, size_t from, size_t to);
/* The kinds of these words: "news", "paper", "trial", "page". Errors (ERR_USER). */
bool part_kinds_of(struct strs words, unsigned *kinds, struct err *err) MUST_USE;
struct strs part_kinds_words(struct arena *a, unsigned kinds);
/* Puts the item into the part of this name at the place (from 1; at most behind the last), or by
 * date (0). An empty name takes the item out: its rule says where it stands. Errors (ERR_USER): no
 * such part; too many. */
bool part_put(struct arena *a, struct page_parts *parts, int64_t item, struct str name,
	int64_t place, struct err *err) MUST_USE;
/* Moves the item one up or down among the items that the part shows, which all up to there get
 * their place by that. Nothing happens at either end. */
void part_move(
	struct arena *a, struct page_part *part, const int64_t *shown, size_t n, int64_t item, bool up);
/* Whether both file every item alike, whoever put it there: names and rules in their order. */
bool part_rules_eq(const struct page_parts *a, const struct page_parts *b);

#endif
