/* A store at another place: every row of it, and what keeps it from being copied. */
#include "../item/decisions.h"

#include <sys/stat.h>

#include "base/file.h"
#include "store/copy.h"

enum { ITEMS = 450 }; /* more than are read at once */

static const char *copy_path(struct fixture *f)
{
	return str_printf(&f->a, "%s/copy.db", f->folder).p;
}

/* A site with decisions, and values of every type. */
static void fill(struct fixture *f)
{
	int64_t source = source_make(f, "A"), item = 0;
	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < ITEMS; i++) {
		char title[32];
		snprintf(title, sizeof title, "Titel ä %d", i);
		item = item_make(f, title, i / 7.0);
		entry_put(f, source, item, news(str_printf(&f->a, "n%d", i).p, title));
	}
	OK(store_commit(f->s, &f->err));
	OK(ask_approve(f->s, by(1), item, SECTION_NONE, STR_NONE, &f->err));
	OK(ask_reject(f->s, by(2), item - 1, S("off topic"), &f->err));
	OK(store_note_set(f->s, "a note", S(""), &f->err));
}

static struct site_copied copy(struct fixture *f)
{
	struct site_copied out;
	store_close(f->s);
	f->s = NULL;
	beside_close(&f->beside);
	OK(store_copy_site(test_place(f->path), copy_path(f), NULL, &f->a, &out, &f->err));
	return out;
}

static void alter(struct fixture *f, const char *text)
{
	sqlite3 *db;
	assert_int_equal(sqlite3_open(copy_path(f), &db), SQLITE_OK);
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", text, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static const struct object *table_of(const struct objects *all, const char *name)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == OBJECT_TABLE && str_eq(all->v[i].name, str_of(name)))
			return &all->v[i];
	fail_msg("no table %s", name);
	return NULL;
}

/* Compares one table of the store with its copy, after the copy was altered. */
static bool compare(struct fixture *f, const char *table, const char *altered)
{
	struct objects all;
	int64_t rows = 0;
	alter(f, altered);
	struct store *s = store_open(copy_path(f), &f->err);
	fixture_reopen(f);
	OK(s && sqlite_objects(s, &f->a, &all, &f->err));
	bool same = copy_compare(f->s, s, table_of(&all, table), &rows, &f->err);
	store_close(s);
	return same;
}

static void every_row_is_in_the_copy(void **state)
{
	struct fixture *f = *state;
	struct str value;
	fill(f);
	struct site_copied done = copy(f);
	assert_true(done.tables > 60 && done.rows > 2 * ITEMS);
	assert_int_equal(done.decisions, 2);
	assert_int_equal(done.breaks, 0);
	assert_str(done.to, copy_path(f));
	struct store *s = store_open(copy_path(f), &f->err);
	OK(s && store_note_get(s, &f->a, "a note", &value, &f->err));
	store_close(s);
}

static void a_value_that_differs_is_named(void **state)
{
	struct fixture *f = *state;
	fill(f);
	copy(f);
	OK(compare(f, "item", "UPDATE item SET id = id"));
	REFUSED(compare(f, "item", "UPDATE item SET title = 'Titel ä 299 ' WHERE id = 300"),
		"table item, id 300 differs in the column title");
	REFUSED(compare(f, "item",
				"UPDATE item SET title = 'Titel ä 299' WHERE id = 300; "
				"UPDATE item SET score = score + 1e-14 WHERE id = 401"),
		"table item, id 401 differs in the column score");
	REFUSED(compare(f, "note", "UPDATE note SET value = 'x' WHERE name = 'a note'"),
		"table note, row 1 differs in the column value");
	REFUSED(compare(f, "entry", "DELETE FROM entry WHERE id = 450"),
		"table entry, id 450 is in what was copied alone");
	REFUSED(compare(f, "pace", "INSERT INTO pace (service, next_ms) VALUES ('x', 1)"),
		"is in the copy alone");
}

static void a_place_that_is_taken_stays_as_it_is(void **state)
{
	struct fixture *f = *state;
	struct site_copied out;
	struct stat before, after;
	fill(f);
	copy(f);
	assert_int_equal(stat(copy_path(f), &before), 0);
	REFUSED(store_copy_site(test_place(f->path), copy_path(f), NULL, &f->a, &out, &f->err),
		"is there already");
	REFUSED(
		store_copy_site(copy_path(f), test_place(f->path), NULL, &f->a, &out, &f->err), "already");
	assert_int_equal(stat(copy_path(f), &after), 0);
	assert_int_equal(before.st_size, after.st_size);
	assert_int_equal(before.st_mtim.tv_nsec, after.st_mtim.tv_nsec);
}

static void a_store_in_use_is_not_copied(void **state)
{
	struct fixture *f = *state;
	struct site_copied out;
	REFUSED(
		store_copy_site(test_place(f->path), copy_path(f), NULL, &f->a, &out, &f->err), "in use");
	assert_int_not_equal(access(copy_path(f), F_OK), 0);
}

static void another_version_and_another_site_are_refused(void **state)
{
	struct fixture *f = *state;
	struct site_copied out;
	const char *mark = str_printf(&f->a, "%s/out/.site", f->folder).p;
	copy(f);
	unlink(copy_path(f));
	OK(file_replace(
		mark, S("tidings site 0123456789abcdef0123456789abcdef\npublications 0\n"), NULL, &f->err));
	REFUSED(store_copy_site(test_place(f->path), copy_path(f), NULL, &f->a, &out, &f->err),
		"belongs to another site");
	unlink(mark);
	copy(f);
	alter(f, "PRAGMA user_version = 45");
	REFUSED(store_copy_site(copy_path(f), str_printf(&f->a, "%s/2.db", f->folder).p, NULL, &f->a,
				&out, &f->err),
		"written by an older tidings");
}

/* No message says a password, whatever is wrong with the place. */
static void passwords_are_not_shown(void **state)
{
	struct fixture *f = *state;
	static const char *const places[] = {
		"host=/nowhere dbname=d password=hush",
		"postgresql://maria:hush@%2Fnowhere/d",
		"postgresql://maria:hush@%2Fnowhere/d?nonsense=1",
		"host=/nowhere password=hush hush",
	};
	for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
		assert_null(store_open(places[i], &f->err));
		assert_null(strstr(f->err.text, "hush"));
		assert_int_equal(str_find(store_name(&f->a, places[i]), S("hush")), STR_NOT_FOUND);
	}
	assert_str(store_name(&f->a, places[0]), "dbname=d host=/nowhere");
	assert_str(store_name(&f->a, places[1]), "user=maria dbname=d host=/nowhere");
	assert_str(store_name(&f->a, "dbname='it\\'s'"), "dbname='it\\'s'");
	assert_str(store_name(&f->a, "/srv/a=b/tidings.db"), "/srv/a=b/tidings.db");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(every_row_is_in_the_copy),
		TEST(a_value_that_differs_is_named),
		TEST(a_place_that_is_taken_stays_as_it_is),
		TEST(a_store_in_use_is_not_copied),
		TEST(another_version_and_another_site_are_refused),
		TEST(passwords_are_not_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
