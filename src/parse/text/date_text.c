#include "parse/text/date_text.h"

#include <assert.h>

#include "parse/text/date_words.h"
#include "parse/text/date_zone.h"

enum {
	LONGEST = 64,      /* bytes that are read; what follows is no part of a date */
	FIRST_YEAR = 1500, /* years before it are defaults of programs, not dates */
	LAST_YEAR = 2200,  /* and so are years after it */
	EPOCH_DIGITS = 10, /* of seconds since 1970 */
	CENTURY_TURN = 70, /* two-digit years are 1970 to 2069 */
};

/* A date while it is read: what was understood, and what is left to read. */
struct date_reader {
	struct str rest;
	struct date date; /* a part that was not seen is 0 */
	int hour, minute, second;
	bool has_time;
	int offset; /* seconds east of UTC */
	bool has_offset;
	const struct date_zone *zone; /* NULL: none was seen */
	bool am, pm;
	int weekday;                  /* that was named in English; -1: none was */
	enum date_order order, shown; /* of numeric dates: as the caller knows, and as this one shows */
	bool month_first;             /* the month came before all other parts of the date */
	bool done;                    /* what is left does not matter */
};

static void skip(struct date_reader *p, size_t n)
{
	assert(n <= p->rest.n);
	p->rest = str_sub(p->rest, n, SIZE_MAX);
}

/* The character at this offset of what is left; 0 behind its end. */
static char peek(const struct date_reader *p, size_t at)
{
	return at < p->rest.n ? p->rest.p[at] : 0;
}

static size_t digit_count_at(const struct date_reader *p, size_t at)
{
	size_t n = 0;
	while (is_digit(peek(p, at + n)))
		n++;
	return n;
}

static size_t digit_count(const struct date_reader *p)
{
	return digit_count_at(p, 0);
}

/* Takes all the digits at the front as a number; *n is how many there are. False when there are
 * none or more than 8. */
static bool take_number(struct date_reader *p, int *value, size_t *n)
{
	*n = digit_count(p);
	long number;
	if (*n > 8 || !str_to_long(str_sub(p->rest, 0, *n), &number))
		return false;
	*value = (int)number;
	skip(p, *n);
	return true;
}

static int full_year(int year, size_t digits)
{
	return digits > 2 ? year : year < CENTURY_TURN ? 2000 + year : 1900 + year;
}

/* ":mm[:ss[.fraction]]" after the hour. Fractions of a second are dropped. */
static bool take_time(struct date_reader *p, int hour)
{
	size_t n;
	if (p->has_time)
		return false;
	p->has_time = true;
	p->hour = hour;
	skip(p, 1);
	if (!take_number(p, &p->minute, &n) || n > 2)
		return false;
	if (peek(p, 0) == ':') {
		skip(p, 1);
		if (!take_number(p, &p->second, &n) || n > 2)
			return false;
		if ((peek(p, 0) == '.' || peek(p, 0) == ',') && is_digit(peek(p, 1))) {
			skip(p, 1);
			skip(p, digit_count(p));
		}
	}
	return peek(p, 0) != ':';
}

/* "+hh", "+hhmm" or "+hh:mm", with either sign at the front. */
static bool take_offset(struct date_reader *p)
{
	int sign = peek(p, 0) == '-' ? -1 : 1, value, minutes = 0;
	size_t n;
	skip(p, 1);
	if (!take_number(p, &value, &n) || n > 4 || n == 3)
		return false;
	if (n == 4) {
		minutes = value % 100;
		value /= 100;
	} else if (peek(p, 0) == ':') {
		skip(p, 1);
		if (!take_number(p, &minutes, &n) || n > 2)
			return false;
	}
	p->offset = sign * (value * 3600 + minutes * 60);
	p->has_offset = true;
	return value <= 15 && minutes < 60;
}

/* The date with this number in the year (ISO 8601 ordinal date); false when the year has no such
 * day. */
static bool set_day_of_year(struct date_reader *p, int year, int day)
{
	p->date = date_add_days((struct date){year, 1, 1}, day - 1);
	return day >= 1 && p->date.year == year;
}

/* The rest of "2019-W29-3" (ISO 8601 week date) behind "-W". Week 1 is the one with January 4. */
static bool take_week(struct date_reader *p, int year)
{
	int week, day = 1;
	size_t n;
	if (p->date.year || !take_number(p, &week, &n) || n != 2 || week < 1 || week > 53)
		return false;
	if (peek(p, 0) == '-') {
		skip(p, 1);
		if (!take_number(p, &day, &n) || day < 1 || day > 7)
			return false;
	}
	int from_monday = (date_weekday((struct date){year, 1, 4}) + 6) % 7;
	p->date = date_add_days((struct date){year, 1, 4}, (week - 1) * 7 + day - 1 - from_monday);
	return true;
}

/* Which of the two orders the numbers show: one of them is no month, or one fits the weekday. */
static enum date_order shown_order(const struct date_reader *p, int first, int second, int year)
{
	if (first > 12 || second > 12)
		return first > 12 ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
	bool day_fits = date_weekday((struct date){year, second, first}) == p->weekday,
		 month_fits = date_weekday((struct date){year, first, second}) == p->weekday;
	if (day_fits == month_fits)
		return DATE_ORDER_UNKNOWN;
	return day_fits ? DATE_DAY_FIRST : DATE_MONTH_FIRST;
}

/* A date that ends in its year: d.m.y, and d/m/y, m/d/y, d-m-y or m-d-y, whichever is known. */
static bool set_year_last(struct date_reader *p, char separator, int first, int second, int year)
{
	enum date_order order = DATE_DAY_FIRST;
	if (first < 1 || second < 1)
		return false;
	if (separator != '.') {
		p->shown = shown_order(p, first, second, year);
		order = p->shown ? p->shown : p->order;
	}
	bool day_first = order == DATE_DAY_FIRST;
	p->date = (struct date){year, day_first ? second : first, day_first ? first : second};
	return order != DATE_ORDER_UNKNOWN || first == second;
}

/* The rest of a date in numbers behind the first number, which had this many digits: y-m-d, y/m/d,
 * y-ddd (day of the year), or one that ends in its year. */
static bool take_numeric_date(struct date_reader *p, int first, size_t digits)
{
	char separator = peek(p, 0);
	int second, third = 0;
	size_t n, third_digits = 0;
	skip(p, 1);
	if (p->date.year || p->date.month || p->date.day || !take_number(p, &second, &n))
		return false;
	if (n == 3 && digits == 4 && separator == '-' && peek(p, 0) != '-')
		return set_day_of_year(p, first, second);
	if (n > 2)
		return false;
	if (peek(p, 0) == separator && is_digit(peek(p, 1)) &&
		!(separator == '-' && is_digit(peek(p, 3)) && digits == 4)) {
		skip(p, 1);
		if (!take_number(p, &third, &third_digits))
			return false;
	}
	if (digits == 4) {
		p->date = (struct date){first, second, third};
		return third_digits <= 2 && second && (third || !third_digits);
	}
	return (third_digits == 4 || (third_digits == 2 && separator != '-')) &&
		set_year_last(p, separator, first, second, full_year(third, third_digits));
}

/* A run of digits that is a whole date or time: "yyyymmdd", "yyyymmddhhmmss", and behind a date
 * "hhmmss" or "hhmm". */
static bool take_run_of_digits(struct date_reader *p, size_t n)
{
	long value;
	if (n > 18 || !str_to_long(str_sub(p->rest, 0, n), &value))
		return false;
	skip(p, n);
	if (p->date.day && !p->has_time && (n == 6 || n == 4)) {
		value = n == 4 ? value * 100 : value;
		p->hour = (int)(value / 10000), p->minute = (int)(value / 100 % 100),
		p->second = (int)(value % 100);
		p->has_time = true;
		return true;
	}
	if (p->date.year || (n != 8 && n != 14))
		return false;
	if (n == 14) {
		p->hour = (int)(value / 10000 % 100), p->minute = (int)(value / 100 % 100),
		p->second = (int)(value % 100);
		p->has_time = true;
		value /= 1000000;
	}
	p->date = (struct date){(int)(value / 10000), (int)(value / 100 % 100), (int)(value % 100)};
	return p->date.month && p->date.day;
}

/* True for the "04" of "11 04 2020": a month in digits where RFC 822 has its name. */
static bool is_month_number(const struct date_reader *p, int value)
{
	return p->date.day && !p->date.month && !p->date.year && value >= 1 && value <= 12 &&
		peek(p, 0) == ' ' && digit_count_at(p, 1) == 4;
}

/* A number that stands alone is a day or a year. Of two small ones the first is the day. */
static bool take_day_or_year(struct date_reader *p, int value, size_t digits)
{
	if (digits <= 2 && !p->date.day && value >= 1 && value <= 31)
		p->date.day = value;
	else if (digits == 2 && is_month_number(p, value))
		p->date.month = value;
	else if (!p->date.year && (digits == 4 || digits == 2))
		p->date.year = full_year(value, digits);
	else
		return false;
	return true;
}

/* The unit behind a number that was taken, as in "2026年3月2日". False when the unit is that of a
 * time, or its part of the date is known already. */
static bool take_unit(
	struct date_reader *p, int value, size_t digits, enum date_unit unit, size_t length)
{
	static_assert(DATE_YEAR < DATE_DAY && DATE_MONTH < DATE_DAY, "the units of a date come first");
	int *parts[] = {
		[DATE_YEAR] = &p->date.year, [DATE_MONTH] = &p->date.month, [DATE_DAY] = &p->date.day};
	if (unit > DATE_DAY || *parts[unit] || !value || (unit == DATE_YEAR && digits != 4))
		return false;
	*parts[unit] = value;
	skip(p, length);
	return true;
}

/* "st", "nd", "rd" or "th" at the front, as in "2nd". */
static bool has_ordinal_suffix(struct str s)
{
	static const struct str suffixes[] = {S("st"), S("nd"), S("rd"), S("th")};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_istarts(s, suffixes[i]) && !(s.n > 2 && is_alpha(s.p[2])))
			return true;
	return false;
}

static bool take_digits(struct date_reader *p)
{
	size_t n = digit_count(p);
	int value;
	bool clock = p->date.day && !p->has_time && n == 4 && p->date.year && p->date.month;
	if (n > 4 || clock)
		return take_run_of_digits(p, n);
	if (!take_number(p, &value, &n))
		return false;
	char next = peek(p, 0);
	size_t length;
	enum date_unit unit = date_words_unit(p->rest, &length);
	if (unit)
		return take_unit(p, value, n, unit, length);
	if (next == ':' && n <= 2)
		return take_time(p, value);
	if (n == 4 && next == '-' && peek(p, 1) == 'W' && is_digit(peek(p, 2))) {
		skip(p, 2);
		return take_week(p, value);
	}
	if ((next == '/' || next == '.' || next == '-') && is_digit(peek(p, 1)) && !p->date.month)
		return take_numeric_date(p, value, n);
	if (has_ordinal_suffix(p->rest))
		skip(p, 2);
	return take_day_or_year(p, value, n);
}

/* "am", "PM" or "a.m."; a last dot stays. */
static bool take_am_or_pm(struct date_reader *p)
{
	char letter = to_lower(peek(p, 0));
	size_t dot = peek(p, 1) == '.', end = dot + 2;
	if ((letter != 'a' && letter != 'p') || to_lower(peek(p, 1 + dot)) != 'm' ||
		is_alpha(peek(p, end)))
		return false;
	p->pm = letter == 'p';
	p->am = letter == 'a';
	skip(p, end);
	return true;
}

static bool date_is_known(struct date d)
{
	return d.year && d.month && d.day;
}

static bool is_letter(char c)
{
	return is_alpha(c) || (unsigned char)c >= 0x80;
}

/* A zone's name at the front. Only behind a time, because "at", "et" and "mt" are words too. */
static bool take_zone(struct date_reader *p)
{
	size_t n = 0;
	while (is_alpha(peek(p, n)) ||
		(n && (peek(p, n) == '/' || peek(p, n) == '_') && is_alpha(peek(p, n + 1))))
		n++;
	const struct date_zone *zone =
		p->has_time && !p->zone && !p->has_offset ? date_zone_find(str_sub(p->rest, 0, n)) : NULL;
	if (!zone)
		return false;
	p->zone = zone;
	skip(p, n);
	return true;
}

static bool take_word(struct date_reader *p)
{
	size_t n = 0;
	enum date_unit half = date_words_unit(p->rest, &n);
	if (half == DATE_MORNING || half == DATE_AFTERNOON) {
		p->am = half == DATE_MORNING;
		p->pm = !p->am;
		skip(p, n);
		return true;
	}
	if (p->has_time && take_am_or_pm(p))
		return true;
	if (take_zone(p))
		return (peek(p, 0) != '+' && peek(p, 0) != '-') || !is_digit(peek(p, 1)) || take_offset(p);
	n = 0;
	while (is_letter(peek(p, n)))
		n++;
	struct str word = str_sub(p->rest, 0, n);
	skip(p, n);
	int month = date_words_month(word), weekday = date_words_weekday(word);
	p->weekday = weekday >= 0 ? weekday : p->weekday;
	/* A weekday may have the name of another language's month: the "mar." of "mar. 1 déc." is
	 * mardi. So of two months the first was a weekday, when it came before all other parts. */
	if (month && (!p->date.month || p->month_first)) {
		p->month_first = !p->date.month && !p->date.day && !p->date.year;
		p->date.month = month;
	}
	/* A word in another script between day and time may name a half of the day; such a date is not
	 * read. */
	return month || p->has_time || !date_is_known(p->date) || is_alpha(word.p[0]);
}

static bool take_sign(struct date_reader *p)
{
	size_t digits = digit_count_at(p, 1);
	if (digits && !p->has_offset && (p->has_time || date_is_known(p->date)))
		return take_offset(p);
	/* "2026 Jul-Aug", "Dec-2019 Jan": of a range the beginning counts. */
	p->done = p->date.month && p->date.year && !p->date.day && (!digits || digits > 2);
	/* A date that begins with "-" would have a negative year. */
	bool negative_year = !p->date.year && !p->date.day && !p->date.month && !p->has_time;
	skip(p, 1);
	return !negative_year;
}

/* Takes one number, word, sign or other character off the front. False when no date can come of it
 * any more. */
static bool take_token(struct date_reader *p)
{
	char c = peek(p, 0);
	if (is_digit(c))
		return take_digits(p);
	if (is_letter(c))
		return take_word(p);
	if (c == '+' || c == '-')
		return take_sign(p);
	p->done = c == ';';
	skip(p, 1);
	return true;
}

/* True when the parts make a date; with a time, that of a known day. */
static bool is_complete(const struct date_reader *p)
{
	struct date d = p->date;
	if (d.year < FIRST_YEAR || d.year > LAST_YEAR || (d.day && !d.month) || !date_valid(d) ||
		(p->has_time && !d.day))
		return false;
	bool midnight = p->hour == 24 && !p->minute && !p->second;
	return (p->hour <= 23 || midnight) && p->minute <= 59 && p->second <= 60;
}

/* The hour from 0 to 24. */
static int hour_of(const struct date_reader *p)
{
	if (p->pm && p->hour < 12)
		return p->hour + 12;
	return p->am && p->hour == 12 ? 0 : p->hour;
}

/* Seconds or milliseconds since 1970. */
static bool read_epoch(struct str text, int64_t *out)
{
	long seconds;
	bool milliseconds = text.n == EPOCH_DIGITS + 3;
	if ((text.n != EPOCH_DIGITS && !milliseconds) || !str_is_digits(text) ||
		!str_to_long(text, &seconds))
		return false;
	*out = milliseconds ? seconds / 1000 : seconds;
	return true;
}

static struct date_reader reader_of(struct str text, enum date_order order)
{
	return (struct date_reader){
		.rest = str_sub(str_trim(text), 0, LONGEST), .weekday = -1, .order = order};
}

/* Reads all of the date. */
static bool read_date(struct date_reader *p, int64_t *out)
{
	if (!p->rest.n)
		return false;
	if (read_epoch(p->rest, out))
		return true;
	while (p->rest.n && !p->done)
		if (!take_token(p))
			return false;
	if (!is_complete(p))
		return false;
	int64_t t = date_to_time(p->date) + hour_of(p) * 3600 + p->minute * 60 + p->second;
	t -= p->has_offset ? p->offset : p->zone ? date_zone_offset(p->zone, t) : 0;
	if (t == 0)
		return false;
	*out = t;
	return true;
}

bool date_text_parse(struct str text, int64_t *out, bool *no_zone)
{
	struct date_reader p = reader_of(text, DATE_ORDER_UNKNOWN);
	bool read = read_date(&p, out);
	if (no_zone)
		*no_zone = read && p.has_time && !p.zone && !p.has_offset;
	return read;
}

bool date_text_parse_ordered(struct str text, enum date_order order, int64_t *out)
{
	struct date_reader p = reader_of(text, order);
	return read_date(&p, out);
}

enum date_order date_text_order(struct str text)
{
	struct date_reader p = reader_of(text, DATE_ORDER_UNKNOWN);
	int64_t t;
	return read_date(&p, &t) ? p.shown : DATE_ORDER_UNKNOWN;
}
