/* From the words of the command line to the command: global options, the command and its action,
 * help; then what the command needs is opened, and it runs. */
#include <assert.h>
#include <curl/curl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/nearest.h"
#include "cli/help.h"
#include "cli/terminal.h"
#include "config/config.h"
#include "item/alike.h"
#include "item/filing.h"
#include "item/reload.h"
#include "item/topics.h"
#include "store/site.h"

enum status { STATUS_DONE = 0, STATUS_FAILED = 1, STATUS_USAGE = 2 };

/* Reads SITE/feeds; says everything that is wrong with it. Sets the process's time zone to the
 * site's. */
static bool read_site(struct cli *cli)
{
	struct strs problems = {0};
	bool well = config_read(cli->folder, &cli->site, &problems);
	for (size_t i = 0; i < problems.n; i++)
		fprintf(stderr, "tidings: " STR_FMT "\n", STR_ARG(problems.v[i]));
	if (!well)
		return false;
	reload_time_zone(&cli->site);
	return true;
}

/* What the store has to know of the configuration. */
static bool prepare_store(struct cli *cli, struct err *err)
{
	return topics_remember(&cli->site, cli->store, err) &&
		filing_complete(&cli->site, cli->store, err) && alike_complete(cli->store, err);
}

/* On a disk that is full or read-only the editor is told so, and a command that soon ends runs all
 * the same, on a store that can only be read. What prepare_store has to write is then written by a
 * later command. */
static bool open_store(struct cli *cli, unsigned needs)
{
	struct err err;
	const char *place = cli_store(cli);
	cli->store = store_open(place, &err);
	if (cli->store && store_site_check(cli->store, cli->folder, &err) && prepare_store(cli, &err))
		return true;
	bool reads = err.kind == ERR_SYSTEM && !(needs & NEEDS_LONG);
	if (reads && !cli->store)
		cli->store = store_open_to_read(place, NULL);
	if (reads && cli->store)
		fprintf(stderr, "tidings: %s\n", err.text);
	else
		cli_complain(cli, &err);
	return reads && cli->store;
}

/* Opens what the command needs. False, and said, when that fails. */
static bool open_needs(struct cli *cli, const struct command *command)
{
	if (!(command->needs & (NEEDS_SITE | NEEDS_STORE)))
		return true;
	if (!read_site(cli))
		return false;
	if (!(command->needs & NEEDS_STORE))
		return true;
	if (!open_store(cli, command->needs))
		return false;
	if (!cli->pinned)
		cli->now = store_clock(cli->store);
	return true;
}

static enum status usage_error(
	struct cli *cli, const struct command *command, const struct err *err)
{
	cli_complain(cli, err);
	help_print_usage(&cli->arena, stderr, command);
	return STATUS_USAGE;
}

static enum status run_command(struct cli *cli, const struct command *command)
{
	struct err err;
	bool help;
	assert(command->run && !command->actions);
	if (!command_read_words(cli, command, &help, &err))
		return usage_error(cli, command, &err);
	if (help)
		return help_print_command(&cli->arena, command), STATUS_DONE;
	if (command->check && !command->check(cli, &err))
		return usage_error(cli, command, &err);
	if (!open_needs(cli, command))
		return STATUS_FAILED;
	const struct terminal output = terminal_of_output();
	if (command->needs & NEEDS_PAGER)
		(void)terminal_page(&output);
	bool well = command->run(cli, &err);
	terminal_end();
	if (!well)
		cli_complain(cli, &err);
	return cli->failed ? STATUS_FAILED : STATUS_DONE;
}

static const char *take_word(struct cli *cli)
{
	assert(cli->arguments.n > 0);
	cli->arguments.n--;
	return *cli->arguments.v++;
}

/* "add" of "editor add". */
static struct str action_word(const struct command *action)
{
	struct str word = str_of(action->name);
	str_cut(&word, ' ');
	assert(word.n);
	return word;
}

/* The action that the next word names, which it takes; NULL, and said, when it names none. */
static const struct command *find_action(struct cli *cli, const struct command *command)
{
	struct strs words = {0};
	struct err err;
	const char *word = cli->arguments.n ? take_word(cli) : NULL;
	for (const struct command *action = command->actions; action->name; action++) {
		if (word && str_eq(str_of(word), action_word(action)))
			return action;
		strs_add(&cli->arena, &words, action_word(action));
	}
	struct str hint = nearest_hint(&cli->arena, str_of(word), &words);
	if (word)
		err_set(&err, "there is no `%s %s`" STR_FMT, command->name, word, STR_ARG(hint));
	else
		err_set(&err, "%s: what is to be done?", command->name);
	usage_error(cli, command, &err);
	return NULL;
}

/* The command that the next word names, which it takes; NULL, and said, when it names none. */
static const struct command *find_command(struct cli *cli, const struct command *const *commands)
{
	struct strs words = {0};
	struct err err;
	const char *word = take_word(cli);
	for (; *commands; commands++) {
		if (strcmp((*commands)->name, word) == 0)
			return *commands;
		strs_add(&cli->arena, &words, str_of((*commands)->name));
	}
	strs_add(&cli->arena, &words, S("help"));
	struct str hint = nearest_hint(&cli->arena, str_of(word), &words);
	err_set(&err, "there is no command %s" STR_FMT, word,
		STR_ARG(str_or(hint, S("; `tidings --help` shows the commands"))));
	cli_complain(cli, &err);
	return NULL;
}

/* `help`, and `help COMMAND`. */
static enum status run_help(struct cli *cli, const struct command *const *commands)
{
	if (!cli->arguments.n)
		return help_print_all(&cli->arena, commands), STATUS_DONE;
	const struct command *command = find_command(cli, commands);
	if (command && command->actions && cli->arguments.n)
		command = find_action(cli, command);
	if (!command)
		return STATUS_USAGE;
	return help_print_command(&cli->arena, command), STATUS_DONE;
}

static enum status run_words(struct cli *cli, const struct command *const *commands)
{
	if (!cli->arguments.n) {
		fputs("tidings: no command was given; `tidings --help` shows the commands\n", stderr);
		return STATUS_USAGE;
	}
	const char *word = cli->arguments.v[0];
	if (command_is_help(word) || strcmp(word, "help") == 0)
		return take_word(cli), run_help(cli, commands);
	if (strcmp(word, "--version") == 0)
		return puts("tidings " TIDINGS_VERSION), STATUS_DONE;
	const struct command *command = find_command(cli, commands);
	if (command && command->actions && cli->arguments.n && command_is_help(cli->arguments.v[0]))
		return help_print_command(&cli->arena, command), STATUS_DONE;
	if (command && command->actions)
		command = find_action(cli, command);
	return command ? run_command(cli, command) : STATUS_USAGE;
}

/* -C, --now and --as before the command, which is left as the first of the arguments. */
static bool read_global_options(struct cli *cli)
{
	while (cli->arguments.n && cli->arguments.v[0][0] == '-' &&
		!command_is_help(cli->arguments.v[0]) && strcmp(cli->arguments.v[0], "--version") != 0) {
		const char *name = take_word(cli), *value = cli->arguments.n ? take_word(cli) : "";
		if (strcmp(name, "-C") == 0 && *value)
			cli->folder = value;
		else if (strcmp(name, "--as") == 0 && *value)
			cli->editor = str_of(value);
		else if (strcmp(name, "--now") == 0 && time_parse_rfc3339(str_of(value), &cli->now))
			cli->pinned = true;
		else
			return fprintf(stderr,
					   "tidings: “%s %s” is not understood; -C takes a folder, --as a name, --now "
					   "a time like 2026-11-23T12:00:00Z; `tidings --help` shows all\n",
					   name, value),
				   false;
	}
	return true;
}

/* The command with what the libraries need around it. */
static enum status run_all(struct cli *cli, const struct command *const *commands)
{
	if (!read_global_options(cli))
		return STATUS_USAGE;
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || sodium_init() < 0) {
		fputs("tidings: libcurl or libsodium cannot start\n", stderr);
		return STATUS_FAILED;
	}
	enum status status = run_words(cli, commands);
	store_close(cli->store);
	config_free(&cli->site);
	arena_free(&cli->arena);
	curl_global_cleanup();
	return status;
}

int cli_main(const struct command *const *commands, int argc, char **argv)
{
	struct cli cli = {.folder = ".", .now = time(NULL)}; /* an argv without any word is legal */
	if (argc > 1)
		cli.arguments = (struct arguments){argv + 1, (size_t)argc - 1};
	enum status status = run_all(&cli, commands);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("tidings: writing the output");
		status = STATUS_FAILED;
	}
	return (int)status;
}
