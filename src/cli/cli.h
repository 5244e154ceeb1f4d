/* cli: the command line. What all commands share; cli/command.h says what a command is.
 *
 * Exit status: 0 done, 1 something failed (said on stderr), 2 wrong usage. Results go to stdout,
 * everything else to stderr. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "model/site.h"
#include "item/batch.h"
#include "store/ids.h"

/* The words of the command line that are no options. */
struct arguments {
	char **v;
	size_t n;
};

/* The program while it runs one command. */
struct cli {
	const char *folder;         /* -C: the site; "." by default */
	int64_t now;                /* --now, else the clock: the store's, when the command needs it */
	bool pinned;                /* --now was given */
	struct str editor;          /* --as */
	struct arguments arguments; /* of the command, without its options */
	void *options;              /* the command's own struct, filled from its table of options */
	struct arena arena;         /* lives as long as the command */
	struct site site;           /* read when the command needs the site or the store */
	struct store *store;        /* open when the command needs the store, else NULL */
	bool failed;                /* something failed and was said; the exit status will be 1 */
};

struct command;

/* Runs the command that argv names, one of the list that NULL ends. Returns the exit status: the
 * whole of main. */
int cli_main(const struct command *const *commands, int argc, char **argv);

/* The argument number i, which the command's table of arguments says is there. */
char *cli_argument(const struct cli *cli, size_t i);
/* SITE/name, in the arena. */
char *cli_path(struct cli *cli, const char *name);
/* Where the store of the site is, of which the configuration was read (store/store.h). */
char *cli_store(struct cli *cli);
/* A decision of the editor who gives the command (--as, else the login name), at its time. */
struct decision_request cli_request(struct cli *cli, enum verb verb, int64_t item);
/* item_decide on the site of the command. */
bool cli_decide(struct cli *cli, const struct decision_request *request,
	struct decision_result *result, struct err *err) MUST_USE;
/* "tidings: …" on stderr; the command goes on, and the exit status will be 1. */
void cli_complain(struct cli *cli, const struct err *err);
/* The number of an item or a copy in a word; false and a message when it is no such number. */
bool cli_id(struct str word, int64_t *id, struct err *err) MUST_USE;
/* Checks that every argument is such a number. */
bool cli_check_ids(struct cli *cli, struct err *err) MUST_USE;
/* The items that the arguments name, each once, in their order: "8 3-5,9". A word that is none of
 * that, or a range of more than a thousand, is an error. */
bool cli_read_ids(struct cli *cli, struct ids *ids, struct err *err) MUST_USE;
/* Checks that they are right: for commands that call cli_each. */
bool cli_check_ranges(struct cli *cli, struct err *err) MUST_USE;
/* Applies `decide` to each of them, and prints "ID done"; a failure is said, and the next one
 * tried. The arguments were checked: where one is wrong nothing is decided. */
void cli_each(struct cli *cli, bool (*decide)(struct cli *cli, int64_t id, struct err *err),
	const char *done);
/* Says of each item that a batch left as it is why. */
void cli_left(struct cli *cli, const struct batch_result *result);
/* Adds the slugs of "skin,lungs" to *topics; each must be a topic's. */
bool cli_read_topics(struct cli *cli, struct str text, struct strs *topics, struct err *err)
	MUST_USE;
/* "1 item", "2 items". */
struct str cli_count(struct arena *a, size_t n, const char *one, const char *many);

#endif
