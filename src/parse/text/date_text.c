#include "parse/text/date_text.h"

#include "parse/text/date_words.h"
#include "parse/text/date_zone.h"

enum {
	LONGEST = 64,      /* what stands behind a date is not read */
	FIRST_YEAR = 1500, /* earlier and later ones are defaults of programs, not dates */
	LAST_YEAR = 2200,
	EPOCH_DIGITS = 10,
	CENTURY_TURN = 70, /* two-digit years: 1970 to 2069 */
};

/* What was understood so far. A part that is 0 (the time: has_time, the zone: zone or has_offset)
 * was not seen. */
struct parts {
	struct str rest;
	struct date date;
	int hour, minute, second, offset;
	const struct date_zone *zone;
	bool has_time, has_offset, pm, am, done;
	bool month_led; /* the month was the first thing */
};

static void skip(struct parts *p, size_t n)
{
	p->rest = str_sub(p->rest, n, SIZE_MAX);
}

static char peek(const struct parts *p, size_t at)
{
	return at < p->rest.n ? p->rest.p[at] : 0;
}

static size_t digit_count_at(const struct parts *p, size_t at)
{
	size_t n = 0;
	while (is_digit(peek(p, at + n)))
		n++;
	return n;
}

static size_t digit_count(const struct parts *p)
{
	return digit_count_at(p, 0);
}

/* All the digits at the front as a number; *n is how many there were. False when there are none or
 * too many for one. */
static bool take_number(struct parts *p, int *value, size_t *n)
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

/* After the hour: ":mm[:ss[.fraction]]". */
static bool take_time(struct parts *p, int hour)
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

/* "+hh", "+hhmm", "+hh:mm": the sign is at the front. */
static bool take_offset(struct parts *p)
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

/* Day `day` of the year. */
static bool set_ordinal(struct parts *p, int year, int day)
{
	p->date = date_add_days((struct date){year, 1, 1}, day - 1);
	return day >= 1 && p->date.year == year;
}

/* "2019-W29-3" (ISO 8601): the year and the "-W" are taken. Week 1 holds the 4th of January. */
static bool take_week(struct parts *p, int year)
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

/* The rest of a date in numbers, of which the first is taken: y-m-d and y/m/d, m/d/y (d/m/y when
 * only that can be), d.m.y and d-m-y. */
static bool take_numeric_date(struct parts *p, int first, size_t digits)
{
	char separator = peek(p, 0);
	int second, third = 0;
	size_t n, third_digits = 0;
	skip(p, 1);
	if (p->date.year || p->date.month || p->date.day || !take_number(p, &second, &n))
		return false;
	if (n == 3 && digits == 4 && separator == '-' && peek(p, 0) != '-')
		return set_ordinal(p, first, second);
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
	bool day_first = separator != '/' || first > 12;
	p->date = (struct date){
		full_year(third, third_digits), day_first ? second : first, day_first ? first : second};
	return third_digits == 4 || (third_digits == 2 && separator != '-');
}

/* yyyymmdd, hhmmss and hhmm after a date, seconds since 1970 (also with milliseconds). */
static bool take_digits_only(struct parts *p, size_t n)
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

/* In "11 04 2020" the month stands where RFC 822 has it. */
static bool is_month_number(const struct parts *p, int value)
{
	return p->date.day && !p->date.month && !p->date.year && value >= 1 && value <= 12 &&
		peek(p, 0) == ' ' && digit_count_at(p, 1) == 4;
}

/* A number that stands alone is a day or a year; of two small ones the day comes first. */
static bool take_day_or_year(struct parts *p, int value, size_t digits)
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

/* "2026年3月2日": the number is taken. False when a unit does not fit. */
static bool take_unit(struct parts *p, int value, size_t digits, enum date_unit unit, size_t length)
{
	int *parts[] = {
		[DATE_YEAR] = &p->date.year, [DATE_MONTH] = &p->date.month, [DATE_DAY] = &p->date.day};
	if (unit > DATE_DAY || *parts[unit] || !value || (unit == DATE_YEAR && digits != 4))
		return false;
	*parts[unit] = value;
	skip(p, length);
	return true;
}

static bool is_ordinal(struct str s)
{
	static const struct str suffixes[] = {S("st"), S("nd"), S("rd"), S("th")};
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (str_istarts(s, suffixes[i]) && !(s.n > 2 && is_alpha(s.p[2])))
			return true;
	return false;
}

static bool take_digits(struct parts *p)
{
	size_t n = digit_count(p);
	int value;
	bool clock = p->date.day && !p->has_time && n == 4 && p->date.year && p->date.month;
	if (n > 4 || clock)
		return take_digits_only(p, n);
	if (!take_number(p, &value, &n))
		return false;
	char next = peek(p, 0);
	size_t length;
	enum date_unit unit = date_word_unit(p->rest, &length);
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
	if (is_ordinal(p->rest))
		skip(p, 2);
	return take_day_or_year(p, value, n);
}

/* "am", "PM", "a.m.": the letters without dots. */
static bool take_half_day(struct parts *p)
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

/* A zone's name at the front, and an offset from it ("GMT-07:00"). Only after a time: "at" is a
 * word as well. */
static bool take_zone(struct parts *p)
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

static bool take_word(struct parts *p)
{
	size_t n = 0;
	enum date_unit half = date_word_unit(p->rest, &n);
	if (half == DATE_MORNING || half == DATE_AFTERNOON) {
		p->am = half == DATE_MORNING;
		p->pm = !p->am;
		skip(p, n);
		return true;
	}
	if (p->has_time && take_half_day(p))
		return true;
	if (take_zone(p))
		return (peek(p, 0) != '+' && peek(p, 0) != '-') || !is_digit(peek(p, 1)) || take_offset(p);
	n = 0;
	while (is_letter(peek(p, n)))
		n++;
	struct str word = str_sub(p->rest, 0, n);
	skip(p, n);
	int month = date_word_month(word);
	/* "mar. 1 déc.": a weekday of one language may be another's month; nothing but a weekday stands
	 * before a second month. */
	if (month && (!p->date.month || p->month_led)) {
		p->month_led = !p->date.month && !p->date.day && !p->date.year;
		p->date.month = month;
	}
	/* A foreign word between day and time may be for a half of the day. */
	return month || p->has_time || !date_is_known(p->date) || is_alpha(word.p[0]);
}

static bool take_sign(struct parts *p)
{
	size_t digits = digit_count_at(p, 1);
	if (digits && !p->has_offset && (p->has_time || date_is_known(p->date)))
		return take_offset(p);
	/* "Jul-Aug", "Dec-2019 Jan": of a range, the beginning. */
	p->done = p->date.month && p->date.year && !p->date.day && (!digits || digits > 2);
	bool negative_year = !p->date.year && !p->date.day && !p->date.month && !p->has_time;
	skip(p, 1);
	return !negative_year;
}

static bool take_token(struct parts *p)
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

static bool is_complete(const struct parts *p)
{
	struct date d = p->date;
	if (d.year < FIRST_YEAR || d.year > LAST_YEAR || (d.day && !d.month) || !date_valid(d) ||
		(p->has_time && !d.day))
		return false;
	bool midnight = p->hour == 24 && !p->minute && !p->second;
	return (p->hour <= 23 || midnight) && p->minute <= 59 && p->second <= 60;
}

static int hour_of(const struct parts *p)
{
	if (p->pm && p->hour < 12)
		return p->hour + 12;
	return p->am && p->hour == 12 ? 0 : p->hour;
}

static bool is_epoch(struct str text, int64_t *out)
{
	long seconds;
	bool milliseconds = text.n == EPOCH_DIGITS + 3;
	if ((text.n != EPOCH_DIGITS && !milliseconds) || !str_is_digits(text) ||
		!str_to_long(text, &seconds))
		return false;
	*out = milliseconds ? seconds / 1000 : seconds;
	return true;
}

bool date_text_parse(struct str text, int64_t *out, bool *no_zone)
{
	struct parts p = {.rest = str_trim(text)};
	if (no_zone)
		*no_zone = false;
	p.rest = str_sub(p.rest, 0, LONGEST);
	if (!p.rest.n)
		return false;
	if (is_epoch(p.rest, out))
		return true;
	while (p.rest.n && !p.done)
		if (!take_token(&p))
			return false;
	if (!is_complete(&p))
		return false;
	int64_t t = date_to_time(p.date) + hour_of(&p) * 3600 + p.minute * 60 + p.second;
	t -= p.has_offset ? p.offset : p.zone ? date_zone_offset(p.zone, t) : 0;
	if (t == 0)
		return false; /* a program's default */
	*out = t;
	if (no_zone)
		*no_zone = p.has_time && !p.zone && !p.has_offset;
	return true;
}
