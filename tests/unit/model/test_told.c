#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "model/identifier.h"
#include "model/told.h"

enum { RET = CORRECTION_RETRACTION_IN, ERR = CORRECTION_ERRATUM_IN, WD = CORRECTION_WITHDRAWN };
static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct correction named(int kind, const char *pmid, const char *doi)
{
	return (struct correction){
		.kind = (enum correction_kind)kind, .pmid = str_of(pmid), .doi = str_of(doi)};
}

/* The text of those corrections; a kind of -1 ends them. */
#define TOLD(...) told_of((struct correction[]){__VA_ARGS__, {.kind = (enum correction_kind) - 1}})
static struct str told_of(const struct correction *list)
{
	struct buf b CLEANUP_BUF = buf_new(1 << 16);
	for (; (int)list->kind >= 0; list++)
		told_add(&b, list);
	return str_copy(&arena, buf_str(&b));
}

static void test_the_same_by_another_name(void **state)
{
	(void)state;
	struct str by_pmid = TOLD(named(ERR, "1", "")), by_doi = TOLD(named(ERR, "", "10.1/a")),
			   by_both = TOLD(named(ERR, "1", "10.1/a")), by_none = TOLD(named(ERR, "", ""));
	struct str all[] = {by_pmid, by_doi, by_both, by_none};
	for (size_t i = 0; i < 4; i++)
		for (size_t k = 0; k < 4; k++)
			assert_true(told_same(&arena, all[i], all[k]));
	assert_false(told_same(&arena, by_pmid, TOLD(named(ERR, "2", ""))));
	assert_false(told_same(&arena, by_both, TOLD(named(ERR, "", "10.1/b"))));
	assert_false(told_same(&arena, by_doi, TOLD(named(RET, "", "10.1/a"))));
	assert_false(told_same(&arena, by_pmid, TOLD(named(ERR, "1", ""), named(ERR, "2", ""))));
	assert_false(told_same(&arena, STR_NONE, by_none));
	/* Which of two is meant is told by the one that is named the same. */
	assert_true(told_same(&arena, TOLD(named(ERR, "1", ""), named(ERR, "", "10.1/b")),
		TOLD(named(ERR, "2", "10.1/b"), named(ERR, "1", "10.1/a"))));
	assert_string_equal(
		str_cstr(&arena, told_kinds(&arena, TOLD(named(ERR, "1", ""), named(RET, "", "")))), "4 0");
}

static void test_witnesses_are_joined(void **state)
{
	(void)state;
	struct corrections list = {0};
	struct correction said[] = {named(ERR, "1", ""), named(ERR, "", "10.1/a"),
		named(ERR, "", "10.1/b"), named(ERR, "1", "10.1/a"), named(RET, "9", "10.1/r"),
		named(WD, "", "10.1/r"), named(WD, "", ""), named(ERR, "", "")};
	for (size_t i = 0; i < sizeof said / sizeof *said; i++)
		told_list_join(&arena, &list, &said[i]);
	assert_int_equal(list.n, 3);
	assert_true(str_eq(list.v[0].pmid, S("1")) && str_eq(list.v[0].doi, S("10.1/a")));
	assert_true(!list.v[1].pmid.n && str_eq(list.v[1].doi, S("10.1/b")));
	assert_true(list.v[2].kind == CORRECTION_RETRACTION_IN);
	/* A withdrawal with a notice of its own is another one. */
	struct correction own = named(WD, "", "10.1/w");
	told_list_join(&arena, &list, &own);
	assert_int_equal(list.n, 4);
}

static void test_a_doi_in_the_words_of_a_journal(void **state)
{
	(void)state;
	static const struct {
		const char *source, *doi;
	} rows[] = {
		{"Sample J. 2026 Nov;1(2):3. doi: 10.1234/Ab.1.", "10.1234/ab.1"},
		{"Sample J. 2026;10.5:3", ""},
		{"Sample J 10.1: 2-10. doi:10.1234/x", "10.1234/x"},
		{"", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct str doi = identifier_doi_in(&arena, str_of(rows[i].source));
		assert_string_equal(str_cstr(&arena, doi), rows[i].doi);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_the_same_by_another_name, teardown),
		cmocka_unit_test_teardown(test_witnesses_are_joined, teardown),
		cmocka_unit_test_teardown(test_a_doi_in_the_words_of_a_journal, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
