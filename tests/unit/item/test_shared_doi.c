/* News that link to the DOI of a paper share that key with it, and are another item. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "taking.h"
#include "store/related.h"

#define TITLE "Five years after cells for the skin"

/* 'j': a journal's feed announces the paper; 'n': news link to it; 'p': PubMed has it. */
static void take_from(struct fixture *f, char who)
{
	static const struct paper record = {.version = 1, .medline_ta = {"J Sample", 8}};
	struct entry news = {.kind = ENTRY_NEWS,
		.native = S("n"),
		.url = S("https://doi.org/10.1234/x"),
		.title = S("Hope for many patients"),
		.published = NOW - 86400,
		.updated = NO_TIME};
	struct entry announced = news, paper = news;
	announced.native = S("j");
	announced.url = S("https://journal.example/1");
	announced.title = S(TITLE);
	announced.keys.doi = S("10.1234/x");
	paper.kind = ENTRY_PAPER;
	paper.native = S("99000001");
	paper.url = S("https://pubmed.ncbi.nlm.nih.gov/99000001/");
	paper.title = S(TITLE);
	paper.keys = (struct keys){.pmid = S("99000001"), .doi = S("10.1234/x")};
	paper.paper = &record;
	if (who == 'j')
		take(f, OTHER_NEWS, announced);
	else if (who == 'n')
		take(f, NEWS, news);
	else
		take(f, PUBMED, paper);
}

/* The paper is one item, and an editor is asked whether the news is it. */
static void assert_asked(struct fixture *f, const char *order)
{
	struct relateds related;
	for (; *order; order++)
		take_from(f, *order);
	struct items items = queue(f);
	assert_int_equal(items.n, 2);
	assert_true(store_related_list(f->store, &f->arena, items.v[0].id, &related, &f->err));
	assert_int_equal(related.n, 1);
	assert_int_equal(related.v[0].relation, RELATION_POSSIBLE);
	assert_true(str_eq(related.v[0].why, S("Same DOI 10.1234/x, but the titles do not agree.")));
}

static void news_come_last(void **state)
{
	assert_asked(*state, "jpn");
}

static void news_come_before_the_journals_feed(void **state)
{
	assert_asked(*state, "pnj");
}

static void news_come_before_the_paper(void **state)
{
	assert_asked(*state, "jnp");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(news_come_last, set_up, tear_down),
		cmocka_unit_test_setup_teardown(news_come_before_the_journals_feed, set_up, tear_down),
		cmocka_unit_test_setup_teardown(news_come_before_the_paper, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
