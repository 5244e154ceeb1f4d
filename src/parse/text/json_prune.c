#include "parse/text/json_prune.h"

#include <string.h>

#include "base/buf.h"

/* A quotation mark behind an odd number of backslashes is part of the string. */
static bool is_escaped(const char *begin, const char *mark)
{
	const char *p = mark;
	while (p > begin && p[-1] == '\\')
		p--;
	return (mark - p) % 2;
}

size_t json_string_end(struct str text, size_t i)
{
	const char *end = text.p + text.n, *begin = text.p + i + 1, *p = begin;
	while (p < end && (p = memchr(p, '"', (size_t)(end - p)))) {
		if (!is_escaped(begin, p))
			return (size_t)(p - text.p);
		p++;
	}
	return text.n;
}

static size_t skip_spaces(struct str text, size_t i)
{
	while (i < text.n &&
		(text.p[i] == ' ' || text.p[i] == '\n' || text.p[i] == '\r' || text.p[i] == '\t'))
		i++;
	return i;
}

/* The offset behind the string, list or object at i; text.n: it does not end. */
static size_t value_end(struct str text, size_t i)
{
	size_t open = 0;
	for (; i < text.n; i++) {
		switch (text.p[i]) {
		case '{':
		case '[': open++; break;
		case '}':
		case ']': open -= open > 0; break;
		case '"': i = json_string_end(text, i); break;
		default: continue;
		}
		if (!open)
			return i < text.n ? i + 1 : text.n;
	}
	return text.n;
}

static bool is_named(struct str name, const char *const *names)
{
	for (; *names; names++)
		if (str_eq(name, str_of(*names)))
			return true;
	return false;
}

/* The offset of the value of the member whose name ends at `end`; 0: that is no name. */
static size_t value_of(struct str text, size_t end)
{
	size_t colon = skip_spaces(text, end + 1);
	return colon < text.n && text.p[colon] == ':' ? skip_spaces(text, colon + 1) : 0;
}

static bool is_long(struct str text, size_t value)
{
	char c = value && value < text.n ? text.p[value] : 0;
	return c == '{' || c == '[' || c == '"';
}

struct str json_prune(struct arena *a, struct str text, const char *const *names)
{
	struct buf out CLEANUP_BUF = buf_new(text.n + 4 * text.n);
	size_t kept = 0; /* what comes before was added */
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] != '"')
			continue;
		size_t end = json_string_end(text, i), value = value_of(text, end);
		if (is_long(text, value) && is_named(str_sub(text, i + 1, end - i - 1), names)) {
			size_t behind = value_end(text, value);
			if (behind == text.n)
				return text;
			buf_add(&out, str_sub(text, kept, value - kept));
			buf_add(&out, S("null"));
			kept = behind;
			end = behind - 1;
		}
		i = end;
	}
	buf_add(&out, str_sub(text, kept, SIZE_MAX));
	return kept ? str_copy(a, buf_str(&out)) : text;
}
