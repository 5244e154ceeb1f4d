#include "decisions.h"
#include "item/ingest.h"
#include "model/warning.h"
#include "store/missing.h"

static const struct reason GONE = {REASON_MISSING, {"ClinicalTrials.gov", 18}, {"study", 5}};
static struct source registry = {
	.kind = SOURCE_CLINICALTRIALS, .name = {"trials", 6}, .label = {"trials", 6}};
static const struct site SITE = {.sources = &registry, .source_count = 1};
static const struct trial RECRUITING = {.brief_title = {"Sample: Cells", 13},
	.overall_status = {"RECRUITING", 10},
	.last_update_post = {2026, 10, 1}};
static const struct trial COMPLETED = {.brief_title = {"Sample: Cells", 13},
	.overall_status = {"COMPLETED", 9},
	.last_update_post = {2026, 11, 1}};

/* An ingest of the registry, which has one study so far: item 1. */
static struct ingest begin(struct fixture *f, const struct trial *study)
{
	const struct source_seed seed = {registry.name, S("clinicaltrials"), S("x"), 0};
	OK(store_source_sync(f->s, &seed, 1, &f->err));
	struct ingest in = {
		.store = f->s, .site = &SITE, .source = &registry, .source_id = 1, .now = 100};
	const struct entry entry = {.kind = ENTRY_TRIAL,
		.native = S("NCT99000001"),
		.url = S("https://clinicaltrials.gov/study/NCT99000001"),
		.title = study->brief_title,
		.keys = {.nct = S("NCT99000001")},
		.published = NO_TIME,
		.updated = NO_TIME,
		.trial = study};
	OK(ingest_entry(&in, &entry, &f->err));
	ingest_end(&in);
	return in;
}

static struct item item(struct fixture *f)
{
	struct item item;
	OK(store_item_need(f->s, &f->a, 1, &item, &f->err));
	return item;
}

static void approve(struct fixture *f)
{
	OK(ask_approve(f->s, by(200), 1, SECTION_NONE, STR_NONE, &f->err));
}

static void vanish(struct fixture *f, struct ingest *in, bool told)
{
	bool held;
	OK(ingest_vanished(in, S("NCT99000001"), &GONE, told, &held, &f->err));
	assert_true(held);
}

/* Not published: there is nothing to correct, but who would approve it shall know. */
static void an_item_that_waits_is_warned_of(void **state)
{
	struct fixture *f = *state;
	struct ingest in = begin(f, &RECRUITING);
	vanish(f, &in, false);
	vanish(f, &in, true);
	assert_int_equal(in.counts.updates, 0);
	assert_int_equal(item(f).warnings, WARNING_MISSING);
	OK(ingest_returned(&in, S("NCT99000001"), &f->err));
	assert_int_equal(item(f).warnings, 0);
}

static void a_published_item_comes_back_once(void **state)
{
	struct fixture *f = *state;
	struct ingest in = begin(f, &RECRUITING);
	approve(f);
	vanish(f, &in, false);
	vanish(f, &in, false);
	assert_int_equal(in.counts.updates, 1);
	assert_int_equal(item(f).changes.n, 1);
	approve(f);
	vanish(f, &in, true);
	assert_int_equal(item(f).changes.n, 0);
}

static void its_reason_goes_when_the_record_is_back(void **state)
{
	struct fixture *f = *state;
	struct ingest in = begin(f, &RECRUITING);
	approve(f);
	vanish(f, &in, false);
	in = begin(f, &COMPLETED);
	size_t changes = item(f).changes.n;
	assert_true(changes > 1);
	OK(ingest_returned(&in, S("NCT99000001"), &f->err));
	assert_int_equal(item(f).changes.n, changes - 1); /* what else changed stays */
}

static void a_record_that_no_item_holds_is_no_update(void **state)
{
	struct fixture *f = *state;
	struct ingest in = begin(f, &RECRUITING);
	bool held;
	OK(ingest_vanished(&in, S("NCT99000404"), &GONE, false, &held, &f->err));
	assert_false(held);
	OK(ingest_returned(&in, S("NCT99000404"), &f->err));
	assert_int_equal(item(f).warnings, 0);
}

static struct missing_record count(struct fixture *f, struct str native, bool listed)
{
	const struct missing_now missing = {1, native, listed, 300};
	struct missing_record record;
	OK(store_missing_count(f->s, &f->a, &missing, &record, &f->err));
	return record;
}

static void what_is_missing_is_counted_until_it_comes(void **state)
{
	struct fixture *f = *state;
	struct ingest in = begin(f, &RECRUITING);
	struct missing_records all;
	struct decision undone;
	assert_int_equal(count(f, S("NCT99000001"), false).times, 1);
	OK(store_missing_told(f->s, in.source_id, S("NCT99000001"), &f->err));
	struct missing_record second = count(f, S("NCT99000001"), false);
	assert_true(second.times == 2 && second.told);
	assert_int_equal(count(f, S("NCT99000404"), true).times, 0);
	assert_int_equal(count(f, S("NCT99000404"), false).times, 1);
	assert_int_equal(count(f, S("NCT99000404"), true).times, 0); /* listed: it begins again */
	OK(store_missing_list(f->s, &f->a, 1, &all, &f->err));
	assert_int_equal(all.n, 2);
	/* What an item says, though no row does: an undone decision may say it again. */
	OK(store_missing_forget(f->s, 1, S("NCT99000001"), &f->err));
	approve(f);
	vanish(f, &in, false);
	OK(store_missing_list(f->s, &f->a, 1, &all, &f->err));
	assert_int_equal(all.n, 2);
	assert_str(all.v[0].native, "NCT99000001");
	assert_true(all.v[0].told);
	OK(ingest_returned(&in, S("NCT99000001"), &f->err));
	assert_int_equal(count(f, S("NCT99000001"), false).times, 1);
	/* Another question: what it never gave is not waited for; what we hold is remembered. */
	const struct source_seed other = {registry.name, S("clinicaltrials"), S("y"), 0};
	OK(store_source_sync(f->s, &other, 1, &f->err));
	OK(store_missing_list(f->s, &f->a, 1, &all, &f->err));
	assert_int_equal(all.n, 1);
	assert_str(all.v[0].native, "NCT99000001");
	/* Of an item that was rejected nobody asks. */
	OK(ask_undo(f->s, by(400), 0, &undone, &f->err));
	OK(ask_reject(f->s, by(400), 1, STR_NONE, &f->err));
	OK(store_missing_list(f->s, &f->a, 1, &all, &f->err));
	assert_int_equal(all.n, 0);
	OK(store_missing_forget(f->s, 1, S("NCT99000001"), &f->err));
	assert_int_equal(count(f, S("NCT99000001"), false).times, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_item_that_waits_is_warned_of),
		TEST(a_published_item_comes_back_once),
		TEST(its_reason_goes_when_the_record_is_back),
		TEST(a_record_that_no_item_holds_is_no_update),
		TEST(what_is_missing_is_counted_until_it_comes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
