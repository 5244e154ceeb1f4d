#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "publish/view.h"
#include "render/view.h"
#include "sample.h"

static void check_title(const char *title, const char *shown)
{
	struct sample s;
	sample_make(&s);
	s.releases[0].face.title = str_of(title);
	json_t *view = publish_view(&s.site, &s.releases[0], S("../"));
	assert_string_equal(json_string_value(json_object_get(view, "title")), shown);
	json_decref(view);
	sample_free(&s);
}

static void test_title_ends_in_a_stop(void **state)
{
	(void)state;
	check_title("Cells", "Cells.");
	check_title("Cells.", "Cells.");
	check_title("Which cells?", "Which cells?");
	check_title("Cells!", "Cells!");
	check_title("\"Cells.\"", "\"Cells.\"");
	check_title("The \"cells\"", "The \"cells\".");
	check_title(
		"Cells\xE2\x80\x94who asked?\xE2\x80\x9D", "Cells\xE2\x80\x94who asked?\xE2\x80\x9D");
	check_title("Cells (in mice)", "Cells (in mice).");
}

static void check_line(const char *label, const char *citation, const char *line)
{
	struct arena a CLEANUP_ARENA = {0};
	struct face face = {.label = str_of(label), .citation = str_of(citation)};
	struct str got = view_source_line(&a, &face);
	assert_true(str_eq(got, str_of(line)));
}

static void test_source_line(void **state)
{
	(void)state;
	check_line("PubMed", "J Sample Med, 2020 Feb 3;12(4):e99",
		"PubMed, J Sample Med, 2020 Feb 3;12(4):e99.");
	check_line("Sample News", "11/01/2018", "Sample News, 11/01/2018.");
	check_line("MedlinePlus", "", "MedlinePlus.");
	check_line("", "2020", "2020.");
	check_line("Sample Inc.", "", "Sample Inc.");
	check_line("", "", "");
}

static void check_notice(
	const char *notice, const char *start, const char *link, const char *url, const char *end)
{
	static const char *const names[] = {"notice_start", "notice_link", "notice_url", "notice_end"};
	const char *const expected[] = {start, link, url, end};
	struct arena a CLEANUP_ARENA = {0};
	json_t *view = json_object();
	struct face face = {.notice = str_of(notice)};
	if (strncmp(link, "PMID ", 5) == 0)
		face.notice_pmid = str_of(link + 5);
	if (strncmp(link, "doi:", 4) == 0)
		face.told = str_printf(&a, "0\t\t%s\n4\t5\t", link + 4);
	view_notice(view, &face);
	for (size_t i = 0; i < 4; i++) {
		const char *is = json_string_value(json_object_get(view, names[i]));
		assert_string_equal(is ? is : "", expected[i]);
	}
	json_decref(view);
}

static void test_notice_leads_to_the_record(void **state)
{
	(void)state;
	check_notice("Retracted: see PMID 99000103.", "Retracted: see ", "PMID 99000103",
		"https://pubmed.ncbi.nlm.nih.gov/99000103/", ".");
	check_notice("Retracted: see doi:10.1234/a(1)<2>. Corrected.", "Retracted: see ",
		"doi:10.1234/a(1)<2>", "https://doi.org/10.1234/a%281%29%3C2%3E", ". Corrected.");
	check_notice("PMID 1", "", "PMID 1", "https://pubmed.ncbi.nlm.nih.gov/1/", "");
	check_notice("Retracted: see J Sample Med. 2026;1(2):3.",
		"Retracted: see J Sample Med. 2026;1(2):3.", "", "", "");
	check_notice("Retracted: see PMID x.", "Retracted: see PMID x.", "", "", "");
	check_notice("", "", "", "", "");
}

static void check_link(const char *url, const char *expected)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str got = view_link(&a, str_of(url));
	if (!str_eq(got, str_of(expected)))
		fail_msg("%s became " STR_FMT, url, STR_ARG(got));
}

static void test_links_are_web_addresses(void **state)
{
	(void)state;
	check_link("https://a.example/x?y=1&z=%20#f", "https://a.example/x?y=1&z=%20#f");
	check_link("HTTP://a.example/", "HTTP://a.example/");
	check_link("https://a.example/\"><script>", "https://a.example/%22%3E%3Cscript%3E");
	check_link("https://a.example/100%", "https://a.example/100%25");
	check_link("https://a.example/%zz", "https://a.example/%25zz");
	check_link("https://a.example/\xC3\xB6\n", "https://a.example/%C3%B6%0A");
	check_link("javascript:alert(1)", "");
	check_link(" javascript:alert(1)", "");
	check_link("data:text/html,x", "");
	check_link("//a.example/", "");
	check_link("", "");
}

static void test_empty_members_are_false(void **state)
{
	(void)state;
	struct sample s;
	sample_make(&s);
	struct release bare = {.item = 9,
		.tag = S("9"),
		.at = SAMPLE_TIME,
		.published = SAMPLE_TIME,
		.face = {.section = SECTION_NEWS, .title = S("T")}};
	json_t *view = publish_view(&s.site, &bare, S(""));
	static const char *const empty[] = {"url", "host", "official_title", "summary", "label",
		"citation", "source_line", "status_line", "status", "recruiting", "notice", "retracted",
		"date", "is_trial", "corrected", "has_also"};
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++)
		assert_true(json_is_false(json_object_get(view, empty[i])));
	json_decref(view);
	sample_free(&s);
}

static void test_trial_is_a_study_of_a_registry(void **state)
{
	(void)state;
	struct sample s;
	sample_make(&s);
	json_t *trial = publish_view(&s.site, &s.releases[1], S("")),
		   *waiting = publish_view(&s.site, &s.releases[2], S(""));
	assert_true(json_is_true(json_object_get(trial, "is_trial")));
	assert_true(json_is_true(json_object_get(trial, "recruiting")));
	assert_string_equal(
		json_string_value(json_object_get(trial, "title")), "SAMPLE Trial: Now Recruiting");
	assert_true(json_is_true(json_object_get(waiting, "is_trial")));
	assert_true(json_is_false(json_object_get(waiting, "recruiting")));
	s.releases[0].face.kind = ENTRY_TRIAL; /* neither status nor official title are known */
	s.releases[0].face.section = SECTION_TRIALS;
	json_t *bare = publish_view(&s.site, &s.releases[0], S(""));
	assert_true(json_is_true(json_object_get(bare, "is_trial")));
	assert_string_equal(
		json_string_value(json_object_get(bare, "title")), "A made-up graft in mice");
	json_decref(bare);
	json_decref(trial);
	json_decref(waiting);
	sample_free(&s);
}

static void test_names_and_addresses(void **state)
{
	(void)state;
	struct sample s;
	sample_make(&s);
	json_t *view = publish_view(&s.site, &s.releases[0], s.site.base_url);
	assert_string_equal(
		json_string_value(json_object_get(view, "tag")), "tag:desk.example,2026:pmid/99000001");
	assert_string_equal(json_string_value(json_object_get(view, "page")),
		"https://desk.example/items/pmid-99000001.html");
	assert_string_equal(json_string_value(json_object_get(view, "host")), "papers.example");
	assert_string_equal(
		json_string_value(json_object_get(view, "updated")), "2026-01-02T03:04:05Z");
	assert_string_equal(json_string_value(json_object_get(view, "date")), "2020-02-03");
	json_t *also = json_object_get(view, "also");
	assert_int_equal(json_array_size(also), 2);
	assert_string_equal(json_string_value(json_object_get(json_array_get(also, 0), "url")),
		"https://desk.example/topics/grafts.html");
	json_decref(view);
	sample_free(&s);
}

static void test_lists_are_read_aloud(void **state)
{
	(void)state;
	static const char *const joins[] = {NULL, ", ", " and "};
	json_t *list = json_pack("[{},{},{}]");
	view_join(list, &WORDS_ENGLISH);
	for (size_t i = 0; i < 3; i++) {
		json_t *element = json_array_get(list, i);
		const char *join = json_string_value(json_object_get(element, "join"));
		assert_true(joins[i] ? join && str_eq(str_of(join), str_of(joins[i])) : !join);
		assert_int_equal(json_is_true(json_object_get(element, "last")), i == 2);
	}
	json_decref(list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_title_ends_in_a_stop),
		cmocka_unit_test(test_source_line),
		cmocka_unit_test(test_notice_leads_to_the_record),
		cmocka_unit_test(test_links_are_web_addresses),
		cmocka_unit_test(test_empty_members_are_false),
		cmocka_unit_test(test_trial_is_a_study_of_a_registry),
		cmocka_unit_test(test_names_and_addresses),
		cmocka_unit_test(test_lists_are_read_aloud),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
