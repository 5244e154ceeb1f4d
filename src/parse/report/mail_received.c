#include "parse/report/mail_received.h"

#include <assert.h>
#include <gmime/gmime.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/record.h"
#include "base/time.h"
#include "parse/report/mail_report.h"
#include "parse/report/received_from.h"
#include "parse/report/report_field.h"

enum { COVERS_ALL = 127 };

static const struct field RESULT_FIELDS[] = {
	FIELD_ENUM(struct mail_result, method, MAIL_DMARC),
	FIELD_ENUM(struct mail_result, verdict, MAIL_ERROR),
	FIELD(struct mail_result, FIELD_STR, domain),
};
static const struct record RESULT = RECORD(struct mail_result, RESULT_FIELDS);
static const struct field SIGNATURE_FIELDS[] = {
	FIELD(struct mail_signature, FIELD_STR, domain),
	FIELD_ENUM(struct mail_signature, covers, COVERS_ALL),
};
static const struct record SIGNATURE = RECORD(struct mail_signature, SIGNATURE_FIELDS);
static const struct field RECEIVED_FIELDS[] = {
	FIELD(struct mail_received, FIELD_STR, receiver),
	FIELD_ARRAY(struct mail_received, results, result_count, RESULT),
	FIELD_ARRAY(struct mail_received, signatures, signature_count, SIGNATURE),
	FIELD(struct mail_received, FIELD_STR, hello),
	FIELD(struct mail_received, FIELD_STR, address),
	FIELD(struct mail_received, FIELD_STR, name),
	FIELD(struct mail_received, FIELD_BOOL, handed_over),
	FIELD(struct mail_received, FIELD_BOOL, names_shown),
	FIELD(struct mail_received, FIELD_STR, from),
	FIELD(struct mail_received, FIELD_STR, message_id),
	FIELD(struct mail_received, FIELD_STR, return_path),
	FIELD(struct mail_received, FIELD_STR, list_id),
	FIELD(struct mail_received, FIELD_STRS, unsubscribe),
	FIELD(struct mail_received, FIELD_LONG, unsubscribe_fields),
	FIELD(struct mail_received, FIELD_BOOL, one_click),
	FIELD(struct mail_received, FIELD_TIME, date),
	FIELD(struct mail_received, FIELD_TIME, arrived),
	FIELD(struct mail_received, FIELD_LONG, html_bytes),
};
const struct record MAIL_RECEIVED = RECORD(struct mail_received, RECEIVED_FIELDS);

/* The text when it is visible ASCII and short enough, else nothing; in lower case. */
static struct str visible(struct arena *a, struct str text)
{
	text = str_trim(text);
	return text.n <= MAIL_RECEIVED_TEXT_MAX && report_field_is_visible(text) ? str_lower(a, text) :
																			   STR_NONE;
}

/* What stands behind the last "@", without a ">" and what follows; all of it without an "@". */
static struct str domain_in(struct arena *a, struct str text)
{
	for (size_t at; (at = str_find_char(text, '@')) != STR_NOT_FOUND;)
		text = str_sub(text, at + 1, SIZE_MAX);
	return visible(a, str_cut(&text, '>'));
}

/* The value without comments, which stand in parentheses (RFC 5322 section 3.2.2). */
static struct str without_comments(struct arena *a, struct str value)
{
	struct buf out CLEANUP_BUF = buf_new(value.n);
	size_t depth = 0;
	bool quoted = false;
	for (size_t i = 0; i < value.n; i++) {
		char c = value.p[i];
		quoted = depth == 0 && c == '"' ? !quoted : quoted;
		depth += !quoted && c == '(';
		if (!depth)
			buf_add_char(&out, c);
		depth -= depth && !quoted && c == ')';
	}
	return str_copy(a, buf_str(&out));
}

static enum mail_verdict verdict_of(struct str word)
{
	static const struct {
		const char *word;
		enum mail_verdict verdict;
	} VERDICTS[] = {{"none", MAIL_NONE}, {"pass", MAIL_PASS}, {"bestguesspass", MAIL_NONE},
		{"fail", MAIL_FAIL}, {"hardfail", MAIL_FAIL}, {"softfail", MAIL_SOFTFAIL},
		{"neutral", MAIL_NEUTRAL}, {"temperror", MAIL_ERROR}, {"permerror", MAIL_ERROR}};
	for (size_t i = 0; i < ARRAY_COUNT(VERDICTS); i++)
		if (str_ieq(word, str_of(VERDICTS[i].word)))
			return VERDICTS[i].verdict;
	return MAIL_VERDICT_OTHER;
}

/* Properties of each method that name a domain, the best first. */
static const struct method {
	const char *word, *properties[3];
} METHODS[] = {
	[MAIL_SPF] = {"spf", {"smtp.mailfrom", "smtp.mail", "smtp.helo"}},
	[MAIL_DKIM] = {"dkim", {"header.d", "header.i", NULL}},
	[MAIL_DMARC] = {"dmarc", {"header.from", NULL, NULL}},
};

static struct str property(struct arena *a, struct str words, const struct method *method)
{
	for (size_t i = 0; i < ARRAY_COUNT(method->properties) && method->properties[i]; i++)
		for (struct str rest = words; rest.p;) {
			struct str value = str_cut(&rest, ' '), name = str_cut(&value, '=');
			if (value.n && str_ieq(name, str_of(method->properties[i])))
				return domain_in(a, value);
		}
	return STR_NONE;
}

/* "spf=pass smtp.mailfrom=example.org" */
static void take_result(struct arena *a, struct str text, struct mail_received *out)
{
	struct str words = str_collapse(a, text), rest = words, verdict = str_cut(&rest, ' '),
			   method = str_cut(&verdict, '=');
	for (size_t i = 0; i < ARRAY_COUNT(METHODS); i++) {
		if (!str_ieq(method, str_of(METHODS[i].word)) ||
			out->result_count == MAIL_RECEIVED_LIST_MAX)
			continue;
		out->results = arena_grow(a, out->results, out->result_count, sizeof *out->results);
		out->results[out->result_count++] = (struct mail_result){
			(enum mail_method)i, verdict_of(verdict), property(a, rest, &METHODS[i])};
	}
}

static void take_verdicts(struct arena *a, struct str value, struct mail_received *out)
{
	struct str rest = without_comments(a, value), head = str_trim(str_cut(&rest, ';'));
	struct str receiver = visible(a, str_cut(&head, ' '));
	if (!out->receiver.n)
		out->receiver = receiver;
	if (receiver.n && str_eq(receiver, out->receiver))
		while (rest.n)
			take_result(a, str_cut(&rest, ';'), out);
}

static int covered(struct str names)
{
	static const struct {
		const char *name;
		enum mail_field field;
	} FIELDS[] = {{"from", MAIL_FIELD_FROM}, {"to", MAIL_FIELD_TO}, {"subject", MAIL_FIELD_SUBJECT},
		{"date", MAIL_FIELD_DATE}, {"message-id", MAIL_FIELD_MESSAGE_ID},
		{"list-unsubscribe", MAIL_FIELD_UNSUBSCRIBE},
		{"list-unsubscribe-post", MAIL_FIELD_UNSUBSCRIBE_POST}};
	int covers = 0;
	while (names.p) {
		struct str name = str_trim(str_cut(&names, ':'));
		for (size_t i = 0; i < ARRAY_COUNT(FIELDS); i++)
			covers |= str_ieq(name, str_of(FIELDS[i].name)) ? (int)FIELDS[i].field : 0;
	}
	return covers;
}

static void take_signature(struct arena *a, struct str value, struct mail_received *out)
{
	struct mail_signature signature = {0};
	while (value.n) {
		struct str tag = str_cut(&value, ';'), name = str_trim(str_cut(&tag, '='));
		if (str_eq(name, S("d")))
			signature.domain = visible(a, tag);
		else if (str_eq(name, S("h")))
			signature.covers = covered(tag);
	}
	if (!signature.domain.n || out->signature_count == MAIL_RECEIVED_LIST_MAX)
		return;
	out->signatures = arena_grow(a, out->signatures, out->signature_count, sizeof *out->signatures);
	out->signatures[out->signature_count++] = signature;
}

static void take_unsubscribe(struct arena *a, struct str value, struct mail_received *out)
{
	out->unsubscribe_fields++;
	while (str_cut(&value, '<').p && value.p && out->unsubscribe.n < MAIL_RECEIVED_LIST_MAX) {
		struct str uri = str_trim(str_cut(&value, '>'));
		if (uri.n <= MAIL_RECEIVED_TEXT_MAX && report_field_is_visible(uri))
			strs_add(a, &out->unsubscribe, str_copy(a, uri));
	}
}

static int64_t moment(struct arena *a, struct str text)
{
	GDateTime *date = g_mime_utils_header_decode_date(str_cstr(a, text));
	int64_t at = date ? g_date_time_to_unix(date) : NO_TIME;
	if (date)
		g_date_time_unref(date);
	return at;
}

static void take_received(struct arena *a, struct str value, struct mail_received *out)
{
	struct str line = str_collapse(a, value), rest = without_comments(a, line), day = rest;
	struct received_from from;
	while (str_cut(&rest, ';').p && rest.p)
		day = rest;
	if (out->arrived == NO_TIME)
		out->arrived = moment(a, day);
	if (out->handed_over || !received_from_read(line, &from))
		return;
	out->handed_over = true;
	out->names_shown = from.names_shown;
	out->hello = visible(a, from.hello);
	out->address = visible(a, from.address);
	out->name = visible(a, from.name);
}

static struct str in_brackets(struct arena *a, struct str value)
{
	size_t at = str_find_char(value, '<');
	struct str rest = at == STR_NOT_FOUND ? value : str_sub(value, at + 1, SIZE_MAX);
	return visible(a, str_cut(&rest, '>'));
}

static void take_field(struct arena *a, struct report_field f, struct mail_received *out)
{
	if (str_ieq(f.name, S("Received")))
		take_received(a, f.value, out);
	else if (str_ieq(f.name, S("Authentication-Results")))
		take_verdicts(a, f.value, out);
	else if (str_ieq(f.name, S("DKIM-Signature")))
		take_signature(a, f.value, out);
	else if (str_ieq(f.name, S("List-Unsubscribe")))
		take_unsubscribe(a, f.value, out);
	else if (str_ieq(f.name, S("List-Unsubscribe-Post")))
		out->one_click = str_eq(f.value, S("List-Unsubscribe=One-Click"));
	else if (str_ieq(f.name, S("List-Id")))
		out->list_id = in_brackets(a, f.value);
	else if (str_ieq(f.name, S("From")))
		out->from = domain_in(a, f.value);
	else if (str_ieq(f.name, S("Return-Path")))
		out->return_path = domain_in(a, f.value);
	else if (str_ieq(f.name, S("Message-ID")))
		out->message_id = domain_in(a, f.value);
	else if (str_ieq(f.name, S("Date")) && out->date == NO_TIME)
		out->date = moment(a, f.value);
}

static void add_html(GMimeObject *parent, GMimeObject *part, gpointer user)
{
	long *bytes = user;
	GMimeContentType *type = g_mime_object_get_content_type(part);
	GMimeDataWrapper *content = GMIME_IS_PART(part) ? g_mime_part_get_content(GMIME_PART(part)) :
													  NULL;
	(void)parent;
	if (content && type && g_mime_content_type_is_type(type, "text", "html"))
		*bytes += (long)g_mime_stream_length(g_mime_data_wrapper_get_stream(content));
}

/* GMime walks down a message within a message, too: that is none of this one's HTML. */
static long html_bytes(struct str bytes)
{
	long n = 0;
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	GMimeMessage *message = g_mime_parser_construct_message(parser, NULL);
	GMimeObject *part = message ? g_mime_message_get_mime_part(message) : NULL;
	if (part && GMIME_IS_MULTIPART(part))
		g_mime_multipart_foreach(GMIME_MULTIPART(part), add_html, &n);
	else if (part)
		add_html(NULL, part, &n);
	if (message)
		g_object_unref(message);
	g_object_unref(parser);
	g_object_unref(stream);
	return n;
}

void mail_received_read(struct arena *a, struct str bytes, struct mail_received *out)
{
	struct report_field field;
	out->date = out->arrived = NO_TIME;
	bytes = str_sub(bytes, 0, MAIL_RECEIVED_BYTES);
	if (!bytes.n)
		return;
	mail_report_start();
	struct str rest = bytes;
	if (str_starts(rest, S("From "))) /* as an mbox has it */
		str_cut(&rest, '\n');
	while (report_field_take(a, &rest, &field))
		take_field(a, field, out);
	out->html_bytes = html_bytes(bytes);
	assert(mail_received_check(out));
}

static bool is_line(struct str s)
{
	return !s.n || (s.n <= MAIL_RECEIVED_TEXT_MAX && report_field_is_visible(s));
}

bool mail_received_check(const struct mail_received *r)
{
	const struct str texts[] = {r->receiver, r->hello, r->address, r->name, r->from, r->message_id,
		r->return_path, r->list_id};
	bool well = r->result_count <= MAIL_RECEIVED_LIST_MAX &&
		r->signature_count <= MAIL_RECEIVED_LIST_MAX &&
		r->unsubscribe.n <= MAIL_RECEIVED_LIST_MAX && r->html_bytes >= 0 &&
		r->unsubscribe_fields >= 0;
	for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
		well = well && is_line(texts[i]);
	for (size_t i = 0; well && i < r->result_count; i++)
		well = is_line(r->results[i].domain);
	for (size_t i = 0; well && i < r->signature_count; i++)
		well = is_line(r->signatures[i].domain);
	for (size_t i = 0; well && i < r->unsubscribe.n; i++)
		well = is_line(r->unsubscribe.v[i]);
	return well;
}
