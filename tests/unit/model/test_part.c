/* The parts of a topic's page: where an item stands, and how editors change that. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/entry.h"
#include "model/part.h"

#define assert_str(text, expected) \
	do { \
		struct str text_ = (text); \
		assert_int_equal(text_.n, sizeof(expected) - 1); \
		assert_memory_equal(text_.p, expected, text_.n); \
	} while (0)

static const struct face PAPER = {.kind = ENTRY_PAPER, .section = SECTION_RESEARCH},
						 OPEN = {.kind = ENTRY_TRIAL,
							 .section = SECTION_TRIALS,
							 .status = S("RECRUITING")},
						 CLOSED = {.kind = ENTRY_TRIAL,
							 .section = SECTION_TRIALS,
							 .status = S("COMPLETED")},
						 PAGE = {.kind = ENTRY_PAGE, .section = SECTION_NEWS},
						 STORY = {.kind = ENTRY_NEWS, .section = SECTION_NEWS};

static struct page_parts usual(struct arena *a)
{
	return part_whole(a, &(struct page_parts){0});
}

static struct str part_name(const struct page_parts *parts, int64_t item, const struct face *face)
{
	return part_of_item(parts, item, face)->name;
}

static void the_usual_parts_take_everything(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct page_parts own = usual(&a), *const both[] = {&PARTS_USUAL, &own};
	(void)state;
	for (size_t i = 0; i < 2; i++) {
		assert_str(part_name(both[i], 1, &PAGE), "overview");
		assert_str(part_name(both[i], 1, &OPEN), "open");
		assert_str(part_name(both[i], 1, &CLOSED), "trials");
		assert_str(part_name(both[i], 1, &PAPER), "research");
		assert_str(part_name(both[i], 1, &STORY), "news");
		assert_str(part_name(both[i], 1, &(struct face){0}), "research");
	}
}

/* A trial that nobody verified recruits no more for readers. */
static void a_rule_sees_what_readers_see(void **state)
{
	struct face face = OPEN;
	(void)state;
	face.unverified = (struct date){2019, 3, 0};
	assert_str(part_name(&PARTS_USUAL, 1, &face), "trials");
}

static void own_rules_come_before_usual_ones(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct page_parts parts = usual(&a);
	(void)state;
	part_append(&a, &parts,
		(struct page_part){.name = S("papers"),
			.kinds = 1u << ENTRY_PAPER | 1u << ENTRY_TRIAL,
			.section = SECTION_RESEARCH});
	part_append(&a, &parts, (struct page_part){.name = S("hand")});
	assert_str(part_name(&parts, 1, &PAPER), "papers");
	assert_str(part_name(&parts, 1, &CLOSED), "trials"); /* all that is given has to hold */
	part_find(&parts, S("news"))->by_hand = true;
	assert_str(part_name(&parts, 1, &STORY), "research"); /* never nowhere */
}

static void what_is_put_stands_where_it_was_put(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct page_parts parts = usual(&a);
	struct page_part *news = part_find(&parts, S("news"));
	struct err err;
	(void)state;
	assert_true(part_put(&a, &parts, 7, S("news"), 0, &err));
	assert_true(part_put(&a, &parts, 8, S("news"), 9, &err)); /* behind the last: the first */
	assert_true(part_put(&a, &parts, 9, S("news"), 1, &err));
	assert_true(part_place(news, 9) == 1 && part_place(news, 8) == 2 && part_place(news, 7) == 0);
	assert_str(part_name(&parts, 7, &PAPER), "news");
	assert_true(part_put(&a, &parts, 9, S("research"), 1, &err));
	assert_true(part_place(news, 8) == 1 && news->placed_count == 2);
	assert_true(part_put(&a, &parts, 8, STR_NONE, 0, &err));
	assert_str(part_name(&parts, 8, &PAPER), "research");
	assert_false(part_put(&a, &parts, 8, S("nothing"), 1, &err));
	assert_int_equal(part_find(&PARTS_USUAL, S("news"))->placed_count, 0); /* a copy was changed */
}

static void a_move_gives_a_place_to_all_before_it(void **state)
{
	static const int64_t shown[] = {4, 3, 2, 1};
	struct arena a CLEANUP_ARENA = {0};
	struct page_parts parts = usual(&a);
	struct page_part *news = part_find(&parts, S("news"));
	(void)state;
	part_move(&a, news, shown, 4, 4, true);  /* the first */
	part_move(&a, news, shown, 4, 1, false); /* the last */
	part_move(&a, news, shown, 4, 99, true);
	assert_int_equal(news->placed_count, 0);
	part_move(&a, news, shown, 4, 2, true);
	assert_int_equal(news->placed_count, 3);
	assert_true(part_place(news, 4) == 1 && part_place(news, 2) == 2 && part_place(news, 3) == 3);
	part_move(&a, news, (const int64_t[]){4, 2, 3, 1}, 4, 3, false);
	assert_true(part_place(news, 1) == 3 && part_place(news, 3) == 4);
}

static void names_are_made_of_titles_and_told_apart(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct page_parts parts = usual(&a);
	(void)state;
	assert_str(part_name_for(&a, &parts, S("Patients’ Stories & more!")), "patients-stories-more");
	assert_str(part_name_for(&a, &parts, S("News")), "news-2");
	assert_str(part_name_for(&a, &parts, S("Archive")), "archive-2"); /* a folder of feeds */
	assert_str(part_name_for(&a, &parts, S("../\"<")), "part");
}

static void parts_are_moved_and_taken_away(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct page_parts parts = usual(&a), before = usual(&a);
	(void)state;
	part_reorder(&parts, 4, 0);
	assert_str(parts.v[0].name, "news");
	assert_str(parts.v[4].name, "research");
	assert_false(part_rules_eq(&parts, &before));
	part_reorder(&parts, 0, 4);
	assert_true(part_rules_eq(&parts, &before));
	part_remove(&parts, 1);
	assert_true(parts.n == 4 && !part_find(&parts, S("open")));
	assert_int_equal(part_whole(&a, &parts).n, 5); /* a usual part is never missing */
}

static void kinds_have_words(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str words[] = {S("Trial"), S("page")}, wrong = S("book");
	unsigned kinds;
	struct err err;
	(void)state;
	assert_true(part_kinds_of((struct strs){words, 2}, &kinds, &err));
	assert_true(kinds == (1u << ENTRY_TRIAL | 1u << ENTRY_PAGE));
	assert_str(part_kinds_words(&a, kinds).v[1], "page");
	assert_false(part_kinds_of((struct strs){&wrong, 1}, &kinds, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_usual_parts_take_everything),
		cmocka_unit_test(a_rule_sees_what_readers_see),
		cmocka_unit_test(own_rules_come_before_usual_ones),
		cmocka_unit_test(what_is_put_stands_where_it_was_put),
		cmocka_unit_test(a_move_gives_a_place_to_all_before_it),
		cmocka_unit_test(names_are_made_of_titles_and_told_apart),
		cmocka_unit_test(parts_are_moved_and_taken_away),
		cmocka_unit_test(kinds_have_words),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
