#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "judge/judge.h"
#include "model/trial_status.h"

static struct arena arena;

static int teardown(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static struct trial trial_with(const char *status)
{
	return (struct trial){.overall_status = str_of(status),
		.last_update_post = {2012, 10, 15},
		.status_verified = {2020, 10, 0}};
}

static const char *line_of(struct trial trial)
{
	return str_cstr(&arena, judge_status_line(&arena, &trial));
}

static void test_each_status_has_its_words(void **state)
{
	(void)state;
	static const struct {
		const char *status, *line, *suffix;
	} rows[] = {
		{"RECRUITING", "Currently recruiting. Last updated 10/15/12.", ": Now Recruiting"},
		{"NOT_YET_RECRUITING", "Not yet recruiting. Last updated 10/15/12.", ""},
		{"ENROLLING_BY_INVITATION", "Enrolling by invitation only. Last updated 10/15/12.", ""},
		{"ACTIVE_NOT_RECRUITING",
			"Enrollment completed; study still active. Last updated 10/15/12.",
			": Enrollment Completed"},
		{"COMPLETED", "This study has been completed. Last updated 10/15/12.",
			": Enrollment Completed"},
		{"SUSPENDED", "Enrollment suspended. Last updated 10/15/12.", ""},
		{"TERMINATED", "Study stopped early. Last updated 10/15/12.", ""},
		{"WITHDRAWN", "Withdrawn before enrollment. Last updated 10/15/12.", ""},
		{"UNKNOWN", "Status unknown; last verified October 2020. Last updated 10/15/12.", ""},
		{"NO_LONGER_AVAILABLE", "Expanded access is no longer available. Last updated 10/15/12.",
			""},
		{"SOMETHING_NEW", "Status: something new. Last updated 10/15/12.", ""},
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct trial trial = trial_with(rows[i].status);
		assert_string_equal(line_of(trial), rows[i].line);
		assert_string_equal(str_cstr(&arena, judge_heading_suffix(&trial)), rows[i].suffix);
	}
}

static void test_no_status_of_the_api_is_shown_as_its_bare_word(void **state)
{
#define WORD(name) #name,
	static const char *const words[] = {TRIAL_STATUSES(WORD)};
#undef WORD
	(void)state;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		assert_null(strstr(line_of(trial_with(words[i])), "Status: "));
}

static void test_unknown_is_never_recruiting(void **state)
{
	(void)state;
	struct trial trial = trial_with("UNKNOWN");
	trial.last_known_status = S("RECRUITING");
	assert_null(strstr(line_of(trial), "ecruiting"));
	assert_int_equal(judge_heading_suffix(&trial).n, 0);
}

static void test_reasons_are_quoted_and_cut(void **state)
{
	(void)state;
	struct trial trial = trial_with("TERMINATED");
	trial.why_stopped = S("Slow accrual.");
	assert_string_equal(
		line_of(trial), "Study stopped early: Slow accrual. Last updated 10/15/12.");
	trial.why_stopped = S("Was it slow?");
	assert_string_equal(line_of(trial), "Study stopped early: Was it slow? Last updated 10/15/12.");
	char longer[600];
	memset(longer, 'a', sizeof longer);
	for (size_t i = 9; i < sizeof longer; i += 10)
		longer[i] = ' ';
	trial.why_stopped = (struct str){longer, sizeof longer};
	const char *line = line_of(trial);
	assert_true(strlen(line) < 300);
	assert_non_null(strstr(line, "aaaaaaaaa…. Last updated"));
}

static void test_what_is_not_known_is_not_said(void **state)
{
	(void)state;
	assert_string_equal(line_of((struct trial){0}), "");
	assert_string_equal(line_of((struct trial){.overall_status = S("UNKNOWN")}), "Status unknown.");
	assert_string_equal(
		line_of((struct trial){.overall_status = S("UNKNOWN"), .status_verified = {2019, 0, 0}}),
		"Status unknown; last verified 2019.");
	assert_string_equal(
		line_of((struct trial){.last_update_post = {2012, 10, 15}}), "Last updated 10/15/12.");
}

static const char *heading_of(struct trial trial, const char *title)
{
	static const struct source source;
	struct verdict verdict;
	struct entry entry = {
		.kind = ENTRY_TRIAL, .title = str_of(title), .published = NO_TIME, .trial = &trial};
	judge_entry(&arena, &entry, &source, &verdict);
	return str_cstr(&arena, verdict.face.title);
}

static void test_headings(void **state)
{
	(void)state;
	struct trial trial = {.overall_status = S("RECRUITING"),
		.acronym = S("ASSIST"),
		.study_type = S("INTERVENTIONAL")};
	assert_string_equal(heading_of(trial, "Sample"), "ASSIST Trial: Now Recruiting");
	trial.acronym = S("The SAMPLE Trial");
	assert_string_equal(heading_of(trial, "Sample"), "The SAMPLE Trial: Now Recruiting");
	trial.acronym = STR_NONE;
	assert_string_equal(
		heading_of(trial, "A sample of stem cells."), "A sample of stem cells: Now Recruiting");
	trial.overall_status = S("NOT_YET_RECRUITING");
	assert_string_equal(heading_of(trial, "A sample of stem cells."), "A sample of stem cells.");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_status_has_its_words),
		cmocka_unit_test(test_no_status_of_the_api_is_shown_as_its_bare_word),
		cmocka_unit_test(test_unknown_is_never_recruiting),
		cmocka_unit_test(test_reasons_are_quoted_and_cut),
		cmocka_unit_test(test_what_is_not_known_is_not_said),
		cmocka_unit_test(test_headings),
	};
	return cmocka_run_group_tests(tests, NULL, teardown);
}
