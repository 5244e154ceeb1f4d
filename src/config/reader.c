#include "config/reader.h"

#include <assert.h>

const struct reader_key *reader_find_key(const struct reader_key *keys, struct str word)
{
	for (; keys->word; keys++)
		if (str_eq(word, str_of(keys->word)))
			return keys;
	return NULL;
}

bool reader_may_take(struct reader *r, const struct setting *setting, bool many)
{
	if (many || setting->values.n == 1)
		return true;
	problem_add(
		&r->problems, setting->line, "“" STR_FMT "” takes one value", STR_ARG(setting->key));
	return false;
}

void reader_take(
	struct reader *r, const struct setting *setting, const struct reader_key *key, void *record)
{
	if (reader_may_take(r, setting, key->many))
		key->read(&r->problems, setting, (char *)record + key->offset);
}

void reader_take_all(
	struct reader *r, const struct block *block, const struct reader_key *keys, void *record)
{
	for (size_t i = 0; i < block->setting_count; i++) {
		const struct reader_key *key = reader_find_key(keys, block->settings[i].key);
		assert(key); /* syntax_read lets only words of the vocabulary through */
		reader_take(r, &block->settings[i], key, record);
	}
}

void reader_note(struct reader *r, struct givens *list, struct str name, long line)
{
	assert(r->problems.files.n > 0);
	list->v = arena_grow(&r->site->arena, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = (struct given){name, r->problems.files.n - 1, line};
}

bool reader_is_set(const struct block *block, const char *key)
{
	for (size_t i = 0; i < block->setting_count; i++)
		if (str_eq(block->settings[i].key, str_of(key)) && block->settings[i].values.n &&
			block->settings[i].values.v[0].n)
			return true;
	return false;
}

/* "“a”, “b” or “c”" */
static struct str one_of(struct arena *a, const char *const *keys)
{
	struct str text = STR_NONE;
	for (size_t i = 0; keys[i]; i++) {
		const char *before = !i ? "" : keys[i + 1] ? ", " : " or ";
		text = str_printf(a, STR_FMT "%s“%s”", STR_ARG(text), before, keys[i]);
	}
	return text;
}

void reader_miss(struct reader *r, const struct block *block, const char *const *keys)
{
	struct str needed = one_of(&r->site->arena, keys);
	problem_add(&r->problems, block->line, STR_FMT "%s" STR_FMT "%s needs " STR_FMT,
		STR_ARG(block->kind), block->title.n ? " “" : "", STR_ARG(block->title),
		block->title.n ? "”" : "", STR_ARG(needed));
}

struct str reader_where(struct reader *r, long line)
{
	assert(r->problems.files.n > 0);
	return problem_where(&r->problems, r->problems.files.n - 1, line);
}
