/* facts: what a record says of a trial or a paper (model/facts.h), in the words of the site. The
 * only place where such a value becomes words: for pages, searching, notes, and the reasons that
 * editors read (with WORDS_ENGLISH). */
#ifndef RENDER_FACTS_H
#define RENDER_FACTS_H

#include "model/facts.h"
#include "model/words.h"

struct fact_text {
	struct str text;
	/* It is in the language of the record: the text of a source, or a value that the registry had
	 * not when this was written. Names of people and places are of no language. */
	bool foreign;
};
/* A value of the fact: "Phase 2", "18 Years and older", "Sample Hospital, Chicago (Recruiting)". */
struct fact_text facts_text(
	struct arena *a, const struct words *words, enum fact fact, struct str value);
/* The texts of all values. */
struct strs facts_texts(
	struct arena *a, const struct words *words, enum fact fact, struct strs values);

#endif
