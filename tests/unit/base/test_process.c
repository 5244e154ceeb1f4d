#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/process.h"

static void we_are_still_here(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	struct str mark = process_mark(&a);
	assert_true(mark.n);
	assert_true(str_eq(mark, process_mark(&a)));
	assert_false(process_has_ended(mark));
}

static void a_killed_process_has_ended(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	int mark_of_child[2];
	char text[256];
	(void)state;
	assert_int_equal(pipe(mark_of_child), 0);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		struct str mark = process_mark(&a);
		if (write(mark_of_child[1], mark.p, mark.n) < 0)
			_exit(1);
		for (;;)
			pause();
	}
	ssize_t n = read(mark_of_child[0], text, sizeof text);
	assert_true(n > 0);
	assert_false(process_has_ended((struct str){text, (size_t)n}));
	kill(child, SIGKILL);
	assert_int_equal(waitpid(child, NULL, 0), child);
	assert_true(process_has_ended((struct str){text, (size_t)n}));
	close(mark_of_child[0]);
	close(mark_of_child[1]);
}

/* Our own mark with one of its fields, counted from 0, changed. */
static struct str changed(struct arena *a, int field)
{
	struct str rest = process_mark(a), out = STR_NONE;
	for (int i = 0; rest.n; i++) {
		struct str part = str_cut(&rest, '/');
		out = str_printf(a, STR_FMT "%s" STR_FMT "%s", STR_ARG(out), i ? "/" : "", STR_ARG(part),
			i == field ? "7" : "");
	}
	return out;
}

static void what_cannot_be_told_has_not_ended(void **state)
{
	enum { MACHINE, BOOT, SPACE, NUMBER, START };
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	assert_false(process_has_ended(STR_NONE));
	assert_false(process_has_ended(S("nonsense")));
	assert_false(process_has_ended(S("a/b/c/d/e")));
	assert_false(process_has_ended(changed(&a, MACHINE)));
	assert_false(process_has_ended(changed(&a, SPACE)));
	assert_true(process_has_ended(changed(&a, BOOT)));  /* this machine was started anew */
	assert_true(process_has_ended(changed(&a, START))); /* another process has its number */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(we_are_still_here),
		cmocka_unit_test(a_killed_process_has_ended),
		cmocka_unit_test(what_cannot_be_told_has_not_ended),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
