#include "check.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static void test_alloc(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t n = 0; n < 20000; n += 37) {
		unsigned char *p = arena_alloc(&a, n);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xA5, n);
	}
	assert_true(a.used > 20000);
	arena_free(&a);
	assert_null(a.top);
	assert_int_equal(a.used, 0);
	assert_non_null(arena_alloc(&a, 1)); /* usable again */
}

static void test_reset(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	arena_reset(&a);
	assert_null(a.top);
	arena_alloc(&a, 1);
	char *large = arena_alloc(&a, 4 << 20);
	arena_alloc(&a, 1 << 20); /* the newest chunk is not the largest */
	memset(large, 'x', 4 << 20);
	for (int round = 0; round < 3; round++) {
		arena_reset(&a);
		assert_int_equal(a.used, 0);
		assert_ptr_equal(arena_alloc(&a, 4 << 20), large);
		assert_int_equal(large[0] | large[(4 << 20) - 1], 0);
		memset(large, 'x', 4 << 20);
	}
}

/* The exit status of a child process that asks for memory; its message is thrown away. */
static int status_of(void (*ask)(struct arena *a))
{
	pid_t child = fork();
	if (child == 0) {
		struct arena a = {0};
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDERR_FILENO);
		ask(&a);
		_exit(0);
	}
	int status;
	assert_int_equal(waitpid(child, &status, 0), child);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static volatile size_t huge = SIZE_MAX;

static void ask_product(struct arena *a)
{
	arena_array(a, huge / 2, 16);
}

static void ask_all(struct arena *a)
{
	arena_alloc(a, huge);
}

static void ask_little(struct arena *a)
{
	arena_array(a, 0, 16);
}

static void test_too_much(void **state)
{
	(void)state;
	assert_int_equal(status_of(ask_product), 1);
	assert_int_equal(status_of(ask_all), 1);
	assert_int_equal(status_of(ask_little), 0);
}

static void test_grow(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	int *numbers = NULL;
	(void)state;
	for (size_t n = 0; n < 100; n++) {
		numbers = arena_grow(&a, numbers, n, sizeof *numbers);
		assert_int_equal(numbers[n], 0);
		numbers[n] = (int)n + 1;
	}
	for (int i = 0; i < 100; i++)
		assert_int_equal(numbers[i], i + 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_alloc),
		cmocka_unit_test(test_reset),
		cmocka_unit_test(test_too_much),
		cmocka_unit_test(test_grow),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
