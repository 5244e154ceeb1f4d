#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>

#include "fetch/queue.h"

static struct request *request_of(const char *url, int64_t not_before)
{
	struct fetch_request from = {.url = str_of(url), .not_before = not_before};
	struct request *r = request_new(&from, NULL, NULL);
	struct err problem;
	assert_true(request_aim(r, &problem));
	return r;
}

static void test_order(void **state)
{
	(void)state;
	enum { COUNT = 1000 };
	struct queue q = {.per_host = 1};
	assert_int_equal(queue_next_time(&q), INT64_MAX);
	for (int i = 0; i < COUNT; i++)
		queue_add(&q, request_of("http://h.example/", (i * 7919) % 100));
	assert_null(queue_take_due(&q, -1));
	int64_t time = 0;
	uint64_t order = 0;
	for (int i = 0; i < COUNT; i++) {
		assert_int_equal(queue_next_time(&q), i / 10);
		struct request *r = queue_take_due(&q, 99);
		assert_true(r->not_before > time || (r->not_before == time && r->order > order));
		time = r->not_before;
		order = r->order;
		request_free(r);
	}
	assert_null(queue_take_due(&q, 99));
	queue_free(&q);
}

/* A request that is queued again for its next hop keeps its turn. */
static void test_comes_back(void **state)
{
	(void)state;
	struct queue q = {.per_host = 1};
	for (int i = 0; i < 3; i++)
		queue_add(&q, request_of("http://h.example/", 0));
	struct request *first = queue_take_due(&q, 0);
	queue_add(&q, first);
	assert_ptr_equal(queue_take_due(&q, 0), first);
	request_free(first);
	queue_free(&q);
}

static void test_hosts(void **state)
{
	(void)state;
	struct queue q = {.per_host = 2};
	struct request *r[4];
	for (int i = 0; i < 4; i++)
		r[i] = request_of(i % 2 ? "http://A.example/" : "http://a.example:81/", 0);
	struct request *other = request_of("http://b.example/", 0);
	assert_true(queue_enter_host(&q, r[0]));
	assert_true(queue_enter_host(&q, r[1]));
	assert_false(queue_enter_host(&q, r[2]));
	assert_false(queue_enter_host(&q, r[3]));
	assert_true(queue_enter_host(&q, other));
	assert_int_equal(q.in_line, 2);
	assert_ptr_equal(queue_leave_host(&q, r[0]), r[2]);
	assert_ptr_equal(queue_leave_host(&q, r[1]), r[3]);
	assert_int_equal(q.in_line, 0);
	assert_null(queue_leave_host(&q, other));
	assert_null(queue_leave_host(&q, r[2]));
	assert_true(queue_enter_host(&q, r[0]));
	assert_false(queue_enter_host(&q, r[1])); /* r[3] still runs; r[1] is freed while it waits */
	request_free(r[0]);
	request_free(r[2]);
	request_free(r[3]);
	request_free(other);
	queue_free(&q);
}

/* Many hosts at once, leaving in any order: at the end the table is empty. */
static void test_many_hosts(void **state)
{
	(void)state;
	enum { COUNT = 2000 };
	struct queue q = {.per_host = 1};
	static struct request *r[COUNT];
	for (int i = 0; i < COUNT; i++) {
		char url[64];
		snprintf(url, sizeof url, "http://host%d.example/", i);
		r[i] = request_of(url, 0);
		assert_true(queue_enter_host(&q, r[i]));
	}
	for (int i = 0; i < COUNT; i++) {
		struct request *one = r[(i * 7919) % COUNT];
		assert_null(queue_leave_host(&q, one));
		request_free(one);
	}
	for (size_t i = 0; i < QUEUE_BUCKETS; i++)
		assert_null(q.hosts[i]);
	queue_free(&q);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_comes_back),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_many_hosts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
