#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "model/image.h"

static void the_type_is_known_by_the_ending(void **state)
{
	(void)state;
	assert_string_equal(image_type(S("logo.svg")), "image/svg+xml");
	assert_string_equal(image_type(S("Logo-2.PNG")), "image/png");
	assert_string_equal(image_type(S("a.jpeg")), "image/jpeg");
	static const char *const others[] = {"", ".svg", "logo", "logo.html", "logo.svg.gz",
		"../logo.svg", "a/logo.svg", "lo go.svg", "logo.svg\n", "style.css"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		assert_null(image_type(str_of(others[i])));
	assert_true(image_is_bitmap(S("logo.webp")));
	assert_false(image_is_bitmap(S("logo.svg")) || image_is_bitmap(S("logo.ico")) ||
		image_is_bitmap(STR_NONE));
}

static void the_bytes_have_to_be_of_the_type(void **state)
{
	(void)state;
	assert_true(image_is(S("a.png"), S("\x89PNG\r\n\x1A\n....")));
	assert_true(image_is(S("a.jpg"), S("\xFF\xD8\xFF\xE0")));
	assert_true(image_is(S("a.webp"), S("RIFF\x10\0\0\0WEBPVP8 ")));
	assert_true(image_is(S("a.ico"), S("\0\0\1\0\1\0")));
	assert_true(image_is(S("a.svg"), S("<?xml version=\"1.0\"?>\n<!-- x --><svg>")));
	assert_false(image_is(S("a.png"), S("\xFF\xD8\xFF\xE0")));
	assert_false(image_is(S("a.png"), S("\x89PNG")));
	assert_false(image_is(S("a.svg"), S("<html>")));
	assert_false(image_is(S("a.webp"), S("RIFF")));
	assert_false(image_is(S("a.txt"), S("<svg>")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_type_is_known_by_the_ending),
		cmocka_unit_test(the_bytes_have_to_be_of_the_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
