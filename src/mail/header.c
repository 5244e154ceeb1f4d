#include "mail/header.h"

#include <assert.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

#include "base/bidi.h"
#include "base/hash.h"
#include "base/utf8.h"

static void object_unref(void *p)
{
	if (*(void **)p)
		g_object_unref(*(void **)p);
}
static void text_free(char **text)
{
	g_free(*text);
}
#define CLEANUP_OBJECT __attribute__((cleanup(object_unref)))
#define CLEANUP_TEXT __attribute__((cleanup(text_free)))

/* Lengths in bytes. */
enum {
	ADDRESS_MAX = 254, /* RFC 5321 section 4.5.3.1.3, without the angle brackets */
	LOCAL_PART_MAX = 64,
	HEADER_LINE_MAX = 78,
	ENCODED_TEXT_MAX = 57, /* of an encoded word: it fits on a line after "Subject: " */
	PLAIN_WORD_MAX = 60,
	ENCODED_CHARACTER_MAX = 12, /* four bytes as "=XX" each */
};

/* The text on one line: a line end would begin a header of the writer's choice. */
static struct str header_text(struct arena *a, struct str text)
{
	return str_collapse(a, bidi_close(a, utf8_clean(a, text)));
}

/* dot-atom-text of RFC 5322 section 3.2.3, with letters, digits and the characters of `others` as
 * atext. */
static bool is_dot_atom(struct str s, const char *others)
{
	bool dot = true;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '.' && dot)
			return false;
		if (c != '.' && !is_alpha(c) && !is_digit(c) && (!c || !strchr(others, c)))
			return false;
		dot = c == '.';
	}
	return !dot;
}
bool header_is_local_part(struct str s)
{
	return s.n <= LOCAL_PART_MAX && is_dot_atom(s, "!#$%&'*+-/=?^_`{|}~");
}
bool header_is_domain(struct str s)
{
	return is_dot_atom(s, "-");
}

/* Whether a domain, which may be international, has the form of one. GMime would accept a space in
 * it and leave out what follows. */
static bool is_international_domain(struct arena *a, struct str s)
{
	char *ascii = str_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		ascii[i] = (unsigned char)s.p[i] >= 0x80 ? 'x' : s.p[i];
	return header_is_domain((struct str){ascii, s.n});
}

bool header_address(
	struct arena *a, struct str text, struct str *address, struct str *domain, struct err *err)
{
	struct str rest = text, local = str_cut(&rest, '@'), clean = header_text(a, text);
	g_mime_init(); /* counts its callers; the first one sets GMime's tables up */
	InternetAddress *mailbox CLEANUP_OBJECT = internet_address_mailbox_new(
		NULL, str_cstr(a, clean));
	*address = str_copy(
		a, str_of(internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox))));
	*domain = str_sub(*address, local.n + 1, SIZE_MAX); /* the local part is as it was */
	if (str_eq(clean, text) && address->n <= ADDRESS_MAX && header_is_local_part(local) &&
		header_is_domain(*domain) && is_international_domain(a, rest))
		return true;
	return err_set(err, "\"" STR_FMT "\" is not a mail address", STR_ARG(clean));
}

bool header_check_uri(struct arena *a, struct str uri, struct err *err)
{
	for (size_t i = 0; i < uri.n; i++)
		if (uri.p[i] <= ' ' || uri.p[i] >= 0x7f || strchr("<>\"", uri.p[i]))
			return err_set(err, "the address \"" STR_FMT "\" cannot stand in a header",
				STR_ARG(header_text(a, uri)));
	return true;
}

/* One character in the Q encoding (RFC 2047 sections 4.2 and 5(3)). */
static struct str encoded_character(
	struct str character, char out[static ENCODED_CHARACTER_MAX + 1])
{
	char c = character.p[0];
	assert(character.n > 0 && 3 * character.n <= ENCODED_CHARACTER_MAX);
	if (is_alpha(c) || is_digit(c) || strchr(" !*+-/", c)) {
		*out = c == ' ' ? '_' : c;
		return (struct str){out, 1};
	}
	size_t n = 0;
	for (size_t i = 0; i < character.n; i++)
		n += (size_t)snprintf(
			out + n, ENCODED_CHARACTER_MAX + 1 - n, "=%02X", (unsigned char)character.p[i]);
	return (struct str){out, n};
}

/* The text as encoded words (RFC 2047), each of whole characters. GMime's own encoder is not used:
 * it exceeds the 75 characters allowed where a script writes no spaces. And of its base64 words
 * that end in padding, programs that join words before they decode them lose what follows. */
static struct str encoded_words(struct arena *a, struct str text)
{
	struct buf out CLEANUP_BUF = buf_new(16 * text.n + HEADER_LINE_MAX);
	size_t width = 0;
	buf_add(&out, S("=?utf-8?Q?"));
	for (struct str rest = text; rest.n;) {
		char room[ENCODED_CHARACTER_MAX + 1];
		struct str before = rest;
		utf8_take(&rest);
		struct str encoded = encoded_character(str_sub(before, 0, before.n - rest.n), room);
		width += encoded.n;
		if (width > ENCODED_TEXT_MAX) {
			buf_add(&out, S("?= =?utf-8?Q?"));
			width = encoded.n;
		}
		buf_add(&out, encoded);
	}
	buf_add(&out, S("?="));
	assert(buf_ok(&out));
	return str_copy(a, buf_str(&out));
}

/* Whether the text can stand in a header as it is: ASCII in words short enough to fold, none of
 * which looks like an encoded word. */
static bool is_plain(struct str text)
{
	if (str_find(text, S("=?")) != STR_NOT_FOUND)
		return false;
	for (size_t i = 0, word = 0; i < text.n; i++) {
		word = text.p[i] == ' ' ? 0 : word + 1;
		if (text.p[i] < ' ' || text.p[i] > '~' || word > PLAIN_WORD_MAX)
			return false;
	}
	return true;
}

struct str header_words(struct arena *a, struct str text)
{
	text = header_text(a, text);
	return is_plain(text) ? text : encoded_words(a, text);
}

struct str header_named(struct arena *a, struct str name, struct str address)
{
	name = header_text(a, name);
	if (!is_plain(name))
		return str_printf(
			a, STR_FMT " <" STR_FMT ">", STR_ARG(encoded_words(a, name)), STR_ARG(address));
	char *quoted CLEANUP_TEXT = g_mime_utils_quote_string(str_cstr(a, name));
	return str_printf(a, "%s%s<" STR_FMT ">", quoted, name.n ? " " : "", STR_ARG(address));
}

void header_add(struct buf *out, const char *name, struct str value, const char *line_end)
{
	size_t column = strlen(name) + 1;
	for (struct str rest = value; rest.p;) {
		struct str word = str_cut(&rest, ' ');
		bool fold = column + 1 + word.n > HEADER_LINE_MAX;
		if (fold)
			buf_add(out, str_of(line_end));
		buf_add_char(out, ' ');
		buf_add(out, word);
		column = (fold ? 0 : column) + 1 + word.n;
	}
	buf_add(out, str_of(line_end));
}

struct str header_hash(struct arena *a, const struct str *fields, size_t n)
{
	return str_sub(hash_hex(a, hash_strs(fields, n)), 0, HEADER_HASH_DIGITS);
}

struct str header_date(struct arena *a, int64_t date)
{
	GDateTime *when = g_date_time_new_from_unix_utc(date);
	char *text CLEANUP_TEXT = g_mime_utils_header_format_date(when);
	g_date_time_unref(when);
	return str_copy(a, str_of(text));
}
