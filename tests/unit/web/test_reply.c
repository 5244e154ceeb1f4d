#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include "web/reply_cache.h"

static void gzip_is_for_those_who_take_it(void **state)
{
	(void)state;
	assert_true(reply_takes_gzip(S("gzip, deflate, br")));
	assert_true(reply_takes_gzip(S("br;q=1.0, GZIP;q=0.8, *;q=0.1")));
	assert_true(reply_takes_gzip(S("*")));
	assert_false(reply_takes_gzip(S("")));
	assert_false(reply_takes_gzip(S("identity, br")));
	assert_false(reply_takes_gzip(S("gzip;q=0")));
	assert_false(reply_takes_gzip(S("gzip ; q=0.000")));
}

static struct reply reply_of(size_t bytes)
{
	struct http_response response = {.status = 200, .body = buf_new(1 << 20)};
	struct reply reply;
	while (response.body.n < bytes)
		buf_add_char(&response.body, 'x');
	assert_true(reply_make(&reply, &response, true));
	buf_free(&response.body);
	return reply;
}

static struct reply_key key_of(const char *page, int64_t version, int64_t minute)
{
	return (struct reply_key){hash_str(str_of(page)), version, minute};
}

static bool keep(struct reply_cache *cache, const char *page, int64_t version, int64_t minute,
	const struct reply *reply)
{
	const struct reply_key key = key_of(page, version, minute);
	return reply_cache_keep(cache, &key, reply);
}

static const struct reply *find(
	struct reply_cache *cache, const char *page, int64_t version, int64_t minute)
{
	const struct reply_key key = key_of(page, version, minute);
	return reply_cache_find(cache, &key);
}

static void a_kept_page_is_good_while_nothing_changes(void **state)
{
	struct reply_cache *cache = test_calloc(1, sizeof *cache);
	struct reply reply = reply_of(5000);
	const char *const key = "a", *const other = "b";
	(void)state;
	assert_non_null(reply.gzip);
	assert_true(str_starts(str_of(reply.etag), S("W/\"")));
	assert_true(keep(cache, key, 7, 3, &reply));
	assert_non_null(find(cache, key, 7, 3));
	assert_null(find(cache, key, 8, 3));
	assert_null(find(cache, key, 7, 4));
	assert_null(find(cache, other, 7, 3));
	reply = reply_of(500);
	assert_null(reply.gzip);
	assert_true(keep(cache, key, 8, 3, &reply));
	assert_null(find(cache, key, 7, 3));
	assert_int_equal(cache->bytes, 500);
	reply = reply_of(REPLY_BYTES + 1);
	assert_false(keep(cache, key, 9, 3, &reply));
	reply_free(&reply);
	reply_cache_free(cache);
	test_free(cache);
}

static void what_is_kept_is_bounded(void **state)
{
	struct reply_cache *cache = test_calloc(1, sizeof *cache);
	char text[16];
	(void)state;
	for (int i = 0; i < 3 * REPLIES; i++) {
		struct reply reply = reply_of(70000);
		snprintf(text, sizeof text, "%d", i);
		assert_true(keep(cache, text, 1, 1, &reply));
		assert_true(cache->bytes <= REPLIES_BYTES);
		assert_non_null(find(cache, text, 1, 1));
		assert_true(i == 0 || find(cache, "0", 1, 1)); /* used every time, so never the oldest */
	}
	reply_cache_free(cache);
	assert_int_equal(cache->bytes, 0);
	test_free(cache);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gzip_is_for_those_who_take_it),
		cmocka_unit_test(a_kept_page_is_good_while_nothing_changes),
		cmocka_unit_test(what_is_kept_is_bounded),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
