#include "source/kind.h"

#include <assert.h>

#include "base/buf.h"
#include "base/url.h"
#include "fetch/wall.h"

enum { OVERLAP_DAYS = 2, MAX_REQUEST = 1 << 20 };

const struct kind *kind_of(enum source_kind kind)
{
#define KIND_ENTRY(name, ...) [SOURCE_##name] = &KIND_##name,
	static const struct kind *const kinds[SOURCE_KIND_COUNT] = {SOURCE_KINDS(KIND_ENTRY)};
#undef KIND_ENTRY
	assert((size_t)kind < SOURCE_KIND_COUNT);
	return kinds[kind];
}

/* 203 is a 200 that something on the way has changed (RFC 9110 section 15.3.4). */
static bool kind_is_answer(int status)
{
	return status == 200 || status == 203;
}

static const char *status_meaning(int status)
{
	switch (status) {
	case 400: return "it did not understand the question";
	case 401:
	case 403: return "it does not let us in";
	case 404: return "there is nothing at this address";
	case 410: return "it is gone for good";
	case 429: return "we asked too often";
	case 503: return "it is busy or being repaired";
	default: return status >= 500 ? "it has trouble of its own" : "that is not an answer";
	}
}

bool kind_fail_wall(const char *who, struct err *err)
{
	return kind_fail(err,
		"a bot wall (%s) stands before this address: it lets browsers in, and programs not; ask "
		"whoever runs the site to let this one in, or watch another address of it",
		who);
}

/* A reason that cannot be read is none. */
static struct str reason_of(
	const struct visit *visit, struct arena *a, const struct fetch_response *response)
{
	struct reader_reason reason;
	bool well = reader_reason(visit->reader, a, response->body, &reason, NULL);
	return well ? reason.text : STR_NONE;
}

bool kind_response_ok(const struct visit *visit, struct arena *a,
	const struct fetch_response *response, struct err *err)
{
	if (response->outcome == FETCH_UNABLE)
		return err_set_kind(err, ERR_SYSTEM, STR_FMT, STR_ARG(response->problem));
	if (response->outcome != FETCH_DONE && !fetch_error_status(response))
		return kind_fail(err, STR_FMT, STR_ARG(response->problem));
	if (kind_is_answer(response->status))
		return true;
	const char *wall = fetch_wall(response);
	if (wall)
		return kind_fail_wall(wall, err);
	struct str reason = reason_of(visit, a, response);
	return kind_fail(err, "the server answered with status %d: %s%s" STR_FMT "%s", response->status,
		status_meaning(response->status), reason.n ? ": “" : "", STR_ARG(reason),
		reason.n ? "”" : "");
}

bool kind_broke_off(const struct fetch_response *response)
{
	return response->outcome == FETCH_TRUNCATED && kind_is_answer(response->status);
}

/* `first` stands before the first parameter; 0: nothing does. */
static void add_parameters(
	struct arena *a, struct buf *b, const struct parameter *parameters, char first)
{
	char separator = first;
	for (const struct parameter *p = parameters; p->name; p++) {
		if (!p->value.n)
			continue;
		if (separator)
			buf_add_char(b, separator);
		buf_addf(b, "%s=", p->name);
		buf_add(b, url_encode(a, p->value));
		separator = '&';
	}
}

struct str kind_url(
	struct arena *a, struct str base, const char *path, const struct parameter *parameters)
{
	struct buf b CLEANUP_BUF = buf_new(MAX_REQUEST);
	buf_add(&b, base);
	buf_add(&b, str_of(path));
	add_parameters(a, &b, parameters, str_find_char(base, '?') == STR_NOT_FOUND ? '?' : '&');
	return str_copy(a, buf_str(&b));
}

struct str kind_form(struct arena *a, const struct parameter *parameters)
{
	struct buf b CLEANUP_BUF = buf_new(MAX_REQUEST);
	add_parameters(a, &b, parameters, 0);
	return str_copy(a, buf_str(&b));
}

struct str kind_mark(struct arena *a, int64_t now)
{
	char text[TIME_TEXT];
	return str_copy(a, str_of(date_iso(date_from_time(now), text)));
}

struct date kind_mark_since(struct str mark)
{
	struct date day;
	if (!date_parse_partial(mark, &day))
		return (struct date){0};
	return date_add_days(day, -OVERLAP_DAYS);
}

void kind_absent(struct visit *visit, struct absence absence)
{
	struct absences *list = &visit->absences;
	struct arena *a = &visit->arena;
	absence.native = str_copy(a, absence.native);
	absence.reason.from = str_copy(a, absence.reason.from);
	absence.reason.to = str_copy(a, absence.reason.to);
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = absence;
}
