#include "decisions.h"

static struct decisions decisions(struct fixture *f, int64_t item)
{
	struct decisions log;
	OK(store_decision_list(f->s, &f->a, item, 0, &log, &f->err));
	return log;
}

static struct release live(struct fixture *f, int64_t item)
{
	struct release release;
	bool found;
	OK(store_release_get(f->s, &f->a, item_read(f, item).live, &release, &found, &f->err));
	assert_true(found);
	return release;
}

static void judge_title(struct fixture *f, int64_t item, const char *title)
{
	struct verdict verdict = verdict_of(title, 0.5);
	struct str why = S("Title changed.");
	OK(store_item_judge(f->s, item, &verdict, 0, &f->err));
	OK(set_changes(f->s, item, (struct strs){&why, 1}, &f->err));
}

static void approve(struct fixture *f, int64_t item, int64_t now)
{
	OK(ask_approve(f->s, by(now), item, SECTION_NONE, STR_NONE, &f->err));
}

static void an_approval_freezes_what_was_seen(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	OK(ask_approve(f->s, by(5), id, SECTION_TRIALS, S("Mine."), &f->err));
	struct item item = item_read(f, id);
	struct release release = live(f, id);
	assert_true(item.state == ITEM_APPROVED && item.version == 2 && release.at == 5 &&
		release.published == 5 && release.item == id && !release.topics.n);
	assert_true(release.face.section == SECTION_TRIALS);
	assert_str(release.face.summary, "Mine.");
	assert_int_equal(release.face.summary_origin, SUMMARY_EDITOR);
	struct decisions log = decisions(f, id);
	assert_int_equal(log.n, 1);
	assert_verb(log.v[0], VERB_APPROVE);
	assert_str(log.v[0].actor.name, "ada");
	assert_detail(log.v[0], "section, summary");
	assert_str(log.v[0].title, "T");
	assert_true(log.v[0].at == 5 && log.v[0].item == id && !log.v[0].undone);
}

static void approving_what_is_live_and_unchanged_does_nothing(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	approve(f, id, 5);
	approve(f, id, 6);
	assert_int_equal(decisions(f, id).n, 1);
	assert_int_equal(live(f, id).at, 5);
	OK(ask_approve(f->s, by(7), id, SECTION_NONE, S("Now with a summary."), &f->err));
	assert_int_equal(live(f, id).at, 7);
}

static void an_update_that_is_approved_is_a_new_release(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	approve(f, id, 5);
	show_all(f);
	judge_title(f, id, "T2");
	approve(f, id, 9);
	assert_str(live(f, id).face.title, "T2");
	assert_true(
		live(f, id).at == 9 && live(f, id).published == 5 && item_read(f, id).changes.n == 0);
}

static void an_update_that_is_declined_leaves_what_is_live(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	approve(f, id, 5);
	assert_false(item_read(f, id).has_dismissed);
	judge_title(f, id, "T2");
	OK(ask_reject(f->s, by(6), id, S("a typo"), &f->err));
	struct item item = item_read(f, id);
	struct face face = item_face(&item);
	assert_true(item.state == ITEM_APPROVED && item.changes.n == 0 && item.has_dismissed);
	assert_true(hash_eq(item.dismissed, face_hash(&face)));
	assert_str(live(f, id).face.title, "T");
	assert_detail(decisions(f, id).v[0], "a typo");
	REFUSED(ask_reject(f->s, by(7), id, STR_NONE, &f->err), "published");
	approve(f, id, 8); /* after all */
	assert_str(live(f, id).face.title, "T2");
	assert_false(item_read(f, id).has_dismissed);
}

static void a_rejected_item_leaves_the_queue(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	OK(ask_reject(f->s, by(1), id, S("off topic"), &f->err));
	OK(ask_reject(f->s, by(2), id, S("again"), &f->err));
	assert_true(item_read(f, id).state == ITEM_REJECTED);
	assert_int_equal(decisions(f, id).n, 1);
}

static void a_deferred_item_waits(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	OK(ask_defer(f->s, by(1), id, 86400, &f->err));
	assert_true(
		item_read(f, id).state == ITEM_DEFERRED && item_read(f, id).deferred_until == 86400);
	assert_detail(decisions(f, id).v[0], "until 1970-01-02T00:00:00Z");
	approve(f, id, 2);
	assert_true(
		item_read(f, id).state == ITEM_APPROVED && item_read(f, id).deferred_until == NO_TIME);
	REFUSED(ask_defer(f->s, by(3), id, 9, &f->err), "published");
}

static void an_item_without_a_title_waits_for_one(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "", 0.5);
	REFUSED(ask_approve(f->s, by(1), id, SECTION_NONE, STR_NONE, &f->err), "no title");
	assert_true(item_read(f, id).state == ITEM_QUEUED && decisions(f, id).n == 0);
	OK(ask_edit(f->s, by(2), id, &(struct edit){.set_title = true, .title = S("Given")}, &f->err));
	approve(f, id, 3);
	assert_str(live(f, id).face.title, "Given");
}

static void an_automatic_approval_names_its_source(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	struct by source = {.editor = S("PubMed one"), .now = 1, .automatic = true};
	OK(ask_approve(f->s, source, id, SECTION_NONE, STR_NONE, &f->err));
	assert_str(decision_actor_words(&f->a, &decisions(f, id).v[0].actor), "source PubMed one");
	assert_string_equal(sql(f, "SELECT automatic FROM release"), "1");
}

static void an_edit_waits_or_goes_live(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	struct str slugs[] = {S("one"), S("two")};
	struct edit edit = {
		.set_title = true, .title = S("Mine"), .set_topics = true, .topics = {slugs, 2}};
	OK(ask_edit(f->s, by(1), id, &edit, &f->err));
	assert_true(!item_read(f, id).live && item_read(f, id).state == ITEM_QUEUED);
	assert_detail(decisions(f, id).v[0], "title, topics");
	OK(ask_edit(f->s, by(2), id, &edit, &f->err));
	assert_int_equal(decisions(f, id).n, 1); /* nothing new */
	approve(f, id, 3);
	assert_int_equal(live(f, id).topics.n, 2);
	OK(ask_edit(f->s, by(4), id, &(struct edit){.set_topics = true}, &f->err));
	assert_true(live(f, id).at == 4 && live(f, id).topics.n == 0);
	OK(ask_edit(f->s, by(5), id, &(struct edit){.set_title = true}, &f->err));
	assert_str(live(f, id).face.title, "T");
}

static void an_edit_does_not_publish_what_waits(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	approve(f, id, 1);
	judge_title(f, id, "Not yet approved");
	OK(ask_edit(
		f->s, by(2), id, &(struct edit){.set_summary = true, .summary = S("Mine.")}, &f->err));
	assert_str(live(f, id).face.title, "T");
	assert_str(live(f, id).face.summary, "Mine.");
	assert_int_equal(item_read(f, id).changes.n, 1);
}

/* Two items, each with an entry of source A and a key: natives "1" and "2", keys "one" and
 * "two". */
static void pair_make(struct fixture *f, int64_t *a, int64_t *b)
{
	int64_t source = source_make(f, "A");
	*a = item_make(f, "One", 0.5);
	*b = item_make(f, "Two", 0.5);
	entry_put(f, source, *a, news("1", "One"));
	entry_put(f, source, *b, news("2", "Two"));
	OK(store_key_add(f->s, 4, S("one"), *a, &f->err));
	OK(store_key_add(f->s, 4, S("two"), *b, &f->err));
}

static size_t copy_count(struct fixture *f, int64_t item)
{
	struct copies copies;
	OK(store_entry_copies(f->s, &f->a, item, &copies, &f->err));
	return copies.n;
}

static int64_t key_item(struct fixture *f, const char *key)
{
	int64_t item = 0;
	bool found;
	OK(store_key_find(f->s, strchr(key, '\n') ? 5 : 4, str_of(key), &item, &found, &f->err));
	return item;
}

static void a_merged_item_is_an_alias(void **state)
{
	struct fixture *f = *state;
	int64_t a, b, c = item_make(f, "Three", 0.5);
	struct item item;
	bool found;
	pair_make(f, &a, &b);
	OK(ask_merge(f->s, by(1), a, b, &f->err));
	assert_true(copy_count(f, a) == 2 && copy_count(f, b) == 0 && key_item(f, "two") == a);
	OK(ask_merge(f->s, by(2), c, a, &f->err));
	OK(store_item_follow(f->s, &f->a, b, &item, &found, &f->err));
	assert_true(found && item.id == c); /* through two merges */
	REFUSED(ask_approve(f->s, by(3), b, SECTION_NONE, STR_NONE, &f->err), "was merged into item");
	REFUSED(ask_merge(f->s, by(3), b, c, &f->err), "was merged into item");
	REFUSED(ask_merge(f->s, by(3), c, c, &f->err), "itself");
	REFUSED(ask_merge(f->s, by(3), c, 99, &f->err), "no item 99");
	OK(ask_undo(f->s, by(4), 0, NULL, &f->err));
	OK(store_item_follow(f->s, &f->a, b, &item, &found, &f->err));
	assert_true(item.id == a && copy_count(f, a) == 2);
	OK(ask_undo(f->s, by(5), 0, NULL, &f->err));
	assert_true(
		item_read(f, b).merged_into == 0 && copy_count(f, b) == 1 && key_item(f, "two") == b);
}

static void what_readers_see_of_the_loser_stays(void **state)
{
	struct fixture *f = *state;
	int64_t a, b;
	pair_make(f, &a, &b);
	OK(ask_edit(f->s, by(1), b, &(struct edit){.set_title = true, .title = S("Mine")}, &f->err));
	approve(f, b, 2);
	struct str tag = live(f, b).tag;
	OK(ask_merge(f->s, by(3), a, b, &f->err));
	struct release release = live(f, a);
	assert_str(release.tag, str_cstr(&f->a, tag)); /* readers know the publication by it */
	assert_true(release.item == a && release.at == 3 && release.published == 2 &&
		item_read(f, a).state == ITEM_APPROVED && !item_read(f, b).live);
	assert_str(release.face.title, "Mine");
	assert_str(item_read(f, a).edited_title, "Mine");
	struct items aliases;
	OK(store_item_aliases(f->s, &f->a, a, &aliases, &f->err));
	assert_true(aliases.n == 1 && aliases.v[0].id == b);
}

static void when_both_are_live_the_winner_stays_as_it_is(void **state)
{
	struct fixture *f = *state;
	int64_t a, b;
	pair_make(f, &a, &b);
	approve(f, a, 1);
	approve(f, b, 2);
	int64_t release = item_read(f, a).live;
	OK(ask_merge(f->s, by(3), a, b, &f->err));
	assert_true(item_read(f, a).live == release && !item_read(f, b).live);
}

static void a_copy_that_is_split_off_takes_its_keys_along(void **state)
{
	struct fixture *f = *state;
	int64_t a, b, made;
	struct copies copies;
	enum { GUID = 5 }; /* enum key_kind: a guid is scoped by the source's name */
	struct entry one = news("1", "A first title of one"), two = news("2", "Another title of two");
	a = item_make(f, "One", 0.5);
	b = item_make(f, "Two", 0.5);
	one.guid = S("guid-1");
	two.guid = S("guid-2");
	entry_put(f, source_make(f, "A"), a, one);
	entry_put(f, source_make(f, "B"), b, two);
	OK(store_key_add(f->s, GUID, S("A\nguid-1"), a, &f->err));
	OK(store_key_add(f->s, GUID, S("B\nguid-2"), b, &f->err));
	OK(store_entry_copies(f->s, &f->a, a, &copies, &f->err));
	REFUSED(ask_split(f->s, by(1), copies.v[0].id, &made, &f->err), "only one");
	REFUSED(ask_split(f->s, by(1), 99, &made, &f->err), "no copy 99");
	OK(ask_merge(f->s, by(2), a, b, &f->err));
	two.title = S("Another title of two, second version");
	entry_put(f, source_make(f, "B"), a, two);
	OK(store_entry_copies(f->s, &f->a, a, &copies, &f->err));
	OK(ask_split(f->s, by(3), copies.v[1].id, &made, &f->err));
	assert_true(key_item(f, "B\nguid-2") == made && key_item(f, "A\nguid-1") == a);
	assert_true(copy_count(f, a) == 1 && item_read(f, made).state == ITEM_QUEUED);
	OK(store_entry_versions(f->s, &f->a, made, &copies, &f->err));
	assert_int_equal(copies.n, 2);
	OK(ask_undo(f->s, by(4), made, NULL, &f->err));
	assert_true(copy_count(f, a) == 2 && key_item(f, "B\nguid-2") == a &&
		item_read(f, made).merged_into == a);
}

static void the_log_is_newest_first(void **state)
{
	struct fixture *f = *state;
	int64_t a, b;
	struct decisions log;
	pair_make(f, &a, &b);
	approve(f, a, 1);
	OK(ask_merge(f->s, by(2), a, b, &f->err));
	approve(f, item_make(f, "Other", 0.5), 3);
	OK(ask_undo(f->s, by(4), b, NULL, &f->err));
	assert_int_equal(decisions(f, 0).n, 4);
	log = decisions(f, b);
	assert_int_equal(log.n, 2);
	assert_verb(log.v[0], VERB_UNDO);
	assert_detail(log.v[0], "merge");
	assert_true(log.v[1].undone && log.v[0].undoes == log.v[1].id && log.v[1].other == b);
	assert_int_equal(decisions(f, a).n, 3);
	OK(store_decision_list(f->s, &f->a, 0, 2, &log, &f->err));
	assert_int_equal(log.n, 2);
	assert_verb(log.v[1], VERB_APPROVE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_approval_freezes_what_was_seen),
		TEST(approving_what_is_live_and_unchanged_does_nothing),
		TEST(an_update_that_is_approved_is_a_new_release),
		TEST(an_update_that_is_declined_leaves_what_is_live),
		TEST(a_rejected_item_leaves_the_queue),
		TEST(a_deferred_item_waits),
		TEST(an_item_without_a_title_waits_for_one),
		TEST(an_automatic_approval_names_its_source),
		TEST(an_edit_waits_or_goes_live),
		TEST(an_edit_does_not_publish_what_waits),
		TEST(a_merged_item_is_an_alias),
		TEST(what_readers_see_of_the_loser_stays),
		TEST(when_both_are_live_the_winner_stays_as_it_is),
		TEST(a_copy_that_is_split_off_takes_its_keys_along),
		TEST(the_log_is_newest_first),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
