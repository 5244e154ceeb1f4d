#include <stdio.h>

#include "cli/commands.h"
#include "cli/json.h"
#include "render/view.h"

static void print_item(struct cli *cli, const struct item *item)
{
	struct face face = item_face(item);
	printf("%5lld  %-8s %-6s  " STR_FMT "\n", (long long)item->id, section_word(face.section),
		item->update_why.n ? "UPDATE" : confidence_word(item->confidence), STR_ARG(face.title));
	struct str line = view_source_line(&cli->arena, &face);
	if (line.n)
		printf("       " STR_FMT "\n", STR_ARG(line));
	for (size_t i = 0; i < item->update_why.n; i++)
		printf("       ! " STR_FMT "\n", STR_ARG(item->update_why.v[i]));
	for (size_t i = 0; i < item->warnings.n; i++)
		printf("       ! " STR_FMT "\n", STR_ARG(item->warnings.v[i]));
}

static bool print_all(struct cli *cli, const struct items *items, bool json, struct err *err)
{
	for (size_t i = 0; i < items->n; i++) {
		if (!json) {
			print_item(cli, &items->v[i]);
			continue;
		}
		json_t *object = json_item(cli, &items->v[i], err);
		if (!object)
			return false;
		json_line(object);
	}
	return true;
}

static int queue_run(struct cli *cli, int argc, char **argv)
{
	struct str section = STR_NONE;
	bool json = false;
	struct option options[] = {{"section", &section, NULL}, {"json", NULL, &json}, {0}};
	struct queue_filter filter = {.now = cli->now};
	struct items items;
	struct err err;
	if (cli_options(&COMMAND_QUEUE, options, &argc, argv))
		return CLI_USAGE;
	if (argc || !cli_section(section, &filter.section, &err))
		return cli_usage(&COMMAND_QUEUE, "%s", argc ? "queue takes no item" : err.text);
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!store_item_queue(cli->store, &cli->arena, &filter, &items, &err) ||
		!print_all(cli, &items, json, &err))
		return cli_fail(&err);
	if (!json && !items.n)
		puts("Nothing waits for a decision.");
	return CLI_OK;
}

const struct command COMMAND_QUEUE = {
	"queue", "[--section S] [--json]", "what waits for a decision, likeliest first", queue_run};
