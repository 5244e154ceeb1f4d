/* commands: the list of all commands, in the order in which help shows them.
 *
 * A new command is one line here and one file, src/cli/NAME.c, with its const struct command
 * COMMAND_NAME (cli/command.h has an example). */
#ifndef CLI_COMMANDS_H
#define CLI_COMMANDS_H

#include "cli/command.h"

/* clang-format off */
#define COMMANDS(COMMAND) \
	COMMAND(INIT) \
	COMMAND(CHECK) \
	COMMAND(RUN) \
	COMMAND(WORK) \
	COMMAND(FETCH) \
	COMMAND(SOURCES) \
	COMMAND(ADD) \
	COMMAND(QUEUE) \
	COMMAND(LIST) \
	COMMAND(SHOW) \
	COMMAND(APPROVE) \
	COMMAND(REJECT) \
	COMMAND(DEFER) \
	COMMAND(EDIT) \
	COMMAND(MERGE) \
	COMMAND(SPLIT) \
	COMMAND(WITHDRAW) \
	COMMAND(ASSIGN) \
	COMMAND(UNASSIGN) \
	COMMAND(NOTE) \
	COMMAND(PART) \
	COMMAND(UNDO) \
	COMMAND(LOG) \
	COMMAND(STATS) \
	COMMAND(PUBLISH) \
	COMMAND(DIGEST) \
	COMMAND(BOUNCES) \
	COMMAND(SEND) \
	COMMAND(PARSE) \
	COMMAND(SANITIZE) \
	COMMAND(MATCH) \
	COMMAND(RANK) \
	COMMAND(IMPORT) \
	COMMAND(EXPORT) \
	COMMAND(AUDIT) \
	COMMAND(DOCTOR) \
	COMMAND(BACKUP) \
	COMMAND(RESTORE) \
	COMMAND(STORE) \
	COMMAND(SERVE) \
	COMMAND(EDITOR) \
	COMMAND(SUBSCRIBER) \
	COMMAND(COMPLETION)
/* clang-format on */

#define COMMAND_EXTERN(name) extern const struct command COMMAND_##name;
COMMANDS(COMMAND_EXTERN)
#undef COMMAND_EXTERN

/* The list as a table that NULL ends: static const struct command *const all[] = COMMANDS_TABLE; */
#define COMMANDS_ENTRY(name) &COMMAND_##name,
#define COMMANDS_TABLE \
	{ \
		COMMANDS(COMMANDS_ENTRY) NULL \
	}

#endif
