#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/array.h"
#include "model/source.h"
#include "model/trial_status.h"

/* The enum `Status` in the specification of the API (https://clinicaltrials.gov/api/oas/v2). */
static const char *const STATUSES[] = {"ACTIVE_NOT_RECRUITING", "COMPLETED",
	"ENROLLING_BY_INVITATION", "NOT_YET_RECRUITING", "RECRUITING", "SUSPENDED", "TERMINATED",
	"WITHDRAWN", "AVAILABLE", "NO_LONGER_AVAILABLE", "TEMPORARILY_NOT_AVAILABLE",
	"APPROVED_FOR_MARKETING", "WITHHELD", "UNKNOWN"};

static void the_api_has_no_other_status_than_the_enum(void **state)
{
	bool seen[TRIAL_STATUS_COUNT] = {true};
	(void)state;
	assert_int_equal(ARRAY_COUNT(STATUSES), TRIAL_STATUS_COUNT - 1);
	for (size_t i = 0; i < ARRAY_COUNT(STATUSES); i++) {
		enum trial_status status = trial_status_of(str_of(STATUSES[i]));
		assert_false(seen[status]);
		assert_true(str_eq(trial_status_word(status), str_of(STATUSES[i])));
		seen[status] = true;
	}
}

static void any_other_word_is_no_status_of_ours(void **state)
{
	static const char *const words[] = {"", "recruiting", "RECRUITING ", "RECRUIT", "PAUSED",
		"RECRUITING_SOON", "Status: RECRUITING"};
	(void)state;
	for (size_t i = 0; i < ARRAY_COUNT(words); i++)
		assert_int_equal(trial_status_of(str_of(words[i])), TRIAL_STATUS_OTHER);
}

static void only_recruiting_takes_patients(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_COUNT(STATUSES); i++)
		assert_int_equal(trial_status_is_recruiting(str_of(STATUSES[i])),
			str_eq(str_of(STATUSES[i]), S("RECRUITING")));
	assert_false(trial_status_is_recruiting(S("recruiting")));
	assert_false(trial_status_is_recruiting(STR_NONE));
}

static void every_status_can_be_asked_for_in_the_configuration(void **state)
{
	const struct source_schema *schema = source_schema(SOURCE_CLINICALTRIALS);
	(void)state;
	for (size_t k = 0; k < SETTINGS_MAX && schema->settings[k].key; k++) {
		const char *const *choices = schema->settings[k].choices;
		if (schema->settings[k].type != SETTING_CHOICES)
			continue;
		for (size_t i = 0; i + 1 < TRIAL_STATUS_COUNT; i++)
			assert_int_equal(trial_status_of(str_of(choices[i])), i + 1);
		assert_null(choices[TRIAL_STATUS_COUNT - 1]);
		return;
	}
	fail_msg("no setting has choices");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_api_has_no_other_status_than_the_enum),
		cmocka_unit_test(any_other_word_is_no_status_of_ours),
		cmocka_unit_test(only_recruiting_takes_patients),
		cmocka_unit_test(every_status_can_be_asked_for_in_the_configuration),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
