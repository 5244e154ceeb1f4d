#include "parse/page/web_day.h"

#include "parse/text/date_text.h"

enum { TEXT_MAX = 100, FIRST_YEAR = 1500, LAST_YEAR = 2200 };

/* A default of programs, and no date. */
static bool is_default(struct date d)
{
	return d.year == 1970 && d.month == 1 && d.day == 1;
}

static bool keep(struct date day, struct date *out)
{
	if (!date_valid(day) || day.year < FIRST_YEAR || day.year > LAST_YEAR || is_default(day))
		return false;
	*out = day;
	return true;
}

static bool take_digits(struct str *rest, size_t most, int *out)
{
	size_t n = 0;
	*out = 0;
	while (n < rest->n && n < most && is_digit(rest->p[n]))
		*out = *out * 10 + (rest->p[n++] - '0');
	*rest = str_sub(*rest, n, SIZE_MAX);
	return n > 0;
}

/* "-03" or "/3" behind a year or month. */
static bool take_part(struct str *rest, char separator, int *out)
{
	return str_take_char(rest, separator) && take_digits(rest, 2, out);
}

static bool read_numbers(struct str text, struct date *out)
{
	struct date day = {0};
	struct str rest = text;
	if (!str_take_number(&rest, 4, &day.year))
		return false;
	char separator = rest.n ? rest.p[0] : 0;
	if ((separator == '-' || separator == '/') && take_part(&rest, separator, &day.month) &&
		rest.n && rest.p[0] == separator && !take_part(&rest, separator, &day.day))
		return false;
	bool ends = !rest.n || (day.day && (rest.p[0] == 'T' || is_space(rest.p[0])));
	bool whole = separator == 0 || day.month;
	return ends && whole && keep(day, out);
}

/* Whether a day is written in it: a number of one or two digits, beside a year of four. */
static bool has_day(struct str text)
{
	bool year = false, day = false;
	for (size_t i = 0; i < text.n;) {
		size_t n = 0;
		while (i + n < text.n && is_digit(text.p[i + n]))
			n++;
		year |= n == 4;
		day |= n == 1 || n == 2;
		i += n ? n : 1;
	}
	return year && day;
}

/* The text as far as the word in which a time is. */
static struct str without_time(struct str text)
{
	size_t end = str_find_char(text, ':');
	if (end == STR_NOT_FOUND)
		return text;
	while (end && !is_space(text.p[end - 1]))
		end--;
	return str_trim(str_sub(text, 0, end));
}

static bool read_words(struct str text, struct date *out)
{
	int64_t time;
	struct str words = without_time(text);
	return has_day(words) && date_text_parse(words, &time, NULL) && keep(date_from_time(time), out);
}

bool web_day_read(struct str text, struct date *out)
{
	text = str_trim(text);
	return text.n && text.n <= TEXT_MAX && (read_numbers(text, out) || read_words(text, out));
}
