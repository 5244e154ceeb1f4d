/* The pages of the organisation itself (publish/own_page.h), and the end of those that it has no
 * longer, like that of images that it shows no longer. */
#include "publish/own_page.h"
#include "publish/page.h"
#include "render/view.h"
#include "store/note.h"

static bool write_page(const struct output_context *c, const struct own_page *page, struct err *err)
{
	json_t *shell = page_shell(c, page->title, page->path, SECTION_NONE);
	json_object_set_new(shell, "content", json_stringn(page->html.p, page->html.n));
	json_object_set_new(shell, "has_heading", json_boolean(page->has_heading));
	page_set_changed(c, shell, NO_TIME);
	return page_write(c, "own-page", page->path, shell, err);
}

static const char NOTE[] = "own files"; /* one a line */

static bool note_files(const struct output_context *c, struct strs files, struct err *err)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < files.n; i++)
		text = str_printf(c->a, STR_FMT STR_FMT "\n", STR_ARG(text), STR_ARG(files.v[i]));
	return store_note_set(c->store, NOTE, text, err);
}

static struct strs present(const struct output_context *c)
{
	struct strs files = {0};
	for (size_t i = 0; i < c->own->n; i++)
		strs_add(c->a, &files, c->own->v[i].path);
	for (size_t i = 0; i < c->own->kept.n; i++)
		strs_add(c->a, &files, c->own->kept.v[i]);
	if (c->site->logo.n)
		strs_add(c->a, &files, c->site->logo);
	if (c->site->icon.n)
		strs_add(c->a, &files, c->site->icon);
	return files;
}

/* All that were ever written and not removed yet are in the note, so that a publication that is cut
 * off forgets none. */
static bool note_more(
	const struct output_context *c, struct strs now, struct strs *all, struct err *err)
{
	struct str text;
	if (!store_note_get(c->store, c->a, NOTE, &text, err))
		return false;
	*all = now;
	while (text.n) {
		struct str file = str_cut(&text, '\n');
		if (!strs_have(*all, file))
			strs_add(c->a, all, file);
	}
	return note_files(c, *all, err);
}

bool output_own_pages(const struct output_context *c, const struct due *due, struct err *err)
{
	struct strs now = present(c), all;
	bool well = note_more(c, now, &all, err);
	(void)due;
	for (size_t i = 0; i < c->own->n && well; i++)
		well = write_page(c, &c->own->v[i], err);
	for (size_t i = now.n; well && i < all.n; i++)
		well = output_remove(c, all.v[i], err);
	return well && note_files(c, now, err) &&
		(!c->own->problem.n || err_set(err, STR_FMT, STR_ARG(c->own->problem)));
}
