#include "publish/out.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "render/path.h"

/* Without the lock, of two publications at once the one that read the store first could put its
 * older pages over the other's. A file system that knows no locks (flock fails) is used without
 * one. */
bool out_open(struct out *out, struct arena *a, struct str folder, struct err *err)
{
	assert(out->store && out->lock < 0);
	out->a = a;
	out->folder = folder;
	const char *path = str_cstr(a, folder);
	if (!file_make_folder(path, err))
		return false;
	out->lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->lock < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	while (flock(out->lock, LOCK_EX) != 0 && errno == EINTR)
		;
	return true;
}

void out_close(struct out *out)
{
	if (out->lock >= 0)
		close(out->lock);
}

/* Notes the time when the first file has changed. */
static bool note_change(const struct out *out, struct err *err)
{
	char seconds[24];
	snprintf(seconds, sizeof seconds, "%lld", (long long)out->now);
	return out->result.written + out->result.removed != 1 ||
		store_note_set(out->store, "published", str_of(seconds), err);
}

bool out_write(struct out *out, const struct outputs *outputs, struct err *err)
{
	assert(out->lock >= 0);
	for (size_t i = 0; i < outputs->n; i++) {
		enum file_change change;
		struct str path = str_printf(
			out->a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(outputs->v[i].path));
		if (!file_replace(path.p, outputs->v[i].bytes, &change, err))
			return false;
		if (change == FILE_UNCHANGED) {
			out->result.unchanged++;
			continue;
		}
		out->result.written++;
		if (!note_change(out, err))
			return false;
	}
	return true;
}

bool out_remove(struct out *out, struct str page, struct err *err)
{
	struct str path = str_printf(out->a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(page));
	assert(out->lock >= 0);
	if (unlink(path.p) != 0)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot remove %s: %s", path.p, strerror(errno));
	out->result.removed++;
	return note_change(out, err);
}

static int compare_names(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* The names of the outputs in items/, in byte order. */
static struct strs item_pages(struct arena *a, const struct outputs *outputs)
{
	struct strs pages = {0};
	struct str items = S(PATH_ITEMS);
	for (size_t i = 0; i < outputs->n; i++)
		if (str_starts(outputs->v[i].path, items))
			strs_add(a, &pages, str_sub(outputs->v[i].path, items.n, SIZE_MAX));
	if (pages.n)
		qsort(pages.v, pages.n, sizeof *pages.v, compare_names);
	return pages;
}

/* Adds the pages of items in the folder that are not among `pages`. Nothing to list in a folder
 * that is not there. */
static bool list_stale(struct arena *a, const char *folder, const struct strs *pages,
	struct strs *stale, struct err *err)
{
	DIR *items = opendir(folder);
	if (!items)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", folder, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(items));) {
		struct str name = str_of(entry->d_name);
		if (path_is_item_page(name) &&
			!(pages->n && bsearch(&name, pages->v, pages->n, sizeof name, compare_names)))
			strs_add(a, stale, str_copy(a, name));
	}
	closedir(items);
	return true;
}

bool out_remove_stale(struct out *out, const struct outputs *outputs, struct err *err)
{
	struct str folder = str_printf(out->a, STR_FMT "/" PATH_ITEMS, STR_ARG(out->folder));
	struct strs pages = item_pages(out->a, outputs), stale = {0};
	if (!list_stale(out->a, folder.p, &pages, &stale, err))
		return false;
	for (size_t i = 0; i < stale.n; i++)
		if (!out_remove(out, str_printf(out->a, PATH_ITEMS STR_FMT, STR_ARG(stale.v[i])), err))
			return false;
	return true;
}

/* While the lock is held nobody else writes in these folders, so every temporary file is a
 * left-over.
 */
static void sweep_folder(const char *folder)
{
	DIR *found = opendir(folder);
	if (!found)
		return;
	for (const struct dirent *entry; (entry = readdir(found));)
		if (file_is_temporary(str_of(entry->d_name)))
			(void)unlinkat(dirfd(found), entry->d_name, 0);
	closedir(found);
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
			sweep_folder(
				str_printf(out->a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(folder)).p);
		last = folder;
	}
}
