#include "cli/commands.h"

static bool edit_one(struct cli *cli, int64_t id, void *user, struct err *err)
{
	return decide_edit(cli->store, cli_by(cli), id, user, err);
}

/* "a,b" as slugs that the site has; an empty list takes the item off all pages. */
static bool read_topics(struct cli *cli, struct str text, struct strs *topics, struct err *err)
{
	while (text.n) {
		struct str slug = str_trim(str_cut(&text, ','));
		if (!site_topic(&cli->site, slug))
			return err_set(err, "there is no topic “" STR_FMT "” in feeds/", STR_ARG(slug));
		strs_add(&cli->arena, topics, slug);
	}
	return true;
}

static int edit_run(struct cli *cli, int argc, char **argv)
{
	struct edit edit = {0};
	struct str section = STR_NONE, topics = STR_NONE;
	struct option options[] = {{"title", &edit.title, NULL}, {"summary", &edit.summary, NULL},
		{"citation", &edit.citation, NULL}, {"section", &section, NULL}, {"topics", &topics, NULL},
		{"note", &edit.note, NULL}, {"as", &cli->editor, NULL}, {0}};
	struct err err;
	if (cli_options(&COMMAND_EDIT, options, &argc, argv))
		return CLI_USAGE;
	if (!cli_section(section, &edit.section, &err))
		return cli_usage(&COMMAND_EDIT, "%s", err.text);
	edit.set_title = edit.title.p != NULL;
	edit.set_summary = edit.summary.p != NULL;
	edit.set_citation = edit.citation.p != NULL;
	edit.set_topics = topics.p != NULL;
	if (argc != 1 ||
		!(edit.section || edit.set_title || edit.set_summary || edit.set_citation ||
			edit.set_topics || edit.note.p))
		return cli_usage(&COMMAND_EDIT, argc != 1 ? "one item at a time" : "what is to change?");
	edit.title = cli_words(cli, edit.title);
	edit.summary = cli_words(cli, edit.summary);
	edit.citation = cli_words(cli, edit.citation);
	edit.note = cli_words(cli, edit.note);
	if (edit.set_title && !edit.title.n)
		return cli_usage(&COMMAND_EDIT, "an item needs a title");
	if (!cli_read_site(cli))
		return CLI_FAILED;
	if (!read_topics(cli, topics, &edit.topics, &err))
		return cli_fail(&err);
	return cli_each(cli, &COMMAND_EDIT, argc, argv, edit_one, &edit, "edited");
}

const struct command COMMAND_EDIT = {"edit",
	"ID [--title T] [--summary S] [--citation C] [--section S] [--topics A,B] [--note TEXT] [--as "
	"EDITOR]",
	"your own words, which no source overwrites", edit_run};
