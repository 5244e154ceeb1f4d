#include "mail/message.h"

#include <gmime/gmime.h>
#include <string.h>

#include "base/hash.h"
#include "base/url.h"
#include "base/utf8.h"

static void object_unref(void *p)
{
	if (*(void **)p)
		g_object_unref(*(void **)p);
}
static void date_unref(GDateTime **date) { g_date_time_unref(*date); }
static void options_free(GMimeFormatOptions **options) { g_mime_format_options_free(*options); }
static void text_free(char **text) { g_free(*text); }
#define CLEANUP_OBJECT __attribute__((cleanup(object_unref)))
#define CLEANUP_TEXT __attribute__((cleanup(text_free)))

enum { ADDRESS_MAX = 254 /* RFC 5321 section 4.5.3.1.3, less the angle brackets */, LOCAL_PART_MAX = 64, HASH_DIGITS = 16, HEADER_LINE_MAX = 78 };

/* One line whatever it was: a line end in a header would begin a header of the writer's choice. */
static struct str header_text(struct arena *a, struct str text)
{
	return str_collapse(a, utf8_clean(a, text));
}

/* dot-atom-text of RFC 5322 section 3.2.3, letters, digits and the characters of `others` taken as atext. */
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
static bool is_local_part(struct str s) { return s.n <= LOCAL_PART_MAX && is_dot_atom(s, "!#$%&'*+-/=?^_`{|}~"); }
static bool is_domain(struct str s) { return is_dot_atom(s, "-"); }

/* The address as it travels, its domain in ASCII (IDNA); *domain is a part of it. */
static bool address_check(struct arena *a, struct str text, struct str *address, struct str *domain, struct err *err)
{
	struct str rest = text, local = str_cut(&rest, '@'), clean = header_text(a, text);
	InternetAddress *mailbox CLEANUP_OBJECT = internet_address_mailbox_new(NULL, str_cstr(a, clean));
	*address = str_copy(a, str_of(internet_address_mailbox_get_idn_addr(INTERNET_ADDRESS_MAILBOX(mailbox))));
	*domain = str_sub(*address, local.n + 1, SIZE_MAX);
	if (str_eq(clean, text) && address->n <= ADDRESS_MAX && is_local_part(local) && is_domain(*domain) && str_find_char(rest, '@') == STR_NOT_FOUND)
		return true;
	return err_set(err, "\"" STR_FMT "\" is not a mail address", STR_ARG(clean));
}

/* RFC 3986 in angle brackets (RFC 2369 section 2): no space, no bracket, no control character, ASCII alone. */
static bool uri_check(struct arena *a, struct str uri, struct err *err)
{
	for (size_t i = 0; i < uri.n; i++)
		if (uri.p[i] <= ' ' || uri.p[i] >= 0x7f || strchr("<>\"", uri.p[i]))
			return err_set(err, "the address \"" STR_FMT "\" cannot stand in a header", STR_ARG(header_text(a, uri)));
	return true;
}

static struct str content_hash(struct arena *a, const struct message *m)
{
	struct str fields[] = {m->from.address, m->subject, m->text, m->html};
	return str_sub(hash_hex(a, hash_strs(fields, sizeof fields / sizeof *fields)), 0, HASH_DIGITS);
}

static void add_mailbox(struct arena *a, GMimeMessage *out, GMimeAddressType type, struct str name, struct str address)
{
	name = header_text(a, name);
	g_mime_message_add_mailbox(out, type, name.n ? str_cstr(a, name) : NULL, str_cstr(a, address));
}

static void add_header(GMimeMessage *out, const char *name, const char *value)
{
	g_mime_object_append_header(GMIME_OBJECT(out), name, value, "utf-8");
}

/* <id> or <URI>. GMime would make encoded words of a long one, which no reader decodes here; so it is written raw, on a line of its own if it must. */
static void add_bracketed(struct arena *a, GMimeMessage *out, const char *name, struct str value)
{
	if (!value.n)
		return;
	const char *fold = strlen(name) + strlen(": <>") + value.n > HEADER_LINE_MAX ? "\n " : " ";
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(out));
	g_mime_header_list_append(headers, name, str_cstr(a, value), NULL);
	GMimeHeader *header = g_mime_header_list_get_header_at(headers, g_mime_header_list_get_count(headers) - 1);
	g_mime_header_set_raw_value(header, str_cstr(a, str_printf(a, "%s<" STR_FMT ">\n", fold, STR_ARG(value))));
}

static void add_list_headers(struct arena *a, GMimeMessage *out, const struct message *m, struct str domain)
{
	char *phrase CLEANUP_TEXT = g_mime_utils_header_encode_phrase(NULL, str_cstr(a, header_text(a, m->list_name)), "utf-8");
	add_header(out, "List-Id", str_cstr(a, str_printf(a, "%s <" STR_FMT "." STR_FMT ">", phrase, STR_ARG(m->list_label), STR_ARG(domain))));
	add_bracketed(a, out, "List-Unsubscribe", m->unsubscribe);
	add_bracketed(a, out, "List-Archive", m->archive);
	add_header(out, "List-Post", "NO"); /* RFC 2369 section 3.4: announcements only */
	add_header(out, "Auto-Submitted", "auto-generated"); /* RFC 3834: no vacation answers, please */
}

static GMimeObject *part_new(struct arena *a, const char *subtype, struct str body)
{
	GMimePart *part = g_mime_part_new_with_type("text", subtype);
	GMimeStream *stream CLEANUP_OBJECT = g_mime_stream_mem_new_with_buffer(str_cstr(a, body), body.n);
	GMimeDataWrapper *content CLEANUP_OBJECT = g_mime_data_wrapper_new_with_stream(stream, GMIME_CONTENT_ENCODING_DEFAULT);
	g_mime_object_set_content_type_parameter(GMIME_OBJECT(part), "charset", "utf-8");
	g_mime_part_set_content(part, content);
	/* Always: it keeps the spaces at the ends of flowed lines through any relay (RFC 3676 section 4.2), and lines of any length. */
	g_mime_part_set_content_encoding(part, GMIME_CONTENT_ENCODING_QUOTEDPRINTABLE);
	return GMIME_OBJECT(part);
}

static void add_body(struct arena *a, GMimeMessage *out, const struct message *m, struct str hash)
{
	GMimeMultipart *both CLEANUP_OBJECT = g_mime_multipart_new_with_subtype("alternative");
	GMimeObject *text CLEANUP_OBJECT = part_new(a, "plain", m->text);
	GMimeObject *html CLEANUP_OBJECT = part_new(a, "html", m->html);
	g_mime_object_set_content_type_parameter(text, "format", "flowed");
	/* "=_" never occurs in quoted-printable text (RFC 2045 section 6.7), so no content can contain the boundary. */
	g_mime_multipart_set_boundary(both, str_cstr(a, str_printf(a, "=_" STR_FMT, STR_ARG(hash))));
	g_mime_multipart_add(both, text);
	g_mime_multipart_add(both, html);
	g_mime_message_set_mime_part(out, GMIME_OBJECT(both));
}

static struct str message_bytes(struct arena *a, GMimeMessage *message)
{
	GMimeFormatOptions *options __attribute__((cleanup(options_free))) = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	char *bytes CLEANUP_TEXT = g_mime_object_to_string(GMIME_OBJECT(message), options);
	return str_copy(a, str_of(bytes));
}

bool message_write(struct arena *a, const struct message *m, struct str *out, struct err *err)
{
	struct str from, to, domain, to_domain;
	g_mime_init(); /* counts its callers; the first one sets GMime's tables up */
	if (!address_check(a, m->from.address, &from, &domain, err) || !address_check(a, m->to.address, &to, &to_domain, err) ||
	    !uri_check(a, m->unsubscribe, err) || !uri_check(a, m->archive, err))
		return false;
	if (!is_local_part(m->id) || !is_domain(m->list_label))
		return err_set(err, "\"" STR_FMT "\" cannot be part of a Message-ID, or \"" STR_FMT "\" of a List-Id", STR_ARG(m->id), STR_ARG(m->list_label));
	struct str hash = content_hash(a, m);
	GMimeMessage *message CLEANUP_OBJECT = g_mime_message_new(true);
	GDateTime *date __attribute__((cleanup(date_unref))) = g_date_time_new_from_unix_utc(m->date);
	add_mailbox(a, message, GMIME_ADDRESS_TYPE_FROM, m->from.name, from);
	add_mailbox(a, message, GMIME_ADDRESS_TYPE_TO, m->to.name, to);
	g_mime_message_set_subject(message, str_cstr(a, header_text(a, m->subject)), "utf-8");
	g_mime_message_set_date(message, date);
	add_bracketed(a, message, "Message-ID", str_printf(a, STR_FMT "." STR_FMT "@" STR_FMT, STR_ARG(m->id), STR_ARG(hash), STR_ARG(domain)));
	add_list_headers(a, message, m, domain);
	add_body(a, message, m, hash);
	*out = message_bytes(a, message);
	return true;
}

struct str message_mailto(struct arena *a, struct str address, struct str subject)
{
	struct str domain = address, local = str_cut(&domain, '@');
	return str_printf(a, "mailto:" STR_FMT "@" STR_FMT "?subject=" STR_FMT, STR_ARG(url_encode(a, local)), STR_ARG(url_encode(a, domain)),
			  STR_ARG(url_encode(a, subject)));
}
