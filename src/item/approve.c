/* Approve: readers may see the item, as it stands now with the editor's words over it. All that is
 * done is to make the item's live release: every publication shows the live releases. */
#include "item/verb.h"
#include "item/filing.h"
#include "item/update.h"
#include "store/release.h"
#include "store/shown.h"

/* Whether readers would see nothing new in it. */
static bool live_agrees(
	struct deciding *d, const struct face *face, struct strs topics, bool *agrees, struct err *err)
{
	struct release live;
	*agrees = false;
	if (!d->item.live || d->item.changes.n)
		return true;
	if (!store_release_get(d->store, d->a, d->item.live, &live, agrees, err))
		return false;
	*agrees = *agrees && face_eq(&live.face, face) &&
		strs_eq(filing_of_release(d->a, d->site, &live), topics);
	return true;
}

/* Readers are told what an update changed, also when the editor says nothing of it. */
static bool draft_note(struct deciding *d, const struct face *face, struct err *err)
{
	struct release live;
	struct shown shown;
	bool found = false;
	if (d->request->edit.note.p || !d->item.live || !d->item.changes.n)
		return true;
	if (!store_shown_get(d->store, d->item.id, &shown, err) ||
		!store_release_get(d->store, d->a, d->item.live, &live, &found, err))
		return false;
	if (found && shown.release)
		d->row.note = update_note(d->a, &d->site->words, &live.face, face, &d->item.changes);
	return true;
}

bool verb_approve(struct deciding *d, struct err *err)
{
	struct strs topics;
	bool agrees;
	if (!deciding_open(d, d->request->item, &d->item, err))
		return false;
	deciding_edit(d);
	if (!deciding_note(d, err))
		return false;
	const struct face face = item_face(&d->item);
	if (!face.title.n)
		return err_set(err, "item %lld has no title: give it one first", (long long)d->item.id);
	if (!draft_note(d, &face, err) || !deciding_file(d, &face, &topics, err) ||
		!live_agrees(d, &face, topics, &agrees, err))
		return false;
	if (agrees && !d->tells_news)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err) ||
		!deciding_release(d, &face, topics, err))
		return false;
	d->item.state = ITEM_APPROVED;
	d->item.deferred_until = NO_TIME;
	d->item.changes = (struct reasons){0};
	d->item.has_dismissed = false;
	return deciding_write(d, err);
}

bool item_preview(
	const struct preview *preview, struct arena *a, struct release *out, struct err *err)
{
	const struct item *item = preview->item;
	const struct face face = item_face(item);
	struct copies copies;
	if (!store_entry_copies(preview->store, a, item->id, &copies, err))
		return false;
	const struct release_seed seed = {.item = item,
		.face = &face,
		.topics = filing_of_face(a, preview->site, item, &face, &copies),
		.at = preview->at};
	return store_release_preview(preview->store, a, &seed, out, err);
}
