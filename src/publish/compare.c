#include "publish/compare.h"

#include <errno.h>
#include <fts.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/gzip.h"
#include "base/hash.h"
#include "store/edition.h"
#include "store/edition_file.h"
#include "store/page.h"

enum { FILE_MAX = 64 << 20 }; /* of a file that is read as a whole */

static char *file_of(const struct compare *compare, struct arena *a, struct str path)
{
	return str_cstr(a, str_printf(a, STR_FMT "/" STR_FMT, STR_ARG(compare->folder), STR_ARG(path)));
}

static void find(struct compare *compare, enum verify_fault fault, struct str path)
{
	struct verify_report *report = compare->report;
	report->v = arena_grow(compare->a, report->v, report->n, sizeof *report->v);
	report->v[report->n++] = (struct verify_finding){fault, str_copy(compare->a, path)};
}

/* Whether the file is to be compared: it is there, and does not wait. */
static bool comes_up(struct compare *compare, const char *file, struct str path)
{
	strs_add(compare->a, &compare->paths, str_copy(compare->a, path));
	compare->report->waiting += compare->waits;
	if (compare->waits)
		return false;
	compare->report->files++;
	if (access(file, F_OK) == 0)
		return true;
	find(compare, VERIFY_MISSING, path);
	return false;
}

/* A web server sends the compressed twin (publish/out.h) instead of the file. One that is missing
 * is made when the file is written again. */
static void compare_twin(struct compare *compare, struct str path, struct str bytes)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str twin = str_printf(&a, STR_FMT ".gz", STR_ARG(path)), member;
	const char *file = file_of(compare, &a, twin);
	if (access(file, F_OK) != 0)
		return;
	strs_add(compare->a, &compare->paths, str_copy(compare->a, twin));
	if (compare->waits)
		return;
	compare->report->files++;
	if (!file_read(&a, file, FILE_MAX, &member, NULL) || !gzip_is_of(member, bytes))
		find(compare, VERIFY_ALTERED, twin);
}

void compare_file(struct compare *compare, struct str path, struct str bytes)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *file = file_of(compare, &a, path);
	if (comes_up(compare, file, path) && !file_holds(file, bytes))
		find(compare, VERIFY_ALTERED, path);
	compare_twin(compare, path, bytes);
}

void compare_kept(struct compare *compare, struct str path, struct str hash)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str bytes = STR_NONE;
	const char *file = file_of(compare, &a, path);
	if (comes_up(compare, file, path)) {
		bool read = file_read(&a, file, FILE_MAX, &bytes, NULL);
		if (hash.n && (!read || !str_eq(hash_hex(&a, hash_str(bytes)), hash)))
			find(compare, VERIFY_ALTERED, path);
	}
	compare_twin(compare, path, bytes);
}

void compare_removed(struct compare *compare, struct str path)
{
	struct arena a CLEANUP_ARENA = {0};
	if (access(file_of(compare, &a, path), F_OK) != 0)
		return;
	strs_add(compare->a, &compare->paths, str_copy(compare->a, path));
	if (!compare->waits)
		find(compare, VERIFY_LEFT, path);
}

/* The message has a hash; the page and the text are to be there. */
static void compare_edition(struct compare *compare, const struct frozen_edition *edition)
{
	static const char *const suffixes[EDITION_FILES] = EDITION_SUFFIXES;
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < EDITION_FILES; i++) {
		bool message = strcmp(suffixes[i], "eml") == 0;
		struct str name = store_edition_file_name(
			&a, edition->period, edition->list, suffixes[i]);
		compare_kept(compare, str_printf(&a, "digest/" STR_FMT, STR_ARG(name)),
			message ? edition->hash : STR_NONE);
	}
}

static bool compare_editions(struct compare *compare, struct store *store, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct frozen_editions editions;
	compare->waits = false;
	if (!store_edition_list(store, &a, 0, 0, &editions, err))
		return false;
	for (size_t i = 0; i < editions.n; i++)
		compare_edition(compare, &editions.v[i]);
	return true;
}

static bool compare_other(
	struct compare *compare, struct store *store, struct str path, struct err *err)
{
	bool reserved;
	if (strs_sorted_have(compare->paths, path))
		return true;
	if (!store_page_reserved(store, path, &reserved, err))
		return false;
	if (!reserved)
		find(compare, VERIFY_UNEXPLAINED, path);
	return true;
}

static int by_name(const FTSENT **x, const FTSENT **y)
{
	return strcmp((*x)->fts_name, (*y)->fts_name);
}

static bool walk(struct compare *compare, FTS *files, struct store *store, struct err *err)
{
	for (FTSENT *at; (at = fts_read(files));) {
		bool hidden = at->fts_level > 0 && at->fts_name[0] == '.';
		if (hidden)
			fts_set(files, at, FTS_SKIP);
		if (at->fts_info == FTS_DNR || at->fts_info == FTS_ERR)
			return err_set_kind(
				err, ERR_SYSTEM, "cannot read %s: %s", at->fts_path, strerror(at->fts_errno));
		if (hidden || at->fts_info == FTS_D || at->fts_info == FTS_DP || at->fts_info == FTS_NS)
			continue;
		struct str path = str_sub(str_of(at->fts_path), compare->folder.n + 1, SIZE_MAX);
		if (!compare_other(compare, store, path, err))
			return false;
	}
	return true;
}

bool compare_rest(struct compare *compare, struct store *store, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	char *const folders[] = {str_cstr(&a, compare->folder), NULL};
	if (!compare_editions(compare, store, err))
		return false;
	strs_sort(&compare->paths);
	FTS *files = fts_open(folders, FTS_PHYSICAL | FTS_NOCHDIR, by_name);
	if (!files)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", folders[0], strerror(errno));
	bool well = walk(compare, files, store, err);
	fts_close(files);
	return well;
}
