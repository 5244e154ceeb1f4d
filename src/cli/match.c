/* match: which records are of one publication, by the rules that take entries in. */
#include <stdio.h>
#include <stdlib.h>

#include "base/calendar.h"
#include "cli/command.h"
#include "cli/json.h"
#include "match/block.h"
#include "match/cluster.h"
#include "model/identifier.h"

enum { RECORDS_MAX = 1 << 21, YEAR_DIGITS = 4 };

struct records {
	struct arena a;
	struct str *ids;
	struct described **described;
	size_t n;
	json_t *known; /* the ids */
};

static struct str member(struct arena *a, json_t *record, const char *name)
{
	return str_copy(a, str_trim(json_member(a, record, name)));
}

/* What has a day is news. */
static enum entry_kind kind_of(json_t *record)
{
	return json_object_get(record, "day") ? ENTRY_NEWS : ENTRY_PAPER;
}

/* A day is counted from any that the records have in common. */
static int64_t time_of(json_t *day)
{
	enum { DAYS_MAX = 1 << 22 };
	json_int_t days = json_integer_value(day);
	return json_is_integer(day) && days >= 0 && days < DAYS_MAX ? days * CALENDAR_DAY : NO_TIME;
}

static struct citation citation_of(struct arena *a, json_t *record)
{
	long year = 0;
	struct citation c = {.kind = kind_of(record),
		.title = member(a, record, "title"),
		.text = member(a, record, "abstract"),
		.journal = member(a, record, "journal"),
		.volume = member(a, record, "volume"),
		.issue = member(a, record, "number"),
		.pages = member(a, record, "pages"),
		.publisher = member(a, record, "source"),
		.url = member(a, record, "url"),
		.authors = author_names(a, member(a, record, "authors")),
		.published = time_of(json_object_get(record, "day"))};
	c.keys.pmid = identifier_pmid(a, member(a, record, "pmid"));
	c.keys.doi = identifier_doi(a, member(a, record, "doi"));
	if (str_to_long(str_sub(member(a, record, "year"), 0, YEAR_DIGITS), &year) && year > 0)
		c.year = (int)year;
	return c;
}

/* Whether a line of the answer can have the id between tabs. */
static bool is_plain(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if ((unsigned char)id.p[i] < ' ')
			return false;
	return id.n > 0;
}

static bool record_add(json_t *record, void *context, struct err *err)
{
	struct records *records = context;
	struct str id = member(&records->a, record, "id");
	if (!is_plain(id))
		return err_set(err, "a record needs an id: {\"id\":\"1\", \"title\":\"…\"}");
	if (json_object_getn(records->known, id.p, id.n))
		return err_set(err, "there is a record “" STR_FMT "” already", STR_ARG(id));
	if (records->n == RECORDS_MAX)
		return err_set(err, "more than %d records", RECORDS_MAX);
	struct citation c = citation_of(&records->a, record);
	size_t n = records->n++;
	records->ids = arena_grow(&records->a, records->ids, n, sizeof *records->ids);
	records->described = arena_grow(&records->a, records->described, n, sizeof *records->described);
	records->ids[n] = id;
	json_object_setn_new(records->known, id.p, id.n, json_true());
	records->described[n] = match_describe_citation(&records->a, &c);
	return true;
}

static void print_groups(const struct records *records, const struct clustering *c)
{
	for (size_t i = 0; i < records->n; i++)
		printf(STR_FMT "\t" STR_FMT "\n", STR_ARG(records->ids[i]),
			STR_ARG(records->ids[c->group[i]]));
}

/* What was found of each two that have something in common, for people. */
static void print_pairs(const struct records *records, const struct clustering *c)
{
	static const char *const words[] = {"same", "possible", "related", "different"};
	for (size_t i = 0; i < c->found_count; i++) {
		const struct likeness *pair = &c->found[i];
		printf("%s\t" STR_FMT "\t" STR_FMT "\t%s\n", words[pair->found.answer],
			STR_ARG(records->ids[pair->x]), STR_ARG(records->ids[pair->y]), pair->found.why);
	}
}

struct match_options {
	bool batch, related;
};

static bool match_run(struct cli *cli, struct err *err)
{
	const struct match_options *options = cli->options;
	struct records records = {.known = json_object()};
	(void)err;
	json_each_line(cli, record_add, &records);
	struct clustering c = cluster_new(&records.a, records.described, records.n);
	cluster_compare(&c);
	cluster_end(&c);
	if (options->related)
		cluster_relate(&c);
	if (options->batch)
		print_groups(&records, &c);
	else
		print_pairs(&records, &c);
	json_decref(records.known);
	arena_free(&records.a);
	return true;
}

static const struct option OPTIONS[] = {
	{"batch", .field = offsetof(struct match_options, batch)},
	{"related", .field = offsetof(struct match_options, related)},
	{0},
};

const struct command COMMAND_MATCH = {
	.name = "match",
	.help = "which of the records on the standard input are one publication",
	.arguments = {.wrong = "the records come on the standard input"},
	.options = OPTIONS,
	.options_size = sizeof(struct match_options),
	.run = match_run,
};
