#include "parse/text/charset.h"

#include <assert.h>
#include <iconv.h>
#include <uchardet.h>

#include "base/buf.h"
#include "base/utf8.h"

/* In bytes: where the XML declaration must end, the longest label that is looked at, and how much
 * of the text uchardet reads. */
enum { PROLOG_REACH = 1024, LABEL_MAX = 40, GUESS_REACH = 256 * 1024 };

/* Labels that mean another encoding on the web than to iconv (WHATWG Encoding 4.2), and those of
 * UTF-7, which are not used: their encoding is "". */
static const struct {
	struct str label, encoding;
} LABELS[] = {
	{S("utf8"), S("utf-8")},
	{S("unicode-1-1-utf-8"), S("utf-8")},
	{S("ascii"), S("windows-1252")},
	{S("us-ascii"), S("windows-1252")},
	{S("iso-8859-1"), S("windows-1252")},
	{S("iso8859-1"), S("windows-1252")},
	{S("iso_8859-1"), S("windows-1252")},
	{S("latin1"), S("windows-1252")},
	{S("latin-1"), S("windows-1252")},
	{S("l1"), S("windows-1252")},
	{S("cp1252"), S("windows-1252")},
	{S("x-cp1252"), S("windows-1252")},
	{S("iso-8859-9"), S("windows-1254")},
	{S("latin5"), S("windows-1254")},
	{S("iso-8859-11"), S("windows-874")},
	{S("tis-620"), S("windows-874")},
	{S("gb2312"), S("gb18030")},
	{S("gb_2312-80"), S("gb18030")},
	{S("gbk"), S("gb18030")},
	{S("x-gbk"), S("gb18030")},
	{S("chinese"), S("gb18030")},
	{S("ks_c_5601-1987"), S("cp949")},
	{S("ksc5601"), S("cp949")},
	{S("euc-kr"), S("cp949")},
	{S("korean"), S("cp949")},
	{S("uhc"), S("cp949")},
	{S("shift_jis"), S("cp932")},
	{S("shift-jis"), S("cp932")},
	{S("sjis"), S("cp932")},
	{S("x-sjis"), S("cp932")},
	{S("windows-31j"), S("cp932")},
	{S("x-euc-jp"), S("euc-jp")},
	{S("big5-hkscs"), S("big5-hkscs")},
	{S("x-x-big5"), S("big5")},
	{S("visual"), S("iso-8859-8")},
	{S("utf-7"), S("")},
	{S("utf7"), S("")},
	{S("unicode-1-1-utf-7"), S("")},
	{S("csunicode11utf7"), S("")},
	{S("utf-7-imap"), S("")},
};

/* Byte order marks, and how "<" begins a document without one (XML 1.0 appendix F). Longer ones
 * stand before those that they begin with. */
static const struct {
	struct str bytes, encoding;
	bool mark; /* a byte order mark, which is no part of the text */
} SIGNATURES[] = {
	{S("\xEF\xBB\xBF"), S("utf-8"), true},
	{S("\xFF\xFE\0\0"), S("utf-32le"), true},
	{S("\0\0\xFE\xFF"), S("utf-32be"), true},
	{S("\xFF\xFE"), S("utf-16le"), true},
	{S("\xFE\xFF"), S("utf-16be"), true},
	{S("<\0\0\0"), S("utf-32le"), false},
	{S("\0\0\0<"), S("utf-32be"), false},
	{S("<\0"), S("utf-16le"), false},
	{S("\0<"), S("utf-16be"), false},
};

static void iconv_free(iconv_t *cd)
{
	if (*cd != (iconv_t)-1)
		iconv_close(*cd);
}

static void uchardet_free(uchardet_t *detector)
{
	uchardet_delete(*detector);
}

/* The encoding that a label names, as iconv knows it; "" for none. */
static struct str encoding_of_label(struct arena *a, struct str label)
{
	label = str_lower(a, str_trim(label));
	for (size_t i = 0; i < sizeof LABELS / sizeof *LABELS; i++)
		if (str_eq(label, LABELS[i].label))
			return LABELS[i].encoding;
	return label.n <= LABEL_MAX ? label : STR_NONE;
}

/* Converts all of `bytes` with iconv. A byte that means nothing in the encoding makes a strict
 * conversion false; otherwise it becomes U+FFFD. False too for an encoding that iconv lacks, and
 * where iconv writes what is no UTF-8: glibc lets code points beyond U+10FFFF of UCS-4 pass, under
 * labels such as "wchar_t". */
static bool convert_to_utf8(
	struct arena *a, struct str bytes, struct str encoding, bool strict, struct str *text)
{
	iconv_t cd __attribute__((cleanup(iconv_free))) = iconv_open("UTF-8", str_cstr(a, encoding));
	if (cd == (iconv_t)-1)
		return false;
	struct buf out CLEANUP_BUF = buf_new(bytes.n * 4 + 16);
	char *in = (char *)(uintptr_t)bytes.p, piece[8192]; /* iconv does not write to its input */
	size_t left = bytes.n;
	while (left) {
		char *to = piece;
		size_t room = sizeof piece, before = left;
		iconv(cd, &in, &left, &to, &room);
		assert(to >= piece && left <= before);
		buf_add(&out, (struct str){piece, (size_t)(to - piece)});
		if (left != before || to != piece)
			continue;
		if (strict)
			return false;
		utf8_add(&out, 0xFFFD);
		in++, left--;
	}
	if (!utf8_valid(buf_str(&out)))
		return false;
	*text = str_copy(a, buf_str(&out));
	return true;
}

/* True when ASCII text has the same bytes in this encoding, so that it need not be converted. */
static bool extends_ascii(struct str encoding)
{
	return str_starts(encoding, S("windows-")) || str_starts(encoding, S("iso-8859-")) ||
		str_starts(encoding, S("cp9")) || str_starts(encoding, S("koi8")) ||
		str_starts(encoding, S("gb18030")) || str_starts(encoding, S("big5")) ||
		str_starts(encoding, S("euc-"));
}

/* Reads the bytes in this encoding; false when they cannot be. */
static bool try_encoding(
	struct arena *a, struct str bytes, struct str encoding, struct charset_text *out)
{
	bool same = str_eq(encoding, S("utf-8")) ? utf8_valid(bytes) :
											   extends_ascii(encoding) && str_is_ascii(bytes);
	if (same)
		out->text = bytes;
	else if (!encoding.n || str_eq(encoding, S("utf-8")) ||
		!convert_to_utf8(a, bytes, encoding, true, &out->text))
		return false;
	out->encoding = encoding;
	return true;
}

static bool try_signature(struct arena *a, struct str bytes, struct charset_text *out)
{
	for (size_t i = 0; i < sizeof SIGNATURES / sizeof *SIGNATURES; i++)
		if (str_starts(bytes, SIGNATURES[i].bytes))
			return try_encoding(a,
				str_sub(bytes, SIGNATURES[i].mark ? SIGNATURES[i].bytes.n : 0, SIZE_MAX),
				SIGNATURES[i].encoding, out);
	return false;
}

/* The value of `key=value` or `key="value"` in s, up to white space, a quote or a separator. */
static struct str parameter_value(struct str s, struct str key)
{
	size_t at = str_ifind(s, key);
	if (at == STR_NOT_FOUND)
		return STR_NONE;
	s = str_trim(str_sub(s, at + key.n, SIZE_MAX));
	if (!str_starts(s, S("=")))
		return STR_NONE;
	s = str_trim(str_sub(s, 1, SIZE_MAX));
	if (s.n && (s.p[0] == '"' || s.p[0] == '\''))
		s = str_sub(s, 1, SIZE_MAX);
	size_t n = 0;
	while (n < s.n && !is_space(s.p[n]) && s.p[n] != '"' && s.p[n] != '\'' && s.p[n] != ';' &&
		s.p[n] != '?' && s.p[n] != '>')
		n++;
	return str_sub(s, 0, n);
}

/* The label in the XML declaration, as far as it can be read as ASCII. */
static struct str prolog_label(struct str bytes)
{
	struct str front = str_trim(str_sub(bytes, 0, PROLOG_REACH));
	size_t end = str_find(front, S("?>"));
	return str_starts(front, S("<?xml")) && end != STR_NOT_FOUND ?
		parameter_value(str_sub(front, 0, end), S("encoding")) :
		STR_NONE;
}

/* What uchardet takes the bytes for; "" when it cannot say. */
static struct str guess_encoding(struct arena *a, struct str bytes)
{
	uchardet_t detector __attribute__((cleanup(uchardet_free))) = uchardet_new();
	struct str front = str_sub(bytes, 0, GUESS_REACH);
	if (uchardet_handle_data(detector, front.p, front.n) != 0)
		return STR_NONE;
	uchardet_data_end(detector);
	return encoding_of_label(a, str_of(uchardet_get_charset(detector)));
}

/* True for UTF-8 with a few bad bytes, such as a cut character or a piece pasted in from another
 * encoding: more than two good characters beyond ASCII for each bad one. */
static bool is_mostly_utf8(struct str bytes)
{
	size_t good = 0, bad = 0;
	while (bytes.n) {
		if ((unsigned char)bytes.p[0] < 0x80) {
			bytes = str_sub(bytes, 1, SIZE_MAX);
			continue;
		}
		bool malformed = utf8_take(&bytes) == 0xFFFD;
		good += !malformed;
		bad += malformed;
	}
	return good > 2 * bad;
}

/* Reads the bytes in the encoding that a label claims; false when they contradict it. A document
 * whose signature was not that of UTF-16 or UTF-32 is neither, whatever it claims. */
static bool try_label(struct arena *a, struct str bytes, struct str label, struct charset_text *out)
{
	if (!label.n)
		return false;
	struct str encoding = encoding_of_label(a, label);
	bool wide = str_starts(encoding, S("utf-16")) || str_starts(encoding, S("utf-32")) ||
		str_starts(encoding, S("ucs"));
	if (!wide && try_encoding(a, bytes, encoding, out))
		return true;
	out->fault = "the encoding that it claims is not the one that it is written in";
	return false;
}

static void decode_bytes(
	struct arena *a, struct str bytes, struct str content_type, struct charset_text *out)
{
	*out = (struct charset_text){0};
	if (try_signature(a, bytes, out) ||
		try_label(a, bytes, parameter_value(content_type, S("charset")), out) ||
		try_label(a, bytes, prolog_label(bytes), out))
		return;
	if (try_encoding(a, bytes, S("utf-8"), out))
		return;
	out->fault = "some bytes are not valid in its encoding";
	if (is_mostly_utf8(bytes)) {
		out->encoding = S("utf-8");
		out->text = utf8_clean(a, bytes);
		return;
	}
	if (try_encoding(a, bytes, guess_encoding(a, bytes), out))
		return;
	out->encoding = S("windows-1252");
	if (!convert_to_utf8(a, bytes, out->encoding, false, &out->text))
		out->text = STR_NONE;
}

void charset_decode(
	struct arena *a, struct str bytes, struct str content_type, struct charset_text *out)
{
	decode_bytes(a, bytes, content_type, out);
	assert(utf8_valid(out->text));
}
