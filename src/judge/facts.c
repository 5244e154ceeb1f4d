/* The facts of a record. */
#include "judge/judge_parts.h"
#include "model/facts.h"

enum { FACTS_MAX_BYTES = 1 << 18 };

static void add_one(struct buf *b, enum fact fact, struct str value)
{
	facts_add(b, fact, (struct strs){&value, 1});
}

static void add_date(struct arena *a, struct buf *b, enum fact fact, struct date date)
{
	char text[TIME_TEXT];
	if (date.year)
		add_one(b, fact, str_copy(a, str_of(date_iso(date, text))));
}

/* minimumAge and maximumAge */
static struct str ages_of(struct arena *a, const struct trial *trial)
{
	struct str from = trial->minimum_age, to = trial->maximum_age;
	return from.n || to.n ? str_printf(a, STR_FMT "|" STR_FMT, STR_ARG(from), STR_ARG(to)) :
							STR_NONE;
}

/* The texts that are there, with ", " between. */
static struct str joined(struct arena *a, const struct str *texts, size_t n)
{
	struct str all = STR_NONE;
	for (size_t i = 0; i < n; i++)
		if (texts[i].n)
			all = all.n ? str_printf(a, STR_FMT ", " STR_FMT, STR_ARG(all), STR_ARG(texts[i])) :
						  texts[i];
	return all;
}

/* "Sample Hospital, Chicago, Illinois, United States", and its status. */
static struct str place_of(struct arena *a, const struct trial_place *place)
{
	const struct str parts[] = {place->facility, place->city,
		str_eq(place->state, place->city) ? STR_NONE : place->state, place->country};
	return facts_place(a, place->status, joined(a, parts, sizeof parts / sizeof *parts));
}

static void add_places(struct arena *a, struct buf *b, const struct trial *trial)
{
	struct strs places = {0};
	for (size_t i = 0; i < trial->place_count; i++)
		strs_add(a, &places, place_of(a, &trial->places[i]));
	if (trial->location_count > (long)trial->place_count && trial->place_count)
		strs_add(
			a, &places, str_printf(a, "+%ld", trial->location_count - (long)trial->place_count));
	facts_add(b, FACT_PLACES, places);
}

static void add_contacts(struct arena *a, struct buf *b, const struct trial *trial)
{
	struct strs contacts = {0};
	for (size_t i = 0; i < trial->contact_count; i++) {
		const struct trial_contact *contact = &trial->contacts[i];
		const struct str parts[] = {contact->name, contact->phone, contact->email};
		strs_add(a, &contacts, joined(a, parts, sizeof parts / sizeof *parts));
	}
	facts_add(b, FACT_CONTACTS, contacts);
}

/* The day when results were posted; an older record says only that they were. */
static void add_results(struct arena *a, struct buf *b, const struct trial *trial)
{
	if (trial->results_first_post.year)
		add_date(a, b, FACT_RESULTS, trial->results_first_post);
	else if (trial->has_results)
		add_one(b, FACT_RESULTS, S(FACTS_YES));
}

static void add_trial(struct arena *a, struct buf *b, const struct trial *trial)
{
	if (!trial->detailed)
		return;
	facts_add(b, FACT_PHASE, trial->phases);
	add_results(a, b, trial);
	add_one(b, FACT_WHY_STOPPED, trial->why_stopped);
	facts_add(b, FACT_CONDITIONS, trial->conditions);
	add_one(b, FACT_AGES, ages_of(a, trial));
	add_one(b, FACT_SEX, trial->sex);
	add_date(a, b, FACT_START, trial->start);
	add_date(a, b, FACT_PRIMARY_COMPLETION, trial->primary_completion);
	add_date(a, b, FACT_COMPLETION, trial->completion);
	add_one(b, FACT_SPONSOR, trial->sponsor);
	add_contacts(a, b, trial);
	add_places(a, b, trial);
	add_date(a, b, FACT_VERIFIED, trial->status_verified);
}

/* Who paid for it is said elsewhere. */
static void add_types(struct arena *a, struct buf *b, struct strs types)
{
	struct strs shown = {0};
	for (size_t i = 0; i < types.n; i++)
		if (!str_starts(types.v[i], S("Research Support")))
			strs_add(a, &shown, types.v[i]);
	facts_add(b, FACT_TYPES, shown);
}

struct str judge_facts(struct arena *a, const struct entry *entry)
{
	struct buf b CLEANUP_BUF = buf_new(FACTS_MAX_BYTES);
	if (entry->trial)
		add_trial(a, &b, entry->trial);
	else if (judge_is_preprint(entry))
		add_one(&b, FACT_PREPRINT, S(FACTS_NOT_REVIEWED));
	if (entry->paper && judge_is_of_animals(entry->paper))
		add_one(&b, FACT_ANIMALS, S(FACTS_ANIMALS));
	if (entry->paper)
		add_types(a, &b, entry->paper->publication_types);
	return buf_ok(&b) ? str_copy(a, buf_str(&b)) : STR_NONE;
}
