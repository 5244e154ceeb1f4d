#include "model/face_17.h"

#include <assert.h>

#include "model/facts.h"
#include "model/told.h"
#include "model/trial_status.h"

enum { LONGEST = 1 << 20 };

static char upper_of(char c)
{
	return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static struct str change_case(struct arena *a, struct str word, bool plain)
{
	char *p = arena_alloc(a, word.n + 1);
	for (size_t i = 0; i < word.n; i++)
		if (plain)
			p[i] = word.p[i] == '_' ? ' ' : i ? to_lower(word.p[i]) : word.p[i];
		else
			p[i] = word.p[i] == ' ' ? '_' : upper_of(word.p[i]);
	return (struct str){p, word.n};
}

/* "NOT_YET_RECRUITING" as "Not yet recruiting", and back. */
static struct str plain_of(struct arena *a, struct str word)
{
	return change_case(a, word, true);
}

static struct str word_of(struct arena *a, struct str plain)
{
	return change_case(a, plain, false);
}

/* -- From the English words -- */

static struct str phase_from(struct arena *a, struct str text)
{
	enum { PREFIX = sizeof "Phase " - 1 };
	if (str_eq(text, S("Not applicable")))
		return S("NA");
	if (str_eq(text, S("Early phase 1")))
		return S("EARLY_PHASE1");
	return str_starts(text, S("Phase ")) && text.n == PREFIX + 1 ?
		str_printf(a, "PHASE%c", text.p[PREFIX]) :
		text;
}

/* "18 Years to 70 Years", "18 Years and older", "up to 17 Years". */
static struct str ages_from(struct arena *a, struct str text)
{
	static const struct str UP_TO = S("up to "), OLDER = S(" and older"), TO = S(" to ");
	size_t at = str_find(text, TO);
	if (str_starts(text, UP_TO))
		return str_printf(a, "|" STR_FMT, STR_ARG(str_sub(text, UP_TO.n, SIZE_MAX)));
	if (str_ends(text, OLDER))
		return str_printf(a, STR_FMT "|", STR_ARG(str_sub(text, 0, text.n - OLDER.n)));
	if (at == STR_NOT_FOUND)
		return text;
	return str_printf(a, STR_FMT "|" STR_FMT, STR_ARG(str_sub(text, 0, at)),
		STR_ARG(str_sub(text, at + TO.n, SIZE_MAX)));
}

/* "Sample Hospital, Chicago (Recruiting)", "and 12 more". A place whose own name ends in brackets
 * has no status. */
static struct str place_from(struct arena *a, struct str text)
{
	static const struct str AND = S("and "), MORE = S(" more");
	size_t open = text.n;
	while (open && text.p[open - 1] != '(')
		open--;
	if (str_starts(text, AND) && str_ends(text, MORE) && text.n > AND.n + MORE.n) {
		struct str number = str_sub(text, AND.n, text.n - AND.n - MORE.n);
		if (str_is_digits(number))
			return str_printf(a, "+" STR_FMT, STR_ARG(number));
	}
	if (!open || !str_ends(text, S(")")))
		return facts_place(a, STR_NONE, text);
	struct str status = word_of(a, str_sub(text, open, text.n - open - 1));
	return trial_status_of(status) == TRIAL_STATUS_OTHER ?
		facts_place(a, STR_NONE, text) :
		facts_place(a, status, str_trim(str_sub(text, 0, open - 1)));
}

static struct str value_from(struct arena *a, enum fact fact, struct str value)
{
	switch (fact) {
	case FACT_PHASE: return phase_from(a, value);
	case FACT_AGES: return ages_from(a, value);
	case FACT_SEX: return word_of(a, value);
	case FACT_PLACES: return place_from(a, value);
	case FACT_PREPRINT: return S(FACTS_NOT_REVIEWED);
	case FACT_ANIMALS: return S(FACTS_ANIMALS);
	default: return value;
	}
}

static struct str facts_from(struct arena *a, struct str facts)
{
	struct buf b CLEANUP_BUF = buf_new(LONGEST);
	if (!facts.n || str_starts(facts, S(FACTS_MARK "\n")))
		return facts;
	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		struct strs values = facts_get(a, facts, fact);
		for (size_t i = 0; i < values.n; i++)
			values.v[i] = value_from(a, fact, values.v[i]);
		facts_add(&b, fact, values);
	}
	return str_copy(a, buf_str(&b));
}

/* -- To the English words -- */

static struct str phase_to(struct arena *a, struct str word)
{
	if (str_eq(word, S("NA")))
		return S("Not applicable");
	if (str_eq(word, S("EARLY_PHASE1")))
		return S("Early phase 1");
	return str_starts(word, S("PHASE")) && word.n == 6 ? str_printf(a, "Phase %c", word.p[5]) :
														 word;
}

static struct str ages_to(struct arena *a, struct str value)
{
	struct str to = value, from = str_cut(&to, '|');
	if (!to.p)
		return value;
	if (from.n && to.n)
		return str_printf(a, STR_FMT " to " STR_FMT, STR_ARG(from), STR_ARG(to));
	return from.n ? str_printf(a, STR_FMT " and older", STR_ARG(from)) :
					str_printf(a, "up to " STR_FMT, STR_ARG(to));
}

static struct str place_to(struct arena *a, struct str value)
{
	struct str status, where;
	if (facts_places_more(value))
		return str_printf(a, "and " STR_FMT " more", STR_ARG(str_sub(value, 1, SIZE_MAX)));
	facts_place_parts(value, &status, &where);
	if (!status.n)
		return where;
	return str_printf(a, STR_FMT "%s(" STR_FMT ")", STR_ARG(where), where.n ? " " : "",
		STR_ARG(plain_of(a, status)));
}

static struct str value_to(struct arena *a, enum fact fact, struct str value)
{
	switch (fact) {
	case FACT_PHASE: return phase_to(a, value);
	case FACT_AGES: return ages_to(a, value);
	case FACT_SEX: return plain_of(a, value);
	case FACT_PLACES: return place_to(a, value);
	case FACT_PREPRINT: return S("not peer reviewed");
	case FACT_ANIMALS: return S("animal study");
	default: return value;
	}
}

static struct str facts_to(struct arena *a, struct str facts)
{
	struct buf b CLEANUP_BUF = buf_new(LONGEST);
	for (enum fact fact = 0; fact < FACT_COUNT; fact++) {
		struct strs values = facts_get(a, facts, fact);
		for (size_t i = 0; i < values.n; i++)
			values.v[i] = value_to(a, fact, values.v[i]);
		facts_add(&b, fact, values);
	}
	assert(!b.n || str_starts(buf_str(&b), S(FACTS_MARK "\n")));
	return b.n ? str_copy(a, str_sub(buf_str(&b), sizeof FACTS_MARK, SIZE_MAX)) : STR_NONE;
}

/* -- The face -- */

static const struct str LINK_GONE = S("The linked page is no longer available.");

static struct str told_link_gone(struct arena *a)
{
	enum { SHORT = 64 };
	struct buf told CLEANUP_BUF = buf_new(SHORT);
	told_add(&told, &(struct correction){.kind = CORRECTION_LINK_GONE});
	return str_copy(a, buf_str(&told));
}

void face_from_17(struct arena *a, struct face *face)
{
	face->facts = facts_from(a, face->facts);
	if (!face->told.n && str_eq(face->notice, LINK_GONE))
		face->told = told_link_gone(a);
}

void face_to_17(struct arena *a, struct face *face)
{
	face->facts = facts_to(a, face->facts);
	if (str_eq(face->told, told_link_gone(a)))
		face->told = STR_NONE;
}
