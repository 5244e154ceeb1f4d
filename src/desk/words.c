#include "desk/words.h"

#include "base/date.h"
#include "match/match.h"
#include "render/decision.h"

struct str words_age(struct arena *a, int64_t t, int64_t now)
{
	int64_t s = now - t;
	if (s < 3600)
		return S("new");
	return s < 86400 ? str_printf(a, "%lld h", (long long)(s / 3600)) :
					   str_printf(a, "%lld d", (long long)(s / 86400));
}

struct str words_ago(struct arena *a, int64_t t, int64_t now)
{
	static const struct {
		int64_t seconds;
		const char *one, *many;
	} units[] = {{86400, "a day", "days"}, {3600, "an hour", "hours"}, {60, "a minute", "minutes"}};
	int64_t s = now - t;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		int64_t n = s / units[i].seconds;
		if (n == 1)
			return str_printf(a, "%s ago", units[i].one);
		if (n > 1)
			return str_printf(a, "%lld %s ago", (long long)n, units[i].many);
	}
	return S("just now");
}

struct str words_until(struct arena *a, int64_t t, int64_t now)
{
	int64_t minutes = (t - now + 59) / 60;
	if (minutes <= 0)
		return STR_NONE;
	return minutes < 120 ? str_printf(a, "in %lld min", (long long)minutes) :
						   str_printf(a, "in %lld h", (long long)(minutes / 60));
}

const char *words_verb(enum verb verb)
{
	static const char *const words[VERB_END] = {
		[VERB_APPROVE] = "Approved",
		[VERB_REJECT] = "Rejected",
		[VERB_DEFER] = "Put off",
		[VERB_EDIT] = "Edited",
		[VERB_MERGE] = "Merged",
		[VERB_SPLIT] = "Split",
		[VERB_WITHDRAW] = "Withdrawn",
		[VERB_UNDO] = "Undone",
		[VERB_DISTINCT] = "Not the same",
		[VERB_ASSIGN] = "Set aside",
		[VERB_UNASSIGN] = "Given back",
	};
	return verb < VERB_END && words[verb] ? words[verb] : "Decided";
}

struct str words_state(struct arena *a, const struct item *item, int64_t now)
{
	char day[TIME_TEXT];
	if (item_is_update(item))
		return S("published, and an update of it waits");
	if (item->state == ITEM_QUEUED)
		return S("waiting in the queue");
	if (item->state != ITEM_DEFERRED)
		return str_of(item_state_word(item->state));
	if (item_is_due(item, now))
		return S("back in the queue");
	return str_printf(a, "put off until %s", date_us(date_local(item->deferred_until), day));
}

struct str words_detail(struct arena *a, const struct decision *decision)
{
	if (decision->verb == VERB_UNDO)
		return str_of(words_verb(decision->undone_verb));
	struct str words = decision_words(a, decision, INSTANT_DAY);
	bool pair = decision->verb == VERB_MERGE || decision->verb == VERB_DISTINCT;
	return pair && words.n ? str_printf(a, "and “" STR_FMT "”", STR_ARG(words)) : words;
}

struct str words_likeness(struct arena *a, struct str one, struct str other)
{
	double alike = match_title_similarity(match_title(a, one), match_title(a, other));
	return alike >= 1 ? S("The titles are the same.") :
						str_printf(a, "The titles are %d %% alike.", (int)(alike * 100));
}

struct str words_topic_titles(struct arena *a, const struct site *site, struct strs slugs)
{
	struct str titles = STR_NONE;
	for (size_t i = 0; i < slugs.n; i++) {
		const struct topic *topic = site_topic(site, slugs.v[i]);
		titles = str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(titles), i ? ", " : "",
			STR_ARG(topic ? topic->title : slugs.v[i]));
	}
	return titles;
}
