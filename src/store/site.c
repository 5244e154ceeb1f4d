#include "store/site.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "store/block.h"
#include "store/site_check.h"
#include "store/statement.h"

enum { MARK_MAX = 4096 };

static bool take_mark(struct query *q, struct arena *a, struct site_mark *mark, struct err *err)
{
	*mark = (struct site_mark){0};
	if (query_row(q)) {
		mark->id = take_str(q, a);
		mark->published = take_int(q);
	}
	return query_end(q, err);
}

bool store_site_get(struct store *s, struct arena *a, struct site_mark *mark, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT id, published FROM site");
	return take_mark(&q, a, mark, err);
}

/* The same by another statement: the connection may have been lost as that one was asked. */
static bool get_again(struct store *s, struct arena *a, struct site_mark *mark, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT id, published FROM site LIMIT 1");
	return take_mark(&q, a, mark, err);
}

static char *mark_path(struct arena *a, const char *folder)
{
	return str_cstr(a, str_printf(a, "%s/" SITE_MARK, folder));
}

static bool is_id(struct str id)
{
	for (size_t i = 0; i < id.n; i++)
		if (!is_digit(id.p[i]) && !(id.p[i] >= 'a' && id.p[i] <= 'f'))
			return false;
	return id.n == SITE_ID;
}

/* What follows the word in the line that comes next. */
static struct str mark_line(struct str *text, struct str word)
{
	struct str line = str_trim(str_cut(text, '\n'));
	return str_starts(line, word) ? str_trim(str_sub(line, word.n, SIZE_MAX)) : STR_NONE;
}

bool store_site_read_mark(
	struct arena *a, const char *folder, struct site_mark *mark, struct err *err)
{
	struct str text;
	long published;
	const char *path = mark_path(a, folder);
	*mark = (struct site_mark){0};
	if (access(path, F_OK) != 0 && (errno == ENOENT || errno == ENOTDIR))
		return true;
	if (!file_read(a, path, MARK_MAX, &text, err))
		return false;
	struct str id = mark_line(&text, S("tidings site "));
	if (!is_id(id) || !str_to_long(mark_line(&text, S("publications ")), &published))
		return err_set(err,
			"%s is damaged: it should say which site out/ belongs to. If out/ is this site’s, "
			"remove that file; `tidings publish` writes it anew",
			path);
	*mark = (struct site_mark){id, published};
	return true;
}

bool store_site_write_mark(struct store *s, const char *folder, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site_mark mark;
	if (!store_site_get(s, &a, &mark, err))
		return false;
	struct str text = str_printf(&a, "tidings site " STR_FMT "\npublications %lld\n",
		STR_ARG(mark.id), (long long)mark.published);
	file_sweep(mark_path(&a, folder));
	return file_replace(mark_path(&a, folder), text, NULL, err);
}

bool store_site_count(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE site SET published = published + 1");
	return query_end(&q, err);
}

/* Whether out/ belongs to the store that says this of itself, and shows no more. */
static bool fits_out(
	struct store *s, const char *folder, const struct site_mark *mine, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site_mark out;
	if (!store_site_read_mark(&a, folder, &out, err))
		return false;
	if (!out.id.n)
		return true;
	if (mine->id.n && !str_eq(mine->id, out.id))
		return err_set(err,
			"%s belongs to another site than %s/out. Nothing was changed; put the right one "
			"back. " STR_FMT,
			s->name, folder, STR_ARG(s->driver->way_back(&a, folder)));
	return (mine->id.n && mine->published >= out.published) ||
		err_set(err,
			"%s is older than what readers see in %s/out: a copy of before was put in its place. "
			"Nothing was changed. " STR_FMT,
			s->name, folder, STR_ARG(s->driver->way_back(&a, folder)));
}

bool site_check(struct store *s, const char *folder, int64_t version, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site_mark mine = {0};
	return (version < VERSION_WITH_SITE || store_site_get(s, &a, &mine, err)) &&
		fits_out(s, folder, &mine, err);
}

/* What is remembered of the store, for a connection that is lost. */
static bool remember(struct store *s, const char *folder, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site_mark mine;
	if (!store_site_get(s, &a, &mine, err))
		return false;
	snprintf(s->folder, sizeof s->folder, "%s", folder);
	snprintf(s->site, sizeof s->site, STR_FMT, STR_ARG(mine.id));
	s->published = mine.published;
	return true;
}

/* The site's folder may have no out/, on a machine that does not publish: what is remembered counts
 * as well. */
static bool is_still_ours(struct store *s, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site_mark mine;
	if (!store_is_current(s, err) || !get_again(s, &a, &mine, err) ||
		!fits_out(s, s->folder, &mine, err))
		return false;
	block_forget_crowded(s); /* the last transactions may be lost, where a standby took over */
	return (str_eq(mine.id, str_of(s->site)) && mine.published >= s->published) ||
		err_set(err,
			"%s is not the store any more that it was: another one, or a copy of before, was put "
			"in its place. Nothing was changed",
			s->name);
}

bool store_site_check(struct store *s, const char *folder, struct err *err)
{
	if (!site_check(s, folder, VERSION_WITH_SITE, err) || !remember(s, folder, err))
		return false;
	if (s->driver->verify)
		s->driver->verify(s->db, is_still_ours, s);
	return true;
}
