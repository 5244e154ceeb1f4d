#include "../item/decisions.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include "base/file.h"
#include "store/editor.h"
#include "store/site.h"
#include "store/unit.h"

static void a_new_file_is_a_whole_store(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	assert_string_equal(sql(f, "PRAGMA user_version"), "53");
	assert_string_equal(sql(f, "PRAGMA journal_mode"), "wal");
	assert_string_equal(sql(f,
							"SELECT count(*) FROM sqlite_schema WHERE name IN ('source', 'item', "
							"'entry', 'release', 'decision', 'edition')"),
		"6");
	assert_string_equal(sql(f, "PRAGMA integrity_check"), "ok");
}

static void what_was_kept_is_there_after_opening_again(void **state)
{
	struct fixture *f = *state;
	struct str value;
	OK(store_note_set(f->s, "published", S("1"), &f->err));
	OK(store_note_set(f->s, "published", S("2"), &f->err));
	fixture_reopen(f);
	OK(store_note_get(f->s, &f->a, "published", &value, &f->err));
	assert_str(value, "2");
	OK(store_note_get(f->s, &f->a, "never set", &value, &f->err));
	assert_str(value, "");
}

/* A store of the version before: what stood in it stays, and what is new begins empty. */
static void a_store_of_before_is_brought_up(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	static const char *const steps[] = {"schema.sql", "schema_2.sql", "schema_3.sql"};
	struct editors editors;
	struct str text;
	store_close(f->s);
	f->s = NULL;
	unlink(f->path);
	assert_int_equal(sqlite3_open(f->path, &f->beside.file), SQLITE_OK);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		OK(file_read(&f->a, str_printf(&f->a, SOURCE_DIR "/src/store/%s", steps[i]).p, 1 << 20,
			&text, &f->err));
		assert_int_equal(
			sqlite3_exec(f->beside.file, str_cstr(&f->a, text), NULL, NULL, NULL), SQLITE_OK);
	}
	sql(f, "PRAGMA application_id = 0x54494447");
	sql(f, "PRAGMA user_version = 3");
	sql(f,
		"INSERT INTO editor (name, folded, role, password, created) VALUES ('Ana', 'ana', 3, "
		"'hash', 1)");
	sql(f,
		"INSERT INTO job (kind, key, asked_by, asked, due) VALUES ('check', 'PubMed', 'Ana', 1, "
		"1)");
	fixture_reopen(f);
	assert_string_equal(sql(f, "PRAGMA user_version"), "53");
	OK(store_editor_list(f->s, &f->a, &editors, &f->err));
	assert_true(editors.n == 1 && editors.v[0].role == ROLE_ADMIN && !editors.v[0].email.n);
	assert_string_equal(sql(f, "SELECT begun FROM job"), "0");
	assert_string_equal(sql(f, "SELECT count(*) FROM running_order"), "0");
}

/* The last steps once more, which make a table, an index and a trigger: on both engines the schema
 * ends as that of a new store. */
static void the_last_steps_end_as_a_new_store_begins(void **state)
{
	struct fixture *f = *state;
	const char *schema = test_server() ?
		"SELECT string_agg(what, ';' ORDER BY what) FROM (SELECT table_name || column_name || "
		"data_type || is_nullable AS what FROM information_schema.columns WHERE table_schema = "
		"'public' UNION SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' UNION SELECT "
		"pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal UNION SELECT prosrc FROM "
		"pg_proc WHERE "
		"pronamespace = 'public'::regnamespace) AS all_of_it" :
		"SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema ORDER BY name)";
	struct str new = str_copy(&f->a, str_of(sql(f, schema)));
	assert_true(str_find(new, S("tries")) != STR_NOT_FOUND);
	fixture_take_back_49(f);
	sql(f, test_server() ? "UPDATE tidings_schema SET version = 48" : "PRAGMA user_version = 48");
	fixture_reopen(f);
	assert_string_equal(sql(f, "PRAGMA user_version"), "53");
	assert_str(new, sql(f, schema));
}

/* When editions were frozen is known, and who sent them; who froze them is not. */
static void editions_of_before_stand_in_their_log(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	fixture_take_back_41(f);
	sql(f, "DROP TABLE edition_act");
	sql(f,
		"INSERT INTO edition (id, list, period, frozen, hash) VALUES (1, 1, '2026-W46', 100, ''), "
		"(2, 1, '2026-W47', 300, '')");
	sql(f, "INSERT INTO mailing VALUES (1, 3, 'Ana', 52, 200, 210, 0, '')");
	sql(f, "PRAGMA user_version = 39");
	fixture_reopen(f);
	assert_string_equal(
		sql(f,
			"SELECT group_concat(at || editor || verb || edition || '-' || people) FROM "
			"(SELECT * FROM edition_act ORDER BY id)"),
		"10011-0,200Ana21-52,30012-0");
}

/* What witnesses said is kept; of notices that were published nothing more is known. */
static void witnesses_are_kept(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	fixture_take_back_13(f);
	sql(f, "INSERT INTO witness VALUES (0, '99000001', 4, '99000002', 5), (3, '10.1/a', 0, '', 6)");
	sql(f, "PRAGMA user_version = 12");
	fixture_reopen(f);
	assert_string_equal(sql(f, "PRAGMA user_version"), "53");
	assert_string_equal(
		sql(f, "SELECT group_concat(key || correction || pmid || doi || seen) FROM witness"),
		"99000001499000002"
		"5,10.1/a06");
	assert_string_equal(sql(f, "SELECT count(told) FROM item"), "0");
}

/* Four decisions: one stands, one was taken back alone, one by a batch, one was in none. */
static void batches_of_before_are_counted(void **state)
{
	OF_SQLITE_ALONE();
	static const char counts[] =
		"SELECT group_concat(id || ':' || n || ',' || standing, ' ') FROM batch";
	struct fixture *f = *state;
	char text[400];
	int64_t item = item_make(f, "T", 0.5);
	sql(f, "INSERT INTO batch (id, what) VALUES (1, 'mice'), (2, '')");
	snprintf(text, sizeof text,
		"INSERT INTO decision (id, at, editor, verb, item, undoes, before, batch) SELECT "
		"column1, 1, 'ana', column2, %lld, column3, '{}', column4 FROM (VALUES (1, 2, NULL, 1), "
		"(2, 2, NULL, 1), (3, 2, NULL, 1), (4, 9, 2, NULL), (5, 9, 3, 2), (6, 2, NULL, NULL))",
		(long long)item);
	sql(f, text);
	assert_string_equal(sql(f, counts), "1:3,1 2:1,0");
	fixture_take_back_31(f);
	fixture_take_back_29(f);
	fixture_take_back_28(f);
	sql(f, "DROP TABLE worker"); /* of step 27 */
	sql(f, "DROP TRIGGER batch_counts");
	sql(f, "DROP TRIGGER batch_loses");
	sql(f, "ALTER TABLE batch DROP COLUMN n");
	sql(f, "ALTER TABLE batch DROP COLUMN standing");
	sql(f, "PRAGMA user_version = 25");
	fixture_reopen(f);
	assert_string_equal(sql(f, counts), "1:3,1 2:1,0");
}

/* Of what a source says again and again, the first version is marked: as it comes, and in a store
 * of before. */
static void first_versions_are_marked(void **state)
{
	OF_SQLITE_ALONE();
	static const char firsts[] = "SELECT group_concat(id || ':' || first, ' ') FROM entry";
	struct fixture *f = *state;
	int64_t item = item_make(f, "T", 0.5), source = source_make(f, "A");
	entry_put(f, source, item, news("a", "T"));
	entry_put(f, source, item, news("b", "T"));
	entry_put(f, source, item, news("a", "T, corrected"));
	assert_string_equal(sql(f, firsts), "1:1 2:1 3:0");
	fixture_take_back_31(f);
	fixture_take_back_29(f);
	fixture_take_back_28(f);
	sql(f, "PRAGMA user_version = 27");
	fixture_reopen(f);
	assert_string_equal(sql(f, firsts), "1:1 2:1 3:0");
}

/* What a feed told twice was corrected; outputs that are due keep their places. */
static void what_was_told_twice_was_corrected(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	fixture_take_back_13(f);
	sql(f, "DROP TABLE sitemap");
	sql(f, "DROP TABLE chain");
	sql(f, "ALTER TABLE feed_archive DROP COLUMN hash");
	sql(f, "DROP INDEX feed_event_corrects");
	sql(f, "ALTER TABLE feed_event DROP COLUMN corrects");
	sql(f, "PRAGMA user_version = 10");
	sql(f, "INSERT INTO listing (id, name, since) VALUES (1, 'all', 1)");
	sql(f, "PRAGMA foreign_keys = OFF");
	sql(f,
		"INSERT INTO feed_event (listing, seq, item, release, tag, at, gone, latest) VALUES "
		"(1, 1, 1, 1, 'pmid/1', 1, 0, 0), (1, 2, 2, 2, 'pmid/2', 2, 0, 0), "
		"(1, 3, 1, 3, 'pmid/1', 3, 0, 1), (1, 4, 2, 2, 'pmid/2', 4, 1, 1)");
	sql(f, "INSERT INTO due (output, id) VALUES (0, 0), (1, 7), (9, 1)");
	fixture_reopen(f);
	assert_string_equal(
		sql(f, "SELECT group_concat(seq) FROM feed_event WHERE corrects = 1"), "3,4");
	assert_string_equal(sql(f, "SELECT group_concat(output) FROM due"), "0,10,90");
	assert_string_equal(sql(f, "SELECT count(*) FROM sitemap"), "0");
}

/* An empty store of version 5. */
static void make_version_5(struct fixture *f, const char *path)
{
	static const char *const steps[] = {
		"schema.sql", "schema_2.sql", "schema_3.sql", "schema_4.sql", "schema_5.sql"};
	sqlite3 *db;
	struct str text;
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		OK(file_read(&f->a, str_printf(&f->a, SOURCE_DIR "/src/store/%s", steps[i]).p, 1 << 20,
			&text, &f->err));
		assert_int_equal(sqlite3_exec(db, str_cstr(&f->a, text), NULL, NULL, NULL), SQLITE_OK);
	}
	assert_int_equal(sqlite3_exec(db, "PRAGMA application_id = 0x54494447; PRAGMA user_version = 5",
						 NULL, NULL, NULL),
		SQLITE_OK);
	sqlite3_close(db);
}

/* Opens what the file is now; the error has the words and the bytes stay. */
static void refused_and_left_alone(struct fixture *f, const char *words)
{
	struct str before, after;
	OK(file_read(&f->a, f->path, 2 << 20, &before, &f->err));
	assert_null(open_store(f->path, &f->err));
	assert_non_null(strstr(f->err.text, words));
	assert_non_null(strstr(f->err.text, f->path));
	OK(file_read(&f->a, f->path, 2 << 20, &after, &f->err));
	assert_true(str_eq(before, after));
}

static void start_anew(struct fixture *f)
{
	store_close(f->s);
	f->s = NULL;
	unlink(f->path);
}

static void a_newer_store_is_refused(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	store_close(f->s);
	f->s = NULL;
	sql(f, "PRAGMA user_version = 999");
	refused_and_left_alone(f, "newer");
}

static void a_file_that_is_no_database_is_refused(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	start_anew(f);
	OK(file_replace(f->path,
		S("Dear editor, this is a letter and not a database, however long it may be. It goes on to "
		  "say that all is well."),
		NULL, &f->err));
	refused_and_left_alone(f, "not a database");
}

static void the_database_of_another_program_is_refused(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	start_anew(f);
	sql(f, "CREATE TABLE recipe (name TEXT)");
	refused_and_left_alone(f, "another program");
}

static void a_missing_store_is_an_error_and_none_is_made(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	start_anew(f);
	assert_null(open_store(f->path, &f->err));
	assert_non_null(strstr(f->err.text, "is not there"));
	assert_non_null(strstr(f->err.text, "restore FILE"));
	assert_non_null(strstr(f->err.text, "tidings init"));
	assert_int_equal(access(f->path, F_OK), -1);
}

static void an_empty_store_is_an_error_and_stays_empty(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	start_anew(f);
	OK(file_replace(f->path, STR_NONE, NULL, &f->err));
	refused_and_left_alone(f, "is empty");
}

static void what_is_there_is_not_made_anew(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	OK(store_note_set(f->s, "a", S("kept"), &f->err));
	REFUSED(store_create(f->path, &f->err), "is there already");
	assert_string_equal(sql(f, "SELECT value FROM note"), "kept");
}

static void a_store_is_private_whatever_the_umask(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	static const char *const endings[] = {"", "-wal", "-shm"};
	struct stat st;
	start_anew(f);
	mode_t before = umask(0);
	OK(store_create(f->path, &f->err));
	assert_int_equal(chmod(f->path, 0664), 0); /* as programs of before left it */
	f->s = open_store(f->path, &f->err);
	assert_non_null(f->s);
	OK(store_note_set(f->s, "a", S("b"), &f->err));
	umask(before);
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		assert_int_equal(stat(str_printf(&f->a, "%s%s", f->path, endings[i]).p, &st), 0);
		assert_int_equal(st.st_mode & 0777, 0600);
	}
}

static void nothing_is_saved_into_a_file_that_was_replaced(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	OK(store_note_set(f->s, "a", S("kept"), &f->err));
	assert_true(store_is_in_place(f->s));
	char *aside = str_cstr(&f->a, str_printf(&f->a, "%s.aside", f->path));
	assert_int_equal(rename(f->path, aside), 0);
	assert_false(store_is_in_place(f->s));
	REFUSED(store_note_set(f->s, "a", S("lost"), &f->err), "removed or replaced");
	assert_int_equal(f->err.kind, ERR_STORE);
	OK(store_create(f->path, &f->err));
	assert_false(store_is_in_place(f->s));
	OK(store_begin(f->s, &f->err));
	REFUSED(store_note_set(f->s, "a", S("lost"), &f->err) && store_commit(f->s, &f->err),
		"nothing was saved");
	store_rollback(f->s);
}

/* The file in out/ that says which site it is, and how far its store had come. */
static void write_mark(struct fixture *f, struct str text)
{
	OK(file_replace(str_printf(&f->a, "%s/" SITE_MARK, f->folder).p, text, NULL, &f->err));
}

static void a_store_of_another_site_is_refused(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	struct site_mark mark;
	OK(store_site_get(f->s, &f->a, &mark, &f->err));
	assert_int_equal(mark.id.n, SITE_ID);
	OK(store_site_write_mark(f->s, f->folder, &f->err));
	fixture_reopen(f);
	start_anew(f);
	OK(store_create(f->path, &f->err));
	refused_and_left_alone(f, "another site");
	write_mark(f, S("out/ is mine\n"));
	assert_null(open_store(f->path, &f->err));
	assert_non_null(strstr(f->err.text, "out/.site is damaged"));
}

static void a_store_that_is_older_than_what_readers_see_is_refused(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	char *copy = str_cstr(&f->a, str_printf(&f->a, "%s/copy.db", f->folder));
	OK(store_backup(f->s, copy, &f->err));
	OK(store_site_count(f->s, &f->err));
	OK(store_site_write_mark(f->s, f->folder, &f->err));
	fixture_reopen(f);
	start_anew(f);
	assert_int_equal(rename(copy, f->path), 0);
	refused_and_left_alone(f, "older than what readers see");
	/* Before sites had ids. */
	unlink(f->path);
	make_version_5(f, f->path);
	refused_and_left_alone(f, "older than what readers see");
}

static void a_folder_that_is_not_there_is_an_error(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	assert_null(open_store("/nonexistent/tidings.db", &f->err));
	assert_non_null(strstr(f->err.text, "cannot read the folder /nonexistent"));
	assert_int_equal(f->err.kind, ERR_USER);
}

static void processes_that_bring_a_store_up_at_once_all_succeed(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	enum { CHILDREN = 6 };
	for (int round = 0; round < 5; round++) {
		char path[128];
		int start[2];
		pid_t children[CHILDREN];
		snprintf(path, sizeof path, "%s/%d.db", f->folder, round);
		make_version_5(f, path);
		assert_int_equal(pipe(start), 0);
		for (int i = 0; i < CHILDREN; i++) {
			children[i] = fork();
			if (children[i] == 0) {
				char c;
				close(start[1]);
				_exit(read(start[0], &c, 1) == 0 && open_store(path, &f->err) ? 0 : 1);
			}
		}
		close(start[0]);
		close(start[1]); /* all go now */
		for (int i = 0; i < CHILDREN; i++) {
			int status;
			assert_int_equal(waitpid(children[i], &status, 0), children[i]);
			assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
		}
	}
}

static void a_group_is_kept_whole_or_not_at_all(void **state)
{
	struct fixture *f = *state;
	struct str value;
	OK(store_begin(f->s, &f->err));
	OK(store_note_set(f->s, "a", S("1"), &f->err));
	store_rollback(f->s);
	store_rollback(f->s);
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	assert_str(value, "");
	OK(store_begin(f->s, &f->err));
	OK(store_note_set(f->s, "a", S("2"), &f->err));
	OK(store_commit(f->s, &f->err));
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	assert_str(value, "2");
}

static void a_change_ends_a_snapshot_and_is_kept(void **state)
{
	struct fixture *f = *state;
	struct unit unit;
	struct str value;
	struct store *other = open_store(f->path, &f->err);
	OK(store_snapshot_begin(f->s, &f->err));
	OK(store_snapshot_begin(f->s, &f->err));
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	OK(store_note_set(other, "a", S("1"), &f->err));
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	assert_str(value, "");
	OK(store_note_set(f->s, "b", S("2"), &f->err));
	store_snapshot_end(f->s);
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	assert_str(value, "1");
	OK(store_note_get(f->s, &f->a, "b", &value, &f->err));
	assert_str(value, "2");
	OK(store_snapshot_begin(f->s, &f->err));
	OK(unit_begin(&unit, f->s, &f->err));
	OK(store_note_set(f->s, "b", S("3"), &f->err));
	OK(unit_end(&unit, true, &f->err));
	OK(store_note_get(other, &f->a, "b", &value, &f->err));
	assert_str(value, "3");
	store_close(other);
}

static void a_decision_that_fails_in_a_group_leaves_the_rest_of_it(void **state)
{
	struct fixture *f = *state;
	struct str value;
	int64_t item = item_make(f, "", 0.5);
	OK(store_begin(f->s, &f->err));
	OK(store_note_set(f->s, "a", S("1"), &f->err));
	REFUSED(ask_approve(f->s, by(1), item, SECTION_NONE, STR_NONE, &f->err), "no title");
	OK(store_commit(f->s, &f->err));
	OK(store_note_get(f->s, &f->a, "a", &value, &f->err));
	assert_str(value, "1");
}

static void a_backup_is_a_store(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	char path[128];
	struct str value;
	snprintf(path, sizeof path, "%s/copy.db", f->folder);
	OK(store_note_set(f->s, "a", S("it's here"), &f->err));
	OK(store_backup(f->s, path, &f->err));
	REFUSED(store_backup(f->s, path, &f->err), "copy.db is there already");
	struct stat st;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	struct store *copy = open_store(path, &f->err);
	assert_non_null(copy);
	OK(store_note_get(copy, &f->a, "a", &value, &f->err));
	assert_str(value, "it's here");
	store_close(copy);
}

static int64_t pace(struct fixture *f, const char *service, int64_t now)
{
	int64_t wait;
	clock_at_ms(f->s, now);
	OK(store_pace_take(f->s, service, 334, &wait, &f->err));
	assert_true(wait >= 0);
	return now + wait;
}

static void a_service_is_asked_at_its_pace(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(pace(f, "pubmed", 1000000), 1000000);
	assert_int_equal(pace(f, "pubmed", 1000001), 1000334);
	assert_int_equal(pace(f, "pubmed", 1000002), 1000668);
	assert_int_equal(pace(f, "other", 1000002), 1000002);
	assert_int_equal(pace(f, "pubmed", 2000000), 2000000);
	/* booked by a clock that was years ahead */
	assert_int_equal(pace(f, "pubmed", 99000000000), 99000000000);
	assert_int_equal(pace(f, "pubmed", 2000500), 2000500);
}

static void a_service_is_left_alone_as_it_asked(void **state)
{
	struct fixture *f = *state;
	clock_at_ms(f->s, 1000000);
	OK(store_pace_hold(f->s, "pubmed", 60000, &f->err)); /* of a service that was never asked */
	assert_int_equal(pace(f, "pubmed", 1000000), 1060000);
	OK(store_pace_hold(f->s, "pubmed", 5000, &f->err)); /* nothing is taken back */
	assert_int_equal(pace(f, "pubmed", 1000001), 1060334);
	assert_int_equal(pace(f, "other", 1000002), 1000002);
}

static void history_cannot_be_rewritten(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "Title", 0.5);
	entry_put(f, source_make(f, "A"), item, news("1", "Title"));
	OK(ask_approve(f->s, by(1), item, SECTION_NONE, STR_NONE, &f->err));
	assert_string_equal(
		sql(f, "UPDATE decision SET editor = 'nobody'"), "a decision cannot be changed");
	assert_string_equal(sql(f, "DELETE FROM decision"), "a decision cannot be deleted");
	assert_string_equal(sql(f, "UPDATE release SET title = 'x'"), "a release cannot be changed");
	assert_string_equal(sql(f, "DELETE FROM release"), "a release cannot be deleted");
	assert_string_equal(
		sql(f, "UPDATE entry SET title = 'x'"), "what a source said cannot be changed");
	assert_string_equal(sql(f, "UPDATE entry SET current = 0"), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_new_file_is_a_whole_store),
		TEST(what_was_kept_is_there_after_opening_again),
		TEST(a_store_of_before_is_brought_up),
		TEST(what_was_told_twice_was_corrected),
		TEST(the_last_steps_end_as_a_new_store_begins),
		TEST(editions_of_before_stand_in_their_log),
		TEST(witnesses_are_kept),
		TEST(batches_of_before_are_counted),
		TEST(first_versions_are_marked),
		TEST(a_newer_store_is_refused),
		TEST(a_file_that_is_no_database_is_refused),
		TEST(the_database_of_another_program_is_refused),
		TEST(a_folder_that_is_not_there_is_an_error),
		TEST(a_missing_store_is_an_error_and_none_is_made),
		TEST(an_empty_store_is_an_error_and_stays_empty),
		TEST(what_is_there_is_not_made_anew),
		TEST(a_store_is_private_whatever_the_umask),
		TEST(nothing_is_saved_into_a_file_that_was_replaced),
		TEST(a_store_of_another_site_is_refused),
		TEST(a_store_that_is_older_than_what_readers_see_is_refused),
		TEST(processes_that_bring_a_store_up_at_once_all_succeed),
		TEST(a_group_is_kept_whole_or_not_at_all),
		TEST(a_change_ends_a_snapshot_and_is_kept),
		TEST(a_decision_that_fails_in_a_group_leaves_the_rest_of_it),
		TEST(a_backup_is_a_store),
		TEST(a_service_is_asked_at_its_pace),
		TEST(a_service_is_left_alone_as_it_asked),
		TEST(history_cannot_be_rewritten),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
