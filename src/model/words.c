#include "model/words.h"

#include <assert.h>

#include "base/array.h"
#include "base/buf.h"

static const struct {
	struct str key, english;
} WORDS[WORD_COUNT] = {
#define WORD_ROW(key, english) {S(#key), S(english)},
	WORDS_LIST(WORD_ROW)
#undef WORD_ROW
};

const struct words WORDS_ENGLISH;

struct str words_key(enum word word)
{
	assert(word < WORD_COUNT);
	return WORDS[word].key;
}

enum word words_find(struct str key)
{
	enum word word = 0;
	while (word < WORD_COUNT && !str_eq(WORDS[word].key, key))
		word++;
	return word;
}

struct str words_english(enum word word)
{
	assert(word < WORD_COUNT);
	return WORDS[word].english;
}

struct str words_text(const struct words *words, enum word word)
{
	return str_or(words->v[word], words_english(word));
}

bool words_has_forms(enum word word)
{
	return str_find_char(words_english(word), '|') != STR_NOT_FOUND;
}

size_t words_plural_forms(enum plural plural)
{
	return plural == PLURAL_ARABIC ? 6 : 2;
}

struct str words_form(struct str text, size_t number)
{
	struct str form = str_cut(&text, '|');
	while (number-- && text.p)
		form = str_cut(&text, '|');
	return str_trim(form);
}

static size_t form_of(enum plural plural, size_t n)
{
	switch (plural) {
	case PLURAL_BELOW2: return n > 1;
	case PLURAL_ARABIC:
		return n <= 2                      ? n :
			n % 100 >= 3 && n % 100 <= 10  ? 3 :
			n % 100 >= 11 && n % 100 <= 99 ? 4 :
											 5;
	case PLURAL_ONE:
	default: return n != 1;
	}
}

struct str words_plural(const struct words *words, enum word word, size_t n)
{
	enum plural plural = words->v[word].n ? words->plural : PLURAL_ONE;
	assert(words_has_forms(word));
	return words_form(words_text(words, word), form_of(plural, n));
}

enum { FILLED_MAX = 1 << 20 };

/* The value of the place of this name in a text. */
typedef struct str place_value(struct arena *a, const void *from, struct str name);

static struct str fill(struct arena *a, struct str text, place_value *value_of, const void *from)
{
	struct buf b CLEANUP_BUF = buf_new(FILLED_MAX);
	while (text.n) {
		size_t open = str_find_char(text, '{');
		struct str rest = open == STR_NOT_FOUND ? STR_NONE : str_sub(text, open + 1, SIZE_MAX);
		size_t n = str_find_char(rest, '}');
		buf_add(&b, n == STR_NOT_FOUND ? text : str_sub(text, 0, open));
		buf_add(&b, n == STR_NOT_FOUND ? STR_NONE : value_of(a, from, str_sub(rest, 0, n)));
		text = n == STR_NOT_FOUND ? STR_NONE : str_sub(rest, n + 1, SIZE_MAX);
	}
	return str_copy(a, buf_str(&b));
}

static struct str value_among(struct arena *a, const void *from, struct str name)
{
	const struct words_place *places = from;
	(void)a;
	while (places->name && !str_eq(str_of(places->name), name))
		places++;
	return places->value;
}

struct str words_fill(struct arena *a, struct str text, const struct words_place *places)
{
	return fill(a, text, value_among, places);
}

struct str words_filled(
	struct arena *a, const struct words *words, enum word word, const struct words_place *places)
{
	return words_fill(a, words_text(words, word), places);
}

struct str words_with(
	struct arena *a, const struct words *words, enum word word, const char *name, struct str value)
{
	return words_filled(a, words, word, (struct words_place[]){{name, value}, {0}});
}

struct date_shown {
	const struct words *words;
	struct date date;
};

/* Month and day are known as far as the form wants them. */
static struct str date_part(struct arena *a, const void *from, struct str name)
{
	const struct date_shown *shown = from;
	const struct date *date = &shown->date;
	const struct {
		struct str name;
		int digits, value;
	} numbers[] = {{S("d"), 1, date->day}, {S("dd"), 2, date->day}, {S("m"), 1, date->month},
		{S("mm"), 2, date->month}, {S("yy"), 2, date->year % 100}, {S("yyyy"), 4, date->year}};
	if (str_eq(name, S("month")))
		return words_form(words_text(shown->words, WORD_months), (size_t)date->month - 1);
	for (size_t i = 0; i < ARRAY_COUNT(numbers); i++)
		if (str_eq(numbers[i].name, name))
			return str_printf(a, "%0*d", numbers[i].digits, numbers[i].value);
	return STR_NONE;
}

/* The date in one of the language's forms. */
static struct str date_in(
	struct arena *a, const struct words *words, enum word form, struct date date)
{
	assert(date.month);
	return fill(a, words_text(words, form), date_part, &(struct date_shown){words, date});
}

static struct str date_iso_in(struct arena *a, struct date date)
{
	char text[TIME_TEXT];
	return str_copy(a, str_of(date_iso(date, text)));
}

struct str words_day(struct arena *a, const struct words *words, struct date day)
{
	assert(date_valid(day) && day.day);
	return words->iso ? date_iso_in(a, day) : date_in(a, words, WORD_date_long, day);
}

struct str words_month(struct arena *a, const struct words *words, int month, int year)
{
	return date_in(a, words, WORD_date_month, (struct date){year, month, 0});
}

struct str words_date(struct arena *a, const struct words *words, struct date date)
{
	if (words->iso || !date.month)
		return date_iso_in(a, date);
	return date_in(a, words, date.day ? WORD_date_short : WORD_date_short_month, date);
}

struct str words_date_short(struct arena *a, const struct words *words, struct date date)
{
	if (words->iso || !date.day)
		return words_date(a, words, date);
	return date_in(a, words, WORD_date_shortest, date);
}

struct str words_date_fact(struct arena *a, const struct words *words, struct date date)
{
	if (words->iso || !date.month)
		return date_iso_in(a, date);
	return date_in(a, words, date.day ? WORD_fact_date : WORD_fact_date_month, date);
}

struct str words_instant(struct arena *a, const struct words *words, int64_t at)
{
	return words_date(a, words, date_local(at));
}
