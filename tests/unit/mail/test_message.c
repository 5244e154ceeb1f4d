#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <gmime/gmime.h>
#include <string.h>

#include "base/buf.h"
#include "mail/message.h"

static struct message sample(void)
{
	return (struct message){
		.from = {S("A News Desk"), S("desk@example.org")},
		.to = {S("Research readers"), S("desk@example.org")},
		.subject = S("Research: 2 new items"),
		.date = 1795000000,
		.id = S("digest.2026-W47-research"),
		.list_name = S("A News Desk: Research"),
		.list_label = S("research"),
		.unsubscribe = S("mailto:desk@example.org?subject=stop"),
		.archive = S("https://news.example.org/research/"),
		.text = S("Plain words.\n-- \nThe desk\n"),
		.html = S("<p>Plain words.</p>\n"),
	};
}

static struct str written(struct arena *a, const struct message *m)
{
	struct str out;
	struct err err = {0};
	if (!message_write(a, m, &out, &err))
		fail_msg("%s", err.text);
	return out;
}

static int warnings;
static void warned(int64_t offset, GMimeParserWarning warning, const char *item, void *user)
{
	(void)offset, (void)warning, (void)item, (void)user;
	warnings++;
}

/* The message as GMime's strict parser reads it; the caller unrefs it. */
static GMimeMessage *parsed(struct str bytes)
{
	GMimeStream *stream = g_mime_stream_mem_new_with_buffer(bytes.p, bytes.n);
	GMimeParserOptions *options = g_mime_parser_options_new();
	g_mime_parser_options_set_warning_callback(options, warned, NULL);
	g_mime_parser_options_set_address_compliance_mode(options, GMIME_RFC_COMPLIANCE_STRICT);
	g_mime_parser_options_set_rfc2047_compliance_mode(options, GMIME_RFC_COMPLIANCE_STRICT);
	GMimeParser *parser = g_mime_parser_new_with_stream(stream);
	warnings = 0;
	GMimeMessage *message = g_mime_parser_construct_message(parser, options);
	assert_non_null(message);
	assert_int_equal(warnings, 0);
	g_object_unref(parser);
	g_mime_parser_options_free(options);
	g_object_unref(stream);
	return message;
}

static void part_is(GMimeMessage *message, int i, const char *subtype, const char *want)
{
	GMimeMultipart *both = GMIME_MULTIPART(g_mime_message_get_mime_part(message));
	GMimeObject *part = g_mime_multipart_get_part(both, i);
	assert_true(g_mime_content_type_is_type(g_mime_object_get_content_type(part), "text", subtype));
	char *text = g_mime_text_part_get_text(GMIME_TEXT_PART(part));
	struct arena a CLEANUP_ARENA = {0};
	struct buf lf CLEANUP_BUF = buf_new(1 << 20);
	for (struct str rest = str_of(text); rest.p;)
		buf_add(&lf, str_cut(&rest, '\r'));
	assert_string_equal(str_cstr(&a, buf_str(&lf)), want);
	g_free(text);
}

/* Seven bits, CRLF and nothing else, header lines of at most 78 characters. */
static void lines_are_sound(struct str bytes)
{
	bool header = true;
	assert_true(str_ends(bytes, S("\r\n")));
	for (struct str rest = bytes; rest.n;) {
		struct str line = str_cut(&rest, '\n');
		assert_true(str_ends(line, S("\r")));
		line.n--;
		assert_int_equal(str_find_char(line, '\r'), STR_NOT_FOUND);
		for (size_t i = 0; i < line.n; i++)
			assert_in_range(line.p[i], ' ', '~');
		header = header && line.n;
		assert_in_range(line.n, 0, 78);
	}
	assert_false(header);
}

static void test_reads_back(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	struct str bytes = written(&a, &m);
	lines_are_sound(bytes);
	GMimeMessage *message = parsed(bytes);
	assert_string_equal(g_mime_message_get_subject(message), "Research: 2 new items");
	assert_int_equal(g_date_time_to_unix(g_mime_message_get_date(message)), 1795000000);
	assert_string_equal(g_mime_object_get_header(GMIME_OBJECT(message), "List-Unsubscribe"),
		"<mailto:desk@example.org?subject=stop>");
	assert_string_equal(g_mime_object_get_header(GMIME_OBJECT(message), "List-Archive"),
		"<https://news.example.org/research/>");
	assert_string_equal(
		g_mime_object_get_header(GMIME_OBJECT(message), "Auto-Submitted"), "auto-generated");
	assert_non_null(strstr(
		g_mime_object_get_header(GMIME_OBJECT(message), "List-Id"), "<research.example.org>"));
	assert_non_null(strstr(g_mime_message_get_message_id(message), "digest.2026-W47-research."));
	assert_int_equal(
		g_mime_multipart_get_count(GMIME_MULTIPART(g_mime_message_get_mime_part(message))), 2);
	part_is(message, 0, "plain", "Plain words.\n-- \nThe desk\n");
	part_is(message, 1, "html", "<p>Plain words.</p>\n");
	g_object_unref(message);
}

static void test_same_values_same_bytes(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	struct str once = written(&a, &m), again = written(&a, &m);
	assert_true(str_eq(once, again));
	m.html = S("<p>Other words.</p>\n");
	GMimeMessage *one = parsed(once), *other = parsed(written(&a, &m));
	assert_string_not_equal(
		g_mime_message_get_message_id(one), g_mime_message_get_message_id(other));
	g_object_unref(one);
	g_object_unref(other);
}

/* A name or subject with line ends must stay one header: no Bcc, no body of the writer's choice. */
static void test_no_header_from_text(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const char *const hostile[] = {
		"Hello\r\nBcc: victim@example.com",
		"Hello\r\n\r\n<script>",
		"Hello\nBcc: victim@example.com",
		"Hello\rBcc: victim@example.com",
		"Hello\u2028Bcc: victim@example.com",
		"=?UTF-8?Q?=0D=0ABcc:_victim@example.com?=",
		"\" <victim@example.com>, \"",
		"a (comment",
	};
	for (size_t i = 0; i < sizeof hostile / sizeof *hostile; i++) {
		struct message m = sample();
		m.subject = m.from.name = m.to.name = m.list_name = str_of(hostile[i]);
		struct str bytes = written(&a, &m);
		lines_are_sound(bytes);
		GMimeMessage *message = parsed(bytes);
		assert_null(g_mime_object_get_header(GMIME_OBJECT(message), "Bcc"));
		assert_int_equal(internet_address_list_length(g_mime_message_get_from(message)), 1);
		assert_int_equal(internet_address_list_length(g_mime_message_get_to(message)), 1);
		part_is(message, 0, "plain", "Plain words.\n-- \nThe desk\n");
		g_object_unref(message);
	}
}

static void test_any_language(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const char *const subjects[] = {
		"Forschung: 3 neue Beiträge – Sklerodermie-Nachrichten, Woche 47",
		"研究：新着3件 – 強皮症ニュースデスク、第47週、そして非常に長い題名がここに続きます",
		"Исследования: 5 новых материалов – Новости склеродермии, неделя 47",
	};
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++) {
		struct message m = sample();
		m.subject = m.from.name = m.list_name = str_of(subjects[i]);
		m.text = m.html = str_printf(&a, "%s\n", subjects[i]);
		struct str bytes = written(&a, &m);
		lines_are_sound(bytes);
		GMimeMessage *message = parsed(bytes);
		assert_string_equal(g_mime_message_get_subject(message), subjects[i]);
		InternetAddress *from = internet_address_list_get_address(
			g_mime_message_get_from(message), 0);
		assert_string_equal(internet_address_get_name(from), subjects[i]);
		part_is(message, 0, "plain", str_cstr(&a, m.text));
		g_object_unref(message);
	}
}

static void test_long_addresses_fold(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	m.from.address = m.to.address = S("news.editors@news.scleroderma.example.org");
	m.from.name = m.to.name = S(
		"The news desk of an association with a name that takes more than one line to write");
	m.unsubscribe = message_mailto(&a, m.from.address, S("unsubscribe"));
	struct str bytes = written(&a, &m);
	GMimeMessage *message = parsed(bytes);
	assert_non_null(strstr(g_mime_object_get_header(GMIME_OBJECT(message), "List-Unsubscribe"),
		str_cstr(&a, m.unsubscribe)));
	assert_true(str_ends(
		str_of(g_mime_message_get_message_id(message)), S("@news.scleroderma.example.org")));
	lines_are_sound(bytes);
	g_object_unref(message);
}

static void test_international_domain(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	m.from.address = S("desk@sklerodermie-\xc3\xb6.example");
	struct str bytes = written(&a, &m);
	lines_are_sound(bytes);
	assert_int_not_equal(str_find(bytes, S("<desk@xn--sklerodermie--")), STR_NOT_FOUND);
}

static void test_refuses_bad_addresses(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const char *const bad[] = {
		"",
		"desk",
		"@example.org",
		"desk@",
		"de sk@example.org",
		"desk@example.org\r\nBcc: x@example.com",
		"desk@example..org",
		"a@b@example.org",
		"<desk@example.org>",
		"d\xc3\xa9sk@example.org",
		"desk@example.org, other@example.org",
		"desk@exa mple.org",
		"desk@\xc3\xb6 x.example",
		"desk@\xc3\xb6.example.",
		"desk@example.org ",
	};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct message m = sample();
		struct str out;
		struct err err = {0};
		m.from.address = str_of(bad[i]);
		assert_false(message_write(&a, &m, &out, &err));
		assert_non_null(strstr(err.text, "not a mail address"));
	}
	struct message m = sample();
	struct str out;
	struct err err = {0};
	m.unsubscribe = S("mailto:x@example.org>\r\nBcc: y@example.org");
	assert_false(message_write(&a, &m, &out, &err));
	m = sample();
	m.unsubscribe_url = S("http://news.example.org/mail/leave/token");
	assert_false(message_write(&a, &m, &out, &err));
	assert_non_null(strstr(err.text, "https://"));
}

static const char *header(GMimeMessage *message, const char *name)
{
	return g_mime_object_get_header(GMIME_OBJECT(message), name);
}

static void test_leave_with_one_click(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	m.unsubscribe_url = S("https://news.example.org/mail/leave/abcdefghijklmnopqrstuvwxyz");
	m.owner = S("mailto:desk@example.org");
	struct str bytes = written(&a, &m);
	lines_are_sound(bytes);
	GMimeMessage *message = parsed(bytes);
	assert_string_equal(header(message, "List-Unsubscribe"),
		"<https://news.example.org/mail/leave/abcdefghijklmnopqrstuvwxyz>, "
		"<mailto:desk@example.org?subject=stop>");
	assert_string_equal(header(message, "List-Unsubscribe-Post"), "List-Unsubscribe=One-Click");
	assert_string_equal(header(message, "List-Owner"), "<mailto:desk@example.org>");
	g_object_unref(message);
	m.unsubscribe = STR_NONE;
	message = parsed(written(&a, &m));
	assert_string_equal(header(message, "List-Unsubscribe"),
		"<https://news.example.org/mail/leave/abcdefghijklmnopqrstuvwxyz>");
	assert_non_null(header(message, "List-Unsubscribe-Post"));
	g_object_unref(message);
	m = sample();
	message = parsed(written(&a, &m));
	assert_null(header(message, "List-Unsubscribe-Post"));
	g_object_unref(message);
}

/* Gmail counts by the last field, which has 5 to 15 characters. */
static void test_feedback_id(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	m.feedback = S("research:2026-W47:digest");
	GMimeMessage *message = parsed(written(&a, &m));
	assert_string_equal(header(message, "Feedback-ID"), "research:2026-W47:digest:example.org");
	g_object_unref(message);
	m.from.address = S("desk@scleroderma-news.example.org");
	message = parsed(written(&a, &m));
	struct str sender = str_of(header(message, "Feedback-ID"));
	assert_int_equal(sender.n, strlen("research:2026-W47:digest:") + 15);
	g_object_unref(message);
	m.feedback = S("two words");
	struct str out;
	struct err err = {0};
	assert_false(message_write(&a, &m, &out, &err));
}

static void id_is(struct arena *a, const struct message *m, const char *want)
{
	GMimeMessage *message = parsed(written(a, m));
	assert_string_equal(g_mime_message_get_message_id(message), want);
	g_object_unref(message);
}

/* The Message-ID is of the content and the recipient, and does not change with the day. */
static void test_message_id_of_a_recipient(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	m.content = S("0123456789abcdef0123456789abcdef");
	id_is(&a, &m, "digest.2026-W47-research.0123456789abcdef@example.org");
	m.seed = S("handle");
	struct str domain = S("example.org"), one = message_id(&a, &m, domain);
	assert_int_equal(one.n, strlen("<digest.2026-W47-research.0123456789abcdef@example.org>"));
	m.date += 86400;
	assert_true(str_eq(message_id(&a, &m, domain), one));
	m.seed = S("other");
	assert_false(str_eq(message_id(&a, &m, domain), one));
	m.content = message_content(&a, &m);
	struct str two = message_id(&a, &m, domain);
	m.content = message_content(&a, &m);
	assert_true(str_eq(message_id(&a, &m, domain), two));
	m.content = S("\" quoted");
	struct str out;
	struct err err = {0};
	assert_false(message_write(&a, &m, &out, &err));
}

/* A relay that does not double a dot would take it for the end of the message. */
static void test_no_lone_dot(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct message m = sample();
	m.text = S(".\n.\n..\n. \n.\n");
	struct buf html CLEANUP_BUF = buf_new(1 << 16);
	for (size_t width = 1; width < 160; width++) { /* a dot wherever a line may be broken */
		for (size_t i = 0; i < width; i++)
			buf_add_char(&html, 'x');
		buf_add(&html, S(".\n"));
	}
	m.html = buf_str(&html);
	struct str bytes = written(&a, &m);
	lines_are_sound(bytes);
	assert_int_equal(str_find(bytes, S("\r\n.\r\n")), STR_NOT_FOUND);
	GMimeMessage *message = parsed(bytes);
	part_is(message, 0, "plain", str_cstr(&a, m.text));
	part_is(message, 1, "html", str_cstr(&a, m.html));
	g_object_unref(message);
}

static void test_mailto(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, message_mailto(&a, S("a?b&c@example.org"), S("stop it"))),
		"mailto:a%3Fb%26c@example.org?subject=stop%20it");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reads_back),
		cmocka_unit_test(test_same_values_same_bytes),
		cmocka_unit_test(test_no_header_from_text),
		cmocka_unit_test(test_any_language),
		cmocka_unit_test(test_long_addresses_fold),
		cmocka_unit_test(test_international_domain),
		cmocka_unit_test(test_refuses_bad_addresses),
		cmocka_unit_test(test_leave_with_one_click),
		cmocka_unit_test(test_feedback_id),
		cmocka_unit_test(test_message_id_of_a_recipient),
		cmocka_unit_test(test_no_lone_dot),
		cmocka_unit_test(test_mailto),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
