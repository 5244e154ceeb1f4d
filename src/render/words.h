/* words: sections, periods and counts as readers are told of them, in the site's language
 * (model/words.h). All are in the arena, or constant. */
#ifndef RENDER_WORDS_H
#define RENDER_WORDS_H

#include "model/facts.h"
#include "model/mail_list.h"
#include "model/section.h"
#include "model/words.h"

/* "Primary completion" of "primary completion": as at the beginning of a sentence. */
struct str words_capital(struct arena *a, struct str text);

/* The word for a fact, as within a sentence. */
enum word words_fact(enum fact fact);
/* "Research" */
struct str words_section(const struct words *words, enum section section);
/* What readers call the list of the digest. */
struct str words_list(const struct words *words, const struct mail_list *list);
/* How often an edition of it comes, as within a sentence. */
enum word words_cadence(enum cadence cadence);
/* What an edition's period is called: "2026-W47" is "week 47", "2026-11" is "November 2026",
 * "2026-11-23" is "November 23, 2026", and so is what begins with one of these and a dot. Any other
 * text stands for itself. */
struct str words_period(struct arena *a, const struct words *words, struct str period);
/* "5 new items and 1 update"; a count of zero is left out. `both`: the word for two of them,
 * WORD_counts or WORD_counts_subject. */
struct str words_count(
	struct arena *a, const struct words *words, size_t fresh, size_t updates, enum word both);
/* The text cut to at most `n` characters, n > 0; the last one is "…" when something was cut. */
struct str words_shortened(struct arena *a, struct str text, size_t n);

#endif
