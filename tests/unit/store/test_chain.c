/* The chain of decisions: whatever is done to the log behind the program's back is found. */
#include "../item/decisions.h"

#include "store/chain.h"
#include "store/restore.h"

/* Decisions of several verbs, an undo among them. */
static void decide_things(struct fixture *f)
{
	int64_t source = source_make(f, "A");
	int64_t item = item_make(f, "Title", 0.5), other = item_make(f, "Other", 0.4);
	entry_put(f, source, item, news("1", "Title"));
	entry_put(f, source, other, news("2", "Other"));
	OK(ask_approve(f->s, by(1), item, SECTION_NONE, STR_NONE, &f->err));
	OK(ask_reject(f->s, by(2), other, S("off topic"), &f->err));
	OK(ask_undo(f->s, by(3), other, NULL, &f->err));
	OK(ask_merge(f->s, by(4), item, other, &f->err));
	show_all(f);
	OK(ask_withdraw(f->s, by(5), item, S("by mistake"), &f->err));
}

static struct chain_report verify(struct fixture *f)
{
	struct chain_report report;
	OK(store_chain_verify(f->s, &f->a, &report, &f->err));
	return report;
}

static void one_break(struct fixture *f, int64_t decision, enum chain_fault fault)
{
	struct chain_report report = verify(f);
	assert_int_equal(report.break_count, 1);
	assert_int_equal(report.breaks[0].decision, decision);
	assert_int_equal(report.breaks[0].fault, fault);
}

static void past_the_door(struct fixture *f)
{
	sql(f, "DROP TRIGGER decision_kept");
	sql(f, "DROP TRIGGER decision_never_lost");
	sql(f, "DROP TRIGGER chain_never_lost");
	sql(f, "PRAGMA foreign_keys = OFF");
}

static void a_log_that_only_the_door_wrote_is_whole(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(verify(f).decisions, 0);
	decide_things(f);
	struct chain_report report = verify(f);
	assert_int_equal(report.decisions, 5);
	assert_int_equal(report.break_count, 0);
	assert_int_equal(report.chained, 0);
	assert_string_equal(sql(f, "SELECT count(DISTINCT hash) FROM chain"), "5");
}

static void a_decision_that_was_taken_back_leaves_no_link(void **state)
{
	struct fixture *f = *state;
	decide_things(f);
	OK(store_begin(f->s, &f->err));
	OK(ask_undo(f->s, by(6), 0, NULL, &f->err));
	store_rollback(f->s);
	assert_int_equal(verify(f).decisions, 5);
	OK(ask_undo(f->s, by(7), 0, NULL, &f->err));
	assert_int_equal(verify(f).decisions, 6);
	assert_int_equal(verify(f).break_count, 0);
}

/* Every column of every row. */
static void whatever_is_altered_is_found(void **state)
{
	struct fixture *f = *state;
	static const char *const changes[] = {"at = at + 1", "editor = 'eve'", "automatic = 1",
		"verb = 3", "item = 2", "other = 1", "entry = 1", "release = NULL", "takes = 1 - takes",
		"reason = reason || '.'", "cause = 1", "until = 77", "edited = 1", "note = 'x'",
		"other_title = 'x'", "before = before || ' '"};
	int tried = 0;
	decide_things(f);
	past_the_door(f);
	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
		for (int id = 1; id <= 5; id++) {
			sql(f, "CREATE TEMP TABLE kept AS SELECT * FROM decision");
			sql(f, str_printf(&f->a, "UPDATE decision SET %s WHERE id = %d", changes[i], id).p);
			bool altered = strcmp(sql(f,
									  "SELECT count(*) FROM (SELECT * FROM kept EXCEPT "
									  "SELECT * FROM decision) AS changed"),
							   "0") != 0;
			if (altered)
				one_break(f, id, CHAIN_ALTERED);
			tried += altered;
			sql(f, "DELETE FROM decision");
			sql(f, "INSERT INTO decision SELECT * FROM kept");
			sql(f, "DROP TABLE kept");
			assert_int_equal(verify(f).break_count, 0);
		}
	assert_true(tried > 60);
}

/* The same words in another column make another row. */
static void words_that_change_places_are_found(void **state)
{
	struct fixture *f = *state;
	decide_things(f);
	past_the_door(f);
	sql(f, "UPDATE decision SET note = reason, reason = '' WHERE id = 2");
	one_break(f, 2, CHAIN_ALTERED);
}

static void a_decision_that_is_missing_is_found(void **state)
{
	struct fixture *f = *state;
	decide_things(f);
	past_the_door(f);
	sql(f, "DELETE FROM decision WHERE id = 5"); /* also the last one */
	one_break(f, 5, CHAIN_REMOVED);
	sql(f, "DELETE FROM chain WHERE decision = 5");
	sql(f, "DELETE FROM decision WHERE id = 2");
	one_break(f, 2, CHAIN_REMOVED);
	sql(f, "DELETE FROM chain WHERE decision = 2"); /* then the next has lost the one before it */
	one_break(f, 3, CHAIN_ALTERED);
}

static void a_decision_that_was_put_in_is_found(void **state)
{
	struct fixture *f = *state;
	decide_things(f);
	sql(f,
		"INSERT INTO decision (at, editor, automatic, verb, item, before) "
		"SELECT at, editor, automatic, verb, item, before FROM decision WHERE id = 1");
	one_break(f, 6, CHAIN_UNCHAINED);
	/* What the door writes behind it hangs on what it wrote before. */
	OK(ask_undo(f->s, by(8), 0, NULL, &f->err));
	one_break(f, 6, CHAIN_UNCHAINED);
}

/* The step chains what is there, in the order of ids, and says how many those were. */
/* It is verified some hundred rows at a time. */
static void a_long_log_is_verified_whole(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "Title", 0.5);
	entry_put(f, source_make(f, "A"), item, news("1", "Title"));
	OK(store_begin(f->s, &f->err));
	for (int i = 0; i < 500; i++) {
		OK(ask_reject(f->s, by(2 * i), item, STR_NONE, &f->err));
		OK(ask_undo(f->s, by(2 * i + 1), item, NULL, &f->err));
	}
	OK(store_commit(f->s, &f->err));
	assert_int_equal(verify(f).decisions, 1000);
	past_the_door(f);
	sql(f, "UPDATE decision SET reason = 'another' WHERE id = 501");
	one_break(f, 501, CHAIN_ALTERED);
	assert_int_equal(verify(f).decisions, 999);
}

static void decisions_of_before_are_chained(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	decide_things(f);
	const char *hashes = sql(f, "SELECT group_concat(hex(hash)) FROM chain");
	sql(f, "DROP TABLE chain");
	sql(f, "ALTER TABLE feed_archive DROP COLUMN hash");
	fixture_take_back_13(f);
	sql(f, "PRAGMA user_version = 11");
	fixture_reopen(f);
	assert_string_equal(sql(f, "SELECT group_concat(hex(hash)) FROM chain"), hashes);
	assert_int_equal(verify(f).chained, 5);
	OK(ask_undo(f->s, by(9), 0, NULL, &f->err));
	assert_int_equal(verify(f).decisions, 6);
	assert_int_equal(verify(f).break_count, 0);
}

static void a_backup_and_a_restore_keep_the_chain(void **state)
{
	struct fixture *f = *state;
	OF_SQLITE_ALONE();
	struct restored out;
	const char *path = str_printf(&f->a, "%s/backup.db", f->folder).p;
	decide_things(f);
	OK(store_backup(f->s, path, &f->err));
	OK(ask_undo(f->s, by(10), 0, NULL, &f->err));
	store_close(f->s);
	f->s = NULL;
	OK(store_restore(
		&(struct restore_order){f->folder, f->path, path, 1000}, &f->a, &out, &f->err));
	f->s = open_store(f->path, &f->err);
	assert_non_null(f->s);
	assert_int_equal(verify(f).decisions, 5);
	assert_int_equal(verify(f).break_count, 0);
	OK(ask_undo(f->s, by(11), 0, NULL, &f->err));
	assert_int_equal(verify(f).decisions, 6);
	assert_int_equal(verify(f).break_count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_log_that_only_the_door_wrote_is_whole),
		TEST(a_decision_that_was_taken_back_leaves_no_link),
		TEST(whatever_is_altered_is_found),
		TEST(words_that_change_places_are_found),
		TEST(a_decision_that_is_missing_is_found),
		TEST(a_decision_that_was_put_in_is_found),
		TEST(a_long_log_is_verified_whole),
		TEST(decisions_of_before_are_chained),
		TEST(a_backup_and_a_restore_keep_the_chain),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
