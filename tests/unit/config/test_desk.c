/* What the desk writes is read as it was meant, whatever editors type. */
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

#include "base/file.h"
#include "config/config.h"
#include "config/desk.h"

#define SITE \
	"site { title = \"News\" base_url = \"https://news.example.org\" authority = " \
	"\"example.org,2026\" email = \"desk@example.org\" }\n"

static char folder[] = "/tmp/tidings-desk-conf-XXXXXX";
static char path[128];

static char *file_of(const char *name)
{
	snprintf(path, sizeof path, "%s/feeds/%s", folder, name);
	return path;
}

static void write_conf(const char *name, struct str text)
{
	struct err err;
	if (!file_replace(file_of(name), text, NULL, &err))
		fail_msg("%s", err.text);
}

static int make_folder(void **state)
{
	(void)state;
	if (!mkdtemp(folder))
		return -1;
	snprintf(path, sizeof path, "%s/feeds", folder);
	if (mkdir(path, 0700) != 0)
		return -1;
	write_conf("site.conf", S(SITE));
	return 0;
}

static int remove_folder(void **state)
{
	(void)state;
	unlink(file_of("site.conf"));
	unlink(file_of("desk.conf"));
	snprintf(path, sizeof path, "%s/feeds", folder);
	return rmdir(path) == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static void read_desk(struct arena *a, struct config_desk *out)
{
	struct err err;
	if (!config_desk_read(a, str_of(folder), out, &err))
		fail_msg("%s", err.text);
}

static struct str apply(struct arena *a, struct str before, struct str after)
{
	struct config_desk desk;
	const struct config_change change = {before, after};
	struct str changed;
	struct err err;
	read_desk(a, &desk);
	assert_true(config_desk_apply(a, &desk, &change, &changed));
	if (!config_desk_write(str_of(folder), &desk, changed, &err))
		fail_msg("%s", err.text);
	return changed;
}

/* What means something somewhere in the syntax, and what does not. */
static const char *const PIECES[] = {"'", "\"", "\\", "\\n", "\\'", "#", "//", "/*", "*/", "{", "}",
	"=", ",", "${HOME}", "${NONE:-x}", " ", "a", "feed", "title", "\xc3\xa9", "\xe2\x80\x9c",
	"\xf0\x9f\x92\x89", "(", ")", "+", "|", "[^a]", "\\d", "$", "%s", "\xe2\x80\xae", ";", "\n"};

static struct str random_text(struct arena *a, size_t most)
{
	struct str text = S("");
	size_t n = (size_t)rand() % (most + 1);
	for (size_t i = 0; i < n; i++)
		text = STR_CAT(a, text, str_of(PIECES[(size_t)rand() % (sizeof PIECES / sizeof *PIECES)]));
	return text;
}

static struct config_block random_block(struct arena *a)
{
	static const char *const kinds[] = {"topic", "feed", "pubmed"};
	static const char *const keys[][3] = {
		{"slug", "match", "also"}, {"url", "keep", "topics"}, {"query", "label", "topics"}};
	size_t kind = (size_t)rand() % 3;
	struct config_block block = {.kind = str_of(kinds[kind]), .title = random_text(a, 6)};
	for (size_t i = 0; i < 3; i++) {
		struct strs values = {0};
		size_t n = (size_t)rand() % 4;
		for (size_t k = 0; k < n; k++)
			strs_add(a, &values, random_text(a, 12));
		config_block_set(a, &block, str_of(keys[kind][i]), values);
	}
	return block;
}

static void assert_same(const struct config_block *got, const struct config_block *wanted)
{
	assert_true(str_eq(got->kind, wanted->kind) && str_eq(got->title, wanted->title));
	assert_int_equal(got->setting_count, wanted->setting_count);
	for (size_t i = 0; i < got->setting_count; i++) {
		assert_true(str_eq(got->settings[i].key, wanted->settings[i].key));
		assert_true(strs_eq(got->settings[i].values, wanted->settings[i].values));
	}
}

static void what_is_written_is_read_as_it_was(void **state)
{
	(void)state;
	srand(11);
	for (int i = 0; i < 3000; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct config_desk desk;
		const struct config_block block = random_block(&a);
		unlink(file_of("desk.conf"));
		apply(&a, STR_NONE, config_block_text(&a, &block));
		read_desk(&a, &desk);
		assert_int_equal(desk.n, 1);
		assert_same(&desk.parts[0].block, &block);
		/* Written again it is the same text. */
		assert_true(str_eq(desk.parts[0].text, str_trim(config_block_text(&a, &block))));
	}
}

enum { BLOCKS = 8 };
struct model {
	struct config_block v[BLOCKS];
	size_t n;
};

static void check_model(struct arena *a, const struct model *model)
{
	struct config_desk desk;
	read_desk(a, &desk);
	assert_int_equal(desk.n, model->n);
	for (size_t i = 0; i < model->n; i++)
		assert_same(&desk.parts[i].block, &model->v[i]);
}

/* One random change, to the file and to the model; `comment` stands in the file all the time. */
static void change_one(struct arena *a, struct model *model, struct str comment)
{
	struct config_desk desk;
	struct config_block block = random_block(a);
	struct str text = config_block_text(a, &block), was = S("");
	size_t at = model->n ? (size_t)rand() % model->n : 0;
	read_desk(a, &desk);
	if (model->n < BLOCKS && (!model->n || rand() % 3 == 0)) {
		model->v[model->n++] = block;
		apply(a, STR_NONE, text);
	} else if (rand() % 2) {
		was = desk.parts[at].text;
		model->v[at] = block;
		apply(a, was, text);
	} else {
		was = desk.parts[at].text;
		for (model->n--; at < model->n; at++)
			model->v[at] = model->v[at + 1];
		apply(a, was, S(""));
	}
	read_desk(a, &desk);
	assert_true(str_find(desk.text, comment) != STR_NOT_FOUND);
}

static void changes_reach_one_block_alone(void **state)
{
	static const struct str comment = S("# It's ours: feed \"not\" { this }\n/* nor ' this } */");
	struct arena a CLEANUP_ARENA = {0};
	struct model model = {0};
	(void)state;
	srand(12);
	write_conf("desk.conf", comment);
	for (int i = 0; i < 1000; i++) {
		change_one(&a, &model, comment);
		check_model(&a, &model);
	}
}

/* Undone in the opposite order the file is byte for byte what it was. */
static void a_change_is_taken_back(void **state)
{
	static const struct str first = S("# ours\nfeed 'A' { url = 'https://a.example/' } # its end\n"
									  "\ntopic 'B' {\n}\n"),
							b = S("topic 'B' {\n}"), other = S("topic 'B' {\n    slug = 'b'\n}");
	struct arena a CLEANUP_ARENA = {0};
	struct config_desk desk;
	(void)state;
	write_conf("desk.conf", first);
	apply(&a, b, other);
	assert_true(str_eq(apply(&a, other, b), first));
	apply(&a, S(""), S("topic 'C' {\n}\n"));
	assert_true(str_eq(apply(&a, S("topic 'C' {\n}\n"), S("")), first));
	read_desk(&a, &desk);
	struct str changed;
	assert_true(config_desk_has(&desk, b));
	for (size_t i = 0; i < 3; i++) {
		const struct str no[] = {
			other, S("topic 'B'"), S("feed 'A' { url = 'https://a.example/' } #")};
		assert_false(config_desk_apply(&a, &desk, &(struct config_change){no[i], S("")}, &changed));
	}
}

static void a_file_that_changed_is_not_written_over(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct config_desk desk;
	struct err err;
	(void)state;
	write_conf("desk.conf", S("topic 'A' {\n}\n"));
	read_desk(&a, &desk);
	write_conf("desk.conf", S("topic 'A' {\n}\n# by hand\n"));
	assert_false(config_desk_write(str_of(folder), &desk, S("topic 'B' {\n}\n"), &err));
	assert_int_equal(err.kind, ERR_USER);
	read_desk(&a, &desk);
	assert_true(str_ends(desk.text, S("# by hand\n")));
	write_conf("desk.conf", S("topic 'A' {\n"));
	assert_false(config_desk_read(&a, str_of(folder), &desk, &err));
	assert_int_equal(err.kind, ERR_USER);
}

static void what_the_site_s_file_leaves_open_the_desk_s_may_say(void **state)
{
	struct site site;
	struct strs problems;
	(void)state;
	assert_true(config_read_with(folder,
		S("site {\ndescription = 'What we do'\npostal_address = 'One\nTwo' }\n"), &site,
		&problems));
	assert_true(str_eq(site.title, S("News")) && str_eq(site.description, S("What we do")));
	assert_true(str_eq(site.postal_address, S("One\nTwo")));
	assert_true(str_eq(site_place(&site, S("description")), S("feeds/desk.conf:2")));
	assert_true(str_eq(site_place(&site, S("title")), S("feeds/site.conf:1")));
	assert_true(str_eq(site_place(&site, S("language")), STR_NONE));
	config_free(&site);
	assert_false(config_read_with(folder, S("site {\ntitle = 'Ours' }\n"), &site, &problems));
	assert_true(str_eq(problems.v[0],
		S("feeds/site.conf:1: “title” of the site is already set at feeds/desk.conf:2")));
	config_free(&site);
	write_conf("site.conf", S("site { title = 'News' }\n"));
	assert_false(config_read_with(folder, S("site {\nemail = '' }\n"), &site, &problems));
	config_free(&site);
	assert_true(config_read_with(folder,
		S("site {\nemail = 'a@b.example'\nbase_url = 'https://b.example'\nauthority = "
		  "'b.example,2026' }\n"),
		&site, &problems));
	config_free(&site);
	write_conf("site.conf", S(SITE));
}

static void a_text_is_checked_before_it_is_written(void **state)
{
	struct site site;
	struct strs problems;
	(void)state;
	unlink(file_of("desk.conf"));
	assert_true(config_read_with(folder, S("topic 'A' {\nslug = 'a' }\n"), &site, &problems));
	assert_int_equal(site.topic_count, 1);
	assert_true(str_eq(site.topics[0].where, S("feeds/desk.conf:1")));
	config_free(&site);
	assert_false(config_read_with(folder, S("\nfeed 'A' {\nlabel = 'a' }\n"), &site, &problems));
	assert_true(str_starts(problems.v[0], S("feeds/desk.conf:2: ")));
	config_free(&site);
	write_conf("desk.conf", S("topic 'A' {\n}\n"));
	assert_true(config_read_with(folder, S(""), &site, &problems));
	assert_int_equal(site.topic_count, 0);
	config_free(&site);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_read_as_it_was),
		cmocka_unit_test(changes_reach_one_block_alone),
		cmocka_unit_test(a_change_is_taken_back),
		cmocka_unit_test(a_file_that_changed_is_not_written_over),
		cmocka_unit_test(what_the_site_s_file_leaves_open_the_desk_s_may_say),
		cmocka_unit_test(a_text_is_checked_before_it_is_written),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
