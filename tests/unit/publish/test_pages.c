#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <libxml/HTMLparser.h>
#include <stdio.h>

#include "item/filing.h"
#include "publish/view.h"
#include "rendered.h"

static void check_is(struct str text, const char *expected)
{
	if (!str_eq(text, str_of(expected)))
		fail_msg("“" STR_FMT "” is not “%s”", STR_ARG(text), expected);
}

static void check_has(struct str page, const char *part)
{
	if (!has(page, part))
		fail_msg("\"%s\" is not in:\n" STR_FMT, part, STR_ARG(page));
}

static void check_has_not(struct str page, const char *part)
{
	if (has(page, part))
		fail_msg("\"%s\" is in:\n" STR_FMT, part, STR_ARG(page));
}

/* `first` comes before `second`, and both are there. */
static void check_order(struct str page, const char *first, const char *second)
{
	check_has(page, first);
	check_has(page, second);
	assert_true(str_find(page, str_of(first)) < str_find(page, str_of(second)));
}

static size_t count_of(struct str page, const char *part)
{
	size_t n = 0;
	for (size_t at; (at = str_find(page, str_of(part))) != STR_NOT_FOUND; n++)
		page = str_sub(page, at + 1, SIZE_MAX);
	return n;
}

static void test_every_file_is_there(void **state)
{
	const struct rendered *r = *state;
	static const char *const paths[] = {
		"style.css",
		"items/pmid-99000001.html",
		"items/nct-NCT99000001.html",
		"items/nct-NCT99000002.html",
		"items/page-sample4.html",
		"items/pmid-99000005.html",
		"items/6.html",
		"items/7.html",
		"items/50.html",
		"topics/grafts.html",
		"topics/funding.html",
		"topics/mice.html",
		"research/index.html",
		"news/index.html",
		"trials/index.html",
		"index.html",
		"about.html",
		"corrections.html",
		"changes.html",
		"changes.atom",
		"404.html",
		"sources.opml",
		"feeds.opml",
		"sitemap.xml",
		"sitemap-pages.xml",
		"sitemap-items-1.xml",
		"robots.txt",
		"feed.atom",
		"feed.rss",
		"feed.json",
		"research/feed.atom",
		"research/feed.rss",
		"research/feed.json",
		"news/feed.atom",
		"news/feed.rss",
		"news/feed.json",
		"trials/feed.atom",
		"trials/feed.rss",
		"trials/feed.json",
		"topics/grafts/feed.atom",
		"topics/grafts/feed.rss",
		"topics/grafts/feed.json",
		"topics/funding/feed.atom",
		"topics/funding/feed.rss",
		"topics/funding/feed.json",
		"topics/mice/feed.atom",
		"topics/mice/feed.rss",
		"topics/mice/feed.json",
		"search.html",
		"search.js",
		"search/1/00.json",
		"search/1/3f.json",
		"search/1/items-1.json",
	};
	enum { MORE_SHARDS = 64 - 2 };
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++)
		assert_true(sample_output(&r->outputs, paths[i]).n > 0);
	assert_int_equal(r->outputs.n, sizeof paths / sizeof *paths + MORE_SHARDS);
}

static void test_item_in_house_style(void **state)
{
	const struct rendered *r = *state;
	struct str page = sample_output(&r->outputs, "topics/grafts.html");
	check_has(page,
		"<p dir=\"auto\"><a class=\"title\" href=\"https://papers.example/1\">A made-up graft in "
		"mice.</a> The "
		"graft helped the mice of this sample. "
		"<span class=\"source\" dir=\"auto\">PubMed, J Sample Med, 2020 Feb 3;12(4):e99.</span> "
		"<span "
		"class=\"also\">(Also see <a href=\"../topics/mice.html\">Mice</a>)</span> ");
}

static void test_trial_in_house_style(void **state)
{
	const struct rendered *r = *state;
	struct str page = sample_output(&r->outputs, "trials/index.html");
	check_order(page, ">SAMPLE Trial: Now Recruiting</a></p>",
		"<p class=\"status open\">Currently recruiting. Last updated 01/05/26.</p>");
	check_has(page,
		"<span class=\"official\" dir=\"auto\">A Made-Up Study of Grafts</span> This sample "
		"compares two "
		"grafts. <span class=\"source\" dir=\"auto\">Sample Hospital.</span>");
}

static void test_only_recruiting_trials_are_open(void **state)
{
	const struct rendered *r = *state;
	struct str page = sample_output(&r->outputs, "topics/grafts.html");
	check_order(page, "<h2 id=\"open\">", ">SAMPLE Trial: Now Recruiting</a>");
	check_order(page, ">SAMPLE Trial: Now Recruiting</a>", "<h2 id=\"trials\">");
	check_order(page, "<h2 id=\"trials\">", ">OTHER Trial</a>");
	check_has(page, "<p class=\"status\">Not yet recruiting. Last updated 01/04/26.</p>");
}

static void test_topic_parts_and_order(void **state)
{
	const struct rendered *r = *state;
	struct str page = sample_output(&r->outputs, "topics/grafts.html");
	check_order(page, "<h2 id=\"overview\">", ">Graft basics.</a>");
	check_order(page, ">Graft basics.</a>", "<h2 id=\"open\">");
	check_order(page, "<h2 id=\"research\">", ">A retracted graft.</a>");
	check_order(page, ">A retracted graft.</a>", ">A made-up graft in mice.</a>");
	check_has_not(page, "id=\"news\"");
	check_has(
		page, "Also see: <a href=\"funding.html\">funding of transplants</a> and Elsewhere</p>");
}

/* The slugs under which the fourth release would be filed, if these sources had it. */
static struct str filed(struct arena *a, const struct sample *s, struct strs names)
{
	struct copies copies = {arena_array(a, names.n, sizeof *copies.v), names.n};
	for (size_t i = 0; i < names.n; i++)
		copies.v[i] = (struct copy){.source = names.v[i]};
	const struct item nobody_edited = {0};
	return filing_titles(
		a, &s->site, filing_of_face(a, &s->site, &nobody_edited, &s->releases[3].face, &copies));
}

static void test_source_fixes_topics(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct rendered *r = *state;
	const struct sample *s = &r->sample;
	struct str names[] = {S("paper & ink"), S("papers")}, was = S("old-mice");
	check_is(filed(&a, s, (struct strs){names, 1}), "Funding of Transplants");
	check_is(filed(&a, s, (struct strs){names, 2}), "Grafts & Cells, Funding of Transplants");
	struct item edited = {.has_edited_topics = true, .edited_topics = {&was, 1}};
	struct site renamed = s->site;
	struct topic topics[3] = {s->topics[0], s->topics[1], s->topics[2]};
	renamed.topics = topics;
	const struct copies none = {0};
	assert_int_equal(filing_of_item(&a, &renamed, &edited, &none).n, 0);
	topics[2].was = (struct strs){&was, 1};
	check_is(filing_of_item(&a, &renamed, &edited, &none).v[0], "mice");
	const struct release release = {.topics = {&was, 1}};
	check_is(filing_of_release(&a, &renamed, &release).v[0], "mice");
}

static void test_hostile_text_is_text(void **state)
{
	const struct rendered *r = *state;
	for (size_t i = 0; i < r->outputs.n; i++) {
		check_has_not(r->outputs.v[i].bytes, "javascript:");
		check_has_not(r->outputs.v[i].bytes, "\xFF");
		check_has_not(r->outputs.v[i].bytes, "\x01");
		if (str_ends(r->outputs.v[i].path, S(".json"))) /* where a title is text */
			continue;
		assert_int_equal(count_of(r->outputs.v[i].bytes, "<script"),
			count_of(r->outputs.v[i].bytes, "<script type=\"application/ld+json\">{") +
				str_eq(r->outputs.v[i].path, S("search.html")));
		check_has_not(r->outputs.v[i].bytes, "<b>");
	}
	struct str page = sample_output(&r->outputs, "topics/funding.html");
	check_has(page,
		"<strong class=\"title\">Will &lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt; be "
		"shown?</strong> Grafts &quot;quoted&quot; &amp; &lt;b&gt;bold&lt;/b&gt;. "
		"<span class=\"source\" dir=\"auto\">Paper &amp; Ink &lt;Daily&gt;, 01/01/2026.</span>");
	check_has(sample_output(&r->outputs, "items/pmid-99000005.html"),
		"href=\"https://papers.example/a%20b%22%3C%3E\"");
}

static void test_retraction_is_prominent(void **state)
{
	const struct rendered *r = *state;
	static const char *const pages[] = {
		"topics/grafts.html", "research/index.html", "index.html", "items/pmid-99000005.html"};
	for (size_t i = 0; i < sizeof pages / sizeof *pages; i++) {
		check_has(sample_output(&r->outputs, pages[i]),
			"<p class=\"notice\"><strong>Retracted: see <a "
			"href=\"https://pubmed.ncbi.nlm.nih.gov/99000002/\">PMID 99000002</a>.</strong></p>");
		check_has(sample_output(&r->outputs, pages[i]), "<s>");
	}
	check_has_not(sample_output(&r->outputs, "items/pmid-99000001.html"), "notice");
}

/* libxml2's HTML parser knows no HTML 5 element names; all else that it says counts. */
static void check_well_formed(struct str page)
{
	htmlDocPtr doc = htmlReadMemory(page.p, (int)page.n, NULL, NULL,
		HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET);
	assert_non_null(doc);
	const xmlError *error = xmlGetLastError();
	if (error && error->code != XML_HTML_UNKNOWN_TAG)
		fail_msg("%s:\n" STR_FMT, error->message, STR_ARG(page));
	xmlResetLastError();
	xmlFreeDoc(doc);
}

/* The page of what was taken down says so, and is on no other page. */
static void test_gone_page(void **state)
{
	struct rendered *r = *state;
	struct world w = world_open(r, &r->sample.publication, SOURCE_DIR "/templates");
	struct err err = {0};
	struct by by = {.editor = S("ed"), .now = SAMPLE_TIME};
	world_publish(&w);
	fine(ask_withdraw(w.store, by, 4, S("An <advert>, not news"), &err), &err);
	world_publish(&w);
	struct outputs outputs = world_outputs(r, &w);
	store_close(w.store);
	struct str page = sample_output(&outputs, "items/page-sample4.html");
	check_well_formed(page);
	check_has(page, "<meta name=\"robots\" content=\"noindex\">");
	check_has(page,
		"<h1 dir=\"auto\"><s>Will &lt;script&gt;alert(1)&lt;/script&gt; &amp; ]]&gt; be "
		"shown?</s></h1>");
	check_has(page,
		"<strong>Withdrawn on <time datetime=\"2026-01-02T03:04:05Z\">01/02/2026</time>.</strong> "
		"An &lt;advert&gt;, not news.</p>");
	check_has_not(page, "javascript:");
	check_has_not(sample_output(&outputs, "items/pmid-99000001.html"), "noindex");
	for (size_t i = 0; i < outputs.n; i++)
		if (!str_starts(outputs.v[i].path, S("items/")) &&
			!str_starts(outputs.v[i].path, S("changes.")))
			check_has_not(outputs.v[i].bytes, "be shown?");
	check_has_not(sample_output(&outputs, "sitemap-items-1.xml"), "page-sample4");
}

static void test_note_of_a_correction(void **state)
{
	struct rendered *r = *state;
	struct release noted = r->sample.releases[0];
	noted.note = S("The dose was <wrong>.");
	noted.noted = SAMPLE_TIME;
	struct publication p = {.site = &r->sample.site, .releases = {&noted, 1}};
	struct outputs outputs = render(r, &p);
	check_has(sample_output(&outputs, "items/pmid-99000001.html"),
		"Changed <time datetime=\"2026-01-02T03:04:05Z\">01/02/2026</time>:</strong> The dose was "
		"&lt;wrong&gt;.</p>");
	check_has(sample_output(&outputs, "research/index.html"),
		"<p class=\"note\">Changed <time datetime=\"2026-01-02T03:04:05Z\">01/02/2026</time>: The "
		"dose was &lt;wrong&gt;.</p>");
	check_has_not(sample_output(&r->outputs, "research/index.html"), "class=\"note\"");
}

static void test_item_page(void **state)
{
	const struct rendered *r = *state;
	struct str page = sample_output(&r->outputs, "items/pmid-99000001.html");
	check_has(page, "<h1 dir=\"auto\">A made-up graft in mice.</h1>");
	check_has(page, "Read it at papers.example");
	check_has(
		page, "<a class=\"title\" href=\"nct-NCT99000001.html\">SAMPLE Trial: Now Recruiting</a>");
	check_has_not(page, "Never published");
	check_order(page, "<time datetime=\"2026-01-01T03:04:05Z\">",
		"<time datetime=\"2026-01-02T03:04:05Z\">");
	check_has_not(sample_output(&r->outputs, "items/nct-NCT99000001.html"), ", changed <time");
}

static void test_merged_item_points_on(void **state)
{
	const struct rendered *r = *state;
	struct str page = sample_output(&r->outputs, "items/50.html");
	check_has(page, "<meta http-equiv=\"refresh\" content=\"0; url=pmid-99000001.html\">");
	check_has(page, "<a href=\"pmid-99000001.html\">A made-up graft in mice</a>");
	check_has(
		page, "<link rel=\"canonical\" href=\"https://desk.example/items/pmid-99000001.html\">");
	check_has(sample_output(&r->outputs, "items/nct-NCT99000001.html"), "SAMPLE Trial");
}

static void test_preview_is_what_is_published(void **state)
{
	const struct rendered *r = *state;
	for (size_t i = 0; i < SAMPLE_RELEASES; i++) {
		struct buf preview CLEANUP_BUF = buf_new(1 << 16);
		struct err err;
		const struct release *release = &r->sample.releases[i];
		char path[64];
		snprintf(path, sizeof path, "%s/index.html", section_word(release->face.section));
		assert_true(publish_item_html(&r->sample.site, release, &preview, &err));
		check_has(sample_output(&r->outputs, path), preview.p);
	}
}

static void test_pages_are_accessible_in_form(void **state)
{
	const struct rendered *r = *state;
	for (size_t i = 0; i < r->outputs.n; i++) {
		struct str page = r->outputs.v[i].bytes;
		if (!str_ends(r->outputs.v[i].path, S(".html")))
			continue;
		check_well_formed(page);
		assert_int_equal(count_of(page, "<h1"), 1);
		assert_int_equal(count_of(page, "<main id=\"content\">"), 1);
		check_has(page, "<html lang=\"en\">");
		check_has(page, "<meta name=\"viewport\"");
		if (has(page, "http-equiv=\"refresh\""))
			continue;
		check_order(page, "class=\"skip\" href=\"#content\"", "<header>");
		assert_int_equal(count_of(page, "<link rel=\"alternate\" type=\"application/"),
			str_eq(r->outputs.v[i].path, S("changes.html")) ? 1 : 3);
	}
}

static void test_headings_never_skip_a_level(void **state)
{
	const struct rendered *r = *state;
	for (size_t i = 0; i < r->outputs.n; i++)
		check_has_not(r->outputs.v[i].bytes, "<h3");
	check_order(sample_output(&r->outputs, "research/index.html"), "<h1>", "<h2>2025</h2>");
	check_order(
		sample_output(&r->outputs, "research/index.html"), "<h2>2020</h2>", "<h2>Undated</h2>");
}

static void test_empty_site(void **state)
{
	struct rendered *r = *state;
	struct publication none = {.site = &r->sample.site};
	struct outputs outputs = render(r, &none);
	assert_int_equal(outputs.n, 20 + 7 * 3);
	check_has(sample_output(&outputs, "news/index.html"), "Nothing has been published here yet.");
	check_has(sample_output(&outputs, "topics/mice.html"),
		"Nothing has been published on this topic yet.");
	check_has_not(sample_output(&outputs, "index.html"), "Last changed");
	check_has_not(sample_output(&outputs, "index.html"), "<ul class=\"items\">");
}

static void test_same_input_same_bytes(void **state)
{
	struct rendered *r = *state;
	struct outputs again = render(r, &r->sample.publication);
	assert_int_equal(again.n, r->outputs.n);
	for (size_t i = 0; i < again.n; i++)
		assert_true(str_eq(again.v[i].bytes, r->outputs.v[i].bytes) &&
			str_eq(again.v[i].path, r->outputs.v[i].path));
}

/* Releases of one topic and section: `per_month` in each month from January 2019. */
static struct publication many(struct rendered *r, int64_t count, int per_month)
{
	struct release *all = arena_array(&r->a, (size_t)count, sizeof *all);
	for (int64_t i = 0; i < count; i++) {
		int month = (int)(i / per_month);
		all[i] = r->sample.releases[0];
		all[i].id = all[i].item = 1000 + i;
		all[i].tag = str_printf(&r->a, "pmid/%lld", (long long)(99100000 + i));
		all[i].face.date = (struct date){2019 + month / 12, month % 12 + 1, 0};
	}
	return (struct publication){.site = &r->sample.site, .releases = {all, (size_t)count}};
}

static void test_long_lists_are_paged(void **state)
{
	struct rendered *r = *state;
	struct publication p = many(r, 60, 4); /* 48 of 2019, 12 of 2020 */
	struct outputs outputs = render(r, &p);
	struct str page = sample_output(&outputs, "research/index.html");
	assert_int_equal(count_of(page, "<li id=\"item-"), 50);
	check_has(page, "The newest 50 of 60.");
	check_order(page, "id=\"item-1059\"", "id=\"item-1058\"");
	check_has(page, "<a href=\"2019.html\">2019</a> <span class=\"count\">(48)</span>");
	page = sample_output(&outputs, "research/2019.html");
	check_has(page, "<h1>Research: 2019</h1>");
	assert_int_equal(count_of(page, "<li id=\"item-"), 48);
	assert_int_equal(count_of(sample_output(&outputs, "research/2020.html"), "<li id=\"item-"), 12);
	page = sample_output(&outputs, "topics/mice.html");
	assert_int_equal(count_of(page, "<li id=\"item-"), 10);
	check_has(page, "<a href=\"mice/research/index.html\">All 60</a>");
	page = sample_output(&outputs, "topics/mice/research/2019.html");
	check_has(page, "href=\"../../../items/pmid-99100047.html\"");
}

static void test_long_years_have_months(void **state)
{
	struct rendered *r = *state;
	struct publication p = many(r, 180, 60); /* January to March */
	struct world w = world_open(r, &p, SOURCE_DIR "/templates");
	struct err err = {0};
	world_publish(&w);
	struct outputs outputs = world_outputs(r, &w), after;
	struct str page = sample_output(&outputs, "research/2019.html");
	check_has(page,
		"<a href=\"2019-02.html\">February 2019</a> <span class=\"count\">(60)</span> <a "
		"href=\"2019-02-part-2.html\"");
	page = sample_output(&outputs, "research/2019-02.html");
	check_has(page, "<h1>Research: February 2019</h1>");
	check_order(page, "id=\"item-1109\"", "id=\"item-1060\"");
	assert_int_equal(count_of(page, "<li id=\"item-"), 50);
	page = sample_output(&outputs, "research/2019-02-part-2.html");
	check_order(page, "id=\"item-1119\"", "id=\"item-1110\"");
	/* What leaves a month moves what follows it there, and no other page of a month. */
	const struct by by = {.editor = S("ed"), .now = SAMPLE_TIME + 60};
	fine(ask_withdraw(w.store, by, 1119, S("wrong"), &err), &err);
	struct publish_result result = world_publish(&w);
	after = world_outputs(r, &w);
	store_close(w.store);
	for (size_t i = 0; i < outputs.n; i++)
		if (str_starts(outputs.v[i].path, S("research/2019-")) &&
			!str_ends(outputs.v[i].path, S("2019-02-part-2.html")))
			assert_true(str_eq(
				outputs.v[i].bytes, sample_output(&after, str_cstr(&r->a, outputs.v[i].path))));
	/* Its page; the year, part 2 and the index of the section; the same of the topic's part, and of
	 * the other topic's; two topics, the index, and four feeds in three formats; what changed, as
	 * page and feed; the sitemaps of its range and of the pages, and their index; the shards of its
	 * words, and the results that it was among. */
	assert_int_equal(result.written, 1 + 3 * 3 + 2 + 1 + 4 * 3 + 2 + 3 + 20 + 1);
}

static void test_missing_template_is_an_error(void **state)
{
	struct rendered *r = *state;
	struct err err = {0};
	struct publish_result result;
	struct world w = world_open(r, &r->sample.publication, NULL);
	assert_false(publish_site(&w.site, w.store, w.now, &result, &err));
	check_has(str_of(err.text), "/templates");
	store_close(w.store);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_file_is_there),
		cmocka_unit_test(test_item_in_house_style),
		cmocka_unit_test(test_trial_in_house_style),
		cmocka_unit_test(test_only_recruiting_trials_are_open),
		cmocka_unit_test(test_topic_parts_and_order),
		cmocka_unit_test(test_source_fixes_topics),
		cmocka_unit_test(test_hostile_text_is_text),
		cmocka_unit_test(test_retraction_is_prominent),
		cmocka_unit_test(test_gone_page),
		cmocka_unit_test(test_note_of_a_correction),
		cmocka_unit_test(test_item_page),
		cmocka_unit_test(test_merged_item_points_on),
		cmocka_unit_test(test_preview_is_what_is_published),
		cmocka_unit_test(test_pages_are_accessible_in_form),
		cmocka_unit_test(test_headings_never_skip_a_level),
		cmocka_unit_test(test_empty_site),
		cmocka_unit_test(test_same_input_same_bytes),
		cmocka_unit_test(test_long_lists_are_paged),
		cmocka_unit_test(test_long_years_have_months),
		cmocka_unit_test(test_missing_template_is_an_error),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
