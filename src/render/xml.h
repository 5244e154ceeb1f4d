/* xml: writes text from outside into an XML 1.0 document. */
#ifndef RENDER_XML_H
#define RENDER_XML_H

#include "base/buf.h"

/* Adds text of an element or a quoted attribute: characters that XML cannot hold (XML 1.0
 * production 2, Char) become spaces or U+FFFD, & < > " ' become references, and what turns the
 * direction of writing is closed (base/bidi.h). */
void xml_add_text(struct buf *b, struct str text);
/* Adds <name>text</name> and a line end; nothing when the text is empty. */
void xml_add_element(struct buf *b, const char *name, struct str text);
/* Adds a space and name="text"; nothing when the text is empty. */
void xml_add_attribute(struct buf *b, const char *name, struct str text);

#endif
