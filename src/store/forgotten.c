#include "store/forgotten.h"

#include <dirent.h>
#include <errno.h>
#include <fts.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "model/section.h"
#include "store/edition_file.h"
#include "store/note.h"
#include "store/site.h"
#include "store/statement.h"
#include "store/unit.h"

enum { FEED_MAX = 64 << 20 };

typedef bool known_function(struct store *s, struct str name, bool *known, struct err *err);

static bool page_is_known(struct store *s, struct str name, bool *known, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM page WHERE name = ?1");
	bind_str(&q, name);
	*known = query_row(&q);
	return query_end(&q, err);
}

/* PERIOD-LIST.eml and its like; other files in the folder are nobody's edition. A period has
 * hyphens, and so may a list's slug. */
static bool edition_is_known(struct store *s, struct str name, bool *known, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT 1 FROM edition AS g JOIN mail_list AS l ON l.id = g.list WHERE g.period || '-' || "
		"l.slug = ?1 UNION ALL SELECT 1 FROM edition_file WHERE name = ?2 UNION ALL SELECT 1 WHERE "
		"NOT EXISTS (SELECT 1 FROM mail_list WHERE length(?1) > length(slug) AND "
		"substr(?1, length(?1) - length(slug)) = '-' || slug)");
	size_t dot = name.n;
	while (dot && name.p[dot - 1] != '.')
		dot--;
	bind_str(&q, str_sub(name, 0, dot ? dot - 1 : 0));
	bind_str(&q, name);
	*known = query_row(&q);
	return query_end(&q, err);
}

static bool list_names(struct arena *a, const char *folder, struct strs *names, struct err *err)
{
	DIR *d = opendir(folder);
	*names = (struct strs){0};
	if (!d)
		return errno == ENOENT ||
			err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", folder, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(d));)
		if (entry->d_name[0] != '.')
			strs_add(a, names, str_copy(a, str_of(entry->d_name)));
	closedir(d);
	strs_sort(names);
	return true;
}

static bool find_names(struct store *s, struct arena *a, const char *folder,
	known_function *is_known, struct strs *unknown, struct err *err)
{
	struct strs names;
	if (!list_names(a, folder, &names, err))
		return false;
	for (size_t i = 0; i < names.n; i++) {
		bool known;
		if (!is_known(s, names.v[i], &known, err))
			return false;
		if (!known)
			strs_add(a, unknown, names.v[i]);
	}
	return true;
}

/* In SQL: the text ?1 ends in this one. */
#define ENDS_IN(end) \
	"(length(?1) >= length(" end ") AND substr(?1, length(?1) - length(" end ") + 1) = " end ") "

/* Adds "12  Title" when the item of this tag: URI is one that the backup shows to readers. */
static bool add_withdrawn(
	struct store *s, struct arena *a, struct str ref, struct strs *withdrawn, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT i.id, r.title FROM item AS i JOIN release AS r ON r.id = i.live WHERE " ENDS_IN(
			"':item/' || i.tag") "OR " ENDS_IN("':' || i.tag"));
	bind_str(&q, ref);
	if (query_row(&q)) {
		long long id = take_int(&q);
		struct str title = take_str(&q, a);
		strs_add(a, withdrawn, str_printf(a, "%lld  " STR_FMT, id, STR_ARG(title)));
	}
	return query_end(&q, err);
}

/* What a feed of ours told its readers to drop (RFC 6721), but for what is elsewhere now, which has
 * a link (publish/feed_atom.c). The program wrote it: the text is known to the byte. */
static bool find_withdrawn(
	struct store *s, struct arena *a, struct str feed, struct strs *withdrawn, struct err *err)
{
	struct str mark = S("<at:deleted-entry ref=\"");
	for (;;) {
		size_t at = str_find(feed, mark);
		if (at == STR_NOT_FOUND)
			return true;
		feed = str_sub(feed, at + mark.n, SIZE_MAX);
		struct str ref = str_cut(&feed, '"');
		struct str inside = str_sub(feed, 0, str_find(feed, S("</at:deleted-entry>")));
		if (str_find(inside, S("<link ")) == STR_NOT_FOUND &&
			!add_withdrawn(s, a, ref, withdrawn, err))
			return false;
	}
}

static bool find_all_withdrawn(
	struct store *s, struct arena *a, const char *folder, struct strs *withdrawn, struct err *err)
{
	for (enum section section = SECTION_RESEARCH; section <= SECTION_TRIALS; section++) {
		struct str feed;
		const char *path = str_printf(a, "%s/out/%s/feed.atom", folder, section_word(section)).p;
		if (access(path, F_OK) != 0)
			continue;
		if (!file_read(a, path, FEED_MAX, &feed, err) ||
			!find_withdrawn(s, a, feed, withdrawn, err))
			return false;
	}
	return true;
}

/* Pages of years and months, archives of feeds, and what is found on the site and in its map by
 * number: as readers have them since, there may be more than the backup has items for. */
static bool is_numbered(struct str name)
{
	if (str_ends(name, S(".gz")))
		name = str_sub(name, 0, name.n - 3);
	bool year = name.n > 4 && (name.p[4] == '-' || name.p[4] == '.');
	for (size_t i = 0; i < 4 && year; i++)
		year = is_digit(name.p[i]);
	bool archive = name.n && is_digit(name.p[0]) && str_ends(name, S(".atom"));
	return (year && str_ends(name, S(".html"))) || archive || str_starts(name, S("items-")) ||
		str_starts(name, S("sitemap-items-"));
}

/* Those of out/, but for items and editions, whose names are all looked at. */
static bool find_numbered(
	struct arena *a, const char *folder, struct strs *numbered, struct err *err)
{
	struct str out = str_printf(a, "%s/out", folder);
	char *const folders[] = {str_cstr(a, out), NULL};
	FTS *files = fts_open(folders, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
	bool well = true;
	if (!files)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", folders[0], strerror(errno));
	for (FTSENT *at; well && (at = fts_read(files));) {
		struct str path = str_sub(str_of(at->fts_path), out.n + 1, SIZE_MAX);
		if (at->fts_info == FTS_DNR || at->fts_info == FTS_ERR)
			well = err_set_kind(
				err, ERR_SYSTEM, "cannot read %s: %s", at->fts_path, strerror(at->fts_errno));
		if (at->fts_info == FTS_D && (str_eq(path, S("items")) || str_eq(path, S("digest"))))
			fts_set(files, at, FTS_SKIP);
		if (at->fts_info == FTS_F && is_numbered(str_of(at->fts_name)))
			strs_add(a, numbered, str_copy(a, path));
	}
	fts_close(files);
	return well;
}

bool forgotten_find(
	struct store *s, struct arena *a, const char *folder, struct restored *out, struct err *err)
{
	const char *items = str_printf(a, "%s/out/items", folder).p,
			   *editions = str_printf(a, "%s/" EDITION_FOLDER, folder).p;
	return find_names(s, a, items, page_is_known, &out->pages, err) &&
		find_names(s, a, editions, edition_is_known, &out->editions, err) &&
		find_numbered(a, folder, &out->numbered, err) &&
		find_all_withdrawn(s, a, folder, &out->withdrawn, err);
}

static bool reserve_name(struct store *s, const char *folder, struct str name, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO reserved (name) VALUES (?1) ON CONFLICT (name) DO NOTHING");
	bind_str(&q, STR_CAT(&a, str_of(folder), name));
	return query_end(&q, err);
}

/* New items get numbers above that of this page. */
static bool raise_floor(struct store *s, struct str page, struct err *err)
{
	long number;
	size_t n = 0;
	while (n < page.n && is_digit(page.p[n]))
		n++;
	if (!str_to_long(str_sub(page, 0, n), &number))
		return true;
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE site SET item_floor = ?1 WHERE item_floor < ?1");
	bind_int(&q, number);
	return query_end(&q, err);
}

static bool reserve_all(struct store *s, const struct restored *found, struct err *err)
{
	for (size_t i = 0; i < found->pages.n; i++)
		if (!reserve_name(s, "items/", found->pages.v[i], err) ||
			!raise_floor(s, found->pages.v[i], err))
			return false;
	for (size_t i = 0; i < found->editions.n; i++)
		if (!reserve_name(s, "digest/", found->editions.v[i], err))
			return false;
	for (size_t i = 0; i < found->numbered.n; i++)
		if (!reserve_name(s, "", found->numbered.v[i], err))
			return false;
	return true;
}

bool forgotten_reserve(struct store *s, const struct restored *found, struct err *err)
{
	struct unit u;
	/* What the backup says of out/ is not so any more: the next publication looks at all of it. */
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			reserve_all(s, found, err) && store_note_set(s, SITE_NOTE_STAMP, STR_NONE, err), err);
}
