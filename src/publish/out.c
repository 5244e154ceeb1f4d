#include "publish/out.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/array.h"
#include "base/gzip.h"
#include "base/process.h"
#include "publish/hub.h"
#include "render/path.h"
#include "store/feed_event.h"
#include "store/note.h"
#include "store/page.h"
#include "store/site.h"

enum { BATCH = 100 }; /* files that get their names together */

/* A copy of a store that lies in a file goes its own way, and publishes the same site. It cannot be
 * told from a site that was moved. */
static bool find_place(struct out *out, struct arena *a, struct err *err)
{
	struct str last;
	char *folder = realpath(str_cstr(a, out->folder), NULL);
	if (folder && store_reach(out->store) == SEAL_REACH_NOTHING)
		out->place = str_printf(a, STR_FMT " %s", STR_ARG(process_machine(a)), folder);
	free(folder);
	if (!store_note_get(out->store, a, SITE_NOTE_PLACE, &last, err))
		return false;
	if (out->place.n && last.n && !str_eq(last, out->place))
		snprintf(out->result.elsewhere, sizeof out->result.elsewhere, STR_FMT,
			STR_ARG(str_sub(last, str_find_char(last, ' ') + 1, SIZE_MAX)));
	return true;
}

/* Without the lock, of two publications at once the one that read the store first could put its
 * older pages over the other's. A file system that knows no locks (flock fails) is used without
 * one. Publications of other machines are waited for as well: what a store says of its publication
 * is of one out/. */
static bool out_lock(struct out *out, struct arena *a, struct err *err)
{
	const char *path = str_cstr(a, out->folder);
	out->lock = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (out->lock < 0)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	while (flock(out->lock, LOCK_EX) != 0 && errno == EINTR)
		;
	if (!store_publication_begin(out->store, err))
		return false;
	out->held = out->store;
	return store_site_check(out->store, str_cstr(a, out->site), err);
}

bool out_open(struct out *out, struct arena *a, struct str site, struct err *err)
{
	assert(out->store && out->lock < 0);
	out->site = site;
	out->folder = str_printf(a, STR_FMT "/out", STR_ARG(site));
	return file_make_folder(str_cstr(a, out->folder), err) && out_lock(out, a, err) &&
		find_place(out, a, err);
}

bool out_open_to_compare(struct out *out, struct arena *a, struct str site, struct err *err)
{
	assert(out->store && out->lock < 0 && out->compare);
	out->site = site;
	out->folder = out->compare->folder = str_printf(a, STR_FMT "/out", STR_ARG(site));
	return out_lock(out, a, err);
}

void out_close(struct out *out)
{
	file_batch_drop(&out->batch);
	arena_free(&out->noted_in);
	if (out->held)
		store_publication_end(out->held);
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
		(!out->place.n || store_note_set(out->store, SITE_NOTE_PLACE, out->place, err)) &&
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

/* -- Twins -- */

enum { TWIN_LEVEL = 6, TWIN_LEAST = 256 }; /* bytes: fewer are sent in one packet anyway */

static bool has_twin(struct str path)
{
	static const struct str texts[] = {S(".html"), S(".css"), S(".js"), S(".xml"), S(".atom"),
		S(".rss"), S(".json"), S(".opml"), S(".svg"), S(".txt")};
	for (size_t i = 0; i < ARRAY_COUNT(texts); i++)
		if (str_ends(path, texts[i]))
			return true;
	return false;
}

static struct str twin_of(struct arena *a, struct str file)
{
	return str_printf(a, STR_FMT ".gz", STR_ARG(file));
}

/* Of a file that changes, or goes. */
static bool drop_twin(struct str file, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str twin = twin_of(&a, file);
	return !has_twin(file) || unlink(twin.p) == 0 || errno == ENOENT || errno == ENOTDIR ||
		err_set_kind(err, ERR_SYSTEM, "cannot remove %s: %s", twin.p, strerror(errno));
}

/* Bytes that do not become fewer have none. */
static bool add_twin(struct out *out, struct str file, struct str bytes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	size_t n;
	if (!out->gzip || !has_twin(file) || bytes.n < TWIN_LEAST)
		return true;
	char *member = gzip_bytes(bytes, TWIN_LEVEL, &n);
	bool well = !member ||
		file_batch_add(&out->batch, twin_of(&a, file).p, (struct str){member, n}, err);
	free(member);
	return well;
}

/* Of a file that stays as it is. */
static bool right_twin(struct out *out, struct str file, struct str bytes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	bool there = access(twin_of(&a, file).p, F_OK) == 0;
	if (out->gzip == there || !has_twin(file) || (!there && bytes.n < TWIN_LEAST))
		return true;
	if (!note_change(out, err))
		return false;
	return there ? drop_twin(file, err) : add_twin(out, file, bytes, err);
}

static struct str file_of(const struct out *out, struct arena *a, struct str path)
{
	assert(out->lock >= 0 && path.n && path.p[0] != '/');
	return str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(out->folder), STR_ARG(path));
}

static bool flush_full(struct out *out, struct err *err)
{
	return out->batch.n < BATCH || out_flush(out, err);
}

bool out_keep(struct out *out, struct str path, struct str hash, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (out->compare)
		compare_kept(out->compare, path, hash);
	if (out->compare || out->taken)
		return true;
	struct str file = file_of(out, &a, path), bytes = STR_NONE;
	if (out->gzip && !file_read(&a, file.p, GZIP_MAX, &bytes, err))
		return false;
	return right_twin(out, file, bytes, err) && flush_full(out, err);
}

bool out_write(struct out *out, struct str path, struct str bytes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (out->compare)
		compare_file(out->compare, path, bytes);
	if (out->taken && !buf_str(out->taken).n)
		buf_add(out->taken, bytes);
	if (out->compare || out->taken)
		return true;
	struct str page = item_page(path), file = file_of(out, &a, path);
	if (page.n && out->names_in)
		strs_add(out->names_in, &out->names, str_copy(out->names_in, page));
	if (file_holds(file.p, bytes)) {
		out->result.unchanged++;
		return right_twin(out, file, bytes, err) && flush_full(out, err);
	}
	if (!note_change(out, err) || !drop_twin(file, err) ||
		!file_batch_add(&out->batch, file.p, bytes, err) || !add_twin(out, file, bytes, err))
		return false;
	if (page.n)
		strs_add(&out->batch.a, &out->pages, str_copy(&out->batch.a, page));
	out->result.written++;
	return flush_full(out, err);
}

/* Pages are noted before they have their names, so that a later publication may remove them. */
bool out_flush(struct out *out, struct err *err)
{
	struct strs pages = out->pages;
	out->pages = (struct strs){0};
	return store_page_add(out->store, pages, err) && file_batch_commit(&out->batch, err);
}

bool out_keep_hashes(struct out *out, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < out->archive_count && well && !out->compare; i++) {
		const struct out_archive *archive = &out->archives[i];
		well = store_feed_archive_set_hash(
			out->store, archive->listing, archive->number, archive->hash, err);
	}
	well = well && (!out->topic_count || hub_note_topics(out, err));
	out->archives = NULL;
	out->topics = NULL;
	out->archive_count = out->topic_count = 0;
	arena_reset(&out->noted_in);
	return well;
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

bool out_remove(struct out *out, struct str path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	if (out->compare)
		compare_removed(out->compare, path);
	if (out->compare || out->taken)
		return true;
	struct str file = file_of(out, &a, path);
	if (access(file.p, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (!note_change(out, err) || !drop_twin(file, err))
		return false;
	if (unlink(file.p) != 0)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot remove %s: %s", file.p, strerror(errno));
	out->result.removed++;
	remove_empty(out, &a, file);
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
	struct arena a CLEANUP_ARENA = {0};
	struct str path = str_printf(&a, PATH_ITEMS STR_FMT, STR_ARG(name));
	size_t used = strlen(result->unexplained_names);
	bool reserved;
	if (!store_page_reserved(out->store, path, &reserved, err))
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
