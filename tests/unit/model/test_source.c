#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "model/source.h"

static void every_schema_is_complete(void **state)
{
	(void)state;
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		const struct source_schema *schema = source_schema(kind);
		assert_true(schema->word && *schema->word);
		assert_true(schema->hours > 0);
		for (enum source_kind other = 0; other < kind; other++)
			assert_string_not_equal(schema->word, source_kind_word(other));
		for (size_t i = 0; i < SETTINGS_MAX && schema->settings[i].key; i++) {
			const struct source_setting *setting = &schema->settings[i];
			bool chosen = setting->type == SETTING_CHOICE || setting->type == SETTING_CHOICES;
			assert_true(chosen == (setting->what != NULL));
			assert_true(chosen == (setting->choices[0] != NULL));
		}
	}
}

static void what_a_source_needs_are_settings_of_its_kind(void **state)
{
	(void)state;
	for (enum source_kind kind = 0; kind < SOURCE_KIND_COUNT; kind++) {
		const struct source_schema *schema = source_schema(kind);
		for (size_t i = 0; i < SETTINGS_MAX && schema->needs[i]; i++) {
			size_t k = 0;
			while (k < SETTINGS_MAX && schema->settings[k].key &&
				strcmp(schema->settings[k].key, schema->needs[i]) != 0)
				k++;
			assert_true(k < SETTINGS_MAX && schema->settings[k].key);
		}
	}
}

static void settings_are_found_by_their_key(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source source = {.kind = SOURCE_CLINICALTRIALS};
	(void)state;
	source_value(&source, "term")->text = S("adult");
	strs_add(&a, &source_value(&source, "status")->texts, S("RECRUITING"));
	assert_true(str_eq(source_text(&source, "term"), S("adult")));
	assert_int_equal(source_text(&source, "condition").n, 0);
	assert_int_equal(source_texts(&source, "status").n, 1);
}

static void what_it_searches_for_is_no_address_and_no_choice(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source trials = {.kind = SOURCE_CLINICALTRIALS}, feed = {.kind = SOURCE_FEED};
	(void)state;
	source_value(&trials, "intervention")->text = S("stem cell");
	source_value(&trials, "term")->text = S("adult");
	source_value(&feed, "url")->text = S("https://news.example/");
	struct strs searches = source_searches(&a, &trials);
	assert_int_equal(searches.n, 2);
	assert_true(str_eq(searches.v[1], S("adult")));
	assert_int_equal(source_searches(&a, &feed).n, 0);
	assert_true(str_eq(source_question(&trials), S("stem cell")));
	assert_true(str_eq(source_question(&feed), S("https://news.example/")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_schema_is_complete),
		cmocka_unit_test(what_a_source_needs_are_settings_of_its_kind),
		cmocka_unit_test(settings_are_found_by_their_key),
		cmocka_unit_test(what_it_searches_for_is_no_address_and_no_choice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
