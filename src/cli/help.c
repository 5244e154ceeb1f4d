#include "cli/help.h"

#include <assert.h>

/* The text, and behind it " [--option VALUE]". */
static struct str with_option(struct arena *a, struct str text, const struct option *option)
{
	return str_printf(a, STR_FMT " %s--%s%s%s%s", STR_ARG(text), option->required ? "" : "[",
		option->name, option->value ? " " : "", option->value ? option->value : "",
		option->required ? "" : "]");
}

struct str help_usage(struct arena *a, const struct command *command)
{
	const struct argument_count *count = &command->arguments;
	struct str text = STR_NONE;
	assert(!command->actions);
	if (count->name)
		text = str_printf(a, count->least ? " %s" : " [%s]", count->name);
	for (const struct option *option = command->options; option && option->name; option++)
		text = with_option(a, text, option);
	if (command->needs & NEEDS_EDITOR)
		text = with_option(a, text, &COMMAND_OPTION_AS);
	return str_trim(text);
}

/* Calls `print` for the command, or for each of its actions. */
static void print_each(struct arena *a, FILE *out, const struct command *command,
	void (*print)(FILE *out, const struct command *command, struct str usage))
{
	if (!command->actions)
		print(out, command, help_usage(a, command));
	for (const struct command *action = command->actions; action && action->name; action++)
		print(out, action, help_usage(a, action));
}

static void print_usage(FILE *out, const struct command *command, struct str usage)
{
	fprintf(out, "usage: tidings [-C SITE] [--now RFC3339] %s%s" STR_FMT "\n", command->name,
		usage.n ? " " : "", STR_ARG(usage));
}

static void print_entry(FILE *out, const struct command *command, struct str usage)
{
	fprintf(out, "  %s%s" STR_FMT "\n           %s\n", command->name, usage.n ? " " : "",
		STR_ARG(usage), command->help);
}

void help_print_usage(struct arena *a, FILE *out, const struct command *command)
{
	print_each(a, out, command, print_usage);
}

void help_print_command(struct arena *a, const struct command *command)
{
	if (command->actions) {
		printf("%s: %s\n\n", command->name, command->help);
		print_each(a, stdout, command, print_entry);
		return;
	}
	help_print_usage(a, stdout, command);
	printf("\n%s\n", command->help);
}

void help_print_all(struct arena *a, const struct command *const *commands)
{
	puts("usage: tidings [-C SITE] [--now RFC3339] [--as EDITOR] COMMAND …\n");
	for (; *commands; commands++)
		print_each(a, stdout, *commands, print_entry);
	puts("\n  help, -h, --help; help COMMAND, COMMAND --help; --version");
}
