#include "render/words.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/buf.h"
#include "base/utf8.h"

struct str words_capital(struct arena *a, struct str text)
{
	struct buf b CLEANUP_BUF = buf_new(text.n + 8);
	struct str rest = text;
	if (!text.n)
		return text;
	utf8_add(&b, (uint32_t)utf8proc_toupper((utf8proc_int32_t)utf8_take(&rest)));
	buf_add(&b, rest);
	return str_copy(a, buf_str(&b));
}

enum word words_fact(enum fact fact)
{
	static const enum word words[FACT_COUNT] = {
		[FACT_PHASE] = WORD_fact_phase,
		[FACT_RESULTS] = WORD_fact_results,
		[FACT_WHY_STOPPED] = WORD_fact_why_stopped,
		[FACT_CONDITIONS] = WORD_fact_conditions,
		[FACT_AGES] = WORD_fact_ages,
		[FACT_SEX] = WORD_fact_sex,
		[FACT_START] = WORD_fact_start,
		[FACT_PRIMARY_COMPLETION] = WORD_fact_primary_completion,
		[FACT_COMPLETION] = WORD_fact_completion,
		[FACT_SPONSOR] = WORD_fact_sponsor,
		[FACT_CONTACTS] = WORD_fact_contacts,
		[FACT_PLACES] = WORD_fact_places,
		[FACT_VERIFIED] = WORD_fact_verified,
		[FACT_PREPRINT] = WORD_fact_preprint,
		[FACT_ANIMALS] = WORD_fact_animals,
		[FACT_TYPES] = WORD_fact_types,
	};
	assert((size_t)fact < FACT_COUNT && words[fact]);
	return words[fact];
}

struct str words_list(const struct words *words, const struct mail_list *list)
{
	return str_or(list->title, words_section(words, mail_list_section(list)));
}

enum word words_cadence(enum cadence cadence)
{
	static const enum word words[CADENCES] = {[CADENCE_DEMAND] = WORD_cadence_demand,
		[CADENCE_WEEKLY] = WORD_cadence_weekly,
		[CADENCE_MONTHLY] = WORD_cadence_monthly};
	assert((int)cadence < CADENCES);
	return words[cadence];
}

struct str words_section(const struct words *words, enum section section)
{
	static const enum word titles[SECTION_COUNT] = {[SECTION_RESEARCH] = WORD_section_research,
		[SECTION_NEWS] = WORD_section_news,
		[SECTION_TRIALS] = WORD_section_trials};
	assert((size_t)section < SECTION_COUNT);
	return section == SECTION_NONE ? STR_NONE : words_text(words, titles[section]);
}

struct str words_period(struct arena *a, const struct words *words, struct str period)
{
	struct str rest = period, named = str_cut(&rest, '.');
	rest = named;
	struct str year = str_cut(&rest, '-');
	struct date date;
	long week;
	if (year.n == 4 && str_is_digits(year) && str_starts(rest, S("W")) && rest.n == 3 &&
		str_to_long(str_sub(rest, 1, 2), &week))
		return words_with(a, words, WORD_week, "week", str_printf(a, "%ld", week));
	if (!date_parse_partial(named, &date) || !date.month)
		return period;
	return date.day ? words_day(a, words, date) : words_month(a, words, date.month, date.year);
}

static struct str count_of(struct arena *a, const struct words *words, enum word what, size_t n)
{
	const struct words_place places[] = {{"n", str_printf(a, "%zu", n)}, {0}};
	return n ? words_fill(a, words_plural(words, what, n), places) : STR_NONE;
}

struct str words_count(
	struct arena *a, const struct words *words, size_t fresh, size_t updates, enum word both)
{
	struct str new = count_of(a, words, WORD_new_items, fresh),
			   others = count_of(a, words, WORD_updates, updates);
	assert(both == WORD_counts || both == WORD_counts_subject);
	if (!new.n || !others.n)
		return str_or(new, others);
	return words_filled(
		a, words, both, (struct words_place[]){{"new", new}, {"updates", others}, {0}});
}

struct str words_shortened(struct arena *a, struct str text, size_t n)
{
	assert(n > 0);
	if (utf8_length(text) <= n)
		return text;
	struct str rest = text;
	for (size_t kept = 1; kept < n; kept++)
		utf8_take(&rest);
	return str_printf(a, STR_FMT "…", STR_ARG(str_trim(str_sub(text, 0, text.n - rest.n))));
}
