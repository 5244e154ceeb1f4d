/* The list of commands: each entry is complete, and the manual tells of all of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "cli/commands.h"

static const struct command *const COMMANDS_ALL[] = COMMANDS_TABLE;
static struct arena arena;
static struct str manual;

/* Calls `check` for every command, and for the actions of those that have some. */
static void for_each_command(void (*check)(const struct command *command))
{
	for (size_t i = 0; COMMANDS_ALL[i]; i++) {
		const struct command *action = COMMANDS_ALL[i]->actions;
		if (!action)
			check(COMMANDS_ALL[i]);
		for (; action && action->name; action++)
			check(action);
	}
}

static void check_entry(const struct command *command)
{
	const struct argument_count *count = &command->arguments;
	assert_non_null(command->name);
	assert_non_null(command->help);
	assert_non_null(command->run);
	assert_true(count->least <= count->most);
	assert_true((count->most > 0) == (count->name != NULL));
	if (count->least > 0 || count->most < ARGUMENTS_ANY)
		assert_non_null(count->wrong);
	for (const struct option *option = command->options; option && option->name; option++) {
		assert_true((option->value == NULL) == (option->read == NULL));
		assert_true(option->field < command->options_size);
	}
}

static void every_entry_is_complete(void **state)
{
	(void)state;
	for_each_command(check_entry);
}

/* The lines of the manual that begin with ".It Cm NAME", for all of its forms. */
static struct str manual_entries(const char *name)
{
	struct str rest = manual, entries = STR_NONE;
	struct str start = str_printf(&arena, ".It Cm %s", name);
	while (rest.p) {
		struct str line = str_cut(&rest, '\n');
		if (str_starts(line, start) && (line.n == start.n || line.p[start.n] == ' '))
			entries = str_printf(&arena, STR_FMT STR_FMT " ", STR_ARG(entries), STR_ARG(line));
	}
	return entries;
}

static void check_manual(const struct command *command)
{
	struct str entries = manual_entries(command->name);
	if (!entries.n)
		fail_msg("the manual does not tell of %s", command->name);
	for (const struct option *option = command->options; option && option->name; option++)
		if (str_find(entries, str_printf(&arena, "Fl -%s ", option->name)) == STR_NOT_FOUND)
			fail_msg("the manual does not tell of %s --%s", command->name, option->name);
}

static void the_manual_tells_of_every_command_and_option(void **state)
{
	(void)state;
	for_each_command(check_manual);
}

static bool is_command(struct str line)
{
	for (size_t i = 0; COMMANDS_ALL[i]; i++) {
		struct str name = str_of(COMMANDS_ALL[i]->name);
		if (str_starts(line, name) && (line.n == name.n || line.p[name.n] == ' '))
			return true;
	}
	return false;
}

static void the_manual_tells_of_nothing_else(void **state)
{
	struct str rest = manual, start = S(".It Cm ");
	(void)state;
	while (rest.p) {
		struct str line = str_cut(&rest, '\n');
		if (str_starts(line, start) && !is_command(str_sub(line, start.n, SIZE_MAX)))
			fail_msg("there is no such command: " STR_FMT, STR_ARG(line));
	}
}

static int read_manual(void **state)
{
	struct err err;
	(void)state;
	if (file_read(&arena, SOURCE_DIR "/src/cli/tidings.1", 1 << 20, &manual, &err))
		return 0;
	print_error("%s\n", err.text);
	return -1;
}

static int free_manual(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_entry_is_complete),
		cmocka_unit_test(the_manual_tells_of_every_command_and_option),
		cmocka_unit_test(the_manual_tells_of_nothing_else),
	};
	return cmocka_run_group_tests(tests, read_manual, free_manual);
}
