/* What editors write under “also see”, as a face holds it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/also.h"

static struct topic TOPICS[] = {{.title = S("Grafts – General"), .slug = S("grafts")},
	{.title = S("Antibodies"), .slug = S("antibodies")}};
static const struct site SITE = {.topics = TOPICS, .topic_count = 2};

#define assert_str(text, expected) \
	do { \
		struct str text_ = (text); \
		assert_int_equal(text_.n, sizeof(expected) - 1); \
		assert_memory_equal(text_.p, expected, text_.n); \
	} while (0)

static struct str also_of(struct arena *a, struct str typed)
{
	struct str out;
	struct err err;
	assert_true(also_read(a, &SITE, typed, &out, &err));
	return out;
}

static void what_is_written_is_kept_by_name(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	assert_str(also_of(&a, S("")), "");
	assert_str(also_of(&a, S(" - ")), "-");
	assert_str(also_of(&a, S("grafts –  general")), "Grafts – General\ttopic/grafts");
	assert_str(also_of(&a, S("Antibodies; Other page\n\n Third | https://b.example/?a=1;\n")),
		"Antibodies\ttopic/antibodies\nOther page\t\nThird\thttps://b.example/?a=1");
}

static void it_can_be_written_again(void **state)
{
	static const struct str texts[] = {
		S("-"), S(""), S("Antibodies"), S("Antibodies; Other page; Third | https://b.example/")};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_true(str_eq(also_typed(&a, also_of(&a, texts[i])), texts[i]));
}

static void links_are_topics_pages_or_titles(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	const struct also_links links = also_list(
		&a, also_of(&a, S("Antibodies; Other; Third | https://b.example/")));
	assert_int_equal(links.n, 3);
	assert_str(links.v[0].slug, "antibodies");
	assert_str(links.v[1].title, "Other");
	assert_true(!links.v[1].slug.n && !links.v[1].url.n);
	assert_str(links.v[2].url, "https://b.example/");
	assert_int_equal(also_list(&a, S("-")).n, 0);
}

static void bad_links_are_refused(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str out, many = S("");
	struct err err;
	(void)state;
	assert_false(also_read(&a, &SITE, S("X | javascript:alert(1)"), &out, &err));
	assert_false(also_read(&a, &SITE, S(" | https://b.example/"), &out, &err));
	for (int i = 0; i <= ALSO_MAX; i++)
		many = STR_CAT(&a, many, S("x;"));
	assert_false(also_read(&a, &SITE, many, &out, &err));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_written_is_kept_by_name),
		cmocka_unit_test(it_can_be_written_again),
		cmocka_unit_test(links_are_topics_pages_or_titles),
		cmocka_unit_test(bad_links_are_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
