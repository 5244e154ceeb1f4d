/* cli: what all commands share. A command is one file with one const struct command, and its line
 * in main.c.
 *
 * Exit status: 0 done, 1 something failed (said on stderr), 2 wrong usage. Results go to stdout,
 * everything else to stderr. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "model/site.h"
#include "store/decision.h"

struct cli {
	const char *folder;  /* -C: the site; "." by default */
	int64_t now;         /* --now, else the clock */
	bool pinned;         /* --now was given */
	struct str editor;   /* --as */
	struct arena arena;  /* lives as long as the command */
	struct site site;    /* after cli_read_site */
	struct store *store; /* after cli_open */
};

struct command {
	const char *name, *args, *help;
	int (*run)(
		struct cli *cli, int argc, char **argv); /* argv[0] is the first word after the command */
};

/* Runs one of the commands (a table ended by a NULL name); the whole of main. */
int cli_main(const struct command *const *commands, int argc, char **argv);

/* Reads SITE/feeds, once; says on stderr everything that is wrong with it. Sets the process's time
 * zone to the site's. */
bool cli_read_site(struct cli *cli);
/* cli_read_site, and the store. */
bool cli_open(struct cli *cli);
/* SITE/name, in the arena. */
char *cli_path(struct cli *cli, const char *name);
/* What an editor wrote on the command line, as one line of text that can be stored and shown. */
struct str cli_words(struct cli *cli, struct str text);
/* Who decides: --as, else the login name. */
struct by cli_by(struct cli *cli);

enum { CLI_OK = 0, CLI_FAILED = 1, CLI_USAGE = 2 };
/* "tidings: …" on stderr. Return 1 and 2. */
int cli_fail(const struct err *err);
int cli_usage(const struct command *command, const char *fmt, ...) PRINTF(2, 3);

/* Options of a command: "--name VALUE" or "--name=VALUE" into *text, "--name" alone into *flag;
 * they may stand anywhere; "--" ends them. */
struct option {
	const char *name; /* without the dashes; NULL ends the table */
	struct str *text;
	bool *flag;
};
/* Takes the options out of argv and leaves the other words, *argc of them. Returns 0, or 2 after
 * saying what is wrong. */
int cli_options(
	const struct command *command, const struct option *options, int *argc, char **argv);

/* The number of an item or a copy in a word; false and a message when it is none. */
bool cli_id(const char *word, int64_t *id, struct err *err);
/* A section word, or empty for none. */
bool cli_section(struct str word, enum section *section, struct err *err);
/* Applies `decide` to each id of argv, saying what was done; goes on after a failure. Returns the
 * exit status. */
int cli_each(struct cli *cli, const struct command *command, int argc, char **argv,
	bool (*decide)(struct cli *cli, int64_t id, void *user, struct err *err), void *user,
	const char *done);
/* "1 item", "2 items". */
struct str cli_count(struct arena *a, size_t n, const char *one, const char *many);

#endif
