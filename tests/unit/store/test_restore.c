/* A backup in the place of a store: what is checked, what is replaced, what stays readers'. */
#include "../item/decisions.h"

#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "store/edition_file.h"
#include "store/page.h"
#include "store/restore.h"
#include "store/site.h"

static const char *in_site(struct fixture *f, const char *name)
{
	return str_printf(&f->a, "%s/%s", f->folder, name).p;
}

static const char *backup(struct fixture *f)
{
	const char *path = in_site(f, "backup.db");
	OK(store_backup(f->s, path, &f->err));
	return path;
}

static void shut(struct fixture *f)
{
	store_close(f->s);
	f->s = NULL;
}

static bool restore(struct fixture *f, const char *path, struct restored *out)
{
	return store_restore(
		&(struct restore_order){f->folder, f->path, path, 1000}, &f->a, out, &f->err);
}

static struct restored restored(struct fixture *f, const char *path)
{
	struct restored out;
	OK(restore(f, path, &out));
	f->s = store_open(f->path, &f->err);
	if (!f->s)
		fail_msg("%s", f->err.text);
	return out;
}

static struct str note(struct fixture *f)
{
	struct str value;
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	return value;
}

/* How many names in the site begin like this. */
static size_t count(struct fixture *f, const char *start)
{
	size_t n = 0;
	DIR *d = opendir(f->folder);
	assert_non_null(d);
	for (const struct dirent *e; (e = readdir(d));)
		n += str_starts(str_of(e->d_name), str_of(start));
	closedir(d);
	return n;
}

static void the_backup_takes_the_place_of_the_store(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	struct stat st;
	OK(store_note_set(f->s, "a", S("then"), &f->err));
	const char *path = backup(f);
	OK(store_note_set(f->s, "a", S("later"), &f->err));
	shut(f);
	struct restored out = restored(f, path);
	assert_str(note(f), "then");
	assert_str(out.kept, in_site(f, "tidings.db.before-1970-01-01T00-16-40Z"));
	assert_false(out.without_id || out.pages.n || out.editions.n || out.withdrawn.n);
	assert_int_equal(stat(f->path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(count(f, ".tidings-"), 0);
	/* What was there is whole. */
	shut(f);
	assert_int_equal(rename(out.kept.p, f->path), 0);
	f->s = store_open(f->path, &f->err);
	assert_non_null(f->s);
	assert_str(note(f), "later");
}

static _Noreturn void write_and_die(const char *path)
{
	struct err err;
	struct store *s = store_open(path, &err);
	if (s && store_note_set(s, "a", S("in the wal"), &err))
		kill(getpid(), SIGKILL);
	_exit(1);
}

/* The process is killed, its -wal stays: nothing of it may get into the store that is restored. */
static void a_wal_that_a_killed_process_left_is_not_mixed_in(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	for (int mixed = 0; mixed < 2; mixed++) {
		unlink(in_site(f, "backup.db"));
		OK(store_note_set(f->s, "a", S("then"), &f->err));
		const char *path = backup(f);
		shut(f);
		pid_t child = fork();
		if (child == 0)
			write_and_die(f->path);
		int status;
		assert_int_equal(waitpid(child, &status, 0), child);
		assert_true(WIFSIGNALED(status));
		assert_int_equal(access(in_site(f, "tidings.db-wal"), F_OK), 0);
		if (mixed) { /* by hand, as it was told before there was a command */
			struct str bytes;
			OK(file_read(&f->a, path, 1 << 24, &bytes, &f->err));
			OK(file_replace(f->path, bytes, NULL, &f->err));
		}
		struct restored out = restored(f, path);
		assert_str(note(f), "then");
		assert_string_equal(sql(f, "PRAGMA integrity_check"), "ok");
		assert_int_equal(access(out.kept.p, F_OK), 0);
		beside_close(&f->beside);
	}
}

/* SQLite removes its journal in silence or not at all; one that stays would be played back. */
static void a_journal_that_stays_is_moved_aside(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	OK(store_note_set(f->s, "a", S("then"), &f->err));
	const char *path = backup(f);
	shut(f);
	OK(file_replace(in_site(f, "tidings.db-journal/in/the/way"), S("x"), NULL, &f->err));
	OK(file_replace(in_site(f, ".tidings-abcdef"), S("of a restore"), NULL, &f->err));
	OK(file_replace(in_site(f, ".tidings-abcdef-wal"), S("that was killed"), NULL, &f->err));
	struct restored out = restored(f, path);
	assert_str(note(f), "then");
	assert_int_equal(count(f, "tidings.db-journal"), 0);
	assert_int_equal(count(f, ".tidings-"), 0);
	assert_int_equal(access(str_printf(&f->a, STR_FMT "-journal", STR_ARG(out.kept)).p, F_OK), 0);
}

static void while_somebody_works_nothing_is_restored(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	char pid[32];
	struct restored out;
	const char *path = backup(f);
	OK(store_note_set(f->s, "a", S("later"), &f->err));
	snprintf(pid, sizeof pid, "process %d", (int)getpid());
	REFUSED(restore(f, path, &out), "is in use");
	assert_non_null(strstr(f->err.text, pid));
	assert_int_equal(f->err.kind, ERR_USER);
	assert_str(note(f), "later");
	assert_int_equal(count(f, ".tidings-"), 0);
}

static void what_is_no_backup_of_this_site_is_refused(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	struct restored out;
	struct str before, after;
	const char *bad = in_site(f, "bad.db");
	OK(store_note_set(f->s, "a", S("kept"), &f->err));
	const char *path = backup(f);
	shut(f);
	OK(file_read(&f->a, f->path, 1 << 24, &before, &f->err));
	REFUSED(restore(f, bad, &out), "bad.db is not there");
	OK(file_replace(bad, STR_NONE, NULL, &f->err));
	REFUSED(restore(f, bad, &out), "bad.db is empty");
	OK(file_replace(bad,
		S("Dear editor, this is a letter and no backup at all. It goes on a while "
		  "so that it is longer than a header."),
		NULL, &f->err));
	REFUSED(restore(f, bad, &out), "bad.db is not a database");
	unlink(bad);
	OK(store_create(bad, &f->err));
	REFUSED(restore(f, bad, &out), "another site");
	/* A page in its middle is overwritten. */
	OK(file_read(&f->a, path, 1 << 24, &after, &f->err));
	memset((char *)after.p + 3 * 8192, 'x', 4096);
	OK(file_replace(bad, after, NULL, &f->err));
	REFUSED(restore(f, bad, &out), "bad.db");
	/* Cut short. */
	OK(file_replace(bad, str_sub(after, 0, after.n / 2), NULL, &f->err));
	REFUSED(restore(f, bad, &out), "bad.db");
	OK(file_read(&f->a, f->path, 1 << 24, &after, &f->err));
	assert_true(str_eq(before, after));
	assert_int_equal(count(f, ".tidings-"), 0);
	assert_int_equal(count(f, "tidings.db.before"), 0);
}

static void a_backup_of_a_newer_program_is_refused(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	struct restored out;
	const char *path = backup(f);
	sqlite3 *db;
	shut(f);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 999", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	REFUSED(restore(f, path, &out), "newer tidings");
}

static void a_store_that_was_lost_comes_back(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	OK(store_site_count(f->s, &f->err));
	OK(store_site_write_mark(f->s, f->folder, &f->err));
	OK(store_note_set(f->s, "a", S("then"), &f->err));
	const char *path = backup(f);
	shut(f);
	unlink(f->path);
	struct restored out = restored(f, path);
	assert_str(note(f), "then");
	assert_int_equal(out.kept.n, 0);
}

/* Readers saw a page and an edition after the backup was made; a withdrawal as well. */
static void what_readers_see_stays_theirs(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	struct site_mark mark;
	int64_t first = item_make(f, "Shown", 0.5);
	entry_put(f, source_make(f, "A"), first, news("1", "Shown"));
	OK(ask_approve(f->s, by(1), first, SECTION_NONE, STR_NONE, &f->err));
	OK(store_page_add(f->s, (struct strs){(struct str[]){S("1.html")}, 1}, &f->err));
	const char *path = backup(f);
	OK(store_site_count(f->s, &f->err));
	OK(store_site_count(f->s, &f->err));
	OK(store_site_write_mark(f->s, f->folder, &f->err));
	shut(f);
	const struct {
		const char *name, *text;
	} files[] = {{"out/items/1.html", "shown"}, {"out/items/41.html", "later"},
		{"out/digest/2026-W47-news.eml", "mailed"},
		{"out/news/feed.atom",
			"<at:deleted-entry ref=\"tag:a.example,2026:item/1\" when=\"\"/>"
			"<at:deleted-entry ref=\"tag:a.example,2026:item/77\" when=\"\"/>"}};
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		OK(file_replace(in_site(f, files[i].name), str_of(files[i].text), NULL, &f->err));
	struct restored out = restored(f, path);
	assert_int_equal(out.pages.n, 1);
	assert_str(out.pages.v[0], "41.html");
	assert_int_equal(out.editions.n, 1);
	assert_str(out.editions.v[0], "2026-W47-news.eml");
	assert_int_equal(out.withdrawn.n, 1);
	assert_str(out.withdrawn.v[0], "1  Shown");
	assert_int_equal(item_make(f, "Another story", 0.5), 42);
	OK(store_site_get(f->s, &f->a, &mark, &f->err));
	assert_int_equal(mark.published, 2);
	bool reserved;
	OK(store_page_reserved(f->s, S("items/41.html"), &reserved, &f->err));
	assert_true(reserved);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_backup_takes_the_place_of_the_store),
		TEST(a_wal_that_a_killed_process_left_is_not_mixed_in),
		TEST(a_journal_that_stays_is_moved_aside),
		TEST(while_somebody_works_nothing_is_restored),
		TEST(what_is_no_backup_of_this_site_is_refused),
		TEST(a_backup_of_a_newer_program_is_refused),
		TEST(a_store_that_was_lost_comes_back),
		TEST(what_readers_see_stays_theirs),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
