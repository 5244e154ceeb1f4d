/* Items as JSON-LD: nothing in them ends the script element, and nothing is made up. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>

#include "base/buf.h"
#include "model/facts.h"
#include "model/trial_status.h"
#include "publish/linked_data.h"

static bool has(struct str text, const char *part)
{
	return str_find(text, str_of(part)) != STR_NOT_FOUND;
}

static json_t *data_of(struct arena *a, const struct release *release)
{
	struct str text = linked_data_of(
		a, release, S("https://d.example/items/x.html"), release->face.url);
	static const char *const dangers[] = {"<", ">", "&", "\u2028", "\u2029", "\n"};
	for (size_t i = 0; i < sizeof dangers / sizeof *dangers; i++)
		assert_false(has(text, dangers[i]));
	json_t *data = json_loadb(text.p, text.n, 0, NULL);
	assert_non_null(data);
	assert_string_equal(json_string_value(json_object_get(data, "@context")), "https://schema.org");
	return data;
}

static void check_text(const json_t *data, const char *key, const char *expected)
{
	const char *is = json_string_value(json_object_get(data, key));
	assert_non_null(is);
	assert_string_equal(is, expected);
}

static void check_members(const json_t *data, const char *expected)
{
	struct buf names CLEANUP_BUF = buf_new(1000);
	const char *key;
	json_t *value;
	json_object_foreach ((json_t *)(uintptr_t)data, key, value)
		buf_addf(&names, "%s ", key);
	assert_true(str_eq(buf_str(&names), str_of(expected)));
}

static void a_hostile_title_stays_text(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct release r = {.tag = S("page/x"),
		.face = {.kind = ENTRY_NEWS,
			.title = S("</script><!--<script>alert(1)</script> & \"x\" \\ \u2028\u2029"),
			.date = {2026, 3, 0}}};
	json_t *data = data_of(&a, &r);
	(void)state;
	check_text(data, "headline", "</script><!--<script>alert(1)</script> & \"x\" \\   ");
	check_text(data, "datePublished", "2026-03");
	check_text(data, "@type", "NewsArticle");
	json_decref(data);
}

static void what_is_not_known_is_left_out(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct release r = {.tag = S("page/x"), .face = {.kind = ENTRY_PAPER, .title = S("A title")}};
	json_t *data = data_of(&a, &r);
	(void)state;
	check_members(data, "@context @type headline url ");
	check_text(data, "@type", "MedicalScholarlyArticle");
	json_decref(data);
}

static void a_paper_has_its_number_and_its_end(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct release r = {.tag = S("doi/10.1000/x<y"),
		.face = {.kind = ENTRY_PAPER,
			.title = S("T"),
			.url = S("https://p.example/1"),
			.retracted = true,
			.date = {2019, 7, 17}}};
	json_t *data = data_of(&a, &r), *identifier = json_object_get(data, "identifier");
	(void)state;
	check_text(identifier, "propertyID", "DOI");
	check_text(identifier, "value", "10.1000/x<y");
	check_text(data, "creativeWorkStatus", "Retracted");
	check_text(data, "sameAs", "https://p.example/1");
	check_text(data, "datePublished", "2019-07-17");
	json_decref(data);
}

static void a_trial_is_a_study_with_its_status(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf facts CLEANUP_BUF = buf_new(1000);
	struct str two[] = {S("Systemic Sclerosis"), S("Fibrosis")}, one[] = {S("Clinic")};
	facts_add(&facts, FACT_CONDITIONS, (struct strs){two, 2});
	facts_add(&facts, FACT_SPONSOR, (struct strs){one, 1});
	struct release r = {.tag = S("nct/NCT01234567"),
		.face = {.kind = ENTRY_TRIAL,
			.title = S("T Trial: Now Recruiting"),
			.official_title = S("A Study of T"),
			.status = S("NOT_YET_RECRUITING"),
			.facts = buf_str(&facts),
			.date = {2026, 1, 1}}};
	json_t *data = data_of(&a, &r), *conditions = json_object_get(data, "healthCondition");
	(void)state;
	check_text(data, "@type", "MedicalStudy");
	check_text(data, "name", "A Study of T");
	check_text(data, "status", "https://schema.org/NotYetRecruiting");
	assert_int_equal(json_array_size(conditions), 2);
	check_text(json_array_get(conditions, 1), "name", "Fibrosis");
	assert_null(json_object_get(data, "datePublished")); /* a day on which a record was touched */
	json_decref(data);
}

/* The members of https://schema.org/MedicalStudyStatus that a registry's word means. */
static void a_status_without_a_term_has_none(void **state)
{
	static const char *const none[] = {"UNKNOWN", "AVAILABLE", "NO_LONGER_AVAILABLE",
		"TEMPORARILY_NOT_AVAILABLE", "APPROVED_FOR_MARKETING", "WITHHELD", "recruiting", ""};
	size_t with = 0;
	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_null(linked_data_status(str_of(none[i])));
	for (enum trial_status s = TRIAL_STATUS_OTHER + 1; s < TRIAL_STATUS_COUNT; s++)
		with += linked_data_status(trial_status_word(s)) != NULL;
	assert_int_equal(with, 8);
	assert_string_equal(linked_data_status(S("ENROLLING_BY_INVITATION")), "EnrollingByInvitation");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_hostile_title_stays_text),
		cmocka_unit_test(what_is_not_known_is_left_out),
		cmocka_unit_test(a_paper_has_its_number_and_its_end),
		cmocka_unit_test(a_trial_is_a_study_with_its_status),
		cmocka_unit_test(a_status_without_a_term_has_none),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
