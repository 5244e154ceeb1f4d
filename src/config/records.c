/* A kind of block is a row of KINDS, a key of it a row of its own table. Blocks of sources are in
 * sources.c. What each means stands in the manual, tidings.conf.5: a test compares it with these
 * tables. */
#include "config/records.h"

#include <assert.h>

#include "base/url.h"
#include "base/utf8.h"
#include "config/sources.h"

static const struct reader_key SITE_KEYS[] = {
	{"title", value_text, offsetof(struct site, title), false},
	{"base_url", value_base, offsetof(struct site, base_url), false},
	{"authority", value_authority, offsetof(struct site, authority), false},
	{"email", value_email, offsetof(struct site, email), false},
	{"language", value_language, offsetof(struct site, language), false},
	{"dates", value_dates, offsetof(struct site, words.iso), false},
	{"timezone", value_timezone, offsetof(struct site, timezone), false},
	{"postal_address", value_lines, offsetof(struct site, postal_address), false},
	{"description", value_text, offsetof(struct site, description), false},
	{"disclaimer", value_text, offsetof(struct site, disclaimer), false},
	{"logo", value_image, offsetof(struct site, logo), false},
	{"icon", value_image, offsetof(struct site, icon), false},
	{"privacy_url", value_url, offsetof(struct site, privacy_url), false},
	{"donate_url", value_url, offsetof(struct site, donate_url), false},
	{"gzip", value_switch, offsetof(struct site, gzip), false},
	{"learn", value_switch, offsetof(struct site, learn), false},
	{"store", value_text, offsetof(struct site, store), false},
	{0},
};
static const char *const SITE_NEEDS[] = {"title", "base_url", "authority", "email"};
static const struct reader_key NETWORK_KEYS[] = {
	{"allow", value_ranges, offsetof(struct site, allow), true},
	{"at_once", value_count, offsetof(struct site, at_once), false},
	{"links", value_switch, offsetof(struct site, links), false},
	{"websub", value_switch, offsetof(struct site, websub), false},
	{"pauses", value_switch, offsetof(struct site, pauses), false},
	{0},
};
static const struct reader_key DESK_KEYS[] = {
	{"url", value_desk, offsetof(struct site, desk_url), false},
	{0},
};
static const struct reader_key DOOR_KEYS[] = {
	{"url", value_door, offsetof(struct site, door_url), false},
	{0},
};
static const struct reader_key HUB_KEYS[] = {
	{"urls", value_urls, offsetof(struct site, hub_urls), true},
	{"own", value_switch, offsetof(struct site, hub_own), false},
	{"allow", value_ranges, offsetof(struct site, hub_allow), true},
	{0},
};
static const struct reader_key MAIL_KEYS[] = {
	{"smtp", value_smtp, offsetof(struct site, smtp), false},
	{"user", value_lines, offsetof(struct site, smtp_user), false},
	{"password", value_lines, offsetof(struct site, smtp_password), false},
	{"ca", value_path, offsetof(struct site, mail.ca), false},
	{"key", value_path, offsetof(struct site, mail.key), false},
	{"bounces", value_email, offsetof(struct site, mail.bounces), false},
	{"bounce_mail", value_inbox, offsetof(struct site, mail.bounce_mail), false},
	{"bounce_password", value_lines, offsetof(struct site, mail.bounce_password), false},
	{"per_second", value_count, offsetof(struct site, mail.per_second), false},
	{"per_hour", value_number, offsetof(struct site, mail.per_hour), false},
	{"after_crash", value_after_crash, offsetof(struct site, mail.ask), false},
	{0},
};
static const struct reader_key SERVICE_KEYS[] = {
	{"base_url", value_url, offsetof(struct service, base_url), false},
	{"api_key", value_text, offsetof(struct service, api_key), false},
	{0},
};
static const struct reader_key TOPIC_KEYS[] = {
	{"slug", value_slug, offsetof(struct topic, slug), false},
	{"match", value_pattern, offsetof(struct topic, match), false},
	{"also", value_texts, offsetof(struct topic, also), true},
	{0},
};

static const struct reader_key DIGEST_KEYS[] = {
	{"title", value_text, offsetof(struct mail_list, title), false},
	{"sections", value_sections, offsetof(struct mail_list, sections), true},
	{"topics", value_texts, offsetof(struct mail_list, topics), true},
	{"cadence", value_cadence, offsetof(struct mail_list, cadence), false},
	{"address", value_email, offsetof(struct mail_list, address), false},
	{"listmonk", value_base, offsetof(struct mail_list, listmonk.url), false},
	{"listmonk_list", value_number, offsetof(struct mail_list, listmonk.list), false},
	{"listmonk_user", value_text, offsetof(struct mail_list, listmonk.user), false},
	{"listmonk_token", value_text, offsetof(struct mail_list, listmonk.token), false},
	{0},
};

/* False, with a problem, when a block of this name was there before. */
static bool is_first(struct reader *r, const struct block *block, struct str name)
{
	for (size_t i = 0; i < r->once.n; i++) {
		if (!str_eq(r->once.v[i].name, name))
			continue;
		struct str where = problem_where(&r->problems, r->once.v[i].file, r->once.v[i].line);
		problem_add(&r->problems, block->line, STR_FMT " is already set at " STR_FMT, STR_ARG(name),
			STR_ARG(where));
		return false;
	}
	reader_note(r, &r->once, name, block->line);
	return true;
}

static void require(struct reader *r, const struct block *block, const char *key)
{
	if (!reader_is_set(block, key)) /* when its value is wrong, that has been said */
		reader_miss(r, block, (const char *const[]){key, NULL});
}

/* Where the site's key is set. */
static void note_place(struct reader *r, const struct setting *setting)
{
	struct site *site = r->site;
	site->places = arena_grow(&site->arena, site->places, site->place_count, sizeof *site->places);
	site->places[site->place_count++] = (struct site_place){
		setting->key, reader_where(r, setting->line)};
}

/* False, with a problem, when the file has such a block already. */
static bool is_first_site(struct reader *r, const struct block *block)
{
	size_t file = r->problems.files.n - 1;
	for (size_t i = 0; i < r->once.n; i++) {
		const struct given *other = &r->once.v[i];
		if (other->file != file || !str_eq(other->name, block->kind))
			continue;
		struct str where = problem_where(&r->problems, file, other->line);
		problem_add(&r->problems, block->line, STR_FMT " is already set at " STR_FMT,
			STR_ARG(block->kind), STR_ARG(where));
		return false;
	}
	return true;
}

/* What one file leaves open another may say, as feeds/desk.conf does: each key is of one file. */
static void read_site(struct reader *r, const struct block *block, const struct reader_key *keys)
{
	if (!is_first_site(r, block))
		return;
	reader_note(r, &r->once, block->kind, block->line);
	for (size_t i = 0; i < block->setting_count; i++) {
		const struct setting *setting = &block->settings[i];
		struct str where = site_place(r->site, setting->key);
		if (where.n) {
			problem_add(&r->problems, setting->line,
				"“" STR_FMT "” of the site is already set at " STR_FMT, STR_ARG(setting->key),
				STR_ARG(where));
			continue;
		}
		reader_take(r, setting, reader_find_key(keys, setting->key), r->site);
		note_place(r, setting);
	}
	for (size_t i = 0; i < sizeof SITE_NEEDS / sizeof *SITE_NEEDS; i++)
		if (reader_is_set(block, SITE_NEEDS[i]))
			strs_add(&r->site->arena, &r->site_has, str_of(SITE_NEEDS[i]));
}

void records_check_site(struct reader *r)
{
	const struct given *first = NULL;
	for (size_t i = 0; i < r->once.n && !first; i++)
		first = str_eq(r->once.v[i].name, S("site")) ? &r->once.v[i] : NULL;
	if (r->problems.incomplete)
		return;
	if (!first)
		problem_add_at(&r->problems, 0, 0, "no .conf file has a “site” section");
	for (size_t i = 0; first && i < sizeof SITE_NEEDS / sizeof *SITE_NEEDS; i++)
		if (!strs_have(r->site_has, str_of(SITE_NEEDS[i])))
			problem_add_at(
				&r->problems, first->file, first->line, "site needs “%s”", SITE_NEEDS[i]);
}

/* A block whose fields are the site's. */
static void read_part(struct reader *r, const struct block *block, const struct reader_key *keys)
{
	if (is_first(r, block, block->kind))
		reader_take_all(r, block, keys, r->site);
}

static void read_service_of(struct reader *r, const struct block *block,
	const struct reader_key *keys, enum source_kind kind)
{
	const struct source_schema *schema = source_schema(kind);
	struct service *service = &r->site->services[kind];
	struct arena *a = &r->site->arena;
	if (is_first(r, block, str_printf(a, "service “%s”", schema->word)))
		reader_take_all(r, block, keys, service);
	if (str_ends(str_of(schema->service), S("/")) && !str_ends(service->base_url, S("/")))
		service->base_url = str_printf(a, STR_FMT "/", STR_ARG(service->base_url));
}

static void read_service(struct reader *r, const struct block *block, const struct reader_key *keys)
{
	struct strs words = {0};
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		const struct source_schema *schema = source_schema(kind);
		if (!schema->service)
			continue;
		if (str_eq(block->title, str_of(schema->word))) {
			read_service_of(r, block, keys, kind);
			return;
		}
		strs_add(&r->site->arena, &words, str_of(schema->word));
	}
	problem_add_word(&r->problems, block->line, block->title, "service", &words);
}

static void read_topic(struct reader *r, const struct block *block, const struct reader_key *keys)
{
	struct site *site = r->site;
	site->topics = arena_grow(&site->arena, site->topics, site->topic_count, sizeof *site->topics);
	struct topic *topic = &site->topics[site->topic_count++];
	*topic = (struct topic){
		.title = str_collapse(&site->arena, block->title), .where = reader_where(r, block->line)};
	reader_take_all(r, block, keys, topic);
	if (!topic->title.n)
		problem_add(&r->problems, block->line, "the topic has no title");
	if (!topic->slug.n)
		topic->slug = utf8_slug(&site->arena, topic->title, SLUG_MAX);
	if (topic->slug.n)
		reader_note(r, &r->slugs, topic->slug, block->line);
	else
		require(r, block, "slug");
}

static void check_listmonk(struct reader *r, const struct block *block, const struct listmonk *to)
{
	static const char *const needs[] = {"listmonk_list", "listmonk_user", "listmonk_token"};
	struct url url;
	if (!reader_is_set(block, "listmonk"))
		return;
	for (size_t i = 0; i < sizeof needs / sizeof *needs; i++)
		require(r, block, needs[i]);
	if (to->url.n && url_parse(r->problems.arena, to->url, &url) &&
		!str_eq(url.scheme, S("https")) && !url_is_this_machine(url.host))
		problem_add(&r->problems, block->line,
			"“listmonk” has to begin with https://, unless it is this machine: the token would be "
			"sent in clear");
}

static void read_list(struct reader *r, const struct block *block, const struct reader_key *keys)
{
	struct site *site = r->site;
	struct str slug = utf8_slug(&site->arena, block->title, SLUG_MAX);
	if (!slug.n || !str_eq(slug, block->title))
		problem_add(&r->problems, block->line,
			"a digest is named by letters a-z, digits and hyphens, such as “research”");
	if (str_eq(slug, S("editions")) || str_eq(slug, S("subscribers")))
		problem_add(&r->problems, block->line,
			"the desk has a page of that name: give the digest another one");
	site->lists = arena_grow(&site->arena, site->lists, site->list_count, sizeof *site->lists);
	struct mail_list *list = &site->lists[site->list_count++];
	*list = (struct mail_list){
		.slug = slug, .cadence = CADENCE_WEEKLY, .where = reader_where(r, block->line)};
	reader_take_all(r, block, keys, list);
	reader_note(r, &r->lists, slug, block->line);
	for (size_t i = 0; i < list->topics.n; i++)
		reader_note(r, &r->filed, list->topics.v[i], block->line);
	require(r, block, "sections");
	check_listmonk(r, block, &list->listmonk);
	if (mail_list_section(list) == SECTION_NONE)
		require(r, block, "title");
}

void records_lists(struct site *site)
{
	if (site->list_count)
		return;
	site->lists = arena_array(&site->arena, SECTION_COUNT, sizeof *site->lists);
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		site->lists[site->list_count++] = mail_list_of(s);
}

static const struct kind {
	const char *word;
	bool titled;
	const struct reader_key *keys;
	void (*read)(struct reader *r, const struct block *block, const struct reader_key *keys);
} KINDS[] = {
	{"site", false, SITE_KEYS, read_site},
	{"network", false, NETWORK_KEYS, read_part},
	{"mail", false, MAIL_KEYS, read_part},
	{"desk", false, DESK_KEYS, read_part},
	{"door", false, DOOR_KEYS, read_part},
	{"hub", false, HUB_KEYS, read_part},
	{"service", true, SERVICE_KEYS, read_service},
	{"topic", true, TOPIC_KEYS, read_topic},
	{"digest", true, DIGEST_KEYS, read_list},
};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

static struct vocabulary vocabulary_of(struct arena *a, const struct kind *kind)
{
	struct vocabulary words = {.kind = kind->word, .titled = kind->titled};
	for (const struct reader_key *key = kind->keys; key->word; key++)
		strs_add(a, &words.keys, str_of(key->word));
	return words;
}

const struct vocabulary *records_vocabularies(struct arena *a, size_t *count)
{
	struct vocabulary *list = arena_array(a, KIND_COUNT + SOURCE_KIND_COUNT, sizeof *list);
	*count = 0;
	for (size_t i = 0; i < KIND_COUNT; i++)
		list[(*count)++] = vocabulary_of(a, &KINDS[i]);
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		if (!source_schema(kind)->built_in)
			list[(*count)++] = sources_vocabulary(a, kind);
	return list;
}

void records_add(struct reader *r, const struct block *block)
{
	for (size_t i = 0; i < KIND_COUNT; i++)
		if (str_eq(block->kind, str_of(KINDS[i].word))) {
			KINDS[i].read(r, block, KINDS[i].keys);
			return;
		}
	enum source_kind kind = 0;
	while (kind < SOURCE_KIND_COUNT && !str_eq(block->kind, str_of(source_kind_word(kind))))
		kind++;
	assert(kind < SOURCE_KIND_COUNT); /* syntax_read lets only kinds of the vocabularies through */
	sources_add(r, block, kind);
}

void records_defaults(struct site *site)
{
	site->language = S("en");
	site->timezone = S("UTC");
	site->at_once = 64;
	site->learn = site->links = site->pauses = site->websub = true;
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		site->services[kind].base_url = str_of(source_schema(kind)->service);
		if (source_schema(kind)->built_in)
			site->built_in[kind] = source_built_in(kind);
	}
}
