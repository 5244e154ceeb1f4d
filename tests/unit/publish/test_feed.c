#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "publish/feed.h"

/* RFC 4287, 4.2.15: also of a feed whose newest event is not its latest, as after a clock was set
 * back. */
static void a_feed_was_updated_when_the_latest_of_it_was(void **state)
{
	(void)state;
	struct feed_item items[] = {{.updated = S("2026-11-01T00:00:00.000003Z")},
		{.updated = S("2026-11-03T00:00:00.000001Z")},
		{.updated = S("2026-11-02T00:00:00.000002Z")}};
	const struct feed feed = {.v = items, .n = 3};
	assert_true(str_eq(feed_updated(&feed), items[1].updated));
}

static void an_empty_feed_was_updated_when_it_was_first_there(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	const struct output_context c = {.a = &a};
	const struct feed feed = {.c = &c, .listing = {.since = 86400}};
	assert_true(str_eq(feed_updated(&feed), S("1970-01-02T00:00:00Z")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_feed_was_updated_when_the_latest_of_it_was),
		cmocka_unit_test(an_empty_feed_was_updated_when_it_was_first_there),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
