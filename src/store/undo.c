#include "store/decision.h"

#include "store/editorial.h"
#include "store/item_row.h"
#include "store/release_row.h"
#include "store/unit.h"

#define NOT_UNDONE \
	"d.undoes IS NULL AND NOT EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id) "

static bool last_decision(struct store *s, struct arena *a, int64_t item, struct decision *out,
	struct before *before, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " DECISION_COLUMNS ", d.before FROM decision AS d JOIN item AS i ON i.id = d.item "
		"WHERE (CASE WHEN ?1 = 0 THEN substr(d.editor, 1, 7) <> 'source ' ELSE d.item = ?1 OR "
		"d.other = ?1 END) AND " NOT_UNDONE "ORDER BY d.id DESC LIMIT 1");
	bind_int(&q, item);
	if (!query_row(&q))
		return query_end(&q, err) && err_set(err, "there is no decision to undo");
	*out = decision_take(&q, a);
	struct str json = take_str(&q, a);
	return query_end(&q, err) && before_read(a, json, before, err);
}

/* A merge or split touches two items. The other one may have been decided on since, on the ground
 * of what would be taken away. */
static bool nothing_later(
	struct store *s, struct arena *a, const struct decision *decision, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.verb, d.item FROM decision AS d WHERE d.id > ?1 AND (d.item IN (?2, ?3) OR "
		"d.other IN (?2, ?3)) AND " NOT_UNDONE "ORDER BY d.id DESC LIMIT 1");
	bind_int(&q, decision->id);
	bind_int(&q, decision->item);
	bind_id(&q, decision->other);
	if (!query_row(&q))
		return query_end(&q, err);
	struct str verb = take_str(&q, a);
	return err_set(err, "item %lld was decided on after that (" STR_FMT "): undo that first",
		(long long)take_int(&q), STR_ARG(verb));
}

/* Whether an edition was frozen since the decision that held an item of it. */
static bool mailed_since(
	struct store *s, const struct decision *decision, bool *since, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT 1 FROM edition_item AS m JOIN edition AS e ON e.id = m.edition WHERE m.item IN "
		"(?1, ?2) AND e.frozen >= ?3 LIMIT 1");
	bind_int(&q, decision->item);
	bind_id(&q, decision->other);
	bind_int(&q, decision->at);
	*since = query_row(&q);
	return query_end(&q, err);
}

/* Whether out/ was written since the decision, or it was mailed: readers saw what it did. */
static bool went_out_since(
	struct store *s, struct arena *a, const struct decision *decision, bool *since, struct err *err)
{
	int64_t published;
	if (!store_note_published(s, a, &published, err))
		return false;
	*since = published != NO_TIME && published >= decision->at;
	return *since || mailed_since(s, decision, since, err);
}

/* A rejection, a deferral and a pair that is apart are between editors; anything else changed what
 * readers see if the item was before them. */
static bool before_readers(
	struct store *s, struct arena *a, const struct decision *decision, bool *was, struct err *err)
{
	struct before before;
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT before FROM decision WHERE id = ?1 AND verb NOT IN ('reject', 'defer', 'apart')");
	bind_int(&q, decision->id);
	*was = false;
	if (!query_row(&q))
		return query_end(&q, err);
	struct str json = take_str(&q, a);
	if (!query_end(&q, err) || !before_read(a, json, &before, err))
		return false;
	for (size_t i = 0; i < before.item_count; i++)
		*was = *was || before.items[i].live;
	return true;
}

bool decision_went_out(struct store *s, struct arena *a, const struct decision *decision,
	bool *went_out, struct err *err)
{
	if (!went_out_since(s, a, decision, went_out, err))
		return false;
	return !*went_out || str_eq(decision->verb, S("approve")) ||
		before_readers(s, a, decision, went_out, err);
}

/* One item as it was before. What comes back before readers is a new release when they saw
 * something else in between. */
static bool item_restore(struct store *s, struct arena *a, struct item was, int64_t now, bool seen,
	struct before *found, struct err *err)
{
	struct item is;
	if (!item_need(s, a, was.id, &is, err))
		return false;
	before_add(a, found, &is);
	if (seen && was.live && was.live != is.live &&
		!release_copy(s, was.live, was.id, now, &was.live, err))
		return false;
	return editorial_write(s, &was, err);
}

/* A merge that put what readers saw of the loser under the winner gave it the loser's name, too. */
static bool tag_return(
	struct store *s, struct arena *a, const struct before *before, struct err *err)
{
	const struct item *winner = &before->items[0], *loser = &before->items[1];
	return winner->live || !loser->live || tags_exchange(s, a, winner->id, loser->id, err);
}

/* The item that a split made becomes an alias of the one that it came from: nothing that was ever
 * there goes away. */
static bool split_return(struct store *s, struct arena *a, int64_t made, int64_t origin,
	struct before *found, struct err *err)
{
	struct item item;
	if (!item_need(s, a, made, &item, err))
		return false;
	before_add(a, found, &item);
	item.merged_into = origin;
	return editorial_write(s, &item, err) && copies_move(s, a, made, origin, found, err);
}

/* The decision that is meant was taken back already: both editors wanted the same. */
static bool undone_already(struct store *s, int64_t decision)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM decision WHERE undoes = ?1");
	bind_int(&q, decision);
	return query_row(&q);
}

/* The last decision is the one that the editor saw. */
static bool is_meant(struct by by, const struct decision *last, struct err *err)
{
	if (!by.decision || by.decision == last->id)
		return true;
	if (by.stale)
		*by.stale = true;
	return err_set(err,
		"“" STR_FMT "” was decided on after that by " STR_FMT ": that is to be undone first",
		STR_ARG(last->title), STR_ARG(last->editor));
}

static bool undo(struct store *s, struct arena *a, struct by by, int64_t item,
	struct decision *undone, struct err *err)
{
	struct before before, found = {0};
	if (by.decision && undone_already(s, by.decision))
		return true;
	bool seen,
		ok = last_decision(s, a, item, undone, &before, err) && is_meant(by, undone, err) &&
		nothing_later(s, a, undone, err) && went_out_since(s, a, undone, &seen, err);
	for (size_t i = 0; ok && i < before.item_count; i++)
		ok = item_restore(s, a, before.items[i], by.now, seen, &found, err);
	if (ok && str_eq(undone->verb, S("merge")))
		ok = moved_return(s, &before, undone->item, undone->other, err) &&
			tag_return(s, a, &before, err);
	if (ok && str_eq(undone->verb, S("split")))
		ok = split_return(s, a, undone->other, undone->item, &found, err);
	if (ok && str_eq(undone->verb, S("apart")))
		ok = apart_drop(s, undone->item, undone->other, err);
	const struct decision what = {.verb = S("undo"),
		.item = undone->item,
		.other = undone->other,
		.entry = undone->entry,
		.detail = undone->verb,
		.undoes = undone->id};
	undone->undone = ok;
	return ok && decision_log(s, by, &what, &found, err);
}

bool decide_undo(struct store *s, struct arena *a, struct by by, int64_t item,
	struct decision *undone, struct err *err)
{
	struct unit u;
	struct decision taken_back = {0};
	if (!unit_begin(&u, s, err) || !unit_end(&u, undo(s, a, by, item, &taken_back, err), err))
		return false;
	if (undone)
		*undone = taken_back;
	return true;
}
