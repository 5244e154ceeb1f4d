#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/site.h"

static void test_lookup(void **state)
{
	struct source sources[] = {{.name = S("News")}, {.name = S("News 2")},
		{.kind = SOURCE_FEED, .name = S("Sj\xc3\xb6gren")}};
	struct topic topics[] = {{.slug = S("stem-cells")}, {.slug = S("lung")}};
	struct site site = {.sources = sources, .source_count = 3, .topics = topics, .topic_count = 2};
	(void)state;
	assert_ptr_equal(site_source(&site, S("News 2")), &sources[1]);
	assert_ptr_equal(site_source(&site, S("Sj\xc3\xb6gren")), &sources[2]);
	assert_null(site_source(&site, S("news"))); /* names are compared with their case */
	assert_null(site_source(&site, S("New")));
	assert_null(site_source(&site, STR_NONE));
	assert_ptr_equal(site_topic(&site, S("lung")), &topics[1]);
	assert_null(site_topic(&site, S("Lung")));
	assert_null(site_topic(&site, STR_NONE));
}

static void test_hubs(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str one = S("https://hub.example/");
	struct site site = {.hub_urls = {&one, 1}, .hub_own = true};
	(void)state;
	assert_int_equal(site_own_hub(&a, &site).n, 0); /* it has no address */
	assert_int_equal(site_hubs(&a, &site).n, 1);
	site.desk_url = S("https://desk.example/");
	assert_true(str_eq(site_own_hub(&a, &site), S("https://desk.example/hub")));
	site.door_url = S("https://news.example/");
	assert_true(str_eq(site_own_hub(&a, &site), S("https://news.example/hub")));
	assert_int_equal(site_hubs(&a, &site).n, 2);
	assert_true(str_eq(site_hubs(&a, &site).v[0], S("https://news.example/hub")));
	site.hub_own = false;
	assert_int_equal(site_own_hub(&a, &site).n, 0);
	assert_int_equal(site_callbacks(&site).n, 0); /* not wanted */
	site.websub = true;
	assert_true(str_eq(site_callbacks(&site), S("https://news.example/")));
	site.door_url = STR_NONE;
	assert_true(str_eq(site_callbacks(&site), S("https://desk.example/")));
}

static void test_empty_site(void **state)
{
	struct site site = {0};
	(void)state;
	assert_null(site_source(&site, S("News")));
	assert_null(site_topic(&site, S("lung")));
}

static void test_pauses(void **state)
{
	static const struct str here[] = {
		S("127.0.0.1"), S("127.8.0.2"), S("[::1]"), S("localhost"), STR_NONE};
	static const struct str elsewhere[] = {S("eutils.ncbi.nlm.nih.gov"), S("127.0.0.1.example"),
		S("127.example"), S("128.0.0.1"), S("10.0.0.1"), S("[::2]"), S("localhost.example"),
		STR_NONE};
	struct site usual = {.pauses = true}, without = {.pauses = false};
	(void)state;
	for (const struct str *host = here; host->n; host++) {
		assert_true(site_pauses_at(&usual, *host));
		assert_false(site_pauses_at(&without, *host));
	}
	for (const struct str *host = elsewhere; host->n; host++) {
		assert_true(site_pauses_at(&usual, *host));
		assert_true(site_pauses_at(&without, *host));
	}
}

static void test_words(void **state)
{
	static const char *const words[SOURCE_KIND_COUNT] = {
		[SOURCE_PUBMED] = "pubmed",
		[SOURCE_CLINICALTRIALS] = "clinicaltrials",
		[SOURCE_FEED] = "feed",
		[SOURCE_MEDLINEPLUS] = "medlineplus",
		[SOURCE_WATCH_PUBMED] = "watch-pubmed",
		[SOURCE_WATCH_CLINICALTRIALS] = "watch-clinicaltrials",
		[SOURCE_CROSSREF] = "crossref",
		[SOURCE_ADD_PUBMED] = "add-pubmed",
		[SOURCE_ADD_CLINICALTRIALS] = "add-clinicaltrials",
		[SOURCE_ADDED] = "added",
		[SOURCE_ADD_CROSSREF] = "add-crossref",
		[SOURCE_ADD_PAGE] = "add-page",
	};
	(void)state;
	for (int kind = 0; kind < SOURCE_KIND_COUNT; kind++)
		assert_string_equal(source_kind_word((enum source_kind)kind), words[kind]);
}

static void a_list_that_is_gone_keeps_its_name(void **state)
{
	struct mail_list lists[] = {{.slug = S("news"), .title = S("The news")}};
	const struct site site = {.lists = lists, .list_count = 1};
	(void)state;
	assert_true(str_eq(site_list_once(&site, S("news")).title, S("The news")));
	const struct mail_list gone = site_list_once(&site, S("old"));
	assert_true(str_eq(gone.slug, S("old")) && str_eq(gone.title, S("old")));
	assert_int_equal(mail_list_section(&gone), SECTION_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_lookup), cmocka_unit_test(test_hubs),
		cmocka_unit_test(test_empty_site), cmocka_unit_test(test_pauses),
		cmocka_unit_test(test_words), cmocka_unit_test(a_list_that_is_gone_keeps_its_name)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
