/* Mail from files, a Maildir and standard input: each message once, as it was received. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/file.h"
#include "mail/inbox.h"

static struct arena arena;
static char folder[64];

static int begin(void **state)
{
	(void)state;
	snprintf(folder, sizeof folder, "/tmp/tidings-inbox-XXXXXX");
	return !mkdtemp(folder);
}

static int end(void **state)
{
	(void)state;
	arena_free(&arena);
	char command[128];
	snprintf(command, sizeof command, "rm -rf '%s'", folder);
	return system(command);
}

static const char *at(const char *name)
{
	return str_printf(&arena, "%s/%s", folder, name).p;
}

static void put(const char *name, const char *bytes)
{
	struct err err;
	assert_true(file_replace(at(name), str_of(bytes), NULL, &err));
}

/* What was taken, in order; taking fails at the message that begins so. */
static struct strs taken;
static const char *fails_at;

static bool take(void *user, struct str message, struct err *err)
{
	(void)user;
	if (fails_at && str_starts(message, str_of(fails_at)))
		return err_set(err, "no");
	strs_add(&arena, &taken, str_copy(&arena, message));
	return true;
}

static bool read_place(const char *place)
{
	struct inbox in = {.place = str_of(place), .take = take};
	struct err err;
	taken = (struct strs){0};
	return inbox_read(&in, &err);
}

static void assert_taken(const char *const *messages, size_t n)
{
	assert_int_equal(taken.n, n);
	for (size_t i = 0; i < n; i++)
		assert_string_equal(str_cstr(&arena, taken.v[i]), messages[i]);
}
#define TAKEN(...) \
	assert_taken((const char *const[]){__VA_ARGS__}, \
		sizeof((const char *const[]){__VA_ARGS__}) / sizeof(char *))

static void test_one_message(void **state)
{
	(void)state;
	put("one.eml", "Subject: a\n\n>From here\nFrom there\n");
	assert_true(read_place(at("one.eml")));
	TAKEN("Subject: a\n\n>From here\nFrom there\n");
}

static void test_mbox(void **state)
{
	(void)state;
	put("box",
		"From a@b.example Tue Nov  3 08:00:00 2026\nSubject: a\n\n>From here\n>>From\n>>From x\n\n"
		"From \nSubject: b\n\nx\nFrom the middle\n");
	assert_true(read_place(at("box")));
	TAKEN("Subject: a\n\nFrom here\n>>From\n>From x\n\n", "Subject: b\n\nx\nFrom the middle\n");
	assert_true(read_place(str_printf(&arena, "mbox:%s", at("box")).p));
	assert_int_equal(taken.n, 2);
	put("empty", "");
	assert_true(read_place(at("empty")));
	assert_int_equal(taken.n, 0);
}

/* Lines longer than what is read at once, and NUL bytes. */
static void test_long_lines(void **state)
{
	(void)state;
	enum { LONG = 10000 };
	char *bytes = arena_alloc(&arena, 3 * LONG);
	int n = snprintf(bytes, 3 * LONG, "From x%*s\nSubject: %*s\n\n", LONG, "From ", LONG, "From ");
	FILE *file = fopen(at("long"), "w");
	assert_non_null(file);
	fwrite(bytes, 1, (size_t)n, file);
	fwrite("a\0b\n\nFrom y\nz\n", 1, 14, file);
	fclose(file);
	assert_true(read_place(at("long")));
	assert_int_equal(taken.n, 2);
	assert_int_equal(taken.v[0].n, sizeof "Subject: \n\n" - 1 + LONG + 5);
	assert_int_equal(taken.v[1].n, 2);
}

static void test_too_long(void **state)
{
	(void)state;
	FILE *file = fopen(at("big"), "w");
	assert_non_null(file);
	fputs("From x\n", file);
	for (int i = 0; i < INBOX_MESSAGE_MAX / 64 + 1000; i++)
		fprintf(file, "%063d\n", i);
	fputs("\nFrom y\nz\n", file);
	fclose(file);
	assert_true(read_place(at("big")));
	assert_int_equal(taken.n, 2);
	assert_in_range(taken.v[0].n, INBOX_MESSAGE_MAX - 64, INBOX_MESSAGE_MAX);
	assert_int_equal(taken.v[1].n, 2);
}

static bool is_file(const char *name)
{
	struct stat st;
	return lstat(at(name), &st) == 0;
}

static void make_maildir(void)
{
	mkdir(at("m"), 0700);
	mkdir(at("m/new"), 0700);
	mkdir(at("m/cur"), 0700);
	mkdir(at("m/tmp"), 0700);
	put("m/new/2.x", "b");
	put("m/new/1.x", "a");
	put("m/cur/0.x:2,RT", "c");
	put("m/cur/3.x:2,S", "seen");
	put("m/new/.hidden", "no");
	mkdir(at("m/new/5.folder"), 0700);
	assert_int_equal(symlink("/etc/passwd", at("m/new/4.link")), 0);
}

static void test_maildir(void **state)
{
	(void)state;
	make_maildir();
	assert_true(read_place(str_printf(&arena, "maildir:%s", at("m")).p));
	TAKEN("c", "a", "b");
	assert_true(is_file("m/cur/1.x:2,S") && is_file("m/cur/2.x:2,S"));
	assert_true(is_file("m/cur/0.x:2,RST"));
	assert_true(read_place(at("m")));
	assert_int_equal(taken.n, 0);
}

static void test_what_is_not_kept_stays(void **state)
{
	(void)state;
	make_maildir();
	fails_at = "b";
	assert_false(read_place(at("m")));
	fails_at = NULL;
	assert_true(is_file("m/new/2.x") && is_file("m/cur/1.x:2,S"));
	assert_true(read_place(at("m")));
	TAKEN("b");
}

static void test_places(void **state)
{
	(void)state;
	assert_false(read_place(at("nowhere")));
	assert_false(read_place("maildir:/nowhere/x"));
	assert_false(read_place("imap://127.0.0.1:1/"));
	assert_false(read_place("imap://bounce@127.0.0.1:1/INBOX"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_one_message, begin, end),
		cmocka_unit_test_setup_teardown(test_mbox, begin, end),
		cmocka_unit_test_setup_teardown(test_long_lines, begin, end),
		cmocka_unit_test_setup_teardown(test_too_long, begin, end),
		cmocka_unit_test_setup_teardown(test_maildir, begin, end),
		cmocka_unit_test_setup_teardown(test_what_is_not_kept_stays, begin, end),
		cmocka_unit_test_setup_teardown(test_places, begin, end),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
