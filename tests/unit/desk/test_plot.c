/* The picture of the last weeks: its bars, and what it says of them to who does not see it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "desk/files.h"
#include "desk/plot.h"
#include "item/look_back.h"

static const char *rendered(struct arena *a, const struct plot *plot)
{
	struct templates templates = files_templates(a);
	struct buf out CLEANUP_BUF = buf_new(1 << 16);
	struct err err;
	json_t *view = plot_view(a, plot, "p");
	assert_true(template_render(&templates, "desk-plot", view, MUSTACHE_HTML, &out, &err));
	json_decref(view);
	return str_cstr(a, buf_str(&out));
}

static long bar(const json_t *view, size_t i, const char *key)
{
	return (long)json_integer_value(
		json_object_get(json_array_get(json_object_get(view, "bars"), i), key));
}

/* The highest bar fills the picture, and one of a thousand is still seen. */
static void test_bars(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct weeks weeks = weeks_until(1795953600);
	const struct plot plot = {
		.weeks = &weeks, .title = S("T"), .whole = {1000, 1, 0, 500}, .part = {250, 1, 0, 0}};
	(void)state;
	json_t *view = plot_view(&a, &plot, "p");
	assert_int_equal(json_array_size(json_object_get(view, "bars")), WEEKS);
	assert_int_equal(bar(view, 0, "height"), PLOT_HEIGHT);
	assert_int_equal(bar(view, 0, "y"), 0);
	assert_int_equal(bar(view, 0, "part_height"), PLOT_HEIGHT / 4);
	assert_int_equal(bar(view, 0, "part_y"), PLOT_HEIGHT - PLOT_HEIGHT / 4);
	assert_int_equal(bar(view, 1, "height"), 1);
	assert_int_equal(bar(view, 1, "part_height"), 1);
	assert_int_equal(bar(view, 2, "height"), 0);
	assert_int_equal(bar(view, 3, "height"), PLOT_HEIGHT / 2);
	assert_int_equal(bar(view, 3, "x") - bar(view, 2, "x"), PLOT_STEP);
	json_decref(view);
}

/* Nothing at all is twelve bars of no height. */
static void test_nothing(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct weeks weeks = weeks_until(1795953600);
	const struct plot plot = {.weeks = &weeks, .title = S("T")};
	(void)state;
	json_t *view = plot_view(&a, &plot, "p");
	for (size_t i = 0; i < WEEKS; i++)
		assert_int_equal(bar(view, i, "height"), 0);
	json_decref(view);
}

/* The name of a source is hostile: no tag, no quotation mark and no turn of direction gets out. */
static void test_hostile_name(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct weeks weeks = weeks_until(1795953600);
	const struct plot plot = {.weeks = &weeks,
		.title = S("</title><script>x</script>\"'&\xe2\x80\xae"
				   "abc\xff"),
		.whole = {3},
		.part = {2}};
	(void)state;
	const char *svg = rendered(&a, &plot);
	assert_non_null(strstr(svg, "<svg class=\"plot\" role=\"img\" aria-labelledby=\"p-title\""));
	assert_non_null(strstr(svg, "&lt;/title&gt;&lt;script&gt;x"));
	assert_null(strstr(svg, "<script"));
	assert_null(strstr(svg, "\xff"));
	assert_ptr_equal(strstr(svg, "</title>"), strstr(svg, "</title><desc id=\"p-desc\">"));
	assert_non_null(strstr(svg, "2026-W37: 3, 2; 2026-W38: 0, 0; "));
	assert_non_null(strstr(svg, "fill=\"currentColor\""));
}

static void test_times_in_words(void **state)
{
	static const struct {
		int64_t seconds;
		const char *words;
	} spans[] = {{0, "an hour"}, {3600, "an hour"}, {3601, "2 hours"}, {86400, "24 hours"},
		{48 * 3600, "48 hours"}, {48 * 3600 + 1, "3 days"}, {30 * 86400, "30 days"}};
	static int64_t most[] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 86400 * 3};
	static int64_t few[] = {60, 7200, 86400 * 3},
				   ten[] = {1, 2, 3, 4, 7200, 5 * 3600, 5 * 3600, 5 * 3600, 86400 * 4, 86400 * 9},
				   alike[] = {60, 120};
	struct arena a CLEANUP_ARENA = {0};
	struct look_back_row row = {0};
	(void)state;
	for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
		assert_string_equal(str_cstr(&a, look_back_span(&a, spans[i].seconds)), spans[i].words);
	assert_int_equal(look_back_time_words(&a, &row).n, 0);
	assert_int_equal(look_back_half(&row), -1);
	row = (struct look_back_row){.seconds = few, .decided = 3};
	assert_string_equal(
		str_cstr(&a, look_back_time_words(&a, &row)), "half within 2 hours, all within 3 days");
	row = (struct look_back_row){.seconds = ten, .decided = 10};
	assert_string_equal(str_cstr(&a, look_back_time_words(&a, &row)),
		"half within 2 hours, nine in ten within 4 days");
	row = (struct look_back_row){.seconds = most, .decided = 10};
	assert_string_equal(str_cstr(&a, look_back_time_words(&a, &row)),
		"nine in ten within an hour, all within 3 days");
	row = (struct look_back_row){.seconds = alike, .decided = 2};
	assert_string_equal(str_cstr(&a, look_back_time_words(&a, &row)), "all within an hour");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_bars), cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_hostile_name), cmocka_unit_test(test_times_in_words)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
