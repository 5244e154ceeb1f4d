/* An editor's own words, by themselves or along with another decision. */
#include "base/utf8.h"
#include "item/verb.h"
#include "item/filing.h"
#include "item/rejudge.h"
#include "judge/judge.h"
#include "store/release.h"
#include "store/shown.h"

/* Texts of the program stand where an editor's is taken back: an empty title, lead line or "(Also
 * see …)" does that; any other empty text means none. */
enum { TAKEN_BACK = EDITED_TITLE | EDITED_LEAD | EDITED_ALSO };

static bool says_new(unsigned part, struct str text, bool has_edited, struct str shown)
{
	return (part & TAKEN_BACK) && !text.n ? has_edited : !str_eq(text, shown);
}

/* Which of the words that are given say something new. */
static unsigned parts_changed(const struct item *item, const struct edit *edit)
{
	const struct face face = item_face(item);
	unsigned parts = 0;
	if (edit->section != SECTION_NONE && edit->section != face.section)
		parts |= EDITED_SECTION;
#define WORDED_CHANGED(name, member, bit) \
	if (edit->set_##member && \
		(says_new(EDITED_##name, edit->member, item->has_edited_##member, face.member) || \
			(edit->own && !item->has_edited_##member && edit->member.n))) \
		parts |= EDITED_##name;
	WORDED_LIST(WORDED_CHANGED)
#undef WORDED_CHANGED
	if (edit->set_topics &&
		!(item->has_edited_topics && strs_eq(edit->topics, item->edited_topics)))
		parts |= EDITED_TOPICS;
	return parts;
}

/* What the heading of a trial says of its status is none of the editor's words. */
static struct str with_status(struct arena *a, struct str title, const struct face *face)
{
	return face->kind == ENTRY_TRIAL ? judge_title_with_status(a, title, face->status) : title;
}

/* Takes the words over into the item; the sum of enum edited_part of what was new. */
static unsigned take_words(struct arena *a, struct item *item, const struct edit *given)
{
	struct edit words = *given;
	const struct edit *edit = &words;
	words.title = with_status(a, words.title, &item->judged);
	unsigned parts = parts_changed(item, edit);
	if (parts & EDITED_SECTION)
		item->edited_section = edit->section;
#define WORDED_SET(name, member, bit) \
	if (parts & EDITED_##name) { \
		item->has_edited_##member = edit->member.n || !(EDITED_##name & TAKEN_BACK); \
		item->edited_##member = edit->member; \
	}
	WORDED_LIST(WORDED_SET)
#undef WORDED_SET
	if (parts & EDITED_LEAD)
		item->lead_status = item->has_edited_lead ? item->judged.status : STR_NONE;
	if (parts & EDITED_TOPICS) {
		item->has_edited_topics = true;
		item->edited_topics = edit->topics;
	}
	return parts;
}

bool deciding_edit(struct deciding *d)
{
	d->row.edited = take_words(d->a, &d->item, &d->request->edit);
	return d->row.edited != 0;
}

struct item item_worded(struct arena *a, const struct item *item, const struct edit *edit)
{
	struct item worded = *item;
	(void)take_words(a, &worded, edit);
	return worded;
}

bool deciding_note(struct deciding *d, struct err *err)
{
	struct str note = d->request->edit.note;
	struct release live = {0};
	struct shown shown;
	bool found = false;
	if (utf8_length(note) > NOTE_MAX)
		return err_set(err, "a note to readers has at most %d characters", NOTE_MAX);
	if (!note.n)
		return true;
	if (!store_shown_get(d->store, d->item.id, &shown, err))
		return false;
	if (!shown.release)
		return err_set(err,
			"no reader has seen item %lld yet, so there is no change to tell them of: leave out "
			"the note",
			(long long)d->item.id);
	if (d->item.live && !store_release_get(d->store, d->a, d->item.live, &live, &found, err))
		return false;
	d->row.note = note;
	d->tells_news = !found || !str_eq(live.note, note);
	return true;
}

/* The topics of the live release, and those that only the new words match, but not those that only
 * the old words matched. */
static bool topics_edited(struct deciding *d, const struct release *live, const struct face *face,
	struct strs *topics, struct err *err)
{
	struct strs were = {0}, are;
	if (!deciding_file(d, face, &are, err) || !deciding_file(d, &live->face, &were, err))
		return false;
	*topics = are;
	if (d->item.has_edited_topics)
		return true;
	*topics = (struct strs){0};
	for (size_t i = 0; i < d->site->topic_count; i++) {
		const struct topic *topic = &d->site->topics[i];
		bool was = strs_have(were, topic->slug), is = strs_have(are, topic->slug);
		if (was == is ? filing_on_topic(topic, live) : is)
			strs_add(d->a, topics, topic->slug);
	}
	return true;
}

/* What readers see, with the edit over it, and not what waits for approval beside it. */
static bool release_edited(struct deciding *d, struct err *err)
{
	const struct edit *edit = &d->request->edit;
	struct release live;
	struct strs topics;
	bool found;
	if (!store_release_get(d->store, d->a, d->item.live, &live, &found, err))
		return false;
	const struct face words = item_face(&d->item);
	struct face face = live.face;
	if (edit->section != SECTION_NONE)
		face.section = words.section;
#define WORDED_RELEASE(name, member, bit) \
	if (edit->set_##member) \
		face.member = words.member;
	WORDED_LIST(WORDED_RELEASE)
#undef WORDED_RELEASE
	if (edit->set_title)
		face.title = with_status(d->a, words.title, &face);
	if (edit->set_summary)
		face.summary_origin = words.summary_origin;
	if (!str_eq(face.status, words.status)) /* the line was said of a status that waits */
		face.lead = STR_NONE;
	if (!face.title.n)
		return err_set(err, "item %lld is published and needs a title", (long long)d->item.id);
	return topics_edited(d, &live, &face, &topics, err) && deciding_release(d, &face, topics, err);
}

/* Whether what differs from what readers see was declined. */
static bool is_declined(struct deciding *d, bool *declined, struct err *err)
{
	struct difference difference = {0};
	bool asked = d->item.live && d->item.has_dismissed && !item_is_update(&d->item);
	if (asked && !item_difference(d->site, d->store, d->a, d->item.id, &difference, err))
		return false;
	*declined = difference.declined;
	return true;
}

bool verb_edit(struct deciding *d, struct err *err)
{
	bool declined;
	if (!deciding_open(d, d->request->item, &d->item, err) || !is_declined(d, &declined, err))
		return false;
	bool changed = deciding_edit(d), waits = item_is_update(&d->item);
	if (d->request->edit.note.n && !d->item.live)
		return err_set(err, "item %lld is not published: a note to readers comes with its approval",
			(long long)d->item.id);
	if (!deciding_note(d, err))
		return false;
	if (!changed && !d->tells_news)
		return true;
	return deciding_saw(d, d->request->version, &d->item, err) &&
		(!d->item.live || release_edited(d, err)) &&
		/* What was declined beside the words is not asked about again because of them. */
		(!declined || deciding_decline(d, err)) && deciding_write(d, err) &&
		/* What the words settled of an update is no reason for it any more. */
		(!waits || deciding_rejudge(d, d->item.id, err));
}
