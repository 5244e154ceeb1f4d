/* What is read out of citations: authors, places, journals, forms of titles. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "match/author.h"
#include "match/citation.h"
#include "match/journal.h"
#include "match/locus.h"
#include "match/match.h"
#include "match/shingle.h"
#include "match/title.h"
#include "match/title_forms.h"

static struct author_words authors_of(struct arena *a, const char *text)
{
	struct author_words out = {0};
	struct strs names = author_names(a, str_of(text));
	for (size_t i = 0; i < names.n; i++)
		author_words_add(a, &out, names.v[i]);
	return out;
}

static void test_authors(void **state)
{
	static const struct {
		const char *x, *y;
		bool first, may;
		double overlap;
	} cases[] = {
		{"Abrahao, Bruno and Cook, Karen S.", "B. Abrahao; K. S. Cook", true, true, 1},
		{"von Pawel, J.", "Pawel, Joachim", true, true, 1},
		{"Ruiter De, M.", "De Ruiter, M.", true, true, 1},
		{"Omulo Sylvia and Call Douglas R.", "Omulo, S. and Call, D. R.", true, true, 1},
		{"Tan A.Schulze A.O'Donnell C. P.", "Schulze, A.; O'Donnell, C.", false, false, 1},
		{"Hiess, Christina", "Hiessl, C.", true, true, 0},
		{"Hong, Yili and Zheng, Alvin", "Zheng, A.Z. and Hong, Y.", false, false, 1},
		{"Ta?a?aj, J. and Kowal, E.", "Talalaj, J. and Kowal, E.", false, true, 0.5},
		{"Anonymous", "Rossi, A.", false, true, 0},
		{"", "", false, true, 0},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct author_words x = authors_of(&a, cases[i].x), y = authors_of(&a, cases[i].y);
		if (author_first_agrees(&x, &y) != cases[i].first ||
			author_first_may_agree(&x, &y) != cases[i].may ||
			author_overlap(&x, &y) != cases[i].overlap)
			fail_msg("%s / %s: %d %d %f", cases[i].x, cases[i].y, author_first_agrees(&x, &y),
				author_first_may_agree(&x, &y), author_overlap(&x, &y));
	}
}

static struct locus locus_of(struct arena *a, const char *volume, const char *issue, const char *p)
{
	return locus_read(a, str_of(volume), str_of(issue), str_of(p), 2015);
}

static void test_pages(void **state)
{
	static const struct {
		const char *pages;
		const char *prefix;
		long start, end;
	} cases[] = {
		{"9848--9853", "", 9848, 9853},
		{"221-8", "", 221, 228},
		{"53 -- 60", "", 53, 60},
		{"S568\xe2\x80\x90S570", "s", 568, 570},
		{"Cd002273", "cd", 2273, 2273},
		{"p63 [tp 104]", "", 63, 63},
		{"742-8; discussion 748-9", "", 742, 748},
		{"e43268", "e", 43268, 43268},
		{"01-Sep", "", -1, -1},
		{"62 p", "", -1, -1},
		{"No Pagination Specified", "", -1, -1},
		{"iii--vi", "", -1, -1},
		{"99999999999999999999", "", -1, -1},
		{"", "", -1, -1},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct locus l = locus_of(&a, "", "", cases[i].pages);
		long start = l.start_count ? l.starts[0].number : -1;
		if (start != cases[i].start || l.end != cases[i].end ||
			(l.start_count && strcmp(l.starts[0].prefix, cases[i].prefix) != 0))
			fail_msg("'%s': %ld to %ld", cases[i].pages, start, l.end);
	}
}

static void test_places(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct locus whole = locus_of(&a, "35 Suppl 1", "2", "S134-S140"),
				 bare = locus_of(&a, "35", "SUPPL.1", "134-140"),
				 other = locus_of(&a, "36", "3", "A134"),
				 year = locus_of(&a, "2015-April", "", "9"), blank = locus_of(&a, " ", "\n", " - "),
				 pieces = locus_of(&a, "", "", "230-5, 246-51, 233-8"),
				 piece = locus_of(&a, "", "", "233-238+230-235"),
				 ahead = locus_of(&a, "", "", "1-17");
	(void)state;
	assert_true(locus_volumes_agree(&whole, &bare) && locus_volumes_differ(&whole, &other));
	assert_true(locus_starts_agree(&whole, &bare) && locus_ranges_agree(&whole, &bare));
	assert_true(locus_starts_differ(&whole, &other));
	assert_true(locus_issues_differ(&whole, &other) && !locus_issues_differ(&whole, &bare));
	assert_true(blank.volume == -1 && blank.issue == -1 && !blank.start_count);
	assert_false(locus_volumes_differ(&year, &whole)); /* it is the year */
	assert_true(locus_starts_agree(&pieces, &piece));
	assert_true(locus_is_ahead_of_print(&ahead) && !locus_is_ahead_of_print(&whole));
}

static void test_journals(void **state)
{
	static const struct {
		const char *x, *y;
		bool agree, differ;
	} cases[] = {
		{"Langenbecks Arch Surg", "Langenbeck's Archives of Surgery", true, false},
		{"J. Clin. Oncol.", "Journal of clinical oncology : official journal", true, false},
		{"Zhongguo fei ai za zhi = Chinese journal of lung cancer", "Zhongguo Fei Ai Za Zhi", true,
			false},
		{"PNAS", "Proceedings of the National Academy of Sciences", true, false},
		{"Value in Health", "Antimicrobial Resistance and Infection Control", false, true},
		{"", "Value in Health", false, false},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct str x = journal_normal(&a, str_of(cases[i].x)),
				   y = journal_normal(&a, str_of(cases[i].y));
		if (journal_agrees(x, y) != cases[i].agree || journal_agrees(y, x) != cases[i].agree ||
			journal_differs(x, y) != cases[i].differ)
			fail_msg("%s / %s", cases[i].x, cases[i].y);
	}
}

static void test_title_forms(void **state)
{
	static const struct {
		const char *title, *first;
		size_t forms;
	} cases[] = {
		{"Acupuncture after stroke. [Chinese]", "Acupuncture after stroke", 1},
		{"[Acupuncture after stroke] LA: Chi", "[Acupuncture after stroke]", 1},
		{"A trial.[Erratum appears in J. 2005 May;352(20):2146]", "A trial", 1},
		{"A trial... [corrected][published erratum appears in J", "A trial", 1},
		{"Working on platforms: what is new [Arbeiten auf Plattformen: was ist neu]",
			"Working on platforms: what is new [Arbeiten auf Plattformen: was ist neu]", 3},
		{"Utilidad de los antimicrobianos; Are antimicrobials useful at all?",
			"Utilidad de los antimicrobianos; Are antimicrobials useful at all?", 3},
		{"Effects [of gold] on skin", "Effects [of gold] on skin", 1},
		{"[Chinese]", "[Chinese]", 1},
		{"", "", 1},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct strs forms = title_forms(&a, str_of(cases[i].title));
		if (forms.n != cases[i].forms || !str_eq(forms.v[0], str_of(cases[i].first)))
			fail_msg("%s: %zu, '" STR_FMT "'", cases[i].title, forms.n, STR_ARG(forms.v[0]));
	}
}

static void test_series(void **state)
{
	(void)state;
	assert_true(title_is_of_series(S("editors comments")));
	assert_true(title_is_of_series(S("senior editor perspectives")));
	assert_true(title_is_of_series(S("")));
	assert_false(title_is_of_series(S("empyema thoracis")));
	assert_false(title_is_of_series(S("a letter of credit for those who treat rare diseases")));
	assert_true(title_is_serial(S("weekly research roundup scleroderma")));
	assert_true(title_is_serial(S("the digest")));
	assert_false(title_is_serial(S("patients digested more")));
	assert_true(title_is_part(S("stem cells heal"), S("new study stem cells heal"), 3));
	assert_false(title_is_part(S("stem cells heal"), S("system cells heal"), 3));
	assert_false(title_is_part(S("stem cells"), S("stem cells heal"), 3));
}

/* What is compared of an entry. */
static void test_entries(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct author author = {.last = S("M\xc3\xbcller"), .initials = S("J")};
	struct paper paper = {.pub_date.medline_date = S("2019 Sep-Oct"),
		.elocation = S("e0218068"),
		.journal = S("PLoS One"),
		.volume = S("14"),
		.authors = &author,
		.author_count = 1};
	const struct entry entry = {
		.kind = ENTRY_PAPER, .title = S("Stem cells"), .published = NO_TIME, .paper = &paper};
	const struct described *described = match_describe(&a, &entry);
	(void)state;
	assert_int_equal(described->year, 2019);
	assert_int_equal(described->locus.volume, 14);
	assert_int_equal(described->locus.starts[0].number, 218068);
	assert_true(str_eq(described->authors.family[0], S("muller")));
	assert_true(str_eq(described->journal, S("plos one")));
	assert_true(str_eq(described->titles[0], S("stem cells")) && described->brief);
	const struct entry news = {.kind = ENTRY_NEWS,
		.title = S("Stem cells help all - The Mail"),
		.text = S("Stem cells help all of us."),
		.published = 7};
	described = match_describe(&a, &news);
	assert_true(str_eq(described->titles[0], S("stem cells help all the mail")));
	const struct shingles *text = match_described_text(described),
						  *lead = match_described_lead(described);
	assert_int_equal(text->n, 4);
	assert_int_equal(lead->n, 4);
	assert_int_equal(shingle_found(lead, 3, text), 3);
	assert_int_equal(described->published, 7);
}

static struct shingles sorted_shingles(struct arena *a, struct str text)
{
	struct shingles set = shingle_list(a, text);
	shingle_sort(&set);
	return set;
}

static void test_shingles(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct shingles x = sorted_shingles(&a, S("one two three four five")),
					y = sorted_shingles(&a, S("zero one two three four")),
					repeated = sorted_shingles(&a, S("a b c a b c a b c")),
					turned = sorted_shingles(&a, S("three two one")),
					none = sorted_shingles(&a, S("two words"));
	(void)state;
	assert_int_equal(x.n, 3);
	assert_int_equal(shingle_common(&x, &y), 2);
	assert_int_equal(repeated.n, 3);
	assert_int_equal(none.n, 0);
	assert_int_equal(sorted_shingles(&a, S("新しい治療法")).n, 4);
	assert_int_equal(sorted_shingles(&a, S("ssc の手 2019年")).n, 3); /* ssc, の, 手, 2019, 年 */
	assert_int_equal(shingle_common(&x, &none), 0);
	assert_int_equal(shingle_common(&x, &turned), 0);
	for (size_t i = 1; i < x.n; i++)
		assert_true(x.v[i - 1] < x.v[i]);
}

/* The smallest of all are the first of those in order, whether some come twice or not. */
static void test_least_shingles(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str text = S("a b c d e f a b c d g h i j a b c d k l m n o p q r s a b c d e f");
	struct shingles all = sorted_shingles(&a, text), raw = shingle_list(&a, text);
	(void)state;
	assert_true(raw.n > all.n && all.n > 12);
	for (size_t most = 1; most <= 12; most++) {
		uint64_t least[12];
		assert_int_equal(shingle_least(&raw, least, most), most);
		assert_memory_equal(least, all.v, most * sizeof *least);
	}
	uint64_t few[40];
	assert_int_equal(shingle_least(&raw, few, 40), all.n);
	assert_memory_equal(few, all.v, all.n * sizeof *few);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_authors),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_journals),
		cmocka_unit_test(test_title_forms),
		cmocka_unit_test(test_series),
		cmocka_unit_test(test_entries),
		cmocka_unit_test(test_shingles),
		cmocka_unit_test(test_least_shingles),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
