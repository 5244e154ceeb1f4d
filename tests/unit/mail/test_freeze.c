#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../new_store.h"
#include "../item/ask.h"
#include "base/file.h"
#include "mail/digest.h"
#include "store/edition_file.h"
#include "store/item.h"

enum { NOW = 1795000000 };

/* A site of its own: a new folder with the repository's templates and an empty store. */
struct fixture {
	struct arena arena;
	struct site site;
	struct store *store;
};

static struct err err;
static void check(bool done)
{
	if (!done)
		fail_msg("%s", err.text);
}

static char *in_site(struct fixture *f, const char *name)
{
	return str_cstr(&f->arena, str_printf(&f->arena, STR_FMT "/%s", STR_ARG(f->site.folder), name));
}

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	char folder[] = "/tmp/tidings-freeze-XXXXXX";
	assert_non_null(f);
	assert_non_null(mkdtemp(folder));
	f->site = (struct site){
		.folder = str_copy(&f->arena, str_of(folder)),
		.title = S("A News Desk"),
		.base_url = S("https://news.example.org/"),
		.authority = S("example.org,2026"),
		.email = S("desk@example.org"),
		.language = S("en"),
	};
	assert_int_equal(symlink(SOURCE_DIR "/templates", in_site(f, "templates")), 0);
	check(new_store(in_site(f, "tidings.db"), &err));
	f->store = open_store(in_site(f, "tidings.db"), &err);
	check(f->store);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;
	store_close(f->store);
	drop_stores();
	char *remove = str_cstr(
		&f->arena, str_printf(&f->arena, "rm -r '" STR_FMT "'", STR_ARG(f->site.folder)));
	assert_int_equal(system(remove), 0);
	arena_free(&f->arena);
	free(f);
	return 0;
}

static struct by editor(int64_t now)
{
	return (struct by){.editor = S("ann"), .now = now};
}

static int64_t approved(struct fixture *f, const char *tag, const char *title)
{
	struct verdict verdict = {.face = {.section = SECTION_RESEARCH,
								  .title = str_of(title),
								  .url = S("https://example.org/paper"),
								  .label = S("PubMed")}};
	int64_t id;
	check(store_begin(f->store, &err));
	const struct item_seed seed = {.tag = str_of(tag), .verdict = &verdict, .now = NOW};
	check(store_item_add(f->store, &seed, &id, &err));
	check(store_commit(f->store, &err));
	check(ask_approve(f->store, editor(NOW), id, SECTION_NONE, STR_NONE, &err));
	return id;
}

static bool freeze(struct fixture *f, struct str period, int64_t now, struct digest *out)
{
	const struct mail_list list = mail_list_of(SECTION_RESEARCH);
	const struct digest_edition edition = {
		.site = &f->site, .list = &list, .period = period, .now = now};
	return digest_freeze(&f->arena, &edition, f->store, out, &err);
}

static struct digest frozen(struct fixture *f, struct str period, int64_t now)
{
	struct digest digest;
	check(freeze(f, period, now, &digest));
	return digest;
}

static struct str file(struct fixture *f, const char *name)
{
	struct str bytes;
	check(file_read(&f->arena, in_site(f, name), 1 << 20, &bytes, &err));
	return bytes;
}

static bool exists(struct fixture *f, const char *name)
{
	return access(in_site(f, name), F_OK) == 0;
}

static void new_words(struct fixture *f, struct str first)
{
	const struct edition_words words = {.first = first, .at = NOW, .editor = S("ann")};
	bool stale;
	check(store_edition_words_set(f->store, S("research"), &words, &stale, &err));
	assert_false(stale);
}

static bool has(struct str text, const char *part)
{
	return str_find(text, str_of(part)) != STR_NOT_FOUND;
}

static void test_writes_files_and_row(void **state)
{
	struct fixture *f = *state;
	bool found;
	struct frozen_edition edition;
	approved(f, "pmid/99000001", "A sample paper");
	struct digest digest = frozen(f, S("2026-W47"), NOW);
	assert_int_equal(digest.fresh, 1);
	assert_true(str_eq(file(f, "out/digest/2026-W47-research.eml"), digest.eml));
	assert_true(str_eq(file(f, "out/digest/2026-W47-research.html"), digest.html));
	assert_true(str_eq(file(f, "out/digest/2026-W47-research.txt"), digest.text));
	check(store_edition_find(
		f->store, &f->arena, S("research"), S("2026-W47"), &edition, &found, &err));
	assert_true(found);
	check(
		store_edition_find(f->store, &f->arena, S("news"), S("2026-W47"), &edition, &found, &err));
	assert_false(found);
}

static void test_nothing_new_writes_nothing(void **state)
{
	struct fixture *f = *state;
	bool found;
	struct frozen_edition edition;
	assert_true(frozen(f, S("2026-W47"), NOW).empty);
	assert_false(exists(f, "out"));
	check(store_edition_find(
		f->store, &f->arena, S("research"), S("2026-W47"), &edition, &found, &err));
	assert_false(found);
	approved(f, "pmid/99000001", "A sample paper");
	assert_false(frozen(f, S("2026-W47"), NOW).empty);
	assert_true(frozen(f, S("2026-W47"), NOW + 60).empty);
	assert_true(frozen(f, S("2026-W48"), NOW + 60).empty);
	assert_false(exists(f, "out/digest/2026-W48-research.eml"));
}

static void test_a_frozen_edition_stays(void **state)
{
	struct fixture *f = *state;
	struct digest digest;
	approved(f, "pmid/99000001", "A sample paper");
	struct digest first = frozen(f, S("2026-W47"), NOW);
	approved(f, "pmid/99000002", "Another sample paper");
	assert_false(freeze(f, S("2026-W47"), NOW + 60, &digest));
	assert_true(has(str_of(err.text), "frozen already"));
	assert_true(str_eq(file(f, "out/digest/2026-W47-research.eml"), first.eml));
	digest = frozen(f, S("2026-W48"), NOW + 60);
	assert_int_equal(digest.fresh, 1);
	assert_true(has(digest.text, "Another sample paper"));
	assert_false(has(digest.text, "1. A sample paper"));
}

static struct digest_edition week_47(struct fixture *f, const struct mail_list *list)
{
	return (struct digest_edition){
		.site = &f->site, .list = list, .period = S("2026-W47"), .now = NOW};
}

static struct str seen(struct fixture *f, const struct digest_edition *edition)
{
	struct edition_draft draft;
	struct digest digest;
	check(digest_draft(&f->arena, edition, f->store, &draft, &digest, &err));
	return digest_seen(&f->arena, edition, &draft, &digest);
}

/* By an item, by words of editors, by what the mail says of the site. */
static void test_nothing_is_frozen_that_nobody_looked_at(void **state)
{
	struct fixture *f = *state;
	struct digest digest;
	const struct mail_list list = mail_list_of(SECTION_RESEARCH);
	struct digest_edition edition = week_47(f, &list);
	approved(f, "pmid/99000001", "A sample paper");
	for (int what = 0; what < 3; what++) {
		edition.seen = seen(f, &edition);
		if (what == 0)
			approved(f, "pmid/99000002", "Another sample paper");
		else if (what == 1)
			new_words(f, S("Read this"));
		else
			f->site.postal_address = S("1 Sample Street");
		check(digest_freeze(&f->arena, &edition, f->store, &digest, &err));
		assert_true(digest.changed && !digest.id);
		assert_false(exists(f, "out/digest/2026-W47-research.eml"));
	}
	edition.seen = seen(f, &edition);
	check(digest_freeze(&f->arena, &edition, f->store, &digest, &err));
	assert_true(!digest.changed && digest.id);
	assert_int_equal(digest.fresh, 2);
}

static void test_corrections(void **state)
{
	struct fixture *f = *state;
	int64_t id = approved(f, "pmid/99000001", "A sample paper");
	(void)frozen(f, S("2026-W47"), NOW);
	struct edit edit = {.set_title = true, .title = S("A sample paper with its right title")};
	check(ask_edit(f->store, editor(NOW + 60), id, &edit, &err));
	struct digest digest = frozen(f, S("2026-W48"), NOW + 120);
	assert_int_equal(digest.fresh, 0);
	assert_int_equal(digest.corrected, 1);
	assert_true(has(digest.text, "Corrections and updates"));
	assert_true(has(digest.text, "A sample paper with its right title"));
	assert_true(frozen(f, S("2026-W49"), NOW + 180).empty);
}

/* What readers may have is never overwritten, also when the store knows nothing of it. */
static void test_a_file_that_is_there_stays(void **state)
{
	struct fixture *f = *state;
	struct digest digest;
	bool found;
	struct frozen_edition edition;
	approved(f, "pmid/99000001", "A sample paper");
	check(file_replace(in_site(f, "out/digest/2026-W47-research.txt"), S("mailed"), NULL, &err));
	assert_false(freeze(f, S("2026-W47"), NOW, &digest));
	assert_true(has(str_of(err.text), "out/digest/2026-W47-research.txt is there"));
	check(store_edition_find(
		f->store, &f->arena, S("research"), S("2026-W47"), &edition, &found, &err));
	assert_false(found);
	assert_true(str_eq(file(f, "out/digest/2026-W47-research.txt"), S("mailed")));
	assert_false(exists(f, "out/digest/2026-W47-research.eml"));
	assert_int_equal(frozen(f, S("2026-W47b"), NOW).fresh, 1);
}

/* A program that was killed after the edition was frozen left its files in the store. */
static void test_files_that_were_not_written_are_written_later(void **state)
{
	struct fixture *f = *state;
	struct digest digest;
	check(store_edition_file_add(f->store, S("2026-W46-news.eml"), S("a message"), &err));
	check(store_edition_file_add(f->store, S("2026-W46-news.txt"), S("a text"), &err));
	check(file_replace(in_site(f, "out/digest/2026-W46-news.eml"), S("a message"), NULL, &err));
	assert_true(frozen(f, S("2026-W47"), NOW).empty);
	assert_true(str_eq(file(f, "out/digest/2026-W46-news.txt"), S("a text")));
	/* Other bytes under that name: they stay, and nothing is forgotten. */
	check(file_replace(in_site(f, "out/digest/2026-W46-trials.txt"), S("a text"), NULL, &err));
	check(store_edition_file_add(f->store, S("2026-W46-trials.txt"), S("another text"), &err));
	for (int i = 0; i < 2; i++) {
		assert_false(freeze(f, S("2026-W47"), NOW, &digest));
		assert_true(has(str_of(err.text), "2026-W46-trials.txt is there already"));
	}
	assert_true(str_eq(file(f, "out/digest/2026-W46-trials.txt"), S("a text")));
}

/* What was lost is written again, to the byte. */
static void test_lost_files_come_back(void **state)
{
	static const char *const names[] = {"eml", "html", "txt"};
	struct fixture *f = *state;
	struct str was[3];
	approved(f, "pmid/99000001", "A sample paper");
	(void)frozen(f, S("2026-W47"), NOW);
	for (int i = 0; i < 3; i++) {
		char *name = str_cstr(
			&f->arena, str_printf(&f->arena, "out/digest/2026-W47-research.%s", names[i]));
		was[i] = str_copy(&f->arena, file(f, name));
		assert_true(was[i].n > 0 && remove(in_site(f, name)) == 0);
	}
	check(store_edition_settle(f->store, str_cstr(&f->arena, f->site.folder), &err));
	assert_false(exists(f, "out/digest/2026-W47-research.eml"));
	check(store_edition_write_again(f->store, str_cstr(&f->arena, f->site.folder), &err));
	for (int i = 0; i < 3; i++) {
		char *name = str_cstr(
			&f->arena, str_printf(&f->arena, "out/digest/2026-W47-research.%s", names[i]));
		assert_true(str_eq(file(f, name), was[i]));
	}
}

static void test_a_folder_that_cannot_be_made_freezes_nothing(void **state)
{
	struct fixture *f = *state;
	struct digest digest;
	bool found;
	struct frozen_edition edition;
	approved(f, "pmid/99000001", "A sample paper");
	check(file_replace(in_site(f, "out/digest"), S("no folder"), NULL, &err));
	assert_false(freeze(f, S("2026-W47"), NOW, &digest));
	check(store_edition_find(
		f->store, &f->arena, S("research"), S("2026-W47"), &edition, &found, &err));
	assert_false(found);
	assert_int_equal(unlink(in_site(f, "out/digest")), 0);
	assert_int_equal(frozen(f, S("2026-W47"), NOW).fresh, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_writes_files_and_row, setup, teardown),
		cmocka_unit_test_setup_teardown(test_nothing_new_writes_nothing, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_frozen_edition_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lost_files_come_back, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_nothing_is_frozen_that_nobody_looked_at, setup, teardown),
		cmocka_unit_test_setup_teardown(test_corrections, setup, teardown),
		cmocka_unit_test_setup_teardown(test_a_file_that_is_there_stays, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_files_that_were_not_written_are_written_later, setup, teardown),
		cmocka_unit_test_setup_teardown(
			test_a_folder_that_cannot_be_made_freezes_nothing, setup, teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
