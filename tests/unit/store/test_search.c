/* What is looked for, in the language of each engine: nothing that somebody types is malformed. */
#include "../base/check.h"

#include "store/postgres/search.h"
#include "store/sqlite/search.h"

static struct strs words_of(struct arena *a, const char *text)
{
	struct strs words = {0};
	for (struct str rest = str_of(text); rest.n;)
		strs_add(a, &words, str_cut(&rest, ' '));
	return words;
}

/* Each of them in SQLite's language and in PostgreSQL's. */
static const struct {
	const char *words;
	bool beginning;
	const char *sqlite, *postgres;
} ALL_WORDS[] = {
	{"mitochondrial dis", true, "\"mitochondrial\" \"dis\" *", "'mitochondrial' & 'dis':*"},
	{"one two", false, "\"one\" \"two\"", "'one' & 'two'"},
	{"Sjögren", true, "\"Sjögren\" *", "'sjogren':*"},
	{"COVID-19 of", false, "\"COVID-19\" \"of\"", "'covid' <-> '19' & 'of'"},
	{"covid-1", true, "\"covid-1\" *", "'covid' <-> '1':*"},
	{"a - b", false, "\"a\" \"-\" \"b\"", "'a' & 'b'"},
	{"--", true, "\"--\" *", "' '"},
	{"x':*A|!(\\", true, "\"x':*A|!(\\\" *", "'x' <-> 'a':*"},
	{"\"a\"", false, "\" a \"", "'a'"},
};

static void every_word_is_asked_for(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(ALL_WORDS); i++) {
		struct strs words = words_of(&a, ALL_WORDS[i].words);
		bool beginning = ALL_WORDS[i].beginning;
		assert_str(SEARCH_SQLITE.all_words(&a, words, beginning), str_of(ALL_WORDS[i].sqlite));
		assert_str(SEARCH_POSTGRES.all_words(&a, words, beginning), str_of(ALL_WORDS[i].postgres));
	}
}

static void any_word_of_a_title_is_asked_for(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs words = words_of(&a, "Gene therapy: a re-view ---");
	(void)state;
	assert_str(SEARCH_SQLITE.any_in_title(&a, words),
		S("title : (\"Gene\" OR \"therapy:\" OR \"a\" OR \"re-view\" OR \"---\")"));
	assert_str(SEARCH_POSTGRES.any_in_title(&a, words),
		S("'gene':A | 'therapy':A | 'a':A | 're':A <-> 'view':A"));
}

static void all_terms_are_asked_for(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs terms = words_of(&a, "gene ther");
	(void)state;
	assert_str(
		SEARCH_SQLITE.all_terms(&a, true, terms, true), S("{title} : (\"gene\" AND \"ther\" *)"));
	assert_str(SEARCH_SQLITE.all_terms(&a, false, terms, false),
		S("{title text} : (\"gene\" AND \"ther\")"));
	assert_str(SEARCH_POSTGRES.all_terms(&a, true, terms, true), S("'gene':A & 'ther':*A"));
	assert_str(SEARCH_POSTGRES.all_terms(&a, false, terms, true), S("'gene' & 'ther':*"));
	assert_str(SEARCH_POSTGRES.all_terms(&a, false, terms, false), S("'gene' & 'ther'"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_word_is_asked_for),
		cmocka_unit_test(any_word_of_a_title_is_asked_for),
		cmocka_unit_test(all_terms_are_asked_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
