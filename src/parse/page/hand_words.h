/* hand_words: what the words of an entry of a hand-kept page are by their form: sentences, the
 * status of a trial, where the entry is from. Inside parse/page/. */
#ifndef PARSE_PAGE_HAND_WORDS_H
#define PARSE_PAGE_HAND_WORDS_H

#include "base/arena.h"
#include "base/date.h"
#include "model/trial_status.h"

/* The number of bytes of the first sentence with its stop; all of s when no other follows. A stop
 * behind an initial or an abbreviation ("vs.", "et al.") ends none. */
size_t hand_words_sentence(struct str s);

/* The status that a line or the end of a heading begins with: "Currently recruiting", "Enrollment
 * Completed", "Enrollment for the trial completed in 2011". TRIAL_STATUS_OTHER: none. */
enum trial_status hand_words_status(struct str s);
/* The number of bytes of a status line at the front of s, with "Last updated 10/15/12."; 0: there
 * is none. */
size_t hand_words_lead(struct str s);
/* Where a title ends in words of a status (": Now Recruiting"): the offset of the colon; the
 * length of the title when it does not. */
size_t hand_words_heading(struct str title, enum trial_status *status);

/* Where an entry is from, as its last words say. */
struct hand_tail {
	size_t from; /* where it begins in the text; the text's length: there is none */
	struct str label, citation;
	struct date day;
};
/* Reads "Label, Journal, 2019 Jul 17;14(7):e1.", "Label, 11/01/2018." or "Label." at the end of a
 * text. Numeric dates have the month first (house style 6), unless they show otherwise. */
struct hand_tail hand_words_tail(struct arena *a, struct str text);

/* The day of a text that is a date and nothing else, as far as it says. No date: it is none. */
struct date hand_words_day(struct str text);

#endif
