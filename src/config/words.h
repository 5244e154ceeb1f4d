/* words: the words of the site's language, from files.
 *
 * For "de-AT" these files are read, each word of a later one in the place of an earlier one's: the
 * program's de.conf and de-at.conf, then SITE/templates/words/de.conf and de-at.conf. */
#ifndef CONFIG_WORDS_H
#define CONFIG_WORDS_H

#include "config/reader.h"

/* Fills site->words, for config_read. What is wrong in the site's own files is a problem. */
void config_words_read(struct reader *r);
/* Whether the program or the site has words for the language of the site. */
bool config_words_known(struct arena *a, const struct site *site);

#endif
