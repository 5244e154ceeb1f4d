/* section: the part of the site in which readers find an item. */
#ifndef MODEL_SECTION_H
#define MODEL_SECTION_H

#include "base/str.h"

enum section { SECTION_NONE, SECTION_RESEARCH, SECTION_NEWS, SECTION_TRIALS };
enum { SECTION_COUNT = 4 };

/* The word that the command line, the file names and the feeds use: "research", "news", "trials";
 * "" for SECTION_NONE. */
const char *section_word(enum section s);
/* The name that readers see: "Research", "News", "Trials". */
const char *section_title(enum section s);
/* The section of a word, in any case; SECTION_NONE when it is none of the three. */
enum section section_of(struct str word);

#endif
