#include <stdio.h>

#include "cli/audit_parts.h"
#include "cli/command.h"
#include "cli/json.h"

enum { EXAMPLES = 5 };

static const struct {
	const char *word, *one, *many;
} KINDS[] = {
#define KIND_ROW(name, word, one, many) {word, one, many},
	AUDIT_KINDS(KIND_ROW)
#undef KIND_ROW
};

void audit_find(struct audit *audit, struct audit_finding finding)
{
	audit->v = arena_grow(audit->a, audit->v, audit->n, sizeof *audit->v);
	audit->v[audit->n++] = finding;
}

static size_t count_kind(const struct audit *audit, enum audit_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < audit->n; i++)
		n += audit->v[i].kind == kind;
	return n;
}

static void print_finding(const struct audit_finding *f)
{
	if (f->item)
		printf("    %lld ", (long long)f->item);
	else
		printf("    ");
	printf(STR_FMT "%s" STR_FMT "\n", STR_ARG(f->what), f->why.n ? ": " : "", STR_ARG(f->why));
}

static void print_kind(const struct audit *audit, enum audit_kind kind)
{
	size_t n = count_kind(audit, kind), shown = 0;
	if (!n)
		return;
	struct str count = cli_count(audit->a, n, KINDS[kind].one, KINDS[kind].many);
	printf("! " STR_FMT "\n", STR_ARG(count));
	for (size_t i = 0; i < audit->n && shown < EXAMPLES; i++)
		if (audit->v[i].kind == kind) {
			print_finding(&audit->v[i]);
			shown++;
		}
	if (n > shown)
		printf("    and %zu more (--json lists all)\n", n - shown);
}

static void print_looked_at(const struct audit *audit)
{
	struct str decisions = cli_count(audit->a, audit->decisions, "decision", "decisions"),
			   files = cli_count(audit->a, audit->files, "file", "files"),
			   items = cli_count(audit->a, audit->items, "published item", "published items"),
			   sources = cli_count(audit->a, audit->sources, "source", "sources");
	printf("Looked at " STR_FMT ", " STR_FMT ", " STR_FMT " and " STR_FMT ".\n", STR_ARG(decisions),
		STR_ARG(files), STR_ARG(items), STR_ARG(sources));
	if (audit->chained)
		printf("The first %zu decisions are older than the chain: it says that nothing befell them "
			   "since it was made.\n",
			audit->chained);
	if (audit->declined)
		printf("%zu published item%s otherwise than the services say now because an editor "
			   "declined the update.\n",
			audit->declined, audit->declined == 1 ? " stands" : "s stand");
}

static void print_words(const struct audit *audit)
{
	print_looked_at(audit);
	for (enum audit_kind kind = 0; kind < AUDIT_KIND_COUNT; kind++)
		print_kind(audit, kind);
	if (!audit->n)
		printf("Everything that is published is true, as far as the services said last.\n");
}

static void print_json(const struct audit *audit)
{
	for (size_t i = 0; i < audit->n; i++) {
		const struct audit_finding *f = &audit->v[i];
		json_line(json_pack("{s:s, s:o, s:o, s:o}", "kind", KINDS[f->kind].word, "item",
			f->item ? json_integer(f->item) : json_null(), "what", json_text(f->what), "why",
			json_text(f->why)));
	}
	json_line(json_pack("{s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "kind", "summary", "decisions",
		(json_int_t)audit->decisions, "chained", (json_int_t)audit->chained, "files",
		(json_int_t)audit->files, "items", (json_int_t)audit->items, "sources",
		(json_int_t)audit->sources, "declined", (json_int_t)audit->declined, "findings",
		(json_int_t)audit->n));
}

struct audit_options {
	bool json;
};

static bool audit_run(struct cli *cli, struct err *err)
{
	const struct audit_options *options = cli->options;
	struct audit audit = {.cli = cli, .a = &cli->arena};
	if (!audit_decisions(&audit, err) || !audit_files(&audit, err) || !audit_items(&audit, err) ||
		!audit_links(&audit, err) || !audit_sources(&audit, err))
		return false;
	if (options->json)
		print_json(&audit);
	else
		print_words(&audit);
	cli->failed = cli->failed || audit.n;
	return true;
}

static const struct option OPTIONS[] = {
	{"json", .field = offsetof(struct audit_options, json)},
	{0},
};

const struct command COMMAND_AUDIT = {
	.name = "audit",
	.help = "is everything published still true, reachable and unaltered?",
	.arguments = {.wrong = "audit looks at all that is published"},
	.options = OPTIONS,
	.options_size = sizeof(struct audit_options),
	.needs = NEEDS_STORE,
	.run = audit_run,
};
