#include "fetch/head.h"

#include <assert.h>
#include <curl/curl.h>
#include <string.h>

#include "base/array.h"

enum { WEEK = 7 * 24 * 60 * 60, YEAR = 365 * 24 * 60 * 60, DATE_TEXT = 64 };

/* The fields that are read. When one comes twice, the first counts; but fields that decide what the
 * body is, or where to go on, must not differ: an intermediary may have taken the other one. */
static const struct field {
	struct str name;
	size_t offset;             /* in struct head */
	const char *contradiction; /* the problem when two differ; NULL: none */
} FIELDS[] = {
	{S("content-type"), offsetof(struct head, content_type), NULL},
	{S("etag"), offsetof(struct head, etag), NULL},
	{S("last-modified"), offsetof(struct head, last_modified), NULL},
	{S("retry-after"), offsetof(struct head, retry_after), NULL},
	{S("cache-control"), offsetof(struct head, cache_control), NULL},
	{S("date"), offsetof(struct head, date), NULL},
	{S("location"), offsetof(struct head, location), "redirects to two different addresses"},
	{S("content-encoding"), offsetof(struct head, content_encoding),
		"sent two different Content-Encoding headers"},
	{S("transfer-encoding"), offsetof(struct head, transfer_encoding),
		"sent two different Transfer-Encoding headers"},
	{S("content-length"), offsetof(struct head, content_length),
		"sent two different Content-Length headers"},
};

void head_clear(struct head *h)
{
	struct buf text = h->text;
	buf_clear(&text);
	text.cap = HEAD_BYTES;
	*h = (struct head){.text = text};
}

void head_free(struct head *h)
{
	buf_free(&h->text);
}

static struct str without_line_end(struct str line)
{
	while (line.n && is_space(line.p[line.n - 1]))
		line.n--;
	return line;
}

const char *head_add(struct head *h, struct str line)
{
	assert(line.n); /* at least the line end */
	h->lines++;
	h->bytes += line.n;
	if (h->lines > HEAD_LINES || h->bytes > HEAD_BYTES)
		return "sent too many header lines";
	if (memchr(line.p, 0, line.n))
		return "sent a header line with a zero byte in it";
	bool folded = line.p[0] == ' ' || line.p[0] == '\t';
	line = without_line_end(line);
	if (!h->begun) { /* the status line, which libcurl reads */
		h->begun = true;
		return NULL;
	}
	h->ended = line.n == 0;
	/* A folded line continues the one before, with a space between them (RFC 9112 section 5.2). */
	if (folded && h->text.n)
		h->text.p[h->text.n - 1] = ' ';
	if (line.n) {
		buf_add(&h->text, folded ? str_trim(line) : line);
		buf_add_char(&h->text, '\n');
	}
	return buf_ok(&h->text) ? NULL : "sent too many header lines";
}

void head_next(struct head *h)
{
	buf_clear(&h->text);
	h->begun = h->ended = false;
}

static struct str *head_field(struct head *h, const struct field *field)
{
	return (struct str *)(void *)((char *)h + field->offset);
}

static const char *head_read_line(struct head *h, struct str line)
{
	struct str value = line, name = str_cut(&value, ':');
	if (!value.p)
		return NULL;
	value = str_trim(value);
	for (size_t i = 0; i < ARRAY_COUNT(FIELDS); i++) {
		if (!str_ieq(name, FIELDS[i].name))
			continue;
		struct str *field = head_field(h, &FIELDS[i]);
		if (field->p && FIELDS[i].contradiction && !str_eq(*field, value))
			return FIELDS[i].contradiction;
		if (!field->p)
			*field = value;
	}
	return NULL;
}

static void drop_overlong(struct str *validator)
{
	if (validator->n > HEAD_VALIDATOR)
		*validator = STR_NONE;
}

const char *head_read(struct head *h)
{
	const char *problem = NULL;
	struct str rest = buf_str(&h->text);
	assert(h->ended);
	while (rest.n && !problem)
		problem = head_read_line(h, str_cut(&rest, '\n'));
	drop_overlong(&h->etag);
	drop_overlong(&h->last_modified);
	if (h->content_length.p && !str_is_digits(h->content_length))
		return "sent a Content-Length that is not a number";
	return problem;
}

struct strs head_lines(const struct head *h, struct arena *a)
{
	struct strs lines = {0};
	struct str rest = buf_str(&h->text);
	while (rest.n)
		strs_add(a, &lines, str_cut(&rest, '\n'));
	return lines;
}

/* The number that s consists of, INT64_MAX when it is too large, -1 when it is none. */
static int64_t number_of(struct str s)
{
	long value;
	if (!str_is_digits(s))
		return -1;
	return str_to_long(s, &value) ? value : INT64_MAX;
}

int64_t head_content_length(const struct head *h)
{
	return h->transfer_encoding.p ? -1 : number_of(h->content_length);
}

/* Unix time of an HTTP date; -1 when it is none. */
static int64_t time_of(struct str s)
{
	char text[DATE_TEXT];
	if (s.n == 0 || s.n >= sizeof text)
		return -1;
	memcpy(text, s.p, s.n);
	text[s.n] = 0;
	return curl_getdate(text, NULL);
}

static int64_t at_most(int64_t value, int64_t most)
{
	return value < most ? value : most;
}

int64_t head_retry_after(const struct head *h, int64_t now)
{
	if (str_is_digits(h->retry_after))
		return at_most(number_of(h->retry_after), WEEK);
	int64_t until = time_of(h->retry_after), sent = time_of(h->date);
	int64_t wait = until - (sent >= 0 ? sent : now);
	return until >= 0 && wait >= 0 ? at_most(wait, WEEK) : -1;
}

int64_t head_max_age(const struct head *h)
{
	struct str rest = h->cache_control;
	while (rest.p) {
		struct str value = str_trim(str_cut(&rest, ',')), name = str_cut(&value, '=');
		if (value.n > 1 && value.p[0] == '"' && value.p[value.n - 1] == '"')
			value = str_sub(value, 1, value.n - 2);
		if (str_ieq(name, S("max-age")))
			return at_most(number_of(value), YEAR);
	}
	return -1;
}
