#include "model/source.h"

#include <assert.h>
#include <string.h>

#define SCHEMA(name, ...) [SOURCE_##name] = {__VA_ARGS__},
static const struct source_schema SCHEMAS[SOURCE_KIND_COUNT] = {SOURCE_KINDS(SCHEMA)};
#undef SCHEMA

const struct source_schema *source_schema(enum source_kind kind)
{
	assert((size_t)kind < SOURCE_KIND_COUNT);
	return &SCHEMAS[kind];
}

const char *source_kind_word(enum source_kind kind)
{
	return source_schema(kind)->word;
}

const char *source_kind_pace(enum source_kind kind)
{
	const struct source_schema *schema = source_schema(kind);
	return schema->pace ? schema->pace : schema->word;
}

struct source source_built_in(enum source_kind kind)
{
	enum { HOUR = 3600 };
	const struct source_schema *schema = source_schema(kind);
	assert(schema->built_in);
	return (struct source){.kind = kind,
		.name = str_of(schema->built_in),
		.label = str_of(schema->label ? schema->label : schema->built_in),
		.every = schema->hours * HOUR};
}

static size_t setting_index(const struct source *source, const char *key)
{
	const struct source_setting *settings = source_schema(source->kind)->settings;
	size_t i = 0;
	while (i < SETTINGS_MAX && settings[i].key && strcmp(settings[i].key, key) != 0)
		i++;
	assert(i < SETTINGS_MAX && settings[i].key);
	return i;
}

struct str source_text(const struct source *source, const char *key)
{
	return source->settings[setting_index(source, key)].text;
}

struct strs source_texts(const struct source *source, const char *key)
{
	return source->settings[setting_index(source, key)].texts;
}

struct source_value *source_value(struct source *source, const char *key)
{
	return &source->settings[setting_index(source, key)];
}

struct strs source_searches(struct arena *a, const struct source *source)
{
	const struct source_setting *settings = source_schema(source->kind)->settings;
	struct strs searches = {0};
	for (size_t i = 0; i < SETTINGS_MAX && settings[i].key; i++)
		if (settings[i].type == SETTING_SEARCH && source->settings[i].text.n)
			strs_add(a, &searches, source->settings[i].text);
	return searches;
}

struct str source_question(const struct source *source)
{
	const struct source_setting *settings = source_schema(source->kind)->settings;
	for (size_t i = 0; i < SETTINGS_MAX && settings[i].key; i++)
		if ((settings[i].type == SETTING_SEARCH || settings[i].type == SETTING_URL) &&
			source->settings[i].text.n)
			return source->settings[i].text;
	return STR_NONE;
}
