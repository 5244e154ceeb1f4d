#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "match/native.h"

static struct entry entry(const char *guid, const char *url, const char *title, const char *text)
{
	return (struct entry){.kind = ENTRY_NEWS,
		.guid = str_of(guid),
		.url = str_of(url),
		.title = str_of(title),
		.text = str_of(text),
		.published = NO_TIME,
		.updated = NO_TIME};
}

#define NATIVES(a, list, ...) \
	struct entry given[] = {__VA_ARGS__}; \
	struct entries list = {given, sizeof given / sizeof *given}; \
	match_natives(a, &list)

static void equal(struct str s, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	assert_string_equal(str_cstr(&a, s), expected);
}

static void a_guid_names_before_an_address_and_that_before_the_text(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	NATIVES(&a, list, entry("http://n.example/?p=1", "https://n.example/one", "One", "x"),
		entry("", "http://www.n.example/two?utm_medium=x", "Two", "y"),
		entry("", "", "Only a title", ""), entry("", "", "Only another title", ""));
	assert_int_equal(list.n, 4);
	equal(given[0].native, "n.example/?p=1");
	assert_int_equal(given[0].also.n, 2);
	equal(given[0].also.v[0], "n.example/one");
	equal(given[1].native, "n.example/two");
	assert_int_equal(given[2].native.n, 32);
	assert_false(str_eq(given[2].native, given[3].native));
}

static void a_name_that_stories_share_is_nobodys(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	NATIVES(&a, list, entry("same", "https://n.example/1", "One", ""),
		entry("same", "https://n.example/2", "Two", ""),
		entry("", "https://n.example/live", "Live 1", ""),
		entry("", "https://n.example/live", "Live 2", ""),
		entry("", "https://n.example/news.html#1", "Part one", ""),
		entry("", "https://n.example/news.html#2", "Part two", ""));
	assert_int_equal(list.n, 6);
	equal(given[0].native, "n.example/1");
	equal(given[0].guid, "");
	equal(given[1].native, "n.example/2");
	assert_int_equal(given[2].native.n, 32);
	equal(given[2].also.v[0], "n.example/live");
	assert_false(str_eq(given[2].native, given[3].native));
	equal(given[4].native, "n.example/news.html#1");
	equal(given[5].native, "n.example/news.html#2");
}

static void two_guids_that_only_their_scheme_tells_apart_are_one_name(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	NATIVES(&a, list, entry("http://x.example/1", "https://n.example/a", "A story", ""),
		entry("https://x.example/1", "https://n.example/b", "Quite another", ""));
	assert_int_equal(list.n, 2);
	equal(given[0].native, "n.example/a");
	equal(given[1].native, "n.example/b");
}

static void what_is_repeated_is_one_and_the_newest_counts(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct entry newer = entry("twice", "https://n.example/1", "Listed twice", "new"),
				 older = newer;
	older.text = S("old");
	newer.updated = 200;
	older.updated = 100;
	NATIVES(&a, list, older, newer, entry("", "https://n.example/w", "Weekly", "of Monday"),
		entry("", "https://n.example/w", "Weekly", "of Tuesday"),
		entry("", "https://n.example/w", "Weekly", "of Tuesday"));
	assert_int_equal(list.n, 3);
	equal(list.v[0].text, "new");
	equal(list.v[1].text, "of Monday");
	equal(list.v[2].text, "of Tuesday");
}

static void a_guid_may_be_used_for_another_story(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct entry before = entry("today", "https://n.example/w1", "Column A: all about skin", ""),
				 now = before;
	before.published = 100;
	now.title = S("A donor register opens in Norway");
	assert_false(match_is_another_story(&a, &before, &now)); /* the same address */
	now.url = S("https://n.example/w2");
	assert_true(match_is_another_story(&a, &before, &now));
	now.published = 100;
	assert_false(match_is_another_story(&a, &before, &now));
	now.published = 200;
	assert_true(match_is_another_story(&a, &before, &now));
	now.title = S("Column A: all about the skin");
	assert_false(match_is_another_story(&a, &before, &now)); /* a slip was corrected */
}

static void a_story_is_known_again_by_title_and_text_or_date(void **state)
{
	(void)state;
	struct entry before = entry("", "https://n.example/w", "Weekly", "of Monday"), now = before;
	assert_true(match_is_same_story(&before, &now));
	now.text = S("of Tuesday");
	assert_false(match_is_same_story(&before, &now));
	before.published = now.published = 100;
	assert_true(match_is_same_story(&before, &now));
	now.title = S("Monthly");
	assert_false(match_is_same_story(&before, &now));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_guid_names_before_an_address_and_that_before_the_text),
		cmocka_unit_test(a_name_that_stories_share_is_nobodys),
		cmocka_unit_test(two_guids_that_only_their_scheme_tells_apart_are_one_name),
		cmocka_unit_test(what_is_repeated_is_one_and_the_newest_counts),
		cmocka_unit_test(a_guid_may_be_used_for_another_story),
		cmocka_unit_test(a_story_is_known_again_by_title_and_text_or_date),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
