#include "../item/decisions.h"

#include "store/shown.h"
#include "store/unit.h"

/* S() is no constant for a static array. */
#define LITERAL(text) \
	{ \
		text, sizeof(text) - 1 \
	}

static struct str two[] = {{"first", 5}, {"second \"quoted\"\t\xc3\xa9", 18}};
#define TWO \
	{ \
		two, 2 \
	}
#define WORD(member) .member = {#member " of \xe2\x80\x9cit\xe2\x80\x9d", sizeof(#member) - 1 + 12}

static struct abstract_part parts[] = {
	{LITERAL("RESULTS"), LITERAL("RESULTS"), LITERAL("It worked.")},
	{.text = LITERAL("No label.")}};
static struct author authors[] = {
	{LITERAL("Lovelace"), LITERAL("Ada"), LITERAL("A"), {0}}, {.collective = LITERAL("The Group")}};
static struct correction corrections[] = {
	{CORRECTION_RETRACTION_IN, LITERAL("99000001"), LITERAL("J Sample. 2020"), LITERAL("10.1/a")},
	{.kind = CORRECTION_OTHER}};

static const struct paper PAPER = {
	.version = 2,
	WORD(status),
	WORD(pub_model),
	WORD(journal),
	WORD(medline_ta),
	WORD(volume),
	WORD(issue),
	WORD(pages),
	WORD(elocation),
	.pub_date = {.date = {2019, 7, 0}, WORD(season), WORD(medline_date)},
	.article_date = {2019, 7, 17},
	.entrez_date = {2019, 0, 0},
	.revised = {2020, 2, 29},
	WORD(vernacular_title),
	.translated_title = true,
	.abstract = parts,
	.abstract_count = 2,
	.authors = authors,
	.author_count = 2,
	.authors_cut = true,
	.languages = TWO,
	.publication_types = TWO,
	.mesh = TWO,
	.keywords = TWO,
	.ncts = TWO,
	.corrections = corrections,
	.correction_count = 2,
	.book = true,
	WORD(book_title),
	WORD(publisher),
};
static const struct trial TRIAL = {
	.aliases = TWO,
	.secondary_ids = TWO,
	WORD(brief_title),
	WORD(official_title),
	WORD(acronym),
	WORD(overall_status),
	WORD(last_known_status),
	WORD(why_stopped),
	.status_verified = {2020, 10, 0},
	.start = {2018, 1, 1},
	.completion = {2021, 0, 0},
	.first_post = {2017, 12, 31},
	.last_update_post = {2022, 2, 2},
	.results_first_post = {2023, 3, 3},
	.phases = TWO,
	WORD(study_type),
	WORD(brief_summary),
	WORD(sponsor),
	WORD(city),
	WORD(state),
	WORD(country),
	.location_count = 7,
	.conditions = TWO,
	.interventions = TWO,
	.keywords = TWO,
	.pmids = TWO,
	.result_pmids = TWO,
	.has_results = true,
};

/* entry_hash takes in every field of a paper or trial, so equal hashes are equal entries. */
static struct entry round_trip(struct fixture *f, struct entry entry)
{
	int64_t item = item_make(f, "Title", 0.5);
	entry_put(f, source_make(f, "A"), item, entry);
	fixture_reopen(f);
	struct copies copies;
	OK(store_entry_copies(f->s, &f->a, item, &copies, &f->err));
	assert_int_equal(copies.n, 1);
	assert_str(copies.v[0].source, "A");
	assert_str(copies.v[0].match_why, "Same address.");
	assert_int_equal(copies.v[0].seen, 1000);
	struct entry *is = &copies.v[0].entry;
	assert_true(hash_eq(entry_hash(is), entry_hash(&entry)));
	assert_true(
		is->kind == entry.kind && is->published == entry.published && is->updated == entry.updated);
	return *is;
}

static void a_paper_comes_back_whole(void **state)
{
	struct entry entry = {.kind = ENTRY_PAPER,
		.native = S("99000002"),
		WORD(url),
		WORD(title),
		WORD(text),
		WORD(lead),
		WORD(author),
		WORD(publisher),
		WORD(language),
		.categories = TWO,
		.published = -5,
		.updated = 0,
		.keys = {WORD(pmid), WORD(pmcid), WORD(doi), WORD(nct)},
		.paper = &PAPER};
	struct entry is = round_trip(*state, entry);
	assert_non_null(is.paper);
	assert_null(is.trial);
	assert_str(is.guid, "");
	const struct paper *p = is.paper;
	assert_true(p->version == 2 && p->translated_title && p->authors_cut && p->book);
	assert_true(p->pub_date.date.month == 7 && p->pub_date.date.day == 0 &&
		p->entrez_date.month == 0 && p->revised.day == 29);
	assert_str(p->pub_date.season, "season of \xe2\x80\x9cit\xe2\x80\x9d");
	assert_int_equal(p->abstract_count, 2);
	assert_str(p->abstract[0].label, "RESULTS");
	assert_str(p->abstract[1].text, "No label.");
	assert_str(p->authors[0].fore, "Ada");
	assert_str(p->authors[1].collective, "The Group");
	assert_true(p->corrections[0].kind == CORRECTION_RETRACTION_IN &&
		p->corrections[1].kind == CORRECTION_OTHER);
	assert_true(str_eq(p->mesh.v[1], two[1]) && p->ncts.n == 2);
	assert_str(is.keys.doi, "doi of \xe2\x80\x9cit\xe2\x80\x9d");
}

static void a_trial_comes_back_whole(void **state)
{
	struct entry entry = {.kind = ENTRY_TRIAL,
		.native = S("NCT99000001"),
		WORD(title),
		.published = NO_TIME,
		.updated = 7,
		.trial = &TRIAL};
	struct entry is = round_trip(*state, entry);
	assert_non_null(is.trial);
	assert_null(is.paper);
	const struct trial *t = is.trial;
	assert_true(t->location_count == 7 && t->has_results && t->status_verified.month == 10 &&
		t->status_verified.day == 0 && t->completion.year == 2021);
	assert_true(
		t->aliases.n == 2 && t->result_pmids.n == 2 && str_eq(t->interventions.v[1], two[1]));
	assert_str(t->last_known_status, "last_known_status of \xe2\x80\x9cit\xe2\x80\x9d");
}

static void an_empty_paper_comes_back_empty(void **state)
{
	struct paper none = {0};
	struct entry entry = {.kind = ENTRY_PAPER,
		.native = S("1"),
		.paper = &none,
		.published = NO_TIME,
		.updated = NO_TIME};
	struct entry is = round_trip(*state, entry);
	assert_true(is.paper && !is.paper->authors && !is.paper->mesh.n &&
		!is.paper->pub_date.date.year && !is.text.n && !is.categories.n);
}

static void news_comes_back_whole(void **state)
{
	struct entry entry = {.kind = ENTRY_NEWS,
		.native = S("g"),
		.guid = S("g"),
		WORD(text),
		.categories = TWO,
		.published = 5,
		.updated = NO_TIME};
	struct entry is = round_trip(*state, entry);
	assert_str(is.guid, "g");
	assert_null(is.paper);
	assert_true(str_eq(is.categories.v[1], two[1]));
}

static void a_missing_guid_stays_missing(void **state)
{
	assert_str(round_trip(*state, news("https://a.example/1", "T")).guid, "");
}

static void every_field_is_in_the_hash(void **state)
{
	(void)state;
	struct paper paper = PAPER;
	const struct entry base = {
		.kind = ENTRY_PAPER, .native = S("1"), .published = 1, .updated = 2, .paper = &paper};
	struct hash hash = entry_hash(&base);
	static const size_t texts[] = {offsetof(struct entry, native), offsetof(struct entry, guid),
		offsetof(struct entry, url), offsetof(struct entry, title), offsetof(struct entry, text),
		offsetof(struct entry, lead), offsetof(struct entry, author),
		offsetof(struct entry, publisher), offsetof(struct entry, language),
		offsetof(struct entry, keys.pmid), offsetof(struct entry, keys.pmcid),
		offsetof(struct entry, keys.doi), offsetof(struct entry, keys.nct)};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct entry other = base;
		memcpy((char *)&other + texts[i], &S("changed"), sizeof(struct str));
		assert_false(hash_eq(entry_hash(&other), hash));
	}
	struct entry other = base;
	other.published = NO_TIME;
	assert_false(hash_eq(entry_hash(&other), hash));
	other = base;
	other.categories = (struct strs)TWO;
	assert_false(hash_eq(entry_hash(&other), hash));
	assert_true(hash_eq(entry_hash(&base), hash));
	paper.pages = S("1-2");
	assert_false(hash_eq(entry_hash(&base), hash));
}

static void the_newest_version_is_the_copy(void **state)
{
	struct fixture *f = *state;
	int64_t a = source_make(f, "A"), b = source_make(f, "B"), item = item_make(f, "T", 0.5);
	struct entry_ref ref;
	bool found;
	OK(store_entry_find(f->s, a, S("1"), &ref, &found, &f->err));
	assert_false(found);
	entry_put(f, a, item, news("1", "Old"));
	entry_put(f, b, item, news("1", "Other source"));
	int64_t newest = entry_put(f, a, item, news("1", "New"));
	OK(store_entry_find(f->s, a, S("1"), &ref, &found, &f->err));
	struct entry shall = news("1", "New");
	assert_true(
		found && ref.id == newest && ref.item == item && hash_eq(ref.hash, entry_hash(&shall)));
	struct copies copies;
	OK(store_entry_copies(f->s, &f->a, item, &copies, &f->err));
	assert_int_equal(copies.n, 2);
	assert_str(copies.v[0].entry.title, "New"); /* in the place of the old one */
	assert_str(copies.v[1].entry.title, "Other source");
	OK(store_entry_versions(f->s, &f->a, item, &copies, &f->err));
	assert_int_equal(copies.n, 3);
	assert_str(copies.v[0].entry.title, "Old");
}

static void times_are_of_current_entries(void **state)
{
	struct fixture *f = *state;
	int64_t a = source_make(f, "A"), b = source_make(f, "B");
	int64_t first = item_make(f, "1", 0.5), none = item_make(f, "2", 0.5),
			third = item_make(f, "3", 0.5), other = item_make(f, "4", 0.5);
	struct entry dated = news("dated", "T"), undated = news("undated", "T");
	struct copy_times times;
	dated.published = 86400;
	undated.published = NO_TIME;
	entry_put(f, a, third, news("undated", "Before"));
	entry_put(f, a, third, undated);
	entry_put(f, b, third, dated);
	entry_put(f, b, first, news("first", "T"));
	entry_put(f, b, other, news("other", "T"));
	int64_t asked[] = {third, none, first};
	OK(store_entry_times_of(f->s, &f->a, &(struct ids){asked, 3}, &times, &f->err));
	assert_int_equal(times.n, 3);
	assert_true(times.v[0].item == third && times.v[1].item == third);
	assert_true(times.v[0].published == NO_TIME || times.v[1].published == NO_TIME);
	assert_true(times.v[0].published == 86400 || times.v[1].published == 86400);
	assert_true(times.v[2].item == first && times.v[2].kind == ENTRY_NEWS);
}

static void natives_are_of_items_that_are_not_rejected(void **state)
{
	struct fixture *f = *state;
	int64_t a = source_make(f, "A"), b = source_make(f, "B");
	int64_t queued = item_make(f, "q", 0.5), rejected = item_make(f, "r", 0.5),
			live = item_make(f, "l", 0.5);
	entry_put(f, a, queued, news("queued", "q"));
	entry_put(f, a, rejected, news("rejected", "r"));
	entry_put(f, a, live, news("live", "l"));
	entry_put(f, a, live, news("live", "l2"));
	entry_put(f, b, live, news("of b", "l"));
	OK(ask_reject(f->s, by(1), rejected, STR_NONE, &f->err));
	OK(ask_approve(f->s, by(1), live, SECTION_NONE, STR_NONE, &f->err));
	struct strs natives;
	OK(store_entry_natives(f->s, &f->a, a, &natives, &f->err));
	assert_int_equal(natives.n, 2);
	assert_str(natives.v[0], "live");
	assert_str(natives.v[1], "queued");
	struct releases seen;
	OK(store_release_live(f->s, &f->a, SECTION_NONE, 0, &seen, &f->err));
	OK(store_shown_mailed(f->s, &seen, &f->err));
	OK(ask_withdraw(f->s, by(2), live, S("Wrong."), &f->err));
	OK(store_entry_natives(f->s, &f->a, a, &natives, &f->err));
	assert_int_equal(natives.n, 2); /* its undoing finds what became of it meanwhile */
}

static void an_entry_of_no_item_is_refused(void **state)
{
	struct fixture *f = *state;
	int64_t id, source = source_make(f, "A");
	struct entry entry = news("1", "T");
	const struct entry_seed seed = {
		.source = source, .item = 77, .now = 1, .entry = &entry, .hash = entry_hash(&entry)};
	REFUSED(store_entry_add(f->s, &seed, &id, &f->err), "FOREIGN KEY");
}

static bool add_keys(struct fixture *f, const char *prefix, int n, int64_t item)
{
	for (int i = 0; i < n; i++)
		if (!store_key_add(f->s, 1, str_printf(&f->a, "%s%d", prefix, i), item, &f->err))
			return false;
	return true;
}

static bool has_key(struct fixture *f, const char *key)
{
	int64_t item;
	bool found;
	OK(store_key_find(f->s, 1, str_of(key), &item, &found, &f->err));
	return found;
}

/* A server is asked later what became of them (query_later). */
static void keys_of_one_transaction_stand_or_fall_together(void **state)
{
	struct fixture *f = *state;
	int64_t item = item_make(f, "One", 0), none = item + 77, found_item;
	bool found;
	OK(add_keys(f, "alone", 2, item));
	OK(store_begin(f->s, &f->err) && add_keys(f, "many", 200, item) && store_commit(f->s, &f->err));
	assert_true(has_key(f, "many0") && has_key(f, "many199"));

	OK(store_begin(f->s, &f->err));
	REFUSED(add_keys(f, "good", 1, item) && add_keys(f, "bad", 1, none) &&
			add_keys(f, "behind", 3, item) && store_commit(f->s, &f->err),
		"foreign key");
	store_rollback(f->s);
	OK(store_begin(f->s, &f->err));
	REFUSED(add_keys(f, "good", 1, item) && add_keys(f, "bad", 1, none) &&
			store_key_find(f->s, 1, S("alone0"), &found_item, &found, &f->err),
		"foreign key");
	store_rollback(f->s);
	OK(store_begin(f->s, &f->err) && add_keys(f, "taken back", 1, item));
	store_rollback(f->s);
	/* A part that failed is taken back alone. */
	struct unit part;
	OK(store_begin(f->s, &f->err) && add_keys(f, "before", 1, item) &&
		unit_begin(&part, f->s, &f->err));
	(void)!add_keys(f, "bad", 1, none);
	assert_false(unit_end(&part, false, &f->err));
	OK(add_keys(f, "after", 1, item) && store_commit(f->s, &f->err));
	assert_true(has_key(f, "before0") && has_key(f, "after0") && !has_key(f, "bad0"));
	assert_false(has_key(f, "good0") || has_key(f, "behind0") || has_key(f, "taken back0"));
	OK(add_keys(f, "afterwards", 1, item));
	assert_true(has_key(f, "afterwards0"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_paper_comes_back_whole),
		TEST(a_trial_comes_back_whole),
		TEST(an_empty_paper_comes_back_empty),
		TEST(news_comes_back_whole),
		TEST(a_missing_guid_stays_missing),
		TEST(every_field_is_in_the_hash),
		TEST(the_newest_version_is_the_copy),
		TEST(times_are_of_current_entries),
		TEST(natives_are_of_items_that_are_not_rejected),
		TEST(an_entry_of_no_item_is_refused),
		TEST(keys_of_one_transaction_stand_or_fall_together),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
