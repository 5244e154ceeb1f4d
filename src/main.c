/* tidings: the table of commands, nothing else. */
#include "cli/cli.h"
#include "cli/commands.h"

int main(int argc, char **argv)
{
	static const struct command *const commands[] = {
		&COMMAND_INIT,
		&COMMAND_CHECK,
		&COMMAND_RUN,
		&COMMAND_WORK,
		&COMMAND_FETCH,
		&COMMAND_SOURCES,
		&COMMAND_QUEUE,
		&COMMAND_SHOW,
		&COMMAND_APPROVE,
		&COMMAND_REJECT,
		&COMMAND_DEFER,
		&COMMAND_EDIT,
		&COMMAND_MERGE,
		&COMMAND_SPLIT,
		&COMMAND_WITHDRAW,
		&COMMAND_UNDO,
		&COMMAND_LOG,
		&COMMAND_PUBLISH,
		&COMMAND_DIGEST,
		&COMMAND_PARSE,
		&COMMAND_SANITIZE,
		&COMMAND_IMPORT,
		&COMMAND_EXPORT,
		&COMMAND_BACKUP,
		&COMMAND_SERVE,
		&COMMAND_EDITOR,
		NULL,
	};
	return cli_main(commands, argc, argv);
}
