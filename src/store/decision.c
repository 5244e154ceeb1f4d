#include "store/decision.h"

#include "base/utf8.h"
#include "store/editorial.h"
#include "store/gone.h"
#include "store/item_row.h"
#include "store/release_row.h"
#include "store/unit.h"

/* One decision on the way: what was found, what it changes. */
struct deciding {
	struct store *s;
	struct arena *a;
	struct by by;
	struct item item; /* as it shall be */
	struct before before;
	struct str detail;
	struct str note; /* for readers, with the release */
	bool news;       /* they are not told that already */
};

/* The item, as it is, to be decided on. An alias is not decided on: an editor who has an old page
 * before them shall see what became of the item first. */
static bool deciding_read(struct deciding *d, int64_t id, struct item *item, struct err *err)
{
	if (!item_need(d->s, d->a, id, item, err))
		return false;
	if (item->merged_into)
		return err_set(err, "item %lld was merged into item %lld", (long long)id,
			(long long)item->merged_into);
	before_add(d->a, &d->before, item);
	return true;
}

/* Nor is one that was withdrawn: what readers were told of it stands until that is taken back. */
static bool deciding_open(struct deciding *d, int64_t id, struct item *item, struct err *err)
{
	return deciding_read(d, id, item, err) && not_withdrawn(item, err);
}

static bool deciding_write(struct deciding *d, const char *verb, struct err *err)
{
	const struct decision what = {.verb = str_of(verb), .item = d->item.id, .detail = d->detail};
	return editorial_write(d->s, &d->item, err) &&
		decision_log(d->s, d->by, &what, &d->before, err);
}

static bool release_item(struct deciding *d, const struct face *face, struct err *err)
{
	return release_add(
		d->s, &d->item, face, d->note, d->by.now, d->by.automatic, &d->item.live, err);
}

/* Whether readers would see nothing new in it. */
static bool live_agrees(struct deciding *d, const struct face *face, bool *agrees, struct err *err)
{
	struct release live;
	*agrees = false;
	if (!d->item.live || d->item.update_why.n)
		return true;
	if (!store_release_get(d->s, d->a, d->item.live, &live, agrees, err))
		return false;
	*agrees = *agrees && face_eq(&live.face, face) &&
		live.has_topics == d->item.has_edited_topics && strs_eq(live.topics, d->item.edited_topics);
	return true;
}

/* What readers of a live item are told; of one that nobody saw there is no change to tell of. */
static bool note_apply(struct deciding *d, struct str note, struct err *err)
{
	if (utf8_length(note) > NOTE_MAX)
		return err_set(err, "a note to readers has at most %d characters", NOTE_MAX);
	if (!note.n || !d->item.live)
		return true;
	struct release live;
	bool found;
	if (!store_release_get(d->s, d->a, d->item.live, &live, &found, err))
		return false;
	d->note = note;
	d->news = !found || !str_eq(live.note, note);
	d->detail = str_printf(d->a, STR_FMT "%snote: “" STR_FMT "”", STR_ARG(d->detail),
		d->detail.n ? "; " : "", STR_ARG(d->note));
	return true;
}

/* Takes the words of an edit over; false when all stood so already. *detail names what changed. */
static bool edit_apply(struct deciding *d, const struct edit *edit)
{
	struct item *item = &d->item;
	const struct face face = item_face(item);
	bool section = edit->section != SECTION_NONE && edit->section != face.section;
	bool title = edit->set_title &&
		!(str_eq(edit->title, face.title) || (!edit->title.n && !item->has_edited_title));
	bool summary = edit->set_summary && !str_eq(edit->summary, face.summary);
	bool citation = edit->set_citation && !str_eq(edit->citation, face.citation);
	bool topics = edit->set_topics &&
		!(item->has_edited_topics && strs_eq(edit->topics, item->edited_topics));
	if (section)
		item->edited_section = edit->section;
	if (title) {
		item->has_edited_title = edit->title.n > 0;
		item->edited_title = edit->title;
	}
	if (summary) {
		item->has_edited_summary = true;
		item->edited_summary = edit->summary;
	}
	if (citation) {
		item->has_edited_citation = true;
		item->edited_citation = edit->citation;
	}
	if (topics) {
		item->has_edited_topics = true;
		item->edited_topics = edit->topics;
	}
	d->detail = str_printf(d->a, "%s%s%s%s%s", section ? ", section" : "", title ? ", title" : "",
		summary ? ", summary" : "", citation ? ", citation" : "", topics ? ", topics" : "");
	d->detail = str_sub(d->detail, 2, SIZE_MAX);
	return section || title || summary || citation || topics;
}

static bool approve(struct deciding *d, int64_t id, const struct edit *edit, struct err *err)
{
	bool agrees;
	if (!deciding_open(d, id, &d->item, err))
		return false;
	edit_apply(d, edit);
	if (!note_apply(d, edit->note, err))
		return false;
	const struct face face = item_face(&d->item);
	if (!face.title.n)
		return err_set(err, "item %lld has no title: give it one first", (long long)id);
	if (!live_agrees(d, &face, &agrees, err))
		return false;
	if (agrees && !d->news)
		return true;
	if (!by_saw(d->by, &d->item, err) || !release_item(d, &face, err))
		return false;
	d->item.state = ITEM_APPROVED;
	d->item.deferred_until = NO_TIME;
	d->item.update_why = (struct strs){0};
	d->item.has_dismissed = false;
	return deciding_write(d, "approve", err);
}

bool decide_approve_as(
	struct store *s, struct by by, int64_t item, const struct edit *edit, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct deciding d = {.s = s, .a = &a, .by = by};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, approve(&d, item, edit, err), err);
}

bool decide_approve(struct store *s, struct by by, int64_t item, enum section section,
	struct str summary, struct err *err)
{
	const struct edit edit = {
		.section = section, .set_summary = summary.p != NULL, .summary = summary};
	return decide_approve_as(s, by, item, &edit, err);
}

/* What the log says of a decision that took words along: "off topic; edited: summary". */
static struct str with_edited(struct arena *a, struct str what, struct str fields)
{
	return fields.n ? str_printf(a, STR_FMT "%sedited: " STR_FMT, STR_ARG(what), what.n ? "; " : "",
						  STR_ARG(fields)) :
					  what;
}

static bool reject(
	struct deciding *d, int64_t id, struct str reason, const struct edit *edit, struct err *err)
{
	if (!deciding_open(d, id, &d->item, err))
		return false;
	bool words = edit_apply(d, edit);
	if (d->item.state == ITEM_REJECTED && !words)
		return true;
	if (!by_saw(d->by, &d->item, err))
		return false;
	if (d->item.live && words)
		return err_set(err,
			"item %lld is published, and its words were changed here: approve it to put them "
			"before readers, or leave them as they were to keep what readers see",
			(long long)id);
	if (d->item.live && !d->item.update_why.n)
		return err_set(err,
			"item %lld is published and nothing about it waits: it can be withdrawn",
			(long long)id);
	if (d->item.live) {
		const struct face face = item_face(&d->item);
		d->item.has_dismissed = true;
		d->item.dismissed = face_hash(&face);
		d->item.update_why = (struct strs){0};
	} else {
		d->item.state = ITEM_REJECTED;
		d->item.deferred_until = NO_TIME;
	}
	d->detail = with_edited(d->a, reason, d->detail);
	return deciding_write(d, "reject", err);
}

bool decide_reject_as(struct store *s, struct by by, int64_t item, struct str reason,
	const struct edit *edit, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct deciding d = {.s = s, .a = &a, .by = by};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, reject(&d, item, reason, edit, err), err);
}

bool decide_reject(struct store *s, struct by by, int64_t item, struct str reason, struct err *err)
{
	return decide_reject_as(s, by, item, reason, &(struct edit){0}, err);
}

static bool defer(
	struct deciding *d, int64_t id, int64_t until, const struct edit *edit, struct err *err)
{
	char day[TIME_TEXT];
	if (!deciding_open(d, id, &d->item, err))
		return false;
	bool words = edit_apply(d, edit);
	if (d->item.state == ITEM_DEFERRED && d->item.deferred_until == until && !words)
		return true;
	if (!by_saw(d->by, &d->item, err))
		return false;
	if (d->item.live)
		return err_set(err, "item %lld is published and cannot wait", (long long)id);
	d->item.state = ITEM_DEFERRED;
	d->item.deferred_until = until;
	d->detail = with_edited(
		d->a, str_printf(d->a, "until %s", time_rfc3339(until, day)), d->detail);
	return deciding_write(d, "defer", err);
}

bool decide_defer_as(struct store *s, struct by by, int64_t item, int64_t until,
	const struct edit *edit, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct deciding d = {.s = s, .a = &a, .by = by};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, defer(&d, item, until, edit, err), err);
}

bool decide_defer(struct store *s, struct by by, int64_t item, int64_t until, struct err *err)
{
	return decide_defer_as(s, by, item, until, &(struct edit){0}, err);
}

/* What readers see, with the edit over it, and not what waits for approval beside it. */
static bool edit_release(struct deciding *d, const struct edit *edit, struct err *err)
{
	struct release live;
	bool found;
	if (!store_release_get(d->s, d->a, d->item.live, &live, &found, err))
		return false;
	const struct face words = item_face(&d->item);
	struct face face = live.face;
	if (edit->section != SECTION_NONE)
		face.section = words.section;
	if (edit->set_title)
		face.title = words.title;
	if (edit->set_summary) {
		face.summary = words.summary;
		face.summary_origin = words.summary_origin;
	}
	if (!face.title.n)
		return err_set(err, "item %lld is published and needs a title", (long long)d->item.id);
	return release_item(d, &face, err);
}

static bool edit_item(struct deciding *d, int64_t id, const struct edit *edit, struct err *err)
{
	if (!deciding_open(d, id, &d->item, err))
		return false;
	bool changed = edit_apply(d, edit);
	if (!note_apply(d, edit->note, err))
		return false;
	if (!changed && !d->news)
		return true;
	return by_saw(d->by, &d->item, err) && (!d->item.live || edit_release(d, edit, err)) &&
		deciding_write(d, "edit", err);
}

bool decide_edit(
	struct store *s, struct by by, int64_t item, const struct edit *edit, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct deciding d = {.s = s, .a = &a, .by = by};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, edit_item(&d, item, edit, err), err);
}

static bool withdraw(struct deciding *d, int64_t id, struct err *err)
{
	bool shown;
	if (!d->detail.n)
		return err_set(err, "readers are told why an item was withdrawn: give a reason");
	if (utf8_length(d->detail) > NOTE_MAX)
		return err_set(err, "a reason has at most %d characters", NOTE_MAX);
	if (!deciding_read(d, id, &d->item, err))
		return false;
	if (d->item.state == ITEM_WITHDRAWN)
		return true;
	if (!by_saw(d->by, &d->item, err) || !store_gone_was_shown(d->s, id, &shown, err))
		return false;
	if (!d->item.live)
		return err_set(err, "item %lld is not published", (long long)id);
	if (!shown)
		return err_set(err, "no reader has seen item %lld yet: undo its approval", (long long)id);
	d->item.live = 0;
	d->item.state = ITEM_WITHDRAWN;
	d->item.update_why = (struct strs){0};
	return deciding_write(d, "withdraw", err);
}

bool decide_withdraw(
	struct store *s, struct by by, int64_t item, struct str reason, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct deciding d = {.s = s, .a = &a, .by = by, .detail = reason};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, withdraw(&d, item, err), err);
}
