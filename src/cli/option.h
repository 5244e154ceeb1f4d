/* option: an option of a command, and what its value may be. Inside cli/. */
#ifndef CLI_OPTION_H
#define CLI_OPTION_H

#include <stddef.h>

#include "cli/cli.h"

/* Reads the value of an option into its field. False: the value is not valid, and that is wrong
 * usage. */
typedef bool option_reader(struct cli *cli, struct str value, void *field, struct err *err);
/* struct str, as it stands. In this and option_line p is NULL only when the option is not given. */
option_reader option_text;
/* struct str: one line of text that can be stored and shown. */
option_reader option_line;
/* enum section */
option_reader option_section;
/* int64_t: the number of an item */
option_reader option_id;
/* int64_t: how many, at least 1 */
option_reader option_count;
/* enum list_state and enum list_order (store/list.h) */
option_reader option_list_state, option_list_order;

/* The words that an option takes: those of its reader; none: it takes any value. In the arena. */
struct option;
struct strs option_choices(struct arena *a, const struct option *option);

/* "--name VALUE" or "--name=VALUE"; "--name" alone for a flag. Options stand anywhere behind the
 * command; "--" ends them. */
struct option {
	const char *name;     /* without the dashes; NULL ends the table */
	const char *value;    /* what usage calls the value; NULL: a flag, whose field is a bool */
	option_reader *read;  /* NULL for a flag */
	size_t field;         /* offset in the struct of the command's options */
	const char *required; /* what is said when this text is missing or empty; NULL: it may be */
};

#endif
