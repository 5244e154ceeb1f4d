/* xml: text from outside as it may stand in an XML 1.0 document. */
#ifndef RENDER_XML_H
#define RENDER_XML_H

#include "base/buf.h"

/* Text or a quoted attribute value. What XML cannot hold (XML 1.0 production 2, Char) is replaced;
 * & < > " ' become references. */
void xml_add_text(struct buf *b, struct str text);
/* <name>text</name> and a new line; nothing when the text is empty. */
void xml_add_element(struct buf *b, const char *name, struct str text);
/*  name="text" with a space before it; nothing when the text is empty. */
void xml_add_attribute(struct buf *b, const char *name, struct str text);

#endif
