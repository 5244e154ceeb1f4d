#include "../item/decisions.h"

static int64_t item_add(
	struct fixture *f, struct str tag, const struct verdict *verdict, int64_t now, bool backfill)
{
	const struct item_seed seed = {tag, verdict, now, backfill};
	int64_t id;
	OK(store_item_add(f->s, &seed, &id, &f->err));
	return id;
}

static void an_item_keeps_its_tag(void **state)
{
	struct fixture *f = *state;
	struct verdict verdict = verdict_of("T", 0.5);
	int64_t a = item_add(f, S("item/nct/NCT99000001"), &verdict, 7, true),
			b = item_add(f, S("pmid/99000001"), &verdict, 8, false), other;
	assert_str(item_read(f, b).tag, "pmid/99000001");
	/* Nobody else gets it, nor what it was called before. */
	other = item_add(f, S("pmid/99000001"), &verdict, 9, false);
	assert_int_equal(other, 0);
	other = item_add(f, S("nct/NCT99000001"), &verdict, 9, false);
	assert_int_equal(other, 0);
	assert_true(item_add(f, S("page/99000001"), &verdict, 9, false) == b + 1);
	assert_true(
		item_read(f, a).backfill && item_read(f, a).first_seen == 7 && !item_read(f, b).backfill);
	bool found;
	struct item none;
	OK(store_item_follow(f->s, &f->a, 99, &none, &found, &f->err));
	assert_false(found);
}

static void a_verdict_comes_back_whole(void **state)
{
	struct fixture *f = *state;
	struct str why[] = {S("One."), S("Two\nlines.")};
	struct verdict v = {.confidence = CONFIDENCE_MEDIUM,
		.score = 0.25,
		.why = {why, 2},
		.warnings = WARNING_PREPRINT | WARNING_LETTER,
		.face = {ENTRY_TRIAL, SECTION_TRIALS, SUMMARY_LEAD, S("t"), S("o"), S("u"), S("l"), S("c"),
			S("s"), S("RECRUITING"), S("sl"), S("n"), S("typed\nphase\tPHASE2"), S("le"), S("a\t"),
			S("99000009"), S("4\t99000009\t"), true, {0}, {2020, 10, 0}}};
	int64_t id;
	id = item_add(f, STR_NONE, &v, 7, false);
	struct item is = item_read(f, id);
	assert_true(face_eq(&is.judged, &v.face));
	assert_int_equal(is.judged.summary_origin, SUMMARY_LEAD);
	assert_true(is.confidence == CONFIDENCE_MEDIUM && is.score == 0.25 && is.why.n == 2 &&
		is.warnings == (WARNING_PREPRINT | WARNING_LETTER));
	assert_true(is.judged.kind == ENTRY_TRIAL && is.judged.retracted);
	assert_str(is.judged.notice_pmid, "99000009");
	assert_str(is.judged.told, "4\t99000009\t");
	assert_str(is.why.v[1], "Two lines.");
	assert_true(is.state == ITEM_QUEUED && is.deferred_until == NO_TIME && !is.live &&
		!is.changes.n && !is.merged_into && !is.has_dismissed);
	assert_true(is.edited_section == SECTION_NONE && !is.has_edited_title &&
		!is.has_edited_summary && !is.has_edited_topics);
}

static void the_version_moves_with_the_face(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	struct verdict v = verdict_of("T", 0.9);
	OK(store_item_judge(f->s, id, &v, 0, &f->err));
	assert_int_equal(item_read(f, id).version, 1);
	assert_true(item_read(f, id).score == 0.9);
	v.face.date.day++;
	OK(store_item_judge(f->s, id, &v, 0, &f->err));
	assert_int_equal(item_read(f, id).version, 2);
	REFUSED(store_item_judge(f->s, 99, &v, 0, &f->err), "no item 99");
	struct str why = S("Status changed.");
	OK(set_changes(f->s, id, (struct strs){&why, 1}, &f->err));
	OK(set_changes(f->s, id, (struct strs){&why, 1}, &f->err));
	assert_int_equal(item_read(f, id).version, 3);
	assert_str(item_read(f, id).changes.v[0].to, "Status changed.");
	OK(set_changes(f->s, id, (struct strs){0}, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 0);
}

static void an_editors_words_lie_over_the_judged(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	struct item item = item_read(f, id);
	struct face face = item_face(&item);
	struct hash hash = face_hash(&face);
	assert_true(face_eq(&face, &item.judged));
	struct edit edit = {.section = SECTION_RESEARCH, .set_summary = true, .summary = S("Mine.")};
	OK(ask_edit(f->s, by(1), id, &edit, &f->err));
	item = item_read(f, id);
	face = item_face(&item);
	assert_true(face.section == SECTION_RESEARCH && item.judged.section == SECTION_NEWS);
	assert_str(face.summary, "Mine.");
	assert_int_equal(face.summary_origin, SUMMARY_EDITOR);
	assert_str(face.title, "T");
	assert_false(hash_eq(face_hash(&face), hash));
}

static void a_key_names_one_item(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5), item;
	bool found;
	OK(store_key_add(f->s, 3, S("10.1/x"), a, &f->err));
	OK(store_key_add(f->s, 3, S("10.1/x"), b, &f->err));
	OK(store_key_add(f->s, 4, S("10.1/x"), b, &f->err));
	OK(store_key_add(f->s, 0, S("99000001"), a, &f->err));
	OK(store_key_find(f->s, 3, S("10.1/x"), &item, &found, &f->err));
	assert_true(found && item == a);
	OK(store_key_find(f->s, 4, S("10.1/x"), &item, &found, &f->err));
	assert_true(found && item == b);
	OK(store_key_find(f->s, 5, S("10.1/x"), &item, &found, &f->err));
	assert_false(found);
	struct stored_keys keys;
	OK(store_key_list(f->s, &f->a, a, &keys, &f->err));
	assert_int_equal(keys.n, 2);
	assert_int_equal(keys.v[0].kind, 0);
	assert_str(keys.v[1].key, "10.1/x");
}

static struct relateds related(struct fixture *f, int64_t id)
{
	struct relateds list;
	OK(store_related_list(f->s, &f->a, id, &list, &f->err));
	return list;
}

static bool relate(struct fixture *f, int64_t item, int kind, const char *key, const char *why)
{
	const struct mention mention = {.kind = kind, .key = str_of(key), .why = str_of(why)};
	return store_related_add(f->s, item, &mention, &f->err);
}

static void relations_are_seen_from_both_sides(void **state)
{
	struct fixture *f = *state;
	int64_t paper = item_make(f, "Paper", 0.5), article = item_make(f, "News", 0.5);
	OK(relate(f, article, 0, "99000001", "Mentions it."));
	OK(relate(f, article, 0, "99000001", "Again."));
	OK(relate(f, paper, 0, "99000001", "Itself."));
	assert_int_equal(related(f, article).n, 0); /* nothing has that key yet */
	OK(store_key_add(f->s, 0, S("99000001"), paper, &f->err));
	OK(store_key_add(f->s, 4, S("a.example/1"), article, &f->err));
	OK(relate(f, paper, 4, "a.example/1", "And back."));
	struct relateds list = related(f, article);
	assert_int_equal(list.n, 1);
	assert_true(list.v[0].item == paper && !list.v[0].live);
	assert_str(list.v[0].title, "Paper");
	list = related(f, paper);
	assert_int_equal(list.n, 1);
	assert_true(list.v[0].item == article);
	OK(ask_approve(f->s, by(1), article, SECTION_NONE, STR_NONE, &f->err));
	assert_true(related(f, paper).v[0].live);
}

static void relations_follow_a_merge(void **state)
{
	struct fixture *f = *state;
	int64_t paper = item_make(f, "Paper", 0.5), article = item_make(f, "News", 0.5),
			copy = item_make(f, "Copy", 0.5);
	OK(store_key_add(f->s, 0, S("99000001"), paper, &f->err));
	OK(relate(f, article, 0, "99000001", "a"));
	OK(relate(f, copy, 0, "99000001", "b"));
	assert_int_equal(related(f, paper).n, 2);
	OK(ask_merge(f->s, by(1), article, copy, &f->err));
	struct relateds list = related(f, paper);
	assert_int_equal(list.n, 1);
	assert_true(list.v[0].item == article);
	OK(ask_undo(f->s, by(2), 0, NULL, &f->err));
	assert_int_equal(related(f, paper).n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_keeps_its_tag),
		TEST(a_verdict_comes_back_whole),
		TEST(the_version_moves_with_the_face),
		TEST(an_editors_words_lie_over_the_judged),
		TEST(a_key_names_one_item),
		TEST(relations_are_seen_from_both_sides),
		TEST(relations_follow_a_merge),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
