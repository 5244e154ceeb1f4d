/* Publishing on a store and a disk: what is written, what is left alone, what is removed. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../beside.h"
#include "../item/ask.h"
#include "base/file.h"
#include "publish/publish.h"
#include <sqlite3.h>
#include "store/connection.h"
#include "store/item.h"
#include "store/page.h"
#include "sample.h"
#include "store/note.h"

struct world {
	struct arena a;
	struct sample sample;
	struct store *store;
	char folder[64];
	int64_t now;
};

static void fine(bool ok, const struct err *err)
{
	if (!ok)
		fail_msg("%s", err->text);
}

static const char *path_of(struct world *w, const char *name)
{
	return str_printf(&w->a, "%s/%s", w->folder, name).p;
}

/* An item with the face of a sample release, approved by an editor. */
static int64_t approve(struct world *w, size_t sample)
{
	struct err err;
	int64_t item;
	const struct release *r = &w->sample.releases[sample];
	struct verdict verdict = {.face = r->face};
	struct by by = {.editor = S("ed"), .now = w->now};
	const struct item_seed seed = {.tag = r->tag, .verdict = &verdict, .now = w->now};
	fine(store_begin(w->store, &err), &err);
	fine(store_item_add(w->store, &seed, &item, &err), &err);
	fine(store_commit(w->store, &err), &err);
	fine(ask_approve(w->store, by, item, SECTION_NONE, STR_NONE, &err), &err);
	return item;
}

static int setup(void **state)
{
	struct world *w = test_calloc(1, sizeof *w);
	ASK_SITE = &w->sample.site;
	struct err err;
	snprintf(w->folder, sizeof w->folder, "/tmp/tidings-publish-XXXXXX");
	assert_non_null(mkdtemp(w->folder));
	assert_int_equal(symlink(SOURCE_DIR "/templates", path_of(w, "templates")), 0);
	sample_make(&w->sample);
	w->sample.site.folder = str_of(w->folder);
	w->now = SAMPLE_TIME;
	fine(new_store(path_of(w, "tidings.db"), &err), &err);
	w->store = open_store(path_of(w, "tidings.db"), &err);
	fine(w->store != NULL, &err);
	for (size_t i = 0; i < 3; i++)
		approve(w, i);
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct world *w = *state;
	store_close(w->store);
	struct str command = str_printf(&w->a, "rm -r %s", w->folder);
	assert_int_equal(system(command.p), 0);
	sample_free(&w->sample);
	arena_free(&w->a);
	test_free(w);
	return 0;
}

static struct publish_result publish(struct world *w)
{
	struct publish_result result;
	struct err err;
	fine(publish_site(&w->sample.site, w->store, w->now, &result, &err), &err);
	return result;
}

static struct str page(struct world *w, const char *name)
{
	struct str bytes;
	struct err err;
	fine(file_read(&w->a, path_of(w, name), 1 << 20, &bytes, &err), &err);
	return bytes;
}

static struct str note(struct world *w)
{
	struct str value;
	struct err err;
	fine(store_note_get(w->store, &w->a, "published", &value, &err), &err);
	return value;
}

static bool is_there(struct world *w, const char *name)
{
	return access(path_of(w, name), F_OK) == 0;
}

static void test_publishes_what_was_approved(void **state)
{
	struct world *w = *state;
	struct publish_result result = publish(w);
	/* items, topics, sections, the index and three files more, what changed, what is missing,
	 * sitemaps, robots.txt, two own pages, seven feeds; the search: page, script,
	 * shards, results */
	assert_int_equal(result.written, 3 + 3 + 3 + 4 + 2 + 1 + 3 + 1 + 2 + 7 * 3 + 2 + 64 + 1);
	assert_int_equal(result.unchanged + result.removed, 0);
	assert_true(
		has(page(w, "out/topics/grafts.html"), "PubMed, J Sample Med, 2020 Feb 3;12(4):e99."));
	assert_true(has(page(w, "out/trials/feed.atom"), "tag:desk.example,2026:nct/NCT99000001"));
	assert_true(str_eq(note(w), S("1767323045")));
}

static void test_what_waits_is_not_published(void **state)
{
	struct world *w = *state;
	struct err err;
	int64_t item;
	struct verdict verdict = {
		.face = {.section = SECTION_NEWS, .title = S("Nobody approved this graft")}};
	const struct item_seed seed = {.tag = S("x"), .verdict = &verdict, .now = w->now};
	fine(store_begin(w->store, &err), &err);
	fine(store_item_add(w->store, &seed, &item, &err), &err);
	fine(store_commit(w->store, &err), &err);
	publish(w);
	assert_false(has(page(w, "out/topics/grafts.html"), "Nobody approved"));
	assert_false(has(page(w, "out/news/feed.atom"), "Nobody approved"));
}

static void test_unchanged_files_are_not_touched(void **state)
{
	struct world *w = *state;
	struct stat before, after;
	publish(w);
	assert_int_equal(stat(path_of(w, "out/research/feed.atom"), &before), 0);
	w->now += 100 * SAMPLE_DAY;
	struct publish_result result = publish(w);
	assert_int_equal(result.written + result.removed, 0);
	assert_int_equal(result.unchanged, 0); /* nothing is even looked at */
	struct err err;
	fine(publish_forget(&w->sample.site, w->store, &err), &err);
	result = publish(w);
	assert_int_equal(result.written + result.removed, 0);
	assert_int_equal(result.unchanged, 43 + 67);
	assert_int_equal(stat(path_of(w, "out/research/feed.atom"), &after), 0);
	assert_int_equal(after.st_ino, before.st_ino);
	assert_true(after.st_mtim.tv_sec == before.st_mtim.tv_sec &&
		after.st_mtim.tv_nsec == before.st_mtim.tv_nsec);
	assert_true(str_eq(note(w), S("1767323045")));
}

static void test_what_was_seen_leaves_a_note(void **state)
{
	struct world *w = *state;
	struct err err;
	struct by by = {.editor = S("ed"), .now = w->now + 60};
	publish(w);
	fine(file_replace(path_of(w, "out/items/notes.html"), S("ours"), NULL, &err), &err);
	fine(file_replace(path_of(w, "out/items/777.html"), S("stale"), NULL, &err), &err);
	fine(store_page_add(w->store, (struct strs){(struct str[]){S("777.html")}, 1}, &err), &err);
	fine(file_replace(path_of(w, "out/items/778.html"), S("of another"), NULL, &err), &err);
	fine(ask_undo(w->store, by, 3, NULL, &err), &err);
	w->now += 120;
	struct publish_result result = publish(w);
	assert_int_equal(result.removed, 0);
	fine(publish_forget(&w->sample.site, w->store, &err), &err);
	result = publish(w);
	assert_int_equal(result.removed, 1);
	assert_true(
		has(page(w, "out/items/nct-NCT99000002.html"), "The decision to publish it was undone."));
	assert_false(is_there(w, "out/items/777.html"));
	/* Of this one the store knows nothing. */
	assert_int_equal(result.unexplained, 1);
	assert_string_equal(result.unexplained_names, "778.html");
	assert_true(str_eq(page(w, "out/items/778.html"), S("of another")));
	assert_true(is_there(w, "out/items/notes.html"));
	assert_true(is_there(w, "out/items/pmid-99000001.html"));
	assert_true(has(page(w, "out/trials/feed.atom"),
		"<at:deleted-entry ref=\"tag:desk.example,2026:nct/NCT99000002\" "
		"when=\"2026-01-02T03:05:05."));
	assert_false(has(page(w, "out/trials/index.html"), "OTHER Trial"));
	assert_true(str_eq(note(w), S("1767323165")));
}

/* Same store, any later time: the same bytes; and nothing of what no reader saw. */
static void test_withdrawn_and_back(void **state)
{
	struct world *w = *state;
	struct err err;
	struct by by = {.editor = S("ed"), .now = w->now + 60};
	fine(ask_undo(w->store, by, 3, NULL, &err), &err); /* before any publication */
	publish(w);
	assert_false(is_there(w, "out/items/nct-NCT99000002.html"));
	assert_false(has(page(w, "out/trials/feed.atom"), "NCT99000002"));
	fine(ask_withdraw(w->store, by, 2, S("It was about mice."), &err), &err);
	w->now += 60;
	publish(w);
	struct str feed = page(w, "out/trials/feed.atom"),
			   tombstone = page(w, "out/items/nct-NCT99000001.html");
	assert_true(has(feed, "<at:comment>Withdrawn: It was about mice.</at:comment>"));
	w->now += 100 * SAMPLE_DAY;
	struct publish_result result = publish(w);
	assert_int_equal(result.written + result.removed, 0);
	assert_true(str_eq(page(w, "out/trials/feed.atom"), feed) &&
		str_eq(page(w, "out/items/nct-NCT99000001.html"), tombstone));
	by.now += 120;
	fine(ask_undo(w->store, by, 2, NULL, &err), &err);
	publish(w);
	feed = page(w, "out/trials/feed.atom");
	assert_false(has(feed, "deleted-entry"));
	assert_true(has(feed, "tag:desk.example,2026:nct/NCT99000001"));
	assert_true(has(feed, "<updated>2026-01-02T03:07:05."));
}

/* Another editor, who undoes the last decision on the item as soon as the publication reads what
 * readers are told of it. */
struct other {
	struct world *w;
	struct store *store;
	int64_t item;
};

static int decide_meanwhile(unsigned event, void *context, void *stmt, void *sql)
{
	struct other *other = context;
	struct err err;
	if (event != SQLITE_TRACE_STMT || !strstr(sql, "FROM shown WHERE item = ?1") || !other->item)
		return 0;
	struct by by = {.editor = S("other"), .now = other->w->now};
	int64_t item = other->item;
	other->item = 0;
	(void)stmt;
	fine(ask_undo(other->store, by, item, NULL, &err), &err);
	return 0;
}

/* What was planned is written; what is decided meanwhile comes with the next publication. */
static void test_what_is_decided_meanwhile_comes_next(void **state)
{
	OF_SQLITE_ALONE();
	struct world *w = *state;
	struct err err;
	struct by by = {.editor = S("ed"), .now = w->now};
	publish(w);
	fine(ask_withdraw(w->store, by, 2, S("It was about mice."), &err), &err);
	struct other other = {w, open_store(path_of(w, "tidings.db"), &err), 2};
	fine(other.store != NULL, &err);
	assert_int_equal(
		sqlite3_trace_v2((sqlite3 *)w->store->db, SQLITE_TRACE_STMT, decide_meanwhile, &other),
		SQLITE_OK);
	publish(w);
	assert_int_equal(sqlite3_trace_v2((sqlite3 *)w->store->db, 0, NULL, NULL), SQLITE_OK);
	assert_int_equal(other.item, 0);
	assert_false(has(page(w, "out/trials/index.html"), "SAMPLE Trial"));
	bool due;
	fine(publish_is_due(w->store, &due, &err), &err);
	assert_true(due);
	publish(w);
	assert_true(has(page(w, "out/trials/index.html"), "SAMPLE Trial"));
	assert_false(has(page(w, "out/items/nct-NCT99000001.html"), "It was about mice."));
	fine(publish_is_due(w->store, &due, &err), &err);
	assert_false(due);
	store_close(other.store);
}

static void test_merged_item_leaves_a_pointer(void **state)
{
	struct world *w = *state;
	struct err err;
	struct by by = {.editor = S("ed"), .now = w->now + 60};
	publish(w);
	fine(ask_merge(w->store, by, 2, 3, &err), &err);
	publish(w);
	assert_true(
		has(page(w, "out/items/nct-NCT99000002.html"), "content=\"0; url=nct-NCT99000001.html\""));
	assert_true(has(page(w, "out/items/nct-NCT99000001.html"), "SAMPLE Trial"));
}

static void test_changed_item_keeps_its_id_and_moves_its_time(void **state)
{
	struct world *w = *state;
	struct err err;
	struct by by = {.editor = S("ed"), .now = w->now + 60};
	struct edit edit = {.set_summary = true, .summary = S("An editor's sentence.")};
	publish(w);
	fine(ask_edit(w->store, by, 1, &edit, &err), &err);
	publish(w);
	struct str feed = page(w, "out/research/feed.atom");
	assert_true(has(feed, "tag:desk.example,2026:pmid/99000001"));
	assert_true(
		has(feed, "<published>2026-01-02T03:04:05Z</published>\n<updated>2026-01-02T03:05:05."));
	assert_true(has(feed, "<summary>An editor&#39;s sentence.</summary>"));
}

/* The text between two others; a page without them fails the test. */
static struct str between(struct str text, const char *from, const char *to)
{
	size_t at = str_find(text, str_of(from));
	assert_true(at != STR_NOT_FOUND);
	text = str_sub(text, at, SIZE_MAX);
	size_t end = str_find(text, str_of(to));
	assert_true(end != STR_NOT_FOUND);
	return str_sub(text, 0, end);
}

/* What is new is no change; what is edited, withdrawn and listed again is, each time once. */
static void test_what_changed_is_told(void **state)
{
	struct world *w = *state;
	struct err err;
	struct by by = {.editor = S("ed"), .now = w->now + 60};
	const struct edit edit = {.set_title = true, .title = S("A <graft> in rats")};
	publish(w);
	assert_true(has(page(w, "out/changes.html"), "Nothing that is listed here has changed yet."));
	assert_false(has(page(w, "out/changes.atom"), "<entry>"));
	fine(ask_edit(w->store, by, 1, &edit, &err), &err);
	by.now += 60;
	fine(ask_withdraw(w->store, by, 2, S("It was about mice."), &err), &err);
	publish(w);
	struct str list = between(page(w, "out/changes.html"), "<ul class=\"items changes\">", "</ul>");
	assert_true(has(list,
		"<s><a class=\"title\" href=\"items/nct-NCT99000001.html\" dir=\"auto\">SAMPLE Trial: Now "
		"Recruiting</a></s></p>\n<p dir=\"auto\">Withdrawn: It was about mice.</p>"));
	assert_true(has(list,
		"A &lt;graft&gt; in rats</a></p>\n<p dir=\"auto\">Title: A made-up graft in mice → A "
		"&lt;graft&gt; in rats</p>"));
	assert_false(has(list, "NCT99000002"));
	by.now += 60;
	fine(ask_undo(w->store, by, 2, NULL, &err), &err);
	publish(w);
	struct str feed = page(w, "out/changes.atom");
	assert_true(has(between(feed, "<entry>", "</entry>"),
		"<id>tag:desk.example,2026:nct/NCT99000001/changed/2026-01-02T03:07:05Z</id>"));
	assert_true(has(between(feed, "<entry>", "</entry>"), "<summary>Listed again.</summary>"));
	assert_true(has(feed, ":nct/NCT99000001/changed/2026-01-02T03:06:05Z</id>"));
}

/* 404.html is sent for addresses of any depth. */
static void test_missing_page_leads_home_from_anywhere(void **state)
{
	struct world *w = *state;
	w->sample.site.base_url = S("https://desk.example/news/");
	publish(w);
	struct str missing = page(w, "out/404.html");
	assert_true(has(missing, "<link rel=\"stylesheet\" href=\"/news/style.css\">"));
	assert_true(has(missing, "<a href=\"/news/research/index.html\">"));
	assert_true(has(missing, "noindex"));
	assert_false(has(missing, "canonical"));
	assert_true(str_eq(page(w, "out/robots.txt"),
		S("User-agent: *\nDisallow:\n\nSitemap: https://desk.example/news/sitemap.xml\n")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_publishes_what_was_approved, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_waits_is_not_published, setup, teardown),
		cmocka_unit_test_setup_teardown(test_unchanged_files_are_not_touched, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_was_seen_leaves_a_note, setup, teardown),
		cmocka_unit_test_setup_teardown(test_withdrawn_and_back, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_is_decided_meanwhile_comes_next, setup, teardown),
		cmocka_unit_test_setup_teardown(test_merged_item_leaves_a_pointer, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_changed_item_keeps_its_id_and_moves_its_time, setup, teardown),
		cmocka_unit_test_setup_teardown(test_what_changed_is_told, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_missing_page_leads_home_from_anywhere, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
