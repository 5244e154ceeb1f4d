#include "render/xml.h"

#include <assert.h>

#include "base/bidi.h"
#include "base/utf8.h"

/* Adds clean UTF-8. It may still hold U+FFFE and U+FFFF (EF BF BE and EF BF BF), which no XML
 * document may. */
static void add_characters(struct buf *b, struct str text)
{
	static const char not_xml[] = "\xEF\xBF";
	for (size_t at; (at = str_find(text, str_of(not_xml))) != STR_NOT_FOUND;) {
		assert(at + 2 < text.n); /* these two bytes begin a character of three */
		bool forbidden = (unsigned char)text.p[at + 2] >= 0xBE;
		buf_add_html(b, str_sub(text, 0, forbidden ? at : at + 3));
		if (forbidden)
			utf8_add(b, 0xFFFD);
		text = str_sub(text, at + 3, SIZE_MAX);
	}
	buf_add_html(b, text);
}

void xml_add_text(struct buf *b, struct str text)
{
	struct arena a CLEANUP_ARENA = {0};
	add_characters(b, bidi_close(&a, utf8_clean(&a, text)));
}

void xml_add_element(struct buf *b, const char *name, struct str text)
{
	if (!text.n)
		return;
	buf_addf(b, "<%s>", name);
	xml_add_text(b, text);
	buf_addf(b, "</%s>\n", name);
}

void xml_add_attribute(struct buf *b, const char *name, struct str text)
{
	if (!text.n)
		return;
	buf_addf(b, " %s=\"", name);
	xml_add_text(b, text);
	buf_add_char(b, '"');
}
