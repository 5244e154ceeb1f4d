/* Whom a note names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/str.h"
#include "model/mention.h"

static struct str NAMES[] = {S("Ana"), S("Ana María"), S("Ben"), S("Zoë O’Hara"), S("Æsa"),
	S("山田"), S("Ben"), S("Ana María Núñez de la Torre")};
enum { NAME_COUNT = sizeof NAMES / sizeof *NAMES };

/* Those whom the text names, by their places: "0 2". */
static const char *named(struct arena *a, const char *text)
{
	struct str out = STR_NONE;
	const bool *found = mention_find(a, str_of(text), (struct strs){NAMES, NAME_COUNT});
	for (size_t i = 0; i < NAME_COUNT; i++)
		if (found[i])
			out = str_printf(a, STR_FMT "%s%zu", STR_ARG(out), out.n ? " " : "", i);
	return str_cstr(a, out);
}

static void the_longest_name_is_meant(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(named(&a, "@Ana please look"), "0");
	assert_string_equal(named(&a, "@Ana María please look"), "1");
	assert_string_equal(named(&a, "@Ana María Núñez de la Torre."), "7");
	assert_string_equal(named(&a, "@Ana María Núñez"), "1");
	assert_string_equal(named(&a, "@Ana Maríana"), "0");
	assert_string_equal(named(&a, "@Ana and @Ben, @ana maria"), "0 1 2");
}

static void case_accents_and_spaces_do_not_matter(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(named(&a, "@ANA   MARIA"), "1");
	assert_string_equal(named(&a,
							"@ana\nmari\xCC\x81"
							"a!"),
		"1");
	assert_string_equal(named(&a, "@ZOE O’HARA’s"), "3");
	assert_string_equal(named(&a, "@æSA"), "4");
	assert_string_equal(named(&a, "(@山田)"), "5");
	assert_string_equal(named(&a, "＠Ben"), "2"); /* the full-width sign of other keyboards */
}

static void a_name_is_a_whole_word(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const char *const nobody[] = {"", "@", "@@", "Ana", "@ Ana", "@Anaïs", "@Benno", "@Ana1",
		"x@Ana", "mail@ben", "é@Ben", "@@Ben", "@Ana-Lena", "@Ben-", "@An", "@Zoë"};
	for (size_t i = 0; i < sizeof nobody / sizeof *nobody; i++)
		assert_string_equal(named(&a, nobody[i]), str_eq(str_of(nobody[i]), S("@Ben-")) ? "2" : "");
	assert_string_equal(named(&a, "@Ben-@Ana"), "0 2");
	assert_string_equal(named(&a, "@Ben @Ben, @ben"), "2");
}

static void any_bytes_are_read(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(named(&a, "\xFF@\xFF\xC3 @Ben\xC3"), "2");
	assert_string_equal(named(&a, "\x80\x80@Ben"), "2");
	mention_find(&a, S("@a"), (struct strs){0});
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_longest_name_is_meant),
		cmocka_unit_test(case_accents_and_spaces_do_not_matter),
		cmocka_unit_test(a_name_is_a_whole_word),
		cmocka_unit_test(any_bytes_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
