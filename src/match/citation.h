/* citation: what a source says of a publication, as it is compared with others. Pure.
 *
 *     struct citation citation = {.title = …, .authors = …, .journal = …};
 *     struct described *described = match_describe_citation(&a, &citation);
 *     … match_blocks(&a, described, &blocks): where others like it are found …
 *     struct comparison found = match_compare(&a, described, other);
 *
 * A described publication holds what is compared in the form in which it is compared, so that a
 * copy is read once, however many others it is compared with. */
#ifndef MATCH_CITATION_H
#define MATCH_CITATION_H

#include "base/arena.h"
#include "model/entry.h"
#include "match/author.h"
#include "match/locus.h"
#include "match/shingle.h"

/* All as it was given; what is empty is unknown. */
struct citation {
	enum entry_kind kind;
	struct str title, text, journal, volume, issue, pages;
	struct str publisher; /* of news: the outlet, whose name may stand behind the headline */
	struct str url;       /* of news */
	struct strs authors;  /* one name each; author.h says in which forms */
	int year;
	int64_t published; /* of news; NO_TIME: unknown */
	struct keys keys;
};

/* A text, and its shingles once somebody asked for them. */
struct said {
	struct arena *a;
	struct str text;
	bool read, sorted;
	struct shingles set, lead;
};

enum { TITLE_FORMS_MAX = 4 };
struct described {
	enum entry_kind kind;
	bool preprint;
	/* The title in normal form, first whole (without the notes that databases put behind it), then
	 * the parts of a title in two languages. */
	struct str titles[TITLE_FORMS_MAX];
	size_t title_count;
	bool generic; /* a title that many publications share: "Editorial" */
	bool brief;   /* a title of so few words that another publication may have it by chance */
	bool serial;  /* news: the headline of a column that comes back */
	int role;     /* enum title_role */
	struct author_words authors;
	struct str journal; /* in normal form */
	struct locus locus;
	int year;
	int64_t published;
	struct keys keys;
	struct str work_doi; /* the DOI without what names a version of the same work */
	struct str outlet;   /* of news: by name, else its site; empty: unknown */
	struct said *text;   /* of news; of others empty. Never NULL */
};
/* The text of news as shingles, which are made when it is compared first: most of what shares a
 * block is told apart before. */
const struct shingles *match_described_text(const struct described *described);
/* The first of these as they stand in the text, MATCH_LEAD at most: what the news is. */
enum { MATCH_LEAD = 48 };
const struct shingles *match_described_lead(const struct described *described);
/* The smallest of them all, which cost less than all in order; returns how many. */
size_t match_described_sketch(const struct described *described, uint64_t *out, size_t most);
/* A hash of what is compared: an order that no arrival changes. */
uint64_t match_described_rank(const struct described *described);
/* The described publication is in the arena, and refers to the strings of the citation. Never
 * NULL. */
struct described *match_describe_citation(struct arena *a, const struct citation *citation)
	__attribute__((returns_nonnull));

#endif
