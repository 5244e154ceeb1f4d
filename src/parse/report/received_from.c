#include "parse/report/received_from.h"

#include <arpa/inet.h>

/* Whether the text is an address; of IPv4, *in is set. */
static bool is_address(struct str s, struct in_addr *in, bool *v4)
{
	char text[INET6_ADDRSTRLEN];
	struct in6_addr in6;
	if (!s.n || s.n >= sizeof text)
		return false;
	memcpy(text, s.p, s.n);
	text[s.n] = '\0';
	*v4 = inet_pton(AF_INET, text, in) == 1;
	return *v4 || inet_pton(AF_INET6, text, &in6) == 1;
}

static bool is_private(struct str address)
{
	struct in_addr in;
	bool v4;
	if (!is_address(address, &in, &v4))
		return true;
	uint32_t n = ntohl(in.s_addr);
	if (v4)
		return n >> 24 == 127 || n >> 24 == 10 || n >> 16 == 0xC0A8 || n >> 20 == 0xAC1;
	return str_eq(address, S("::1")) || str_istarts(address, S("fe80:")) ||
		str_istarts(address, S("fc")) || str_istarts(address, S("fd"));
}

/* "[IPv6:2001:db8::1]", "[192.0.2.1]" or the address alone. */
static struct str bare(struct str word)
{
	struct str ipv6 = S("IPv6:");
	while (word.n && (*word.p == '[' || *word.p == '('))
		word = str_sub(word, 1, SIZE_MAX);
	while (word.n && strchr("]),;", word.p[word.n - 1]))
		word.n--;
	return str_istarts(word, ipv6) ? str_sub(word, ipv6.n, SIZE_MAX) : word;
}

/* A name of a server: with a dot, and no address. */
static bool is_name(struct str word)
{
	return str_find_char(word, '.') != STR_NOT_FOUND && str_find_char(word, '=') == STR_NOT_FOUND &&
		str_find_char(word, '@') == STR_NOT_FOUND;
}

static struct str without_dot(struct str name)
{
	return str_ends(name, S(".")) ? str_sub(name, 0, name.n - 1) : name;
}

bool received_from_read(struct str value, struct received_from *out)
{
	*out = (struct received_from){0};
	struct str rest = str_trim(value);
	if (!str_istarts(rest, S("from ")))
		return false;
	rest = str_trim(str_sub(rest, 5, SIZE_MAX));
	for (bool first = true; rest.p; first = false) {
		struct str word = str_cut(&rest, ' '), text = bare(word);
		struct in_addr in;
		bool v4;
		if (str_ieq(word, S("by")))
			break;
		if (is_address(text, &in, &v4)) {
			out->address = str_or(out->address, text);
			out->names_shown = out->names_shown || str_find_char(word, '[') != STR_NOT_FOUND;
			if (str_starts(word, S("([")) && !out->name.n) /* Exim: it is called as it says */
				out->name = out->hello;
		} else if (first) {
			out->hello = text;
		} else if (str_starts(word, S("(")) && is_name(text)) {
			out->name = str_or(out->name, without_dot(text));
		}
	}
	return !is_private(out->address);
}
