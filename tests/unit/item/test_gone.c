/* What becomes of an item after readers saw it: withdrawn, an approval undone, corrected with a
 * note. */
#include "decisions.h"

#include "item/filing.h"
#include "store/list.h"
#include "store/schema.h"

static int64_t approved(struct fixture *f, const char *title, int64_t now)
{
	int64_t id = item_make(f, title, 0.5);
	OK(ask_approve(f->s, by(now), id, SECTION_NONE, STR_NONE, &f->err));
	return id;
}

static struct gones gone(struct fixture *f)
{
	struct gones all;
	OK(store_gone_list(f->s, &f->a, &all, &f->err));
	return all;
}

static void undo(struct fixture *f, int64_t item, int64_t now)
{
	OK(ask_undo(f->s, by(now), item, NULL, &f->err));
}

static struct release live_release(struct fixture *f, int64_t item)
{
	struct release release;
	bool found;
	OK(store_release_get(f->s, &f->a, item_read(f, item).live, &release, &found, &f->err));
	assert_true(found);
	return release;
}

static void what_nobody_saw_is_not_withdrawn(void **state)
{
	struct fixture *f = *state;
	char long_reason[NOTE_MAX + 2];
	int64_t id = item_make(f, "T", 0.5);
	memset(long_reason, 'x', NOTE_MAX + 1);
	long_reason[NOTE_MAX + 1] = 0;
	REFUSED(ask_withdraw(f->s, by(1), id, S("Wrong."), &f->err), "not published");
	OK(ask_approve(f->s, by(2), id, SECTION_NONE, STR_NONE, &f->err));
	REFUSED(ask_withdraw(f->s, by(3), id, S("Wrong."), &f->err), "undo its approval");
	undo(f, id, 4);
	assert_int_equal(gone(f).n, 0); /* nor does it leave a trace */
	OK(ask_approve(f->s, by(5), id, SECTION_NONE, STR_NONE, &f->err));
	show_all(f);
	REFUSED(ask_withdraw(f->s, by(7), id, STR_NONE, &f->err), "give a reason");
	REFUSED(ask_withdraw(f->s, by(7), id, str_of(long_reason), &f->err), "at most 300");
	assert_int_equal(item_read(f, id).state, ITEM_APPROVED);
	long_reason[NOTE_MAX] = 0;
	OK(ask_withdraw(f->s, by(7), id, str_of(long_reason), &f->err));
}

static void a_withdrawn_item_stays_so_until_that_is_undone(void **state)
{
	struct fixture *f = *state;
	int64_t id = approved(f, "T", 10), other = item_make(f, "O", 0.5), live = approved(f, "L", 10);
	const struct edit words = {.set_summary = true, .summary = S("Words.")};
	show_all(f);
	OK(ask_withdraw(f->s, by(20), id, S("It was about mice."), &f->err));
	OK(ask_withdraw(f->s, by(21), id, S("It was about mice."), &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM decision WHERE verb = 8"), "1");
	assert_true(item_read(f, id).state == ITEM_WITHDRAWN && !item_read(f, id).live);
	REFUSED(ask_approve(f->s, by(22), id, SECTION_NONE, STR_NONE, &f->err), "was withdrawn");
	REFUSED(ask_reject(f->s, by(22), id, STR_NONE, &f->err), "was withdrawn");
	REFUSED(ask_defer(f->s, by(22), id, 99, &f->err), "was withdrawn");
	REFUSED(ask_edit(f->s, by(22), id, &words, &f->err), "was withdrawn");
	REFUSED(ask_merge(f->s, by(22), id, other, &f->err), "was withdrawn");
	REFUSED(ask_merge(f->s, by(22), live, id, &f->err), "was withdrawn");
	struct gones all = gone(f);
	assert_int_equal(all.n, 1);
	assert_true(all.v[0].release.item == id && all.v[0].at == 20 && !all.v[0].now_at);
	assert_str(all.v[0].reason, "It was about mice.");
	assert_str(all.v[0].release.tag, "item/1");
	assert_str(all.v[0].release.face.title, "T");
	show_all(f);
	undo(f, id, 30);
	assert_int_equal(gone(f).n, 0);
	assert_int_equal(item_read(f, id).state, ITEM_APPROVED);
	assert_true(live_release(f, id).at == 30 &&
		live_release(f, id).published == 10); /* atom:updated moves past the deletion */
	assert_str(live_release(f, id).tag, "item/1");
}

static void an_approval_that_is_undone_after_publication_leaves_the_same_trace(void **state)
{
	struct fixture *f = *state;
	int64_t id = approved(f, "T", 10);
	show_all(f);
	undo(f, id, 20);
	OK(ask_reject(f->s, by(30), id, S("off topic"), &f->err));
	undo(f, id, 40);
	struct gones all = gone(f);
	assert_int_equal(all.n, 1);
	assert_true(
		all.v[0].at == 20 && all.v[0].reason.n == 0); /* what followed took nothing from readers */
	OK(ask_approve(f->s, by(50), id, SECTION_NONE, STR_NONE, &f->err));
	assert_int_equal(gone(f).n, 0);
}

static void what_was_merged_into_a_withdrawn_item_is_gone_too(void **state)
{
	struct fixture *f = *state;
	int64_t winner = approved(f, "W", 10), loser = approved(f, "L", 10);
	show_all(f);
	OK(ask_merge(f->s, by(20), winner, loser, &f->err));
	assert_int_equal(gone(f).n, 0); /* its page leads on */
	OK(ask_withdraw(f->s, by(30), winner, S("Wrong."), &f->err));
	struct gones all = gone(f);
	assert_int_equal(all.n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(all.v[i].at == 30 && str_eq(all.v[i].reason, S("Wrong.")));
	assert_str(all.v[0].release.tag, "item/2");
	assert_str(all.v[1].release.tag, "item/1");
}

/* A merge gave the page of one item the name of the other; the name went back. */
static void a_name_that_lives_elsewhere_leads_there(void **state)
{
	struct fixture *f = *state;
	int64_t winner = item_make(f, "W", 0.5), loser = approved(f, "L", 10);
	show_all(f);
	OK(ask_merge(f->s, by(20), winner, loser, &f->err));
	show_all(f);
	undo(f, winner, 30);
	struct gones all = gone(f);
	assert_int_equal(all.n, 1);
	assert_true(all.v[0].release.item == winner && all.v[0].now_at == loser);
	OK(ask_merge(f->s, by(40), winner, loser, &f->err));
	OK(ask_withdraw(f->s, by(50), winner, S("Wrong."), &f->err));
	all = gone(f);
	assert_int_equal(all.n, 2);
	assert_int_equal(all.v[0].now_at, 0);
	assert_true(str_eq(all.v[0].release.tag, all.v[1].release.tag)); /* it is told of once */
	assert_int_equal(all.v[0].handed_on + all.v[1].handed_on, 1);
}

static int64_t owner_of(struct fixture *f, int64_t item)
{
	int64_t owner;
	OK(store_shown_owner(f->s, item, &owner, &f->err));
	return owner;
}

static void one_item_has_the_page_of_a_name(void **state)
{
	struct fixture *f = *state;
	const struct edit words = {.set_title = true, .title = S("Of both")};
	int64_t winner = item_make(f, "W", 0.5), loser = approved(f, "L", 10);
	assert_int_equal(owner_of(f, loser), 0); /* nobody saw it */
	freeze(f, "1");
	assert_int_equal(owner_of(f, loser), loser);
	OK(ask_merge(f->s, by(20), winner, loser, &f->err));
	assert_int_equal(owner_of(f, loser), loser); /* until a publication says otherwise */
	OK(ask_edit(f->s, by(21), winner, &words, &f->err));
	show_all(f);
	freeze(f, "2");
	assert_true(owner_of(f, loser) == winner && owner_of(f, winner) == winner);
	undo(f, winner, 30);
	undo(f, winner, 31);
	undo(f, loser, 32);
	/* The winner was seen later, but the name is its own no more. */
	assert_true(owner_of(f, loser) == loser && owner_of(f, winner) == loser);
	struct gones all = gone(f);
	assert_int_equal(all.n, 2);
	for (size_t i = 0; i < 2; i++)
		assert_true(all.v[i].handed_on == (all.v[i].release.item == winner) && !all.v[i].told);
	all = draft(f).gone;
	assert_true(all.n == 1 && all.v[0].release.item == loser);
	show_all(f);
	all = gone(f);
	assert_true(all.v[0].told && all.v[1].told);
}

/* What readers saw and see as part of another item now, under the name that they know. */
static void what_was_merged_is_part_of_another(void **state)
{
	struct fixture *f = *state;
	struct leaving leaving;
	int64_t winner = approved(f, "W", 10), loser = approved(f, "L", 10);
	OK(ask_merge(f->s, by(22), winner, loser, &f->err));
	OK(store_gone_leaving(f->s, &f->a, loser, &leaving, &f->err));
	assert_true(leaving.cause == GONE_MERGED && leaving.at == 22 &&
		leaving.into == item_read(f, winner).live);
	undo(f, winner, 24);
	OK(store_gone_leaving(f->s, &f->a, loser, &leaving, &f->err));
	assert_int_equal(leaving.cause, GONE_NOT);
}

static void who_was_mailed_is_told_once(void **state)
{
	struct fixture *f = *state;
	int64_t mailed = approved(f, "M", 10);
	freeze(f, "1");
	int64_t unmailed = approved(f, "U", 11);
	show_all(f);
	OK(ask_withdraw(f->s, by(20), mailed, S("Wrong."), &f->err));
	OK(ask_withdraw(f->s, by(20), unmailed, S("Wrong."), &f->err));
	assert_true(draft(f).gone.n == 1 && draft(f).gone.v[0].release.item == mailed &&
		draft(f).fresh.n == 0 && draft(f).corrected.n == 0);
	undo(f, mailed, 21);
	assert_int_equal(draft(f).gone.n + draft(f).corrected.n, 0); /* nobody was told */
	OK(ask_withdraw(f->s, by(22), mailed, S("Wrong after all."), &f->err));
	freeze(f, "2");
	assert_int_equal(draft(f).gone.n, 0);
	undo(f, mailed, 30);
	assert_true(
		draft(f).corrected.n == 1 && draft(f).corrected.v[0].item == mailed); /* it is back */
	freeze(f, "3");
	assert_int_equal(draft(f).corrected.n, 0);
	OK(ask_withdraw(f->s, by(40), mailed, S("Wrong again."), &f->err));
	assert_str(draft(f).gone.v[0].reason, "Wrong again.");
}

/* An edition may go out before any page does. */
static void what_was_mailed_was_seen(void **state)
{
	struct fixture *f = *state;
	int64_t id = approved(f, "M", 10);
	freeze(f, "1");
	undo(f, id, 20);
	assert_int_equal(gone(f).n, 1);
	assert_true(draft(f).gone.n == 1 && draft(f).gone.v[0].at == 20);
}

static void a_note_stays_until_another_one(void **state)
{
	struct fixture *f = *state;
	struct edit words = {.note = S("Never said.")};
	int64_t id = item_make(f, "T", 0.5);
	REFUSED(ask_approve_as(f->s, by(10), id, &words, &f->err), "no reader has seen item 1 yet");
	OK(ask_approve(f->s, by(10), id, SECTION_NONE, STR_NONE, &f->err));
	REFUSED(ask_edit(f->s, by(11), id, &words, &f->err), "no reader has seen item 1 yet");
	assert_int_equal(live_release(f, id).note.n, 0); /* there was nothing to correct */
	show_all(f);
	words = (struct edit){
		.set_summary = true, .summary = S("Right."), .note = S("The dose was wrong.")};
	OK(ask_edit(f->s, by(20), id, &words, &f->err));
	assert_str(live_release(f, id).note, "The dose was wrong.");
	assert_int_equal(live_release(f, id).noted, 20);
	struct decisions log;
	OK(store_decision_list(f->s, &f->a, id, 1, &log, &f->err));
	assert_detail(log.v[0], "summary; note: “The dose was wrong.”");
	words = (struct edit){.set_summary = true, .summary = S("Right!")};
	OK(ask_edit(f->s, by(30), id, &words, &f->err));
	assert_str(live_release(f, id).note, "The dose was wrong.");
	assert_true(live_release(f, id).noted == 20 && live_release(f, id).at == 30);
	words = (struct edit){.note = S("By request of the authors.")}; /* a change by itself */
	OK(ask_edit(f->s, by(40), id, &words, &f->err));
	assert_true(live_release(f, id).noted == 40 && live_release(f, id).at == 40);
	show_all(f);
	undo(f, id, 50);
	assert_str(live_release(f, id).note, "The dose was wrong.");
	assert_true(live_release(f, id).noted == 20 && live_release(f, id).at == 50);
	char text[NOTE_MAX + 2];
	memset(text, 'x', NOTE_MAX + 1);
	words.note = (struct str){text, NOTE_MAX + 1};
	REFUSED(ask_edit(f->s, by(60), id, &words, &f->err), "at most 300");
	REFUSED(ask_approve_as(f->s, by(60), id, &words, &f->err), "at most 300");
}

static void the_same_note_by_both_is_no_conflict(void **state)
{
	struct fixture *f = *state;
	bool stale = false;
	struct verdict verdict = verdict_of("T, changed", 0.5);
	int64_t id = approved(f, "T", 10);
	show_all(f);
	const struct edit approval = {.note = S("Title: T → T, changed")},
					  saved = {.set_summary = true,
						  .summary = S("Right."),
						  .note = S("The dose was wrong.")};
	OK(store_item_judge(f->s, id, &verdict, 0, &f->err));
	OK(set_changes(f->s, id, (struct strs){&S("The title changed."), 1}, &f->err));
	long version = item_read(f, id).version;
	for (int i = 0; i < 2; i++) {
		struct by who = {
			.editor = i ? S("ben") : S("ada"), .now = 20 + i, .version = version, .stale = &stale};
		OK(ask_approve_as(f->s, who, id, &approval, &f->err));
	}
	version = item_read(f, id).version;
	for (int i = 0; i < 2; i++) {
		struct by who = {
			.editor = i ? S("ben") : S("ada"), .now = 30 + i, .version = version, .stale = &stale};
		OK(ask_edit(f->s, who, id, &saved, &f->err));
	}
	assert_false(stale);
	assert_string_equal(sql(f, "SELECT count(*) FROM decision"), "3");
	assert_int_equal(live_release(f, id).noted, 30);
}

static void a_note_is_mailed(void **state)
{
	struct fixture *f = *state;
	int64_t id = approved(f, "M", 10);
	struct edit words = {
		.set_summary = true, .summary = S("Right."), .note = S("The dose was wrong.")};
	freeze(f, "1");
	OK(ask_edit(f->s, by(20), id, &words, &f->err));
	assert_int_equal(draft(f).corrected.n, 1);
	freeze(f, "2");
	words = (struct edit){.set_summary = true, .summary = S("Only the summary.")};
	OK(ask_edit(f->s, by(30), id, &words, &f->err));
	assert_int_equal(draft(f).corrected.n, 1); /* another sentence, with or without a note */
}

static int64_t published_first(struct fixture *f, enum list_state which, int64_t before, size_t n)
{
	struct publisheds list;
	const struct published_filter filter = {.state = which, .before = before, .limit = 9};
	OK(store_list_published(f->s, &f->a, &filter, &list, &f->err));
	assert_int_equal(list.n, n);
	return n ? list.v[0].item : 0;
}

static int64_t listed(struct fixture *f, enum list_state which)
{
	struct items items;
	bool more;
	const struct list_filter filter = {.state = which, .now = 99, .limit = 1};
	OK(store_list(f->s, &f->a, &filter, &items, &more, &f->err));
	assert_false(more);
	return items.n ? items.v[0].id : 0;
}

static void each_state_has_its_list(void **state)
{
	struct fixture *f = *state;
	struct list_counts counts;
	struct gones withdrawn;
	struct verdict verdict = verdict_of("R", 0.5);
	int64_t corrected = approved(f, "C", 10), retracted = item_make(f, "R", 0.5),
			taken = approved(f, "W", 10);
	verdict.face.notice = S("Retracted: see PMID 99000103.");
	verdict.face.retracted = true;
	OK(store_item_judge(f->s, retracted, &verdict, 0, &f->err));
	OK(ask_approve(f->s, by(11), retracted, SECTION_NONE, STR_NONE, &f->err));
	show_all(f);
	int64_t unseen = approved(f, "U", 13);
	OK(ask_edit(f->s, by(14), corrected,
		&(struct edit){.set_title = true, .title = S("C, corrected")}, &f->err));
	OK(ask_withdraw(f->s, by(15), taken, S("Wrong."), &f->err));
	assert_int_equal(published_first(f, LIST_CORRECTED, 0, 1), corrected);
	assert_int_equal(published_first(f, LIST_RETRACTED, 0, 1), retracted);
	assert_int_equal(published_first(f, LIST_PUBLISHED, 0, 3), corrected);
	published_first(f, LIST_RETRACTED, item_read(f, retracted).live, 0); /* the page after it */
	assert_int_equal(listed(f, LIST_CORRECTED), corrected);
	assert_int_equal(listed(f, LIST_RETRACTED), retracted);
	assert_int_equal(listed(f, LIST_WITHDRAWN), taken);
	struct withdrawn_filter filter = {.section = SECTION_NEWS, .limit = 9};
	OK(store_gone_withdrawn(f->s, &f->a, &filter, &withdrawn, &f->err));
	assert_true(withdrawn.n == 1 && withdrawn.v[0].release.item == taken);
	filter.section = SECTION_TRIALS;
	OK(store_gone_withdrawn(f->s, &f->a, &filter, &withdrawn, &f->err));
	assert_int_equal(withdrawn.n, 0);
	filter = (struct withdrawn_filter){.before = taken, .limit = 9};
	OK(store_gone_withdrawn(f->s, &f->a, &filter, &withdrawn, &f->err));
	assert_int_equal(withdrawn.n, 0);
	OK(store_list_counts(f->s, 99, &counts, &f->err));
	assert_true(counts.state[LIST_WITHDRAWN] == 1 && counts.state[LIST_APPROVED] == 3 &&
		counts.state[LIST_ALL] == 4);
	const struct list_filter published = {
		.state = LIST_PUBLISHED, .order = LIST_OLDEST, .now = 99, .limit = 9};
	struct items items;
	bool more;
	OK(store_list(f->s, &f->a, &published, &items, &more, &f->err));
	assert_true(items.n == 2 && items.v[0].id == corrected && items.v[1].id == retracted && unseen);
	undo(f, corrected, 20); /* what nobody saw of it is as if it had not been */
	undo(f, taken, 20);
	assert_int_equal(listed(f, LIST_CORRECTED) + listed(f, LIST_WITHDRAWN), 0);
}

/* A file of the version before: what was published or mailed by then was seen, as it was then, and
 * what became of it is known at once. */
static void an_older_store_knows_what_readers_saw(void **state)
{
	OF_SQLITE_ALONE();
	struct fixture *f = *state;
	static const char *const steps[] = {SCHEMA_SQL, SCHEMA_2_SQL, SCHEMA_3_SQL,
		"PRAGMA application_id = 0x54494447; PRAGMA user_version = 3; INSERT INTO note VALUES "
		"('published', '15');"
		"INSERT INTO item (id, tag, first_seen, state, section, title, official_title, url, label, "
		"citation, summary, summary_origin, status, status_line, notice, day, confidence, score, "
		"why, warnings) "
		"SELECT value, value, 1, 1, 2, 'T', '', '', '', '', '', '', '', '', '', '', 0, 0, '', '' "
		"FROM (SELECT 1 AS value UNION SELECT 2 UNION SELECT 3 UNION SELECT 4);"
		"INSERT INTO release (id, item, at, section, title, official_title, url, label, citation, "
		"summary, summary_origin, status, status_line, notice, day, published) "
		"VALUES (1, 1, 10, 2, 'T', '', '', '', '', '', '', '', '', '', '', 10), (2, 2, 20, 2, 'T', "
		"'', '', '', '', '', '', '', '', '', '', 20), "
		"(3, 3, 12, 2, 'T', '', '', '', '', '', '', '', '', 'Retracted.', '', 5), (4, 4, 20, 2, "
		"'T', '', '', '', '', '', '', '', '', '', '', 20), "
		"(5, 3, 20, 2, 'T', '', '', '', '', '', '', '', '', 'Retracted: see there.', '', 5);"
		"INSERT INTO edition VALUES (1, 2, '2026-W47', 21, ''); INSERT INTO edition_item VALUES "
		"(1, 4, 4);"
		"UPDATE item SET live = id; UPDATE item SET live = 5 WHERE id = 3"};
	store_close(f->s);
	unlink(f->path);
	assert_int_equal(sqlite3_open(f->path, &f->beside.file), SQLITE_OK);
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++)
		if (sqlite3_exec(f->beside.file, steps[i], NULL, NULL, NULL) != SQLITE_OK)
			fail_msg("%s", sqlite3_errmsg(f->beside.file));
	f->s = open_store(f->path, &f->err);
	assert_non_null(f->s);
	assert_string_equal(
		sql(f, "SELECT group_concat(item || ':' || release || ':' || tag, ' ') FROM shown"),
		"1:1:item/1 3:3:item/3 4:4:item/4");
	/* Its releases noted no topics, and are filed once by the configuration. */
	struct pattern *match = pattern_new(S("^T$"), NULL);
	struct topic topic = {.title = S("Tees"), .slug = S("tees"), .match = match};
	const struct site site = {.topics = &topic, .topic_count = 1};
	OK(filing_complete(&site, f->s, &f->err));
	topic.slug = S("other");
	OK(filing_complete(&site, f->s, &f->err));
	assert_string_equal(
		sql(f, "SELECT group_concat(topics) FROM release"), "tees,tees,tees,tees,tees");
	pattern_free(match);
	assert_int_equal(listed(f, LIST_CORRECTED), 3);
	assert_int_equal(listed(f, LIST_RETRACTED), 3);
	OK(ask_withdraw(f->s, by(30), 1, S("Wrong."), &f->err));
	REFUSED(ask_withdraw(f->s, by(30), 2, S("Wrong."), &f->err), "no reader has seen");
	assert_int_equal(gone(f).n, 1);
}

static bool is_seen(struct fixture *f, int64_t decision)
{
	bool seen;
	OK(store_shown_decision(f->s, decision, &seen, &f->err));
	return seen;
}

/* No time is compared: the clock of who publishes may be another one. */
static void a_decision_is_seen_when_its_effect_was_shown(void **state)
{
	struct fixture *f = *state;
	int64_t winner = approved(f, "W", 90), loser = approved(f, "L", 90);                  /* 1, 2 */
	OK(ask_edit(f->s, by(91), winner, &(struct edit){.set_title = true, .title = S("V")}, /* 3 */
		&f->err));
	assert_false(is_seen(f, 1) || is_seen(f, 2) || is_seen(f, 3));
	show_all(f);
	assert_true(is_seen(f, 1) && is_seen(f, 2) && is_seen(f, 3));
	OK(ask_merge(f->s, by(80), winner, loser, &f->err)); /* 4 */
	assert_false(is_seen(f, 4));
	show_all(f); /* the loser's page leads on now */
	assert_true(is_seen(f, 4));
	OK(ask_withdraw(f->s, by(70), winner, S("Wrong."), &f->err)); /* 5 */
	assert_false(is_seen(f, 5));
	undo(f, winner, 71); /* 6 */
	assert_int_equal(live_release(f, winner).at, 91);
	OK(ask_withdraw(f->s, by(72), winner, S("Wrong."), &f->err)); /* 7 */
	show_all(f);
	assert_true(is_seen(f, 7) && is_seen(f, 4));
	undo(f, winner, 100);
	assert_int_equal(live_release(f, winner).at, 100); /* readers saw that it was gone */
	undo(f, winner, 101);
	assert_int_equal(live_release(f, loser).at, 101);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_nobody_saw_is_not_withdrawn),
		TEST(a_withdrawn_item_stays_so_until_that_is_undone),
		TEST(an_approval_that_is_undone_after_publication_leaves_the_same_trace),
		TEST(what_was_merged_into_a_withdrawn_item_is_gone_too),
		TEST(a_name_that_lives_elsewhere_leads_there),
		TEST(one_item_has_the_page_of_a_name),
		TEST(what_was_merged_is_part_of_another),
		TEST(who_was_mailed_is_told_once),
		TEST(what_was_mailed_was_seen),
		TEST(a_note_stays_until_another_one),
		TEST(the_same_note_by_both_is_no_conflict),
		TEST(a_note_is_mailed),
		TEST(each_state_has_its_list),
		TEST(an_older_store_knows_what_readers_saw),
		TEST(a_decision_is_seen_when_its_effect_was_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
