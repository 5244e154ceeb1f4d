#include "cli/cli.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

/* Of one word: a slip of the finger decides no ten thousand items. */
enum { RANGE_MAX = 1000 };

void cli_complain(struct cli *cli, const struct err *err)
{
	fprintf(stderr, "tidings: %s\n", err->text);
	cli->failed = true;
}

char *cli_argument(const struct cli *cli, size_t i)
{
	assert(i < cli->arguments.n);
	return cli->arguments.v[i];
}

char *cli_path(struct cli *cli, const char *name)
{
	return str_cstr(&cli->arena, str_printf(&cli->arena, "%s/%s", cli->folder, name));
}

char *cli_store(struct cli *cli)
{
	return cli->site.store.n ? str_cstr(&cli->arena, cli->site.store) : cli_path(cli, "tidings.db");
}

struct decision_request cli_request(struct cli *cli, enum verb verb, int64_t item)
{
	struct arena *a = &cli->arena;
	struct str editor = str_collapse(a, utf8_clean(a, cli->editor));
	if (!editor.n)
		editor = str_collapse(a, utf8_clean(a, str_of(getenv("USER"))));
	return (struct decision_request){.verb = verb,
		.actor = {.name = str_or(editor, S("editor"))},
		.now = cli->now,
		.item = item};
}

bool cli_decide(struct cli *cli, const struct decision_request *request,
	struct decision_result *result, struct err *err)
{
	return item_decide(&cli->site, cli->store, &cli->arena, request, result, err);
}

bool cli_id(struct str word, int64_t *id, struct err *err)
{
	long value;
	if (!str_to_long(word, &value) || value <= 0)
		return err_set(err, "“" STR_FMT "” is no number of an item; `tidings queue` shows them",
			STR_ARG(word));
	*id = value;
	return true;
}

/* "3-5" adds 3, 4 and 5. */
static bool add_range(struct cli *cli, struct str word, struct ids *ids, struct err *err)
{
	struct str last = word, first = str_cut(&last, '-');
	int64_t from = 0, to = 0;
	if (!cli_id(last.p && first.n ? first : word, &from, err) ||
		!cli_id(last.p ? last : first, &to, err))
		return false;
	if (to < from)
		return err_set(err, "“" STR_FMT "” ends before it begins", STR_ARG(word));
	if (to - from >= RANGE_MAX)
		return err_set(
			err, "“" STR_FMT "” names more than %d items at once", STR_ARG(word), RANGE_MAX);
	for (; from <= to; from++)
		if (!ids_have(ids, from))
			ids_add(&cli->arena, ids, from);
	return true;
}

bool cli_read_ids(struct cli *cli, struct ids *ids, struct err *err)
{
	*ids = (struct ids){0};
	for (size_t i = 0; i < cli->arguments.n; i++) {
		struct str rest = str_of(cli->arguments.v[i]);
		do
			if (!add_range(cli, str_cut(&rest, ','), ids, err))
				return false;
		while (rest.p);
	}
	return true;
}

bool cli_check_ids(struct cli *cli, struct err *err)
{
	int64_t id;
	for (size_t i = 0; i < cli->arguments.n; i++)
		if (!cli_id(str_of(cli->arguments.v[i]), &id, err))
			return false;
	return true;
}

bool cli_check_ranges(struct cli *cli, struct err *err)
{
	struct ids ids;
	return cli_read_ids(cli, &ids, err);
}

void cli_each(
	struct cli *cli, bool (*decide)(struct cli *cli, int64_t id, struct err *err), const char *done)
{
	struct ids ids;
	struct err err;
	bool well = cli_read_ids(cli, &ids, &err);
	assert(well);
	for (size_t i = 0; well && i < ids.n; i++) {
		if (decide(cli, ids.v[i], &err))
			printf("%lld %s\n", (long long)ids.v[i], done);
		else
			cli_complain(cli, &err);
	}
}

void cli_left(struct cli *cli, const struct batch_result *result)
{
	for (size_t i = 0; i < result->left_count; i++) {
		struct err why;
		err_set(
			&why, "%lld: " STR_FMT, (long long)result->left[i].item, STR_ARG(result->left[i].why));
		cli_complain(cli, &why);
	}
}

bool cli_read_topics(struct cli *cli, struct str text, struct strs *topics, struct err *err)
{
	while (text.n) {
		struct str slug = str_trim(str_cut(&text, ','));
		if (!site_topic(&cli->site, slug))
			return err_set(err, "there is no topic “" STR_FMT "” in feeds/", STR_ARG(slug));
		strs_add(&cli->arena, topics, slug);
	}
	return true;
}

struct str cli_count(struct arena *a, size_t n, const char *one, const char *many)
{
	return str_printf(a, "%zu %s", n, n == 1 ? one : many);
}
