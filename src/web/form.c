#include "web/form.h"

#include <assert.h>

#include "base/url.h"
#include "base/utf8.h"

enum { BOUNDARY_MAX = 70 }; /* RFC 2046 section 5.1.1 */

/* CR LF and CR become LF, so that the store holds one kind of line end. */
static struct str unix_lines(struct arena *a, struct str text)
{
	if (str_find_char(text, '\r') == STR_NOT_FOUND)
		return text;
	char *p = arena_alloc(a, text.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < text.n; i++) {
		bool pair = text.p[i] == '\r' && i + 1 < text.n && text.p[i + 1] == '\n';
		if (!pair)
			p[n++] = text.p[i] == '\r' ? '\n' : text.p[i];
	}
	assert(n <= text.n);
	return (struct str){p, n};
}

static struct str clean_field(struct arena *a, struct str text)
{
	return utf8_clean(a, unix_lines(a, text));
}

static struct str decode_plus(struct arena *a, struct str text)
{
	if (str_find_char(text, '+') != STR_NOT_FOUND) {
		char *p = arena_alloc(a, text.n);
		for (size_t i = 0; i < text.n; i++)
			p[i] = text.p[i] == '+' ? ' ' : text.p[i];
		text.p = p;
	}
	return clean_field(a, url_decode(a, text));
}

bool form_urlencoded(struct arena *a, struct str text, struct http_params *out)
{
	*out = (struct http_params){0};
	while (text.n) {
		struct str value = str_cut(&text, '&');
		struct str name = str_cut(&value, '=');
		const struct http_param pair = {decode_plus(a, name), decode_plus(a, value)};
		if ((name.n || value.n) && !http_param_add(a, out, pair, FORM_FIELDS))
			return false;
	}
	return true;
}

/* The value of a parameter of a header, quoted or not: name="field". Browsers write %22 for a quote
 * in it. */
static struct str header_parameter(struct str header, struct str name)
{
	while (header.n) {
		struct str value = str_trim(str_cut(&header, ';'));
		struct str key = str_cut(&value, '=');
		if (!value.p || !str_ieq(str_trim(key), name))
			continue;
		value = str_trim(value);
		bool quoted = value.n >= 2 && value.p[0] == '"' && value.p[value.n - 1] == '"';
		return quoted ? str_sub(value, 1, value.n - 2) : value;
	}
	return STR_NONE;
}

/* The next line of a part's headers, without its CR LF. */
static struct str cut_line(struct str *rest)
{
	struct str line = str_cut(rest, '\n');
	return line.n && line.p[line.n - 1] == '\r' ? str_sub(line, 0, line.n - 1) : line;
}

/* The part's name. Takes the headers off the front of *part; its content stays. */
static struct str part_name(struct arena *a, struct str *part)
{
	struct str name = STR_NONE, disposition = S("content-disposition:");
	for (struct str line = cut_line(part); line.n; line = cut_line(part))
		if (str_istarts(line, disposition) && !name.n)
			name = clean_field(a,
				url_decode(a, header_parameter(str_sub(line, disposition.n, SIZE_MAX), S("name"))));
	return name;
}

bool form_multipart(struct arena *a, struct str body, struct str boundary, struct http_params *out)
{
	*out = (struct http_params){0};
	if (!boundary.n || boundary.n > BOUNDARY_MAX)
		return false;
	struct str first = str_printf(a, "--" STR_FMT, STR_ARG(boundary)),
			   next = str_printf(a, "\r\n--" STR_FMT, STR_ARG(boundary));
	if (!str_starts(body, first))
		return false;
	body = str_sub(body, first.n, SIZE_MAX);
	while (str_starts(body, S("\r\n"))) {
		body = str_sub(body, 2, SIZE_MAX);
		size_t end = str_find(body, next);
		if (end == STR_NOT_FOUND)
			return false;
		struct str part = str_sub(body, 0, end), name = part_name(a, &part);
		const struct http_param field = {name, clean_field(a, part)};
		if (name.n && !http_param_add(a, out, field, FORM_FIELDS))
			return false;
		body = str_sub(body, end + next.n, SIZE_MAX);
	}
	return str_starts(body, S("--"));
}

bool form_body(
	struct arena *a, struct str type, struct str body, struct http_params *out, int *status)
{
	struct str parameters = type, media = str_trim(str_cut(&parameters, ';'));
	*out = (struct http_params){0};
	*status = 413;
	if (!body.n)
		return true;
	if (str_ieq(media, S("application/x-www-form-urlencoded")))
		return form_urlencoded(a, body, out);
	*status = 400;
	if (str_ieq(media, S("multipart/form-data")))
		return form_multipart(a, body, header_parameter(parameters, S("boundary")), out);
	*status = 415;
	return false;
}

static bool segment_is_plain(struct str segment)
{
	if (!segment.n || str_eq(segment, S(".")) || str_eq(segment, S("..")))
		return false;
	for (size_t i = 0; i < segment.n; i++)
		if ((unsigned char)segment.p[i] < ' ' || segment.p[i] == 0x7f || segment.p[i] == '\\' ||
			segment.p[i] == '/')
			return false;
	return utf8_valid(segment);
}

/* Each segment is decoded by itself, so that an encoded "/" does not make two of one. */
bool form_path(struct arena *a, struct str raw, struct str *out)
{
	if (!raw.n || raw.p[0] != '/')
		return false;
	*out = raw;
	if (raw.n == 1)
		return true;
	char *path = arena_alloc(a, raw.n + 1);
	size_t n = 0;
	struct str rest = str_sub(raw, 1, SIZE_MAX);
	while (rest.p) {
		struct str segment = url_decode(a, str_cut(&rest, '/'));
		if (!segment_is_plain(segment))
			return false;
		assert(n + 1 + segment.n <= raw.n); /* decoding makes nothing longer */
		path[n++] = '/';
		memcpy(path + n, segment.p, segment.n);
		n += segment.n;
	}
	*out = (struct str){path, n};
	return true;
}
