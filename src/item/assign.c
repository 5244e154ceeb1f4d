/* Assign: an item is set aside for a colleague, with a word why; or it is given back. Readers see
 * nothing of either. */
#include "base/utf8.h"
#include "item/verb.h"
#include "store/assigned.h"
#include "store/editor.h"

/* Whom it is to be set aside for: an editor who can decide on it. */
static bool read_assignee(struct deciding *d, struct editor *out, struct err *err)
{
	bool found;
	if (!store_editor_get(d->store, d->a, d->request->assignee, out, &found, err))
		return false;
	if (!found || !out->active)
		return err_set(err, "there is no such editor any more");
	return editor_decides(out) ||
		err_set(err, STR_FMT " only reads here, and could not decide on it", STR_ARG(out->name));
}

bool verb_assign(struct deciding *d, struct err *err)
{
	struct editor assignee;
	struct str word = d->request->reason;
	if (!word.n)
		return err_set(err, "say in a word why it is set aside");
	if (utf8_length(word) > NOTE_MAX)
		return err_set(err, "the word why has at most %d characters", NOTE_MAX);
	if (!deciding_open(d, d->request->item, &d->item, err) || !read_assignee(d, &assignee, err))
		return false;
	if (d->item.state == ITEM_REJECTED)
		return err_set(err, "item %lld was rejected: undo that first", (long long)d->item.id);
	if (d->item.assignee == assignee.id && str_eq(d->item.assigned_word, word))
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	d->item.assignee = d->row.assignee.id = assignee.id;
	d->item.assigned_word = d->row.reason = word;
	return deciding_write(d, err);
}

bool verb_unassign(struct deciding *d, struct err *err)
{
	if (!deciding_read(d, d->request->item, &d->item, err))
		return false;
	if (!d->item.assignee)
		return true;
	if (!deciding_saw(d, d->request->version, &d->item, err))
		return false;
	d->row.assignee.id = d->item.assignee;
	item_unassign(&d->item);
	return deciding_write(d, err);
}

bool deciding_restore_assignee(struct deciding *d, struct item *was, struct err *err)
{
	struct editor editor;
	bool found;
	if (!was->assignee)
		return true;
	if (!store_editor_get(d->store, d->a, was->assignee, &editor, &found, err))
		return false;
	if (!found || !editor_decides(&editor))
		item_unassign(was);
	return true;
}

bool item_unassign_all(const struct site *site, struct store *store, struct arena *a,
	const struct decision_request *by, struct err *err)
{
	struct ids items;
	if (!store_assigned_ids(store, a, by->assignee, &items, err))
		return false;
	for (size_t i = 0; i < items.n; i++) {
		struct decision_request request = *by;
		struct decision_result result;
		request.verb = VERB_UNASSIGN;
		request.item = items.v[i];
		if (!item_decide(site, store, a, &request, &result, err))
			return false;
	}
	return true;
}
