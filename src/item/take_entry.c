#include "item/take_entry.h"

#include "base/url.h"
#include "judge/judge.h"
#include "model/also.h"
#include "model/trial_status.h"

/* -- The record -- */

static struct key key_of_url(struct arena *a, struct str url)
{
	const struct keys ids = match_url_ids(a, url);
	return match_record_key(&ids);
}

/* The only number of a kind that the words name. Those of an entry with a link elsewhere name what
 * it speaks of, which it is not. */
static struct key key_of_words(struct arena *a, const struct hand_entry *entry)
{
	struct match_keys named;
	struct key key = {0};
	const struct entry said = {.kind = ENTRY_NEWS,
		.title = entry->title,
		.text = STR_CAT(a, entry->lead, S(" "), entry->official, S(" "), entry->summary, S(" "),
			entry->label, S(" "), entry->citation, S(" "), entry->rest),
		.published = NO_TIME,
		.updated = NO_TIME};
	if (entry->url.n && !entry->status.n)
		return key;
	match_mentions(a, &said, &named);
	for (size_t i = 0; i < named.n; i++) {
		if (!match_record_url(a, named.v[i]).n)
			continue;
		if (key.text.n && key.kind == named.v[i].kind)
			return (struct key){0};
		if (!key.text.n)
			key = named.v[i];
	}
	return key;
}

static void key_find(struct arena *a, struct taken_entry *taken)
{
	const struct hand_entry *entry = taken->entry;
	for (size_t i = 0; i < entry->link_count && !taken->key.text.n; i++)
		taken->key = key_of_url(a, entry->links[i].url);
	if (!taken->key.text.n)
		taken->key = key_of_words(a, entry);
}

static bool is_record(struct arena *a, struct key key, struct str url)
{
	const struct key other = key_of_url(a, url);
	return key.text.n && other.kind == key.kind && str_eq(other.text, key.text);
}

static void links_leave(struct arena *a, struct taken_entry *taken)
{
	const struct hand_entry *entry = taken->entry;
	for (size_t i = 0; i < entry->link_count; i++) {
		struct str url = entry->links[i].url;
		if (url.n && !str_eq(url, entry->url) && !is_record(a, taken->key, url) &&
			!strs_have(taken->links_left, url))
			strs_add(a, &taken->links_left, url);
	}
}

/* -- What goes out of date -- */

/* A trial with this status goes on having it. */
static bool is_final(struct str status)
{
	enum trial_status is = trial_status_of(status);
	return is == TRIAL_STATUS_COMPLETED || is == TRIAL_STATUS_TERMINATED ||
		is == TRIAL_STATUS_WITHDRAWN;
}

/* Whether words, other than the status itself, may tell a reader that a trial takes patients. */
static bool speaks_of_status(struct str text)
{
	return str_ifind(text, S("recruiting")) != STR_NOT_FOUND ||
		str_ifind(text, S("enrolling")) != STR_NOT_FOUND ||
		str_ifind(text, S("open for enrol")) != STR_NOT_FOUND;
}

static bool is_registered(const struct taken_entry *taken)
{
	return taken->key.kind == KEY_NCT && taken->key.text.n;
}

/* Whether the status that the page says is not to be shown, with the note that says why. */
static bool status_leaves(struct taken_entry *taken)
{
	const struct hand_entry *entry = taken->entry;
	bool registered = is_registered(taken);
	if (!entry->status.n && !(registered && entry->lead.n))
		return false;
	if (registered)
		taken->notes |= TAKE_STATUS_LEFT;
	else if (!is_final(entry->status))
		taken->notes |= TAKE_STATUS_LOOSE;
	return registered || !is_final(entry->status);
}

/* Of a trial; news of one have their day beside them. */
static bool summary_leaves(struct taken_entry *taken)
{
	const struct hand_entry *entry = taken->entry;
	bool trial = is_registered(taken) || entry->status.n || entry->lead.n || entry->official.n;
	if (!trial || !speaks_of_status(entry->summary))
		return false;
	taken->notes |= TAKE_STATUS_IN_TEXT;
	return true;
}

/* "Adv Exp Med Biol, 05/17/2018" of a record that has a volume by now. */
static bool citation_leaves(struct taken_entry *taken)
{
	bool paper = taken->key.text.n && taken->key.kind != KEY_NCT;
	bool ahead = str_find_char(taken->entry->citation, ';') == STR_NOT_FOUND;
	if (!paper || !ahead || !taken->entry->citation.n)
		return false;
	taken->notes |= TAKE_CITATION_LEFT;
	return true;
}

/* -- Words -- */

static void word_set(bool *set, struct str *to, struct str text)
{
	*set = text.n > 0;
	*to = text;
}

/* One a line, as an editor would type them. A title that a topic has leads to that topic. A page
 * that names no other is kept so. */
static struct str also_words(
	struct arena *a, const struct site *site, const struct hand_entry *entry)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < entry->also_count && i < ALSO_MAX; i++) {
		const struct hand_link *link = &entry->also[i];
		bool topic = site_topic_titled(site, link->title);
		text = STR_CAT(a, text, text.n ? S("\n") : S(""), link->title,
			topic || !link->url.n ? S("") : S(" | "), topic ? S("") : link->url);
	}
	return str_or(text, S("-"));
}

static bool edit_fill(struct arena *a, const struct site *site, struct taken_entry *taken,
	struct edit *words, struct err *err)
{
	const struct hand_entry *entry = taken->entry;
	bool no_status = status_leaves(taken);
	struct str also = STR_NONE, title = entry->title;
	if (!also_read(a, site, also_words(a, site, entry), &also, err))
		return false;
	if (no_status)
		title = judge_title_with_status(a, title, STR_NONE);
	*words = (struct edit){.own = true};
	word_set(&words->set_title, &words->title, str_or(title, entry->title));
	words->set_title &= !(is_registered(taken) && speaks_of_status(words->title));
	word_set(&words->set_lead, &words->lead, no_status ? STR_NONE : entry->lead);
	word_set(&words->set_official_title, &words->official_title, entry->official);
	word_set(
		&words->set_summary, &words->summary, summary_leaves(taken) ? STR_NONE : entry->summary);
	word_set(&words->set_label, &words->label, entry->label);
	word_set(&words->set_citation, &words->citation,
		citation_leaves(taken) ? STR_NONE : entry->citation);
	word_set(&words->set_also, &words->also, also);
	if (taken->key.text.n && !is_record(a, taken->key, entry->url))
		word_set(&words->set_url, &words->url, entry->url);
	return true;
}

bool take_entry_words(struct arena *a, const struct site *site, struct taken_entry *taken,
	struct typed_item *typed, struct edit *words, struct err *err)
{
	const struct hand_entry *entry = taken->entry;
	key_find(a, taken);
	links_leave(a, taken);
	if (!edit_fill(a, site, taken, words, err))
		return false;
	struct str url = taken->key.text.n ? match_record_url(a, taken->key) : entry->url;
	/* Until its record came, a trial whose title cannot be shown has its number. */
	*typed = (struct typed_item){.title = words->set_title ? words->title : taken->key.text,
		.summary = words->summary,
		.label = entry->label,
		.url = url_is_sound(a, url) ? url : STR_NONE};
	if (entry->day.day)
		typed->day = entry->day;
	return true;
}
