#include "cli/command.h"

#include <assert.h>
#include <string.h>

#include "base/nearest.h"

const struct option COMMAND_OPTION_AS = {
	"as", "EDITOR", option_text, offsetof(struct cli, editor), NULL};
static const struct option NO_OPTIONS[] = {{0}};

static const struct option *options_of(const struct command *command)
{
	return command->options ? command->options : NO_OPTIONS;
}

static const struct option *find_option(const struct command *command, struct str name)
{
	for (const struct option *option = options_of(command); option->name; option++)
		if (str_eq(name, str_of(option->name)))
			return option;
	return command->needs & NEEDS_EDITOR && str_eq(name, str_of(COMMAND_OPTION_AS.name)) ?
		&COMMAND_OPTION_AS :
		NULL;
}

static bool unknown_option(
	struct cli *cli, const struct command *command, struct str name, struct err *err)
{
	struct arena *a = &cli->arena;
	struct strs known = {0};
	for (const struct option *option = options_of(command); option->name; option++)
		strs_add(a, &known, str_printf(a, "--%s", option->name));
	if (command->needs & NEEDS_EDITOR)
		strs_add(a, &known, str_printf(a, "--%s", COMMAND_OPTION_AS.name));
	struct str word = str_printf(a, "--" STR_FMT, STR_ARG(name)),
			   hint = nearest_hint(a, word, &known);
	return err_set(
		err, "%s has no option " STR_FMT STR_FMT, command->name, STR_ARG(word), STR_ARG(hint));
}

/* The option that begins at word *at, which moves on to the last word that belongs to it. */
static bool read_option(struct cli *cli, const struct command *command, size_t *at, struct err *err)
{
	struct arguments *words = &cli->arguments;
	assert(*at < words->n);
	struct str value = str_of(words->v[*at] + 2), name = str_cut(&value, '=');
	const struct option *option = find_option(command, name);
	if (!option)
		return unknown_option(cli, command, name, err);
	assert(option == &COMMAND_OPTION_AS || option->field < command->options_size);
	void *field = (char *)(option == &COMMAND_OPTION_AS ? (void *)cli : cli->options) +
		option->field;
	if (!option->value) {
		*(bool *)field = true;
		return !value.p || err_set(err, "--%s takes no value", option->name);
	}
	if (!value.p && *at + 1 == words->n)
		return err_set(err, "--%s needs a value", option->name);
	return option->read(cli, value.p ? value : str_of(words->v[++*at]), field, err);
}

bool command_is_help(const char *word)
{
	return strcmp(word, "-h") == 0 || strcmp(word, "--help") == 0;
}

/* Leaves the words that are no options. */
static bool take_options(
	struct cli *cli, const struct command *command, bool *help, struct err *err)
{
	struct arguments *words = &cli->arguments;
	size_t left = 0;
	bool ended = false;
	*help = false;
	for (size_t i = 0; i < words->n; i++) {
		*help = *help || (!ended && command_is_help(words->v[i]));
		if (*help)
			return true;
		if (!ended && strcmp(words->v[i], "--") == 0)
			ended = true;
		else if (ended || strncmp(words->v[i], "--", 2) != 0)
			words->v[left++] = words->v[i];
		else if (!read_option(cli, command, &i, err))
			return false;
	}
	words->n = left;
	return true;
}

static bool check_required(const struct cli *cli, const struct command *command, struct err *err)
{
	for (const struct option *option = options_of(command); option->name; option++) {
		if (!option->required)
			continue;
		assert(option->read == option_text || option->read == option_line);
		const struct str *text = (void *)((char *)cli->options + option->field);
		if (!text->n)
			return err_set(err, "%s", option->required);
	}
	return true;
}

static bool check_count(const struct cli *cli, const struct command *command, struct err *err)
{
	const struct argument_count *count = &command->arguments;
	if (cli->arguments.n >= count->least && cli->arguments.n <= count->most)
		return true;
	assert(count->wrong);
	return err_set(err, "%s", count->wrong);
}

bool command_read_words(struct cli *cli, const struct command *command, bool *help, struct err *err)
{
	cli->options = arena_alloc(&cli->arena, command->options_size + 1);
	if (!take_options(cli, command, help, err))
		return false;
	return *help || (check_count(cli, command, err) && check_required(cli, command, err));
}
