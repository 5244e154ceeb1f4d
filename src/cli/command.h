/* command: what a command says of itself. The program reads the command line by this table, prints
 * usage and help from it, and opens what the command needs before it runs it.
 *
 * A new command is one new file, cli/NAME.c, and one line in the list of cli/commands.h (and its
 * entry in the manual cli/tidings.1, which a test compares with the table):
 *
 *     struct greet_options {
 *         struct str language;
 *         bool loud;
 *     };
 *
 *     static bool greet_run(struct cli *cli, struct err *err)
 *     {
 *         const struct greet_options *options = cli->options;
 *         printf("Hello %s%s\n", cli_argument(cli, 0), options->loud ? "!" : ".");
 *         return true;
 *     }
 *
 *     static const struct option OPTIONS[] = {
 *         {"language", "TAG", option_text, offsetof(struct greet_options, language)},
 *         {"loud", .field = offsetof(struct greet_options, loud)},
 *         {0},
 *     };
 *     const struct command COMMAND_GREET = {
 *         .name = "greet",
 *         .help = "says hello to an editor",
 *         .arguments = {"NAME", 1, 1, "whom?"},
 *         .options = OPTIONS,
 *         .options_size = sizeof(struct greet_options),
 *         .run = greet_run,
 *     };
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include "cli/cli.h"
#include "cli/option.h"

/* How many arguments a command takes. */
struct argument_count {
	const char *name; /* what usage calls them: "ID…"; in brackets when there may be none */
	size_t least, most;
	const char *wrong; /* what is said of any other number */
};
enum { ARGUMENTS_ANY = 1 << 20 };

enum needs {
	NEEDS_SITE = 1,   /* the configuration: cli->site */
	NEEDS_STORE = 2,  /* the store as well: cli->store */
	NEEDS_EDITOR = 4, /* somebody decides: takes --as EDITOR */
	NEEDS_LONG = 8,   /* the store for a long time, with other processes */
	NEEDS_PAGER = 16, /* on a terminal: what it prints may be long (cli/terminal.h) */
};

struct command {
	const char *name; /* NULL ends a table of actions */
	const char *help; /* one line */
	struct argument_count arguments;
	const struct option *options; /* NULL: none */
	size_t options_size;          /* of the struct that their fields are in */
	unsigned needs;               /* enum needs, added */
	/* The first argument names one of these, which stands for the whole command ("editor add");
	 * NULL: none. A command with actions says only its name and help. */
	const struct command *actions;
	/* What the table cannot say of arguments and options together. Runs before anything is opened;
	 * false is wrong usage. May be NULL. */
	bool (*check)(struct cli *cli, struct err *err);
	/* False: it failed with `err`. What went wrong on the way is said by cli_complain. */
	bool (*run)(struct cli *cli, struct err *err);
};

/* "-h" or "--help". */
bool command_is_help(const char *word);
/* Takes the options out of the arguments, reads them into cli->options, and checks the number of
 * what is left. *help is true when -h or --help stands among them: then nothing else counts. */
bool command_read_words(struct cli *cli, const struct command *command, bool *help, struct err *err)
	MUST_USE;
/* What every command with NEEDS_EDITOR takes besides its own options; its field is in struct
 * cli. */
extern const struct option COMMAND_OPTION_AS;

#endif
