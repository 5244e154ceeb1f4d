/* The word diff: what it says can be put together again, and hostile texts cost little. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "desk/diff.h"

static const char *marked(struct arena *a, const char *before, const char *after)
{
	static const char *const open[] = {[DIFF_SAME] = "", [DIFF_OUT] = "[-", [DIFF_IN] = "{+"},
							 *const close[] = {
								 [DIFF_SAME] = "", [DIFF_OUT] = "-]", [DIFF_IN] = "+}"};
	struct diff_parts parts;
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	diff_words(a, str_of(before), str_of(after), &parts);
	for (size_t i = 0; i < parts.n; i++)
		buf_addf(&b, "%s" STR_FMT "%s", open[parts.v[i].kind], STR_ARG(parts.v[i].text),
			close[parts.v[i].kind]);
	return str_cstr(a, buf_str(&b));
}

static void test_words(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	static const struct {
		const char *before, *after, *marked;
	} cases[] = {
		{"", "", ""},
		{"a b", "a b", "a b"},
		{"", "new words", "{+new words+}"},
		{"old words", "", "[-old words-]"},
		{"Now recruiting", "Completed", "[-Now recruiting-]{+Completed+}"},
		{"one two three", "one 2 three", "one [-two -]{+2 +}three"},
		{"one three", "one two three", "one {+two +}three"},
		{"one two three", "one three", "one [-two -]three"},
		{"x same", "y same", "[-x -]{+y +}same"},
		{"same x", "same y", "same [-x-]{+y+}"},
		{"the end", "the end of it", "the end {+of it+}"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_string_equal(marked(&a, cases[i].before, cases[i].after), cases[i].marked);
}

/* Collapsed, since white space between words that stayed is that of `after`. */
static void check_puts_together_again(struct str before, struct str after)
{
	struct arena a CLEANUP_ARENA = {0};
	struct diff_parts parts;
	struct buf old CLEANUP_BUF = buf_new(1 << 20), new CLEANUP_BUF = buf_new(1 << 20);
	diff_words(&a, before, after, &parts);
	for (size_t i = 0; i < parts.n; i++) {
		assert_true(parts.v[i].text.n > 0);
		for (int side = 0; side < 2; side++)
			if (parts.v[i].kind != (side ? DIFF_OUT : DIFF_IN)) {
				buf_add(side ? &new : &old, parts.v[i].text);
				if (!side)
					buf_add_char(&old, ' ');
			}
	}
	assert_true(str_eq(buf_str(&new), after) ||
		str_eq(str_collapse(&a, buf_str(&new)), str_collapse(&a, after)));
	assert_true(str_eq(str_collapse(&a, buf_str(&old)), str_collapse(&a, before)));
}

static void test_puts_together_again(void **state)
{
	(void)state;
	static const char *const letters = "abc \n";
	uint32_t seed = 7;
	for (int round = 0; round < 3000; round++) {
		char text[2][40];
		struct str both[2];
		for (int side = 0; side < 2; side++) {
			size_t n = (seed = seed * 1664525 + 1013904223) >> 27;
			for (size_t i = 0; i < n; i++)
				text[side][i] = letters[((seed = seed * 1664525 + 1013904223) >> 16) % 5];
			both[side] = (struct str){text[side], n};
		}
		check_puts_together_again(both[0], both[1]);
	}
}

static struct str many(struct arena *a, const char *word, int n)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 24);
	for (int i = 0; i < n; i++)
		buf_addf(&b, "%s%d ", word, i);
	return str_copy(a, buf_str(&b));
}

static void test_bounds(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct diff_parts parts;
	struct str x = many(&a, "x", 3000), y = many(&a, "y", 3000);
	diff_words(&a, x, y, &parts); /* nothing in common */
	assert_int_equal(parts.n, 2);
	diff_words(&a, many(&a, "x", DIFF_WORDS + 1), x, &parts); /* too long */
	assert_int_equal(parts.n, 2);
	diff_words(&a, x, many(&a, "x", 3000 - DIFF_EDITS), &parts); /* just few enough */
	assert_int_equal(parts.n, 2);
	assert_int_equal(parts.v[0].kind, DIFF_SAME);
	assert_true(a.used < 8u << 20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_words),
		cmocka_unit_test(test_puts_together_again), cmocka_unit_test(test_bounds)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
