#include "item/link.h"

#include "item/rejudge.h"
#include "model/told.h"
#include "store/item.h"
#include "store/link.h"

enum { MOVES = 4 }; /* from one address to the next; more may be a circle */

bool item_link_of(
	struct store *store, struct arena *a, struct str url, struct link *out, struct err *err)
{
	bool found = true;
	*out = (struct link){.looked = NO_TIME, .since = NO_TIME};
	for (int i = 0; i < MOVES && found && url.n; i++) {
		if (!store_link_get(store, a, url, out, &found, err))
			return false;
		out->url = url;
		url = out->state == LINK_MOVED ? out->moved_to : STR_NONE;
	}
	if (out->state == LINK_MOVED)
		out->url = out->moved_to;
	return true;
}

static void tell_gone(struct arena *a, struct face *face)
{
	enum { SHORT = 64 };
	struct buf told CLEANUP_BUF = buf_new(SHORT);
	told_add(&told, &(struct correction){.kind = CORRECTION_LINK_GONE});
	face->told = str_copy(a, buf_str(&told));
	face->notice = words_with(a, &WORDS_ENGLISH, WORD_notice_bare, "what",
		words_english(told_word(CORRECTION_LINK_GONE, face->kind)));
}

bool item_link_apply(struct store *store, struct arena *a, struct face *face, struct err *err)
{
	struct link link;
	if (!face->url.n)
		return true;
	if (!item_link_of(store, a, face->url, &link, err))
		return false;
	face->url = link.url;
	if (link_is_bad(&link) && !face->notice.n)
		tell_gone(a, face);
	return true;
}

static bool judge_item(
	const struct site *site, struct store *store, int64_t id, size_t *updates, struct err *err)
{
	static const struct reasons none = {0};
	struct arena a CLEANUP_ARENA = {0};
	struct item before, now;
	if (!store_item_need(store, &a, id, &before, err) ||
		!item_rejudge(site, store, id, &none, err) || !store_item_need(store, &a, id, &now, err))
		return false;
	*updates += now.changes.n && !before.changes.n;
	return true;
}

bool item_link_write(const struct site *site, struct store *store, const struct link *before,
	const struct link *now, size_t *updates, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct ids items = {0};
	bool same = before->state == now->state &&
		(now->state != LINK_MOVED || str_eq(before->moved_to, now->moved_to));
	if (!store_link_write(store, now, err))
		return false;
	if (!same && !store_link_items(store, &a, now->url, &items, err))
		return false;
	for (size_t i = 0; i < items.n; i++)
		if (!judge_item(site, store, items.v[i], updates, err))
			return false;
	return true;
}
