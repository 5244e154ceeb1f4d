#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/title_role.h"

/* clang-format off */
static const struct {
	const char *title;
	enum title_role role;
} CASES[] = {
	{"Correction: Stem cells in scleroderma", TITLE_CORRECTION},
	{"Erratum zu: Stammzellen bei Sklerodermie", TITLE_CORRECTION},
	{"Berichtigung: Stammzellen", TITLE_CORRECTION},
	{"Berichtigung der Hornhaut", TITLE_WORK},
	{"Fe de errores de «Células madre»", TITLE_CORRECTION},
	{"Rectificatif à « Cellules souches »", TITLE_CORRECTION},
	{"Correction to: Stem cells in scleroderma", TITLE_CORRECTION},
	{"Correction to - How stem cells are used", TITLE_CORRECTION},
	{"Correction to “Stem cells in scleroderma”", TITLE_CORRECTION},
	{"[Correction: Stem cells in scleroderma].", TITLE_CORRECTION},
	{"Correction.", TITLE_CORRECTION},
	{"Corrections", TITLE_CORRECTION},
	{"Author Correction: Stem cells", TITLE_CORRECTION},
	{"Publisher Correction: Stem cells", TITLE_CORRECTION},
	{"Publisher correction to: Stem cells", TITLE_CORRECTION},
	{"Erratum for the report on stem cells", TITLE_CORRECTION},
	{"ERRATUM - Stem cells", TITLE_CORRECTION},
	{"Errata", TITLE_CORRECTION},
	{"Corrigendum.", TITLE_CORRECTION},
	{"Corrigenda: Stem cells", TITLE_CORRECTION},
	{"Addendum: Stem cells", TITLE_CORRECTION},
	{"Correction of scoliosis in adults", TITLE_WORK},
	{"Correction-free imaging of the skin", TITLE_WORK},
	{"Correction to normal of the skin score", TITLE_WORK},
	{"Corrections of the hand in scleroderma", TITLE_WORK},
	{"Addendum to care: a qualitative study", TITLE_WORK},
	{"Erratumless reporting of trials", TITLE_WORK},

	{"Retracted: Stem cells in scleroderma", TITLE_RETRACTED},
	{"RETRACTED: Stem cells in scleroderma", TITLE_RETRACTED},
	{"RETRACTED ARTICLE: Stem cells in scleroderma", TITLE_RETRACTED},
	{"[Retracted] Stem cells in scleroderma.", TITLE_RETRACTED},
	{"Stem cells in scleroderma [Retracted].", TITLE_RETRACTED},
	{"Retracted papers on stem cells: a review", TITLE_WORK},
	{"Retracted eyelids in scleroderma", TITLE_WORK},
	{"WITHDRAWN: Stem cells in scleroderma", TITLE_WITHDRAWN},
	{"Withdrawal of steroids", TITLE_WORK},

	{"Retraction: Stem cells in scleroderma", TITLE_RETRACTION},
	{"Stem cells in scleroderma [Retraction].", TITLE_RETRACTION},
	{"Retraction Note: Stem cells", TITLE_RETRACTION},
	{"Retraction Note to: Stem cells", TITLE_RETRACTION},
	{"Retraction notice to “Stem cells”", TITLE_RETRACTION},
	{"Retraction Statement: Stem cells", TITLE_RETRACTION},
	{"Statement of Retraction: Stem cells", TITLE_RETRACTION},
	{"Notice of Retraction. Stem cells", TITLE_RETRACTION},
	{"Retraction.", TITLE_RETRACTION},
	{"Retraction of the eyelid", TITLE_WORK},
	{"Retraction pockets of the ear", TITLE_WORK},

	{"Expression of concern: Stem cells", TITLE_CONCERN},
	{"Expression of Concern.", TITLE_CONCERN},
	{"Editorial Expression of Concern: Stem cells", TITLE_CONCERN},
	{"Expression of concern by patients: a survey", TITLE_WORK},

	{"Response to: Rituximab in systemic sclerosis", TITLE_REPLY},
	{"Comment on: Rituximab in systemic sclerosis", TITLE_REPLY},
	{"Comment on “Rituximab in systemic sclerosis”", TITLE_REPLY},
	{"Re: Rituximab in systemic sclerosis", TITLE_REPLY},
	{"Authors’ reply", TITLE_REPLY},
	{"Reply", TITLE_REPLY},
	{"Response to rituximab in systemic sclerosis", TITLE_WORK},
	{"Re-evaluation of stem cells", TITLE_WORK},
	{"Comment only when asked: a survey", TITLE_WORK},
	{"Replying to patients", TITLE_WORK},

	{"Stem cells in scleroderma", TITLE_WORK},
	{"[Stem cells in scleroderma].", TITLE_WORK},
	{"", TITLE_WORK},
};
/* clang-format on */

static void test_roles(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		enum title_role role = title_role(&a, str_of(CASES[i].title));
		if (role != CASES[i].role)
			fail_msg("'%s': %d is not %d", CASES[i].title, role, CASES[i].role);
	}
}

static void test_works(void **state)
{
	(void)state;
	assert_true(title_role_is_work(TITLE_WORK) && title_role_is_work(TITLE_RETRACTED) &&
		title_role_is_work(TITLE_WITHDRAWN));
	assert_false(title_role_is_work(TITLE_CORRECTION) || title_role_is_work(TITLE_RETRACTION) ||
		title_role_is_work(TITLE_CONCERN) || title_role_is_work(TITLE_REPLY));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_roles), cmocka_unit_test(test_works)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
