#include "../item/decisions.h"

#include <signal.h>
#include <sys/wait.h>

enum { ITEMS = 400 };

/* Approves one item after the other and says so, one byte each, after the function has returned. */
static _Noreturn void approve_for_ever(const char *path, int say)
{
	struct err err;
	struct store *s = open_store(path, &err);
	for (int64_t id = 1; s && id <= ITEMS; id++)
		if (!ask_approve(s, by(id), id, SECTION_NONE, STR_NONE, &err) || write(say, "x", 1) != 1)
			_exit(1);
	_exit(0);
}

static long acknowledged(int hear, long until)
{
	char c;
	long n = 0;
	while (n < until && read(hear, &c, 1) == 1)
		n++;
	return n;
}

static void a_decision_that_was_acknowledged_survives_a_killed_process(void **state)
{
	struct fixture *f = *state;
	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < ITEMS; i++)
		item_make(f, "Title", 0.5);
	OK(store_commit(f->s, &f->err));
	store_close(f->s);
	int channel[2];
	assert_int_equal(pipe(channel), 0);
	pid_t child = fork();
	if (child == 0)
		approve_for_ever(f->path, channel[1]);
	close(channel[1]);
	long n = acknowledged(channel[0], 40);
	assert_int_equal(n, 40);
	kill(child, SIGKILL);
	n += acknowledged(channel[0], ITEMS);
	close(channel[0]);
	waitpid(child, NULL, 0);

	f->s = open_store(f->path, &f->err);
	assert_non_null(f->s);
	assert_string_equal(sql(f, "PRAGMA integrity_check"), "ok");
	struct decisions log;
	OK(store_decision_list(f->s, &f->a, 0, 0, &log, &f->err));
	assert_true(log.n >= (size_t)n && log.n <= (size_t)n + 1);
	for (int64_t id = 1; id <= n; id++)
		assert_true(item_read(f, id).state == ITEM_APPROVED && item_read(f, id).live != 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_decision_that_was_acknowledged_survives_a_killed_process)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
