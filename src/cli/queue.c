#include <stdio.h>

#include "cli/command.h"
#include "cli/json.h"
#include "render/reason.h"
#include "render/view.h"
#include "store/list.h"

static void print_marked(struct strs lines)
{
	for (size_t i = 0; i < lines.n; i++)
		printf("       ! " STR_FMT "\n", STR_ARG(lines.v[i]));
}

static void print_item(struct cli *cli, const struct item *item)
{
	struct face face = item_face(item);
	printf("%5lld  %-8s %-6s  " STR_FMT "\n", (long long)item->id, section_word(face.section),
		item_is_update(item) ? "UPDATE" : item_confidence_word(item->confidence),
		STR_ARG(face.title));
	struct str line = view_source_line(&cli->arena, &face);
	if (line.n)
		printf("       " STR_FMT "\n", STR_ARG(line));
	print_marked(reason_list_words(&cli->arena, &item->changes));
	print_marked(reason_warnings_words(&cli->arena, item->warnings));
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

struct queue_options {
	enum section section;
	bool json;
};

static bool queue_run(struct cli *cli, struct err *err)
{
	const struct queue_options *options = cli->options;
	const struct list_filter filter = {.now = cli->now, .section = options->section};
	struct items items;
	bool more;
	if (!store_list(cli->store, &cli->arena, &filter, &items, &more, err) ||
		!print_all(cli, &items, options->json, err))
		return false;
	if (!options->json && !items.n)
		puts("Nothing waits for a decision.");
	return true;
}

static const struct option OPTIONS[] = {
	{"section", "S", option_section, offsetof(struct queue_options, section), NULL},
	{"json", .field = offsetof(struct queue_options, json)},
	{0},
};

const struct command COMMAND_QUEUE = {
	.name = "queue",
	.help = "what waits for a decision, likeliest first",
	.arguments = {.wrong = "queue takes no item"},
	.options = OPTIONS,
	.options_size = sizeof(struct queue_options),
	.needs = NEEDS_STORE,
	.run = queue_run,
};
