#include "parse/xml/clean.h"

#include "base/utf8.h"
#include "parse/text/reference.h"

/* True when one of n bytes is a control character that XML forbids (XML 1.0 section 2.2). There is
 * no branch inside, so that the compiler looks at many bytes at once. */
static bool holds_controls(const char *p, size_t n)
{
	unsigned char bad = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		bad |= (unsigned char)((c < ' ') & (c != '\t') & (c != '\n') & (c != '\r'));
	}
	return bad;
}

/* U+FFFE and U+FFFF at the front, which XML forbids. */
static bool is_noncharacter(struct str s)
{
	return str_starts(s, S("\xEF\xBF\xBE")) || str_starts(s, S("\xEF\xBF\xBF"));
}

/* U+0080 to U+009F at the front: characters of windows-1252 that were taken for ISO 8859-1. */
static bool is_c1(struct str s)
{
	return s.n > 1 && s.p[0] == '\xC2' && (unsigned char)s.p[1] < 0xA0;
}

/* True when `odd` holds at one of the characters that begin with the byte `first`. */
static bool holds_character(struct str s, char first, bool (*odd)(struct str s))
{
	for (size_t at; (at = str_find_char(s, first)) != STR_NOT_FOUND;
		 s = str_sub(s, at + 1, SIZE_MAX))
		if (odd(str_sub(s, at, SIZE_MAX)))
			return true;
	return false;
}

/* True when all bytes are UTF-8 of characters that XML allows (XML 1.0 section 2.2), and none is a
 * C1 control. */
static bool is_clean(struct str bytes)
{
	enum { BLOCK = 512 };
	size_t i = 0;
	for (; i + BLOCK <= bytes.n; i += BLOCK)
		if (holds_controls(bytes.p + i, BLOCK))
			return false;
	return !holds_controls(bytes.p + i, bytes.n - i) && utf8_valid(bytes) &&
		!holds_character(bytes, '\xEF', is_noncharacter) && !holds_character(bytes, '\xC2', is_c1);
}

/* The number of bytes of ASCII at the front of s that stay as they are. */
static size_t plain_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (unsigned char)s.p[n] >= ' ' && (unsigned char)s.p[n] < 0x80)
		n++;
	return n;
}

/* Takes a character off *bytes, of the document that begins at `start`, and appends what becomes of
 * it. */
static void take_character(
	struct buf *copy, struct str *bytes, struct xml_repairs *repairs, const char *start)
{
	struct str before = *bytes;
	uint32_t c = utf8_take_joined(bytes);
	bool bad = is_noncharacter(before) || (c == 0xFFFD && !str_starts(before, S("\xEF\xBF\xBD")));
	if (bad)
		xml_repairs_note(repairs, "some bytes are not valid UTF-8", start, before.p);
	if (c < ' ' && holds_controls(before.p, 1))
		xml_repairs_note(repairs, "control characters were removed", start, before.p);
	else
		utf8_add(copy, bad ? 0xFFFD : reference_numeric_code(c));
}

/* Appends the bytes without control characters. C1 controls become characters of windows-1252,
 * surrogate pairs the character that is meant; what is no UTF-8 and what XML forbids becomes
 * U+FFFD. */
static void add_clean(struct buf *copy, struct str bytes, struct xml_repairs *repairs)
{
	const char *start = bytes.p;
	while (bytes.n) {
		size_t n = plain_length(bytes);
		buf_add(copy, str_sub(bytes, 0, n));
		bytes = str_sub(bytes, n, SIZE_MAX);
		if (bytes.n)
			take_character(copy, &bytes, repairs, start);
	}
}

struct str xml_clean(struct str bytes, struct buf *cleaned, struct xml_repairs *repairs)
{
	bool bom = str_starts(bytes, S("\xEF\xBB\xBF"));
	struct str all = str_sub(bytes, bom ? 3 : 0, SIZE_MAX), text = str_trim(all);
	if (!text.n)
		return STR_NONE;
	if (text.p != all.p && str_starts(text, S("<?xml")))
		*repairs = (struct xml_repairs){
			.fault = "white space before the XML declaration", .line = 1};
	if (is_clean(text))
		return text;
	*cleaned = buf_new(text.n * 3);
	add_clean(cleaned, text, repairs);
	return str_trim(buf_str(cleaned));
}
