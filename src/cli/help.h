/* help: the usage of commands, from their tables. Inside cli/. */
#ifndef CLI_HELP_H
#define CLI_HELP_H

#include <stdio.h>

#include "cli/command.h"

/* "ID… [--section S] [--as EDITOR]": what stands behind the command's name, in the arena. */
struct str help_usage(struct arena *a, const struct command *command);
/* "usage: tidings [-C SITE] … NAME ARGUMENTS", one line; for a command with actions one line
 * each. */
void help_print_usage(struct arena *a, FILE *out, const struct command *command);
/* The same with what the command does, on stdout. */
void help_print_command(struct arena *a, const struct command *command);
/* All commands of the list that NULL ends, on stdout. */
void help_print_all(struct arena *a, const struct command *const *commands);

#endif
