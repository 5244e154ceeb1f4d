#include "publish/own_page.h"

#include <cmark.h>
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "config/templates.h"

static const struct str MARKDOWN = S(".md"), HTML = S(".html");

static struct str folder_of(struct arena *a, const struct site *site)
{
	return str_printf(a, STR_FMT "/pages", STR_ARG(config_template_folder(a, site)));
}

static bool is_page(struct str name)
{
	return name.p[0] != '.' && (str_ends(name, MARKDOWN) || str_ends(name, HTML));
}

bool own_page_files(struct arena *a, const struct site *site, struct strs *names, struct err *err)
{
	const char *path = str_cstr(a, folder_of(a, site));
	DIR *folder = opendir(path);
	*names = (struct strs){0};
	if (!folder)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(folder));)
		if (is_page(str_of(entry->d_name)))
			strs_add(a, names, str_copy(a, str_of(entry->d_name)));
	closedir(folder);
	strs_sort(names);
	return true;
}

struct str own_page_stem(struct str name)
{
	return str_sub(name, 0, name.n - (str_ends(name, HTML) ? HTML.n : MARKDOWN.n));
}

const char *own_page_problem(struct str name)
{
	static const struct str taken[] = {S("index"), S("404"), S("changes"), S("search")};
	struct str stem = own_page_stem(name);
	for (size_t i = 0; i < stem.n; i++)
		if (!is_alpha(stem.p[i]) && !is_digit(stem.p[i]) &&
			str_find_char(S("-_"), stem.p[i]) == STR_NOT_FOUND)
			return "its name may have letters a-z, digits, - and _ alone";
	for (size_t i = 0; i < ARRAY_COUNT(taken); i++)
		if (str_ieq(stem, taken[i]))
			return "a page of the program has that name";
	return stem.n ? NULL : "it has no name";
}

/* -- Markdown -- */

/* The text of a heading, without its marks. */
static struct str text_of(struct arena *a, cmark_node *heading)
{
	struct str text = STR_NONE;
	cmark_iter *iter = cmark_iter_new(heading);
	while (cmark_iter_next(iter) != CMARK_EVENT_DONE) {
		const char *literal = cmark_node_get_literal(cmark_iter_get_node(iter));
		if (literal)
			text = str_printf(a, STR_FMT "%s", STR_ARG(text), literal);
	}
	cmark_iter_free(iter);
	return text;
}

static struct str render_node(struct arena *a, cmark_node *document)
{
	char *html = cmark_render_html(document, CMARK_OPT_DEFAULT); /* which is safe */
	struct str kept = str_copy(a, str_of(html));
	free(html);
	return kept;
}

static void read_markdown(struct arena *a, struct str text, struct own_page *out)
{
	cmark_node *document = cmark_parse_document(text.p ? text.p : "", text.n, CMARK_OPT_DEFAULT);
	for (cmark_node *node = cmark_node_first_child(document); node && !out->has_heading;
		 node = cmark_node_next(node)) {
		out->has_heading = cmark_node_get_type(node) == CMARK_NODE_HEADING &&
			cmark_node_get_heading_level(node) == 1;
		if (out->has_heading)
			out->title = text_of(a, node);
	}
	out->html = render_node(a, document);
	cmark_node_free(document);
}

/* -- HTML -- */

/* What stands between the first <h1…> and </h1>, which should be text. */
static void read_html(struct arena *a, struct str text, struct own_page *out)
{
	size_t at = str_find(text, S("<h1"));
	struct str rest = at == STR_NOT_FOUND ? STR_NONE : str_sub(text, at, SIZE_MAX);
	size_t open = str_find_char(rest, '>'), end = str_find(rest, S("</h1>"));
	out->html = text;
	out->has_heading = open != STR_NOT_FOUND && end != STR_NOT_FOUND && open < end;
	if (out->has_heading)
		out->title = str_collapse(a, str_sub(rest, open + 1, end - open - 1));
}

static struct own_page page_of(struct arena *a, struct str name, struct str text)
{
	struct own_page page = {.file = name};
	text = utf8_clean(a, text);
	if (str_ends(name, HTML))
		read_html(a, text, &page);
	else
		read_markdown(a, text, &page);
	if (!page.title.n)
		page.title = own_page_stem(name);
	return page;
}

static bool add_page(
	struct arena *a, struct str folder, struct str name, struct own_pages *out, struct err *err)
{
	struct str text, path = str_printf(a, STR_FMT ".html", STR_ARG(own_page_stem(name)));
	if (config_template_read(a, folder, name, &text, err)) {
		out->v[out->n] = page_of(a, name, text);
		out->v[out->n++].path = path;
		return true;
	}
	if (err->kind != ERR_USER)
		return false;
	if (!out->problem.n)
		out->problem = str_copy(a, str_of(err->text));
	strs_add(a, &out->kept, path);
	return true;
}

/* "about.html" comes before "about.md". */
static bool is_taken(const struct own_pages *pages, struct str name)
{
	return pages->n && str_eq(own_page_stem(pages->v[pages->n - 1].file), own_page_stem(name));
}

bool own_page_list(struct arena *a, const struct site *site, struct own_pages *out, struct err *err)
{
	struct strs names;
	struct str folder = folder_of(a, site);
	*out = (struct own_pages){0};
	if (!own_page_files(a, site, &names, err))
		return false;
	out->v = arena_array(a, names.n + 1, sizeof *out->v);
	for (size_t i = 0; i < names.n; i++)
		if (!own_page_problem(names.v[i]) && !is_taken(out, names.v[i]) &&
			!add_page(a, folder, names.v[i], out, err))
			return false;
	return true;
}
