/* tidings: the table of commands, nothing else. */
#include "cli/commands.h"

int main(int argc, char **argv)
{
	static const struct command *const commands[] = COMMANDS_TABLE;
	return cli_main(commands, argc, argv);
}
