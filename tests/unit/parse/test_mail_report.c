/* Mail that came back: what each sort says, and that nothing else is read out of it. The mails are
 * the seeds of the fuzzer. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "parse/report/mail_report.h"
#include "parse/report/report_field.h"

static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct str seed(const char *name)
{
	struct str bytes;
	struct err err;
	struct str path = str_printf(
		&arena, "%s/tests/fuzz/seeds/mail_report/%s.eml", SOURCE_DIR, name);
	assert_true(file_read(&arena, path.p, 1 << 20, &bytes, &err));
	return bytes;
}

static struct mail_report read_bytes(struct str bytes)
{
	struct mail_report report = {0};
	mail_report_read(&arena, bytes, &report);
	assert_true(mail_report_check(&report));
	return report;
}

static struct mail_report read_seed(const char *name)
{
	return read_bytes(seed(name));
}

static struct mail_recipient only(const struct mail_report *report)
{
	assert_int_equal(report->recipient_count, 1);
	return report->recipients[0];
}

static void assert_text(struct str text, const char *expected)
{
	assert_string_equal(str_cstr(&arena, text), expected);
}

static void assert_status(struct mail_status s, const char *expected)
{
	assert_text(str_printf(&arena, "%d.%d.%d", s.class, s.subject, s.detail), expected);
}

#define VERP "bounce+7-k3v9-q2m5x8@news.example"

static void test_unknown_recipient(void **state)
{
	(void)state;
	struct mail_report report = read_seed("unknown");
	struct mail_recipient one = only(&report); /* not that of the report that was returned */
	assert_int_equal(report.kind, MAIL_DELIVERY);
	assert_int_equal(one.action, MAIL_FAILED);
	assert_status(one.status, "5.1.1");
	assert_int_equal(one.reply, 550);
	assert_false(one.spam);
	assert_text(one.address, "mia@clinic.example");
	assert_int_equal(report.addresses.n, 1);
	assert_text(report.addresses.v[0], VERP);
	assert_text(report.message_id, "digest.7.k3v9@news.example");
}

static void test_two_recipients(void **state)
{
	(void)state;
	struct mail_report report = read_seed("full");
	assert_int_equal(report.recipient_count, 2);
	assert_status(report.recipients[0].status, "5.2.2"); /* more precise than 5.0.0 */
	assert_int_equal(report.recipients[0].reply, 552);
	assert_int_equal(report.recipients[1].action, MAIL_DELAYED);
	assert_status(report.recipients[1].status, "4.4.1");
	assert_text(report.message_id, "digest.7.aaaa@news.example");
	assert_int_equal(report.addresses.n, 2);
	assert_text(report.addresses.v[1], "bounce+7-aaaa-bbbb@news.example");
}

static void test_line_ends_change_nothing(void **state)
{
	(void)state;
	struct str bytes = seed("full");
	struct buf crlf CLEANUP_BUF = buf_new(1 << 20);
	while (bytes.p) {
		buf_add(&crlf, str_cut(&bytes, '\n'));
		buf_add(&crlf, S("\r\n"));
	}
	struct mail_report report = read_bytes(buf_str(&crlf));
	assert_int_equal(report.recipient_count, 2);
	assert_status(report.recipients[0].status, "5.2.2");
	assert_text(report.message_id, "digest.7.aaaa@news.example");
}

static void test_policy_is_seen(void **state)
{
	(void)state;
	struct mail_report report = read_seed("policy");
	assert_true(only(&report).spam);
}

/* As OpenSMTPD writes them: the fields say less than the text. */
static void test_text_completes_the_fields(void **state)
{
	(void)state;
	struct mail_report report = read_seed("imprecise");
	assert_status(only(&report).status, "5.2.2");
	assert_int_equal(only(&report).reply, 552);
	assert_text(report.addresses.v[0], VERP);
}

static void test_feedback(void **state)
{
	(void)state;
	struct mail_report report = read_seed("abuse");
	assert_int_equal(report.kind, MAIL_FEEDBACK);
	assert_int_equal(report.feedback, MAIL_FEEDBACK_ABUSE);
	assert_text(only(&report).address, "mia@clinic.example");
	assert_text(report.reported_domain, "news.example");
	assert_text(report.message_id, "digest.7.k3v9@news.example");
	assert_text(report.addresses.v[report.addresses.n - 1], VERP);
	assert_int_equal(read_seed("not-spam").feedback, MAIL_FEEDBACK_NOT_SPAM);
}

static void test_unsubscribe(void **state)
{
	(void)state;
	struct mail_report report = read_seed("leave");
	assert_int_equal(report.kind, MAIL_UNSUBSCRIBE);
	assert_text(report.token, "q7x2-k3v9");
	static const char *const NONE[] = {"Subject: unsubscribe\n\n", "Subject: unsubscribe a b\n\n",
		"Subject: please unsubscribe abc\n\n", "Subject: unsubscribe ../x\n\n",
		"Subject: unsubscribe a\377\n\n"};
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
		assert_int_equal(read_bytes(str_of(NONE[i])).kind, MAIL_OTHER);
	assert_text(read_bytes(S("Subject: Re: Unsubscribe  AbC\n\n")).token, "abc");
}

static void test_answers_of_no_person(void **state)
{
	(void)state;
	struct mail_report report = read_seed("vacation");
	assert_int_equal(report.kind, MAIL_AUTOMATIC);
	assert_int_equal(report.recipient_count, 0);
	assert_int_equal(read_seed("person").kind, MAIL_OTHER);
}

static void test_older_texts(void **state)
{
	(void)state;
	struct mail_report report = read_seed("qmail");
	assert_int_equal(report.kind, MAIL_DELIVERY);
	assert_status(only(&report).status, "5.1.1");
	assert_false(only(&report).spam); /* that is in what was returned */
	assert_text(only(&report).address, "mia@clinic.example");
	assert_text(report.message_id, "digest.7.k3v9@news.example");
	assert_text(report.addresses.v[0], VERP);
	report = read_seed("exim");
	assert_int_equal(report.kind, MAIL_DELIVERY);
	assert_int_equal(only(&report).action, MAIL_FAILED);
	assert_status(only(&report).status, "0.0.0");
	assert_text(only(&report).address, "mia@clinic.example");
	report = read_seed("exim-delay");
	assert_int_equal(only(&report).action, MAIL_DELAYED);
}

static void test_addresses_have_their_form(void **state)
{
	(void)state;
	static const struct {
		const char *value, *address;
	} CASES[] = {
		{"rfc822; mia@clinic.example", "mia@clinic.example"},
		{"rfc822;<mia@clinic.example>", "mia@clinic.example"},
		{"<mia@clinic.example>", "mia@clinic.example"},
		{"rfc822; mia@clinic.example, jo@clinic.example", ""},
		{"rfc822; mia", ""},
		{"rfc822; @clinic.example", ""},
		{"utf-8; m\xc3\xad"
		 "a@clinic.example",
			""},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++)
		assert_text(report_field_address(&arena, str_of(CASES[i].value)), CASES[i].address);
}

static void test_status_has_its_form(void **state)
{
	(void)state;
	struct mail_status status;
	long reply;
	assert_true(report_field_status(S("5.1.10 (null MX)"), &status));
	assert_status(status, "5.1.10");
	static const char *const NONE[] = {
		"", "5", "5.1", "3.1.1", "5.1.1.1", "5.1.1000", "5.-1.1", "x5.1.1"};
	for (size_t i = 0; i < sizeof NONE / sizeof *NONE; i++)
		assert_false(report_field_status(str_of(NONE[i]), &status));
	assert_false(report_field_reply(S("1550 5.1.1 and 250 2.0.0 and 550 no"), &reply, &status));
	assert_true(report_field_reply(S("at 450 seconds: 450-4.2.2 full"), &reply, &status));
	assert_status(status, "4.2.2");
}

/* Parts without end, and within each other without end. */
static void test_limits(void **state)
{
	(void)state;
	struct buf b CLEANUP_BUF = buf_new(4 << 20);
	buf_add(&b, S("Content-Type: multipart/report; boundary=b\n\n"));
	for (int i = 0; i < 40000; i++)
		buf_addf(&b,
			"--b\nContent-Type: message/delivery-status\n\nA: b\n\n"
			"Final-Recipient: rfc822; a%d@b.example\nAction: failed\nStatus: 5.1.1\n\n",
			i);
	struct mail_report report = read_bytes(buf_str(&b));
	assert_int_equal(report.recipient_count, MAIL_REPORT_RECIPIENTS);
	buf_clear(&b);
	for (int i = 0; i < 3000; i++)
		buf_addf(&b, "Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n", i, i);
	buf_add(&b, S("Content-Type: message/delivery-status\n\nFinal-Recipient: a@b.example\n"));
	report = read_bytes(buf_str(&b));
	assert_int_equal(report.kind, MAIL_OTHER);
	assert_int_equal(read_bytes(STR_NONE).kind, MAIL_OTHER);
}

/* Wherever it is cut off, what is read is one that could be. */
static void test_cut_anywhere(void **state)
{
	(void)state;
	static const char *const NAMES[] = {"unknown", "full", "abuse", "qmail", "leave"};
	for (size_t i = 0; i < sizeof NAMES / sizeof *NAMES; i++) {
		struct str bytes = seed(NAMES[i]);
		for (size_t n = 0; n < bytes.n; n++)
			(void)read_bytes(str_sub(bytes, 0, n));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_unknown_recipient, clear),
		cmocka_unit_test_teardown(test_two_recipients, clear),
		cmocka_unit_test_teardown(test_line_ends_change_nothing, clear),
		cmocka_unit_test_teardown(test_policy_is_seen, clear),
		cmocka_unit_test_teardown(test_text_completes_the_fields, clear),
		cmocka_unit_test_teardown(test_feedback, clear),
		cmocka_unit_test_teardown(test_unsubscribe, clear),
		cmocka_unit_test_teardown(test_answers_of_no_person, clear),
		cmocka_unit_test_teardown(test_older_texts, clear),
		cmocka_unit_test_teardown(test_addresses_have_their_form, clear),
		cmocka_unit_test_teardown(test_status_has_its_form, clear),
		cmocka_unit_test_teardown(test_limits, clear),
		cmocka_unit_test_teardown(test_cut_anywhere, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
