#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include <stdio.h>

#include "base/arena.h"
#include "render/mustache.h"

/* A set of partials as "name", "text", …, NULL. */
static bool partial_of(void *user, struct str name, struct str *text, struct err *err)
{
	const char *const *partials = user;
	(void)err;
	*text = STR_NONE;
	for (; partials && *partials; partials += 2)
		if (str_eq(str_of(partials[0]), name))
			*text = str_of(partials[1]);
	return true;
}

struct outcome {
	bool fine;
	char text[4096];
	struct err err;
};

static void render(const char *template, const char *json, enum mustache_mode mode,
	const char *const *partials, struct outcome *out)
{
	struct buf b CLEANUP_BUF = buf_new(sizeof out->text - 1);
	json_t *data = json_loads(json, JSON_DECODE_ANY, NULL);
	assert_non_null(data);
	*out = (struct outcome){0};
	const struct mustache mustache = {.template = str_of(template),
		.mode = mode,
		.partial = partial_of,
		.user = (void *)(uintptr_t)partials};
	out->fine = mustache_render(&b, &mustache, data, &out->err);
	if (b.n)
		memcpy(out->text, b.p, b.n);
	json_decref(data);
}

static void check(const char *template, const char *json, const char *expected)
{
	struct outcome out;
	render(template, json, MUSTACHE_HTML, NULL, &out);
	assert_string_equal(out.err.text, "");
	assert_string_equal(out.text, expected);
	assert_true(out.fine);
}

static void check_malformed(const char *template, const char *message)
{
	struct outcome out;
	render(template, "{\"a\": true, \"list\": [1, 2]}", MUSTACHE_HTML, NULL, &out);
	assert_false(out.fine);
	assert_string_equal(out.err.text, message);
}

static void test_escapes_unless_told_otherwise(void **state)
{
	(void)state;
	check("{{x}} {{{x}}} {{&x}}", "{\"x\": \"<a href='\\\"'>&\"}",
		"&lt;a href=&#39;&quot;&#39;&gt;&amp; <a href='\"'>& <a href='\"'>&");
	struct outcome out;
	render("{{x}}", "{\"x\": \"<&\"}", MUSTACHE_TEXT, NULL, &out);
	assert_string_equal(out.text, "<&");
}

static void test_unknown_is_nothing(void **state)
{
	(void)state;
	check("[{{no}}{{no.no}}{{f}}{{n}}{{o}}{{l}}]",
		"{\"f\": false, \"n\": null, \"o\": {}, \"l\": [1]}", "[]");
	check("{{#no}}x{{/no}}{{^no}}y{{/no}}", "{}", "y");
	check("{{s.x}}", "{\"s\": \"text\"}", "");
}

static void test_parent_is_seen_from_a_string(void **state)
{
	(void)state;
	check("{{#url}}<a href=\"{{.}}\">{{title}}</a>{{/url}}", "{\"url\": \"u\", \"title\": \"T\"}",
		"<a href=\"u\">T</a>");
}

static void test_zero_and_empty_text_are_values(void **state)
{
	(void)state;
	check("{{#n}}{{.}}{{/n}}{{#s}}s{{/s}}", "{\"n\": 0, \"s\": \"\"}", "0s");
}

static void test_value_is_no_template(void **state)
{
	(void)state;
	check("{{x}}", "{\"x\": \"{{x}}\"}", "{{x}}");
}

static void test_malformed_templates_say_where(void **state)
{
	(void)state;
	check_malformed("a\nb {{#a}} c\n", "line 2: this section is never closed: \"a\"");
	check_malformed("\n\n{{/a}}", "line 3: no section is open here that could be closed: \"a\"");
	check_malformed("{{#a}}\n{{#list}}{{/a}}{{/list}}",
		"line 2: this does not close the section that was opened last: \"a\"");
	check_malformed("{{a", "line 1: this tag is not closed: \"{{a\"");
	check_malformed("\n{{{a}}\nmore", "line 2: this tag is not closed: \"{{{a}}\"");
	check_malformed("{{}}", "line 1: this is not a name: \"\"");
	check_malformed("{{a b}}", "line 1: this is not a name: \"a b\"");
	check_malformed("{{=<% =}}", "line 1: these are not two delimiters: \"<%\"");
	check_malformed("{{= a b c =}}", "line 1: these are not two delimiters: \"a b c\"");
	check_malformed("{{#list}}\n{{>x}", "line 2: this tag is not closed: \"{{>x}\"");
}

static void test_malformed_partial_is_named(void **state)
{
	(void)state;
	static const char *const partials[] = {"item", "\n{{#a}}", NULL};
	struct outcome out;
	render("x {{>item}}", "{}", MUSTACHE_HTML, partials, &out);
	assert_false(out.fine);
	assert_string_equal(out.err.text, "partial item: line 2: this section is never closed: \"a\"");
}

static void test_recursion_is_bounded(void **state)
{
	(void)state;
	static const char *const endless[] = {
		"a", "x{{>a}}", "b", "{{>b}}{{>b}}", "c", " {{>c}}\n", NULL};
	struct outcome out;
	static const char *const templates[] = {"{{>a}}", "{{>b}}", "{{>c}}"};
	for (size_t i = 0; i < 3; i++) {
		render(templates[i], "{}", MUSTACHE_HTML, endless, &out);
		assert_false(out.fine);
		assert_non_null(strstr(out.err.text, "partials nest deeper than 32"));
	}
}

static void test_work_is_bounded(void **state)
{
	(void)state;
	static const char *const partials[] = {"a",
		"{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{#l}}{{x}}{{/l}}{{/l}}{{/l}}{{/l}}{{/l}}{{/"
		"l}}{{/l}}{{/l}}",
		NULL};
	struct outcome out;
	render("{{>a}}", "{\"l\": [1,2,3,4,5,6,7,8,9,10]}", MUSTACHE_HTML, partials, &out);
	assert_false(out.fine);
	assert_string_equal(out.err.text, "line 1: the template does not come to an end");
}

static void test_output_is_bounded(void **state)
{
	(void)state;
	struct outcome out;
	render("{{#l}}{{#l}}{{#l}}{{#l}}0123456789{{/l}}{{/l}}{{/l}}{{/l}}",
		"{\"l\": [1,2,3,4,5,6,7,8,9,10]}", MUSTACHE_HTML, NULL, &out);
	assert_false(out.fine);
	assert_string_equal(out.err.text, "line 1: the result is longer than 3 kB");
}

static void test_sections_nest_to_a_limit(void **state)
{
	(void)state;
	struct buf b CLEANUP_BUF = buf_new(4096);
	for (int i = 0; i < 65; i++)
		buf_add(&b, S("{{#a}}"));
	for (int i = 0; i < 65; i++)
		buf_add(&b, S("{{/a}}"));
	check_malformed(b.p, "line 1: sections nest too deep at \"a\"");
}

/* Partials are asked for `asked` times, and the third time in vain. */
static bool partial_counted(void *user, struct str name, struct str *text, struct err *err)
{
	int *asked = user;
	*text = str_eq(name, S("inner")) ? S("({{x}})\n") : STR_NONE;
	return ++*asked < 3 || err_set(err, "there is none");
}

static struct mustache kept(const char *template, struct mustache_parsed *parsed, int *asked)
{
	return (struct mustache){.template = str_of(template),
		.partial = partial_counted,
		.user = asked,
		.name = S("outer"),
		.parsed = parsed};
}

static void test_what_was_parsed_is_kept(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct mustache_parsed parsed = {.a = &a};
	int asked = 0;
	struct mustache mustache = kept("{{>inner}}  {{>inner}}\n  {{>inner}}\n", &parsed, &asked);
	for (int i = 1; i <= 3; i++) {
		struct buf out CLEANUP_BUF = buf_new(1000);
		struct err err = {0};
		json_t *data = json_pack("{s:i}", "x", i);
		char expected[64];
		snprintf(expected, sizeof expected, "(%d)\n  (%d)\n\n  (%d)\n", i, i, i);
		assert_true(mustache_render(&out, &mustache, data, &err));
		assert_true(str_eq(buf_str(&out), str_of(expected)));
		json_decref(data);
	}
	assert_int_equal(asked, 2); /* with and without indentation */
}

static void test_a_partial_that_fails_is_not_kept(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct mustache_parsed parsed = {.a = &a};
	int asked = 2;
	struct mustache mustache = kept("{{>inner}}", &parsed, &asked);
	for (int i = 0; i < 2; i++) {
		struct buf out CLEANUP_BUF = buf_new(1000);
		struct err err = {0};
		json_t *data = json_object();
		assert_false(mustache_render(&out, &mustache, data, &err));
		assert_string_equal(err.text, "partial inner: there is none");
		json_decref(data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_was_parsed_is_kept),
		cmocka_unit_test(test_a_partial_that_fails_is_not_kept),
		cmocka_unit_test(test_escapes_unless_told_otherwise),
		cmocka_unit_test(test_unknown_is_nothing),
		cmocka_unit_test(test_parent_is_seen_from_a_string),
		cmocka_unit_test(test_zero_and_empty_text_are_values),
		cmocka_unit_test(test_value_is_no_template),
		cmocka_unit_test(test_malformed_templates_say_where),
		cmocka_unit_test(test_malformed_partial_is_named),
		cmocka_unit_test(test_recursion_is_bounded),
		cmocka_unit_test(test_work_is_bounded),
		cmocka_unit_test(test_output_is_bounded),
		cmocka_unit_test(test_sections_nest_to_a_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
