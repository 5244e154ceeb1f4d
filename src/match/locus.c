#include "match/locus.h"

#include <assert.h>
#include <string.h>

#include "base/month.h"
#include "base/utf8.h"

enum { PAGE_DIGITS = 9, UNKNOWN = -1 };

/* The number at the front of s, taken off it; UNKNOWN when there is none or it is too long. */
static long take_number(struct str *s)
{
	size_t n = 0;
	long value = UNKNOWN;
	while (n < s->n && is_digit(s->p[n]))
		n++;
	if (n && n <= PAGE_DIGITS && !str_to_long(str_sub(*s, 0, n), &value))
		value = UNKNOWN;
	*s = str_sub(*s, n, SIZE_MAX);
	return value;
}

static long first_number(struct str s)
{
	while (s.n && !is_digit(s.p[0]))
		s = str_sub(s, 1, SIZE_MAX);
	return take_number(&s);
}

/* Takes a page off the front: letters and a number, "S568". */
static struct page take_page(struct str *s)
{
	struct page page = {.number = UNKNOWN};
	size_t n = 0;
	while (n < s->n && is_alpha(s->p[n])) {
		if (n + 1 < LOCUS_PREFIX_MAX)
			page.prefix[n] = to_lower(s->p[n]);
		n++;
	}
	*s = str_sub(*s, n, SIZE_MAX);
	page.number = take_number(s);
	/* "p63", "pp 63" */
	if (!strcmp(page.prefix, "p") || !strcmp(page.prefix, "pp"))
		page.prefix[0] = 0;
	return page;
}

/* "8" of "221-8" is 228. */
static long whole_end(long start, long end)
{
	long unit = 1;
	assert(start >= 0); /* so the end is not before it */
	while (unit <= end)
		unit *= 10;
	return end >= 0 && end < start ? start / unit * unit + end : end;
}

/* The end of the range behind a page: the number behind the hyphen. */
static long take_end(struct str *s, long start)
{
	struct str rest = str_trim(*s);
	size_t hyphens = 0;
	while (rest.n && rest.p[0] == '-') {
		rest = str_sub(rest, 1, SIZE_MAX);
		hyphens++;
	}
	if (!hyphens)
		return start;
	rest = str_trim(rest);
	struct page end = take_page(&rest);
	*s = rest;
	return end.number == UNKNOWN ? start : whole_end(start, end.number);
}

/* "01-Sep", "Aug-08": a spreadsheet made a date of pages. */
static bool is_date(struct str pages)
{
	struct str rest = str_trim(pages), left = str_trim(str_cut(&rest, '-'));
	rest = str_trim(rest);
	return (str_is_digits(left) && rest.n == 3 && is_alpha(rest.p[0]) && month_number(rest)) ||
		(left.n == 3 && is_alpha(left.p[0]) && month_number(left) && str_is_digits(rest));
}

/* "62 p" says how many pages there are. */
static bool is_count(struct str pages)
{
	struct str rest = pages;
	return take_number(&rest) != UNKNOWN &&
		(str_ieq(str_trim(rest), S("p")) || str_ieq(str_trim(rest), S("p.")) ||
			str_istarts(str_trim(rest), S("pages")));
}

/* Dashes of all kinds as "-". */
static struct str plain_dashes(struct arena *a, struct str s)
{
	enum { HYPHEN = 0x2010, BAR = 0x2015, MINUS = 0x2212 };
	struct buf out CLEANUP_BUF = buf_new(s.n + 1);
	while (s.n) {
		struct str before = s;
		uint32_t c = utf8_take(&s);
		if ((c >= HYPHEN && c <= BAR) || c == MINUS)
			buf_add_char(&out, '-');
		else
			buf_add(&out, str_sub(before, 0, before.n - s.n));
	}
	return str_copy(a, buf_str(&out));
}

static void read_pages(struct arena *a, struct str pages, struct locus *out)
{
	enum { PAGES_MAX = 200 };
	struct str rest = str_trim(plain_dashes(a, str_sub(pages, 0, PAGES_MAX)));
	if (is_date(rest) || is_count(rest))
		return;
	while (rest.n && out->start_count < LOCUS_STARTS_MAX) {
		if (!is_alpha(rest.p[0]) && !is_digit(rest.p[0])) {
			/* What stands in brackets or behind a semicolon is a remark. */
			if (strchr("[(;", rest.p[0]))
				return;
			rest = str_sub(rest, 1, SIZE_MAX);
			continue;
		}
		struct page page = take_page(&rest);
		if (page.number == UNKNOWN)
			continue;
		long end = take_end(&rest, page.number);
		if (!out->start_count)
			out->end = end;
		out->starts[out->start_count++] = page;
	}
}

struct locus locus_read(
	struct arena *a, struct str volume, struct str issue, struct str pages, int year)
{
	struct locus out = {
		.volume = first_number(volume), .issue = first_number(issue), .end = UNKNOWN};
	if (out.volume == year)
		out.volume = UNKNOWN;
	/* "SUPPL.1" numbers supplements, not issues. */
	issue = str_trim(issue);
	if (issue.n && !is_digit(issue.p[0]))
		out.issue = UNKNOWN;
	read_pages(a, pages, &out);
	assert(out.start_count <= LOCUS_STARTS_MAX && out.volume >= UNKNOWN);
	return out;
}

bool locus_volumes_agree(const struct locus *x, const struct locus *y)
{
	return x->volume != UNKNOWN && x->volume == y->volume;
}

bool locus_volumes_differ(const struct locus *x, const struct locus *y)
{
	return x->volume != UNKNOWN && y->volume != UNKNOWN && x->volume != y->volume;
}

bool locus_issues_agree(const struct locus *x, const struct locus *y)
{
	return x->issue != UNKNOWN && x->issue == y->issue;
}

bool locus_issues_differ(const struct locus *x, const struct locus *y)
{
	return x->issue != UNKNOWN && y->issue != UNKNOWN && x->issue != y->issue;
}

static bool pages_agree(const struct page *x, const struct page *y)
{
	return x->number == y->number &&
		(!x->prefix[0] || !y->prefix[0] || !strcmp(x->prefix, y->prefix));
}

bool locus_starts_agree(const struct locus *x, const struct locus *y)
{
	for (size_t i = 0; i < x->start_count; i++)
		for (size_t k = 0; k < y->start_count; k++)
			if (pages_agree(&x->starts[i], &y->starts[k]))
				return true;
	return false;
}

bool locus_starts_differ(const struct locus *x, const struct locus *y)
{
	return x->start_count && y->start_count && !locus_starts_agree(x, y);
}

bool locus_ranges_agree(const struct locus *x, const struct locus *y)
{
	return x->start_count && y->start_count && pages_agree(&x->starts[0], &y->starts[0]) &&
		x->end == y->end && x->end > x->starts[0].number;
}

bool locus_ranges_overlap(const struct locus *x, const struct locus *y)
{
	return x->start_count && y->start_count && !strcmp(x->starts[0].prefix, y->starts[0].prefix) &&
		x->starts[0].number <= y->end && y->starts[0].number <= x->end;
}

bool locus_numbers_agree(const struct locus *x, const struct locus *y)
{
	enum { PRINTED_PAGES = 1000 }; /* a page of a volume may have a letter, too */
	return x->start_count && y->start_count && strlen(x->starts[0].prefix) > 1 &&
		x->starts[0].number > PRINTED_PAGES && pages_agree(&x->starts[0], &y->starts[0]);
}

bool locus_is_ahead_of_print(const struct locus *x)
{
	return x->volume == UNKNOWN && x->issue == UNKNOWN &&
		(!x->start_count || (x->starts[0].number == 1 && !x->starts[0].prefix[0]));
}
