/* A kind of block is a row of KINDS, a key is a row of its kind's table: where its value goes, and
 * which reader (values.c) takes it there. */
#include "config/records.h"

#include <stddef.h>

#include "base/utf8.h"
#include "config/values.h"

enum { HOUR = 3600 };

struct key {
	const char *word;
	value_reader *read;
	size_t offset; /* of the field in the kind's record */
	bool many;     /* takes a list */
};

#define AT(record, field) offsetof(struct record, field)

static const struct key SITE_KEYS[] = {
	{"title", value_text, AT(site, title), false},
	{"base_url", value_base, AT(site, base_url), false},
	{"authority", value_authority, AT(site, authority), false},
	{"email", value_email, AT(site, email), false},
	{"language", value_language, AT(site, language), false},
	{"timezone", value_timezone, AT(site, timezone), false},
	{"postal_address", value_lines, AT(site, postal_address), false},
	{NULL, NULL, 0, false},
};
static const struct key NETWORK_KEYS[] = {
	{"allow", value_ranges, AT(site, allow), true},
	{"at_once", value_count, AT(site, at_once), false},
	{NULL, NULL, 0, false},
};
static const struct key MAIL_KEYS[] = {
	{"smtp", value_smtp, AT(site, smtp), false},
	{"user", value_lines, AT(site, smtp_user), false},
	{"password", value_lines, AT(site, smtp_password), false},
	{NULL, NULL, 0, false},
};
static const struct key SERVICE_KEYS[] = {
	{"base_url", value_url, AT(service, base_url), false},
	{"api_key", value_text, AT(service, api_key), false},
	{NULL, NULL, 0, false},
};
static const struct key TOPIC_KEYS[] = {
	{"slug", value_slug, AT(topic, slug), false},
	{"match", value_pattern, AT(topic, match), false},
	{"also", value_texts, AT(topic, also), true},
	{NULL, NULL, 0, false},
};
/* clang-format off */
#define SOURCE_KEYS \
	{"label", value_text, AT(source, label), false}, \
	{"every", value_duration, AT(source, every), false}, \
	{"keep", value_pattern, AT(source, keep), false}, \
	{"drop", value_pattern, AT(source, drop), false}, \
	{"section", value_section, AT(source, section), false}, \
	{"topics", value_texts, AT(source, topics), true}, \
	{"approve", value_approve, AT(source, auto_approve), false}, \
	{NULL, NULL, 0, false}
/* clang-format on */
static const struct key PUBMED_KEYS[] = {
	{"query", value_text, AT(source, query), false}, SOURCE_KEYS};
static const struct key TRIALS_KEYS[] = {
	{"condition", value_text, AT(source, condition), false},
	{"intervention", value_text, AT(source, intervention), false},
	{"term", value_text, AT(source, term), false},
	{"status", value_statuses, AT(source, status), true},
	SOURCE_KEYS,
};
static const struct key FEED_KEYS[] = {{"url", value_url, AT(source, url), false}, SOURCE_KEYS};
static const struct key MEDLINEPLUS_KEYS[] = {
	{"query", value_text, AT(source, query), false},
	{"db", value_database, AT(source, db), false},
	SOURCE_KEYS,
};

static void given_add(struct reader *r, struct givens *list, struct str name, long line)
{
	list->v = arena_grow(&r->site->arena, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = (struct given){name, r->problems.files.n - 1, line};
}

/* The settings of a block into a record. */
static void fill(struct reader *r, const struct block *block, const struct key *keys, void *record)
{
	for (size_t i = 0; i < block->setting_count; i++) {
		const struct setting *setting = &block->settings[i];
		const struct key *key = keys;
		while (!str_eq(setting->key, str_of(key->word)))
			key++; /* syntax_read lets only words of the table through */
		if (!key->many && setting->values.n != 1)
			problem_add(&r->problems, setting->line, "“%s” takes one value", key->word);
		else
			key->read(&r->problems, setting, (char *)record + key->offset);
	}
}

/* False, with a problem, when a block of this name was there before. */
static bool first_of(struct reader *r, const struct block *block, struct str name)
{
	for (size_t i = 0; i < r->once.n; i++) {
		if (!str_eq(r->once.v[i].name, name))
			continue;
		struct str where = problem_where(&r->problems, r->once.v[i].file, r->once.v[i].line);
		problem_add(&r->problems, block->line, STR_FMT " is already set at " STR_FMT, STR_ARG(name),
			STR_ARG(where));
		return false;
	}
	given_add(r, &r->once, name, block->line);
	return true;
}

static void require(struct reader *r, const struct block *block, struct str value, const char *key)
{
	for (size_t i = 0; i < block->setting_count; i++)
		if (str_eq(block->settings[i].key, str_of(key)) && block->settings[i].values.n &&
			block->settings[i].values.v[0].n)
			return; /* given; when it is wrong, that has been said */
	if (!value.n)
		problem_add(&r->problems, block->line, STR_FMT "%s" STR_FMT "%s needs “%s”",
			STR_ARG(block->kind), block->title.n ? " “" : "", STR_ARG(block->title),
			block->title.n ? "”" : "", key);
}

static void read_site(struct reader *r, const struct block *block, const struct key *keys)
{
	if (!first_of(r, block, block->kind))
		return;
	fill(r, block, keys, r->site);
	require(r, block, r->site->title, "title");
	require(r, block, r->site->base_url, "base_url");
	require(r, block, r->site->authority, "authority");
	require(r, block, r->site->email, "email");
}

static void read_part(struct reader *r, const struct block *block, const struct key *keys)
{
	if (first_of(r, block, block->kind))
		fill(r, block, keys, r->site);
}

static void read_service(struct reader *r, const struct block *block, const struct key *keys)
{
	struct strs words = {0};
	for (int type = 0; type < SOURCE_TYPE_COUNT; type++) {
		struct service *service = &r->site->services[type];
		struct str word = str_of(source_type_word((enum source_type)type));
		if (type == SOURCE_FEED)
			continue;
		strs_add(&r->site->arena, &words, word);
		if (!str_eq(block->title, word))
			continue;
		if (first_of(r, block, str_printf(&r->site->arena, "service “" STR_FMT "”", STR_ARG(word))))
			fill(r, block, keys, service);
		/* MedlinePlus has one address; the other two have folders. */
		if (type != SOURCE_MEDLINEPLUS && !str_ends(service->base_url, S("/")))
			service->base_url = str_printf(
				&r->site->arena, STR_FMT "/", STR_ARG(service->base_url));
		return;
	}
	problem_add_word(&r->problems, block->line, block->title, "service", &words);
}

static void read_topic(struct reader *r, const struct block *block, const struct key *keys)
{
	struct site *site = r->site;
	site->topics = arena_grow(&site->arena, site->topics, site->topic_count, sizeof *site->topics);
	struct topic *topic = &site->topics[site->topic_count++];
	*topic = (struct topic){.title = str_collapse(&site->arena, block->title),
		.where = problem_where(&r->problems, r->problems.files.n - 1, block->line)};
	fill(r, block, keys, topic);
	if (!topic->title.n)
		problem_add(&r->problems, block->line, "the topic has no title");
	if (!topic->slug.n)
		topic->slug = slug_of_title(&site->arena, topic->title);
	require(r, block, topic->slug, "slug");
	if (topic->slug.n)
		given_add(r, &r->slugs, topic->slug, block->line);
}

/* What differs between the kinds of sources. */
static const struct {
	const char *label; /* NULL: the source's name */
	int64_t every;
} SOURCE_DEFAULTS[SOURCE_TYPE_COUNT] = {
	[SOURCE_PUBMED] = {"PubMed", 6 * HOUR},
	[SOURCE_CLINICALTRIALS] = {NULL, 12 * HOUR},
	[SOURCE_FEED] = {NULL, HOUR},
	[SOURCE_MEDLINEPLUS] = {"MedlinePlus", 24 * HOUR},
};

static void require_question(
	struct reader *r, const struct block *block, const struct source *source)
{
	if (source->type == SOURCE_FEED)
		require(r, block, source->url, "url");
	else if (source->type != SOURCE_CLINICALTRIALS)
		require(r, block, source->query, "query");
	else if (!source->condition.n && !source->intervention.n && !source->term.n)
		problem_add(&r->problems, block->line,
			"clinicaltrials “" STR_FMT "” needs “condition”, “intervention” or “term”",
			STR_ARG(block->title));
}

static void read_source(struct reader *r, const struct block *block, const struct key *keys)
{
	struct site *site = r->site;
	struct arena *a = &site->arena;
	enum source_type type = SOURCE_PUBMED;
	while (!str_eq(block->kind, str_of(source_type_word(type))))
		type++;
	site->sources = arena_grow(a, site->sources, site->source_count, sizeof *site->sources);
	struct source *source = &site->sources[site->source_count++];
	struct str name = str_collapse(a, block->title);
	*source = (struct source){.type = type,
		.name = name,
		.every = SOURCE_DEFAULTS[type].every,
		.where = problem_where(&r->problems, r->problems.files.n - 1, block->line)};
	fill(r, block, keys, source);
	if (!source->label.n)
		source->label = SOURCE_DEFAULTS[type].label ? str_of(SOURCE_DEFAULTS[type].label) : name;
	if (type == SOURCE_MEDLINEPLUS && !source->db.n)
		source->db = S("healthTopics");
	require_question(r, block, source);
	if (!name.n)
		problem_add(&r->problems, block->line, "the source has no name");
	given_add(r, &r->names, utf8_fold(a, name), block->line);
	for (size_t i = 0; i < source->topics.n; i++)
		given_add(r, &r->filed, source->topics.v[i], block->line);
}

static const struct kind {
	const char *word;
	bool titled;
	const struct key *keys;
	void (*read)(struct reader *r, const struct block *block, const struct key *keys);
} KINDS[] = {
	{"site", false, SITE_KEYS, read_site},
	{"network", false, NETWORK_KEYS, read_part},
	{"mail", false, MAIL_KEYS, read_part},
	{"service", true, SERVICE_KEYS, read_service},
	{"topic", true, TOPIC_KEYS, read_topic},
	{"pubmed", true, PUBMED_KEYS, read_source},
	{"clinicaltrials", true, TRIALS_KEYS, read_source},
	{"feed", true, FEED_KEYS, read_source},
	{"medlineplus", true, MEDLINEPLUS_KEYS, read_source},
};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

const struct vocabulary *records_vocabularies(struct arena *a, size_t *count)
{
	struct vocabulary *list = arena_array(a, KIND_COUNT, sizeof *list);
	for (size_t i = 0; i < KIND_COUNT; i++) {
		list[i] = (struct vocabulary){.kind = KINDS[i].word, .titled = KINDS[i].titled};
		for (const struct key *key = KINDS[i].keys; key->word; key++)
			strs_add(a, &list[i].keys, str_of(key->word));
	}
	*count = KIND_COUNT;
	return list;
}

void records_add(struct reader *r, const struct block *block)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (str_eq(block->kind, str_of(KINDS[i].word)))
			KINDS[i].read(r, block, KINDS[i].keys);
}

void records_defaults(struct site *site)
{
	site->language = S("en");
	site->timezone = S("UTC");
	site->at_once = 64;
	site->smtp = S("smtp://127.0.0.1:25");
	site->services[SOURCE_PUBMED].base_url = S("https://eutils.ncbi.nlm.nih.gov/entrez/eutils/");
	site->services[SOURCE_CLINICALTRIALS].base_url = S("https://clinicaltrials.gov/api/v2/");
	site->services[SOURCE_MEDLINEPLUS].base_url = S("https://wsearch.nlm.nih.gov/ws/query");
}
