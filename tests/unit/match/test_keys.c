#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "match/match.h"

/* The keys as lines "kind text". */
static struct str listing(struct arena *a, const struct match_keys *keys)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < keys->n; i++)
		all = str_printf(a, STR_FMT "%s%s " STR_FMT, STR_ARG(all), all.n ? " | " : "",
			key_kind_word(keys->v[i].kind), STR_ARG(keys->v[i].text));
	return all;
}

static void assert_keys(const struct entry *entry, const char *wanted)
{
	struct arena a CLEANUP_ARENA = {0};
	struct match_keys keys;
	match_keys(&a, entry, S("A feed"), &keys);
	struct str got = listing(&a, &keys);
	if (!str_eq(got, str_of(wanted)))
		fail_msg("keys are '" STR_FMT "', not '%s'", STR_ARG(got), wanted);
}

static void assert_mentions(const struct entry *entry, const char *wanted)
{
	struct arena a CLEANUP_ARENA = {0};
	struct match_keys keys;
	match_mentions(&a, entry, &keys);
	struct str got = listing(&a, &keys);
	if (!str_eq(got, str_of(wanted)))
		fail_msg("mentions are '" STR_FMT "', not '%s'", STR_ARG(got), wanted);
}

static void test_paper(void **state)
{
	struct paper paper = {.pub_date.date = {2019, 7, 17}, .pages = S("181-5")};
	struct entry entry = {.kind = ENTRY_PAPER,
		.title = S("Stem cells in early systemic sclerosis"),
		.url = S("https://pubmed.ncbi.nlm.nih.gov/99000001/"),
		.keys = {.pmid = S("99000001"),
			.pmcid = S("PMC990001"),
			.doi = S("10.1000/one"),
			.nct = S("NCT99000001")},
		.paper = &paper};
	(void)state;
	assert_keys(&entry, "pmid 99000001 | pmcid PMC990001 | doi 10.1000/one");
}

static void test_trial(void **state)
{
	struct str alias = S("nct99000002");
	struct trial trial = {.aliases = {&alias, 1}};
	struct entry entry = {.kind = ENTRY_TRIAL,
		.title = S("A sample trial"),
		.url = S("https://clinicaltrials.gov/study/NCT99000001"),
		.keys.nct = S("NCT99000001"),
		.trial = &trial};
	(void)state;
	assert_keys(&entry, "nct NCT99000001 | nct NCT99000002");
}

static void test_news(void **state)
{
	struct entry entry = {.kind = ENTRY_NEWS,
		.title = S("Stem cells help (NCT99000001)"),
		.text = S("As doi:10.1000/one says. PMID 99000001."),
		.guid = S("42"),
		.url = S("https://www.example.org/a?utm_source=rss")};
	(void)state;
	assert_keys(&entry, "url example.org/a | guid A feed\n42");
	assert_mentions(&entry, "nct NCT99000001 | doi 10.1000/one | pmid 99000001");
	entry.url = S("https://example.org/log#2024-03-02");
	assert_keys(&entry, "url example.org/log#2024-03-02 | guid A feed\n42");
	entry.url = S("https://example.org/a#xtor=RSS-1");
	assert_keys(&entry, "url example.org/a | guid A feed\n42");
	entry.url = S("https://example.org/");
	assert_keys(&entry, "guid A feed\n42");
	entry.guid = STR_NONE;
	assert_keys(&entry, "");
}

/* News whose own address is a page of a registry are that publication. */
static void test_news_at_a_registry(void **state)
{
	struct entry entry = {.kind = ENTRY_NEWS,
		.title = S("Stem cells"),
		.text = S("PMID: 99000001, PMID: 99000002"),
		.url = S("https://pubmed.ncbi.nlm.nih.gov/99000001/?utm_source=rss")};
	(void)state;
	assert_keys(&entry, "pmid 99000001");
	assert_mentions(&entry, "pmid 99000002");
	entry.url = S("https://clinicaltrials.gov/study/NCT99000001");
	assert_keys(&entry, "nct NCT99000001");
	entry.url = S("https://journal.example.org/doi/full/10.1000/one");
	assert_keys(&entry, "doi 10.1000/one | url journal.example.org/doi/full/10.1000/one");
}

static void test_mentions_of_records(void **state)
{
	struct correction correction = {.kind = CORRECTION_ERRATUM_IN, .pmid = S("99000009")};
	struct str nct = S("NCT99000001"), result = S("99000001"), reference = S("99000002");
	struct paper paper = {.ncts = {&nct, 1}, .corrections = &correction, .correction_count = 1};
	struct trial trial = {.result_pmids = {&result, 1}, .pmids = {&reference, 1}};
	struct entry a_paper = {.kind = ENTRY_PAPER, .keys.pmid = S("99000001"), .paper = &paper};
	struct entry a_trial = {.kind = ENTRY_TRIAL, .keys.nct = S("NCT99000001"), .trial = &trial};
	(void)state;
	assert_mentions(&a_paper, "pmid 99000009 | nct NCT99000001");
	assert_mentions(&a_trial, "pmid 99000001 | pmid 99000002");
	correction.doi = S("10.1000/other");
	assert_mentions(&a_paper, "pmid 99000009 | nct NCT99000001");
	correction.pmid = STR_NONE;
	assert_mentions(&a_paper, "doi 10.1000/other | nct NCT99000001");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_paper),
		cmocka_unit_test(test_trial),
		cmocka_unit_test(test_news),
		cmocka_unit_test(test_news_at_a_registry),
		cmocka_unit_test(test_mentions_of_records),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
