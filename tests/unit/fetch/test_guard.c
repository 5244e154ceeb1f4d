#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <arpa/inet.h>
#include <cmocka.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/un.h>

#include "fetch/guard.h"

static bool judge(const struct guard *g, const char *text)
{
	struct sockaddr_in ipv4 = {.sin_family = AF_INET};
	struct sockaddr_in6 ipv6 = {.sin6_family = AF_INET6};
	if (inet_pton(AF_INET, text, &ipv4.sin_addr) == 1)
		return guard_allows(g, (const struct sockaddr *)&ipv4);
	assert_int_equal(inet_pton(AF_INET6, text, &ipv6.sin6_addr), 1);
	return guard_allows(g, (const struct sockaddr *)&ipv6);
}

static void expect(const struct guard *g, const char *const *addresses, size_t n, bool allowed)
{
	for (size_t i = 0; i < n; i++) {
		if (judge(g, addresses[i]) != allowed)
			print_error("%s should be %s\n", addresses[i], allowed ? "allowed" : "refused");
		assert_int_equal(judge(g, addresses[i]), allowed);
	}
}

/* The first and the last address of each block. */
static const char *const REFUSED[] = {
	"0.0.0.0",
	"0.255.255.255",
	"10.0.0.0",
	"10.255.255.255",
	"100.64.0.0",
	"100.127.255.255",
	"127.0.0.0",
	"127.255.255.255",
	"169.254.0.0",
	"169.254.169.254",
	"169.254.255.255",
	"172.16.0.0",
	"172.31.255.255",
	"192.0.0.0",
	"192.0.0.255",
	"192.0.2.0",
	"192.0.2.255",
	"192.88.99.0",
	"192.88.99.255",
	"192.168.0.0",
	"192.168.255.255",
	"198.18.0.0",
	"198.19.255.255",
	"198.51.100.0",
	"198.51.100.255",
	"203.0.113.0",
	"203.0.113.255",
	"224.0.0.0",
	"239.255.255.255",
	"240.0.0.0",
	"255.255.255.255",
	"::",
	"::1",
	"100::",
	"100::ffff:ffff:ffff:ffff",
	"64:ff9b:1::",
	"64:ff9b:1::808:808",
	"2001:1::1",
	"2001:2::",
	"2001:10::",
	"2001:1ff:ffff::1",
	"2001:db8::",
	"2001:db8:ffff:ffff::1",
	"3fff::",
	"3fff:fff:ffff::1",
	"5f00::1",
	"fc00::",
	"fdff:ffff::1",
	"fd00:ec2::254",
	"fe80::",
	"febf::1",
	"fec0::",
	"feff::1",
	"ff00::",
	"ff02::1",
	"ffff:ffff::1",
	"4000::1",
	"1fff:ffff::1",
	"::ffff:0:7f00:1",
};

/* The neighbours of refused blocks are allowed. */
static const char *const ALLOWED[] = {
	"1.0.0.0",
	"9.255.255.255",
	"11.0.0.0",
	"100.63.255.255",
	"100.128.0.0",
	"126.255.255.255",
	"128.0.0.0",
	"169.253.255.255",
	"169.255.0.0",
	"172.15.255.255",
	"172.32.0.0",
	"191.255.255.255",
	"192.0.1.0",
	"192.0.3.0",
	"192.88.98.255",
	"192.88.100.0",
	"192.167.255.255",
	"192.169.0.0",
	"198.17.255.255",
	"198.20.0.0",
	"198.51.99.255",
	"198.51.101.0",
	"203.0.112.255",
	"203.0.114.0",
	"223.255.255.255",
	"2000::1",
	"2001:200::1",
	"2001:db7:ffff::1",
	"2001:db9::1",
	"2606:2800:220:1::1",
	"3ffe:ffff::1",
	"3fff:1000::1",
	"3fff:ffff::1",
};

/* An IPv6 address that carries an IPv4 address is judged as that address. */
static const char *const CARRIES_REFUSED[] = {
	"::ffff:127.0.0.1",
	"::ffff:10.1.2.3",
	"::ffff:169.254.169.254",
	"::127.0.0.1",
	"::192.168.0.1",
	"64:ff9b::127.0.0.1",
	"64:ff9b::a9fe:a9fe",
	"2002:7f00:1::",
	"2002:c0a8:101::1",
	"2001:0:7f00:1::f7f7:f7f7",
	"2001:0:808:808::80ff:fffe",
	"2001:0:808:808::",
};
static const char *const CARRIES_ALLOWED[] = {
	"::ffff:8.8.8.8",
	"::8.8.8.8",
	"64:ff9b::8.8.8.8",
	"2002:808:808::1",
	"2001:0:808:808::f7f7:f7f7",
};
#define EXPECT(g, list, allowed) expect(g, list, sizeof(list) / sizeof *(list), allowed)

static void test_registries(void **state)
{
	(void)state;
	struct guard *g = guard_new(NULL, NULL);
	EXPECT(g, REFUSED, false);
	EXPECT(g, ALLOWED, true);
	guard_free(g);
}

static void test_embedded(void **state)
{
	(void)state;
	struct guard *g = guard_new(NULL, NULL);
	EXPECT(g, CARRIES_REFUSED, false);
	EXPECT(g, CARRIES_ALLOWED, true);
	guard_free(g);
}

static void test_other_families(void **state)
{
	(void)state;
	struct str all[] = {S("0.0.0.0/0"), S("::/0")};
	struct strs allow = {all, 2};
	struct guard *g = guard_new(&allow, NULL);
	struct sockaddr_un path = {.sun_family = AF_UNIX};
	assert_false(guard_allows(g, (const struct sockaddr *)&path));
	guard_free(g);
}

static void test_allow(void **state)
{
	(void)state;
	struct str ranges[] = {
		S("127.0.0.0/8"), S("192.168.7.9"), S("10.32.0.0/11"), S("fd00:1::/32"), S("::1")};
	struct strs allow = {ranges, 5};
	struct guard *g = guard_new(&allow, NULL);
	static const char *const let[] = {"127.0.0.1", "127.9.9.9", "::ffff:127.0.0.1",
		"64:ff9b::127.0.0.1", "192.168.7.9", "10.32.0.0", "10.63.255.255", "fd00:1::5", "::1",
		"8.8.8.8"};
	static const char *const still_refused[] = {
		"192.168.7.8", "10.31.255.255", "10.64.0.0", "fd00:2::5", "::2", "169.254.169.254"};
	EXPECT(g, let, true);
	EXPECT(g, still_refused, false);
	guard_free(g);
}

static void test_malformed_ranges(void **state)
{
	(void)state;
	static const char *const malformed[] = {"", "/8", "10.0.0.0/", "10.0.0.0/33", "::1/129",
		"10.0.0/8", "localhost", "10.0.0.0/-1", "10.0.0.0/8/8", " 10.0.0.0/8", "10.0.0.0/8 ",
		"fe80::1%lo", "0x7f.0.0.1", "1111:2222:3333:4444:5555:6666:7777:8888:9999",
		"10.0.0.0/99999999999999999999"};
	for (size_t i = 0; i < sizeof malformed / sizeof *malformed; i++) {
		struct str range = str_of(malformed[i]);
		struct strs allow = {&range, 1};
		struct err err = {.text = ""};
		assert_null(guard_new(&allow, &err));
		assert_non_null(strstr(err.text, malformed[i]));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_registries),
		cmocka_unit_test(test_embedded),
		cmocka_unit_test(test_other_families),
		cmocka_unit_test(test_allow),
		cmocka_unit_test(test_malformed_ranges),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
