/* An editor's own words, by themselves or along with another decision. */
#include "base/utf8.h"
#include "item/deciding.h"
#include "store/release.h"

/* Which of the words that are given say something new. */
static unsigned parts_changed(const struct item *item, const struct edit *edit)
{
	const struct face face = item_face(item);
	bool title_back = !edit->title.n && !item->has_edited_title;
	unsigned parts = 0;
	if (edit->section != SECTION_NONE && edit->section != face.section)
		parts |= EDITED_SECTION;
	if (edit->set_title && !str_eq(edit->title, face.title) && !title_back)
		parts |= EDITED_TITLE;
	if (edit->set_summary && !str_eq(edit->summary, face.summary))
		parts |= EDITED_SUMMARY;
	if (edit->set_citation && !str_eq(edit->citation, face.citation))
		parts |= EDITED_CITATION;
	if (edit->set_topics &&
		!(item->has_edited_topics && strs_eq(edit->topics, item->edited_topics)))
		parts |= EDITED_TOPICS;
	return parts;
}

bool deciding_edit(struct deciding *d)
{
	struct item *item = &d->item;
	const struct edit *edit = &d->request->edit;
	unsigned parts = parts_changed(item, edit);
	if (parts & EDITED_SECTION)
		item->edited_section = edit->section;
	if (parts & EDITED_TITLE) {
		item->has_edited_title = edit->title.n > 0;
		item->edited_title = edit->title;
	}
	if (parts & EDITED_SUMMARY) {
		item->has_edited_summary = true;
		item->edited_summary = edit->summary;
	}
	if (parts & EDITED_CITATION) {
		item->has_edited_citation = true;
		item->edited_citation = edit->citation;
	}
	if (parts & EDITED_TOPICS) {
		item->has_edited_topics = true;
		item->edited_topics = edit->topics;
	}
	d->row.edited = parts;
	return parts != 0;
}

bool deciding_note(struct deciding *d, struct err *err)
{
	struct str note = d->request->edit.note;
	struct release live;
	bool found;
	if (utf8_length(note) > NOTE_MAX)
		return err_set(err, "a note to readers has at most %d characters", NOTE_MAX);
	if (!note.n || !d->item.live)
		return true;
	if (!store_release_get(d->store, d->a, d->item.live, &live, &found, err))
		return false;
	d->row.note = note;
	d->tells_news = !found || !str_eq(live.note, note);
	return true;
}

/* What readers see, with the edit over it, and not what waits for approval beside it. */
static bool release_edited(struct deciding *d, struct err *err)
{
	const struct edit *edit = &d->request->edit;
	struct release live;
	bool found;
	if (!store_release_get(d->store, d->a, d->item.live, &live, &found, err))
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
	if (edit->set_citation)
		face.citation = words.citation;
	if (!face.title.n)
		return err_set(err, "item %lld is published and needs a title", (long long)d->item.id);
	return deciding_release(d, &face, err);
}

bool decide_edit(struct deciding *d, struct err *err)
{
	if (!deciding_open(d, d->request->item, &d->item, err))
		return false;
	bool changed = deciding_edit(d);
	if (!deciding_note(d, err))
		return false;
	if (!changed && !d->tells_news)
		return true;
	return deciding_saw(d, d->request->version, &d->item, err) &&
		(!d->item.live || release_edited(d, err)) && deciding_write(d, err);
}
