#include "web/access_log.h"

#include "base/date.h"
#include "base/utf8.h"

/* The fewest letters and digits that a secret has in a path: 26 in base32 (base/vault.h), 32 in
 * hexadecimal. */
enum { SECRET_DIGITS = 26 };

/* Whether the byte is one of the two of U+0080 to U+009F. Some terminals take each of them for a
 * command, even alone. */
static bool is_c1(struct str text, size_t at)
{
	struct str pair = str_sub(text, (unsigned char)text.p[at] == 0xc2 || !at ? at : at - 1, 2);
	return pair.n == 2 && (unsigned char)pair.p[0] == 0xc2 && (unsigned char)pair.p[1] < 0xa0;
}

/* name="value". Quotes, control characters and what is not UTF-8 are escaped. */
static void write_quoted(struct buf *out, const char *name, struct str value)
{
	bool text = utf8_valid(value);
	buf_addf(out, " %s=\"", name);
	for (size_t i = 0; i < value.n; i++) {
		unsigned char c = (unsigned char)value.p[i];
		if (c == '"' || c == '\\')
			buf_addf(out, "\\%c", c);
		else if (c < ' ' || c == 0x7f || (c >= 0x80 && !text) || is_c1(value, i))
			buf_addf(out, "\\x%02x", c);
		else
			buf_add_char(out, (char)c);
	}
	buf_add_char(out, '"');
}

/* A random text, or what might be a mail address. */
static bool is_secret(struct str s)
{
	bool plain = true;
	for (size_t i = 0; i < s.n; i++)
		plain = plain && (is_digit(s.p[i]) || is_alpha(s.p[i]));
	return (plain && s.n >= SECRET_DIGITS) || str_find_char(s, '@') != STR_NOT_FOUND ||
		str_find(s, S("%40")) != STR_NOT_FOUND;
}

/* The path with "…" in the place of segments that are random: who knows such an address may do
 * something, as the hub that knows a callback. Nor does a mail address stand there. */
static void write_path(struct buf *out, struct str path)
{
	struct buf shown CLEANUP_BUF = buf_new(2 * path.n + 1);
	while (path.n) {
		size_t next = str_find_char(str_sub(path, 1, SIZE_MAX), '/');
		struct str segment = str_sub(path, 0, next == STR_NOT_FOUND ? SIZE_MAX : next + 1);
		buf_add(&shown, is_secret(str_sub(segment, 1, SIZE_MAX)) ? S("/…") : segment);
		path = str_sub(path, segment.n, SIZE_MAX);
	}
	write_quoted(out, "path", buf_str(&shown));
}

void access_log_write(const struct access *access, struct buf *out)
{
	const struct http_request *request = access->request;
	bool failed = access->problem && *access->problem;
	char now[TIME_TEXT];
	buf_addf(out, "time=%s level=%s method=%s", time_rfc3339(request->now, now),
		failed ? "error" : "info", request->method == HTTP_POST ? "POST" : "GET");
	struct str query = request->target;
	write_path(out, str_cut(&query, '?'));
	buf_addf(out, " status=%d bytes=%zu us=%lld address=" STR_FMT, access->status, access->bytes,
		(long long)access->took_us, STR_ARG(request->address));
	if (access->user.n)
		write_quoted(out, access->user_word, access->user);
	if (failed)
		write_quoted(out, "problem", str_of(access->problem));
	buf_add_char(out, '\n');
}
