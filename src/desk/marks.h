/* marks: the words of a text for which it was found: those that its sources ask for, and those that
 * the topics look for. Pure. */
#ifndef DESK_MARKS_H
#define DESK_MARKS_H

#include <jansson.h>

#include "model/site.h"
#include "store/entry.h"

struct marks {
	struct strs phrases;             /* what searches ask for: "systemic sclerosis" */
	const struct pattern **patterns; /* the expressions of feeds (keep) and of topics */
	size_t pattern_count;
};

/* What to mark in the texts of an item with these copies. */
struct marks marks_of(struct arena *a, const struct site *site, const struct copies *copies);
/* The phrases of a PubMed query, without field tags and operators: '("systemic sclerosis"[tiab] OR
 * scleroderma[tiab]) NOT x' gives "systemic sclerosis" and "scleroderma". */
struct strs marks_query(struct arena *a, struct str query);

struct marked {
	bool hit;
	struct str text;
};
struct markeds {
	struct marked *v;
	size_t n;
};
/* Cuts the text into pieces, marked and not; joined, they are the text. *words (may be NULL) gets
 * the first few words that were found, each once whatever its case. */
void marks_find(struct arena *a, const struct marks *marks, struct str text, struct markeds *out,
	struct strs *words);

#endif
