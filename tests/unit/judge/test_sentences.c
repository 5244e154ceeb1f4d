#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "judge/judge.h"

enum { SENTENCES_MAX = 8 };

static const struct {
	const char *text, *sentences[SENTENCES_MAX];
} CASES[] = {
	{"", {NULL}},
	{"One. Two. Three.", {"One.", "Two.", "Three."}},
	{"No stop at the end", {"No stop at the end"}},
	{"The value was 0.05 (p < .001). It fell.", {"The value was 0.05 (p < .001).", "It fell."}},
	{"The value was 0.05. We stopped.", {"The value was 0.05.", "We stopped."}},
	{"Drugs, e.g. Rituximab, vs. Placebo, were given. Fine.",
		{"Drugs, e.g. Rituximab, vs. Placebo, were given.", "Fine."}},
	{"Smith et al. Reported it. So it is.", {"Smith et al. Reported it.", "So it is."}},
	{"As shown by Smith et al. The others differ.",
		{"As shown by Smith et al.", "The others differ."}},
	{"J. A. Smith wrote it. Dr. Jones read it.", {"J. A. Smith wrote it.", "Dr. Jones read it."}},
	{"It grew in E. coli. We saw it.", {"It grew in E. coli.", "We saw it."}},
	{"They lacked vitamin D. The others did not.",
		{"They lacked vitamin D.", "The others did not."}},
	{"In the U.S. Army it is. In the U.S. This is so.",
		{"In the U.S. Army it is.", "In the U.S.", "This is so."}},
	{"It began in 2011. 35 patients came.", {"It began in 2011.", "35 patients came."}},
	{"See Fig. 3 and No. 5 for it. The answer is no. Why?",
		{"See Fig. 3 and No. 5 for it.", "The answer is no.", "Why?"}},
	{"\"It works.\" She left. (It did.) Good.",
		{"\"It works.\"", "She left.", "(It did.)", "Good."}},
	{"It works.” She left…  They stayed.", {"It works.”", "She left…", "They stayed."}},
	{"„Es wirkt.“ Sie ging. Er sagte: »Gut.« Ende.",
		{"„Es wirkt.“", "Sie ging.", "Er sagte: »Gut.«", "Ende."}},
	{"Selon le Pr. Dupont. Il va à Lyon.", {"Selon le Pr. Dupont.", "Il va à Lyon."}},
	{"Es kostet 200 Mio. Euro (Nr. 5). Dr. med. Weber zahlt. Ende.",
		{"Es kostet 200 Mio. Euro (Nr. 5).", "Dr. med. Weber zahlt.", "Ende."}},
	{"La dott.ssa Rossi è qui. Bene.", {"La dott.ssa Rossi è qui.", "Bene."}},
	{"Es hilft, z. B. bei Ulzera, u. U. ganz, i. d. R. gut. Ende.",
		{"Es hilft, z. B. bei Ulzera, u. U. ganz, i. d. R. gut.", "Ende."}},
	{"En EE. UU. hay más. Fin.", {"En EE. UU. hay más.", "Fin."}},
	{"1. First point here. 2. Second point here.",
		{"1. First point here.", "2. Second point here."}},
	{"A heading\nThen text. More.", {"A heading", "Then text.", "More."}},
	{"Das ist z.\xC2\xA0"
	 "B. ein Hund (Nr.\xC2\xA0"
	 "5) oder z.\xE2\x80\xAF"
	 "B. eine Katze. Ende.",
		{"Das ist z.\xC2\xA0"
		 "B. ein Hund (Nr.\xC2\xA0"
		 "5) oder z.\xE2\x80\xAF"
		 "B. eine Katze.",
			"Ende."}},
	/* spaces that do not break, thin ones and wide ones */
	{"It is a lamp.\xC2\xA0The lamp was lit.\xE2\x80\xAF\xE2\x80\x89It shone.\xE3\x80\x80So be it.",
		{"It is a lamp.", "The lamp was lit.", "It shone.", "So be it."}},
	{"It was safe in patients.Conclusions are due.",
		{"It was safe in patients.", "Conclusions are due."}},
	{"See www.Example.com for more. Good.", {"See www.Example.com for more.", "Good."}},
	{"It ended. ©2018 Sample Society.", {"It ended.", "©2018 Sample Society."}},
	{"Really?! Yes! mTOR was low. miR-9 was high. l-Lamp helps.",
		{"Really?!", "Yes!", "mTOR was low.", "miR-9 was high.", "l-Lamp helps."}},
	{"A new species (Culex subgen. Melanoconion) bit (P < . 05). It grew (n = 3).We left.",
		{"A new species (Culex subgen. Melanoconion) bit (P < . 05).", "It grew (n = 3).",
			"We left."}},
	{"They lacked vitamin C. Oranges helped. It was hepatitis B. Tests said so.",
		{"They lacked vitamin C.", "Oranges helped.", "It was hepatitis B.", "Tests said so."}},
	{"It moved under leptomycin B. Finally, it stayed.",
		{"It moved under leptomycin B.", "Finally, it stayed."}},
	{"It lasted 24 h. Various doses were c. 500 mg each. Good.",
		{"It lasted 24 h.", "Various doses were c. 500 mg each.", "Good."}},
	{"She works in Boston, Mass. General wards are full. Dr. A. Lee, Ph.D. Sample, agrees.",
		{"She works in Boston, Mass. General wards are full.",
			"Dr. A. Lee, Ph.D. Sample, agrees."}},
	{"Am 3. März begann es z.B. Hier. Danach nicht.",
		{"Am 3. März begann es z.B. Hier.", "Danach nicht."}},
	{"The Most. Rev. Ann Sample met Lee et\xC2\xA0"
	 "al. (2019) there. It is most. Revenue fell.",
		{"The Most. Rev. Ann Sample met Lee et\xC2\xA0"
		 "al. (2019) there.",
			"It is most.", "Revenue fell."}},
	{"They were few.nC_LIO_LIWe grew them.", {"They were few.", "nC_LIO_LIWe grew them."}},
	{"The lens had a different μc. Such a lens is new.",
		{"The lens had a different μc.", "Such a lens is new."}},
};

static void test_cases(void **state)
{
	(void)state;
	struct arena arena CLEANUP_ARENA = {0};
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct strs found = judge_sentences(&arena, str_of(CASES[i].text));
		size_t n = 0;
		for (; n < SENTENCES_MAX && CASES[i].sentences[n]; n++) {
			assert_true(n < found.n);
			assert_string_equal(str_cstr(&arena, found.v[n]), CASES[i].sentences[n]);
		}
		assert_int_equal(found.n, n);
	}
}

/* Each sentence is a part of the text, so that summaries are word for word. */
static void test_sentences_are_parts_of_the_text(void **state)
{
	(void)state;
	struct arena arena CLEANUP_ARENA = {0};
	struct str text = S("  One here. Two there.  ");
	struct strs found = judge_sentences(&arena, text);
	for (size_t i = 0; i < found.n; i++)
		assert_true(found.v[i].p >= text.p && found.v[i].p + found.v[i].n <= text.p + text.n);
	assert_int_equal(found.n, 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_sentences_are_parts_of_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
