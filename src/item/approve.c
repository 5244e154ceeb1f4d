/* Approve: readers may see the item, as it stands now with the editor's words over it. */
#include "item/deciding.h"
#include "store/release.h"

/* Whether readers would see nothing new in it. */
static bool live_agrees(struct deciding *d, const struct face *face, bool *agrees, struct err *err)
{
	struct release live;
	*agrees = false;
	if (!d->item.live || d->item.changes.n)
		return true;
	if (!store_release_get(d->store, d->a, d->item.live, &live, agrees, err))
		return false;
	*agrees = *agrees && face_eq(&live.face, face) &&
		live.has_topics == d->item.has_edited_topics && strs_eq(live.topics, d->item.edited_topics);
	return true;
}

bool decide_approve(struct deciding *d, struct err *err)
{
	bool agrees;
	if (!deciding_open(d, d->request->item, &d->item, err))
		return false;
	deciding_edit(d);
	if (!deciding_note(d, err))
		return false;
	const struct face face = item_face(&d->item);
	if (!face.title.n)
		return err_set(err, "item %lld has no title: give it one first", (long long)d->item.id);
	if (!live_agrees(d, &face, &agrees, err))
		return false;
	if (agrees && !d->tells_news)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err) || !deciding_release(d, &face, err))
		return false;
	d->item.state = ITEM_APPROVED;
	d->item.deferred_until = NO_TIME;
	d->item.changes = (struct reasons){0};
	d->item.has_dismissed = false;
	return deciding_write(d, err);
}
