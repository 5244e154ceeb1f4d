/* The words of a command line, read by the command's table. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "cli/commands.h"
#include "cli/help.h"

struct greet_options {
	struct str language, note;
	enum section section;
	int64_t item;
	bool loud;
};

static const struct option OPTIONS[] = {
	{"language", "TAG", option_text, offsetof(struct greet_options, language), "which language?"},
	{"note", "TEXT", option_line, offsetof(struct greet_options, note), NULL},
	{"section", "S", option_section, offsetof(struct greet_options, section), NULL},
	{"item", "ID", option_id, offsetof(struct greet_options, item), NULL},
	{"loud", .field = offsetof(struct greet_options, loud)},
	{0},
};
static const struct command GREET = {
	.name = "greet",
	.help = "says hello",
	.arguments = {"NAME", 1, 2, "whom?"},
	.options = OPTIONS,
	.options_size = sizeof(struct greet_options),
	.needs = NEEDS_EDITOR,
};

struct reading {
	struct cli cli;
	char *words[8];
	bool help;
	struct err err;
};

static bool read_words(struct reading *r, const char *const words[static 8])
{
	*r = (struct reading){.cli.arguments.v = r->words};
	while (r->cli.arguments.n < 8 && words[r->cli.arguments.n]) {
		r->words[r->cli.arguments.n] = (char *)words[r->cli.arguments.n];
		r->cli.arguments.n++;
	}
	return command_read_words(&r->cli, &GREET, &r->help, &r->err);
}
#define READ(r, ...) read_words(r, (const char *const[8]){__VA_ARGS__})

static void assert_text(struct str got, const char *wanted)
{
	assert_int_equal(got.n, strlen(wanted));
	assert_memory_equal(got.n ? got.p : "", wanted, got.n);
}

static void options_stand_anywhere_and_their_values_are_read(void **state)
{
	struct reading r;
	(void)state;
	assert_true(
		READ(&r, "--loud", "Ana", "--language=en", "--section", "news", "--item", "7", "Ben"));
	const struct greet_options *options = r.cli.options;
	assert_true(options->loud);
	assert_text(options->language, "en");
	assert_int_equal(options->section, SECTION_NEWS);
	assert_int_equal(options->item, 7);
	assert_null(options->note.p);
	assert_int_equal(r.cli.arguments.n, 2);
	assert_string_equal(r.cli.arguments.v[0], "Ana");
	assert_string_equal(r.cli.arguments.v[1], "Ben");
	arena_free(&r.cli.arena);
}

static void two_dashes_end_the_options(void **state)
{
	struct reading r;
	(void)state;
	assert_true(READ(&r, "--language", "--", "--", "--loud", "--help"));
	const struct greet_options *options = r.cli.options;
	assert_text(options->language, "--");
	assert_false(options->loud);
	assert_false(r.help);
	assert_int_equal(r.cli.arguments.n, 2);
	arena_free(&r.cli.arena);
}

static void given_but_empty_is_not_the_same_as_not_given(void **state)
{
	struct reading r;
	(void)state;
	assert_true(READ(&r, "Ana", "--language", "en", "--note", " \n "));
	const struct greet_options *options = r.cli.options;
	assert_non_null(options->note.p);
	assert_int_equal(options->note.n, 0);
	arena_free(&r.cli.arena);
}

static void a_line_is_made_fit_to_be_shown(void **state)
{
	struct reading r;
	(void)state;
	assert_true(READ(&r, "Ana", "--language", "en", "--note", " a\x1b[31m \n b\xff"));
	const struct greet_options *options = r.cli.options;
	assert_text(options->note, "a [31m b\xEF\xBF\xBD");
	arena_free(&r.cli.arena);
}

static void who_decides_may_be_said_behind_the_command(void **state)
{
	struct reading r;
	(void)state;
	assert_true(READ(&r, "Ana", "--language", "en", "--as", "maria"));
	assert_text(r.cli.editor, "maria");
	arena_free(&r.cli.arena);
}

static void help_counts_before_all_else(void **state)
{
	struct reading r;
	(void)state;
	assert_true(READ(&r, "-h"));
	assert_true(r.help);
	arena_free(&r.cli.arena);
	assert_true(READ(&r, "Ana", "Ben", "Cem", "--help"));
	assert_true(r.help);
	arena_free(&r.cli.arena);
}

static void what_is_wrong_is_said(void **state)
{
	static const struct {
		const char *words[8], *said;
	} cases[] = {
		{{"--language", "en"}, "whom?"},
		{{"a", "b", "c", "--language", "en"}, "whom?"},
		{{"a"}, "which language?"},
		{{"a", "--language", ""}, "which language?"},
		{{"a", "--language"}, "--language needs a value"},
		{{"a", "--loud=yes"}, "--loud takes no value"},
		{{"a", "--lowd"}, "greet has no option --lowd; did you mean “--loud”?"},
		{{"a", "--frobnicate"}, "greet has no option --frobnicate"},
		{{"a", "--section", "sports"},
			"there is no section “sports”; the sections are research, news and trials"},
		{{"a", "--item", "x"}, "“x” is no number of an item; `tidings queue` shows them"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct reading r;
		assert_false(read_words(&r, cases[i].words));
		assert_string_equal(r.err.text, cases[i].said);
		arena_free(&r.cli.arena);
	}
}

static void usage_comes_from_the_table(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	assert_text(help_usage(&a, &GREET),
		"NAME --language TAG [--note TEXT] [--section S] [--item ID] [--loud] [--as EDITOR]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_stand_anywhere_and_their_values_are_read),
		cmocka_unit_test(two_dashes_end_the_options),
		cmocka_unit_test(given_but_empty_is_not_the_same_as_not_given),
		cmocka_unit_test(a_line_is_made_fit_to_be_shown),
		cmocka_unit_test(who_decides_may_be_said_behind_the_command),
		cmocka_unit_test(help_counts_before_all_else),
		cmocka_unit_test(what_is_wrong_is_said),
		cmocka_unit_test(usage_comes_from_the_table),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
