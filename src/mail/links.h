/* links: where a message leads. */
#ifndef MAIL_LINKS_H
#define MAIL_LINKS_H

#include "base/arena.h"

/* What the href of each <a> of an HTML document holds, decoded, each once, in the order of the
 * document. In the arena. */
struct strs links_of(struct arena *a, struct str html);
/* Whether the text part of the message names it too: the address itself, or of a mailto: one
 * without a subject the mail address. */
bool links_in_text(struct str text, struct str link);

#endif
