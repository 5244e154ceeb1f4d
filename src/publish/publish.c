#include "publish/publish.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "publish/publication.h"

/* What was taken down while all this was being read is still shown once more. */
static void gone_settle(struct publication *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->gone.n; i++) {
		bool shown = false;
		for (size_t k = 0; k < p->releases.n && !shown; k++)
			shown = p->releases.v[k].item == p->gone.v[i].release.item;
		if (!shown)
			p->gone.v[n++] = p->gone.v[i];
	}
	p->gone.n = n;
}

static bool publication_read(struct arena *a, const struct site *site, struct store *store,
	struct publication *p, struct err *err)
{
	*p = (struct publication){.site = site};
	if (!store_release_live(store, a, SECTION_NONE, 0, &p->releases, err) ||
		!store_release_aliases(store, a, &p->aliases, err) ||
		!store_gone_list(store, a, &p->gone, err))
		return false;
	gone_settle(p);
	struct relateds *related = arena_array(a, p->releases.n + 1, sizeof *related);
	for (size_t i = 0; i < p->releases.n; i++)
		if (!store_related_list(store, a, p->releases.v[i].item, &related[i], err))
			return false;
	p->related = related;
	return true;
}

/* The feeds are written last and the time is noted at the first file that changes: an undo after a
 * crash in between still knows that readers may have seen what it takes back, and moves
 * atom:updated. */
static bool note_change(
	struct store *store, int64_t now, const struct publish_result *result, struct err *err)
{
	char seconds[24];
	snprintf(seconds, sizeof seconds, "%lld", (long long)now);
	return result->written + result->removed != 1 ||
		store_note_set(store, "published", str_of(seconds), err);
}

static bool write_files(struct arena *a, struct str folder, const struct outputs *outputs,
	struct store *store, int64_t now, struct publish_result *result, struct err *err)
{
	for (size_t i = 0; i < outputs->n; i++) {
		enum file_change change;
		struct str path = str_printf(
			a, STR_FMT "/" STR_FMT, STR_ARG(folder), STR_ARG(outputs->v[i].path));
		if (!file_replace(path.p, outputs->v[i].bytes, &change, err))
			return false;
		if (change == FILE_UNCHANGED) {
			result->unchanged++;
			continue;
		}
		result->written++;
		if (!note_change(store, now, result, err))
			return false;
	}
	return true;
}

/* "12.html": a page that publishing made. Whatever else lies in the folder belongs to somebody
 * else. */
static bool is_item_page(struct str name)
{
	struct str number = str_sub(name, 0, str_find(name, S(".html")));
	return str_is_digits(number) && number.n + 5 == name.n;
}

static int by_text(const void *left, const void *right)
{
	return str_cmp(*(const struct str *)left, *(const struct str *)right);
}

/* The names of the pages that belong in items/, in byte order. */
static struct strs item_pages(struct arena *a, const struct outputs *outputs)
{
	struct strs pages = {0};
	for (size_t i = 0; i < outputs->n; i++)
		if (str_starts(outputs->v[i].path, S("items/")))
			strs_add(a, &pages, str_sub(outputs->v[i].path, 6, SIZE_MAX));
	if (pages.n)
		qsort(pages.v, pages.n, sizeof *pages.v, by_text);
	return pages;
}

/* The pages of items that are no longer live. */
static bool list_stale(struct arena *a, const char *folder, const struct strs *pages,
	struct strs *stale, struct err *err)
{
	DIR *items = opendir(folder);
	if (!items)
		return errno == ENOENT || err_set(err, "cannot read %s: %s", folder, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(items));) {
		struct str name = str_of(entry->d_name);
		if (is_item_page(name) &&
			!(pages->n && bsearch(&name, pages->v, pages->n, sizeof name, by_text)))
			strs_add(a, stale, str_copy(a, name));
	}
	closedir(items);
	return true;
}

/* Removes a page and counts it. */
static bool page_remove(struct arena *a, struct str out, struct str page, struct store *store,
	int64_t now, struct publish_result *result, struct err *err)
{
	struct str path = str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(out), STR_ARG(page));
	if (unlink(path.p) != 0) /* not there: somebody removed it, and readers see no change */
		return errno == ENOENT || err_set(err, "cannot remove %s: %s", path.p, strerror(errno));
	result->removed++;
	return note_change(store, now, result, err);
}

static bool remove_stale(struct arena *a, struct str out, const struct outputs *outputs,
	struct store *store, int64_t now, struct publish_result *result, struct err *err)
{
	struct str folder = str_printf(a, STR_FMT "/items", STR_ARG(out));
	struct strs pages = item_pages(a, outputs), stale = {0};
	if (!list_stale(a, folder.p, &pages, &stale, err))
		return false;
	for (size_t i = 0; i < stale.n; i++)
		if (!page_remove(a, out, str_printf(a, "items/" STR_FMT, STR_ARG(stale.v[i])), store, now,
				result, err))
			return false;
	return true;
}

/* Notes the slugs of the topics whose pages are in out/, one a line: the site's and `more`. */
static bool topics_note(struct arena *a, const struct site *site, struct strs more,
	struct str noted, struct store *store, struct err *err)
{
	struct str lines = STR_NONE;
	for (size_t i = 0; i < site->topic_count; i++)
		lines = str_printf(a, STR_FMT STR_FMT "\n", STR_ARG(lines), STR_ARG(site->topics[i].slug));
	for (size_t i = 0; i < more.n; i++)
		lines = str_printf(a, STR_FMT STR_FMT "\n", STR_ARG(lines), STR_ARG(more.v[i]));
	return str_eq(lines, noted) || store_note_set(store, "topics", lines, err);
}

/* The topics that left the configuration and whose pages are still there: nobody would write them
 * again, whatever becomes of their items. Notes the new ones before they are written, so that a
 * crash forgets none. */
static bool topics_gone(struct arena *a, const struct site *site, struct store *store,
	struct strs *gone, struct err *err)
{
	struct str noted;
	*gone = (struct strs){0};
	if (!store_note_get(store, a, "topics", &noted, err))
		return false;
	for (struct str rest = noted; rest.n;) {
		struct str slug = str_cut(&rest, '\n');
		if (!site_topic(site, slug))
			strs_add(a, gone, slug);
	}
	return topics_note(a, site, *gone, noted, store, err);
}

static bool topics_remove(struct arena *a, const struct site *site, struct str out,
	struct strs gone, struct store *store, int64_t now, struct publish_result *result,
	struct err *err)
{
	for (size_t i = 0; i < gone.n; i++)
		if (!page_remove(a, out, str_printf(a, "topics/" STR_FMT ".html", STR_ARG(gone.v[i])),
				store, now, result, err))
			return false;
	return !gone.n || topics_note(a, site, (struct strs){0}, STR_NONE, store, err);
}

/* What a publication that was killed left half written. Nobody else writes in these folders while
 * the lock is held. */
static void sweep(const char *folder)
{
	DIR *found = opendir(folder);
	if (!found)
		return;
	for (const struct dirent *entry; (entry = readdir(found));)
		if (file_is_temporary(str_of(entry->d_name)))
			(void)unlinkat(dirfd(found), entry->d_name, 0);
	closedir(found);
}

static void sweep_all(struct arena *a, struct str out, const struct outputs *outputs)
{
	struct str last = STR_NONE;
	for (size_t i = 0; i < outputs->n; i++) {
		struct str path = outputs->v[i].path, folder = {path.p, path.n};
		while (folder.n && folder.p[folder.n - 1] != '/')
			folder.n--;
		if (i == 0 || !str_eq(folder, last)) /* the outputs of one folder stand together */
			sweep(str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(out), STR_ARG(folder)).p);
		last = folder;
	}
}

static void lock_end(const int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

/* Publications follow one another: of two at once, the one that read the store first could put its
 * older pages over the other's. The lock is on the folder itself and ends with the process; where
 * the disk knows no locks there is none. */
static bool out_lock(const char *folder, int *fd, struct err *err)
{
	if (!folder_make(folder, err))
		return false;
	*fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (*fd < 0)
		return err_set(err, "cannot read %s: %s", folder, strerror(errno));
	while (flock(*fd, LOCK_EX) != 0 && errno == EINTR)
		;
	return true;
}

bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct publication publication;
	struct outputs outputs;
	struct strs gone;
	struct templates templates = templates_of(
		&a, str_printf(&a, STR_FMT "/templates", STR_ARG(site->folder)));
	struct str out = str_printf(&a, STR_FMT "/out", STR_ARG(site->folder));
	int lock __attribute__((cleanup(lock_end))) = -1;
	*result = (struct publish_result){0};
	if (!out_lock(out.p, &lock, err) || !publication_read(&a, site, store, &publication, err) ||
		!publication_render(&a, &publication, &templates, &outputs, err) ||
		!topics_gone(&a, site, store, &gone, err))
		return false;
	if (!store_gone_shown(store, &publication.releases, err))
		return false;
	sweep_all(&a, out, &outputs);
	return write_files(&a, out, &outputs, store, now, result, err) &&
		remove_stale(&a, out, &outputs, store, now, result, err) &&
		topics_remove(&a, site, out, gone, store, now, result, err);
}
