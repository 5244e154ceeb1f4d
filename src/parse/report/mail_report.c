#include "parse/report/mail_report.h"

#include <assert.h>
#include <gmime/gmime.h>

#include "base/array.h"
#include "base/record.h"
#include "parse/report/report_field.h"
#include "parse/report/report_text.h"

static const struct field RECIPIENT_FIELDS[] = {
	FIELD_ENUM(struct mail_recipient, action, MAIL_EXPANDED),
	FIELD(struct mail_recipient, FIELD_INT, status.class),
	FIELD(struct mail_recipient, FIELD_INT, status.subject),
	FIELD(struct mail_recipient, FIELD_INT, status.detail),
	FIELD(struct mail_recipient, FIELD_LONG, reply),
	FIELD(struct mail_recipient, FIELD_BOOL, spam),
	FIELD(struct mail_recipient, FIELD_STR, address),
};
static const struct record RECIPIENT = RECORD(struct mail_recipient, RECIPIENT_FIELDS);
static const struct field REPORT_FIELDS[] = {
	FIELD_ENUM(struct mail_report, kind, MAIL_AUTOMATIC),
	FIELD_ENUM(struct mail_report, feedback, MAIL_FEEDBACK_OTHER),
	FIELD_ARRAY(struct mail_report, recipients, recipient_count, RECIPIENT),
	FIELD(struct mail_report, FIELD_STRS, addresses),
	FIELD(struct mail_report, FIELD_STRS, leave),
	FIELD(struct mail_report, FIELD_STR, message_id),
	FIELD(struct mail_report, FIELD_STR, reported_domain),
	FIELD(struct mail_report, FIELD_STR, token),
};
const struct record MAIL_REPORT = RECORD(struct mail_report, REPORT_FIELDS);

/* Bytes of the parts that are looked into. */
enum { TEXT_MAX = 64 << 10, STATUS_MAX = 256 << 10 };

/* A message while it is read. */
struct reading_mail {
	struct arena *a;
	struct mail_report *out;
	struct strs returned; /* envelope senders of what is returned */
	struct str text;      /* the first part of text */
	size_t parts;
};

static void object_unref(void *p)
{
	if (*(void **)p)
		g_object_unref(*(void **)p);
}
#define CLEANUP_OBJECT __attribute__((cleanup(object_unref)))

/* The content of a part, decoded. */
static struct str part_bytes(struct arena *a, GMimeObject *part, size_t most)
{
	GMimeDataWrapper *content = GMIME_IS_PART(part) ? g_mime_part_get_content(GMIME_PART(part)) :
													  NULL;
	if (!content)
		return STR_NONE;
	GMimeStream *memory CLEANUP_OBJECT = g_mime_stream_mem_new();
	g_mime_data_wrapper_write_to_stream(content, memory);
	const GByteArray *bytes = g_mime_stream_mem_get_byte_array(GMIME_STREAM_MEM(memory));
	return str_copy(a, str_sub((struct str){(const char *)bytes->data, bytes->len}, 0, most));
}

static void add_recipient(struct reading_mail *r, struct mail_recipient recipient)
{
	struct mail_report *out = r->out;
	assert(out->recipient_count <= MAIL_REPORT_RECIPIENTS);
	if (out->recipient_count == MAIL_REPORT_RECIPIENTS)
		return;
	out->recipients = arena_grow(
		r->a, out->recipients, out->recipient_count, sizeof *out->recipients);
	out->recipients[out->recipient_count++] = recipient;
}

static void add_address(struct arena *a, struct strs *list, struct str value)
{
	struct str address = report_field_address(a, value);
	if (address.n && list->n < MAIL_REPORT_ADDRESSES && !strs_have(*list, address))
		strs_add(a, list, address);
}

/* One group of fields about a recipient (RFC 3464 section 2.3). */
static void take_recipient_field(
	struct arena *a, const struct report_field *field, struct mail_recipient *to)
{
	static const char *const ACTIONS[] = {
		"", "failed", "delayed", "delivered", "relayed", "expanded"};
	struct str first = field->value;
	if (str_ieq(field->name, S("Original-Recipient")))
		to->address = str_or(report_field_address(a, first), to->address);
	else if (str_ieq(field->name, S("Final-Recipient")))
		to->address = str_or(to->address, report_field_address(a, first));
	else if (str_ieq(field->name, S("Status")))
		(void)!report_field_status(first, &to->status);
	else if (str_ieq(field->name, S("Action")))
		for (size_t i = 1; i < ARRAY_COUNT(ACTIONS); i++)
			if (str_istarts(first, str_of(ACTIONS[i])))
				to->action = (enum mail_action)i;
}

/* Reads one group; false when it is about no recipient, as the first one is. */
static bool take_recipient(struct arena *a, struct str *rest, struct mail_recipient *to)
{
	struct report_field field;
	struct str diagnostic = STR_NONE;
	*to = (struct mail_recipient){0};
	while (report_field_take(a, rest, &field))
		if (str_ieq(field.name, S("Diagnostic-Code")))
			diagnostic = field.value;
		else
			take_recipient_field(a, &field, to);
	if (diagnostic.n) /* when the status is known */
		report_field_diagnostic(a, diagnostic, to);
	return to->action || to->status.class || to->address.n;
}

static void read_delivery_status(struct reading_mail *r, GMimeObject *part)
{
	struct mail_report *out = r->out;
	struct str rest = part_bytes(r->a, part, STATUS_MAX);
	struct mail_recipient recipient;
	if (out->kind == MAIL_OTHER)
		out->kind = MAIL_DELIVERY;
	while (rest.n && out->recipient_count < MAIL_REPORT_RECIPIENTS)
		if (take_recipient(r->a, &rest, &recipient))
			add_recipient(r, recipient);
}

static enum mail_feedback feedback_of(struct str word)
{
	static const struct {
		const char *word;
		enum mail_feedback feedback;
	} TYPES[] = {
		{"abuse", MAIL_FEEDBACK_ABUSE},
		{"fraud", MAIL_FEEDBACK_FRAUD},
		{"opt-out", MAIL_FEEDBACK_OPT_OUT},
		{"opt-out-list", MAIL_FEEDBACK_OPT_OUT},
		{"virus", MAIL_FEEDBACK_VIRUS},
		{"not-spam", MAIL_FEEDBACK_NOT_SPAM},
	};
	for (size_t i = 0; i < ARRAY_COUNT(TYPES); i++)
		if (str_ieq(word, str_of(TYPES[i].word)))
			return TYPES[i].feedback;
	return MAIL_FEEDBACK_OTHER;
}

static struct str domain_of(struct arena *a, struct str value)
{
	for (size_t i = 0; i < value.n; i++)
		if (!is_alpha(value.p[i]) && !is_digit(value.p[i]) && value.p[i] != '-' &&
			value.p[i] != '.')
			return STR_NONE;
	return value.n <= MAIL_REPORT_ADDRESS_MAX ? str_lower(a, value) : STR_NONE;
}

static void take_feedback_field(struct reading_mail *r, const struct report_field *field)
{
	struct mail_report *out = r->out;
	if (str_ieq(field->name, S("Feedback-Type")))
		out->feedback = feedback_of(field->value);
	else if (str_ieq(field->name, S("Reported-Domain")))
		out->reported_domain = domain_of(r->a, field->value);
	else if (str_ieq(field->name, S("Original-Mail-From")))
		add_address(r->a, &r->returned, field->value);
	else if (str_ieq(field->name, S("Original-Rcpt-To")))
		add_recipient(
			r, (struct mail_recipient){.address = report_field_address(r->a, field->value)});
}

static void read_feedback(struct reading_mail *r, GMimeObject *part)
{
	struct str rest = part_bytes(r->a, part, STATUS_MAX);
	struct report_field field;
	r->out->kind = MAIL_FEEDBACK;
	r->out->feedback = MAIL_FEEDBACK_OTHER;
	while (rest.n)
		if (report_field_take(r->a, &rest, &field))
			take_feedback_field(r, &field);
}

static void take_leave(struct reading_mail *r, struct str value)
{
	struct strs *leave = &r->out->leave;
	for (size_t i = 0, n = 0; i <= value.n; i++) {
		bool word = i < value.n && (is_alpha(value.p[i]) || is_digit(value.p[i]));
		if (!word && n >= MAIL_REPORT_LEAVE_MIN && n <= MAIL_REPORT_TOKEN_MAX &&
			leave->n < MAIL_REPORT_LEAVE)
			strs_add(r->a, leave, str_copy(r->a, str_sub(value, i - n, n)));
		n = word ? n + 1 : 0;
	}
}

static void take_returned_field(struct reading_mail *r, struct str name, struct str value)
{
	if (str_ieq(name, S("Message-ID")))
		r->out->message_id = str_or(r->out->message_id, report_field_id(r->a, value));
	else if (str_ieq(name, S("Return-Path")))
		add_address(r->a, &r->returned, value);
	else if (str_ieq(name, S("List-Unsubscribe")))
		take_leave(r, value);
}

/* What is returned as header fields alone (RFC 3462 section 2). */
static void read_returned_headers(struct reading_mail *r, GMimeObject *part)
{
	struct str rest = part_bytes(r->a, part, TEXT_MAX);
	struct report_field field;
	while (report_field_take(r->a, &rest, &field))
		take_returned_field(r, field.name, field.value);
}

static void read_returned(struct reading_mail *r, GMimeObject *part)
{
	static const char *const NAMES[] = {"Message-ID", "Return-Path", "List-Unsubscribe"};
	GMimeMessage *message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(part));
	for (size_t i = 0; message && i < ARRAY_COUNT(NAMES); i++)
		take_returned_field(
			r, str_of(NAMES[i]), str_of(g_mime_object_get_header(GMIME_OBJECT(message), NAMES[i])));
}

static bool is_type(GMimeObject *part, const char *type, const char *subtype)
{
	GMimeContentType *content = g_mime_object_get_content_type(part);
	return content && g_mime_content_type_is_type(content, type, subtype);
}

/* A part that has no parts. What is returned is not looked into: it may be a report itself. */
static void read_leaf(struct reading_mail *r, GMimeObject *part)
{
	if (GMIME_IS_MESSAGE_PART(part))
		read_returned(r, part);
	else if (is_type(part, "message", "delivery-status") ||
		is_type(part, "message", "global-delivery-status"))
		read_delivery_status(r, part);
	else if (is_type(part, "message", "feedback-report"))
		read_feedback(r, part);
	else if (is_type(part, "text", "rfc822-headers") || is_type(part, "message", "global-headers"))
		read_returned_headers(r, part);
	else if (is_type(part, "text", "plain") && !r->text.n)
		r->text = part_bytes(r->a, part, TEXT_MAX);
}

static void read_part(struct reading_mail *r, GMimeObject *part, int depth)
{
	if (!part || depth > MAIL_REPORT_DEPTH || r->parts++ >= MAIL_REPORT_PARTS)
		return;
	if (!GMIME_IS_MULTIPART(part)) {
		read_leaf(r, part);
		return;
	}
	int n = g_mime_multipart_get_count(GMIME_MULTIPART(part));
	for (int i = 0; i < n && i < MAIL_REPORT_PARTS; i++)
		read_part(r, g_mime_multipart_get_part(GMIME_MULTIPART(part), i), depth + 1);
}

/* Where this mail was delivered, by the fields that mail servers add, then by its To. */
static void read_addresses(struct reading_mail *r, GMimeMessage *message)
{
	static const char *const FIELDS[] = {
		"Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To"};
	GMimeHeaderList *headers = g_mime_object_get_header_list(GMIME_OBJECT(message));
	int n = g_mime_header_list_get_count(headers);
	for (size_t k = 0; k < ARRAY_COUNT(FIELDS); k++)
		for (int i = 0; i < n; i++) {
			GMimeHeader *header = g_mime_header_list_get_header_at(headers, i);
			if (str_ieq(str_of(g_mime_header_get_name(header)), str_of(FIELDS[k])))
				add_address(r->a, &r->out->addresses, str_of(g_mime_header_get_value(header)));
		}
	InternetAddressList *to = g_mime_message_get_to(message);
	for (int i = 0; to && i < internet_address_list_length(to) && i < MAIL_REPORT_ADDRESSES; i++) {
		InternetAddress *one = internet_address_list_get_address(to, i);
		if (INTERNET_ADDRESS_IS_MAILBOX(one))
			add_address(r->a, &r->out->addresses,
				str_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one))));
	}
}

/* The first address of From. */
static struct str sender_of(struct arena *a, GMimeMessage *message)
{
	InternetAddressList *from = g_mime_message_get_from(message);
	InternetAddress *one = from && internet_address_list_length(from) > 0 ?
		internet_address_list_get_address(from, 0) :
		NULL;
	return one && INTERNET_ADDRESS_IS_MAILBOX(one) ?
		str_copy(a, str_of(internet_address_mailbox_get_addr(INTERNET_ADDRESS_MAILBOX(one)))) :
		STR_NONE;
}

/* "unsubscribe TOKEN", also as an answer. A token is letters, digits, "-" and "_". */
static struct str token_of(struct arena *a, struct str subject)
{
	struct str rest = str_trim(subject);
	if (str_istarts(rest, S("Re:")))
		rest = str_trim(str_sub(rest, 3, SIZE_MAX));
	struct str word = str_cut(&rest, ' '), token = str_trim(rest);
	if (!str_ieq(word, S("unsubscribe")) || token.n > MAIL_REPORT_TOKEN_MAX)
		return STR_NONE;
	for (size_t i = 0; i < token.n; i++)
		if (!is_alpha(token.p[i]) && !is_digit(token.p[i]) && token.p[i] != '-' &&
			token.p[i] != '_')
			return STR_NONE;
	return str_lower(a, token);
}

static bool is_automatic(GMimeMessage *message)
{
	GMimeObject *object = GMIME_OBJECT(message);
	struct str submitted = str_trim(str_of(g_mime_object_get_header(object, "Auto-Submitted"))),
			   precedence = str_trim(str_of(g_mime_object_get_header(object, "Precedence")));
	return (submitted.n && !str_istarts(submitted, S("no"))) ||
		str_ieq(precedence, S("auto_reply")) || g_mime_object_get_header(object, "X-Autoreply") ||
		str_eq(str_trim(str_of(g_mime_object_get_header(object, "Return-Path"))), S("<>"));
}

/* A message that is no report by its parts. */
static void read_plain(struct reading_mail *r, GMimeMessage *message)
{
	struct mail_report *out = r->out;
	struct str subject = str_collapse(r->a, str_of(g_mime_message_get_subject(message)));
	const char *failed = g_mime_object_get_header(GMIME_OBJECT(message), "X-Failed-Recipients");
	const struct report_text text = {sender_of(r->a, message), subject, str_of(failed), r->text};
	out->token = token_of(r->a, subject);
	if (out->token.n)
		out->kind = MAIL_UNSUBSCRIBE;
	else if (report_text_read(r->a, &text, out))
		out->kind = MAIL_DELIVERY;
	else if (is_automatic(message))
		out->kind = MAIL_AUTOMATIC;
}

void mail_report_start(void)
{
	g_mime_init(); /* counts its callers; the first one sets GMime's tables up */
}

static GMimeMessage *parse_message(struct str bytes)
{
	GMimeStream *stream CLEANUP_OBJECT = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
	GMimeParser *parser CLEANUP_OBJECT = g_mime_parser_new_with_stream(stream);
	return g_mime_parser_construct_message(parser, NULL);
}

void mail_report_read(struct arena *a, struct str bytes, struct mail_report *out)
{
	struct reading_mail r = {.a = a, .out = out};
	bytes = str_sub(bytes, 0, MAIL_REPORT_BYTES);
	if (!bytes.n)
		return;
	mail_report_start();
	GMimeMessage *message CLEANUP_OBJECT = parse_message(bytes);
	if (!message)
		return;
	read_addresses(&r, message);
	read_part(&r, g_mime_message_get_mime_part(message), 0);
	if (out->kind == MAIL_OTHER)
		read_plain(&r, message);
	for (size_t i = 0; i < out->recipient_count; i++)
		report_text_complete(a, r.text, &out->recipients[i]);
	for (size_t i = 0; i < r.returned.n; i++)
		add_address(a, &out->addresses, r.returned.v[i]);
	assert(mail_report_check(out));
}

/* Checking. */

static bool is_line(struct str s, size_t most)
{
	return !s.n || (s.n <= most && report_field_is_visible(s));
}

static bool check_recipient(const struct mail_recipient *r)
{
	const struct mail_status *s = &r->status;
	return is_line(r->address, MAIL_REPORT_ADDRESS_MAX) && s->class >= 0 && s->class <= 5 &&
		s->subject >= 0 && s->subject <= 999 && s->detail >= 0 && s->detail <= 999 &&
		r->reply >= 0 && r->reply <= 599;
}

bool mail_report_check(const struct mail_report *report)
{
	for (size_t i = 0; i < report->recipient_count; i++)
		if (!check_recipient(&report->recipients[i]))
			return false;
	for (size_t i = 0; i < report->addresses.n; i++)
		if (!is_line(report->addresses.v[i], MAIL_REPORT_ADDRESS_MAX))
			return false;
	for (size_t i = 0; i < report->leave.n; i++)
		if (!is_line(report->leave.v[i], MAIL_REPORT_TOKEN_MAX))
			return false;
	return report->recipient_count <= MAIL_REPORT_RECIPIENTS &&
		report->leave.n <= MAIL_REPORT_LEAVE && report->addresses.n <= MAIL_REPORT_ADDRESSES &&
		is_line(report->message_id, MAIL_REPORT_ID_MAX) &&
		is_line(report->reported_domain, MAIL_REPORT_ADDRESS_MAX) &&
		is_line(report->token, MAIL_REPORT_TOKEN_MAX) &&
		(report->kind == MAIL_UNSUBSCRIBE) == (report->token.n > 0);
}
