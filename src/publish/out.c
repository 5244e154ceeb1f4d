#include "publish/out.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "render/path.h"
#include "store/note.h"
#include "store/page.h"
#include "store/site.h"

enum { BATCH = 100 }; /* files that get their names together */

/* Without the lock, of two publications at once the one that read the store first could put its
 * older pages over the other's. A file system that knows no locks (flock fails) is used without
 * one. */
bool out_open(struct out *out, struct arena *a, struct str site, struct err *err)
{
	assert(out->store && out->lock < 0);
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
	file_batch_drop(&out->batch);
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
	struct arena a CLEANUP_ARENA = {0};
	if (out->noted)
		return true;
	out->noted = note_in_store(out, err) &&
		store_site_write_mark(out->store, str_cstr(&a, out->site), err);
	return out->noted;
}

/* The name of a page of an item, without the folder; STR_NONE: it is none. */
static struct str item_page(struct str path)
{
	struct str items = S(PATH_ITEMS);
	return str_starts(path, items) ? str_sub(path, items.n, SIZE_MAX) : STR_NONE;
}

bool out_write(struct out *out, struct str path, struct str bytes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str page = item_page(path);
	struct str file = str_printf(&a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(path));
	assert(out->lock >= 0 && path.n && path.p[0] != '/');
	if (page.n && out->names_in)
		strs_add(out->names_in, &out->names, str_copy(out->names_in, page));
	if (file_holds(file.p, bytes)) {
		out->result.unchanged++;
		return true;
	}
	if (!note_change(out, err) || !file_batch_add(&out->batch, file.p, bytes, err))
		return false;
	if (page.n)
		strs_add(&out->batch.a, &out->pages, str_copy(&out->batch.a, page));
	out->result.written++;
	return out->batch.n < BATCH || out_flush(out, err);
}

/* Pages are noted before they have their names, so that a later publication may remove them. */
bool out_flush(struct out *out, struct err *err)
{
	struct strs pages = out->pages;
	out->pages = (struct strs){0};
	return store_page_add(out->store, pages, err) && file_batch_commit(&out->batch, err);
}

/* The folders of a file that was removed, as far as nothing else is in them. */
static void remove_empty(const struct out *out, struct arena *a, struct str path)
{
	char *folder = str_cstr(a, path);
	for (char *end; (end = strrchr(folder, '/')) && (size_t)(end - folder) > out->folder.n;) {
		*end = 0;
		if (rmdir(folder) != 0)
			return;
	}
}

bool out_remove(struct out *out, struct str page, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str path = str_printf(&a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(page));
	assert(out->lock >= 0);
	if (access(path.p, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (!note_change(out, err))
		return false;
	if (unlink(path.p) != 0)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot remove %s: %s", path.p, strerror(errno));
	out->result.removed++;
	remove_empty(out, &a, path);
	return true;
}

/* -- Pages that nobody knows -- */

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

/* What a restore found was said then. */
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
	struct arena a CLEANUP_ARENA = {0};
	return out_remove(out, str_printf(&a, PATH_ITEMS STR_FMT, STR_ARG(name)), err) &&
		store_page_remove(out->store, name, err);
}

bool out_remove_stale(struct out *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str folder = str_printf(&a, STR_FMT "/" PATH_ITEMS, STR_ARG(out->folder));
	struct strs others = {0}, noted;
	assert(out->names_in && !out->batch.n);
	strs_sort(&out->names);
	if (!store_page_list(out->store, &a, &noted, err) ||
		!list_others(&a, folder.p, &out->names, &others, err))
		return false;
	for (size_t i = 0; i < others.n; i++) {
		bool ours = strs_sorted_have(noted, others.v[i]);
		if (ours ? !remove_page(out, others.v[i], err) : !count_unexplained(out, others.v[i], err))
			return false;
	}
	return true;
}

/* -- What a killed publication left -- */

static int sweep_folder(const char *path, const struct stat *is, int type, struct FTW *at)
{
	char folder[PATH_MAX];
	(void)is;
	(void)at;
	if (type == FTW_D && snprintf(folder, sizeof folder, "%s/", path) < (int)sizeof folder)
		file_sweep(folder);
	return 0;
}

void out_sweep(const struct out *out)
{
	struct arena a CLEANUP_ARENA = {0};
	enum { DESCRIPTORS = 8 };
	assert(out->lock >= 0);
	(void)nftw(str_cstr(&a, out->folder), sweep_folder, DESCRIPTORS, FTW_PHYS);
}
