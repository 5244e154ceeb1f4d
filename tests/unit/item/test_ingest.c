#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "taking.h"
#include "store/related.h"
#include "store/key.h"
#include "store/decision.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/learned.h"
#include "store/release.h"
#include "store/shown.h"

static struct entry news(const char *guid, const char *url, const char *title)
{
	return (struct entry){.kind = ENTRY_NEWS,
		.native = str_of(guid),
		.guid = str_of(guid),
		.url = str_of(url),
		.title = str_of(title),
		.text = S("A first sentence. A second one."),
		.lead = S("A first sentence."),
		.published = NOW - 86400,
		.updated = NO_TIME};
}

static struct entry paper(
	const struct paper *record, const char *pmid, const char *doi, const char *title)
{
	return (struct entry){.kind = ENTRY_PAPER,
		.native = str_of(pmid),
		.url = S("https://pubmed.ncbi.nlm.nih.gov/99000001/"),
		.title = str_of(title),
		.keys = {.pmid = str_of(pmid), .doi = str_of(doi)},
		.published = NOW,
		.updated = NO_TIME,
		.paper = record};
}

static struct entry trial(const struct trial *study, const char *nct)
{
	return (struct entry){.kind = ENTRY_TRIAL,
		.native = str_of(nct),
		.url = S("https://clinicaltrials.gov/study/NCT99000001"),
		.title = study->brief_title,
		.keys = {.nct = str_of(nct)},
		.published = NO_TIME,
		.updated = NO_TIME,
		.trial = study};
}

static const struct trial RECRUITING = {.brief_title = {"Sample: Cells", 13},
	.overall_status = {"RECRUITING", 10},
	.last_update_post = {2026, 10, 1},
	.sponsor = {"Sample Sponsor", 14}};
static const struct trial COMPLETED = {.brief_title = {"Sample: Cells", 13},
	.overall_status = {"COMPLETED", 9},
	.last_update_post = {2026, 11, 1},
	.sponsor = {"Sample Sponsor", 14}};

static struct by editor(void)
{
	return (struct by){.editor = S("ana"), .now = NOW};
}

static void the_same_again_writes_nothing(void **state)
{
	struct fixture *f = *state;
	assert_int_equal(take(f, NEWS, news("1", "https://n.example/1", "One")).new_items, 1);
	struct ingest_counts again = take(f, NEWS, news("1", "https://n.example/1", "One"));
	assert_int_equal(again.unchanged, 1);
	assert_int_equal(again.new_items + again.new_copies + again.changed, 0);
	/* A tracker in the link is no change. */
	assert_int_equal(
		take(f, NEWS, news("1", "https://n.example/1?utm_source=rss", "One")).unchanged, 1);
	assert_int_equal(queue(f).n, 1);
}

static void a_guid_is_scoped_to_its_feed(void **state)
{
	struct fixture *f = *state;
	take(f, NEWS, news("7", "https://n.example/7", "Seven here"));
	assert_int_equal(
		take(f, OTHER_NEWS, news("7", "https://other.example/7", "Seven there")).new_items, 1);
	assert_int_equal(queue(f).n, 2);
}

static void one_address_in_two_feeds_is_one_item(void **state)
{
	struct fixture *f = *state;
	take(f, NEWS, news("a", "https://n.example/story", "A story about stem cells"));
	assert_int_equal(take(f, OTHER_NEWS,
						 news("b", "http://www.n.example/story/?utm_medium=feed#xtor=RSS-1",
							 "A story about stem cells, again"))
						 .new_copies,
		1);
	struct items items = queue(f);
	assert_int_equal(items.n, 1);
	struct copies copies;
	assert_true(store_entry_copies(f->store, &f->arena, items.v[0].id, &copies, &f->err));
	assert_int_equal(copies.n, 2);
	assert_true(copies.v[1].match_why.n > 0);
	assert_true(str_eq(items.v[0].judged.title, S("A story about stem cells")));
}

static void a_paper_keeps_its_item_and_its_name(void **state)
{
	struct fixture *f = *state;
	static const struct paper early = {
		.version = 1, .medline_ta = {"J Sample", 8}, .article_date = {2026, 5, 1}};
	static const struct paper final = {.version = 1,
		.medline_ta = {"J Sample", 8},
		.volume = {"5", 1},
		.pages = {"1-9", 3},
		.pub_date = {.date = {2026, 6, 0}}};
	take(f, PUBMED, paper(&early, "99000001", "10.99/a", "Sample: a paper about cells"));
	struct ingest_counts counts = take(
		f, PUBMED, paper(&final, "99000001", "10.99/a", "Sample: a paper about cells"));
	assert_int_equal(counts.changed, 1);
	struct items items = queue(f);
	assert_int_equal(items.n, 1);
	assert_true(str_eq(items.v[0].tag, S("pmid/99000001")));
	assert_true(str_eq(items.v[0].judged.citation, S("J Sample, 2026 Jun;5:1-9")));
}

static void an_equal_doi_joins_only_with_an_agreeing_title(void **state)
{
	struct fixture *f = *state;
	static const struct paper record = {
		.version = 1, .medline_ta = {"J Sample", 8}, .pub_date = {.date = {2026, 6, 0}}};
	take(f, PUBMED,
		paper(&record, "99000001", "10.99/supplement", "Sample: stem cells in the skin of mice"));
	struct entry other = news(
		"x", "https://journal.example/x", "Sample: an abstract on kidney dialysis");
	other.keys.doi = S("10.99/supplement");
	assert_int_equal(take(f, NEWS, other).new_items, 1);
	struct entry same = news(
		"y", "https://journal.example/y", "Sample: Stem cells in the skin of mice.");
	same.keys.doi = S("10.99/supplement");
	assert_int_equal(take(f, NEWS, same).new_copies, 1);
	assert_int_equal(queue(f).n, 2);
}

static void a_changed_trial_comes_back_and_is_never_a_second_item(void **state)
{
	struct fixture *f = *state;
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	assert_int_equal(queue(f).n, 0);
	struct ingest_counts counts = take(f, REGISTRY, trial(&COMPLETED, "NCT99000001"));
	assert_int_equal(counts.new_items, 0);
	assert_int_equal(counts.updates, 1);
	struct items back = queue(f);
	assert_int_equal(back.n, 1);
	assert_int_equal(back.v[0].id, id);
	assert_true(back.v[0].changes.n > 0);
	struct releases live;
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err));
	assert_true(str_eq(live.v[0].face.status, S("RECRUITING")));
	assert_true(store_shown_mailed(f->store, &live, &f->err));
	struct by later = {.editor = S("ana"), .now = NOW + 60};
	assert_true(ask_approve(f->store, later, id, SECTION_NONE, STR_NONE, &f->err));
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err));
	assert_int_equal(live.n, 1);
	assert_true(str_eq(live.v[0].face.status, S("COMPLETED")));
	assert_int_equal(live.v[0].at, NOW + 60);
	assert_int_equal(live.v[0].published, NOW);
	assert_int_equal(queue(f).n, 0);
}

static void a_lead_line_goes_with_the_status_of_which_it_was_said(void **state)
{
	struct fixture *f = *state;
	struct edit words = {.set_lead = true, .lead = S("Open to patients.")};
	struct item item;
	struct releases live;
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_edit(f->store, editor(), id, &words, &f->err));
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	take(f, REGISTRY, trial(&COMPLETED, "NCT99000001"));
	assert_true(store_item_need(f->store, &f->arena, id, &item, &f->err));
	assert_true(item.has_edited_lead && !item_face(&item).lead.n);
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err));
	assert_true(!live.v[0].face.lead.n && str_eq(live.v[0].face.status, S("COMPLETED")));
	words.lead = S("Completed in 2026.");
	assert_true(ask_edit(f->store, editor(), id, &words, &f->err));
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err));
	assert_true(str_eq(live.v[0].face.lead, words.lead));
}

static void a_declined_update_stays_away_until_the_next_change(void **state)
{
	struct fixture *f = *state;
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	take(f, REGISTRY, trial(&COMPLETED, "NCT99000001"));
	assert_true(ask_reject(f->store, editor(), id, STR_NONE, &f->err));
	assert_int_equal(queue(f).n, 0);
	struct trial touched = COMPLETED;
	touched.completion = (struct date){2026, 12, 1}; /* nothing that readers see */
	take(f, REGISTRY, trial(&touched, "NCT99000001"));
	assert_int_equal(queue(f).n, 0);
	struct trial results = touched;
	results.has_results = true;
	assert_int_equal(take(f, REGISTRY, trial(&results, "NCT99000001")).updates, 1);
	assert_int_equal(queue(f).n, 1);
}

/* What no face shows, such as posted results, waits until an editor has decided, whatever else the
 * registry touches. */
static void a_reason_that_no_face_shows_lasts(void **state)
{
	struct fixture *f = *state;
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	struct trial results = RECRUITING;
	results.has_results = true;
	results.last_update_post.month = 11;
	assert_int_equal(take(f, REGISTRY, trial(&results, "NCT99000001")).updates, 1);
	struct trial touched = results;
	touched.last_update_post.month = 12;
	take(f, REGISTRY, trial(&touched, "NCT99000001"));
	take(f, REGISTRY, trial(&touched, "NCT99000001"));
	assert_int_equal(queue(f).n, 1);
	assert_int_equal(queue(f).v[0].changes.n, 1);
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	assert_int_equal(queue(f).n, 0);
}

static void a_notice_is_set_aside_and_the_log_says_so(void **state)
{
	struct fixture *f = *state;
	static struct str types[] = {{"Published Erratum", 17}};
	static struct correction of = {.kind = CORRECTION_ERRATUM_FOR, .pmid = {"99000001", 8}};
	static const struct paper notice = {.version = 1,
		.medline_ta = {"J Sample", 8},
		.publication_types = {types, 1},
		.corrections = &of,
		.correction_count = 1};
	take(f, PUBMED, paper(&notice, "99000004", "", "Correction to: a paper about cells"));
	assert_int_equal(queue(f).n, 0);
	struct decisions log;
	assert_true(store_decision_list(f->store, &f->arena, 0, 0, &log, &f->err));
	assert_int_equal(log.n, 1);
	assert_true(log.v[0].verb == VERB_REJECT && log.v[0].cause == CAUSE_NOTICE);
	assert_true(log.v[0].actor.automatic && str_eq(log.v[0].actor.name, S("papers")));
}

static void a_notice_that_names_nothing_waits_until_it_does(void **state)
{
	struct fixture *f = *state;
	static struct str types[] = {{"Retraction of Publication", 25}};
	static struct correction of = {
		.kind = CORRECTION_RETRACTION_OF, .source = {"J Sample. 2026;1:2", 18}};
	struct paper notice = {.version = 1,
		.medline_ta = {"J Sample", 8},
		.publication_types = {types, 1},
		.corrections = &of,
		.correction_count = 1};
	take(f, PUBMED, paper(&notice, "99000004", "", "Retraction notice"));
	assert_int_equal(queue(f).n, 1);
	assert_true(queue(f).v[0].warnings & WARNING_RETRACTION_NOTICE);
	static struct correction named = {.kind = CORRECTION_RETRACTION_OF, .doi = {"10.1234/x", 9}};
	notice.corrections = &named;
	assert_int_equal(
		take(f, PUBMED, paper(&notice, "99000004", "", "Retraction notice")).changed, 1);
	assert_int_equal(queue(f).n, 0);
}

/* Whether a paper that readers see comes back when a notice names it so. */
static bool comes_back(struct fixture *f, struct correction of)
{
	static const struct paper record = {.version = 1, .medline_ta = {"J Sample", 8}};
	const struct paper notice = {
		.version = 1, .medline_ta = {"J Sample", 8}, .corrections = &of, .correction_count = 1};
	take(f, PUBMED, paper(&record, "99000001", "10.1234/x", "A paper about cells"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	assert_int_equal(queue(f).n, 0);
	struct entry says = paper(&notice, "99000004", "", "Retraction notice");
	says.url = S("https://pubmed.ncbi.nlm.nih.gov/99000004/");
	take(f, PUBMED, says);
	struct items items = queue(f);
	struct relateds related;
	assert_true(store_related_list(f->store, &f->arena, id, &related, &f->err));
	return items.n == 1 && items.v[0].id == id && items.v[0].changes.n == 1 &&
		items.v[0].judged.retracted && related.n == 1;
}

static void a_notice_names_its_paper_by_pmid(void **state)
{
	assert_true(comes_back(
		*state, (struct correction){.kind = CORRECTION_RETRACTION_OF, .pmid = S("99000001")}));
}

static void a_notice_names_its_paper_by_doi(void **state)
{
	assert_true(comes_back(
		*state, (struct correction){.kind = CORRECTION_RETRACTION_OF, .doi = S("10.1234/x")}));
}

static void an_entry_is_known_under_its_other_names(void **state)
{
	struct fixture *f = *state;
	struct str other[] = {S("n.example/live")};
	struct entry alone = news("", "https://n.example/live", "Live from Norway");
	alone.native = S("n.example/live");
	assert_int_equal(take(f, NEWS, alone).new_items, 1);
	/* A second story came to stand at its address: neither may have the address as its name. */
	alone.native = S("hash of one");
	alone.also = (struct strs){other, 1};
	assert_int_equal(take(f, NEWS, alone).unchanged, 1);
	struct entry second = news("", "https://n.example/live", "A register of donors opens");
	second.native = S("hash of two");
	second.also = alone.also;
	second.published = NOW;
	assert_int_equal(take(f, NEWS, second).new_items, 1);
	assert_int_equal(take(f, NEWS, second).unchanged, 1);
	assert_int_equal(take(f, NEWS, alone).unchanged, 1);
	assert_int_equal(queue(f).n, 2);
}

static void a_guid_used_again_for_another_story_is_a_new_item(void **state)
{
	struct fixture *f = *state;
	struct relateds related;
	struct str other[] = {S("hash of two")};
	struct entry first = news("today", "https://n.example/w1", "Column A: all about skin");
	struct entry second = news("today", "https://n.example/w2", "A donor register opens");
	second.published = NOW;
	second.also = (struct strs){other, 1};
	take(f, NEWS, first);
	int64_t old = queue(f).v[0].id;
	assert_true(ask_reject(f->store, editor(), old, STR_NONE, &f->err));
	assert_int_equal(take(f, NEWS, second).new_items, 1);
	assert_int_equal(take(f, NEWS, second).unchanged, 1);
	struct items waiting = queue(f);
	assert_int_equal(waiting.n, 1);
	assert_true(waiting.v[0].id != old);
	assert_true(store_related_list(f->store, &f->arena, waiting.v[0].id, &related, &f->err));
	assert_true(related.n == 1 && related.v[0].item == old);
	assert_int_equal(related.v[0].relation, RELATION_POSSIBLE);
	/* Its next version is one of the new story. */
	second.text = S("Corrected.");
	assert_int_equal(take(f, NEWS, second).changed, 1);
	assert_int_equal(queue(f).n, 1);
}

static void a_story_whose_names_all_belong_to_others_is_known_again(void **state)
{
	struct fixture *f = *state;
	struct entry first = news("today", "https://n.example/w1", "Column A: all about skin");
	struct entry second = news("today", "https://n.example/w2", "A donor register opens");
	second.published = NOW;
	take(f, NEWS, first);
	assert_int_equal(take(f, NEWS, second).new_items, 1);
	assert_int_equal(take(f, NEWS, second).unchanged, 1);
	assert_int_equal(queue(f).n, 2);
}

static void a_later_version_that_names_another_item_joins_it(void **state)
{
	struct fixture *f = *state;
	struct paper record = {.pub_date = {.date = {2026, 5, 0}}};
	take(f, PUBMED, paper(&record, "99000001", "10.1/x", "Cells for the skin in a trial"));
	int64_t first = queue(f).v[0].id;
	struct entry story = news("1", "https://n.example/1", "Cells for the skin in a trial");
	take(f, NEWS, story);
	assert_int_equal(queue(f).n, 2);
	story.keys.doi = S("10.1/x");
	assert_int_equal(take(f, NEWS, story).changed, 1);
	assert_true(queue(f).n == 1 && queue(f).v[0].id == first);
}

static void a_declined_update_stays_away_when_only_a_date_moves(void **state)
{
	struct fixture *f = *state;
	struct trial later = COMPLETED;
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_approve(f->store, editor(), id, SECTION_NONE, STR_NONE, &f->err));
	assert_int_equal(take(f, REGISTRY, trial(&COMPLETED, "NCT99000001")).updates, 1);
	assert_true(ask_reject(f->store, editor(), id, STR_NONE, &f->err));
	later.last_update_post = (struct date){2026, 12, 1};
	assert_int_equal(take(f, REGISTRY, trial(&later, "NCT99000001")).updates, 0);
	assert_int_equal(queue(f).n, 0);
}

static void what_was_taken_is_kept_true_whatever_is_dropped_now(void **state)
{
	struct fixture *f = *state;
	struct err err;
	struct entry story = news("1", "https://n.example/1", "One story");
	take(f, NEWS, story);
	f->sources[NEWS].drop = pattern_new(S("sponsored"), &err);
	assert_non_null(f->sources[NEWS].drop);
	story.title = S("One sponsored story");
	assert_int_equal(take(f, NEWS, story).changed, 1);
	assert_int_equal(
		take(f, NEWS, news("2", "https://n.example/2", "A sponsored story")).unwanted, 1);
	pattern_free(f->sources[NEWS].drop);
}

static void an_older_answer_is_not_taken(void **state)
{
	struct fixture *f = *state;
	take(f, REGISTRY, trial(&COMPLETED, "NCT99000001"));
	assert_int_equal(take(f, REGISTRY, trial(&RECRUITING, "NCT99000001")).changed, 0);
	assert_true(str_eq(queue(f).v[0].judged.status, S("COMPLETED")));
}

static void an_alias_joins_the_study_that_took_its_place(void **state)
{
	struct fixture *f = *state;
	static struct str aliases[] = {{"NCT99000009", 11}};
	struct trial current = COMPLETED;
	current.aliases = (struct strs){aliases, 1};
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000009"));
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	assert_int_equal(queue(f).n, 2);
	take(f, REGISTRY, trial(&current, "NCT99000001"));
	struct items items = queue(f);
	assert_int_equal(items.n, 1);
	assert_true(str_eq(items.v[0].tag, S("nct/NCT99000001")));
	/* The old number's record is no longer what the item says. */
	assert_true(str_eq(items.v[0].judged.status, S("COMPLETED")));
}

/* What was withdrawn takes in what is said of it later, comes back by nothing, and is joined to
 * nothing. */
static void what_was_withdrawn_stays_so(void **state)
{
	struct fixture *f = *state;
	static struct str aliases[] = {{"NCT99000009", 11}};
	struct trial current = COMPLETED;
	struct by by = {.editor = S("ann"), .now = NOW};
	struct releases live;
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000009"));
	int64_t id = queue(f).v[0].id;
	assert_true(ask_approve(f->store, by, id, SECTION_NONE, STR_NONE, &f->err));
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err) &&
		store_shown_mailed(f->store, &live, &f->err));
	assert_true(ask_withdraw(f->store, by, id, S("Wrong."), &f->err));
	assert_int_equal(take(f, REGISTRY, trial(&COMPLETED, "NCT99000009")).updates, 0);
	assert_int_equal(queue(f).n, 0);
	take(f, REGISTRY, trial(&RECRUITING, "NCT99000001"));
	current.aliases = (struct strs){aliases, 1};
	take(f, REGISTRY, trial(&current, "NCT99000001"));
	struct items items = queue(f);
	assert_true(
		items.n == 1 && items.v[0].id != id && str_eq(items.v[0].judged.status, S("COMPLETED")));
}

static void news_about_a_paper_is_related_and_not_the_same(void **state)
{
	struct fixture *f = *state;
	static const struct paper record = {.version = 1, .medline_ta = {"J Sample", 8}};
	take(f, PUBMED, paper(&record, "99000001", "10.99/a", "Sample: a paper about cells"));
	struct entry about = news("n", "https://n.example/n", "A paper about cells made a stir");
	about.text = S("The study (doi: 10.99/a) was received well. See "
				   "https://pubmed.ncbi.nlm.nih.gov/99000001/ for it.");
	assert_int_equal(take(f, NEWS, about).new_items, 1);
	struct items items = queue(f);
	assert_int_equal(items.n, 2);
	struct relateds related;
	assert_true(store_related_list(f->store, &f->arena, items.v[0].id, &related, &f->err));
	assert_int_equal(related.n, 1);
	assert_int_equal(related.v[0].item, items.v[1].id);
}

static void a_source_may_approve_by_itself(void **state)
{
	struct fixture *f = *state;
	take(f, AUTO, news("1", "https://auto.example/1", "Published at once"));
	struct releases live;
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err));
	assert_int_equal(live.n, 1);
	assert_int_equal(queue(f).n, 0);
	take(f, NEWS, news("1", "https://n.example/1", "Not published"));
	assert_true(store_release_live(f->store, &f->arena, SECTION_NONE, 0, &live, &f->err));
	assert_int_equal(live.n, 1);
}

static void a_copy_splits_off_with_its_own_keys_and_undo_joins_it_again(void **state)
{
	struct fixture *f = *state;
	take(f, NEWS, news("a", "https://n.example/story", "A story about stem cells"));
	take(f, OTHER_NEWS,
		news("b", "https://n.example/story?utm_source=x", "Another story about stem cells"));
	int64_t id = queue(f).v[0].id, made;
	struct copies copies;
	struct decision undone = {0};
	assert_true(store_entry_copies(f->store, &f->arena, id, &copies, &f->err));
	if (!ask_split(f->store, editor(), copies.v[1].id, &made, &f->err))
		fail_msg("%s", f->err.text);
	assert_int_equal(queue(f).n, 2);
	/* It stays apart when its feed is read again. */
	assert_int_equal(take(f, OTHER_NEWS,
						 news("b", "https://n.example/story?utm_source=x",
							 "Another story about stem cells, longer"))
						 .changed,
		1);
	assert_int_equal(queue(f).n, 2);
	/* The address still names the item that had it first. */
	int64_t item;
	bool found;
	assert_true(store_key_find(f->store, 4, S("n.example/story"), &item, &found, &f->err));
	assert_true(found && item == id);
	/* Its guid becomes no key: a feed's own name for a story is looked up with its copies. */
	assert_true(store_key_find(f->store, 5, S("Other\nb"), &item, &found, &f->err));
	assert_false(found);
	assert_true(ask_undo(f->store, editor(), 0, &undone, &f->err));
	assert_true(undone.verb == VERB_SPLIT);
	assert_int_equal(queue(f).n, 1);
}

/* What was learned of it before would keep it on top for ever: it is not learned anew. */
static void a_retraction_falls_whatever_was_learned(void **state)
{
	struct fixture *f = *state;
	const struct paper record = {.journal = S("Samples")};
	take(f, PUBMED, paper(&record, "99000001", "", "Lamps help"));
	struct item item = queue(f).v[0];
	double judged = item.score;
	assert_true(store_learned_set(f->store, item.id, 0.9, (struct strs){0}, &f->err));
	take(f, PUBMED, paper(&record, "99000001", "", "Lamps help many"));
	assert_true(queue(f).v[0].score == 0.9);
	take(f, PUBMED, paper(&record, "99000001", "", "RETRACTED: Lamps help many"));
	item = queue(f).v[0];
	assert_true(item.score < judged && item.score < 0.1 && !item.is_learned);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(the_same_again_writes_nothing, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_retraction_falls_whatever_was_learned, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_guid_is_scoped_to_its_feed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(one_address_in_two_feeds_is_one_item, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_paper_keeps_its_item_and_its_name, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			an_equal_doi_joins_only_with_an_agreeing_title, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_changed_trial_comes_back_and_is_never_a_second_item, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_lead_line_goes_with_the_status_of_which_it_was_said, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_declined_update_stays_away_until_the_next_change, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_reason_that_no_face_shows_lasts, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_notice_is_set_aside_and_the_log_says_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_notice_that_names_nothing_waits_until_it_does, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_notice_names_its_paper_by_pmid, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_notice_names_its_paper_by_doi, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_entry_is_known_under_its_other_names, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_guid_used_again_for_another_story_is_a_new_item, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_story_whose_names_all_belong_to_others_is_known_again, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_later_version_that_names_another_item_joins_it, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_declined_update_stays_away_when_only_a_date_moves, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			what_was_taken_is_kept_true_whatever_is_dropped_now, set_up, tear_down),
		cmocka_unit_test_setup_teardown(an_older_answer_is_not_taken, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			an_alias_joins_the_study_that_took_its_place, set_up, tear_down),
		cmocka_unit_test_setup_teardown(what_was_withdrawn_stays_so, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			news_about_a_paper_is_related_and_not_the_same, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_source_may_approve_by_itself, set_up, tear_down),
		cmocka_unit_test_setup_teardown(
			a_copy_splits_off_with_its_own_keys_and_undo_joins_it_again, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
