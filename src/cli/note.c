#include <stdio.h>

#include "cli/command.h"
#include "item/note.h"

struct note_options {
	int64_t take_back;
};

static bool note_run(struct cli *cli, struct err *err)
{
	const struct note_options *options = cli->options;
	struct note_request note = {.now = cli->now};
	int64_t id;
	if (!cli_id(str_of(cli_argument(cli, 0)), &note.item, err))
		return false;
	note.editor = cli_request(cli, VERB_EDIT, note.item).actor.name;
	if (options->take_back) {
		if (!item_note_take_back(cli->store, &cli->arena, &note, options->take_back, err))
			return false;
		printf("note %lld taken back\n", (long long)options->take_back);
		return true;
	}
	note.text = str_of(cli_argument(cli, 1));
	if (!item_note_write(cli->store, &cli->arena, &note, &id, err))
		return false;
	printf("%lld: note %lld\n", (long long)note.item, (long long)id);
	return true;
}

static bool note_check(struct cli *cli, struct err *err)
{
	const struct note_options *options = cli->options;
	int64_t id;
	if (!cli_id(str_of(cli_argument(cli, 0)), &id, err))
		return false;
	if (options->take_back)
		return cli->arguments.n == 1 ||
			err_set(err, "a note is taken back by its number, without a text");
	return cli->arguments.n == 2 ||
		err_set(err, "what does the note say? One text, in quotation marks");
}

static const struct option OPTIONS[] = {
	{"take-back", "NUMBER", option_id, offsetof(struct note_options, take_back), NULL},
	{0},
};

const struct command COMMAND_NOTE = {
	.name = "note",
	.help = "a note to the other editors, which no reader sees; @Name tells that editor",
	.arguments = {"ID [TEXT]", 1, 2, "which item, and what does the note say?"},
	.options = OPTIONS,
	.options_size = sizeof(struct note_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = note_check,
	.run = note_run,
};
