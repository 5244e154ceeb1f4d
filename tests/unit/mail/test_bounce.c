/* What follows from mail that came back: whom it stops, whom it never stops, and that nothing
 * follows twice. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

#include "../beside.h"
#include "base/calendar.h"
#include "mail/bounce.h"
#include "mail/subscriber.h"
#include "mail/verp.h"
#include "store/bounce.h"

enum { NOW = 1795000000, EDITION = 7 };

static struct fixture {
	struct arena arena;
	struct site site;
	struct mail_list lists[2];
	struct store *store;
	struct vault vault;
	int64_t now;
	int mails; /* how many were written: each is another one */
} f;
static struct err err;

static void check(bool done)
{
	if (!done)
		fail_msg("%s", err.text);
}

static const char *in_site(const char *name)
{
	return str_printf(&f.arena, STR_FMT "/%s", STR_ARG(f.site.folder), name).p;
}

static int setup(void **state)
{
	(void)state;
	char folder[] = "/tmp/tidings-bounce-XXXXXX";
	memset(&f, 0, sizeof f);
	f.now = NOW;
	assert_non_null(mkdtemp(folder));
	f.lists[0].slug = S("research");
	f.lists[1].slug = S("news");
	f.site = (struct site){.folder = str_copy(&f.arena, str_of(folder)),
		.lists = f.lists,
		.list_count = 2,
		.mail.bounces = S("bounce@news.example")};
	check(new_store(in_site("tidings.db"), &err));
	f.store = open_store(in_site("tidings.db"), &err);
	check(f.store);
	check(subscriber_vault_open(&f.site, f.store, VAULT_MAKE, &f.vault, &err));
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	store_close(f.store);
	vault_close(&f.vault);
	struct str remove = str_printf(&f.arena, "rm -r '" STR_FMT "'", STR_ARG(f.site.folder));
	assert_int_equal(system(remove.p), 0);
	arena_free(&f.arena);
	return 0;
}

static struct str handle_of(const char *name)
{
	return str_printf(&f.arena, "%-8.8s", name);
}

/* Mia is mia@clinic.example, on both lists. */
static int64_t add(const char *name)
{
	struct str address = str_printf(&f.arena, "%s@clinic.example", name);
	struct subscriber one = {.has_found = true,
		.handle = handle_of(name),
		.address = vault_seal(&f.vault, &f.arena, address),
		.state = SUBSCRIBER_CONFIRMED,
		.made = NOW - 1000,
		.confirmed = NOW - 1000,
		.changed = NOW - 1000,
		.asked = NOW - 1000};
	int64_t id;
	bool changed;
	assert_true(subscriber_found_by(&f.vault, &f.arena, address, &one.found));
	check(store_subscriber_add(f.store, &one, &id, &err));
	for (size_t i = 0; i < 2; i++)
		check(store_subscription_add(f.store, id, f.lists[i].slug, NOW, &changed, &err));
	return id;
}

static struct subscriber get(int64_t id)
{
	struct subscriber one;
	bool there;
	check(store_subscriber_get(f.store, &f.arena, id, &one, &there, &err));
	assert_true(there);
	return one;
}

static size_t lists_of(int64_t id)
{
	struct strs lists;
	check(store_subscription_list(f.store, &f.arena, id, &lists, &err));
	return lists.n;
}

static const char *verp_of(const char *name)
{
	return verp_write(&f.vault, &f.arena, f.site.mail.bounces, EDITION, handle_of(name)).p;
}

/* Takes the mail in, and says what was printed. */
static const char *take(const char *mail)
{
	const struct bounce_work work = {.site = &f.site, .store = f.store, .now = f.now};
	struct bounce_counts counts;
	const char *path = in_site("mail");
	check(file_replace(path, str_of(mail), NULL, &err));
	check(bounce_read(&work, str_of(path), &counts, &err));
	return str_cstr(&f.arena, bounce_counts_text(&f.arena, &counts));
}

static const char *report_of(const char *to, const char *recipient, const char *status)
{
	return str_printf(&f.arena,
		"Return-Path: <>\nDelivered-To: %s\nX-Number: %d\nContent-Type: multipart/report; "
		"report-type=delivery-status; boundary=b\n\n--b\nContent-Type: message/delivery-status\n\n"
		"Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; %s\nAction: failed\nStatus: "
		"%s\n\n--b--\n",
		to, f.mails++, recipient, status)
		.p;
}

static const char *complaint_of(const char *type, const char *from)
{
	return str_printf(&f.arena,
		"To: bounce@news.example\nX-Number: %d\nContent-Type: multipart/report; "
		"report-type=feedback-report; boundary=b\n\n--b\nContent-Type: message/feedback-report\n\n"
		"Feedback-Type: %s\nOriginal-Mail-From: <%s>\nOriginal-Rcpt-To: mia@clinic.example\n\n"
		"--b--\n",
		f.mails++, type, from)
		.p;
}

static void test_an_address_that_is_none_is_stopped_at_once(void **state)
{
	(void)state;
	int64_t mia = add("mia"), jo = add("jo");
	const char *mail = report_of(verp_of("mia"), "mia@clinic.example", "5.1.1");
	assert_string_equal(take(mail), "1 report: 1 address stopped");
	assert_int_equal(get(mia).state, SUBSCRIBER_BOUNCED);
	assert_int_equal(get(jo).state, SUBSCRIBER_CONFIRMED);
	/* Again, with other line ends: nothing. */
	assert_string_equal(take(mail), "0 reports; 1 taken in before");
	struct subscriber_tallies days;
	check(store_subscriber_tallies(f.store, &f.arena, S("news"), S("2000-01-01"), &days, &err));
	assert_int_equal(days.n, 1);
	assert_int_equal(days.v[0].n[SUBSCRIBER_STOPPED], 1);
	assert_string_equal(take(report_of(verp_of("mia"), "mia@clinic.example", "5.1.1")),
		"1 report: 1 without consequence");
}

static void test_full_mailboxes_are_stopped_after_three_over_a_week(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	static const int DAYS[] = {0, 0, 3, 6};
	for (size_t i = 0; i < 4; i++) {
		f.now = NOW + DAYS[i] * CALENDAR_DAY;
		assert_string_equal(
			take(report_of(verp_of("mia"), "mia@clinic.example", i % 2 ? "5.2.2" : "4.2.2")),
			"1 report: 1 counted");
	}
	assert_int_equal(get(mia).state, SUBSCRIBER_CONFIRMED);
	f.now = NOW + 7 * CALENDAR_DAY;
	assert_string_equal(take(report_of(verp_of("mia"), "mia@clinic.example", "4.4.7")),
		"1 report: 1 address stopped");
	assert_int_equal(get(mia).state, SUBSCRIBER_BOUNCED);
	assert_true(get(mia).address.n > 0);
}

static void test_reports_of_long_ago_do_not_count(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	for (int i = 0; i < 4; i++) {
		f.now = NOW + i * 60 * CALENDAR_DAY;
		take(report_of(verp_of("mia"), "mia@clinic.example", "4.2.2"));
	}
	assert_int_equal(get(mia).state, SUBSCRIBER_CONFIRMED);
	f.now += CALENDAR_DAY;
	take(report_of(verp_of("mia"), "mia@clinic.example", "4.2.2"));
	assert_int_equal(get(mia).state, SUBSCRIBER_BOUNCED);
}

static void test_policy_never_stops(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	static const char *const CODES[] = {"5.7.1", "5.7.26", "5.6.0", "5.1.8", "5.2.3",
		"5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 blocked by a list of spam"};
	for (int i = 0; i < 30; i++) {
		f.now = NOW + i * CALENDAR_DAY;
		assert_string_equal(take(report_of(verp_of("mia"), "mia@clinic.example", CODES[i % 6])),
			"1 report: 1 refused by policy");
	}
	assert_int_equal(get(mia).state, SUBSCRIBER_CONFIRMED);
	int64_t n[BOUNCE_OUTCOMES];
	check(store_bounce_count(f.store, EDITION, NOW, n, &err));
	assert_int_equal(n[BOUNCE_REFUSED], 30);
}

static void test_delays_are_nothing(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	const char *mail =
		str_printf(&f.arena, "%s", report_of(verp_of("mia"), "mia@clinic.example", "4.4.1")).p;
	char *action = strstr((char *)(uintptr_t)mail, "failed");
	memcpy(action, "relay ", 6);
	assert_string_equal(take(mail), "1 report: 1 without consequence");
	assert_int_equal(get(mia).state, SUBSCRIBER_CONFIRMED);
}

/* Anybody can write that an address does not exist, and that somebody complained. */
static void test_without_proof_nothing_follows_at_once(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	static const char *const TO[] = {"bounce@news.example", "bounce+7-aaaa@news.example",
		"bounce+7-aaaaaaaaaaaaaaaaaaaaaaaaaa@news.example"};
	for (size_t i = 0; i < 3; i++)
		assert_string_equal(
			take(report_of(TO[i], "MIA@Clinic.example", "5.1.1")), "1 report: 1 counted");
	assert_string_equal(take(complaint_of("abuse", "bounce@news.example")), "1 report: 1 counted");
	assert_int_equal(get(mia).state, SUBSCRIBER_CONFIRMED);
	assert_string_equal(
		take(report_of(TO[0], "nobody@clinic.example", "5.1.1")), "1 report: 1 about nobody here");
	/* The token of one edition proves nothing for another one. */
	char *other = (char *)(uintptr_t)verp_of("mia");
	*strchr(other, '7') = '8';
	assert_string_equal(
		take(report_of(other, "x@clinic.example", "5.1.1")), "1 report: 1 about nobody here");
}

static void test_complaints_end_everything(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	assert_string_equal(
		take(complaint_of("not-spam", verp_of("mia"))), "1 report: 1 without consequence");
	assert_string_equal(take(complaint_of("abuse", verp_of("mia"))), "1 report: 1 complaint");
	struct subscriber one = get(mia);
	assert_int_equal(one.state, SUBSCRIBER_COMPLAINED);
	assert_int_equal(one.address.n, 0);
	assert_int_equal(lists_of(mia), 0);
	assert_string_equal(
		take(complaint_of("abuse", verp_of("mia"))), "1 report: 1 without consequence");
}

/* A provider that hides every address, but returns the message. */
static void test_the_returned_message_proves_whom_it_was_for(void **state)
{
	(void)state;
	int64_t mia = add("mia");
	struct str token = subscriber_leave_token(&f.vault, &f.arena, S("news"), handle_of("mia"));
	const char *mail = str_printf(&f.arena,
		"To: bounce@news.example\nContent-Type: multipart/report; boundary=b\n\n--b\n"
		"Content-Type: message/feedback-report\n\nFeedback-Type: abuse\n\n--b\n"
		"Content-Type: message/rfc822\n\nSubject: Research\nList-Unsubscribe: "
		"<https://news.example/mail/leave/" STR_FMT ">,\n <mailto:bounce@news.example>\n\nx\n"
		"--b--\n",
		STR_ARG(token))
						   .p;
	assert_string_equal(take(mail), "1 report: 1 complaint");
	assert_int_equal(get(mia).state, SUBSCRIBER_COMPLAINED);
}

static const char *leave_mail(struct str token)
{
	return str_printf(&f.arena,
		"To: bounce@news.example\nX: %d\nSubject: Unsubscribe " STR_FMT "\n\n", f.mails++,
		STR_ARG(token))
		.p;
}

static void test_unsubscribing_by_mail(void **state)
{
	(void)state;
	int64_t mia = add("mia"), jo = add("jo");
	struct str one = subscriber_leave_token(&f.vault, &f.arena, S("news"), handle_of("mia")),
			   all = subscriber_leave_token(&f.vault, &f.arena, STR_NONE, handle_of("jo"));
	assert_string_equal(take(leave_mail(one)), "1 report: 1 unsubscribed");
	assert_int_equal(get(mia).state, SUBSCRIBER_CONFIRMED);
	assert_int_equal(lists_of(mia), 1);
	assert_string_equal(take(leave_mail(one)), "1 report: 1 without consequence");
	assert_string_equal(take(leave_mail(all)), "1 report: 1 unsubscribed");
	assert_int_equal(get(jo).state, SUBSCRIBER_LEFT);
	assert_int_equal(get(jo).address.n, 0);
	assert_string_equal(
		take(leave_mail(S("aaaaaaaaaaaaaaaaaaaaaaaaaa"))), "1 report: 1 about nobody here");
	struct str last = subscriber_leave_token(&f.vault, &f.arena, S("research"), handle_of("mia"));
	assert_string_equal(take(leave_mail(last)), "1 report: 1 unsubscribed");
	assert_int_equal(get(mia).state, SUBSCRIBER_LEFT);
}

static void test_what_says_nothing(void **state)
{
	(void)state;
	add("mia");
	assert_string_equal(take("Subject: hello\n\nHello"), "1 report: 1 not understood");
	assert_string_equal(take("Subject: away\nAuto-Submitted: auto-replied\n\nAway"),
		"1 report: 1 without consequence");
	assert_string_equal(take("From x\nSubject: a\n\nb\n\nFrom y\nSubject: a\n\nb\n"),
		"1 report: 1 not understood; 1 taken in before");
}

/* No address in the file of the store, in any form that could be read. */
static void test_no_address_is_kept(void **state)
{
	OF_SQLITE_ALONE();
	(void)state;
	add("mia");
	take(report_of(verp_of("mia"), "mia@clinic.example", "4.2.2"));
	take(report_of("bounce@news.example", "stranger@clinic.example", "5.1.1"));
	take(complaint_of("abuse", verp_of("mia")));
	store_close(f.store);
	f.store = NULL;
	struct str bytes;
	check(file_read(&f.arena, in_site("tidings.db"), 1 << 24, &bytes, &err));
	assert_true(bytes.n > 100000);
	assert_int_equal(str_ifind(bytes, S("clinic.example")), STR_NOT_FOUND);
	assert_int_equal(str_ifind(bytes, S("bounce+")), STR_NOT_FOUND);
}

static void test_a_site_without_a_key(void **state)
{
	(void)state;
	const struct bounce_work work = {.site = &f.site, .store = f.store, .now = NOW};
	struct bounce_counts counts;
	unlink(in_site("subscribers.key"));
	assert_false(bounce_read(&work, S("/dev/null"), &counts, &err));
	f.site.mail.bounce_mail = S("maildir:/nowhere");
	assert_true(bounce_poll(&work, &counts, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(
			test_an_address_that_is_none_is_stopped_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_full_mailboxes_are_stopped_after_three_over_a_week, setup, teardown),
		cmocka_unit_test_setup_teardown(test_reports_of_long_ago_do_not_count, setup, teardown),
		cmocka_unit_test_setup_teardown(test_policy_never_stops, setup, teardown),
		cmocka_unit_test_setup_teardown(test_delays_are_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_without_proof_nothing_follows_at_once, setup, teardown),
		cmocka_unit_test_setup_teardown(test_complaints_end_everything, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_the_returned_message_proves_whom_it_was_for, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unsubscribing_by_mail, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_says_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_address_is_kept, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_site_without_a_key, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
