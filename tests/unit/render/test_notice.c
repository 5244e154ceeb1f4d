#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/told.h"
#include "render/notice.h"

static const struct words GERMAN = {.v = {[WORD_notice_retracted] = S("Widerrufen"),
										[WORD_notice_see] = S("{what}: siehe {record}."),
										[WORD_notice_link_gone] = S("Nicht da"),
										[WORD_notice_study_gone] = S("Studie nicht da"),
										[WORD_notice_record_gone] = S("Eintrag nicht da")}};

static void check_notice(struct str notice, enum correction_kind kind, const char *german)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf told CLEANUP_BUF = buf_new(1000);
	told_add(&told, &(struct correction){.kind = kind, .pmid = S("123")});
	const struct face face = {.notice = notice, .told = buf_str(&told)};
	assert_string_equal(str_cstr(&a, notice_words(&a, &GERMAN, &face)), german);
	assert_true(str_eq(notice_words(&a, &WORDS_ENGLISH, &face), notice));
}

static void test_a_notice_is_told_in_the_language_of_the_site(void **state)
{
	(void)state;
	check_notice(
		S("Retracted: see PMID 123."), CORRECTION_RETRACTION_IN, "Widerrufen: siehe PMID 123.");
	check_notice(
		S("Corrected: see PMID 123."), CORRECTION_ERRATUM_IN, "Corrected: siehe PMID 123.");
}

static void check_told(
	const struct correction *said, enum entry_kind kind, struct str notice, const char *german)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf told CLEANUP_BUF = buf_new(1000);
	told_add(&told, said);
	const struct face face = {.kind = kind, .notice = notice, .told = buf_str(&told)};
	assert_string_equal(str_cstr(&a, notice_words(&a, &GERMAN, &face)), german);
}

static void test_all_notices_have_a_kind(void **state)
{
	(void)state;
	const struct correction link = {.kind = CORRECTION_LINK_GONE},
							record = {.kind = CORRECTION_RECORD_GONE},
							named = {.kind = CORRECTION_RETRACTION_IN,
								.doi = S("10.1/x"),
								.source = S("J Test. 2020;1:2. doi: 10.1/x.")};
	check_told(&link, ENTRY_NEWS, S("The linked page is no longer available."), "Nicht da.");
	check_told(&record, ENTRY_TRIAL, S("ClinicalTrials.gov no longer has this study."),
		"Studie nicht da.");
	check_told(&record, ENTRY_PAPER, S("PubMed no longer has this record."), "Eintrag nicht da.");
	check_told(&named, ENTRY_PAPER, S("Retracted: see J Test. 2020;1:2. doi: 10.1/x."),
		"Widerrufen: siehe J Test. 2020;1:2. doi: 10.1/x.");
}

static void test_what_was_approved_otherwise_stays(void **state)
{
	(void)state;
	check_notice(S("Retracted: see J Test. 2020;1:2."), CORRECTION_RETRACTION_IN,
		"Retracted: see J Test. 2020;1:2.");
	check_notice(S("Of another kind."), CORRECTION_OTHER, "Of another kind.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_notice_is_told_in_the_language_of_the_site),
		cmocka_unit_test(test_all_notices_have_a_kind),
		cmocka_unit_test(test_what_was_approved_otherwise_stays),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
