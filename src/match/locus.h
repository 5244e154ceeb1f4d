/* locus: where a publication was printed: volume, issue and pages. Inside match/. */
#ifndef MATCH_LOCUS_H
#define MATCH_LOCUS_H

#include "base/arena.h"

enum { LOCUS_STARTS_MAX = 4, LOCUS_PREFIX_MAX = 8 };

/* A page: "S568" is {"s", 568}, an article number "CD002273" {"cd", 2273}. Roman pages and those
 * without a number are unknown. */
struct page {
	char prefix[LOCUS_PREFIX_MAX]; /* letters in lower case, NUL behind them */
	long number;                   /* -1: unknown */
};
struct locus {
	long volume, issue;                   /* -1: unknown */
	struct page starts[LOCUS_STARTS_MAX]; /* more than one when the pages are in pieces */
	size_t start_count;                   /* 0: unknown */
	long end;                             /* of the first piece; -1: unknown */
};

/* Texts as they were given. A "volume" that is the year is none. Pages that a spreadsheet took for
 * a date ("01-Sep") are unknown. */
struct locus locus_read(
	struct arena *a, struct str volume, struct str issue, struct str pages, int year);

/* Whether both are known and equal, or both known and not equal. */
bool locus_volumes_agree(const struct locus *x, const struct locus *y);
bool locus_volumes_differ(const struct locus *x, const struct locus *y);
bool locus_issues_agree(const struct locus *x, const struct locus *y);
bool locus_issues_differ(const struct locus *x, const struct locus *y);
/* A letter before a page may be missing: "S134" agrees with "134", not with "A134". */
bool locus_starts_agree(const struct locus *x, const struct locus *y);
bool locus_starts_differ(const struct locus *x, const struct locus *y);
/* Both have the same first and last page, and these are two pages. */
bool locus_ranges_agree(const struct locus *x, const struct locus *y);
/* Some page is in the range of both. */
bool locus_ranges_overlap(const struct locus *x, const struct locus *y);
/* Both have the same article number: letters and five digits or more, "CD002273". */
bool locus_numbers_agree(const struct locus *x, const struct locus *y);
/* An article before it is in an issue: no volume, no issue, and pages that begin with 1 or are
 * unknown. */
bool locus_is_ahead_of_print(const struct locus *x);

#endif
