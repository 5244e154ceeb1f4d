#include "parse/text/charset.h"

#include <assert.h>
#include <iconv.h>
#include <string.h>
#include <uchardet.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/text/reference.h"

/* In bytes: where the XML declaration must end, the longest label that is looked at, and how much
 * of the text uchardet reads. */
enum { PROLOG_REACH = 1024, LABEL_MAX = 40, GUESS_REACH = 256 * 1024 };

static const char FALSE_CLAIM[] =
	"the encoding that it claims is not the one that it is written in";

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

/* How many characters beyond ASCII a decoding found, and how many bytes or sequences meant none. */
struct tally {
	size_t good, bad;
};

static size_t count_beyond_ascii(struct str text)
{
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++)
		n += ((unsigned char)text.p[i] & 0xC0) == 0xC0;
	return n;
}

/* Converts all of `bytes` with iconv. A byte that means nothing in the encoding becomes U+FFFD.
 * False for an encoding that iconv lacks, and where iconv writes what is no UTF-8: glibc lets code
 * points beyond U+10FFFF of UCS-4 pass, under labels such as "wchar_t". */
static bool convert_to_utf8(
	struct buf *out, struct str bytes, struct str encoding, struct tally *tally)
{
	char name[LABEL_MAX + 1] = "";
	memcpy(name, encoding.p, encoding.n < LABEL_MAX ? encoding.n : LABEL_MAX);
	iconv_t cd __attribute__((cleanup(iconv_free))) = iconv_open("UTF-8", name);
	*tally = (struct tally){0};
	if (cd == (iconv_t)-1)
		return false;
	char *in = (char *)(uintptr_t)bytes.p, piece[8192]; /* iconv does not write to its input */
	size_t left = bytes.n;
	while (left) {
		char *to = piece;
		size_t room = sizeof piece, before = left;
		iconv(cd, &in, &left, &to, &room);
		assert(to >= piece && left <= before);
		buf_add(out, (struct str){piece, (size_t)(to - piece)});
		if (left != before || to != piece)
			continue;
		utf8_add(out, 0xFFFD);
		tally->bad++;
		in++, left--;
	}
	tally->good = count_beyond_ascii(buf_str(out)) - tally->bad;
	return utf8_valid(buf_str(out));
}

/* Takes a character off *bytes, which are UTF-8 in which surrogate pairs are joined (CESU-8); false
 * when what stands there means none. */
static bool take_utf8(struct str *bytes, uint32_t *c)
{
	bool replacement = str_starts(*bytes, S("\xEF\xBF\xBD"));
	*c = utf8_take_joined(bytes);
	return *c != 0xFFFD || replacement;
}

static struct tally tally_utf8(struct str bytes)
{
	struct tally tally = {0};
	for (uint32_t c; bytes.n;) {
		bool good = take_utf8(&bytes, &c);
		tally.good += good && c >= 0x80;
		tally.bad += !good;
	}
	return tally;
}

/* What means nothing becomes U+FFFD. */
static struct str clean_utf8(struct arena *a, struct str bytes)
{
	struct buf out CLEANUP_BUF = buf_new(bytes.n * 3 + 16);
	for (uint32_t c; bytes.n;) {
		take_utf8(&bytes, &c);
		utf8_add(&out, c);
	}
	return str_copy(a, buf_str(&out));
}

/* windows-1252, but what is UTF-8 stays so: pieces of both stand in some documents, and no text of
 * windows-1252 looks like UTF-8. */
static struct str clean_mixture(struct arena *a, struct str bytes)
{
	struct buf out CLEANUP_BUF = buf_new(bytes.n * 3 + 16);
	while (bytes.n) {
		struct str rest = bytes;
		uint32_t c;
		bool good = take_utf8(&rest, &c);
		utf8_add(&out, good ? c : reference_numeric_code((unsigned char)bytes.p[0]));
		bytes = good ? rest : str_sub(bytes, 1, SIZE_MAX);
	}
	return str_copy(a, buf_str(&out));
}

/* True when ASCII text has the same bytes in this encoding, so that it need not be converted. */
static bool extends_ascii(struct str encoding)
{
	return str_starts(encoding, S("windows-")) || str_starts(encoding, S("iso-8859-")) ||
		str_starts(encoding, S("cp9")) || str_starts(encoding, S("koi8")) ||
		str_starts(encoding, S("gb18030")) || str_starts(encoding, S("big5")) ||
		str_starts(encoding, S("euc-"));
}

/* Reads the bytes in this encoding; false when one of them means nothing in it. */
static bool try_encoding(
	struct arena *a, struct str bytes, struct str encoding, struct charset_text *out)
{
	struct buf converted CLEANUP_BUF = buf_new(bytes.n * 4 + 16);
	struct tally tally;
	bool same = str_eq(encoding, S("utf-8")) ? utf8_valid(bytes) :
											   extends_ascii(encoding) && str_is_ascii(bytes);
	if (same)
		out->text = bytes;
	else if (!encoding.n || str_eq(encoding, S("utf-8")) ||
		!convert_to_utf8(&converted, bytes, encoding, &tally) || tally.bad)
		return false;
	else
		out->text = str_copy(a, buf_str(&converted));
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

/* What uchardet takes the bytes for; "" when it cannot say, or says windows-1252, which is what is
 * left when nothing else fits. */
static struct str guess_encoding(struct arena *a, struct str bytes)
{
	uchardet_t detector __attribute__((cleanup(uchardet_free))) = uchardet_new();
	struct str front = str_sub(bytes, 0, GUESS_REACH);
	if (uchardet_handle_data(detector, front.p, front.n) != 0)
		return STR_NONE;
	uchardet_data_end(detector);
	struct str encoding = encoding_of_label(a, str_of(uchardet_get_charset(detector)));
	return str_eq(encoding, S("windows-1252")) ? STR_NONE : encoding;
}

/* True for an encoding of UTF-16 or UTF-32. A document without their signature is in neither. */
static bool is_wide(struct str encoding)
{
	return str_starts(encoding, S("utf-16")) || str_starts(encoding, S("utf-32")) ||
		str_starts(encoding, S("ucs"));
}

/* True when each byte is one character, so that almost any bytes mean something. */
static bool is_single_byte(struct str encoding)
{
	return str_starts(encoding, S("windows-")) || str_starts(encoding, S("iso-8859-")) ||
		str_starts(encoding, S("koi8"));
}

/* Reads the bytes in the encoding that a label claims; false when they contradict it. What is
 * mostly UTF-8 is in no encoding of single bytes, in which it would read "Ã©". */
static bool try_label(
	struct arena *a, struct str bytes, struct str encoding, struct charset_text *out)
{
	if (!encoding.n || is_wide(encoding))
		return false;
	if (!is_single_byte(encoding) || str_is_ascii(bytes))
		return try_encoding(a, bytes, encoding, out);
	struct tally utf8 = tally_utf8(bytes);
	if (utf8.good > utf8.bad)
		return false;
	if (!str_eq(encoding, S("windows-1252")))
		return try_encoding(a, bytes, encoding, out);
	out->encoding = encoding;
	out->text = clean_mixture(a, bytes);
	return true;
}

/* The same where some bytes mean nothing in the encoding, but most characters beyond ASCII are. */
static bool try_mostly(
	struct arena *a, struct str bytes, struct str encoding, struct charset_text *out)
{
	struct buf converted CLEANUP_BUF = buf_new(bytes.n * 4 + 16);
	struct tally tally;
	bool utf8 = str_eq(encoding, S("utf-8"));
	if (utf8)
		tally = tally_utf8(bytes);
	else if (!encoding.n || is_wide(encoding) || is_single_byte(encoding) ||
		!convert_to_utf8(&converted, bytes, encoding, &tally))
		return false;
	if (!tally.good || tally.good < tally.bad)
		return false;
	out->encoding = encoding;
	out->text = utf8 ? clean_utf8(a, bytes) : str_copy(a, buf_str(&converted));
	return true;
}

static void decode_bytes(
	struct arena *a, struct str bytes, struct str content_type, struct charset_text *out)
{
	const struct str utf8 = S("utf-8"), http = parameter_value(content_type, S("charset")),
					 prolog = prolog_label(bytes),
					 claims[] = {encoding_of_label(a, http), encoding_of_label(a, prolog)};
	*out = (struct charset_text){0};
	if (try_signature(a, bytes, out) || try_label(a, bytes, claims[0], out))
		return;
	if (http.n)
		out->fault = FALSE_CLAIM;
	if (try_label(a, bytes, claims[1], out))
		return;
	if (prolog.n)
		out->fault = FALSE_CLAIM;
	if (try_encoding(a, bytes, utf8, out))
		return;
	out->fault = "some bytes are not valid in its encoding";
	if (try_mostly(a, bytes, claims[0], out) || try_mostly(a, bytes, claims[1], out) ||
		try_mostly(a, bytes, utf8, out) || try_encoding(a, bytes, guess_encoding(a, bytes), out))
		return;
	out->encoding = S("windows-1252");
	out->text = clean_mixture(a, bytes);
}

void charset_decode(
	struct arena *a, struct str bytes, struct str content_type, struct charset_text *out)
{
	decode_bytes(a, bytes, content_type, out);
	assert(utf8_valid(out->text));
}
