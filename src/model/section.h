/* section: where readers find an item. */
#ifndef MODEL_SECTION_H
#define MODEL_SECTION_H

#include "base/str.h"

enum section { SECTION_NONE, SECTION_RESEARCH, SECTION_NEWS, SECTION_TRIALS };
enum { SECTION_COUNT = 4 };

/* "research", "news", "trials"; "" for none. The word of the command line, the files and the feeds.
 */
const char *section_word(enum section s);
/* "Research", "News", "Trials". */
const char *section_title(enum section s);
/* SECTION_NONE when the word is none of the three. */
enum section section_of(struct str word);

#endif
