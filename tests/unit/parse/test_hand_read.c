/* Pages kept by hand are taken apart: lists, tables, definitions, lines with <br>. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/file.h"
#include "parse/page/hand_read.h"

static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

static void links_print(struct buf *out, const char *name, const struct hand_link *v, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(out, " %s=" STR_FMT "<" STR_FMT ">", name, STR_ARG(v[i].title), STR_ARG(v[i].url));
}

static void field_print(struct buf *out, const char *name, struct str s)
{
	if (s.n)
		buf_addf(out, " %s=" STR_FMT, name, STR_ARG(s));
}

static void entry_print(struct buf *out, const struct hand_entry *e)
{
	char day[TIME_TEXT];
	buf_addf(out, "* " STR_FMT, STR_ARG(e->title));
	field_print(out, "lead", e->lead);
	field_print(out, "official", e->official);
	field_print(out, "summary", e->summary);
	field_print(out, "label", e->label);
	field_print(out, "citation", e->citation);
	field_print(out, "day", str_of(date_iso(e->day, day)));
	field_print(out, "status", e->status);
	field_print(out, "url", e->url);
	links_print(out, "also", e->also, e->also_count);
	field_print(out, "rest", e->rest);
	buf_add_char(out, '\n');
}

static void page_print(struct buf *out, const struct hand_page *page)
{
	buf_addf(out, "= " STR_FMT "\n", STR_ARG(page->title));
	for (size_t i = 0; i < page->part_count; i++) {
		const struct hand_part *part = &page->parts[i];
		buf_addf(out, "# " STR_FMT, STR_ARG(part->title));
		field_print(out, "intro", part->intro);
		buf_add_char(out, '\n');
		for (size_t k = 0; k < part->entry_count; k++)
			entry_print(out, &part->entries[k]);
		for (size_t k = 0; k < part->rest.n; k++)
			buf_addf(out, "? " STR_FMT "\n", STR_ARG(part->rest.v[k]));
	}
	for (size_t i = 0; i < page->outside.n; i++)
		buf_addf(out, "outside " STR_FMT "\n", STR_ARG(page->outside.v[i]));
	field_print(out, "cut", page->cut);
}

static void check(struct str html, const char *wanted)
{
	struct hand_page page;
	struct err err = {0};
	struct buf got CLEANUP_BUF = buf_new(1 << 20);
	if (!hand_read(&arena, html, S("https://old.example/pages/cells.html"), STR_NONE, &page, &err))
		fail_msg("%s", err.text);
	page_print(&got, &page);
	assert_string_equal(got.p, wanted);
}

static void lists_give_entries(void **state)
{
	(void)state;
	check(
		S("<!doctype html><title>Cells | Old site</title><body><nav><a href=/>Home</a></nav>"
		  "<ul><li><a href=a.html>About us</a></ul><h1>Cells</h1>"
		  "<h2>Overview</h2><p>Words before the list."
		  "<ul><li><a href='https://pubmed.ncbi.nlm.nih.gov/123/'>Cells in sample disease.</a> "
		  "They helped 5&nbsp;of 9 people. <i>PubMed, Sample J (Oxf), 2019 Jul 17;14(7):e1.</i> "
		  "(Also see <a href='drugs.html'>Drugs and Pills</a> and <a href=../n.html>Nerves</a>)"
		  "<li><b><a href='//news.example/1'>Do cells help?</a></b> An example says so. "
		  "Example News, 11/01/2018.</ul>"
		  "<h3>Stories</h3><ul><li><strong>Ann E.: Sample Disease</strong> My hope is\xE2\x80\xA6 "
		  "ESD.</li></ul><p>Write to us!</p><footer>(c) us</footer>"),
		"= Cells\n"
		"# Overview intro=Words before the list.\n"
		"* Cells in sample disease. summary=They helped 5 of 9 people. label=PubMed "
		"citation=Sample J (Oxf), 2019 Jul 17;14(7):e1 day=2019-07-17 "
		"url=https://pubmed.ncbi.nlm.nih.gov/123/ "
		"also=Drugs and Pills<https://old.example/pages/drugs.html> "
		"also=Nerves<https://old.example/n.html>\n"
		"* Do cells help? summary=An example says so. label=Example News citation=11/01/2018 "
		"day=2018-11-01 url=https://news.example/1\n"
		"# Stories\n"
		"* Ann E.: Sample Disease summary=My hope is\xE2\x80\xA6 label=ESD\n"
		"? Write to us!\n"
		"outside Home\noutside About us\noutside (c) us\n");
}

static void trials_have_lines(void **state)
{
	(void)state;
	check(
		S("<h2>Open Enrollments</h2>"
		  "<p><b>Cell Transplantation</b><br>Currently recruiting. Last updated 10/15/12.<br>"
		  "<a href='https://clinicaltrials.gov/show/NCT00000001'>Cells for Sample Disease</a> "
		  "This study asks whether cells help. Sample University, Springfield.</p>"
		  "<p><b>SAMPLE Trial: Now Recruiting</b><br>"
		  "Sample Cells or Pills This study will compare two things. Sample Center.</p>"
		  "<p><b>OTHER Trial</b>: Enrollment Completed<br>"
		  "Enrollment for the OTHER trial completed in 2011.<br><em>Other Cells</em> will compare "
		  "two things. This study has been completed.</p>"),
		"= \n# Open Enrollments\n"
		"* Cell Transplantation lead=Currently recruiting. Last updated 10/15/12. "
		"official=Cells for Sample Disease summary=This study asks whether cells help. "
		"label=Sample University, Springfield status=RECRUITING "
		"url=https://clinicaltrials.gov/show/NCT00000001\n"
		"* SAMPLE Trial: Now Recruiting official=Sample Cells or Pills "
		"summary=This study will compare two things. label=Sample Center status=RECRUITING\n"
		"* OTHER Trial: Enrollment Completed "
		"lead=Enrollment for the OTHER trial completed in 2011. official=Other Cells "
		"summary=will compare two things. This study has been completed. status=COMPLETED\n");
}

static void tables_give_entries(void **state)
{
	(void)state;
	check(
		S("<table><tr><td><h2>Papers</h2><table><tr><th>Title<th>What it says<th>Source<th>Date"
		  "<th>Mood<tr><td><a href=https://a.example/1>First paper.</a><td>It says one.<td>Sample "
		  "J<td>2018-02-03<td>good</table></table>"
		  "<table><tr><th colspan=2>Funds<tr><td><a href=https://f.example/>A Fund (AF).</a>"
		  "<td>AF gave 5 dollars.<tr><td><b>Help</b></td></tr><tr><td>B Fund<td>It gave 6. "
		  "Example News, November 1, 2018</table>"),
		"= \n# Papers\n"
		"* First paper. summary=It says one. label=Sample J citation=2018-02-03 day=2018-02-03 "
		"url=https://a.example/1 rest=good\n"
		"# Funds\n"
		"* A Fund (AF). summary=AF gave 5 dollars. url=https://f.example/\n"
		"# Help\n"
		"* B Fund summary=It gave 6. label=Example News citation=November 1, 2018 "
		"day=2018-11-01\n");
}

static void definitions_give_entries(void **state)
{
	(void)state;
	check(S("<h2>Links</h2><dl><dt><a href=https://a.example/>A site.</a><dd>It has cells. "
			"MedSample<dt>Chasing a Cure<dd>In this book, follow a course. Ann Example."
			"<dt>Funds<dd><a href=https://b.example/>B Fund.</a> It pays.<dd><b>C Fund.</b> So "
			"does it.</dl>"),
		"= \n# Links\n"
		"* A site. summary=It has cells. label=MedSample url=https://a.example/\n"
		"* Chasing a Cure summary=In this book, follow a course. label=Ann Example\n"
		"# Funds\n"
		"* B Fund. summary=It pays. url=https://b.example/\n"
		"* C Fund. summary=So does it.\n");
}

static void lines_give_entries(void **state)
{
	(void)state;
	check(S("<p><b>Research:</b></p><p>Newest first.</p>"
			"<p><a href=https://a.example/1>One cell.</a> It lives. PubMed, Sample J, "
			"05/17/2018.<br><a href=https://a.example/2>Two cells.</a> They<br>live.</p>"
			"<p><b>News</b><br><br><a href=https://a.example/3>Three cells?</a> Maybe, says "
			"Dr. Example.<br><br><a href=https://a.example/4>Four.</a> Yes.</p>"
			"<div>Five cells live. They were seen. Example News, 01/02/2017.<br>Six cells live. "
			"They were heard. PubMed, Z Sample. 2016 Oct;75(8):762-9.</div>"),
		"= \n# Research intro=Newest first.\n"
		"* One cell. summary=It lives. label=PubMed citation=Sample J, 05/17/2018 day=2018-05-17 "
		"url=https://a.example/1\n"
		"* Two cells. summary=They live. url=https://a.example/2\n"
		"# News\n"
		"* Three cells? summary=Maybe, says Dr. Example. url=https://a.example/3\n"
		"* Four. summary=Yes. url=https://a.example/4\n"
		"* Five cells live. summary=They were seen. label=Example News citation=01/02/2017 "
		"day=2017-01-02\n"
		"* Six cells live. summary=They were heard. label=PubMed "
		"citation=Z Sample. 2016 Oct;75(8):762-9 day=2016-10\n");
}

static void headings_with_links_are_titles(void **state)
{
	(void)state;
	check(S("<meta charset=windows-1252><h2>News</h2><article><h3>Caf\xE9 cells</h3><p>They swim."
			"<p>Example News, 2018</article>"
			"<h4><a href=https://a.example/5>Five</a></h4><p>It is odd. Click Here."),
		"= \n# News\n"
		"* Caf\xC3\xA9 cells summary=They swim. label=Example News citation=2018 day=2018\n"
		"* Five summary=It is odd. Click Here. url=https://a.example/5\n");
}

static void pages_without_entries_are_refused(void **state)
{
	(void)state;
	struct hand_page page;
	struct err err = {0};
	assert_false(hand_read(&arena, S("<p>Nothing here.</p>"), STR_NONE, STR_NONE, &page, &err));
	assert_non_null(strstr(err.text, "no entries"));
}

/* -- The page that Tidings replaces, rendered from its rows -- */

enum { COLUMNS = 11, SEEDS = 30, ENOUGH = 27 };
enum { N, SECTION, KIND, TITLE, SUMMARY, LABEL, JOURNAL, DATE, DATE_STYLE, ALSO, NOTE };

struct seed {
	struct str v[COLUMNS], lead, summary, citation;
};

static struct str quoted_behind(struct str note, struct str words)
{
	size_t at = str_find(note, words);
	if (at == STR_NOT_FOUND)
		return STR_NONE;
	note = str_sub(note, at + words.n, SIZE_MAX);
	return str_sub(note, 0, str_find_char(note, '"'));
}

static struct seed seed_read(struct str line)
{
	struct seed seed = {0};
	for (int i = 0; i < COLUMNS; i++)
		seed.v[i] = str_cut(&line, '\t');
	struct str *v = seed.v, more = quoted_behind(v[NOTE], S("summary ends \""));
	seed.lead = quoted_behind(v[NOTE], S("status line: \""));
	seed.summary = str_ends(v[SUMMARY], S(".")) ? v[SUMMARY] :
												  STR_CAT(&arena, v[SUMMARY], S("\xE2\x80\xA6"));
	if (more.n)
		seed.summary = STR_CAT(&arena, seed.summary, S(" "), more);
	bool volume = str_find_char(v[JOURNAL], ';') != STR_NOT_FOUND;
	bool dated = str_eq(v[DATE_STYLE], S("MM/DD/YYYY"));
	seed.citation = volume || !dated ? v[JOURNAL] :
		v[JOURNAL].n                 ? STR_CAT(&arena, v[JOURNAL], S(", "), v[DATE]) :
									   v[DATE];
	return seed;
}

static void also_render(struct buf *out, struct str also)
{
	struct str both = S(" and ");
	size_t at = str_find(also, both);
	if (!also.n)
		return;
	buf_addf(out, " (Also see <a href='/a'>" STR_FMT "</a>", STR_ARG(str_sub(also, 0, at)));
	if (at != STR_NOT_FOUND)
		buf_addf(out, " and <a href='/b'>" STR_FMT "</a>",
			STR_ARG(str_sub(also, at + both.n, SIZE_MAX)));
	buf_addf(out, ")");
}

static void seed_render(struct buf *out, const struct seed *seed, const char *tag)
{
	const struct str *v = seed->v;
	bool trial = str_eq(v[KIND], S("trial")), story = str_eq(v[KIND], S("story"));
	buf_addf(out, "<%s>", tag);
	if (trial || story)
		buf_addf(out, "<b>" STR_FMT "</b>%s", STR_ARG(v[TITLE]), trial ? "<br>\n" : " ");
	else
		buf_addf(out, "<a href='https://p.example/" STR_FMT "'>" STR_FMT "</a> ", STR_ARG(v[N]),
			STR_ARG(v[TITLE]));
	if (seed->lead.n)
		buf_addf(out, STR_FMT "<br>\n", STR_ARG(seed->lead));
	if (trial)
		buf_addf(out,
			"<a href='https://clinicaltrials.gov/show/NCT0000000" STR_FMT "'>Official " STR_FMT
			"</a> ",
			STR_ARG(v[N]), STR_ARG(v[N]));
	buf_add(out, seed->summary);
	if (v[LABEL].n)
		buf_addf(out, " " STR_FMT "%s" STR_FMT ".", STR_ARG(v[LABEL]), seed->citation.n ? ", " : "",
			STR_ARG(seed->citation));
	also_render(out, v[ALSO]);
	buf_addf(out, "</%s>\n", tag);
}

static bool also_is(const struct hand_entry *entry, struct str also)
{
	struct str joined = STR_NONE;
	for (size_t i = 0; i < entry->also_count; i++)
		joined = STR_CAT(&arena, joined, i ? S(" and ") : S(""), entry->also[i].title);
	return str_eq(joined, also);
}

static bool seed_is(const struct hand_entry *entry, const struct seed *seed)
{
	bool same = str_eq(entry->title, seed->v[TITLE]) && str_eq(entry->lead, seed->lead) &&
		str_eq(entry->summary, seed->summary) && str_eq(entry->label, seed->v[LABEL]) &&
		str_eq(entry->citation, seed->citation) && also_is(entry, seed->v[ALSO]) &&
		!entry->rest.n && !entry->official.n == !str_eq(seed->v[KIND], S("trial"));
	struct buf got CLEANUP_BUF = buf_new(1 << 16);
	entry_print(&got, entry);
	if (!same)
		print_message("entry " STR_FMT " is read as %s", STR_ARG(seed->v[N]), got.p);
	return same;
}

static size_t page_render(struct str rows, struct seed seeds[SEEDS], struct buf *out, bool list)
{
	struct str part = STR_NONE;
	size_t n = 0;
	str_cut(&rows, '\n');
	while (rows.n && n < SEEDS) {
		struct seed *seed = &seeds[n++];
		*seed = seed_read(str_cut(&rows, '\n'));
		if (!str_eq(part, seed->v[SECTION]))
			buf_addf(out, "%s<h2>" STR_FMT "</h2>%s\n", list && part.n ? "</ul>" : "",
				STR_ARG(seed->v[SECTION]), list ? "<ul>" : "");
		part = seed->v[SECTION];
		seed_render(out, seed, list ? "li" : "p");
	}
	return n;
}

static void check_seeds(struct str rows, bool list)
{
	struct seed seeds[SEEDS];
	struct hand_page page;
	struct err err = {0};
	struct buf html CLEANUP_BUF = buf_new(1 << 20);
	size_t n = page_render(rows, seeds, &html, list), at = 0, right = 0;
	assert_true(hand_read(&arena, buf_str(&html), S("https://o.example/"), STR_NONE, &page, &err));
	for (size_t i = 0; i < page.part_count; i++)
		for (size_t k = 0; k < page.parts[i].entry_count && at < n; k++, at++)
			right += seed_is(&page.parts[i].entries[k], &seeds[at]) &&
				str_eq(page.parts[i].title, seeds[at].v[SECTION]);
	print_message(
		"%s: %zu of %zu entries are understood\n", list ? "list" : "paragraphs", right, n);
	assert_int_equal(n, SEEDS);
	assert_int_equal(hand_page_entries(&page), n);
	assert_true(right >= ENOUGH);
}

static void the_page_in_use_is_understood(void **state)
{
	(void)state;
	struct str rows;
	struct err err;
	if (!file_read(
			&arena, SOURCE_DIR "/../shared/reference/seed_entries.tsv", 1 << 20, &rows, &err)) {
		print_message("skipped: ../shared is not there\n");
		skip();
	}
	check_seeds(rows, false);
	check_seeds(rows, true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(lists_give_entries, clear),
		cmocka_unit_test_teardown(trials_have_lines, clear),
		cmocka_unit_test_teardown(tables_give_entries, clear),
		cmocka_unit_test_teardown(definitions_give_entries, clear),
		cmocka_unit_test_teardown(lines_give_entries, clear),
		cmocka_unit_test_teardown(headings_with_links_are_titles, clear),
		cmocka_unit_test_teardown(pages_without_entries_are_refused, clear),
		cmocka_unit_test_teardown(the_page_in_use_is_understood, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
