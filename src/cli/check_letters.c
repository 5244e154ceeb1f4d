#include "cli/check_parts.h"
#include "mail/letter.h"

static bool check_editor(struct cli *cli, const struct editor *editor, struct err *err)
{
	struct job job;
	bool failed;
	if (!letter_chosen_failed(cli->store, &cli->arena, editor->id, &job, &failed, err))
		return false;
	/* What a mail server says may name the address, which nobody else is to see. */
	if (failed)
		check_remark("mail that " STR_FMT
					 " chose to get was not sent; why stands on the page of the account",
			STR_ARG(editor->name));
	return true;
}

void check_letters(struct cli *cli)
{
	struct editors editors;
	struct err err;
	if (!cli->store)
		return;
	bool well = store_editor_list(cli->store, &cli->arena, &editors, &err);
	for (size_t i = 0; well && i < editors.n; i++)
		well = check_editor(cli, &editors.v[i], &err);
	if (!well)
		check_remark("%s", err.text);
}
