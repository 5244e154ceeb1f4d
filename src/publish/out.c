#include "publish/out.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "render/path.h"
#include "store/note.h"
#include "store/page.h"
#include "store/site.h"

/* Without the lock, of two publications at once the one that read the store first could put its
 * older pages over the other's. A file system that knows no locks (flock fails) is used without
 * one. */
bool out_open(struct out *out, struct arena *a, struct str site, struct err *err)
{
	assert(out->store && out->lock < 0);
	out->a = a;
	out->site = site;
	out->folder = str_printf(a, STR_FMT "/out", STR_ARG(site));
	const char *path = str_cstr(a, out->folder);
	if (!file_make_folder(path, err))
		return false;
	out->lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->lock < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	while (flock(out->lock, LOCK_EX) != 0 && errno == EINTR)
		;
	return store_site_check(out->store, str_cstr(a, site), err);
}

void out_close(struct out *out)
{
	if (out->lock >= 0)
		close(out->lock);
}

static bool note_in_store(const struct out *out, struct err *err)
{
	char seconds[24];
	snprintf(seconds, sizeof seconds, "%lld", (long long)out->now);
	if (!store_begin(out->store, err))
		return false;
	if (store_site_count(out->store, err) &&
		store_note_set(out->store, "published", str_of(seconds), err) &&
		store_commit(out->store, err))
		return true;
	store_rollback(out->store);
	return false;
}

/* Before the first file changes: the store and the mark of out/ say so. */
static bool note_change(struct out *out, struct err *err)
{
	if (out->noted)
		return true;
	out->noted = note_in_store(out, err) &&
		store_site_write_mark(out->store, str_cstr(out->a, out->site), err);
	return out->noted;
}

bool out_write(struct out *out, const struct outputs *outputs, struct err *err)
{
	assert(out->lock >= 0);
	for (size_t i = 0; i < outputs->n; i++) {
		struct str path = str_printf(
			out->a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(outputs->v[i].path));
		if (file_holds(path.p, outputs->v[i].bytes)) {
			out->result.unchanged++;
			continue;
		}
		if (!note_change(out, err) || !file_replace(path.p, outputs->v[i].bytes, NULL, err))
			return false;
		out->result.written++;
	}
	return true;
}

bool out_remove(struct out *out, struct str page, struct err *err)
{
	struct str path = str_printf(out->a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(page));
	assert(out->lock >= 0);
	if (access(path.p, F_OK) != 0 && errno == ENOENT)
		return true;
	if (!note_change(out, err))
		return false;
	if (unlink(path.p) != 0)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot remove %s: %s", path.p, strerror(errno));
	out->result.removed++;
	return true;
}

/* The names of the outputs in items/, in byte order. */
static struct strs item_pages(struct arena *a, const struct outputs *outputs)
{
	struct strs pages = {0};
	struct str items = S(PATH_ITEMS);
	for (size_t i = 0; i < outputs->n; i++)
		if (str_starts(outputs->v[i].path, items))
			strs_add(a, &pages, str_sub(outputs->v[i].path, items.n, SIZE_MAX));
	strs_sort(&pages);
	return pages;
}

/* Adds the pages of items in the folder that are not among `pages`. Nothing to list in a folder
 * that is not there. */
static bool list_others(struct arena *a, const char *folder, const struct strs *pages,
	struct strs *others, struct err *err)
{
	DIR *items = opendir(folder);
	if (!items)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", folder, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(items));) {
		struct str name = str_of(entry->d_name);
		if (path_is_item_page(name) && !strs_sorted_have(*pages, name))
			strs_add(a, others, str_copy(a, name));
	}
	closedir(items);
	strs_sort(others);
	return true;
}

/* The pages that are written are noted before, so that a later publication may remove them. */
static bool note_pages(
	struct out *out, const struct strs *pages, const struct strs *noted, struct err *err)
{
	struct strs new = {0};
	for (size_t i = 0; i < pages->n; i++)
		if (!strs_sorted_have(*noted, pages->v[i]))
			strs_add(out->a, &new, pages->v[i]);
	return store_page_add(out->store, new, err);
}

bool out_note_pages(struct out *out, const struct outputs *outputs, struct err *err)
{
	struct strs pages = item_pages(out->a, outputs), noted;
	return store_page_list(out->store, out->a, &noted, err) && note_pages(out, &pages, &noted, err);
}

/* Pages that a restore found and named are reserved; they are not named once more. */
static bool count_unexplained(struct out *out, struct str name, struct err *err)
{
	struct publish_result *result = &out->result;
	size_t used = strlen(result->unexplained_names);
	bool reserved;
	if (!store_page_reserved(out->store, name, &reserved, err))
		return false;
	result->unexplained += !reserved;
	if (!reserved && used + name.n + sizeof ", " <= sizeof result->unexplained_names)
		snprintf(result->unexplained_names + used, sizeof result->unexplained_names - used,
			"%s" STR_FMT, used ? ", " : "", STR_ARG(name));
	return true;
}

static bool remove_page(struct out *out, struct str name, struct err *err)
{
	return out_remove(out, str_printf(out->a, PATH_ITEMS STR_FMT, STR_ARG(name)), err) &&
		store_page_remove(out->store, name, err);
}

bool out_remove_stale(struct out *out, const struct outputs *outputs, struct err *err)
{
	struct str folder = str_printf(out->a, STR_FMT "/" PATH_ITEMS, STR_ARG(out->folder));
	struct strs pages = item_pages(out->a, outputs), others = {0}, noted;
	if (!store_page_list(out->store, out->a, &noted, err) ||
		!list_others(out->a, folder.p, &pages, &others, err))
		return false;
	for (size_t i = 0; i < others.n; i++) {
		bool ours = strs_sorted_have(noted, others.v[i]);
		if (ours ? !remove_page(out, others.v[i], err) : !count_unexplained(out, others.v[i], err))
			return false;
	}
	return true;
}

void out_sweep(const struct out *out, const struct outputs *outputs)
{
	struct str last = STR_NONE;
	assert(out->lock >= 0);
	for (size_t i = 0; i < outputs->n; i++) {
		struct str path = outputs->v[i].path, folder = {path.p, path.n};
		while (folder.n && folder.p[folder.n - 1] != '/')
			folder.n--;
		if (i == 0 || !str_eq(folder, last)) /* the outputs of one folder stand together */
			file_sweep(
				str_printf(out->a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(path)).p);
		last = folder;
	}
}
