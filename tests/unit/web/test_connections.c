#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <unistd.h>

#include "web/connections.h"
#include "web/listen.h"

static struct sockaddr_storage address_of(const char *text)
{
	struct sockaddr_storage at = {0};
	struct sockaddr_in *v4 = (void *)&at;
	struct sockaddr_in6 *v6 = (void *)&at;
	if (inet_pton(AF_INET, text, &v4->sin_addr) == 1)
		at.ss_family = AF_INET;
	else if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1)
		at.ss_family = AF_INET6;
	return at;
}

static void addresses_have_one_text(void **state)
{
	static const struct {
		const char *given, *text;
		bool loopback;
	} CASES[] = {
		{"127.0.0.1", "127.0.0.1", true},
		{"127.9.9.9", "127.9.9.9", true},
		{"203.0.113.9", "203.0.113.9", false},
		{"::1", "::1", true},
		{"::ffff:127.0.0.1", "127.0.0.1", true},
		{"::ffff:203.0.113.9", "203.0.113.9", false},
		{"2001:DB8::0:1", "2001:db8::1", false},
		{"::2", "::2", false},
	};
	(void)state;
	for (size_t i = 0; i < sizeof CASES / sizeof *CASES; i++) {
		struct sockaddr_storage at = address_of(CASES[i].given);
		char text[64];
		bool loopback;
		connections_address((struct sockaddr *)&at, text, &loopback);
		assert_string_equal(text, CASES[i].text);
		assert_int_equal(loopback, CASES[i].loopback);
	}
}

static void take(struct connections *all, const char *address)
{
	struct connection *made = &all->v[all->n++];
	*made = (struct connection){.fd = -1, .open = true};
	snprintf(made->address, sizeof made->address, "%s", address);
}

static bool welcome(const struct connections *all, const char *address)
{
	struct sockaddr_storage at = address_of(address);
	return connections_welcome(all, (struct sockaddr *)&at);
}

static void one_address_does_not_take_all(void **state)
{
	struct connections *all = test_calloc(1, sizeof *all);
	(void)state;
	for (int i = 0; i < CONNECTIONS_AN_ADDRESS; i++) {
		assert_true(welcome(all, "203.0.113.9"));
		take(all, "203.0.113.9");
		take(all, "127.0.0.1");
	}
	assert_false(welcome(all, "203.0.113.9"));
	assert_false(welcome(all, "::ffff:203.0.113.9"));
	assert_true(welcome(all, "203.0.113.10"));
	assert_true(welcome(all, "127.0.0.1"));
	connections_remove(all, &all->v[0]);
	assert_true(welcome(all, "203.0.113.9"));
	while (all->n < CONNECTIONS)
		take(all, "127.0.0.1");
	assert_false(welcome(all, "127.0.0.1"));
	test_free(all);
}

/* Bytes that come now and then do not help: what counts is the end of the last request. */
static void who_takes_too_long_is_cut(void **state)
{
	struct connections *all = test_calloc(1, sizeof *all);
	int slow[2], quick[2];
	char byte;
	(void)state;
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, slow), 0);
	assert_int_equal(socketpair(AF_UNIX, SOCK_STREAM, 0, quick), 0);
	all->v[0] = (struct connection){.fd = slow[0], .since = 1000, .open = true};
	all->v[1] = (struct connection){.fd = quick[0], .since = 2000, .open = true};
	all->v[2] = (struct connection){.fd = -1, .since = 0, .open = false};
	assert_int_equal(connections_cut(all, 1000 + REQUEST_MS), 0);
	assert_int_equal(connections_cut(all, 1001 + REQUEST_MS), 1);
	assert_int_equal(recv(slow[1], &byte, 1, 0), 0);
	assert_int_equal(recv(quick[1], &byte, 1, MSG_DONTWAIT), -1);
	for (int i = 0; i < 2; i++) {
		close(slow[i]);
		close(quick[i]);
	}
	test_free(all);
}

static void where_to_listen(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str url;
	struct err err;
	(void)state;
	static const char *const HERE[] = {"127.0.0.1:0", "localhost:0", ":0"};
	for (size_t i = 0; i < sizeof HERE / sizeof *HERE; i++) {
		int fd = listen_at(&a, str_of(HERE[i]), &url, &err);
		assert_true(fd >= 0);
		assert_true(
			str_starts(url, S("http://127.0.0.1:")) && !str_starts(url, S("http://127.0.0.1:0/")));
		close(fd);
	}
	static const char *const NOWHERE[] = {"", "127.0.0.1", "8080", "news.example:80",
		"127.0.0.1:", "127.0.0.1:x", "127.0.0.1:99999", "256.0.0.1:0", "127.0.0.1:-1"};
	for (size_t i = 0; i < sizeof NOWHERE / sizeof *NOWHERE; i++)
		assert_int_equal(listen_at(&a, str_of(NOWHERE[i]), &url, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses_have_one_text),
		cmocka_unit_test(one_address_does_not_take_all),
		cmocka_unit_test(who_takes_too_long_is_cut),
		cmocka_unit_test(where_to_listen),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
