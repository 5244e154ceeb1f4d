#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "match/match.h"
#include "base/array.h"
#include "match/title.h"

static void test_normal_form(void **state)
{
	static const struct {
		const char *title, *wanted;
	} cases[] = {
		{"Stem-cell transplantation, in systemic sclerosis.",
			"stem cell transplantation in systemic sclerosis"},
		{"  Sj\xc3\xb6gren\xe2\x80\x99s   Syndrome ", "sjogrens syndrome"},
		{"Sjogren's syndrome", "sjogrens syndrome"},
		{"TGF-\xce\xb2 and EC<sub>50</sub>", "tgf beta and ec50"},
		{"TGF-beta and EC50", "tgf beta and ec50"},
		{"<i>TERT</i> &amp; lung fibrosis", "tert lung fibrosis"},
		{"p < 0.05 in 1,200 patients", "p 0 05 in 1200 patients"},
		{"p < 0.05 in 1200 patients", "p 0 05 in 1200 patients"},
		{"10,11-dihydro", "10 11 dihydro"},
		{"硬皮症 (SSc)", "硬皮症 ssc"},
		{"٢٠١٩ ۲۰۱۹ २०१९ ２０１９", "2019 2019 2019 2019"},
		{"[?!]", ""},
		{"", ""},
		{"<", ""},
		{"a<b", "a b"},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str got = match_title(&a, str_of(cases[i].title));
		if (!str_eq(got, str_of(cases[i].wanted)))
			fail_msg("'%s' gives '" STR_FMT "', not '%s'", cases[i].title, STR_ARG(got),
				cases[i].wanted);
		assert_true(str_eq(match_title(&a, got), got));
	}
}

static void test_similarity(void **state)
{
	(void)state;
	assert_true(match_title_similarity(S("abcdef"), S("abcdef")) == 1);
	assert_true(match_title_similarity(S("abcdef"), S("uvwxyz")) == 0);
	assert_true(match_title_similarity(S("abcd"), S("abce")) == 1.0 / 3);
	assert_true(match_title_similarity(S("aaaaaa"), S("aaa")) == 1);
	assert_true(match_title_similarity(S(""), S("")) == 0);
	assert_true(match_title_similarity(S("ab"), S("ab")) == 1);
	assert_true(match_title_similarity(S("ab"), S("abc")) == 0);
}

static void test_numbers(void **state)
{
	(void)state;
	assert_true(
		title_numbers_differ(S("imaging of the skin part i"), S("imaging of the skin part ii")));
	assert_true(title_numbers_differ(S("weekly update 12"), S("weekly update 13")));
	assert_false(
		title_numbers_differ(S("imaging of the skin part ii"), S("imaging of the skin part 2")));
	assert_false(
		title_numbers_differ(S("imaging of the skin"), S("imaging of the skin a 12 week study")));
	assert_false(title_numbers_differ(S("vitamin d and i"), S("vitamin d and v")));
	assert_true(
		title_numbers_differ(S("phase ii trial of x in 2019"), S("phase iii trial of x in 2019")));
	/* within words */
	assert_true(title_numbers_differ(S("th1 cells in the skin"), S("th2 cells in the skin")));
	assert_true(title_numbers_differ(S("p123 stem cells"), S("p124 stem cells")));
	assert_false(title_numbers_differ(S("covid19 and the skin"), S("covid 19 and the skin")));
	assert_false(title_numbers_differ(S("the 1st part"), S("the first part")));
	assert_false(title_numbers_differ(S("10k patients and skin"), S("10000 patients and skin")));
	assert_true(title_numbers_differ(S("10k patients and skin"), S("20k patients and skin")));
	/* letters that count */
	assert_true(title_numbers_differ(S("imaging part a"), S("imaging part b")));
	assert_true(title_numbers_differ(S("outcomes of cohort a"), S("outcomes of cohort b")));
	assert_true(title_numbers_differ(S("hepatitis b in adults"), S("hepatitis c in adults")));
	assert_false(title_numbers_differ(S("imaging a study"), S("imaging b study")));
	assert_false(title_numbers_differ(S("vitamin d cuts risk"), S("pills cut risk by 20")));
	/* in other languages */
	assert_true(title_numbers_differ(S("haut teil i"), S("haut teil ii")));
	assert_true(title_numbers_differ(S("haut erster teil"), S("haut zweiter teil")));
	assert_true(title_numbers_differ(S("la peau premiere partie"), S("la peau deuxieme partie")));
	assert_true(title_numbers_differ(S("la pelle prima parte"), S("la pelle seconda parte")));
	assert_false(title_numbers_differ(S("haut teil ii"), S("haut zweiter teil")));
}

static void test_words(void **state)
{
	(void)state;
	static const struct {
		const char *a, *b;
		bool differ;
	} cases[] = {
		{"pain in men", "pain in women", true},
		{"male patients and pain", "pain in female patients", true},
		{"patients with anaemia", "patients without anaemia", true},
		{"prevalence of hypothyroidism", "prevalence of hyperthyroidism", true},
		{"typical lesions", "atypical lesions", true},
		{"serum igg in patients", "serum igm in patients", true},
		{"iloprost is effective in pain", "iloprost is not effective in pain", true},
		{"stem cells in sclerosis", "stem cells in juvenile sclerosis", true},
		{"stem cells for sclerosis", "stem cells for sclerosis study protocol for a trial", true},
		{"pain in men", "pain in men a review", true}, /* it might be "in children" */
		{"tumours of the skin", "tumors of skin", false},
		{"oedema of the hands", "edema of hands", false},
		{"aetiology of haemorrhage", "etiology of hemorrhage", false},
		{"a meta analysis of pain", "metaanalysis of pain", false},
		{"pain in men", "pain in men a randomised trial", false},
		{"pain in men", "retracted article pain in men", false},
		{"", "", false},
	};
	for (size_t i = 0; i < ARRAY_COUNT(cases); i++) {
		struct str a = str_of(cases[i].a), b = str_of(cases[i].b);
		if (title_words_differ(a, b) != cases[i].differ ||
			title_words_differ(b, a) != cases[i].differ)
			fail_msg("%s / %s", cases[i].a, cases[i].b);
	}
}

static void test_generic(void **state)
{
	(void)state;
	assert_true(title_is_generic(S("editors comments")));
	assert_true(title_is_generic(S("in this issue of our journal there is more")));
	assert_true(title_is_generic(S("letter to the editor about stem cells in scleroderma")));
	assert_true(title_is_generic(S("remarks from the journals office editors comments")));
	assert_true(title_is_generic(S("")));
	assert_false(title_is_generic(S("stem cells in systemic sclerosis")));
}

static void test_outlets(void **state)
{
	(void)state;
	static const struct {
		const char *title, *outlet, *headline;
	} cases[] = {
		{"Stem cells heal scars in 30 patients - Daily Mail", "Daily Mail",
			"Stem cells heal scars in 30 patients"},
		{"Stem cells heal scars in 30 patients - Daily Mail", "",
			"Stem cells heal scars in 30 patients"},
		{"Stem cells heal scars in 30 patients | The Daily Sample, London", "",
			"Stem cells heal scars in 30 patients"},
		{"Stem cells - a review of what is known - news.example.com", "",
			"Stem cells - a review of what is known"},
		{"Good news – Der Tag", "der tag", "Good news"},
		/* without the outlet's name, short headlines and what goes on in small letters stay
		 * whole */
		{"Good news - Daily Mail", "", "Good news - Daily Mail"},
		{"Stem cells heal scars in 30 patients - what we know", "",
			"Stem cells heal scars in 30 patients - what we know"},
		{"Stem cells heal scars - What Every Patient Should Know Before Treatment", "",
			"Stem cells heal scars - What Every Patient Should Know Before Treatment"},
		{"Anti-inflammatory drugs for the long term", "",
			"Anti-inflammatory drugs for the long term"},
		{" - Daily Mail", "Daily Mail", " - Daily Mail"},
		{"", "Daily Mail", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct str headline = title_without_outlet(
			&a, str_of(cases[i].title), str_of(cases[i].outlet));
		assert_string_equal(str_cstr(&a, headline), cases[i].headline);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal_form),
		cmocka_unit_test(test_similarity),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_generic),
		cmocka_unit_test(test_outlets),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
