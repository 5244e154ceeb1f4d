/* Messages on their way to a mail server, and what is made of its answers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/array.h"
#include "mail/smtp.h"
#include "smtp_server.h"

#define MESSAGE S("Subject: A test\r\n\r\nIt says so.\r\n")

/* Seconds that a busy machine may take for an answer that comes, and those after which one that
 * never comes is given up. */
enum { PATIENCE = 60, SILENCE = 1 };

static struct smtp *opened(int port, long seconds, const volatile int *stop)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct smtp_options options = {
		.url = str_printf(&a, "smtp://127.0.0.1:%d", port), .reply_seconds = seconds, .stop = stop};
	struct err err;
	struct smtp *smtp = smtp_open(&options, &err);
	if (!smtp)
		fail_msg("%s", err.text);
	return smtp;
}

static enum smtp_outcome sent(struct smtp *smtp, struct str message, struct err *why)
{
	why->text[0] = 0;
	return smtp_send(smtp, S("desk@example.org"), S("ana@example.net"), message, why);
}

static void has(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" is not in \"%s\"", part, text);
}

static void test_many_over_one_connection(void **state)
{
	(void)state;
	struct smtp_server server;
	struct err why;
	smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
	struct smtp *smtp = opened(server.port, PATIENCE, NULL);
	for (int i = 0; i < 50; i++)
		assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_SENT);
	smtp_close(smtp);
	smtp_server_end(&server);
	assert_int_equal(server.messages, 50);
	assert_int_equal(server.connections, 1);
	has(server.told.p,
		"MAIL FROM:<desk@example.org> SIZE=32\r\nRCPT TO:<ana@example.net>\r\nDATA\r\n");
	assert_true(str_ends(buf_str(&server.told), S("QUIT\r\n")));
	assert_true(str_eq(buf_str(&server.last), MESSAGE));
	smtp_server_free(&server);
}

/* RFC 5321 section 4.5.2, wherever libcurl's portions happen to begin and end. */
static void test_dots(void **state)
{
	(void)state;
	struct smtp_server server;
	struct buf message CLEANUP_BUF = buf_new(1 << 21), doubled CLEANUP_BUF = buf_new(1 << 21);
	struct err why;
	static const char *const lines[] = {
		".\r\n", "..\r\n", ".x\r\n", "x.\r\n", "\r\n", "...\r\n", "xx\r\n"};
	for (size_t i = 0; i < 100000; i++) {
		struct str line = str_of(lines[(i * i + i / 7) % 7]);
		buf_add(&message, line);
		buf_add(&doubled, line.p[0] == '.' ? S(".") : STR_NONE);
		buf_add(&doubled, line);
	}
	smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
	struct smtp *smtp = opened(server.port, PATIENCE, NULL);
	assert_int_equal(sent(smtp, buf_str(&message), &why), SMTP_SENT);
	smtp_close(smtp);
	smtp_server_end(&server);
	assert_true(str_eq(buf_str(&server.last), buf_str(&doubled)));
	smtp_server_free(&server);
}

/* One connection attempt against a script; what comes out, and that nothing was taken for more than
 * it is. Returns the number of messages that the server got. */
static int attempt(
	struct smtp_script script, long seconds, enum smtp_outcome *outcome, struct err *why)
{
	struct smtp_server server;
	smtp_server_start(&server, script);
	struct smtp *smtp = opened(server.port, seconds, NULL);
	*outcome = sent(smtp, MESSAGE, why);
	smtp_close(smtp);
	smtp_server_end(&server);
	int messages = server.messages;
	smtp_server_free(&server);
	return messages;
}

static void check_outcome(
	enum smtp_outcome is, enum smtp_outcome outcome, const struct err *why, const char *words)
{
	if (is != outcome)
		fail_msg("%d, not %d: %s", is, outcome, why->text);
	has(why->text, words);
}

static void expect(struct smtp_script script, enum smtp_outcome outcome, const char *words)
{
	enum smtp_outcome is;
	struct err why;
	attempt(script, PATIENCE, &is, &why);
	check_outcome(is, outcome, &why, words);
}
#define EXPECT(outcome, words, command, answer) \
	do { \
		struct smtp_script script_ = {SMTP_WELL}; \
		script_.command = (answer); \
		expect(script_, outcome, words); \
	} while (0)

static void test_refused_for_good(void **state)
{
	(void)state;
	EXPECT(SMTP_REFUSED, "refused it: 550 5.7.1 Not you", mail, "550 5.7.1 Not you");
	EXPECT(SMTP_REFUSED, "refused it: 550 5.1.1 No such user", rcpt,
		"550-5.1.1 Sorry\r\n550 5.1.1 No such user");
	struct smtp_script old = {SMTP_WELL};
	old.ehlo = "502 I am old"; /* an objection that was got over */
	old.rcpt = "550 no";
	expect(old, SMTP_REFUSED, "refused it: 550 no");
	EXPECT(SMTP_REFUSED, "refused it: 554 No", data, "554 No");
	EXPECT(SMTP_REFUSED, "refused it: 552 5.3.4 Too large", end, "552 5.3.4 Too large");
}

static void test_not_now(void **state)
{
	(void)state;
	EXPECT(SMTP_LATER, "does not take it now: 421 Full", greeting, "421 Full");
	EXPECT(SMTP_LATER, "does not take it now: 451 4.3.0", mail, "451 4.3.0 Later");
	EXPECT(SMTP_LATER, "does not take it now: 450 4.2.0", rcpt, "450 4.2.0 Greylisted");
	EXPECT(SMTP_LATER, "does not take it now: 451 4.3.0", end, "451 4.3.0 Disk full");
	/* A server that takes nothing at all says nothing about this message. */
	EXPECT(SMTP_LATER, "does not take it now: 554 Closed", greeting, "554 Closed");
	EXPECT(SMTP_LATER, "connection to the mail server", greeting, "");
	EXPECT(SMTP_LATER, "connection to the mail server", rcpt, "");
	EXPECT(SMTP_LATER, "connection to the mail server", data, "");
}

/* A server for whose next word one waits in vain. */
struct silent {
	struct smtp_script script;
	bool has_message; /* when it falls silent: it may have taken it */
	const char *words;
	pthread_t thread;
	enum smtp_outcome outcome;
	struct err why;
};

/* A busy machine may take longer than the patience for what comes before the message: then the
 * server has none yet, and where that matters the next attempt has twice as much. */
static void *wait_in_vain(void *user)
{
	struct silent *silent = user;
	long seconds = SILENCE;
	while (!attempt(silent->script, seconds, &silent->outcome, &silent->why) && silent->has_message)
		seconds *= 2;
	return NULL;
}

/* They are waited for side by side. Behind a greeting that is none, libcurl goes on waiting for
 * one. */
static void test_silence(void **state)
{
	(void)state;
	struct silent all[] = {
		{.words = "connection to the mail server", .script = {SMTP_WELL}},
		{.words = "connection to the mail server", .script = {SMTP_WELL}},
		{.words = "mail server", .script = {SMTP_WELL}},
		{.words = "mail server", .script = {SMTP_WELL}},
		{.words = "did not say whether it took it", .has_message = true, .script = {SMTP_WELL}},
	};
	all[0].script.greeting = NULL;
	all[1].script.mail = NULL;
	all[2].script.greeting = "what\r\nis\r\nthis";
	all[3].script.greeting = "999 nines";
	all[4].script.end = NULL;
	for (size_t i = 0; i < ARRAY_COUNT(all); i++)
		assert_int_equal(pthread_create(&all[i].thread, NULL, wait_in_vain, &all[i]), 0);
	for (size_t i = 0; i < ARRAY_COUNT(all); i++) {
		assert_int_equal(pthread_join(all[i].thread, NULL), 0);
		check_outcome(all[i].outcome, all[i].has_message ? SMTP_UNSURE : SMTP_LATER, &all[i].why,
			all[i].words);
	}
	EXPECT(SMTP_UNSURE, "did not say whether it took it", end, "");
}

static void test_hostile_answers(void **state)
{
	(void)state;
	char line[900] = "550 \x1b[31mred\tand";
	memset(line + 17, 'x', sizeof line - 18);
	EXPECT(SMTP_REFUSED, "refused it: 550 ", rcpt, line);
	struct smtp_server server;
	struct err why;
	struct smtp_script script = {SMTP_WELL};
	script.rcpt = line;
	smtp_server_start(&server, script);
	struct smtp *smtp = opened(server.port, PATIENCE, NULL);
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_REFUSED);
	assert_null(strchr(why.text, '\x1b'));
	assert_true(strlen(why.text) < 400);
	smtp_close(smtp);
	smtp_server_end(&server);
	smtp_server_free(&server);
	EXPECT(SMTP_SENT, "", ehlo, "502 I am old");
}

/* One refused address does not stand in the way of the next; a connection that was closed is made
 * anew. */
static void test_goes_on(void **state)
{
	(void)state;
	struct smtp_server server;
	struct err why;
	smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
	server.script.rcpt = "550 no";
	struct smtp *smtp = opened(server.port, PATIENCE, NULL);
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_REFUSED);
	server.script.rcpt = "250 OK";
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_SENT);
	server.script.mail = "";
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_LATER);
	server.script.mail = "250 OK";
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_SENT);
	smtp_close(smtp);
	smtp_server_end(&server);
	assert_int_equal(server.messages, 2);
	smtp_server_free(&server);
}

static void test_what_is_never_sent(void **state)
{
	(void)state;
	struct smtp_server server;
	struct err why;
	char long_line[1002];
	memset(long_line, 'x', sizeof long_line);
	long_line[sizeof long_line - 2] = '\r';
	long_line[sizeof long_line - 1] = '\n';
	const struct str messages[] = {
		STR_NONE,
		S("no end"),
		S("lone\nline feed\r\n"),
		S("lone\rreturn\r\n"),
		S("caf\xc3\xa9\r\n"),
		S("nul\0\r\n"),
		S("smuggled\n.\r\nMAIL FROM:<x@example.org>\r\n"),
		{long_line, sizeof long_line},
	};
	const struct str addresses[] = {STR_NONE, S("no at"),
		S("a@example.org>\r\nRCPT TO:<b@example.org"), S("a b@example.org"), S("<a@example.org>"),
		S("caf\xc3\xa9@example.org")};
	smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
	struct smtp *smtp = opened(server.port, PATIENCE, NULL);
	for (size_t i = 0; i < sizeof messages / sizeof *messages; i++)
		assert_int_equal(sent(smtp, messages[i], &why), SMTP_REFUSED);
	for (size_t i = 0; i < sizeof addresses / sizeof *addresses; i++) {
		assert_int_equal(
			smtp_send(smtp, S("desk@example.org"), addresses[i], MESSAGE, &why), SMTP_REFUSED);
		assert_int_equal(
			smtp_send(smtp, addresses[i], S("ana@example.net"), MESSAGE, &why), SMTP_REFUSED);
	}
	assert_int_equal(sent(smtp, (struct str){long_line + 2, sizeof long_line - 2}, &why),
		SMTP_SENT); /* 998 bytes are allowed */
	smtp_close(smtp);
	smtp_server_end(&server);
	assert_int_equal(server.connections, 1);
	assert_int_equal(server.messages, 1);
	smtp_server_free(&server);
}

static void test_nobody_there(void **state)
{
	(void)state;
	struct smtp_server server;
	struct err why;
	smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
	smtp_server_end(&server);
	smtp_server_free(&server);
	struct smtp *smtp = opened(
		server.port, PATIENCE, NULL); /* a port where nobody listens any more */
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_LATER);
	has(why.text, "no mail server answers at 127.0.0.1:");
	smtp_close(smtp);
}

static void test_stop(void **state)
{
	(void)state;
	struct smtp_server server;
	struct err why;
	volatile int stop = 1;
	smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
	struct smtp *smtp = opened(server.port, PATIENCE, &stop);
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_LATER);
	has(why.text, "stopped");
	stop = 0;
	assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_SENT);
	smtp_close(smtp);
	smtp_server_end(&server);
	assert_int_equal(server.messages, 1);
	smtp_server_free(&server);
}

/* The name and password go out over TLS alone, unless the server is this machine. */
static void test_login(void **state)
{
	(void)state;
	static const struct {
		const char *host, *words;
		bool tried;
	} cases[] = {
		{"127.0.0.1",
			"does not let us in with the name and password of the configuration: 535 5.7.8 no",
			true},
		{"0.0.0.0", "mail server", false}, /* gets to this machine, but is no name of it */
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct smtp_server server;
		struct arena a CLEANUP_ARENA = {0};
		struct err why;
		smtp_server_start(&server, (struct smtp_script){SMTP_WELL});
		server.script.ehlo = "250-test\r\n250 AUTH PLAIN";
		const struct smtp_options options = {
			.url = str_printf(&a, "smtp://%s:%d", cases[i].host, server.port),
			.user = S("desk"),
			.password = S("secret"),
			.reply_seconds = PATIENCE};
		struct smtp *smtp = smtp_open(&options, &why);
		assert_non_null(smtp);
		assert_int_equal(sent(smtp, MESSAGE, &why), SMTP_LATER);
		has(why.text, cases[i].words);
		smtp_close(smtp);
		smtp_server_end(&server);
		assert_int_equal(
			str_find(buf_str(&server.told), S("AUTH PLAIN")) != STR_NOT_FOUND, cases[i].tried);
		assert_int_equal(server.messages, 0);
		assert_int_equal(server.connections, 1);
		smtp_server_free(&server);
	}
}

static void test_addresses_of_servers(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",
		"smtp://",
		"127.0.0.1:25",
		"http://127.0.0.1/",
		"smtp://a:b@127.0.0.1:25",
		"smtp://a@127.0.0.1",
		"smtp://127.0.0.1/path",
		"smtp://127.0.0.1:99999",
		"smtp://x y",
	};
	struct err err;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct smtp *smtp = smtp_open(&(struct smtp_options){.url = str_of(wrong[i])}, &err);
		struct err why = {0};
		/* What libcurl takes for an address is at least never connected to by another protocol than
		 * ours. */
		if (smtp && sent(smtp, MESSAGE, &why) != SMTP_LATER)
			fail_msg("\"%s\"", wrong[i]);
		if (smtp && i != 3)
			fail_msg("\"%s\" was taken", wrong[i]);
		smtp_close(smtp);
	}
	struct smtp *smtp = smtp_open(
		&(struct smtp_options){.url = S("smtps://mail.example.org:465")}, &err);
	assert_non_null(smtp);
	smtp_close(smtp);
	smtp_close(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_over_one_connection),
		cmocka_unit_test(test_dots),
		cmocka_unit_test(test_refused_for_good),
		cmocka_unit_test(test_not_now),
		cmocka_unit_test(test_silence),
		cmocka_unit_test(test_hostile_answers),
		cmocka_unit_test(test_goes_on),
		cmocka_unit_test(test_what_is_never_sent),
		cmocka_unit_test(test_nobody_there),
		cmocka_unit_test(test_stop),
		cmocka_unit_test(test_login),
		cmocka_unit_test(test_addresses_of_servers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
