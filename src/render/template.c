#include "render/template.h"

#include <assert.h>
#include <stdio.h>

enum { NAME_MAX_BYTES = 64 };

struct templates template_folder(struct arena *a, struct str folder, template_reader *read)
{
	return (struct templates){.a = a, .folder = folder, .read = read};
}

bool template_file(struct templates *t, struct str name, struct str *text, struct err *err)
{
	for (size_t i = 0; i < t->n; i++)
		if (str_eq(t->v[i].name, name)) {
			*text = t->v[i].text;
			return true;
		}
	assert(t->read);
	struct template made = {.name = str_copy(t->a, name)};
	if (!t->read(t->a, t->folder, made.name, &made.text, err))
		return false;
	t->v = arena_grow(t->a, t->v, t->n, sizeof made);
	t->v[t->n++] = made;
	*text = made.text;
	return true;
}

/* A partial is a file of the same folder, so its name must not be a path. */
static bool is_file_name(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!is_alpha(name.p[i]) && !is_digit(name.p[i]) && name.p[i] != '-' && name.p[i] != '_' &&
			name.p[i] != '.')
			return false;
	return name.n > 0 && name.n <= NAME_MAX_BYTES && name.p[0] != '.';
}

/* The bytes of NAME.mustache. The file's name is made outside the arena, which may live as long as
 * a server and would grow with every rendering. */
static bool template_text(struct templates *t, struct str name, struct str *text, struct err *err)
{
	char file[NAME_MAX_BYTES + sizeof ".mustache"];
	*text = STR_NONE;
	if (!is_file_name(name))
		return err_set(err, "\"" STR_FMT "\" is not the name of a template", STR_ARG(name));
	snprintf(file, sizeof file, STR_FMT ".mustache", STR_ARG(name));
	return template_file(t, str_of(file), text, err);
}

static bool partial_text(void *user, struct str name, struct str *text, struct err *err)
{
	return template_text(user, name, text, err);
}

static struct str word_text(void *user, struct str key)
{
	const struct templates *t = user;
	enum word word = words_find(key);
	return word == WORD_COUNT ? STR_NONE :
		t->words              ? words_text(t->words, word) :
								words_english(word);
}

bool template_render(struct templates *t, const char *name, json_t *data, enum mustache_mode mode,
	struct buf *out, struct err *err)
{
	struct mustache mustache = {
		.mode = mode, .partial = partial_text, .word = word_text, .user = t};
	if (!template_text(t, str_of(name), &mustache.template, err))
		return false;
	t->parsed.a = t->a;
	mustache.parsed = &t->parsed;
	mustache.name = str_of(name);
	return mustache_render(out, &mustache, data, err) || err_add(err, "template %s.mustache", name);
}
