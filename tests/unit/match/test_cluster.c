/* Groups of publications, and that they do not depend on the order of arrival. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "described.h"
#include "match/block.h"
#include "match/cluster.h"

enum { RECORDS_MAX = 32 };

static void group(const struct record *records, const size_t *order, size_t n, bool related,
	size_t out[RECORDS_MAX])
{
	struct arena a CLEANUP_ARENA = {0};
	struct described *described[RECORDS_MAX];
	for (size_t i = 0; i < n; i++)
		described[i] = describe_record(&a, &records[order[i]]);
	struct clustering c = cluster_new(&a, described, n);
	cluster_compare(&c);
	cluster_end(&c);
	if (related)
		cluster_relate(&c);
	for (size_t i = 0; i < n; i++)
		out[order[i]] = order[c.group[i]];
}

/* That the groups are these, in every rotation of the order, forwards and backwards. */
static void check(const struct record *records, const size_t *wanted, size_t n, bool related)
{
	for (size_t turn = 0; turn < 2 * n; turn++) {
		size_t order[RECORDS_MAX], got[RECORDS_MAX];
		for (size_t i = 0; i < n; i++)
			order[i] = turn < n ? (i + turn) % n : (2 * n - 1 - i + turn) % n;
		group(records, order, n, related, got);
		for (size_t i = 0; i < n; i++)
			for (size_t k = 0; k < n; k++)
				if ((got[i] == got[k]) != (wanted[i] == wanted[k]))
					fail_msg("turn %zu: %zu and %zu", turn, i, k);
	}
}

#define PAPER(...) \
	{ \
		.title = "Autologous stem cells for scleroderma of the hands", \
		.authors = "Rossi, Anna; Weber, Max; Silva, Rui", .year = 2020, __VA_ARGS__ \
	}

/* The second one may be each of the others, which are two. */
static void test_veto_across_group(void **state)
{
	const struct record records[] = {
		PAPER(.journal = "Skin Research", .volume = "12", .pages = "101-109"),
		PAPER(.journal = "Skin Research"),
		PAPER(.journal = "Skin Research", .volume = "12", .pages = "301-309"),
		PAPER(.journal = "Skin Research", .volume = "12", .pages = "101-109", .issue = "2"),
	};
	size_t first[RECORDS_MAX], order[] = {0, 1, 2, 3}, wanted[4];
	(void)state;
	group(records, order, 4, false, first);
	assert_int_equal(first[0], first[3]);
	assert_true(first[0] != first[2]);
	for (size_t i = 0; i < 4; i++)
		wanted[i] = first[i];
	check(records, wanted, 4, false);
}

static void test_preprint_joins_one_paper(void **state)
{
	const struct record records[] = {
		PAPER(.journal = "medRxiv", .doi = "10.1101/2020.01.02.20001234"),
		PAPER(.journal = "Skin Research", .volume = "12", .pages = "101-109"),
		{.title = "Autologous stem cells for scleroderma of the feet",
			.authors = "Rossi, Anna; Novak, Jan; Kim, Jun",
			.year = 2021,
			.journal = "Skin Research",
			.volume = "13",
			.pages = "5-9"},
	};
	static const size_t apart[] = {0, 1, 2}, together[] = {0, 0, 2};
	(void)state;
	check(records, apart, 3, false);
	check(records, together, 3, true);
}

static void test_no_group_is_too_large(void **state)
{
	struct record records[CLUSTER_MAX + 1];
	size_t order[CLUSTER_MAX + 1], got[RECORDS_MAX], largest = 0;
	(void)state;
	for (size_t i = 0; i <= CLUSTER_MAX; i++) {
		records[i] = (struct record)PAPER(.journal = "Skin Research", .pages = "101-109");
		order[i] = i;
	}
	group(records, order, CLUSTER_MAX + 1, false, got);
	for (size_t i = 0; i <= CLUSTER_MAX; i++) {
		size_t members = 0;
		for (size_t k = 0; k <= CLUSTER_MAX; k++)
			members += got[k] == got[i];
		largest = members > largest ? members : largest;
	}
	assert_int_equal(largest, CLUSTER_MAX);
}

static void test_blocks_meet(void **state)
{
	const struct record records[] = {
		PAPER(.journal = "Skin Research", .volume = "12", .pages = "101-109"),
		{.title = "Eigene Stammzellen bei Sklerodermie",
			.authors = "A. Rossi",
			.volume = "12",
			.pages = "101-9",
			.year = 2020},
		{.title = "Editorial"},
	};
	struct arena a CLEANUP_ARENA = {0};
	struct blocks blocks[3];
	size_t common = 0;
	(void)state;
	for (size_t i = 0; i < 3; i++)
		match_blocks(&a, describe_record(&a, &records[i]), &blocks[i]);
	for (size_t i = 0; i < blocks[0].n; i++)
		for (size_t k = 0; k < blocks[1].n; k++)
			common += blocks[0].v[i] == blocks[1].v[k];
	assert_int_equal(common, 2); /* volume and page; author, year and page */
	assert_int_equal(blocks[2].n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_veto_across_group),
		cmocka_unit_test(test_preprint_joins_one_paper),
		cmocka_unit_test(test_no_group_is_too_large),
		cmocka_unit_test(test_blocks_meet),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
