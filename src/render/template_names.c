#include "render/template_names.h"

#include "render/mustache_parse.h"

long template_version(struct str text)
{
	struct str line = str_cut(&text, '\n'), mark = S("tidings template ");
	size_t at = str_find(line, mark), n = at == STR_NOT_FOUND ? 0 : at + mark.n, end = n;
	long version;
	while (end < line.n && is_digit(line.p[end]))
		end++;
	return n && str_to_long(str_sub(line, n, end - n), &version) ? version : 0;
}

static void add_once(struct arena *a, struct strs *list, struct str name)
{
	if (!strs_have(*list, name))
		strs_add(a, list, name);
}

/* One template. Its partials are added to `files`. */
static bool read_names(
	struct templates *t, struct str name, struct strs *names, struct strs *files, struct err *err)
{
	struct mustache_program program;
	struct str text, file = str_printf(t->a, STR_FMT ".mustache", STR_ARG(name));
	if (!template_file(t, file, &text, err))
		return false;
	if (!mustache_parse(t->a, text, &program, err))
		return err_add(err, "template " STR_FMT, STR_ARG(file));
	for (size_t i = 0; i < program.n; i++) {
		const struct mustache_node *node = &program.v[i];
		if (node->kind == MUSTACHE_PARTIAL)
			add_once(t->a, files, node->text);
		else if (node->kind != MUSTACHE_LITERAL && !str_eq(node->text, S(".")))
			add_once(t->a, names, node->text);
	}
	return true;
}

bool template_names(
	struct templates *t, struct str name, bool deep, struct strs *names, struct err *err)
{
	struct strs files = {0};
	strs_add(t->a, &files, name);
	for (size_t i = 0; i < files.n; i++) /* grows while it is gone through */
		if ((i == 0 || deep) && !read_names(t, files.v[i], names, &files, err))
			return false;
	return true;
}
