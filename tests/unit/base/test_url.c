#include "check.h"

#include "base/url.h"

static void test_parse(void **state)
{
	static const struct {
		const char *text;
		struct {
			const char *scheme, *host, *port, *path, *query, *fragment;
		} is;
	} cases[] = {
		{"http://a/b", {"http", "a", "", "/b", "", ""}},
		{"HTTPS://News.Example.COM:443/A?B#C", {"https", "news.example.com", "", "/A", "B", "C"}},
		{"http://a:80", {"http", "a", "", "/", "", ""}},
		{"http://a:8080?q", {"http", "a", "8080", "/", "q", ""}},
		{"http://user:word@a/", {"http", "a", "", "/", "", ""}},
		{"http://[::1]:81/", {"http", "[::1]", "81", "/", "", ""}},
		{"http://a/b c", {"http", "a", "", "/b%20c", "", ""}},
		{"http://a/x/../y", {"http", "a", "", "/y", "", ""}},
	};
	struct arena a CLEANUP_ARENA = {0};
	struct url u;
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		assert_true(url_parse(&a, str_of(cases[i].text), &u));
		assert_str(u.scheme, str_of(cases[i].is.scheme));
		assert_str(u.host, str_of(cases[i].is.host));
		assert_str(u.port, str_of(cases[i].is.port));
		assert_str(u.path, str_of(cases[i].is.path));
		assert_str(u.query, str_of(cases[i].is.query));
		assert_str(u.fragment, str_of(cases[i].is.fragment));
	}
}

static void test_refused(void **state)
{
	static const struct str bad[] = {S(""), S("a/b"), S("//a/b"), S("http://"), S("https://"),
		S("ftp://a/"), S("file:///etc/passwd"), S("javascript:alert(1)"), S("http://a:99999/"),
		S("http://a:b/"), S("http://a\0.b/"), S("http://a\n/"), S("http://a b/"), S("http://[::1/"),
		S("http://%00/")};
	struct arena a CLEANUP_ARENA = {0};
	struct url u;
	char *long_one = arena_alloc(&a, 10001);
	(void)state;
	for (size_t i = 0; i < COUNT(bad); i++)
		assert_false(url_parse(&a, bad[i], &u));
	memset(long_one, 'a', 10000);
	memcpy(long_one, "http://a/", 9);
	assert_false(url_parse(&a, str_of(long_one), &u));
	assert_int_equal(url_resolve(&a, S("http://a/"), str_of(long_one + 9)).n, 0);
	assert_int_equal(url_resolve(&a, str_of(long_one), S("g")).n, 0);
}

/* RFC 3986 section 5.4, seen from http://a/b/c/d;p?q; libcurl leaves a query of no bytes out. */
static void test_rfc3986(void **state)
{
	static const struct {
		const char *reference, *resolved;
	} cases[] = {
		{"g", "http://a/b/c/g"}, {"./g", "http://a/b/c/g"}, {"g/", "http://a/b/c/g/"},
		{"/g", "http://a/g"}, {"//g", "http://g/"}, {"?y", "http://a/b/c/d;p?y"},
		{"g?y", "http://a/b/c/g?y"}, {"#s", "http://a/b/c/d;p?q#s"}, {"g#s", "http://a/b/c/g#s"},
		{"g?y#s", "http://a/b/c/g?y#s"}, {";x", "http://a/b/c/;x"}, {"g;x", "http://a/b/c/g;x"},
		{"g;x?y#s", "http://a/b/c/g;x?y#s"}, {"", "http://a/b/c/d;p?q"}, {".", "http://a/b/c/"},
		{"./", "http://a/b/c/"}, {"..", "http://a/b/"}, {"../", "http://a/b/"},
		{"../g", "http://a/b/g"}, {"../..", "http://a/"}, {"../../", "http://a/"},
		{"../../g", "http://a/g"}, {"../../../g", "http://a/g"}, {"../../../../g", "http://a/g"},
		{"/./g", "http://a/g"}, {"/../g", "http://a/g"}, {"g.", "http://a/b/c/g."},
		{".g", "http://a/b/c/.g"}, {"g..", "http://a/b/c/g.."}, {"..g", "http://a/b/c/..g"},
		{"./../g", "http://a/b/g"}, {"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"},
		{"g/../h", "http://a/b/c/h"}, {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
		{"g;x=1/../y", "http://a/b/c/y"}, {"g?y/./x", "http://a/b/c/g?y/./x"},
		{"g?y/../x", "http://a/b/c/g?y/../x"}, {"g#s/./x", "http://a/b/c/g#s/./x"},
		{"g#s/../x", "http://a/b/c/g#s/../x"}, {"g:h", ""},
		{"http:g", ""}, /* not http, or not absolute (strict) */
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(url_resolve(&a, S("http://a/b/c/d;p?q"), str_of(cases[i].reference)),
			str_of(cases[i].resolved));
}

static void test_resolve(void **state)
{
	static const struct {
		struct str base, reference, resolved;
	} cases[] = {
		{S("http://a"), S("g"), S("http://a/g")},
		{S("http://a?x/y"), S("g"), S("http://a/g")},
		{S("https://a/b"), S("//c/d"), S("https://c/d")},
		{S("http://a/b#x/y"), S("g"), S("http://a/g")},
		{S("http://a/b?q#x/y"), S("?z"), S("http://a/b?z")},
		{S("http://a/b#x"), S(""), S("http://a/b")},
		{S("http://a/b#x"), S("#y"), S("http://a/b#y")},
		{S("http://a/b"), S(" \n g "), S("http://a/g")},
		{S("http://a/b"), S("c d"), S("http://a/c%20d")},
		{S("http://a/b"), S("?p=%20"), S("http://a/b?p=%20")},
		{S(""), S("https://x/y"), S("https://x/y")},
		{S("http://a/b"), S("HTTP://X/../Y"), S("HTTP://X/../Y")}, /* given as it is */
		{S("http://a/"), S("mailto:desk@example.org"), S("mailto:desk@example.org")},
		{S(""), S("g"), S("")},
		{S("ftp://a/"), S("g"), S("")},
		{S("http://a/"), S("javascript:alert(1)"), S("")},
		{S("http://a/"), S("JavaScript:alert(1)"), S("")},
		{S("http://a/"), S("java\nscript:alert(1)"), S("")},
		{S("http://a/"), S("data:text/html,x"), S("")},
		{S("http://a/"), S("file:///etc/passwd"), S("")},
		{S("http://a/"), S("g\0h"), S("")},
		{S("http://a\0b/"), S("g"), S("")},
		{S("http://a/"), S("http://"), S("")},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_str(url_resolve(&a, cases[i].base, cases[i].reference), cases[i].resolved);
}

static void test_web(void **state)
{
	(void)state;
	assert_true(url_is_web(S("http://a")) && url_is_web(S("HTTPS://a")));
	assert_false(url_is_web(S("http://")) || url_is_web(S("https://")) ||
		url_is_web(S("http:/a")) || url_is_web(S("ftp://a")) || url_is_web(S(" http://a")) ||
		url_is_web(STR_NONE));
}

static void test_percent(void **state)
{
	static const struct {
		struct str plain, encoded;
	} both[] = {
		{S("a-z_A.Z~09"), S("a-z_A.Z~09")},
		{S("a b&c=d/e?f#g%h+i"), S("a%20b%26c%3Dd%2Fe%3Ff%23g%25h%2Bi")},
		{S("\xc3\xa9\0\xff"), S("%C3%A9%00%FF")},
		{{NULL, 0}, {NULL, 0}},
	};
	static const struct {
		struct str from, decoded;
	} one_way[] = {
		{S("%41%6a%6A"), S("Ajj")},
		{S("%"), S("%")},
		{S("%4"), S("%4")},
		{S("%4g%g4%%41"), S("%4g%g4%A")},
		{S("a+b"), S("a+b")},
		{S("%2541"), S("%41")},
		{S("100%"), S("100%")},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(both); i++) {
		assert_str(url_encode(&a, both[i].plain), both[i].encoded);
		assert_str(url_decode(&a, both[i].encoded), both[i].plain);
	}
	for (size_t i = 0; i < COUNT(one_way); i++)
		assert_str(url_decode(&a, one_way[i].from), one_way[i].decoded);
}

static bool may_stay(struct str rest)
{
	return rest.p[0] == '/' || url_is_unreserved(rest.p[0]) || url_escape_value(rest) >= 0;
}

static void test_what_may_stay(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	assert_str(url_encode_unless(&a, S("a/b c%41%4%\xC3"), may_stay), S("a/b%20c%41%254%25%C3"));
	assert_int_equal(url_encode_unless(&a, STR_NONE, may_stay).n, 0);
}

static void test_what_names_an_example(void **state)
{
	static const char *const reserved[] = {"https://news.example.org:8443/desk/",
		"desk@example.com", "example.org,2026", "ana@example.org,2026-01", "example.net"};
	static const char *const own[] = {"https://news.lungs-aid.org/", "desk@lungs-aid.org",
		"lungs-aid.org,2026", "example@lungs-aid.org", ""};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
		assert_true(url_names_reserved(&a, str_of(reserved[i])));
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		assert_false(url_names_reserved(&a, str_of(own[i])));
}

static void test_what_is_this_machine(void **state)
{
	static const char *const here[] = {"localhost", "LocalHost", "127.0.0.1", "127.9.8.7", "[::1]"};
	static const char *const elsewhere[] = {"", "127.mail.example", "127.0.0.1.mail.example",
		"localhost.mail.example", "mail.example", "192.0.2.127", "[::2]", "128.0.0.1"};
	(void)state;
	for (size_t i = 0; i < sizeof here / sizeof *here; i++)
		assert_true(url_is_this_machine(str_of(here[i])));
	for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++)
		assert_false(url_is_this_machine(str_of(elsewhere[i])));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_rfc3986),
		cmocka_unit_test(test_resolve),
		cmocka_unit_test(test_web),
		cmocka_unit_test(test_percent),
		cmocka_unit_test(test_what_may_stay),
		cmocka_unit_test(test_what_names_an_example),
		cmocka_unit_test(test_what_is_this_machine),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
