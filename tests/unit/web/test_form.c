#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "web/cookie.h"
#include "web/form.h"

static void equals(struct str got, const char *wanted)
{
	assert_int_equal(got.n, strlen(wanted));
	assert_memory_equal(got.n ? got.p : "", wanted, got.n);
}

static void urlencoded_fields_come_in_order(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params p;
	(void)state;
	assert_true(form_urlencoded(
		&a, S("name=Ana+Mar%C3%ADa&item=3&&item=5&empty=&flag&=nameless&a%3Db=c%26d"), &p));
	assert_int_equal(p.n, 7);
	equals(http_param(&p, "name"), "Ana María");
	struct strs items = http_param_all(&a, &p, "item");
	assert_int_equal(items.n, 2);
	equals(items.v[0], "3");
	equals(items.v[1], "5");
	equals(http_param(&p, "flag"), "");
	equals(http_param(&p, "a=b"), "c&d");
	equals(http_param(&p, "nowhere"), "");
}

static void fields_are_clean_text(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params p;
	(void)state;
	assert_true(form_urlencoded(
		&a, S("a=one%0D%0Atwo%0Dthree&b=%00%1b[31m&c=%ff%zz%4&d=%F0%9F%98%80"), &p));
	equals(http_param(&p, "a"), "one\ntwo\nthree");
	equals(http_param(&p, "b"), "  [31m");
	equals(http_param(&p, "c"), "\xef\xbf\xbd%zz%4");
	equals(http_param(&p, "d"), "\xf0\x9f\x98\x80");
}

static void there_are_at_most_so_many_fields(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct buf b CLEANUP_BUF = buf_new(1 << 20);
	struct http_params p;
	int status;
	(void)state;
	for (int i = 0; i < FORM_FIELDS; i++)
		buf_add(&b, S("a=b&"));
	assert_true(form_urlencoded(&a, buf_str(&b), &p));
	assert_int_equal(p.n, FORM_FIELDS);
	buf_add(&b, S("a=b"));
	assert_false(form_body(
		&a, S("application/x-www-form-urlencoded; charset=UTF-8"), buf_str(&b), &p, &status));
	assert_int_equal(status, 413);
}

static void ids_are_whole_numbers(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params p;
	(void)state;
	assert_true(
		form_urlencoded(&a, S("a=42&b=042&c=-1&d=1e3&e=99999999999999999999&f=0&g=+5&h=5%20"), &p));
	assert_int_equal(http_param_id(&p, "a"), 42);
	assert_int_equal(http_param_id(&p, "b"), 42);
	for (const char *name = "cdefghx"; *name; name++)
		assert_int_equal(http_param_id(&p, (char[]){*name, 0}), 0);
}

static void cookies_are_pairs(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params p;
	(void)state;
	cookie_read(&a, S("tidings=abc; other=x=y;lonely; =empty;  spaced = v ; tidings=second"), &p);
	assert_int_equal(p.n, 4);
	equals(http_param(&p, "tidings"), "abc");
	equals(http_param(&p, "other"), "x=y");
	equals(http_param(&p, "spaced"), "v");
	cookie_read(&a, STR_NONE, &p);
	assert_int_equal(p.n, 0);
}

#define TYPE S("multipart/form-data; boundary=\"xyz\"")

static bool multipart(struct arena *a, const char *body, struct http_params *p)
{
	int status;
	return form_body(a, TYPE, str_of(body), p, &status);
}

static void multipart_fields_and_files(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params p;
	(void)state;
	assert_true(multipart(&a,
		"--xyz\r\nContent-Disposition: form-data; name=\"summary\"\r\n\r\nOne line\r\nand another "
		"--xyz\r\n"
		"--xyz\r\nContent-Type: text/plain\r\ncontent-disposition: form-data; name=list; "
		"filename=\"a;b.opml\"\r\n\r\n<opml/>\r\n"
		"--xyz\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n"
		"--xyz\r\nContent-Disposition: form-data; name=\"a%22b\"\r\n\r\n\r\n--xyz--\r\n",
		&p));
	assert_int_equal(p.n, 3);
	equals(http_param(&p, "summary"), "One line\nand another --xyz");
	equals(http_param(&p, "list"), "<opml/>");
	assert_true(http_param(&p, "a\"b").n == 0);
	equals(p.v[2].name, "a\"b");
}

static void multipart_that_breaks_off_is_refused(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_params p;
	int status;
	(void)state;
	static const char *const WRONG[] = {
		"x",
		"--xyz",
		"--xyz\r\n",
		"--xy\r\n\r\n--xy--",
		"--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue",
		"--xyz\r\nContent-Disposition: form-data; name=a\r\n\r\nvalue\r\n--xyz",
		"--xyz\nname\n\n--xyz--",
	};
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
		assert_false(multipart(&a, WRONG[i], &p));
	assert_false(form_body(&a, S("multipart/form-data"), S("--\r\n"), &p, &status));
	assert_int_equal(status, 400);
	assert_false(form_body(&a, S("application/json"), S("{}"), &p, &status));
	assert_int_equal(status, 415);
	assert_true(form_body(&a, STR_NONE, STR_NONE, &p, &status));
}

static void paths_are_decoded_or_refused(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str path;
	(void)state;
	assert_true(form_path(&a, S("/item/12"), &path));
	equals(path, "/item/12");
	assert_true(form_path(&a, S("/topics/d%C3%A9j%C3%A0%20vu"), &path));
	equals(path, "/topics/déjà vu");
	assert_true(form_path(&a, S("/"), &path));
	static const char *const WRONG[] = {"", "x", "//", "/a//b", "/a/", "/.", "/..", "/a/../b",
		"/%2e%2e", "/a%2fb", "/a%5cb", "/a\\b", "/a%00", "/a%0a", "/%ff", "*", "http://x/"};
	for (size_t i = 0; i < sizeof WRONG / sizeof *WRONG; i++)
		assert_false(form_path(&a, str_of(WRONG[i]), &path));
}

static void only_addresses_of_the_desk_are_local(void **state)
{
	(void)state;
	equals(http_local_path(S("/queue?x=1"), S("/")), "/queue?x=1");
	static const char *const AWAY[] = {
		"", "queue", "//evil", "/\\evil", "https://evil", "/a\nb", "/a\x7f"};
	for (size_t i = 0; i < sizeof AWAY / sizeof *AWAY; i++)
		equals(http_local_path(str_of(AWAY[i]), S("/home")), "/home");
	struct http_response response = {0};
	http_header_set(&response, "X-Test", S("one\r\nSet-Cookie: two"));
	equals(response.headers[0].value, "one");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(urlencoded_fields_come_in_order),
		cmocka_unit_test(fields_are_clean_text),
		cmocka_unit_test(there_are_at_most_so_many_fields),
		cmocka_unit_test(ids_are_whole_numbers),
		cmocka_unit_test(cookies_are_pairs),
		cmocka_unit_test(multipart_fields_and_files),
		cmocka_unit_test(multipart_that_breaks_off_is_refused),
		cmocka_unit_test(paths_are_decoded_or_refused),
		cmocka_unit_test(only_addresses_of_the_desk_are_local),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
