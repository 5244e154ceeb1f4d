#include "decisions.h"

static void approve(struct fixture *f, int64_t item, int64_t now)
{
	OK(ask_approve(f->s, by(now), item, SECTION_NONE, STR_NONE, &f->err));
}

static struct releases live(struct fixture *f, enum section section, long limit)
{
	struct releases all;
	OK(store_release_live(f->s, &f->a, section, limit, &all, &f->err));
	return all;
}

static void the_live_releases_are_newest_first(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5), c = item_make(f, "C", 0.5);
	item_make(f, "never approved", 0.5);
	approve(f, a, 20);
	approve(f, b, 10);
	OK(ask_approve(f->s, by(20), c, SECTION_TRIALS, STR_NONE, &f->err));
	struct releases all = live(f, SECTION_NONE, 0);
	assert_int_equal(all.n, 3);
	assert_true(all.v[0].item == c && all.v[1].item == a && all.v[2].item == b);
	assert_str(all.v[1].tag, "item/1");
	all = live(f, SECTION_NONE, 2);
	assert_true(all.n == 2 && all.v[1].item == a);
	all = live(f, SECTION_TRIALS, 0);
	assert_true(all.n == 1 && all.v[0].item == c);
}

static void a_release_that_is_not_there_is_not_found(void **state)
{
	struct fixture *f = *state;
	struct release release;
	bool found;
	OK(store_release_get(f->s, &f->a, 5, &release, &found, &f->err));
	assert_false(found);
}

static void what_was_mailed_is_not_mailed_again(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5), trial = item_make(f, "C", 0.5);
	bool frozen;
	struct frozen_edition edition;
	approve(f, a, 1);
	OK(ask_approve(f->s, by(1), trial, SECTION_TRIALS, STR_NONE, &f->err));
	assert_true(
		draft(f).fresh.n == 1 && draft(f).fresh.v[0].item == a && draft(f).corrected.n == 0);
	OK(store_edition_find(f->s, &f->a, S("news"), S("2026-W01"), &edition, &frozen, &f->err));
	assert_false(frozen);
	freeze(f, "2026-W01");
	OK(store_edition_find(f->s, &f->a, S("news"), S("2026-W01"), &edition, &frozen, &f->err));
	assert_true(frozen);
	OK(store_edition_find(f->s, &f->a, S("trials"), S("2026-W01"), &edition, &frozen, &f->err));
	assert_false(frozen);
	approve(f, b, 2);
	assert_true(draft(f).fresh.n == 1 && draft(f).fresh.v[0].item == b);
	struct edition_draft held = draft(f);
	const struct frozen_edition again = {
		.list = S("news"), .period = S("2026-W01"), .frozen = 99, .hash = S("hash")};
	int64_t id;
	REFUSED(store_edition_freeze(f->s, &again, &(struct edition_bodies){0}, &held, &id, &f->err),
		"UNIQUE");
	freeze(f, "2026-W02");
	assert_true(draft(f).fresh.n == 0 && draft(f).corrected.n == 0);
}

/* A list that was widened, and a new one, announce no archive: neither as new nor as corrected. */
static void no_archive_is_announced(void **state)
{
	enum { DAY = 86400 };
	struct fixture *f = *state;
	struct mail_list list = {.slug = S("all"), .sections = {[SECTION_TRIALS] = true}};
	const struct frozen_edition edition = {
		.list = S("all"), .period = S("1"), .frozen = 100 * DAY, .hash = S("hash")};
	struct edition_draft draft;
	int64_t old = item_make(f, "Old", 0.5), recent = item_make(f, "Recent", 0.5), id;
	OK(ask_approve(f->s, by(10), old, SECTION_NEWS, STR_NONE, &f->err));
	OK(ask_approve(f->s, by(20), old, SECTION_NEWS, S("Another sentence."), &f->err));
	OK(store_edition_draft(f->s, &f->a, &list, 100 * DAY, &draft, &f->err));
	OK(store_edition_freeze(f->s, &edition, &(struct edition_bodies){0}, &draft, &id, &f->err));
	OK(ask_approve(f->s, by(90 * DAY), recent, SECTION_NEWS, STR_NONE, &f->err));
	list.sections[SECTION_NEWS] = true;
	OK(store_edition_draft(f->s, &f->a, &list, 200 * DAY, &draft, &f->err));
	assert_true(draft.fresh.n == 1 && draft.fresh.v[0].item == recent);
	assert_int_equal(draft.corrected.n, 0);
	list.slug = S("another");
	OK(store_edition_draft(f->s, &f->a, &list, 200 * DAY, &draft, &f->err));
	assert_true(draft.fresh.n == 0 && draft.corrected.n == 0);
}

static void a_correction_is_mailed_once(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5);
	struct verdict verdict = verdict_of("A", 0.5);
	struct str why = S("Retracted.");
	approve(f, a, 1);
	freeze(f, "2026-W01");
	OK(ask_approve(f->s, by(2), a, SECTION_NONE, S("Only the summary."), &f->err));
	assert_int_equal(draft(f).corrected.n, 1);
	freeze(f, "2026-W01b");
	verdict.face.notice = S("Retracted.");
	OK(store_item_judge(f->s, a, &verdict, 0, &f->err));
	OK(set_changes(f->s, a, (struct strs){&why, 1}, &f->err));
	assert_int_equal(draft(f).corrected.n, 0); /* not approved yet */
	approve(f, a, 3);
	assert_true(draft(f).corrected.n == 1 && draft(f).fresh.n == 0);
	assert_str(draft(f).corrected.v[0].face.notice, "Retracted.");
	freeze(f, "2026-W02");
	assert_int_equal(draft(f).corrected.n, 0);
}

static void the_first_run_of_an_automatic_source_is_no_news(void **state)
{
	struct fixture *f = *state;
	struct by source = {.editor = S("A"), .now = 1, .automatic = true};
	struct verdict verdict = verdict_of("T", 0.5);
	int64_t old, fresh;
	struct item_seed seed = {.tag = S("page/old"), .verdict = &verdict, .now = 1, .backfill = true};
	OK(store_item_add(f->s, &seed, &old, &f->err));
	seed.tag = S("page/fresh");
	seed.backfill = false;
	OK(store_item_add(f->s, &seed, &fresh, &f->err));
	OK(ask_approve(f->s, source, old, SECTION_NONE, STR_NONE, &f->err));
	OK(ask_approve(f->s, source, fresh, SECTION_NONE, STR_NONE, &f->err));
	assert_true(draft(f).fresh.n == 1 && draft(f).fresh.v[0].item == fresh);
}

static void what_was_mailed_of_a_merged_item_counts(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5);
	approve(f, b, 1);
	freeze(f, "2026-W01");
	OK(ask_merge(f->s, by(2), a, b, &f->err));
	assert_true(live(f, SECTION_NONE, 0).n == 1 && live(f, SECTION_NONE, 0).v[0].item == a);
	assert_true(draft(f).fresh.n == 0 && draft(f).corrected.n == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_live_releases_are_newest_first),
		TEST(a_release_that_is_not_there_is_not_found),
		TEST(what_was_mailed_is_not_mailed_again),
		TEST(no_archive_is_announced),
		TEST(a_correction_is_mailed_once),
		TEST(the_first_run_of_an_automatic_source_is_no_news),
		TEST(what_was_mailed_of_a_merged_item_counts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
