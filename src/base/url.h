/* url: web addresses (RFC 3986), read by libcurl's parser, which also fetches them: what is checked
 * is what is fetched. Text of more than 8,000 bytes, or with a NUL, is no address. */
#ifndef BASE_URL_H
#define BASE_URL_H

#include "base/arena.h"

enum { URL_MAX = 8000 };

struct url {
	struct str scheme;
	struct str host; /* lower case */
	struct str port; /* empty when it is the scheme's own */
	struct str path, query, fragment;
};

/* Splits an absolute http or https address into its parts, in the arena. False for anything
 * else. */
bool url_parse(struct arena *a, struct str text, struct url *out);
/* The address that `reference` means in a document at `base` (RFC 3986 section 5.2). `base` may be
 * empty. An absolute http(s) or mailto reference is returned as it is. Letters beyond ASCII stay
 * letters. STR_NONE when the result is no http(s) address. */
struct str url_resolve(struct arena *a, struct str base, struct str reference);
/* Whether it is a web address that can be asked for as it stands: url_parse reads it, and it has no
 * blanks or control characters. The rule for addresses in a configuration. */
bool url_is_sound(struct arena *a, struct str text);
/* Whether it begins as an absolute http or https address, which a reader may be given as a link. */
bool url_is_web(struct str text);
/* Whether nobody can own the domain: it is one for examples (RFC 2606, RFC 6761). */
bool url_is_reserved(struct str domain);
/* The same of the domain of a web address, a mail address, or a tagging authority (RFC 4151 section
 * 2.1: "example.org,2026"). */
bool url_names_reserved(struct arena *a, struct str address);
/* Whether the host is `domain` or below it. */
bool url_host_is_in(struct str host, struct str domain);
/* Whether the host, as it stands in an address, is this machine: localhost (RFC 6761 section 6.3),
 * 127.0.0.0/8 (RFC 1122 section 3.2.1.3) or [::1], each as a whole and not as the beginning of a
 * name. */
bool url_is_this_machine(struct str host);
/* Percent-encodes all but unreserved characters (RFC 3986 section 2.3), for the values of a query
 * and the segments of a path. */
struct str url_encode(struct arena *a, struct str text);
/* The same, but for the bytes that may stay as they are: `stays` is given the text from that byte
 * on. */
struct str url_encode_unless(struct arena *a, struct str text, bool (*stays)(struct str rest));
/* Writes the escape of a byte, "%41", without a NUL behind it. Returns its length, 3. */
size_t url_put_escape(char *out, unsigned char byte);
/* Decodes percent-escapes. A malformed one stays as it is, and "+" is not a space. */
struct str url_decode(struct arena *a, struct str text);
/* The unreserved characters of RFC 3986 section 2.3. */
bool url_is_unreserved(char c);
/* The byte that the escape "%41" at the front of s stands for; -1 when none is there. */
int url_escape_value(struct str s);

#endif
