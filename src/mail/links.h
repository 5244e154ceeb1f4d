/* links: the addresses that a message links, so that an editor can see whether its HTML and its
 * text link the same. */
#ifndef MAIL_LINKS_H
#define MAIL_LINKS_H

#include "base/arena.h"

/* The href of each <a> of an HTML document, decoded, each once, in the order of the document; in
 * the arena. */
struct strs links_of(struct arena *a, struct str html);
/* Whether the text part of the message has the link too. A mailto: link without a subject is there
 * when the bare mail address is. */
bool links_in_text(struct str text, struct str link);

#endif
