#include "config/sources.h"

#include <assert.h>

enum { HOUR = 3600 };

static const struct reader_key KEYS[] = {
	{"label", value_text, offsetof(struct source, label), false},
	{"home", value_url, offsetof(struct source, home), false},
	{"every", value_duration, offsetof(struct source, every), false},
	{"keep", value_pattern, offsetof(struct source, keep), false},
	{"drop", value_pattern, offsetof(struct source, drop), false},
	{"section", value_section, offsetof(struct source, section), false},
	{"topics", value_texts, offsetof(struct source, topics), true},
	{"approve", value_approve, offsetof(struct source, auto_approve), false},
	{0},
};

struct vocabulary sources_vocabulary(struct arena *a, enum source_kind kind)
{
	const struct source_schema *schema = source_schema(kind);
	struct vocabulary words = {.kind = schema->word, .titled = true};
	for (size_t i = 0; i < SETTINGS_MAX && schema->settings[i].key; i++)
		strs_add(a, &words.keys, str_of(schema->settings[i].key));
	for (const struct reader_key *key = KEYS; key->word; key++)
		strs_add(a, &words.keys, str_of(key->word));
	return words;
}

static void take_setting(struct reader *r, const struct setting *setting,
	const struct source_setting *schema, struct source_value *value)
{
	if (!reader_may_take(r, setting, schema->type == SETTING_CHOICES))
		return;
	switch (schema->type) {
	case SETTING_TEXT:
	case SETTING_SEARCH: value_text(&r->problems, setting, &value->text); return;
	case SETTING_URL: value_url(&r->problems, setting, &value->text); return;
	case SETTING_CHOICE:
	case SETTING_CHOICES: value_choices(&r->problems, setting, schema, value); return;
	}
}

static void take_settings(struct reader *r, const struct block *block, struct source *source)
{
	const struct source_setting *settings = source_schema(source->kind)->settings;
	for (size_t i = 0; i < block->setting_count; i++) {
		const struct setting *setting = &block->settings[i];
		const struct reader_key *key = reader_find_key(KEYS, setting->key);
		size_t own = 0;
		if (key) {
			reader_take(r, setting, key, source);
			continue;
		}
		while (!str_eq(setting->key, str_of(settings[own].key)))
			own++;
		assert(own < SETTINGS_MAX); /* syntax_read lets only words of the vocabulary through */
		take_setting(r, setting, &settings[own], &source->settings[own]);
	}
}

/* What the block leaves open. */
static void set_defaults(struct source *source)
{
	const struct source_schema *schema = source_schema(source->kind);
	if (!source->label.n)
		source->label = schema->label ? str_of(schema->label) : source->name;
	for (size_t i = 0; i < SETTINGS_MAX && schema->settings[i].key; i++)
		if (schema->settings[i].type == SETTING_CHOICE && !source->settings[i].text.n)
			source->settings[i].text = str_of(schema->settings[i].choices[0]);
}

static void check_needs(struct reader *r, const struct block *block, const struct source *source)
{
	const struct source_schema *schema = source_schema(source->kind);
	for (size_t i = 0; i < SETTINGS_MAX && schema->needs[i]; i++)
		if (reader_is_set(block, schema->needs[i]))
			return; /* when its value is wrong, that has been said */
	if (schema->needs[0])
		reader_miss(r, block, schema->needs);
}

void sources_add(struct reader *r, const struct block *block, enum source_kind kind)
{
	struct site *site = r->site;
	struct arena *a = &site->arena;
	site->sources = arena_grow(a, site->sources, site->source_count, sizeof *site->sources);
	struct source *source = &site->sources[site->source_count++];
	*source = (struct source){.kind = kind,
		.name = str_collapse(a, block->title),
		.every = source_schema(kind)->hours * HOUR,
		.where = reader_where(r, block->line)};
	take_settings(r, block, source);
	set_defaults(source);
	check_needs(r, block, source);
	if (!source->name.n)
		problem_add(&r->problems, block->line, "the source has no name");
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		if (source->name.n && str_ieq(source->name, site->built_in[i].name))
			problem_add(&r->problems, block->line,
				"“" STR_FMT "” is what the program calls its own watch", STR_ARG(source->name));
	reader_note(r, &r->names, site_name_key(a, source->name), block->line);
	for (size_t i = 0; i < source->topics.n; i++)
		reader_note(r, &r->filed, source->topics.v[i], block->line);
}
