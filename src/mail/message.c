#include "mail/message.h"

#include <assert.h>
#include <gmime/gmime.h>
#include <stdio.h>
#include <string.h>

#include "base/bidi.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"

static void object_unref(void *p)
{
	if (*(void **)p)
		g_object_unref(*(void **)p);
}
static void date_unref(GDateTime **date)
{
	g_date_time_unref(*date);
}
static void options_free(GMimeFormatOptions **options)
{
	g_mime_format_options_free(*options);
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
	HASH_DIGITS = 16,
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
static bool is_local_part(struct str s)
{
	return s.n <= LOCAL_PART_MAX && is_dot_atom(s, "!#$%&'*+-/=?^_`{|}~");
}
static bool is_domain(struct str s)
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
	return is_domain((struct str){ascii, s.n});
}

/* *address is the text as it travels; *domain is a part of it. */
static bool check_address(
	struct arena *a, struct str text, struct str *address, struct str *domain, struct err *err)
{
	struct str rest = text, local = str_cut(&rest, '@'), clean = header_text(a, text);
	g_mime_init(); /* counts its callers; the first one sets GMime's tables up */
	InternetAddress *mailbox CLEANUP_OBJECT = internet_address_mailbox_new(
		NULL, str_cstr(a, clean));
	*address = str_copy(
		a, str_of(internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox))));
	*domain = str_sub(*address, local.n + 1, SIZE_MAX); /* the local part is as it was */
	if (str_eq(clean, text) && address->n <= ADDRESS_MAX && is_local_part(local) &&
		is_domain(*domain) && is_international_domain(a, rest))
		return true;
	return err_set(err, "\"" STR_FMT "\" is not a mail address", STR_ARG(clean));
}

bool message_address(struct arena *a, struct str text, struct str *address, struct err *err)
{
	struct str domain;
	return check_address(a, text, address, &domain, err);
}

/* A URI in angle brackets (RFC 2369 section 2) is ASCII without spaces, quotes, angle brackets and
 * control characters. */
static bool check_uri(struct arena *a, struct str uri, struct err *err)
{
	for (size_t i = 0; i < uri.n; i++)
		if (uri.p[i] <= ' ' || uri.p[i] >= 0x7f || strchr("<>\"", uri.p[i]))
			return err_set(err, "the address \"" STR_FMT "\" cannot stand in a header",
				STR_ARG(header_text(a, uri)));
	return true;
}

static struct str content_hash(struct arena *a, const struct message *m)
{
	struct str fields[] = {m->from.address, m->subject, m->text, m->html};
	return str_sub(hash_hex(a, hash_strs(fields, sizeof fields / sizeof *fields)), 0, HASH_DIGITS);
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

static struct str header_unstructured(struct arena *a, struct str text)
{
	text = header_text(a, text);
	return is_plain(text) ? text : encoded_words(a, text);
}

/* "name" <address>: a phrase (RFC 5322 section 3.2.5) and what it names. */
static struct str header_named(struct arena *a, struct str name, struct str address)
{
	name = header_text(a, name);
	if (!is_plain(name))
		return str_printf(
			a, STR_FMT " <" STR_FMT ">", STR_ARG(encoded_words(a, name)), STR_ARG(address));
	char *quoted CLEANUP_TEXT = g_mime_utils_quote_string(str_cstr(a, name));
	return str_printf(a, "%s%s<" STR_FMT ">", quoted, name.n ? " " : "", STR_ARG(address));
}

/* Adds a header folded at spaces (RFC 5322 section 2.2.3). It is set as raw bytes, because GMime
 * would encode an address that needs a line of its own. */
static void add_header(struct arena *a, GMimeMessage *out, const char *name, struct str value)
{
	struct buf raw CLEANUP_BUF = buf_new(2 * value.n + HEADER_LINE_MAX);
	size_t column = strlen(name) + 1;
	for (struct str rest = value; rest.p;) {
		struct str word = str_cut(&rest, ' ');
		bool fold = column + 1 + word.n > HEADER_LINE_MAX;
		buf_add(&raw, fold ? S("\n ") : S(" "));
		buf_add(&raw, word);
		column = (fold ? 0 : column) + 1 + word.n;
	}
	buf_add_char(&raw, '\n');
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(out));
	g_mime_header_list_append(headers, name, str_cstr(a, value), NULL);
	assert(buf_ok(&raw));
	GMimeHeader *header = g_mime_header_list_get_header_at(
		headers, g_mime_header_list_get_count(headers) - 1);
	g_mime_header_set_raw_value(header, raw.p);
}

static void add_uri(struct arena *a, GMimeMessage *out, const char *name, struct str uri)
{
	if (uri.n)
		add_header(a, out, name, header_named(a, STR_NONE, uri));
}

static void add_list_headers(
	struct arena *a, GMimeMessage *out, const struct message *m, struct str domain)
{
	/* Programs that answer for their owners on vacation do not answer this (RFC 3834). */
	add_header(a, out, "Auto-Submitted", S("auto-generated"));
	if (!m->list_label.n)
		return;
	struct str list = str_printf(a, STR_FMT "." STR_FMT, STR_ARG(m->list_label), STR_ARG(domain));
	add_header(a, out, "List-Id", header_named(a, m->list_name, list));
	add_uri(a, out, "List-Unsubscribe", m->unsubscribe);
	add_uri(a, out, "List-Archive", m->archive);
	/* Nobody but the desk may write to the list (RFC 2369 section 3.4). */
	add_header(a, out, "List-Post", S("NO"));
}

static GMimeObject *part_new(struct arena *a, const char *subtype, struct str body)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	GMimeStream *stream CLEANUP_OBJECT = g_mime_stream_mem_new_with_buffer(
		str_cstr(a, body), body.n);
	GMimeDataWrapper *content CLEANUP_OBJECT = g_mime_data_wrapper_new_with_stream(
		stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content(part, content);
	/* Even for ASCII: it keeps the spaces at the ends of flowed lines through any relay (RFC 3676
	 * section 4.2), and allows lines of any length. */
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return GMIME_OBJECT(part);
}

static void add_text(struct arena *a, GMimeMessage *out, const struct message *m)
{
	GMimeObject *text CLEANUP_OBJECT = part_new(a, "plain", m->text);
	g_mime_object_set_content_type_parameter(text, "format", "flowed");
	g_mime_message_set_mime_part(out, text);
}

static void add_both(struct arena *a, GMimeMessage *out, const struct message *m, struct str hash)
{
	GMimeMultipart *both CLEANUP_OBJECT = g_mime_multipart_new_with_subtype("alternative");
	GMimeObject *text CLEANUP_OBJECT = part_new(a, "plain", m->text);
	GMimeObject *html CLEANUP_OBJECT = part_new(a, "html", m->html);
	g_mime_object_set_content_type_parameter(text, "format", "flowed");
	/* "=_" never occurs in quoted-printable text (RFC 2045 section 6.7), so no content can contain
	 * the boundary. */
	g_mime_multipart_set_boundary(both, str_cstr(a, str_printf(a, "=_" STR_FMT, STR_ARG(hash))));
	g_mime_multipart_add(both, text);
	g_mime_multipart_add(both, html);
	g_mime_message_set_mime_part(out, GMIME_OBJECT(both));
}

static struct str message_bytes(struct arena *a, GMimeMessage *message)
{
	GMimeFormatOptions *options
		__attribute__((cleanup(options_free))) = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	char *bytes CLEANUP_TEXT = g_mime_object_to_string(GMIME_OBJECT(message), options);
	return str_copy(a, str_of(bytes));
}

bool message_write(struct arena *a, const struct message *m, struct str *out, struct err *err)
{
	struct str from, to, domain, to_domain;
	if (!check_address(a, m->from.address, &from, &domain, err) ||
		!check_address(a, m->to.address, &to, &to_domain, err) ||
		!check_uri(a, m->unsubscribe, err) || !check_uri(a, m->archive, err))
		return false;
	if (!is_local_part(m->id) || (m->list_label.n && !is_domain(m->list_label)))
		return err_set(err,
			"\"" STR_FMT "\" cannot be part of a Message-ID, or \"" STR_FMT "\" of a List-Id",
			STR_ARG(m->id), STR_ARG(m->list_label));
	struct str hash = content_hash(a, m);
	GMimeMessage *message CLEANUP_OBJECT = g_mime_message_new(false);
	GDateTime *date __attribute__((cleanup(date_unref))) = g_date_time_new_from_unix_utc(m->date);
	add_header(a, message, "From", header_named(a, m->from.name, from));
	add_header(a, message, "To", header_named(a, m->to.name, to));
	add_header(a, message, "Subject", header_unstructured(a, m->subject));
	g_mime_message_set_date(message, date);
	add_header(a, message, "Message-ID",
		str_printf(a, "<" STR_FMT "." STR_FMT "@" STR_FMT ">", STR_ARG(m->id), STR_ARG(hash),
			STR_ARG(domain)));
	add_list_headers(a, message, m, domain);
	if (m->html.n)
		add_both(a, message, m, hash);
	else
		add_text(a, message, m);
	*out = message_bytes(a, message);
	return true;
}

struct str message_mailto(struct arena *a, struct str address, struct str subject)
{
	struct str domain = address, local = str_cut(&domain, '@');
	return str_printf(a, "mailto:" STR_FMT "@" STR_FMT "?subject=" STR_FMT,
		STR_ARG(url_encode(a, local)), STR_ARG(url_encode(a, domain)),
		STR_ARG(url_encode(a, subject)));
}
