#include "fetch/guard.h"

#include <arpa/inet.h>
#include <assert.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/array.h"

/* Every address is judged in 16 bytes. An IPv4 address a.b.c.d is ::ffff:a.b.c.d (RFC 4291 section
 * 2.5.5.2), so that a mapped address is the IPv4 address. */
struct address {
	uint8_t bytes[16];
};

struct range {
	struct address first;
	unsigned bits; /* 0…128, of the 16 bytes */
};

enum { IPV4_AT = 12, IPV4_BITS = 96, MAX_ALLOW = 1000 };
static const uint8_t MAPPED[IPV4_AT] = {[10] = 0xFF, [11] = 0xFF};

/* The blocks of the IANA IPv4 Special-Purpose Address Registry that are not globally reachable, and
 * multicast. */
static const char *const REFUSED_IPV4[] = {
	"0.0.0.0/8",       /* this network, RFC 791 */
	"10.0.0.0/8",      /* private, RFC 1918 */
	"100.64.0.0/10",   /* shared address space, RFC 6598 */
	"127.0.0.0/8",     /* loopback, RFC 1122 */
	"169.254.0.0/16",  /* link-local, RFC 3927; cloud metadata */
	"172.16.0.0/12",   /* private, RFC 1918 */
	"192.0.0.0/24",    /* IETF protocol assignments, RFC 6890 */
	"192.0.2.0/24",    /* documentation, RFC 5737 */
	"192.88.99.0/24",  /* 6to4 relay anycast, RFC 7526 */
	"192.168.0.0/16",  /* private, RFC 1918 */
	"198.18.0.0/15",   /* benchmarking, RFC 2544 */
	"198.51.100.0/24", /* documentation, RFC 5737 */
	"203.0.113.0/24",  /* documentation, RFC 5737 */
	"224.0.0.0/4",     /* multicast, RFC 5771 */
	"240.0.0.0/4",     /* reserved, RFC 1112, and broadcast, RFC 8190 */
};

/* The same for the IPv6 registry. Global unicast is 2000::/3 alone (RFC 4291 section 2.4), so the
 * rest is refused as a whole, with the unspecified address, loopback, local NAT64, discard-only,
 * unique local, link-local, site-local and multicast addresses. */
static const char *const REFUSED_IPV6[] = {
	"::/3", "4000::/2", "8000::/1",
	"2001::/23",     /* IETF protocol assignments, RFC 2928: benchmarking, ORCHID */
	"2001:db8::/32", /* documentation, RFC 3849 */
	"3fff::/20",     /* documentation, RFC 9637 */
};

/* IPv6 addresses that carry IPv4 addresses, where their traffic ends up. */
static const struct embedding {
	const char *prefix;
	int at;        /* the byte where the IPv4 address begins */
	int second_at; /* the byte where another begins, its bits inverted; 0: there is none */
} EMBEDDINGS[] = {
	{"::/96", 12, 0},        /* IPv4-compatible, RFC 4291 section 2.5.5.1; :: and ::1 are refused
							  * as of 0.0.0.0/8 */
	{"64:ff9b::/96", 12, 0}, /* NAT64, RFC 6052 */
	{"2002::/16", 2, 0},     /* 6to4, RFC 3056 */
	{"2001::/32", 4, 12},    /* Teredo server and client, RFC 4380 section 4 */
};

enum {
	IPV4_COUNT = ARRAY_COUNT(REFUSED_IPV4),
	IPV6_COUNT = ARRAY_COUNT(REFUSED_IPV6),
	EMBEDDING_COUNT = ARRAY_COUNT(EMBEDDINGS)
};

struct guard {
	struct range ipv4[IPV4_COUNT], ipv6[IPV6_COUNT], embedding[EMBEDDING_COUNT];
	size_t allow_count;
	struct range allow[];
};

static struct address address_of_ipv4(const void *four_bytes)
{
	struct address a;
	memcpy(a.bytes, MAPPED, sizeof MAPPED);
	memcpy(a.bytes + IPV4_AT, four_bytes, 4);
	return a;
}

static bool address_is_ipv4(const struct address *a)
{
	return memcmp(a->bytes, MAPPED, sizeof MAPPED) == 0;
}

static bool range_has(const struct range *r, const struct address *a)
{
	unsigned whole = r->bits / 8, rest = r->bits % 8; /* bytes, and the bits after them */
	assert(r->bits <= 128);
	if (memcmp(r->first.bytes, a->bytes, whole) != 0)
		return false;
	return rest == 0 || (r->first.bytes[whole] ^ a->bytes[whole]) >> (8 - rest) == 0;
}

static bool ranges_have(const struct range *ranges, size_t n, const struct address *a)
{
	for (size_t i = 0; i < n; i++)
		if (range_has(&ranges[i], a))
			return true;
	return false;
}

/* "ADDRESS" or "ADDRESS/BITS". */
static bool range_parse(struct str text, struct range *out)
{
	char address[INET6_ADDRSTRLEN];
	struct str bits = text, host = str_cut(&bits, '/');
	if (host.n == 0 || host.n >= sizeof address || memchr(host.p, 0, host.n))
		return false;
	memcpy(address, host.p, host.n);
	address[host.n] = 0;

	struct in_addr ipv4;
	bool is_ipv4 = inet_pton(AF_INET, address, &ipv4) == 1;
	if (is_ipv4)
		out->first = address_of_ipv4(&ipv4);
	else if (inet_pton(AF_INET6, address, out->first.bytes) != 1)
		return false;

	long n = is_ipv4 ? 32 : 128;
	if (bits.p && (!str_is_digits(bits) || !str_to_long(bits, &n) || n > (is_ipv4 ? 32 : 128)))
		return false;
	out->bits = (unsigned)n + (is_ipv4 ? IPV4_BITS : 0);
	return true;
}

/* Parses ranges of the tables above. One that does not parse must not be one that is not
 * refused. */
static void ranges_parse(struct range *out, const char *const *texts, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!range_parse(str_of(texts[i]), &out[i]))
			abort();
}

struct guard *guard_new(const struct strs *allow, struct err *err)
{
	size_t n = allow ? allow->n : 0;
	if (n > MAX_ALLOW) {
		err_set(err, "network.allow has more than %d ranges", MAX_ALLOW);
		return NULL;
	}
	struct guard *g = alloc_bytes(sizeof *g + n * sizeof g->allow[0]);
	g->allow_count = n;
	for (size_t i = 0; i < n; i++) {
		if (range_parse(allow->v[i], &g->allow[i]))
			continue;
		err_set(err,
			"network.allow: \"" STR_FMT "\" is not an address or a range like 192.168.0.0/16",
			STR_ARG(allow->v[i]));
		guard_free(g);
		return NULL;
	}
	ranges_parse(g->ipv4, REFUSED_IPV4, IPV4_COUNT);
	ranges_parse(g->ipv6, REFUSED_IPV6, IPV6_COUNT);
	for (size_t i = 0; i < EMBEDDING_COUNT; i++)
		ranges_parse(&g->embedding[i], &EMBEDDINGS[i].prefix, 1);
	return g;
}

void guard_free(struct guard *g)
{
	free(g);
}

static bool ipv4_allowed(const struct guard *g, const struct address *a)
{
	return ranges_have(g->allow, g->allow_count, a) || !ranges_have(g->ipv4, IPV4_COUNT, a);
}

static bool embedded_allowed(
	const struct guard *g, const struct embedding *form, const struct address *a)
{
	assert(form->at + 4 <= 16 && form->second_at + 4 <= 16);
	struct address inner = address_of_ipv4(a->bytes + form->at);
	if (!ipv4_allowed(g, &inner))
		return false;
	if (!form->second_at)
		return true;
	inner = address_of_ipv4(a->bytes + form->second_at);
	for (int i = IPV4_AT; i < 16; i++)
		inner.bytes[i] = (uint8_t)~inner.bytes[i];
	return ipv4_allowed(g, &inner);
}

static bool address_allowed(const struct guard *g, const struct address *a)
{
	if (address_is_ipv4(a))
		return ipv4_allowed(g, a);
	if (ranges_have(g->allow, g->allow_count, a))
		return true;
	for (size_t i = 0; i < EMBEDDING_COUNT; i++)
		if (range_has(&g->embedding[i], a))
			return embedded_allowed(g, &EMBEDDINGS[i], a);
	return !ranges_have(g->ipv6, IPV6_COUNT, a);
}

bool guard_allows(const struct guard *g, const struct sockaddr *address)
{
	struct address a;
	if (address->sa_family == AF_INET)
		a = address_of_ipv4(&((const struct sockaddr_in *)(const void *)address)->sin_addr);
	else if (address->sa_family == AF_INET6)
		memcpy(a.bytes, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr,
			sizeof a.bytes);
	else
		return false;
	return address_allowed(g, &a);
}
