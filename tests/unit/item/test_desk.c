/* What two editors and a worker share: versions, presence, jobs, the log, paused sources. */
#include "decisions.h"

#include "store/history.h"
#include "store/job.h"
#include "store/log.h"
#include "store/presence.h"

static struct by seen(const char *editor, long version, bool *stale)
{
	return (struct by){.editor = str_of(editor), .now = 50, .version = version, .stale = stale};
}

/* Runs the decision on a version that is no more, and says that it was refused and nothing
 * changed. */
#define STALE(call) \
	do { \
		long before_ = item_read(f, 1).version; \
		stale = false; \
		REFUSED(call, "somebody else"); \
		assert_true(stale); \
		assert_int_equal(item_read(f, 1).version, before_); \
	} while (0)

static void test_stale_decisions(void **state)
{
	struct fixture *f = *state;
	bool stale = false;
	const struct edit words = {.set_summary = true, .summary = S("Mine.")};
	item_make(f, "An item", 1);
	OK(ask_edit(f->s, seen("ada", 1, &stale), 1,
		&(struct edit){.set_summary = true, .summary = S("Theirs.")}, &f->err));
	STALE(ask_edit(f->s, seen("ben", 1, &stale), 1, &words, &f->err));
	STALE(ask_approve(f->s, seen("ben", 1, &stale), 1, SECTION_NONE, S("Mine."), &f->err));
	STALE(ask_reject(f->s, seen("ben", 1, &stale), 1, S("advert"), &f->err));
	STALE(ask_defer(f->s, seen("ben", 1, &stale), 1, 900, &f->err));
	item_make(f, "Another", 1);
	struct by both = seen("ben", 1, &stale);
	STALE(ask_merge(f->s, both, 1, 2, &f->err)); /* the winner is the one that moved on */
	both.other_version = 1;
	STALE(ask_merge(f->s, both, 2, 1, &f->err)); /* the loser is */
	STALE(ask_distinct(f->s, both, 2, 1, &f->err));
	STALE(ask_distinct(f->s, both, 1, 2, &f->err));
	assert_str(item_read(f, 1).edited_summary, "Theirs.");
	stale = false;
	OK(ask_edit(f->s, seen("ben", item_read(f, 1).version, &stale), 1, &words, &f->err));
	assert_false(stale);
}

static void test_same_decision_by_both(void **state)
{
	struct fixture *f = *state;
	bool stale = false;
	for (int i = 0; i < 5; i++)
		item_make(f, "An item", 1);
	for (int i = 0; i < 2; i++) {
		struct by by = seen(i ? "ben" : "ada", 1, &stale);
		OK(ask_approve(f->s, by, 1, SECTION_TRIALS, S("Words."), &f->err));
		OK(ask_reject(f->s, by, 2, S("advert"), &f->err));
		OK(ask_defer(f->s, by, 3, 900, &f->err));
		const struct by of_other = {.editor = by.editor, .now = 50, .other_version = 1};
		OK(ask_merge(f->s, of_other, 1, 4, &f->err));
		OK(ask_edit(f->s, by, 5, &(struct edit){.set_title = true, .title = S("Words.")}, &f->err));
	}
	assert_false(stale);
	assert_string_equal(sql(f, "SELECT count(*) FROM decision"), "5");
}

static void test_approve_with_all_words(void **state)
{
	struct fixture *f = *state;
	struct str slug = S("cells");
	const struct edit words = {.section = SECTION_TRIALS,
		.set_title = true,
		.title = S("T"),
		.set_citation = true,
		.citation = S("C"),
		.set_topics = true,
		.topics = {&slug, 1}};
	item_make(f, "An item", 1);
	OK(ask_approve_as(f->s, by(5), 1, &words, &f->err));
	assert_string_equal(
		sql(f, "SELECT section || title || citation || topics FROM release"), "3TCcells");
	assert_string_equal(sql(f, "SELECT verb || ' ' || edited FROM decision"), "1 27");
}

static struct decision decision_read(struct fixture *f, int64_t id)
{
	struct decision d;
	bool found;
	OK(store_decision_get(f->s, &f->a, id, &d, &found, &f->err));
	assert_true(found);
	return d;
}

static void test_words_go_along(void **state)
{
	struct fixture *f = *state;
	const struct edit words = {.set_summary = true, .summary = S("Typed.")}, none = {0};
	int64_t row = 0, other = 0;
	struct by by = seen("ada", 0, NULL);
	by.logged = &row;
	for (int i = 0; i < 3; i++)
		item_make(f, "An item", 1);
	OK(ask_reject_as(f->s, by, 1, S("advert"), &words, &f->err));
	assert_int_equal(row, 1);
	struct decision logged = decision_read(f, 1);
	assert_detail(logged, "advert; edited: summary");
	by.logged = &other;
	OK(ask_reject_as(f->s, by, 1, S("again"), &words, &f->err)); /* all stands so */
	assert_int_equal(other, 0);
	OK(ask_defer_as(f->s, by, 2, 86400, &words, &f->err));
	logged = decision_read(f, 2);
	assert_detail(logged, "until 1970-01-02T00:00:00Z; edited: summary");
	OK(ask_defer_as(f->s, by, 2, 86400, &none, &f->err));
	assert_int_equal(other, 2);
	assert_str(item_read(f, 1).edited_summary, "Typed.");
	assert_str(item_read(f, 2).edited_summary, "Typed.");
	/* An update that is declined leaves readers' words alone. */
	OK(ask_approve(f->s, by, 3, SECTION_NONE, STR_NONE, &f->err));
	OK(set_changes(f->s, 3, (struct strs){&S("It changed."), 1}, &f->err));
	REFUSED(ask_reject_as(f->s, by, 3, STR_NONE, &words, &f->err), "approve it");
	OK(ask_reject_as(f->s, by, 3, STR_NONE, &none, &f->err));
	OK(ask_undo(f->s, by, 1, NULL, &f->err));
	assert_false(item_read(f, 1).has_edited_summary);
}

static bool went_out(struct fixture *f, int64_t id)
{
	struct decision d;
	bool found, out;
	OK(store_decision_get(f->s, &f->a, id, &d, &found, &f->err));
	assert_true(found);
	OK(store_shown_decision(f->s, d.id, &out, &f->err));
	return out;
}

static void test_what_went_out(void **state)
{
	struct fixture *f = *state;
	const struct edit words = {.set_summary = true, .summary = S("Corrected.")};
	for (int i = 0; i < 4; i++)
		item_make(f, "An item", 1);
	OK(ask_edit(f->s, by(10), 2, &words, &f->err));                    /* 1: of what nobody sees */
	OK(ask_approve(f->s, by(10), 1, SECTION_NONE, STR_NONE, &f->err)); /* 2 */
	OK(ask_edit(f->s, by(10), 1, &words, &f->err));                    /* 3 */
	OK(ask_merge(f->s, by(10), 1, 2, &f->err));                        /* 4 */
	OK(ask_reject(f->s, by(10), 3, STR_NONE, &f->err));                /* 5 */
	OK(ask_distinct(f->s, by(10), 1, 4, &f->err));                     /* 6 */
	for (int64_t id = 1; id <= 6; id++)
		assert_false(went_out(f, id));
	show_all(f);
	OK(ask_edit(f->s, by(30), 1, &(struct edit){.set_summary = true, .summary = S("Anew.")},
		&f->err)); /* 7 */
	/* The merge took nothing from readers, who never saw the other item. */
	const bool expected[] = {false, true, true, false, false, false, false};
	for (int64_t id = 1; id <= 7; id++)
		assert_int_equal(went_out(f, id), expected[id - 1]);
}

static void test_mailed_is_seen(void **state)
{
	struct fixture *f = *state;
	item_make(f, "An item", 1);
	item_make(f, "Another", 1);
	OK(ask_approve(f->s, by(10), 1, SECTION_NEWS, STR_NONE, &f->err)); /* 1 */
	assert_false(went_out(f, 1));
	freeze(f, "2026-W01");
	OK(ask_approve(f->s, by(200), 2, SECTION_NEWS, STR_NONE, &f->err)); /* 2 */
	assert_true(went_out(f, 1) && !went_out(f, 2));
}

static void test_history(void **state)
{
	struct fixture *f = *state;
	struct history history;
	for (int i = 0; i < 2; i++)
		item_make(f, "An item", 1);
	OK(ask_edit(
		f->s, by(1), 1, &(struct edit){.set_summary = true, .summary = S("One.")}, &f->err));
	OK(ask_edit(
		f->s, by(2), 1, &(struct edit){.set_summary = true, .summary = S("Two.")}, &f->err));
	OK(ask_distinct(f->s, by(3), 2, 1, &f->err));
	OK(store_history(f->s, &f->a, 1, 10, &history, &f->err));
	assert_int_equal(history.n, 3);
	assert_verb(history.v[0], VERB_DISTINCT);
	assert_int_equal(history.before[0].id, 0);
	assert_str(history.before[1].edited_summary, "One.");
	assert_int_equal(history.before[2].id, 1);
	assert_false(history.before[2].has_edited_summary);
	OK(store_history(f->s, &f->a, 2, 10, &history, &f->err));
	assert_int_equal(history.n, 1);
}

static void test_undo_that_is_meant(void **state)
{
	struct fixture *f = *state;
	struct decision undone = {0};
	bool stale = false;
	item_make(f, "An item", 1);
	OK(ask_reject(f->s, seen("ada", 0, NULL), 1, STR_NONE, &f->err));
	OK(ask_approve(f->s, seen("ben", 0, NULL), 1, SECTION_NONE, STR_NONE, &f->err));
	struct by by = seen("ada", 0, &stale);
	by.decision = 1;
	REFUSED(ask_undo(f->s, by, 1, &undone, &f->err), "by ben");
	assert_true(stale);
	by.decision = 2;
	OK(ask_undo(f->s, by, 1, &undone, &f->err));
	assert_int_equal(undone.id, 2);
	OK(ask_undo(f->s, by, 1, &undone, &f->err)); /* both wanted it */
	assert_int_equal(undone.id, 0);
	assert_int_equal(item_read(f, 1).state, ITEM_REJECTED);
}

static int64_t last_of(struct fixture *f, const char *editor)
{
	struct decision d = {0};
	bool found;
	const struct log_last which = {.editor = str_of(editor)};
	OK(store_log_last(f->s, &f->a, &which, &d, &found, &f->err));
	return found ? d.id : 0;
}

/* The last of Ben's before the row, among the `look` that come first; 0: there is none. */
static int64_t last_of_ben(struct fixture *f, int64_t before, long look)
{
	struct decision d = {0};
	bool found;
	const struct log_last which = {S("ben"), before, true, look};
	OK(store_log_last(f->s, &f->a, &which, &d, &found, &f->err));
	return found ? d.id : 0;
}

static void test_last_of_an_editor(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 3; i++)
		item_make(f, "An item", 1);
	assert_int_equal(last_of(f, "ada"), 0);
	OK(ask_reject(f->s, seen("ada", 0, NULL), 1, STR_NONE, &f->err));
	OK(ask_reject(f->s, seen("ada", 0, NULL), 2, STR_NONE, &f->err));
	OK(ask_reject(f->s, seen("ben", 0, NULL), 3, STR_NONE, &f->err));
	assert_int_equal(last_of(f, "ada"), 2);
	OK(ask_approve(f->s, seen("ben", 0, NULL), 2, SECTION_NONE, STR_NONE, &f->err));
	assert_int_equal(last_of(f, "ada"), 1); /* on 2 somebody else decided since */
	OK(ask_undo(f->s, seen("ada", 0, NULL), 1, NULL, &f->err));
	assert_int_equal(last_of(f, "ada"), 0);
	assert_int_equal(last_of(f, "ben"), 4);
	/* What was decided on the other item of a pair counts, too; and what readers have seen may be
	 * passed over. */
	show_all(f);
	struct decision d;
	bool found, last;
	item_make(f, "An item", 1);
	OK(ask_distinct(f->s, seen("ada", 0, NULL), 1, 4, &f->err));
	OK(ask_reject(f->s, seen("ben", 0, NULL), 4, STR_NONE, &f->err));
	assert_int_equal(last_of(f, "ada"), 0);
	int64_t rejected = last_of_ben(f, 0, 0);
	assert_verb(decision_read(f, rejected), VERB_REJECT);
	assert_int_equal(last_of_ben(f, rejected, 0), 3);
	assert_int_equal(last_of_ben(f, 7, 1), 0); /* the one row in question was an approval */
	assert_int_equal(last_of_ben(f, 3, 0), 0);
	for (int64_t id = 1; id <= 7; id++) {
		static const bool is_last[] = {false, false, true, true, false, false, true};
		OK(store_decision_get(f->s, &f->a, id, &d, &found, &f->err));
		OK(store_log_is_last(f->s, &d, &last, &f->err));
		assert_int_equal(last, is_last[id - 1]);
	}
}

static size_t rows(struct fixture *f, struct log_filter filter)
{
	struct decisions log;
	OK(store_log_list(f->s, &f->a, &filter, &log, &f->err));
	return log.n;
}

static void test_log(void **state)
{
	struct fixture *f = *state;
	struct actors actors;
	for (int i = 1; i <= 6; i++) {
		item_make(f, "An item", 1);
		OK(ask_reject(f->s, (struct by){.editor = i % 2 ? S("ada") : S("ben"), .now = i * 100}, i,
			STR_NONE, &f->err));
	}
	const struct log_filter open = {.from = NO_TIME, .to = NO_TIME};
	struct log_filter filter = open;
	assert_int_equal(rows(f, filter), 6);
	filter.actor.name = S("ada");
	assert_int_equal(rows(f, filter), 3);
	filter.item = 2;
	assert_int_equal(rows(f, filter), 0);
	filter.actor.name = STR_NONE;
	assert_int_equal(rows(f, filter), 1);
	filter = open;
	filter.from = 200, filter.to = 500;
	assert_int_equal(rows(f, filter), 3);
	filter.before = 4, filter.limit = 1;
	assert_int_equal(rows(f, filter), 1);
	filter = open;
	filter.from = 700, filter.to = 800;
	assert_int_equal(rows(f, filter), 0);
	item_make(f, "An item", 1); /* decided on when the clock had been set back */
	OK(ask_reject(f->s, (struct by){.editor = S("ben"), .now = 250}, 7, STR_NONE, &f->err));
	filter.from = 200, filter.to = 300;
	assert_int_equal(rows(f, filter), 2);
	filter.before = 7;
	assert_int_equal(rows(f, filter), 1);
	filter.before = 2;
	assert_int_equal(rows(f, filter), 0);
	OK(store_log_actors(f->s, &f->a, &actors, &f->err));
	assert_int_equal(actors.n, 2);
	assert_str(actors.v[1].name, "ben");
}

static size_t others(struct fixture *f, const char *editor, int64_t now)
{
	struct presences here;
	OK(store_presence_others(
		f->s, &f->a, &(struct presence){1, str_of(editor), now}, &here, &f->err));
	return here.n;
}

static void test_presence(void **state)
{
	struct fixture *f = *state;
	item_make(f, "An item", 1);
	OK(store_presence_touch(f->s, &(struct presence){1, S("ada"), 1000}, &f->err));
	assert_int_equal(others(f, "ada", 1000), 0);
	assert_int_equal(others(f, "ben", 1000), 1);
	assert_int_equal(others(f, "ben", 1599), 1);
	assert_int_equal(others(f, "ben", 1600), 0);
	OK(store_presence_touch(
		f->s, &(struct presence){1, S("ada"), 1119}, &f->err)); /* looked again: no write */
	assert_string_equal(sql(f, "SELECT at FROM presence"), "1000");
	OK(store_presence_touch(f->s, &(struct presence){1, S("ada"), 1120}, &f->err));
	assert_string_equal(sql(f, "SELECT at FROM presence"), "1120");
	OK(store_presence_touch(
		f->s, &(struct presence){1, S("ben"), 9000}, &f->err)); /* who left long ago is forgotten */
	assert_string_equal(sql(f, "SELECT group_concat(editor) FROM presence"), "ben");
}

/* Whether a job is there to be taken at that time, for a minute. */
static bool take(struct fixture *f, int64_t now, struct job *out)
{
	bool found;
	clock_at(f->s, now);
	OK(store_job_take(f->s, &f->a, 60, out, &found, &f->err));
	return found;
}

/* What must not be done twice: whoever takes it over learns that it was begun. */
static void test_jobs_that_are_done_once(void **state)
{
	struct fixture *f = *state;
	struct job job, other;
	bool found;
	OK(store_job_ask(f->s, JOB_TEST_MAIL, S("news 1"), S("ada"), 100, &f->err));
	found = take(f, 100, &job);
	assert_true(found && !job.begun);
	clock_at(f->s, 150);
	OK(store_job_begin(f->s, &job, 600, &f->err));
	found = take(f, 749, &other); /* the lease was renewed */
	assert_false(found);
	found = take(f, 750, &other);
	assert_true(found && other.begun && other.attempts == 2);
	clock_at(f->s, 751);
	REFUSED(store_job_begin(f->s, &job, 600, &f->err), "taken this job over");
	/* Put off, nothing of it was done; asked for again, it is due at once. */
	OK(store_job_later(f->s, &other, 9000, S("not now"), &f->err));
	clock_at(f->s, 800);
	OK(store_job_waits(f->s, &found, &f->err));
	assert_false(found);
	OK(store_job_ask(f->s, JOB_TEST_MAIL, S("news 1"), S("ada"), 800, &f->err));
	found = take(f, 800, &job);
	assert_true(found && !job.begun && job.attempts == 3);
	OK(store_job_ask(f->s, JOB_TEST_MAIL, S("news 1"), S("ada"), 801,
		&f->err)); /* while it is held nobody else gets it */
	found = take(f, 802, &other);
	assert_false(found);
	assert_string_equal(sql(f, "SELECT count(*) FROM job"), "1");
}

static void test_jobs(void **state)
{
	struct fixture *f = *state;
	struct job job, other;
	bool found;
	OK(store_job_ask(f->s, JOB_CHECK, S("PubMed"), S("ada"), 100, &f->err));
	OK(store_job_ask(f->s, JOB_CHECK, S("PubMed"), S("ben"), 101, &f->err)); /* asked for already */
	OK(store_job_ask(f->s, JOB_CHECK, S("Feed"), S("ben"), 102, &f->err));
	found = take(f, 99, &job);
	assert_false(found);
	found = take(f, 200, &job);
	assert_true(found && job.running);
	assert_str(job.key, "PubMed");
	assert_str(job.asked_by, "ada");
	found = take(f, 200, &other);
	assert_true(found);
	assert_str(other.key, "Feed");
	OK(store_job_later(f->s, &other, 500, S("busy"), &f->err));
	clock_at(f->s, 259);
	OK(store_job_waits(f->s, &found, &f->err));
	assert_false(found);
	/* The first worker died: its job is taken over, and what it says afterwards counts no more. */
	found = take(f, 260, &other);
	assert_true(found);
	assert_int_equal(other.attempts, 2);
	REFUSED(store_job_finish(f->s, &job, false, S("late"), 270, &f->err), "taken this job over");
	OK(store_job_finish(f->s, &other, false, S("2 new items"), 270, &f->err));
	struct jobs latest;
	OK(store_job_latest(f->s, &f->a, JOB_CHECK, &latest, &f->err));
	assert_int_equal(latest.n, 2);
	assert_str(latest.v[0].outcome, "busy");
	assert_true(latest.v[0].finished == NO_TIME);
	assert_str(latest.v[1].outcome, "2 new items");
	OK(store_job_ask(f->s, JOB_CHECK, S("PubMed"), S("ben"), 400,
		&f->err)); /* done: it may be asked for again */
	clock_at(f->s, 400);
	OK(store_job_waits(f->s, &found, &f->err));
	assert_true(found);
}

static void test_pause(void **state)
{
	struct fixture *f = *state;
	struct source_states all;
	int64_t id = source_make(f, "PubMed");
	OK(store_source_pause(f->s, id, S("ada"), 100, &f->err));
	OK(store_source_pause(f->s, id, S("ben"), 200, &f->err)); /* it is paused already */
	OK(store_source_list(f->s, &f->a, &all, &f->err));
	assert_str(all.v[0].paused_by, "ada");
	assert_int_equal(all.v[0].paused_at, 100);
	OK(store_source_pause(f->s, id, STR_NONE, 300, &f->err));
	OK(store_source_list(f->s, &f->a, &all, &f->err));
	assert_str(all.v[0].paused_by, "");
}

static void test_apart(void **state)
{
	struct fixture *f = *state;
	struct ids ids;
	struct decision undone = {0};
	for (int i = 0; i < 3; i++)
		item_make(f, "An item", 1);
	OK(ask_distinct(f->s, by(10), 2, 1, &f->err));
	OK(ask_distinct(f->s, by(11), 1, 2, &f->err)); /* said already */
	REFUSED(ask_distinct(f->s, by(11), 3, 3, &f->err), "itself");
	OK(store_pair_list(f->s, &f->a, 1, true, &ids, &f->err));
	assert_int_equal(ids.n, 1);
	assert_int_equal(ids.v[0], 2);
	OK(ask_undo(f->s, by(12), 2, &undone, &f->err));
	assert_verb(undone, VERB_DISTINCT);
	OK(store_pair_list(f->s, &f->a, 2, true, &ids, &f->err));
	assert_int_equal(ids.n, 0);
}

/* Nobody decides on an alias: the other item may be the one that it was merged into. */
static void test_distinct_from_merged(void **state)
{
	struct fixture *f = *state;
	struct ids ids;
	for (int i = 0; i < 3; i++)
		item_make(f, "An item", 1);
	OK(ask_merge(f->s, by(10), 1, 3, &f->err));
	REFUSED(ask_distinct(f->s, by(11), 2, 3, &f->err), "was merged into item 1");
	REFUSED(ask_distinct(f->s, by(11), 3, 2, &f->err), "was merged into item 1");
	OK(store_pair_list(f->s, &f->a, 2, true, &ids, &f->err));
	assert_int_equal(ids.n, 0);
}

/* An undo of what changes neither item leaves both as they have become since. */
static void test_distinct_undone(void **state)
{
	struct fixture *f = *state;
	const struct reasons changes = {&(struct reason){.kind = REASON_RESULTS}, 1};
	for (int i = 0; i < 2; i++)
		item_make(f, "An item", 1);
	OK(ask_approve(f->s, by(9), 2, SECTION_NONE, STR_NONE, &f->err));
	OK(ask_distinct(f->s, by(10), 1, 2, &f->err));
	OK(store_item_set_changes(f->s, 2, &changes, &f->err));
	OK(ask_undo(f->s, by(12), 1, NULL, &f->err));
	struct item item = item_read(f, 2);
	assert_true(item_is_update(&item));
}

static void test_preview(void **state)
{
	struct fixture *f = *state;
	struct release preview, live;
	bool found;
	int64_t source = source_make(f, "PubMed"), item = item_make(f, "An item", 1);
	struct entry entry = news("a", "T");
	entry.text = S("The whole text.");
	entry_put(f, source, item, entry);
	struct item is = item_read(f, item);
	OK(item_preview(&(struct preview){ASK_SITE, f->s, &is, 50}, &f->a, &preview, &f->err));
	OK(ask_approve(f->s, by(50), item, SECTION_NONE, STR_NONE, &f->err));
	OK(store_release_get(f->s, &f->a, item_read(f, item).live, &live, &found, &f->err));
	assert_true(face_eq(&preview.face, &live.face));
	assert_int_equal(preview.published, live.published);
}

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(test_stale_decisions), TEST(test_same_decision_by_both),
		TEST(test_approve_with_all_words), TEST(test_words_go_along), TEST(test_what_went_out),
		TEST(test_mailed_is_seen), TEST(test_history), TEST(test_undo_that_is_meant),
		TEST(test_last_of_an_editor), TEST(test_log), TEST(test_presence), TEST(test_jobs),
		TEST(test_jobs_that_are_done_once), TEST(test_pause), TEST(test_apart),
		TEST(test_distinct_from_merged), TEST(test_distinct_undone), TEST(test_preview)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
