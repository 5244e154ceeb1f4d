#include "store/decision.h"

#include "store/editorial.h"
#include "store/item_row.h"
#include "store/release_row.h"
#include "store/unit.h"

/* An item that is one itself and not an alias, and was not withdrawn. */
static bool item_own(
	struct store *s, struct arena *a, int64_t id, struct item *out, struct err *err)
{
	if (!item_need(s, a, id, out, err))
		return false;
	if (!not_withdrawn(out, err))
		return false;
	return !out->merged_into ||
		err_set(
			err, "item %lld was merged into item %lld", (long long)id, (long long)out->merged_into);
}

/* The items that were merged into `item` before. */
static bool aliases_read(
	struct store *s, struct arena *a, int64_t item, struct items *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " ITEM_COLUMNS " FROM item WHERE merged_into = ?1 ORDER BY id");
	bind_int(&q, item);
	*out = (struct items){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = item_take(&q, a);
	}
	return query_end(&q, err);
}

/* What an editor said of the loser is not lost where nothing was said of the winner. */
static void words_adopt(struct item *winner, const struct item *loser)
{
	if (winner->edited_section == SECTION_NONE)
		winner->edited_section = loser->edited_section;
	if (!winner->has_edited_title) {
		winner->has_edited_title = loser->has_edited_title;
		winner->edited_title = loser->edited_title;
	}
	if (!winner->has_edited_summary) {
		winner->has_edited_summary = loser->has_edited_summary;
		winner->edited_summary = loser->edited_summary;
	}
	if (!winner->has_edited_citation) {
		winner->has_edited_citation = loser->has_edited_citation;
		winner->edited_citation = loser->edited_citation;
	}
	if (!winner->has_edited_topics) {
		winner->has_edited_topics = loser->has_edited_topics;
		winner->edited_topics = loser->edited_topics;
	}
}

static bool release_adopt(
	struct store *s, int64_t now, struct item *winner, const struct item *loser, struct err *err)
{
	winner->state = ITEM_APPROVED;
	winner->deferred_until = NO_TIME;
	winner->update_why = loser->update_why;
	winner->has_dismissed = loser->has_dismissed;
	winner->dismissed = loser->dismissed;
	return release_copy(s, loser->live, winner->id, now, &winner->live, err);
}

static bool tag_write(struct store *s, int64_t item, struct str tag, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE item SET tag = ?2 WHERE id = ?1");
	bind_int(&q, item);
	bind_str(&q, tag);
	return query_end(&q, err);
}

bool tags_exchange(struct store *s, struct arena *a, int64_t one, int64_t other, struct err *err)
{
	struct item first, second;
	return item_need(s, a, one, &first, err) && item_need(s, a, other, &second, err) &&
		tag_write(s, one, STR_NONE, err) && tag_write(s, other, first.tag, err) &&
		tag_write(s, one, second.tag, err);
}

/* An alias always names the item itself: those of the loser follow it. */
static bool aliases_write(struct store *s, struct items *aliases, int64_t winner, struct err *err)
{
	bool ok = true;
	for (size_t i = 0; i < aliases->n && ok; i++) {
		aliases->v[i].merged_into = winner;
		ok = editorial_write(s, &aliases->v[i], err);
	}
	return ok;
}

static bool merge(struct store *s, struct arena *a, struct by by, int64_t winner_id,
	int64_t loser_id, struct err *err)
{
	struct item winner, loser;
	struct items aliases;
	struct before before = {0};
	if (winner_id == loser_id)
		return err_set(err, "an item cannot be merged with itself");
	if (!item_own(s, a, winner_id, &winner, err) || !item_need(s, a, loser_id, &loser, err))
		return false;
	if (loser.merged_into == winner_id)
		return true;
	if (!item_own(s, a, loser_id, &loser, err) || !by_saw(by, &loser, err) ||
		!by_saw_other(by, &winner, err) || !aliases_read(s, a, loser_id, &aliases, err))
		return false;
	before_add(a, &before, &winner);
	before_add(a, &before, &loser);
	for (size_t i = 0; i < aliases.n; i++)
		before_add(a, &before, &aliases.v[i]);
	const struct decision what = {.verb = S("merge"),
		.item = winner_id,
		.other = loser_id,
		.detail = item_face(&loser).title};
	if (!winner.live) {
		words_adopt(&winner, &loser);
		if (loser.live &&
			!(release_adopt(s, by.now, &winner, &loser, err) &&
				tags_exchange(s, a, winner_id, loser_id, err)))
			return false;
	}
	loser.live = 0;
	loser.update_why = (struct strs){0};
	loser.merged_into = winner_id;
	return editorial_write(s, &winner, err) && editorial_write(s, &loser, err) &&
		aliases_write(s, &aliases, winner_id, err) &&
		copies_move(s, a, loser_id, winner_id, &before, err) &&
		decision_log(s, by, &what, &before, err);
}

bool decide_merge(struct store *s, struct by by, int64_t winner, int64_t loser, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, merge(s, &a, by, winner, loser, err), err);
}

/* The item that the copy belongs to, and whether that has another copy. */
static bool copy_find(struct store *s, int64_t entry, int64_t *item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT e.item, EXISTS (SELECT 1 FROM entry AS o WHERE o.item = e.item AND o.current = 1 "
		"AND (o.source, o.native) <> (e.source, e.native)) "
		"FROM entry AS e WHERE e.id = ?1");
	bind_int(&q, entry);
	*item = 0;
	if (!query_row(&q))
		return query_end(&q, err) && err_set(err, "there is no copy %lld", (long long)entry);
	*item = take_int(&q);
	bool others = take_int(&q);
	return query_end(&q, err) &&
		(others ||
			err_set(
				err, "copy %lld is the only one of item %lld", (long long)entry, (long long)*item));
}

static bool split(struct store *s, struct arena *a, struct by by, int64_t entry, struct str tag,
	const struct verdict *verdict, const struct stored_keys *keys, int64_t *made, struct err *err)
{
	struct item item;
	struct before before = {0};
	int64_t from;
	if (!copy_find(s, entry, &from, err) || !item_own(s, a, from, &item, err) ||
		!by_saw(by, &item, err) ||
		!store_item_add(s, tag, verdict, by.now, item.backfill, made, err) ||
		!copy_move(s, a, entry, from, *made, keys, &before, err))
		return false;
	before_add(a, &before, &item);
	const struct decision what = {.verb = S("split"),
		.item = from,
		.other = *made,
		.entry = entry,
		.detail = verdict->face.title};
	return editorial_write(s, &item, err) && decision_log(s, by, &what, &before, err);
}

bool decide_split(struct store *s, struct by by, int64_t entry, struct str tag,
	const struct verdict *verdict, const struct stored_keys *keys, int64_t *made, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u, split(s, &a, by, entry, tag, verdict, keys, made, err), err);
}
