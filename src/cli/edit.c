#include "cli/command.h"
#include "model/also.h"

struct edit_options {
	struct edit edit;
	struct str topics;
};

static bool edit_one(struct cli *cli, int64_t id, struct err *err)
{
	const struct edit_options *options = cli->options;
	struct decision_request request = cli_request(cli, VERB_EDIT, id);
	struct decision_result result;
	request.edit = options->edit;
	return cli_decide(cli, &request, &result, err);
}

static bool edit_check(struct cli *cli, struct err *err)
{
	struct edit_options *options = cli->options;
	struct edit *edit = &options->edit;
	bool any = edit->section || options->topics.p || edit->note.p;
#define WORDED_GIVEN(name, member, bit) \
	edit->set_##member = edit->member.p != NULL; \
	any |= edit->set_##member;
	WORDED_LIST(WORDED_GIVEN)
#undef WORDED_GIVEN
	edit->set_topics = options->topics.p != NULL;
	if (!any)
		return err_set(err, "what is to change?");
	if (edit->set_title && !edit->title.n)
		return err_set(err, "an item needs a title");
	return cli_check_ids(cli, err);
}

static bool edit_run(struct cli *cli, struct err *err)
{
	struct edit_options *options = cli->options;
	struct edit *edit = &options->edit;
	if (!cli_read_topics(cli, options->topics, &edit->topics, err) ||
		!also_read(&cli->arena, &cli->site, edit->also, &edit->also, err))
		return false;
	cli_each(cli, edit_one, "edited");
	return true;
}

static const struct option OPTIONS[] = {
	{"title", "T", option_line, offsetof(struct edit_options, edit.title), NULL},
	{"summary", "S", option_line, offsetof(struct edit_options, edit.summary), NULL},
	{"citation", "C", option_line, offsetof(struct edit_options, edit.citation), NULL},
	{"lead", "L", option_line, offsetof(struct edit_options, edit.lead), NULL},
	{"official-title", "T", option_line, offsetof(struct edit_options, edit.official_title), NULL},
	{"label", "L", option_line, offsetof(struct edit_options, edit.label), NULL},
	{"url", "U", option_line, offsetof(struct edit_options, edit.url), NULL},
	{"also", "A; B | U", option_line, offsetof(struct edit_options, edit.also), NULL},
	{"section", "S", option_section, offsetof(struct edit_options, edit.section), NULL},
	{"topics", "A,B", option_text, offsetof(struct edit_options, topics), NULL},
	{"note", "TEXT", option_line, offsetof(struct edit_options, edit.note), NULL},
	{0},
};

const struct command COMMAND_EDIT = {
	.name = "edit",
	.help = "your own words, which no source overwrites",
	.arguments = {"ID", 1, 1, "one item at a time"},
	.options = OPTIONS,
	.options_size = sizeof(struct edit_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = edit_check,
	.run = edit_run,
};
