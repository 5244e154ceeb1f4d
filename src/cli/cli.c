#include "cli/cli.h"

#include <curl/curl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/utf8.h"
#include "config/config.h"

int cli_fail(const struct err *err)
{
	fprintf(stderr, "tidings: %s\n", err->text);
	return CLI_FAILED;
}

int cli_usage(const struct command *command, const char *fmt, ...)
{
	va_list args;
	fputs("tidings: ", stderr);
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fprintf(
		stderr, "\nusage: tidings [-C SITE] [--now RFC3339] %s %s\n", command->name, command->args);
	return CLI_USAGE;
}

char *cli_path(struct cli *cli, const char *name)
{
	return str_cstr(&cli->arena, str_printf(&cli->arena, "%s/%s", cli->folder, name));
}

bool cli_read_site(struct cli *cli)
{
	struct strs problems = {0};
	if (cli->site.folder.n)
		return true;
	bool well = config_read(cli->folder, &cli->site, &problems);
	for (size_t i = 0; i < problems.n; i++)
		fprintf(stderr, "tidings: " STR_FMT "\n", STR_ARG(problems.v[i]));
	if (!well)
		return false;
	/* The C library knows time zones by this variable alone. */
	setenv("TZ", cli->site.timezone.n ? str_cstr(&cli->arena, cli->site.timezone) : "UTC", 1);
	tzset();
	return true;
}

bool cli_open(struct cli *cli)
{
	struct err err;
	if (!cli_read_site(cli))
		return false;
	cli->store = store_open(cli_path(cli, "tidings.db"), &err);
	if (!cli->store)
		cli_fail(&err);
	return cli->store != NULL;
}

struct str cli_words(struct cli *cli, struct str text)
{
	return str_collapse(&cli->arena, utf8_clean(&cli->arena, text));
}

struct by cli_by(struct cli *cli)
{
	struct str editor = cli_words(cli, cli->editor);
	if (!editor.n)
		editor = cli_words(cli, str_of(getenv("USER")));
	if (str_starts(editor, S("source "))) /* how the log names what a source did by itself */
		editor = str_printf(&cli->arena, "editor " STR_FMT, STR_ARG(editor));
	return (struct by){.editor = editor.n ? editor : S("editor"), .now = cli->now};
}

#define USAGE "usage: tidings [-C SITE] [--now RFC3339] [--as EDITOR] "

static int print_help(const struct command *const *commands)
{
	puts(USAGE "COMMAND …\n");
	for (; *commands; commands++)
		printf("  %s%s%s\n           %s\n", (*commands)->name, *(*commands)->args ? " " : "",
			(*commands)->args, (*commands)->help);
	puts("\n  --help, --version; COMMAND --help");
	return CLI_OK;
}

static int print_command_help(const struct command *command)
{
	printf(USAGE "%s %s\n\n%s\n", command->name, command->args, command->help);
	return CLI_OK;
}

static const struct command *find_command(const struct command *const *commands, const char *name)
{
	for (; *commands; commands++)
		if (strcmp((*commands)->name, name) == 0)
			return *commands;
	return NULL;
}

static bool is_one_of(const char *word, const char *a, const char *b)
{
	return strcmp(word, a) == 0 || strcmp(word, b) == 0;
}

/* -C, --now and --as before the command; *at is the command's place. --as may also stand behind it
 * (cli_options). */
static int global_options(struct cli *cli, int argc, char **argv, int *at)
{
	for (*at = 1; *at < argc && argv[*at][0] == '-' && !is_one_of(argv[*at], "--help", "--version");
		 *at += 2) {
		const char *name = argv[*at], *value = *at + 1 < argc ? argv[*at + 1] : "";
		if (strcmp(name, "-C") == 0 && *value)
			cli->folder = value;
		else if (strcmp(name, "--as") == 0 && *value)
			cli->editor = str_of(value);
		else if (strcmp(name, "--now") == 0 && time_parse_rfc3339(str_of(value), &cli->now))
			cli->pinned = true;
		else {
			fprintf(stderr,
				"tidings: “%s %s” is not understood; -C takes a folder, --as a name, --now a time "
				"like 2026-11-23T12:00:00Z; `tidings --help` shows all\n",
				name, value);
			return CLI_USAGE;
		}
	}
	return CLI_OK;
}

/* A whole command, with what it needs around it. */
static int run_command(struct cli *cli, const struct command *command, int argc, char **argv)
{
	if (argc && strcmp(argv[0], "--help") == 0)
		return print_command_help(command);
	if (curl_global_init(CURL_GLOBAL_DEFAULT) != 0 || sodium_init() < 0) {
		fputs("tidings: libcurl or libsodium cannot start\n", stderr);
		return CLI_FAILED;
	}
	int status = command->run(cli, argc, argv);
	store_close(cli->store);
	config_free(&cli->site);
	arena_free(&cli->arena);
	curl_global_cleanup();
	return status;
}

static int run_word(struct cli *cli, const struct command *const *commands, int argc, char **argv)
{
	if (argc == 0) {
		fputs("tidings: no command was given; `tidings --help` shows the commands\n", stderr);
		return CLI_USAGE;
	}
	if (is_one_of(argv[0], "--help", "help"))
		return print_help(commands);
	if (strcmp(argv[0], "--version") == 0)
		return puts("tidings " TIDINGS_VERSION), CLI_OK;
	const struct command *command = find_command(commands, argv[0]);
	if (command)
		return run_command(cli, command, argc - 1, argv + 1);
	fprintf(
		stderr, "tidings: there is no command %s; `tidings --help` shows the commands\n", argv[0]);
	return CLI_USAGE;
}

int cli_main(const struct command *const *commands, int argc, char **argv)
{
	struct cli cli = {.folder = ".", .now = time(NULL)};
	int at;
	if (global_options(&cli, argc, argv, &at))
		return CLI_USAGE;
	int status = run_word(&cli, commands, argc - at, argv + at);
	if (fflush(stdout) != 0 || ferror(stdout)) {
		perror("tidings: writing the output");
		status = CLI_FAILED;
	}
	return status;
}

static const struct option *find_option(const struct option *options, struct str name)
{
	for (; options->name; options++)
		if (str_eq(name, str_of(options->name)))
			return options;
	return NULL;
}

int cli_options(const struct command *command, const struct option *options, int *argc, char **argv)
{
	int words = 0;
	for (int i = 0; i < *argc; i++) {
		if (strcmp(argv[i], "--") == 0) {
			while (++i < *argc)
				argv[words++] = argv[i];
			break;
		}
		if (strncmp(argv[i], "--", 2) != 0) {
			argv[words++] = argv[i];
			continue;
		}
		struct str rest = str_of(argv[i] + 2), name = str_cut(&rest, '=');
		const struct option *option = find_option(options, name);
		if (!option)
			return cli_usage(command, "%s has no option --" STR_FMT, command->name, STR_ARG(name));
		if (option->flag && !rest.p)
			*option->flag = true;
		else if (option->text && rest.p)
			*option->text = rest.n ? rest : (struct str){"", 0};
		else if (option->text && i + 1 < *argc)
			*option->text = str_of(argv[++i]);
		else
			return cli_usage(
				command, option->text ? "--%s needs a value" : "--%s takes no value", option->name);
	}
	*argc = words;
	return CLI_OK;
}

bool cli_id(const char *word, int64_t *id, struct err *err)
{
	long value;
	if (!str_to_long(str_of(word), &value) || value <= 0)
		return err_set(err, "“%s” is no number of an item; `tidings queue` shows them", word);
	*id = value;
	return true;
}

bool cli_section(struct str word, enum section *section, struct err *err)
{
	*section = section_of(word);
	if (word.n && *section == SECTION_NONE)
		return err_set(err,
			"there is no section “" STR_FMT "”; the sections are research, news and trials",
			STR_ARG(word));
	return true;
}

int cli_each(struct cli *cli, const struct command *command, int argc, char **argv,
	bool (*decide)(struct cli *cli, int64_t id, void *user, struct err *err), void *user,
	const char *done)
{
	if (argc == 0)
		return cli_usage(command, "which item?");
	if (!cli_open(cli))
		return CLI_FAILED;
	int status = CLI_OK;
	for (int i = 0; i < argc; i++) {
		struct err err;
		int64_t id;
		if (!cli_id(argv[i], &id, &err) || !decide(cli, id, user, &err))
			status = cli_fail(&err);
		else
			printf("%lld %s\n", (long long)id, done);
	}
	return status;
}

struct str cli_count(struct arena *a, size_t n, const char *one, const char *many)
{
	return str_printf(a, "%zu %s", n, n == 1 ? one : many);
}
