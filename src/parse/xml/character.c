#include "parse/xml/character.h"

#include "base/utf8.h"
#include "parse/text/reference.h"

size_t xml_character_read_named(struct str s, char *c)
{
	switch (s.n > 1 ? s.p[1] : 0) {
	case 'l': *c = '<'; return str_starts(s, S("&lt;")) ? 4 : 0;
	case 'g': *c = '>'; return str_starts(s, S("&gt;")) ? 4 : 0;
	case 'q': *c = '"'; return str_starts(s, S("&quot;")) ? 6 : 0;
	case 'a':
		*c = str_starts(s, S("&amp;")) ? '&' : '\'';
		return *c == '&' ? 5 : str_starts(s, S("&apos;")) ? 6 : 0;
	default: return 0;
	}
}

bool xml_character_is_allowed(uint32_t c)
{
	return c == '\t' || c == '\n' || c == '\r' || (c >= ' ' && c < 0xD800) ||
		(c > 0xDFFF && c <= 0x10FFFF && c != 0xFFFE && c != 0xFFFF);
}

bool xml_character_is_c1(uint32_t code)
{
	return code >= 0x80 && code < 0xA0;
}

bool xml_character_is_sound(struct str written, uint32_t code)
{
	bool upper = written.p[2] == 'X';
	bool pair = code > 0xFFFF && str_find_char(str_sub(written, 1, SIZE_MAX), '&') != STR_NOT_FOUND;
	return xml_character_is_allowed(code) && !xml_character_is_c1(code) && !upper && !pair &&
		str_ends(written, S(";"));
}

size_t xml_character_add(struct buf *out, struct str s)
{
	char c;
	uint32_t code;
	size_t n = xml_character_read_named(s, &c);
	if (n) {
		buf_add_char(out, c);
		return n;
	}
	n = reference_read_numeric(s, &code);
	if (!n || code == '\r' || !xml_character_is_sound(str_sub(s, 0, n), code))
		return 0;
	utf8_add(out, code);
	return n;
}
