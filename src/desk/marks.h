/* marks: the words of a text that brought it here: what its sources ask for and what the topics
 * look for. Pure. */
#ifndef DESK_MARKS_H
#define DESK_MARKS_H

#include <jansson.h>

#include "model/site.h"
#include "store/entry.h"

struct marks {
	struct strs phrases;             /* of searches: "systemic sclerosis" */
	const struct pattern **patterns; /* of feeds (keep) and topics */
	size_t pattern_count;
};

/* What is looked for in an item with these copies. */
struct marks marks_of(struct arena *a, const struct site *site, const struct copies *copies);
/* The phrases of a PubMed query: '("systemic sclerosis"[tiab] OR scleroderma[tiab]) NOT x' gives
 * both and not x; field tags and operators are no words. */
struct strs marks_query(struct arena *a, struct str query);

struct marked {
	bool hit;
	struct str text;
};
struct markeds {
	struct marked *v;
	size_t n;
};
/* The text in pieces, in order, that joined are the text. *words (may be NULL) gets each word that
 * was found, once whatever its case, a few at most. */
void marks_find(struct arena *a, const struct marks *marks, struct str text, struct markeds *out,
	struct strs *words);

#endif
