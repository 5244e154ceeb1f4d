#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "judge/stems.h"

static void test_words_by_their_beginning(void **state)
{
	(void)state;
	struct stems a = stems_of(S("The Lampshades of a study of LAMPS: lampshade-makers"));
	struct stems b = stems_of(S("Lampshade lamp makers"));
	assert_int_equal(a.n, 2); /* "lampsh", "lamps" */
	assert_int_equal(b.n, 3);
	assert_int_equal(stems_shared(&a, &b), 1);
	assert_int_equal(stems_of(S("of a new study, with results")).n, 0);
	for (size_t i = 1; i < b.n; i++)
		assert_true(b.v[i - 1] < b.v[i]);
}

static void test_common_words(void **state)
{
	(void)state;
	struct arena a = {0};
	const struct stems sets[] = {stems_of(S("lamps shine")), stems_of(S("lamps burn")),
		stems_of(S("people read")), stems_of(S("people buy lamps"))};
	struct stems common = stems_common(&a, sets, 4), lamps = stems_of(S("lamps"));
	assert_int_equal(common.n, 1);
	assert_int_equal(stems_shared(&common, &lamps), 1);
	assert_int_equal(stems_common(&a, sets, 0).n, 0);
	arena_free(&a);
}

static void test_shares(void **state)
{
	(void)state;
	assert_int_equal(stems_share(1, 4, 4), 1);
	assert_int_equal(stems_share(4, 4, 4), 4);
	assert_int_equal(stems_share(0, 0, 4), 0);
}

/* More words than a set holds. */
static void test_long_text(void **state)
{
	(void)state;
	struct arena a = {0};
	struct str text = STR_NONE;
	for (int i = 0; i < 2 * STEMS_MAX; i++)
		text = str_printf(&a, "%.*s w%dx", (int)text.n, text.n ? text.p : "", i);
	assert_int_equal(stems_of(text).n, STEMS_MAX);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words_by_their_beginning),
		cmocka_unit_test(test_common_words),
		cmocka_unit_test(test_shares),
		cmocka_unit_test(test_long_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
