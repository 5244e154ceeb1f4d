/* Files become blocks of settings (syntax.c), blocks become records of the site (records.c,
 * sources.c). What only all files together can tell is checked at the end: names given twice,
 * topics that do not exist. */
#include "config/config.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "config/desk.h"
#include "config/records.h"
#include "config/words.h"

enum { FILE_MAX_BYTES = 8 << 20, FILES_MAX = 2000 };

static void read_text(
	struct reader *r, struct str text, const struct vocabulary *kinds, size_t kind_count)
{
	struct blocks blocks = {0};
	if (!utf8_valid(text) || str_find_char(text, 0) != STR_NOT_FOUND)
		problem_add(&r->problems, 0, "the file is not UTF-8 text");
	syntax_read(utf8_clean(&r->site->arena, text), kinds, kind_count, &r->problems, &blocks);
	for (size_t i = 0; i < blocks.n; i++)
		records_add(r, &blocks.v[i]);
}

/* `name`: within the folder of the site. */
static void read_file(
	struct reader *r, struct str name, const struct vocabulary *kinds, size_t kind_count)
{
	struct str text,
		path = str_printf(
			&r->site->arena, STR_FMT "/" STR_FMT, STR_ARG(r->site->folder), STR_ARG(name));
	struct err err;
	strs_add(&r->site->arena, &r->problems.files, name);
	if (r->desk.p && str_eq(name, S(CONFIG_DESK_FILE))) {
		read_text(r, r->desk, kinds, kind_count);
	} else if (file_read(&r->site->arena, path.p, FILE_MAX_BYTES, &text, &err)) {
		read_text(r, text, kinds, kind_count);
	} else {
		problem_add(&r->problems, 0, "%s", err.text);
		r->problems.incomplete = true;
	}
}

/* The names of the .conf files. */
static bool list_files(struct arena *a, struct str folder, struct strs *out)
{
	DIR *dir = opendir(folder.p);
	if (!dir)
		return false;
	for (const struct dirent *file; (file = readdir(dir)) && out->n < FILES_MAX;) {
		struct str name = str_of(file->d_name);
		if (str_ends(name, S(".conf")) && name.p[0] != '.')
			strs_add(a, out, str_copy(a, name));
	}
	closedir(dir);
	return true;
}

static void read_files(struct reader *r)
{
	struct arena *a = &r->site->arena;
	struct strs names = {0};
	struct str folder = str_printf(a, STR_FMT "/feeds", STR_ARG(r->site->folder));
	strs_add(a, &r->problems.files, S("feeds/"));
	if (!list_files(a, folder, &names)) {
		problem_add(&r->problems, 0,
			"cannot be read in " STR_FMT " (%s); is this a site? “tidings init DIR” makes one",
			STR_ARG(r->site->folder), strerror(errno));
		return;
	}
	if (r->desk.p && !strs_have(names, S("desk.conf")))
		strs_add(a, &names, S("desk.conf"));
	strs_sort(&names);
	size_t kind_count;
	const struct vocabulary *kinds = records_vocabularies(a, &kind_count);
	for (size_t i = 0; i < names.n; i++)
		read_file(r, str_printf(a, "feeds/" STR_FMT, STR_ARG(names.v[i])), kinds, kind_count);
	records_check_site(r);
}

static int given_cmp(const void *a, const void *b)
{
	const struct given *x = a, *y = b;
	int order = str_cmp(x->name, y->name);
	if (order)
		return order;
	return x->file != y->file ? (x->file > y->file) - (x->file < y->file) :
								(x->line > y->line) - (x->line < y->line);
}

/* A problem for each record after the first one of the same name. Sorts the list. */
static void check_unique(struct reader *r, struct givens *list, const char *what)
{
	if (list->n)
		qsort(list->v, list->n, sizeof *list->v, given_cmp);
	for (size_t i = 1; i < list->n; i++) {
		const struct given *first = &list->v[i - 1], *second = &list->v[i];
		if (!str_eq(first->name, second->name))
			continue;
		struct str where = problem_where(&r->problems, first->file, first->line);
		problem_add_at(&r->problems, second->file, second->line,
			"the %s “" STR_FMT "” is already given at " STR_FMT, what, STR_ARG(second->name),
			STR_ARG(where));
	}
}

/* A problem for each slug that a source names and no topic has. check_unique has sorted the topics'
 * slugs. */
static void check_filed(struct reader *r)
{
	struct strs words = {0};
	for (size_t i = 0; i < r->slugs.n; i++) {
		assert(i == 0 || str_cmp(words.v[i - 1], r->slugs.v[i].name) <= 0);
		strs_add(&r->site->arena, &words, r->slugs.v[i].name);
	}
	if (r->filed.n)
		qsort(r->filed.v, r->filed.n, sizeof *r->filed.v, given_cmp);
	for (size_t i = 0, k = 0; i < r->filed.n; i++) {
		const struct given *filed = &r->filed.v[i];
		while (k < words.n && str_cmp(words.v[k], filed->name) < 0)
			k++;
		if (k < words.n && str_eq(words.v[k], filed->name))
			continue;
		struct str hint = nearest_hint(&r->site->arena, filed->name, &words);
		problem_add_at(&r->problems, filed->file, filed->line,
			"there is no topic with the slug “" STR_FMT "”" STR_FMT, STR_ARG(filed->name),
			STR_ARG(hint));
	}
}

bool config_read(const char *folder, struct site *site, struct strs *problems)
{
	return config_read_with(folder, STR_NONE, site, problems);
}

bool config_read_with(const char *folder, struct str desk, struct site *site, struct strs *problems)
{
	*site = (struct site){0};
	*problems = (struct strs){0};
	site->folder = str_copy(&site->arena, str_of(folder));
	records_defaults(site);
	struct reader r = {.site = site, .problems.arena = &site->arena, .desk = desk};
	read_files(&r);
	config_words_read(&r);
	check_unique(&r, &r.names, "name");
	check_unique(&r, &r.slugs, "slug");
	check_unique(&r, &r.lists, "digest");
	records_lists(site);
	if (!r.problems.incomplete)
		check_filed(&r);
	problem_list(&r.problems, problems);
	return problems->n == 0;
}

void config_free(struct site *site)
{
	for (size_t i = 0; i < site->source_count; i++) {
		pattern_free(site->sources[i].keep);
		pattern_free(site->sources[i].drop);
	}
	for (size_t i = 0; i < site->topic_count; i++)
		pattern_free(site->topics[i].match);
	arena_free(&site->arena);
	*site = (struct site){0};
}
