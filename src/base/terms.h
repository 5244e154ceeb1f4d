/* terms: the words of a text in the form in which a search compares them. Pure.
 *
 *     terms_of(a, S("Sjögren’s: the COVID-19 study"))     sjogren s the covid 19 study
 *
 * The text is folded (utf8_fold: compatibility decomposition, case folding, no accents, nothing
 * that is not shown). A term is a run of letters, marks and digits of any script (utf8_is_word), of
 * which the first TERM_MAX characters count. publish/search.js does the same with what somebody
 * types on search.html; a test runs both over the same texts. */
#ifndef BASE_TERMS_H
#define BASE_TERMS_H

#include "base/strs.h"

/* Characters. The last term of a search may be the beginning of a word when it has TERM_BEGINNING
 * or more: fewer would find nearly everything. */
enum { TERM_MAX = 40, TERM_BEGINNING = 3 };
/* The terms in their order, in the arena. */
struct strs terms_of(struct arena *a, struct str text);
/* The first n characters of a term, or all of it. */
struct str terms_beginning(struct str term, size_t n);

#endif
