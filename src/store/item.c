#include "store/item.h"

#include "store/item_row.h"
#include "store/reason_json.h"

#define VERDICT_COLUMNS FACE_COLUMNS("") ", confidence, score, why, warnings"
#define VERDICT_MARKS FACE_MARKS ", ?, ?, ?, ?"

static void verdict_bind(struct query *q, const struct verdict *verdict, char day[static TIME_TEXT])
{
	face_bind(q, &verdict->face, day);
	bind_int(q, verdict->confidence);
	bind_real(q, verdict->score);
	bind_lines(q, verdict->why);
	bind_int(q, verdict->warnings);
}

/* Items are never deleted, so that no number is given twice. Who has the tag, as it is or as an
 * item's, is in the way by that tag: SELECT for VALUES would make two tables in passing, which cost
 * more than the row. */
bool store_item_add(struct store *s, const struct item_seed *seed, int64_t *id, struct err *err)
{
	char day[TIME_TEXT];
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO item (id, tag, first_seen, backfill, " VERDICT_COLUMNS ") VALUES "
		"((SELECT coalesce(max(id), 0) + 1 FROM (SELECT max(id) AS id FROM item UNION ALL "
		"SELECT item_floor FROM site) AS taken), "
		"coalesce((SELECT i.tag FROM item AS i WHERE i.tag = 'item/' || ?1), ?1), ?, "
		"?, " VERDICT_MARKS ") ON CONFLICT (tag) DO NOTHING");
	bind_str(&q, seed->tag);
	bind_int(&q, seed->now);
	bind_int(&q, seed->backfill);
	verdict_bind(&q, seed->verdict, day);
	return query_inserted(&q, id, err);
}

/* What was learned of the item stands until it is learned anew. */
static bool keep_learned(struct store *s, int64_t id, double score, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE item SET (prior, score) = (score, ?) WHERE id = ?");
	bind_real(&q, score);
	bind_int(&q, id);
	return query_end(&q, err);
}

bool store_item_judge(
	struct store *s, int64_t id, const struct verdict *verdict, int64_t main_copy, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct item item;
	char day[TIME_TEXT], month[TIME_TEXT];
	if (!store_item_need(s, &a, id, &item, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE item SET (" VERDICT_COLUMNS ", main_copy, version, unverified) = "
		"(" VERDICT_MARKS ", ?, version + ?, coalesce(?, unverified)) WHERE id = ?");
	verdict_bind(&q, verdict, day);
	bind_id(&q, main_copy);
	bind_int(&q, !face_eq(&item.judged, &verdict->face));
	bind_str_or_null(&q, verdict->verified != VERIFIED_UNSAID,
		verdict->verified == VERIFIED_LONG_AGO ? str_of(date_iso(verdict->verified_in, month)) :
												 STR_NONE);
	bind_int(&q, id);
	return query_end(&q, err) && (!item.is_learned || keep_learned(s, id, item.score, err));
}

bool store_item_trials(struct store *s, struct arena *a, int64_t last, long limit,
	struct trial_rows *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT id, status, facts FROM item WHERE id > ?1 AND kind = ?2 AND merged_into IS NULL "
		"ORDER BY id LIMIT ?3");
	bind_int(&q, last);
	bind_int(&q, ENTRY_TRIAL);
	bind_int(&q, limit);
	*out = (struct trial_rows){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct trial_row *row = &out->v[out->n++];
		row->id = take_int(&q);
		row->status = take_str(&q, a);
		row->facts = take_str(&q, a);
	}
	return query_end(&q, err);
}

bool store_item_set_changes(
	struct store *s, int64_t id, const struct reasons *changes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE item SET update_why = ?2, version = version + 1 "
		"WHERE id = ?1 AND update_why <> ?2");
	bind_int(&q, id);
	bind_reasons(&q, &a, changes);
	return query_end(&q, err);
}

bool store_item_write(struct store *s, const struct item *item, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE item SET state = ?, deferred_until = ?, merged_into = ?, edited_section = ?, "
		"edited_title = ?, edited_summary = ?, edited_citation = ?, edited_official_title = ?, "
		"edited_url = ?, edited_label = ?, edited_lead = ?, edited_also = ?, lead_status = ?, "
		"edited_topics = ?, "
		"live = ?, main_copy = ?, update_why = ?, dismissed = ?, assignee = ?, assigned_word = ?, "
		"version = version + 1 WHERE id = ?");
	bind_int(&q, item->state);
	bind_time(&q, item->deferred_until);
	bind_id(&q, item->merged_into);
	bind_id(&q, item->edited_section);
#define WORDED_BIND(name, member, bit) \
	bind_str_or_null(&q, item->has_edited_##member, item->edited_##member);
	WORDED_LIST(WORDED_BIND)
#undef WORDED_BIND
	bind_str(&q, item->lead_status);
	item->has_edited_topics ? bind_lines(&q, item->edited_topics) : bind_null(&q);
	bind_id(&q, item->live);
	bind_id(&q, item->main_copy);
	bind_reasons(&q, &a, &item->changes);
	bind_hash(&q, item->has_dismissed ? &item->dismissed : NULL);
	bind_id(&q, item->assignee);
	bind_str(&q, item->assigned_word);
	bind_int(&q, item->id);
	return query_end(&q, err);
}

static bool tag_write(struct store *s, int64_t item, struct str tag, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE item SET tag = ?2 WHERE id = ?1");
	bind_int(&q, item);
	bind_str(&q, tag);
	return query_end(&q, err);
}

/* No two items have one tag, so the first goes without for a moment. */
bool store_item_exchange_tags(
	struct store *s, struct arena *a, int64_t one, int64_t other, struct err *err)
{
	struct item first, second;
	return store_item_need(s, a, one, &first, err) && store_item_need(s, a, other, &second, err) &&
		tag_write(s, one, STR_NONE, err) && tag_write(s, other, first.tag, err) &&
		tag_write(s, one, second.tag, err);
}

bool store_item_aliases(
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

struct item item_take(struct query *q, struct arena *a)
{
	struct item item = {.id = take_int(q)};
	item.tag = take_str(q, a);
	item.merged_into = take_int(q);
	item.first_seen = take_int(q);
	item.backfill = take_int(q);
	item.state = (enum item_state)take_int(q);
	item.deferred_until = take_time(q);
	item.version = take_int(q);
	item.main_copy = take_int(q);
	item.judged = face_take(q, a);
	item.confidence = (enum confidence)take_int(q);
	item.score = take_real(q);
	item.why = take_lines(q, a);
	item.warnings = (unsigned)take_int(q);
	item.edited_section = (enum section)take_int(q);
#define WORDED_COLUMN(name, member, bit) \
	item.has_edited_##member = take_str_or_null(q, a, &item.edited_##member);
	WORDED_LIST(WORDED_COLUMN)
#undef WORDED_COLUMN
	item.lead_status = take_str(q, a);
	item.has_edited_topics = take_lines_or_null(q, a, &item.edited_topics);
	item.live = take_int(q);
	item.changes = take_reasons(q, a);
	item.has_dismissed = take_hash(q, &item.dismissed);
	item.assignee = take_int(q);
	item.assigned_word = take_str(q, a);
	item.is_learned = take_lines_or_null(q, a, &item.learned);
	item.assignee_name = take_str(q, a);
	return item;
}

static bool item_take_one(
	struct query *q, struct arena *a, struct item *out, bool *found, struct err *err)
{
	*found = query_row(q);
	if (*found)
		*out = item_take(q, a);
	return query_end(q, err);
}

bool store_item_get(
	struct store *s, struct arena *a, int64_t id, struct item *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT " ITEM_COLUMNS " FROM item WHERE id = ?1");
	bind_int(&q, id);
	return item_take_one(&q, a, out, found, err);
}

bool store_item_follow(
	struct store *s, struct arena *a, int64_t id, struct item *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ITEM_COLUMNS " FROM item WHERE id = (SELECT coalesce(merged_into, id) FROM item "
		"WHERE id = ?1)");
	bind_int(&q, id);
	return item_take_one(&q, a, out, found, err);
}

bool store_item_need(
	struct store *s, struct arena *a, int64_t id, struct item *out, struct err *err)
{
	bool found;
	if (!store_item_get(s, a, id, out, &found, err))
		return false;
	return found || err_set(err, "there is no item %lld", (long long)id);
}
