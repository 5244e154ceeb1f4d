#include "mail/message.h"

#include <assert.h>
#include <gmime/gmime.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/url.h"
#include "mail/header.h"

static void object_unref(void *p)
{
	if (*(void **)p)
		g_object_unref(*(void **)p);
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

/* Of the sender in a Feedback-ID, in bytes. */
enum { SENDER_MIN = 5, SENDER_MAX = 15 };

bool message_address(struct arena *a, struct str text, struct str *address, struct err *err)
{
	struct str domain;
	return header_address(a, text, address, &domain, err);
}

struct str message_content(struct arena *a, const struct message *m)
{
	if (m->content.n)
		return str_sub(m->content, 0, HEADER_HASH_DIGITS);
	struct str fields[] = {m->from.address, m->subject, m->text, m->html};
	return header_hash(a, fields, ARRAY_COUNT(fields));
}

struct str message_id(struct arena *a, const struct message *m, struct str domain)
{
	struct str content = message_content(a, m), fields[] = {content, m->seed};
	struct str hash = m->seed.n ? header_hash(a, fields, ARRAY_COUNT(fields)) : content;
	return STR_CAT(a, S("<"), m->id, S("."), hash, S("@"), domain, S(">"));
}

/* Adds a header. It is set as raw bytes, because GMime would encode an address that needs a line of
 * its own. */
static void add_header(struct arena *a, GMimeMessage *out, const char *name, struct str value)
{
	struct buf raw CLEANUP_BUF = buf_new(2 * value.n + 2);
	header_add(&raw, name, value, "\n");
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

/* Both ways out, the one that a program can take by itself first; it is told so by the second
 * header (RFC 8058).
 *
 * Where the host of door.url has more than 28 letters, the line of that address is longer than the
 * 78 columns that RFC 5322 section 2.1.1 recommends; its limit is 998. Between the angle brackets
 * nothing may be folded (RFC 2369 section 2). A shorter path would allow 6 letters more at most
 * under /mail/, the one path that web servers pass on for readers, and give each link a second form
 * that has to hold for ever; a shorter token would be easier to guess. */
static void add_unsubscribe(struct arena *a, GMimeMessage *out, const struct message *m)
{
	struct str page = header_named(a, STR_NONE, m->unsubscribe_url);
	struct str mail = header_named(a, STR_NONE, m->unsubscribe);
	if (m->unsubscribe_url.n && m->unsubscribe.n)
		add_header(a, out, "List-Unsubscribe", STR_CAT(a, page, S(", "), mail));
	else
		add_uri(a, out, "List-Unsubscribe", str_or(m->unsubscribe_url, m->unsubscribe));
	if (m->unsubscribe_url.n)
		add_header(a, out, "List-Unsubscribe-Post", S("List-Unsubscribe=One-Click"));
}

/* Who sends, as Gmail counts complaints: 5 to 15 characters. */
static struct str feedback_sender(struct arena *a, struct str domain)
{
	return domain.n >= SENDER_MIN && domain.n <= SENDER_MAX ?
		domain :
		str_sub(hash_base32(a, hash_str(domain)), 0, SENDER_MAX);
}

static void add_list_headers(
	struct arena *a, GMimeMessage *out, const struct message *m, struct str domain)
{
	/* Programs that answer for their owners on vacation do not answer this (RFC 3834). */
	add_header(a, out, "Auto-Submitted", S("auto-generated"));
	if (!m->list_label.n)
		return;
	struct str list = STR_CAT(a, m->list_label, S("."), domain);
	add_header(a, out, "List-Id", header_named(a, m->list_name, list));
	add_unsubscribe(a, out, m);
	add_uri(a, out, "List-Archive", m->archive);
	add_uri(a, out, "List-Owner", m->owner);
	/* Nobody but the desk may write to the list (RFC 2369 section 3.4). */
	add_header(a, out, "List-Post", S("NO"));
	if (m->feedback.n)
		add_header(
			a, out, "Feedback-ID", STR_CAT(a, m->feedback, S(":"), feedback_sender(a, domain)));
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

static GMimeObject *text_part_new(struct arena *a, struct str body)
{
	GMimeObject *text = part_new(a, "plain", body);
	g_mime_object_set_content_type_parameter(text, "format", "flowed");
	g_mime_object_set_content_type_parameter(text, "delsp", "yes");
	return text;
}

static void add_text(struct arena *a, GMimeMessage *out, const struct message *m)
{
	GMimeObject *text CLEANUP_OBJECT = text_part_new(a, m->text);
	g_mime_message_set_mime_part(out, text);
}

static void add_both(struct arena *a, GMimeMessage *out, const struct message *m)
{
	GMimeMultipart *both CLEANUP_OBJECT = g_mime_multipart_new_with_subtype("alternative");
	GMimeObject *text CLEANUP_OBJECT = text_part_new(a, m->text);
	GMimeObject *html CLEANUP_OBJECT = part_new(a, "html", m->html);
	struct str boundary = STR_CAT(a, S("=_"), message_content(a, m));
	/* "=_" never occurs in quoted-printable text (RFC 2045 section 6.7), so no content can contain
	 * the boundary. */
	g_mime_multipart_set_boundary(both, str_cstr(a, boundary));
	g_mime_multipart_add(both, text);
	g_mime_multipart_add(both, html);
	g_mime_message_set_mime_part(out, GMIME_OBJECT(both));
}

/* The message with "=2E" for the dot of each line that consists of one, which would end the message
 * where a relay does not double it (RFC 5321 section 4.5.2). Quoted-printable leaves dots alone,
 * and may break a line before one. */
static struct str without_lone_dots(struct arena *a, struct str bytes)
{
	struct str line = S("\r\n.\r\n");
	size_t at = str_find(bytes, line);
	if (at == STR_NOT_FOUND)
		return str_copy(a, bytes);
	struct buf out CLEANUP_BUF = buf_new(2 * bytes.n);
	for (; at != STR_NOT_FOUND; at = str_find(bytes, line)) {
		buf_add(&out, str_sub(bytes, 0, at));
		buf_add(&out, S("\r\n=2E"));
		bytes = str_sub(bytes, at + S("\r\n.").n, SIZE_MAX);
	}
	buf_add(&out, bytes);
	assert(buf_ok(&out));
	return str_copy(a, buf_str(&out));
}

static struct str message_bytes(struct arena *a, GMimeMessage *message)
{
	GMimeFormatOptions *options
		__attribute__((cleanup(options_free))) = g_mime_format_options_new();
	g_mime_format_options_set_newline_format(options, GMIME_NEWLINE_FORMAT_DOS);
	char *bytes CLEANUP_TEXT = g_mime_object_to_string(GMIME_OBJECT(message), options);
	return without_lone_dots(a, str_of(bytes));
}

static bool check_headers(struct arena *a, const struct message *m, struct err *err)
{
	const struct str uris[] = {m->unsubscribe_url, m->unsubscribe, m->archive, m->owner};
	for (size_t i = 0; i < ARRAY_COUNT(uris); i++)
		if (!header_check_uri(a, uris[i], err))
			return false;
	if (m->unsubscribe_url.n && !str_istarts(m->unsubscribe_url, S("https://")))
		return err_set(err, "the address to unsubscribe at must begin with https://");
	if (!header_is_local_part(m->id) || !header_check_uri(a, m->feedback, NULL) ||
		(m->content.n && !header_is_domain(m->content)) ||
		(m->list_label.n && !header_is_domain(m->list_label)))
		return err_set(err,
			"\"" STR_FMT "\" cannot be part of a Message-ID, \"" STR_FMT
			"\" of a List-Id, or \"" STR_FMT "\" of a Feedback-ID",
			STR_ARG(m->id), STR_ARG(m->list_label), STR_ARG(m->feedback));
	return true;
}

bool message_write(struct arena *a, const struct message *m, struct str *out, struct err *err)
{
	struct str from, to, domain, to_domain;
	if (!header_address(a, m->from.address, &from, &domain, err) ||
		!header_address(a, m->to.address, &to, &to_domain, err) || !check_headers(a, m, err))
		return false;
	GMimeMessage *message CLEANUP_OBJECT = g_mime_message_new(false);
	add_header(a, message, "From", header_named(a, m->from.name, from));
	add_header(a, message, "To", header_named(a, m->to.name, to));
	add_header(a, message, "Subject", header_words(a, m->subject));
	add_header(a, message, "Date", header_date(a, m->date));
	add_header(a, message, "Message-ID", message_id(a, m, domain));
	add_list_headers(a, message, m, domain);
	if (m->html.n)
		add_both(a, message, m);
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
