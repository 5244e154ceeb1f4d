#include "render/facts.h"

#include "base/array.h"
#include "model/status_line.h"

static struct fact_text ours(struct str text)
{
	return (struct fact_text){text, false};
}

static struct fact_text theirs(struct str text)
{
	return (struct fact_text){text, true};
}

/* A word of the registry that this version does not know: "FOO_BAR" as "Foo bar". */
static struct fact_text unknown(struct arena *a, struct str word)
{
	char *p = arena_alloc(a, word.n + 1);
	for (size_t i = 0; i < word.n; i++)
		p[i] = word.p[i] == '_' ? ' ' : i ? to_lower(word.p[i]) : word.p[i];
	return theirs((struct str){p, word.n});
}

/* Phase of designModule.phases. */
static struct fact_text phase_text(struct arena *a, const struct words *words, struct str word)
{
	enum { PREFIX = sizeof "PHASE" - 1 };
	if (str_eq(word, S("NA")))
		return ours(words_text(words, WORD_phase_none));
	if (str_eq(word, S("EARLY_PHASE1")))
		return ours(words_text(words, WORD_phase_early));
	struct str number = str_sub(word, PREFIX, SIZE_MAX);
	if (!str_starts(word, S("PHASE")) || number.n != 1 || !str_is_digits(number))
		return theirs(word);
	return ours(words_with(a, words, WORD_phase_number, "n", number));
}

static struct fact_text sex_text(struct arena *a, const struct words *words, struct str word)
{
	static const struct {
		struct str sex;
		enum word word;
	} SEXES[] = {
		{S("ALL"), WORD_sex_all}, {S("FEMALE"), WORD_sex_female}, {S("MALE"), WORD_sex_male}};
	for (size_t i = 0; i < ARRAY_COUNT(SEXES); i++)
		if (str_eq(word, SEXES[i].sex))
			return ours(words_text(words, SEXES[i].word));
	return unknown(a, word);
}

/* "18 Years": a number and a unit (minimumAge, maximumAge). */
static struct fact_text age_text(struct arena *a, const struct words *words, struct str age)
{
	static const struct {
		struct str unit;
		enum word word;
	} UNITS[] = {{S("Year"), WORD_age_years}, {S("Month"), WORD_age_months},
		{S("Week"), WORD_age_weeks}, {S("Day"), WORD_age_days}, {S("Hour"), WORD_age_hours},
		{S("Minute"), WORD_age_minutes}};
	struct str unit = age, number = str_cut(&unit, ' ');
	long n;
	if (!str_is_digits(number) || !str_to_long(number, &n) || n < 0)
		return theirs(age);
	if (unit.n && unit.p[unit.n - 1] == 's')
		unit.n--;
	for (size_t i = 0; i < ARRAY_COUNT(UNITS); i++)
		if (str_ieq(unit, UNITS[i].unit))
			return ours(words_fill(a, words_plural(words, UNITS[i].word, (size_t)n),
				(struct words_place[]){{"n", number}, {0}}));
	return theirs(age);
}

static struct fact_text ages_text(struct arena *a, const struct words *words, struct str value)
{
	struct str to = value, from = str_cut(&to, '|');
	if (!to.p)
		return theirs(value);
	struct fact_text least = age_text(a, words, from), most = age_text(a, words, to);
	enum word form = !to.n ? WORD_age_from : !from.n ? WORD_age_to : WORD_age_between;
	return (struct fact_text){
		words_filled(
			a, words, form, (struct words_place[]){{"from", least.text}, {"to", most.text}, {0}}),
		(from.n && least.foreign) || (to.n && most.foreign)};
}

static struct fact_text place_text(struct arena *a, const struct words *words, struct str value)
{
	long more = facts_places_more(value);
	struct str status, where;
	if (more > 0)
		return ours(words_fill(a, words_plural(words, WORD_fact_places_more, (size_t)more),
			(struct words_place[]){{"n", str_printf(a, "%ld", more)}, {0}}));
	facts_place_parts(value, &status, &where);
	if (!status.n)
		return ours(where);
	struct str word = trial_status_of(status) == TRIAL_STATUS_OTHER ?
		unknown(a, status).text :
		status_line_short(words, status);
	return ours(str_trim(words_filled(a, words, WORD_fact_place,
		(struct words_place[]){{"place", where}, {"status", word}, {0}})));
}

static struct fact_text date_text(struct arena *a, const struct words *words, struct str value)
{
	struct date date;
	return date_parse_partial(value, &date) ? ours(words_date_fact(a, words, date)) : theirs(value);
}

/* A value that is this word; any other one as it is. */
static struct fact_text word_text(
	const struct words *words, struct str value, const char *known, enum word word)
{
	return str_eq(value, str_of(known)) ? ours(words_text(words, word)) : theirs(value);
}

struct fact_text facts_text(
	struct arena *a, const struct words *words, enum fact fact, struct str value)
{
	switch (fact) {
	case FACT_PHASE: return phase_text(a, words, value);
	case FACT_RESULTS:
		return str_eq(value, S(FACTS_YES)) ? ours(words_text(words, WORD_fact_yes)) :
											 date_text(a, words, value);
	case FACT_AGES: return ages_text(a, words, value);
	case FACT_SEX: return sex_text(a, words, value);
	case FACT_START:
	case FACT_PRIMARY_COMPLETION:
	case FACT_COMPLETION:
	case FACT_VERIFIED: return date_text(a, words, value);
	case FACT_PLACES: return place_text(a, words, value);
	case FACT_PREPRINT: return word_text(words, value, FACTS_NOT_REVIEWED, WORD_fact_not_reviewed);
	case FACT_ANIMALS: return word_text(words, value, FACTS_ANIMALS, WORD_fact_animal_study);
	case FACT_SPONSOR:
	case FACT_CONTACTS: return ours(value);
	case FACT_WHY_STOPPED:
	case FACT_CONDITIONS:
	case FACT_TYPES:
	case FACT_COUNT: break;
	}
	return theirs(value);
}

struct strs facts_texts(
	struct arena *a, const struct words *words, enum fact fact, struct strs values)
{
	struct strs texts = {0};
	for (size_t i = 0; i < values.n; i++)
		strs_add(a, &texts, facts_text(a, words, fact, values.v[i]).text);
	return texts;
}
