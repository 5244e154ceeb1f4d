/* Items that are one without sharing a key: found in any order of arrival, and never against what
 * an editor said. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "taking.h"
#include "base/buf.h"
#include "item/alike.h"
#include "match/cluster.h"
#include "store/block.h"
#include "store/decision.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/pair.h"
#include "store/related.h"
#include "store/statement.h"

enum { WORDS = 120 };
#define HEADLINE "Stem cells heal the hands of many patients"

/* The words from `first` to before `end` of a text of which no three come twice. */
static struct str words(struct fixture *f, int first, int end)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 14);
	for (int i = first; i < end; i++)
		buf_addf(&b, "word%d ", i);
	return str_copy(&f->arena, buf_str(&b));
}

/* A story of an outlet of its own. */
static struct entry story(struct fixture *f, const char *name, const char *title, struct str text)
{
	return (struct entry){.kind = ENTRY_NEWS,
		.native = str_of(name),
		.url = str_printf(&f->arena, "https://%s.example/story", name),
		.title = str_of(title),
		.text = text,
		.published = NOW - 86400,
		.updated = NO_TIME};
}

static struct author AUTHORS[] = {{.last = {"Rossi", 5}}, {.last = {"Weber", 5}}};
#define PAPER_TITLE "Autologous stem cells for scleroderma of the hands"

static struct entry record(
	struct fixture *f, const char *name, const char *title, struct paper paper, const char *pmid)
{
	struct paper *kept = arena_new(&f->arena, struct paper);
	*kept = paper;
	kept->authors = AUTHORS;
	kept->author_count = 2;
	kept->pub_date.date.year = 2020;
	return (struct entry){.kind = ENTRY_PAPER,
		.native = str_of(name),
		.title = str_of(title),
		.keys.pmid = str_of(pmid),
		.published = NO_TIME,
		.updated = NO_TIME,
		.paper = kept};
}

static int64_t item_of(struct fixture *f, int source, const char *name)
{
	struct entry_ref ref;
	bool found;
	assert_true(
		store_entry_find(f->store, f->ids[source], str_of(name), &ref, &found, &f->err) && found);
	return ref.item;
}

static int64_t of_story(struct fixture *f, const char *name)
{
	return item_of(f, NEWS, name);
}

/* The relation of one item to the other; -1: none. */
static int relation(struct fixture *f, int64_t item, int64_t other)
{
	struct relateds related;
	assert_true(store_related_list(f->store, &f->arena, item, &related, &f->err));
	for (size_t i = 0; i < related.n; i++)
		if (related.v[i].item == other)
			return (int)related.v[i].relation;
	return -1;
}

/* Two parts of a text that have nothing in common, and then the whole of it. */
static void take_parts(struct fixture *f)
{
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 40)));
	take(f, NEWS, story(f, "two", HEADLINE, words(f, 70, WORDS)));
	assert_true(of_story(f, "one") != of_story(f, "two"));
}

static void take_whole(struct fixture *f)
{
	take(f, NEWS, story(f, "whole", HEADLINE, words(f, 0, WORDS)));
}

static void news_without_a_key_in_common_is_a_copy(void **state)
{
	struct fixture *f = *state;
	struct copies copies;
	take_whole(f);
	assert_int_equal(
		take(f, NEWS, story(f, "copy", "New: " HEADLINE, words(f, 0, WORDS))).new_copies, 1);
	assert_int_equal(
		take(f, NEWS, story(f, "other", "A bake sale in Bern", words(f, 500, 620))).new_items, 1);
	assert_true(store_entry_copies(f->store, &f->arena, of_story(f, "whole"), &copies, &f->err));
	assert_int_equal(copies.n, 2);
	assert_true(str_find(copies.v[1].match_why, S("texts agree")) != STR_NOT_FOUND);
}

static void what_shows_two_items_to_be_one_joins_them(void **state)
{
	struct fixture *f = *state;
	struct decision last;
	bool found;
	take_parts(f);
	int64_t first = of_story(f, "one");
	assert_int_equal(relation(f, first, of_story(f, "two")), RELATION_POSSIBLE);
	take_whole(f);
	assert_int_equal(of_story(f, "two"), first);
	assert_int_equal(of_story(f, "whole"), first);
	assert_true(store_decision_last(f->store, &f->arena, first, &last, &found, &f->err) && found);
	assert_true(last.verb == VERB_MERGE && last.actor.automatic && last.reason.n);
}

/* What shows it twice, by a key and by the text, joins it once; the older item goes on. */
static void what_is_shown_twice_is_joined_once(void **state)
{
	struct fixture *f = *state;
	struct entry first = story(f, "first", HEADLINE, words(f, 0, WORDS)),
				 second = story(f, "second", "A bake sale in Bern", words(f, 300, 420));
	first.keys.doi = S("10.1000/hands");
	take(f, NEWS, first);
	take(f, NEWS, second);
	int64_t older = of_story(f, "first");
	assert_true(of_story(f, "second") != older);
	second.title = S(HEADLINE);
	second.text = words(f, 0, WORDS);
	second.keys.doi = first.keys.doi;
	assert_int_equal(take(f, NEWS, second).changed, 1);
	assert_int_equal(of_story(f, "second"), older);
}

static void what_an_editor_keeps_apart_stays_two(void **state)
{
	struct fixture *f = *state;
	take_parts(f);
	int64_t one = of_story(f, "one"), two = of_story(f, "two");
	assert_true(ask_distinct(f->store, by(NOW), two, one, &f->err));
	take_whole(f);
	assert_true(of_story(f, "one") == one && of_story(f, "two") == two);
}

static void what_an_editor_split_stays_two(void **state)
{
	struct fixture *f = *state;
	struct copies copies;
	int64_t made;
	take_whole(f);
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 40)));
	int64_t whole = of_story(f, "whole");
	assert_true(store_entry_copies(f->store, &f->arena, whole, &copies, &f->err));
	assert_true(ask_split(f->store, by(NOW), copies.v[1].id, &made, &f->err));
	take(f, NEWS, story(f, "copy", HEADLINE, words(f, 0, WORDS)));
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 41)));
	assert_true(of_story(f, "whole") == whole && of_story(f, "one") == made);
	/* What was split off is found by its own blocks. */
	take(f, NEWS, story(f, "shorter", HEADLINE, words(f, 0, 36)));
	assert_true(of_story(f, "whole") == whole && of_story(f, "one") == made);
	assert_true(of_story(f, "shorter") == whole || of_story(f, "shorter") == made);
}

/* The items that no editor is asked about again. */
static struct ids apart_from(struct fixture *f, int64_t item)
{
	struct ids ids;
	assert_true(store_pair_list(f->store, &f->arena, item, true, &ids, &f->err));
	return ids;
}
#define assert_apart(one, other) \
	do { \
		struct ids from_one = apart_from(f, one), from_other = apart_from(f, other); \
		assert_true(ids_have(&from_one, other) && ids_have(&from_other, one)); \
	} while (0)

/* Nor about what an item was merged into. */
static void what_was_said_is_not_asked_again(void **state)
{
	struct fixture *f = *state;
	struct copies copies;
	int64_t made;
	take_whole(f);
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 40)));
	take(f, NEWS, story(f, "sale", "A bake sale in Bern", words(f, 300, 420)));
	take(f, NEWS, story(f, "walk", "A walk for hands", words(f, 500, 620)));
	int64_t whole = of_story(f, "whole"), sale = of_story(f, "sale"), walk = of_story(f, "walk");
	assert_true(store_entry_copies(f->store, &f->arena, whole, &copies, &f->err));
	assert_true(ask_split(f->store, by(NOW), copies.v[1].id, &made, &f->err));
	assert_apart(whole, made);
	assert_true(ask_distinct(f->store, by(NOW), sale, whole, &f->err));
	assert_true(ask_merge(f->store, by(NOW), walk, sale, &f->err));
	assert_apart(walk, whole);
	assert_int_equal(apart_from(f, walk).n, 1);
	assert_true(ask_undo(f->store, by(NOW), walk, NULL, &f->err));
	assert_apart(sale, whole);
	/* She may merge again what she took back herself. */
	assert_int_equal(apart_from(f, walk).n, 0);
	assert_true(ask_undo(f->store, by(NOW), sale, NULL, &f->err));
	assert_true(ask_undo(f->store, by(NOW), whole, NULL, &f->err));
	assert_int_equal(apart_from(f, whole).n, 0);
}

/* Wherever the copies go afterwards: what was said of an item was said of each. */
static void a_copy_that_leaves_stays_apart(void **state)
{
	struct fixture *f = *state;
	struct copies copies;
	int64_t made, again;
	take_whole(f);
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 100)));
	take(f, NEWS, story(f, "other", "A bake sale in Bern", words(f, 300, 420)));
	int64_t whole = of_story(f, "whole"), other = of_story(f, "other");
	assert_true(ask_distinct(f->store, by(NOW), other, whole, &f->err));
	assert_true(store_entry_copies(f->store, &f->arena, whole, &copies, &f->err));
	assert_true(ask_split(f->store, by(NOW), copies.v[1].id, &made, &f->err));
	assert_apart(made, other);
	assert_apart(made, whole);
	/* It comes to another item, and leaves it again. */
	take(f, NEWS, story(f, "walk", "A walk for hands", words(f, 500, 620)));
	int64_t walk = of_story(f, "walk");
	assert_true(ask_merge(f->store, by(NOW), walk, made, &f->err));
	assert_true(ask_split(f->store, by(NOW), copies.v[1].id, &again, &f->err));
	assert_true(again != made);
	assert_apart(again, whole);
	assert_apart(again, other);
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 101)));
	assert_true(of_story(f, "one") == again && of_story(f, "whole") == whole);
	/* Taken back, it is as it was before. */
	assert_true(ask_undo(f->store, by(NOW), walk, NULL, &f->err));
	assert_true(ask_undo(f->store, by(NOW), walk, NULL, &f->err));
	assert_true(ask_undo(f->store, by(NOW), whole, NULL, &f->err));
	assert_int_equal(of_story(f, "one"), whole);
	assert_int_equal(apart_from(f, whole).n, 1);
}

/* Two copies that leave one item may be of one story. */
static void what_leaves_may_be_one(void **state)
{
	struct fixture *f = *state;
	struct copies copies;
	int64_t first, second;
	bool apart;
	take_whole(f);
	take(f, NEWS, story(f, "one", HEADLINE, words(f, 0, 100)));
	take(f, NEWS, story(f, "two", HEADLINE, words(f, 0, 101)));
	assert_true(store_entry_copies(f->store, &f->arena, of_story(f, "whole"), &copies, &f->err));
	assert_int_equal(copies.n, 3);
	assert_true(ask_split(f->store, by(NOW), copies.v[1].id, &first, &f->err));
	assert_true(ask_split(f->store, by(NOW), copies.v[2].id, &second, &f->err));
	assert_apart(first, of_story(f, "whole"));
	assert_apart(second, of_story(f, "whole"));
	assert_true(store_pair_kept_apart(f->store, first, second, &apart, &f->err));
	assert_false(apart);
}

static void an_undone_join_is_not_done_again(void **state)
{
	struct fixture *f = *state;
	take_parts(f);
	int64_t one = of_story(f, "one"), two = of_story(f, "two");
	take_whole(f);
	assert_true(ask_undo(f->store, by(NOW), one, NULL, &f->err));
	assert_true(of_story(f, "two") == two);
	assert_apart(one, two);
	take(f, NEWS, story(f, "again", HEADLINE, words(f, 0, WORDS)));
	assert_true(of_story(f, "one") == one && of_story(f, "two") == two);
}

/* By the blocks of all copies that it has, whichever way they came to it, also when the blocks of
 * both were found anew in between. */
static void what_was_merged_is_found_by_all_its_copies(void **state)
{
	struct fixture *f = *state;
	const char *elsewhere = "A bake sale in Bern for research";
	take_whole(f);
	take(f, NEWS, story(f, "sale", elsewhere, words(f, 300, 420)));
	int64_t whole = of_story(f, "whole"), sale = of_story(f, "sale");
	assert_true(ask_merge(f->store, by(NOW), whole, sale, &f->err));
	take(f, NEWS, story(f, "sale2", elsewhere, words(f, 300, 420)));
	take(f, NEWS, story(f, "copy", HEADLINE, words(f, 0, WORDS)));
	assert_true(of_story(f, "sale2") == whole && of_story(f, "copy") == whole);
	assert_true(store_run(f->store,
		"DELETE FROM block; DELETE FROM block_due; INSERT INTO block_due SELECT min(id) FROM entry",
		&f->err));
	assert_true(alike_complete(f->store, &f->err));
	assert_true(ask_undo(f->store, by(NOW), whole, NULL, &f->err));
	take(f, NEWS, story(f, "sale3", elsewhere, words(f, 300, 420)));
	take(f, NEWS, story(f, "copy2", HEADLINE, words(f, 0, WORDS)));
	assert_int_equal(of_story(f, "sale"), sale);
	assert_int_equal(of_story(f, "copy2"), whole);
	assert_true(of_story(f, "sale3") == sale || of_story(f, "sale3") == of_story(f, "sale2"));
}

static void what_readers_see_stays(void **state)
{
	struct fixture *f = *state;
	struct item live, other;
	take_parts(f);
	int64_t one = of_story(f, "one"), two = of_story(f, "two");
	assert_true(ask_approve(f->store, by(NOW), two, SECTION_NONE, STR_NONE, &f->err));
	assert_true(store_item_need(f->store, &f->arena, two, &live, &f->err));
	take_whole(f);
	/* The one that readers see goes on, under the name that they know. */
	assert_true(of_story(f, "one") == two && of_story(f, "whole") == two);
	assert_true(store_item_need(f->store, &f->arena, two, &other, &f->err));
	assert_true(other.live == live.live && str_eq(other.tag, live.tag));
	assert_int_equal(other.state, ITEM_APPROVED);
	assert_true(one != two);
}

static void two_that_readers_see_are_asked_about(void **state)
{
	struct fixture *f = *state;
	take_parts(f);
	int64_t one = of_story(f, "one"), two = of_story(f, "two");
	assert_true(ask_approve(f->store, by(NOW), one, SECTION_NONE, STR_NONE, &f->err));
	assert_true(ask_approve(f->store, by(NOW), two, SECTION_NONE, STR_NONE, &f->err));
	take_whole(f);
	assert_true(of_story(f, "one") == one && of_story(f, "two") == two);
	assert_int_equal(relation(f, one, two), RELATION_POSSIBLE);
}

static void a_rejection_is_not_lost(void **state)
{
	struct fixture *f = *state;
	struct item item;
	take_parts(f);
	int64_t two = of_story(f, "two");
	assert_true(ask_reject(f->store, by(NOW), two, S("off topic"), &f->err));
	take_whole(f);
	assert_int_equal(of_story(f, "one"), two);
	assert_true(store_item_need(f->store, &f->arena, two, &item, &f->err));
	assert_int_equal(item.state, ITEM_REJECTED);
}

/* The stories of so many outlets, each so many places behind the one before; returns which of them
 * is not with the others, who ask an editor. */
static int take_outlets(struct fixture *f, int step)
{
	char name[16];
	for (int i = 0; i <= CLUSTER_MAX; i++) {
		snprintf(name, sizeof name, "outlet%d", i * step % (CLUSTER_MAX + 1));
		struct entry entry = story(f, "", HEADLINE, words(f, 0, WORDS));
		entry.native = str_copy(&f->arena, str_of(name));
		entry.url = str_printf(&f->arena, "https://%s.example/story", name);
		take(f, NEWS, entry);
	}
	int64_t items[CLUSTER_MAX + 1];
	int others = 0, alone = 0;
	for (int i = 0; i <= CLUSTER_MAX; i++) {
		snprintf(name, sizeof name, "outlet%d", i);
		items[i] = of_story(f, name);
	}
	int64_t most = items[0] == items[1] ? items[0] : items[2];
	for (int i = 0; i <= CLUSTER_MAX; i++) {
		alone = items[i] == most ? alone : i;
		others += items[i] != most;
	}
	assert_int_equal(others, 1);
	assert_int_equal(relation(f, items[alone], most), RELATION_POSSIBLE);
	return alone;
}

static void more_copies_than_a_group_may_have_ask_an_editor(void **state)
{
	int alone = take_outlets(*state, 1);
	for (int step = 2; step <= CLUSTER_MAX; step++) {
		tear_down(state);
		set_up(state);
		assert_int_equal(take_outlets(*state, step), alone);
	}
}

/* An editor decided on the item, so that it stays as it is. */
static void nothing_leaves_what_an_editor_decided_on(void **state)
{
	struct fixture *f = *state;
	struct copies copies;
	take_outlets(f, 1);
	int64_t item = of_story(f, "outlet0");
	assert_true(store_entry_copies(f->store, &f->arena, item, &copies, &f->err));
	assert_true(ask_approve(f->store, by(NOW), item, SECTION_NEWS, STR_NONE, &f->err));
	for (int i = 20; i < 30; i++) {
		char name[16];
		snprintf(name, sizeof name, "outlet%d", i);
		take(f, NEWS, story(f, str_cstr(&f->arena, str_copy(&f->arena, str_of(name))), HEADLINE,
						  words(f, 0, WORDS)));
	}
	for (size_t i = 0; i < copies.n; i++)
		assert_int_equal(
			item_of(f, NEWS, str_cstr(&f->arena, copies.v[i].entry.native)), item);
}

static struct entry story_of_day(struct fixture *f, const char *name, int64_t day)
{
	struct entry entry = story(f, name, HEADLINE, words(f, 0, WORDS));
	entry.published = NOW + day * 86400;
	return entry;
}

static void a_copy_of_other_weeks_keeps_an_item_apart(void **state)
{
	struct fixture *f = *state;
	take(f, NEWS, story_of_day(f, "first", -40));
	take(f, NEWS, story_of_day(f, "second", -30));
	int64_t item = of_story(f, "first");
	assert_int_equal(of_story(f, "second"), item);
	take(f, NEWS, story_of_day(f, "near-the-second", -20));
	assert_true(of_story(f, "near-the-second") != item);
	assert_int_equal(relation(f, of_story(f, "near-the-second"), item), RELATION_POSSIBLE);
	take(f, NEWS, story_of_day(f, "of-another-month", -1));
	assert_int_equal(relation(f, of_story(f, "of-another-month"), item), -1);
}

#define PLACE .journal = S("Skin Research"), .volume = S("12"), .pages = S("101-109")

static void two_pubmed_records_stay_two(void **state)
{
	struct fixture *f = *state;
	take(f, PUBMED, record(f, "1", PAPER_TITLE, (struct paper){PLACE}, "1"));
	take(f, PUBMED, record(f, "2", PAPER_TITLE, (struct paper){PLACE}, "2"));
	int64_t one = item_of(f, PUBMED, "1"), two = item_of(f, PUBMED, "2");
	assert_true(one != two);
	assert_int_equal(relation(f, one, two), RELATION_SAME_WORK);
	/* A record without a number may be either. */
	take(f, PUBMED, record(f, "none", PAPER_TITLE, (struct paper){PLACE}, ""));
	assert_true(item_of(f, PUBMED, "1") == one && item_of(f, PUBMED, "2") == two);
}

/* Whichever copy of the one speaks for it. */
static void two_pubmed_records_stay_two_though_a_key_is_one(void **state)
{
	struct fixture *f = *state;
	struct entry first = record(f, "1", PAPER_TITLE, (struct paper){PLACE}, "1"),
				 none = record(f, "none", PAPER_TITLE, (struct paper){PLACE}, ""),
				 second = record(f, "2", PAPER_TITLE, (struct paper){PLACE}, "2");
	first.keys.doi = none.keys.doi = second.keys.doi = S("10.1000/hands");
	none.text = S("It has the longer text. It is newer.");
	take(f, PUBMED, none);
	take(f, PUBMED, first);
	take(f, PUBMED, second);
	int64_t one = item_of(f, PUBMED, "1"), two = item_of(f, PUBMED, "2");
	assert_int_equal(item_of(f, PUBMED, "none"), one);
	assert_true(one != two);
	assert_int_equal(relation(f, one, two), RELATION_POSSIBLE);
}

/* A review, a record of it without a place, and its edition of before: the first is the same as
 * either of the others, which are not the same. */
static void the_nearest_two_are_one_whichever_came_last(void **state)
{
	static const int orders[][3] = {
		{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}};
	for (size_t i = 0; i < sizeof orders / sizeof *orders; i++) {
		struct fixture *f = *state;
		struct paper review = {
			.journal = S("Skin Reviews"), .volume = S("6"), .pages = S("CD006828")},
					 placeless = {.journal = S("Skin Reviews")},
					 before = {.journal = S("Skin Reviews"), .pages = S("CD006828")};
		struct entry all[] = {record(f, "now", PAPER_TITLE, review, ""),
			record(f, "placeless", PAPER_TITLE, placeless, ""),
			record(f, "before", PAPER_TITLE, before, "")};
		struct paper older = *all[2].paper;
		older.pub_date.date.year = 2016;
		all[2].paper = &older;
		for (size_t k = 0; k < 3; k++)
			take(f, PUBMED, all[orders[i][k]]);
		int64_t now = item_of(f, PUBMED, "now"), other = item_of(f, PUBMED, "placeless");
		assert_int_equal(item_of(f, PUBMED, "before"), now);
		assert_true(other != now);
		assert_int_equal(relation(f, other, now), RELATION_POSSIBLE);
		tear_down(state);
		set_up(state);
	}
}

/* What came, and the group that it belongs to. */
struct arriving {
	int source;
	struct entry entry;
	int group;
};

static size_t all_arriving(struct fixture *f, struct arriving out[16])
{
	const struct arriving all[] = {
		{PUBMED, record(f, "p1", PAPER_TITLE, (struct paper){PLACE}, "1"), 1},
		{PUBMED, record(f, "p2", PAPER_TITLE ". [Italian]", (struct paper){PLACE}, ""), 1},
		{PUBMED, record(f, "p3", PAPER_TITLE, (struct paper){.journal = S("Skin Res")}, ""), 1},
		{PUBMED, record(f, "p4", "Erratum: " PAPER_TITLE, (struct paper){PLACE}, ""), 2},
		{PUBMED,
			record(f, "p5", PAPER_TITLE ": part 2",
				(struct paper){.journal = S("Skin Res"), .volume = S("13")}, ""),
			3},
		{NEWS, story(f, "one", HEADLINE, words(f, 0, 40)), 4},
		{NEWS, story(f, "two", HEADLINE, words(f, 70, WORDS)), 4},
		{NEWS, story(f, "whole", HEADLINE, words(f, 0, WORDS)), 4},
		{NEWS, story(f, "copy", "Today: " HEADLINE, words(f, 0, WORDS)), 4},
		{NEWS, story(f, "else", HEADLINE, words(f, 300, 400)), 5},
	};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		out[i] = all[i];
	return sizeof all / sizeof *all;
}

static void take_shuffled(struct fixture *f, unsigned seed)
{
	struct arriving all[16];
	int64_t items[16];
	size_t n = all_arriving(f, all);
	for (size_t i = n; i > 1; i--) {
		seed = seed * 1103515245 + 12345;
		size_t k = seed / 65536 % i;
		struct arriving moved = all[i - 1];
		all[i - 1] = all[k];
		all[k] = moved;
	}
	for (size_t i = 0; i < n; i++)
		take(f, all[i].source, all[i].entry);
	for (size_t i = 0; i < n; i++)
		items[i] = item_of(f, all[i].source, str_cstr(&f->arena, all[i].entry.native));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++)
			if ((items[i] == items[k]) != (all[i].group == all[k].group))
				fail_msg("seed %u: " STR_FMT " and " STR_FMT, seed, STR_ARG(all[i].entry.native),
					STR_ARG(all[k].entry.native));
}

static void the_order_of_arrival_changes_nothing(void **state)
{
	enum { ORDERS = 20 };
	for (unsigned seed = 1; seed <= ORDERS; seed++) {
		take_shuffled(*state, seed);
		tear_down(state);
		set_up(state);
	}
}

static void an_older_store_gets_its_blocks(void **state)
{
	struct fixture *f = *state;
	take_whole(f);
	assert_true(store_run(
		f->store, "DELETE FROM block; INSERT INTO block_due SELECT min(id) FROM entry", &f->err));
	take(f, NEWS, story(f, "copy", "Not found: " HEADLINE, words(f, 0, WORDS)));
	assert_true(of_story(f, "copy") != of_story(f, "whole"));
	assert_true(alike_complete(f->store, &f->err));
	bool due = true;
	assert_true(store_block_is_due(f->store, &due, &f->err) && !due);
	assert_int_equal(take(f, NEWS, story(f, "found", HEADLINE, words(f, 0, WORDS))).new_copies, 1);
	assert_int_equal(of_story(f, "copy"), of_story(f, "whole"));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(news_without_a_key_in_common_is_a_copy),
		TEST(what_shows_two_items_to_be_one_joins_them),
		TEST(what_is_shown_twice_is_joined_once),
		TEST(what_an_editor_keeps_apart_stays_two),
		TEST(what_an_editor_split_stays_two),
		TEST(what_was_said_is_not_asked_again),
		TEST(a_copy_that_leaves_stays_apart),
		TEST(what_leaves_may_be_one),
		TEST(an_undone_join_is_not_done_again),
		TEST(what_was_merged_is_found_by_all_its_copies),
		TEST(what_readers_see_stays),
		TEST(two_that_readers_see_are_asked_about),
		TEST(a_rejection_is_not_lost),
		TEST(more_copies_than_a_group_may_have_ask_an_editor),
		TEST(a_copy_of_other_weeks_keeps_an_item_apart),
		TEST(two_pubmed_records_stay_two),
		TEST(nothing_leaves_what_an_editor_decided_on),
		TEST(the_nearest_two_are_one_whichever_came_last),
		TEST(two_pubmed_records_stay_two_though_a_key_is_one),
		TEST(the_order_of_arrival_changes_nothing),
		TEST(an_older_store_gets_its_blocks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
