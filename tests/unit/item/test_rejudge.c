/* Which copy speaks for an item, and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "item/rejudge.h"

static const struct paper EARLY = {.version = 1, .revised = {2026, 10, 1}},
						  LATE = {.version = 1, .revised = {2026, 11, 1}};
static const struct keys NONE, PMC = {.pmcid = S("PMC1")};

static struct copy paper(const struct paper *record)
{
	return (struct copy){.entry = {.kind = ENTRY_PAPER, .paper = record}};
}

static struct copy news(struct keys keys)
{
	return (struct copy){.entry = {.kind = ENTRY_NEWS, .keys = keys}};
}

/* The place of the main copy is `main`, for the cause `why`, by both functions. */
static void check(struct copy *v, size_t n, size_t main, enum main_copy_cause why)
{
	enum main_copy_cause said;
	const struct copies copies = {v, n};
	assert_int_equal(item_main_copy(&copies), main);
	assert_int_equal(item_main_copy_why(&copies, &said), main);
	assert_int_equal(said, why);
}

static void test_strongest(void **state)
{
	(void)state;
	check((struct copy[]){news(NONE)}, 1, 0, MAIN_COPY_STRONGEST);
	check((struct copy[]){news(NONE), paper(&EARLY)}, 2, 1, MAIN_COPY_STRONGEST);
	check((struct copy[]){paper(&EARLY), news(NONE)}, 2, 0, MAIN_COPY_STRONGEST);
	/* What it names by PMCID is a publication as well as what it names by DOI. */
	check((struct copy[]){news(NONE), news(PMC)}, 2, 1, MAIN_COPY_STRONGEST);
	/* What decided between the weak ones does not count. */
	check((struct copy[]){news(PMC), news(PMC), paper(&EARLY)}, 3, 2, MAIN_COPY_STRONGEST);
}

static void test_newest(void **state)
{
	(void)state;
	check((struct copy[]){paper(&EARLY), paper(&LATE)}, 2, 1, MAIN_COPY_NEWEST);
	check((struct copy[]){paper(&LATE), paper(&EARLY)}, 2, 0, MAIN_COPY_NEWEST);
	check((struct copy[]){paper(&LATE), paper(&LATE), paper(&EARLY)}, 3, 0, MAIN_COPY_NEWEST);
}

static void test_first(void **state)
{
	(void)state;
	check((struct copy[]){paper(&EARLY), paper(&EARLY)}, 2, 0, MAIN_COPY_FIRST);
	check((struct copy[]){news(NONE), paper(&EARLY), paper(&EARLY)}, 3, 1, MAIN_COPY_FIRST);
}

static struct copy of_feed(const char *native, bool left)
{
	return (struct copy){.left = left, .entry = {.kind = ENTRY_NEWS, .native = str_of(native)}};
}

/* A feed that got another name brings its entries once more, and goes on with them. */
static void test_heir(void **state)
{
	(void)state;
	struct copy gone = of_feed("a", true), same = of_feed("a", false), other = of_feed("b", false);
	check((struct copy[]){gone, same}, 2, 1, MAIN_COPY_HEIR);
	check((struct copy[]){gone, other}, 2, 0, MAIN_COPY_FIRST);
	check((struct copy[]){gone, other, same}, 3, 2, MAIN_COPY_HEIR);
	check((struct copy[]){same, same}, 2, 0, MAIN_COPY_FIRST);
	check((struct copy[]){gone, gone}, 2, 0, MAIN_COPY_FIRST);
	/* The record of a trial is watched by its number. */
	const struct trial record = {0};
	gone.entry.trial = same.entry.trial = &record;
	check((struct copy[]){gone, same}, 2, 0, MAIN_COPY_FIRST);
}

static struct copy spoke(struct copy copy)
{
	copy.spoke = true;
	return copy;
}

/* The story that readers have stays when older ones join it. */
static void test_kept(void **state)
{
	(void)state;
	const struct copy a = of_feed("a", false), b = of_feed("b", false), c = of_feed("c", false);
	check((struct copy[]){a, spoke(b), c}, 3, 1, MAIN_COPY_KEPT);
	check((struct copy[]){spoke(a), b, c}, 3, 0, MAIN_COPY_FIRST);
	check((struct copy[]){a, b, spoke(c)}, 3, 2, MAIN_COPY_KEPT);
	check((struct copy[]){spoke(news(NONE)), paper(&EARLY)}, 2, 1, MAIN_COPY_STRONGEST);
	check((struct copy[]){news(NONE), spoke(paper(&EARLY)), paper(&EARLY)}, 3, 1, MAIN_COPY_FIRST);
	check((struct copy[]){paper(&LATE), spoke(paper(&EARLY))}, 2, 0, MAIN_COPY_NEWEST);
	check((struct copy[]){of_feed("a", false), spoke(of_feed("a", true))}, 2, 0, MAIN_COPY_HEIR);
	/* Of one record that of the first source speaks. */
	struct copy first = paper(&EARLY), second = spoke(paper(&EARLY));
	first.source_id = 1;
	second.source_id = 2;
	check((struct copy[]){first, second}, 2, 0, MAIN_COPY_FIRST);
	check((struct copy[]){second, first}, 2, 1, MAIN_COPY_FIRST);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_strongest),
		cmocka_unit_test(test_newest), cmocka_unit_test(test_first), cmocka_unit_test(test_heir),
		cmocka_unit_test(test_kept)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
