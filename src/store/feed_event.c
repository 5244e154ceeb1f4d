#include "store/feed_event.h"

#include "store/statement.h"

bool store_feed_event_outdate(struct store *s, int64_t listing, struct str tag, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE feed_event SET latest = 0 WHERE listing = ?1 AND tag = ?2 AND latest = 1");
	bind_int(&q, listing);
	bind_str(&q, tag);
	return query_end(&q, err);
}

bool store_feed_event_add(
	struct store *s, int64_t listing, const struct feed_event *event, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO feed_event (listing, seq, item, release, tag, at, gone, reason, into_release, "
		"quiet, corrects) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)");
	bind_int(&q, listing);
	bind_int(&q, event->seq);
	bind_int(&q, event->item);
	bind_int(&q, event->release);
	bind_str(&q, event->tag);
	bind_int(&q, event->at);
	bind_int(&q, event->gone);
	bind_str(&q, event->reason);
	bind_id(&q, event->into);
	bind_int(&q, event->quiet);
	bind_int(&q, event->corrects);
	return query_end(&q, err);
}

#define EVENT_COLUMNS "seq, item, release, tag, at, gone, reason, into_release, quiet, corrects"

static bool events_take(struct query *q, struct arena *a, struct feed_events *out, struct err *err)
{
	*out = (struct feed_events){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct feed_event *event = &out->v[out->n++];
		event->seq = take_int(q);
		event->item = take_int(q);
		event->release = take_int(q);
		event->tag = take_str(q, a);
		event->at = take_int(q);
		event->gone = (enum gone_cause)take_int(q);
		event->reason = take_str(q, a);
		event->into = take_int(q);
		event->quiet = take_int(q);
		event->corrects = take_int(q);
	}
	return query_end(q, err);
}

bool store_feed_event_newest(struct store *s, struct arena *a, int64_t listing, long limit,
	struct feed_events *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EVENT_COLUMNS " FROM feed_event WHERE listing = ?1 AND latest = 1 AND quiet = 0 "
		"ORDER BY seq DESC LIMIT ?2");
	bind_int(&q, listing);
	bind_int(&q, limit);
	return events_take(&q, a, out, err);
}

bool store_feed_event_corrections(struct store *s, struct arena *a, int64_t listing, long limit,
	struct feed_events *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EVENT_COLUMNS " FROM feed_event WHERE listing = ?1 AND corrects = 1 "
		"ORDER BY seq DESC LIMIT ?2");
	bind_int(&q, listing);
	bind_int(&q, limit);
	return events_take(&q, a, out, err);
}

bool store_feed_event_before(struct store *s, struct arena *a, int64_t listing,
	const struct feed_event *event, struct feed_event *out, struct err *err)
{
	struct feed_events found;
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EVENT_COLUMNS " FROM feed_event WHERE listing = ?1 AND tag = ?2 AND seq < ?3 "
		"ORDER BY seq DESC LIMIT 1");
	bind_int(&q, listing);
	bind_str(&q, event->tag);
	bind_int(&q, event->seq);
	if (!events_take(&q, a, &found, err))
		return false;
	*out = found.n ? found.v[0] : (struct feed_event){0};
	return true;
}

bool store_feed_event_has(
	struct store *s, int64_t listing, struct str tag, bool *has, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM feed_event WHERE listing = ?1 AND tag = ?2 AND latest = 1");
	bind_int(&q, listing);
	bind_str(&q, tag);
	*has = query_row(&q);
	return query_end(&q, err);
}

bool store_feed_event_quiet(
	struct store *s, int64_t listing, int64_t from, bool *any, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM feed_event WHERE listing = ?1 AND seq >= ?2 AND quiet = 1 LIMIT 1");
	bind_int(&q, listing);
	bind_int(&q, from);
	*any = query_row(&q);
	return query_end(&q, err);
}

bool store_feed_archive_close(
	struct store *s, const struct listing *listing, int64_t last, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO feed_archive (listing, number, first, last) VALUES (?1, ?2, ?3, ?4)");
	bind_int(&q, listing->id);
	bind_int(&q, listing->archives + 1);
	bind_int(&q, listing->archived + 1);
	bind_int(&q, last);
	return query_end(&q, err);
}

bool store_feed_archive_adopt(
	struct store *s, const struct listing *listing, struct hash hash, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO feed_archive (listing, number, first, last, written, hash) VALUES (?1, ?2, ?3 "
		"+ 1, ?3, 1, ?4)");
	bind_int(&q, listing->id);
	bind_int(&q, listing->archives + 1);
	bind_int(&q, listing->archived);
	bind_hash(&q, &hash);
	return query_end(&q, err);
}

bool store_feed_archive_is_written(
	struct store *s, int64_t listing, int64_t number, bool *written, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM feed_archive WHERE listing = ?1 AND number = ?2 AND written = 1");
	bind_int(&q, listing);
	bind_int(&q, number);
	*written = query_row(&q);
	return query_end(&q, err);
}

bool store_feed_archive_hash(struct store *s, int64_t listing, int64_t number, struct hash *hash,
	bool *known, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT hash FROM feed_archive WHERE listing = ?1 AND number = ?2");
	bind_int(&q, listing);
	bind_int(&q, number);
	*known = query_row(&q) && take_hash(&q, hash);
	return query_end(&q, err);
}

bool store_feed_archive_set_hash(
	struct store *s, int64_t listing, int64_t number, struct hash hash, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE feed_archive SET hash = ?3 WHERE listing = ?1 AND number = ?2");
	bind_int(&q, listing);
	bind_int(&q, number);
	bind_hash(&q, &hash);
	return query_end(&q, err);
}

bool store_feed_archive_set_written(
	struct store *s, int64_t listing, int64_t number, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE feed_archive SET written = 1 WHERE listing = ?1 AND number = ?2 AND written = 0");
	bind_int(&q, listing);
	bind_int(&q, number);
	return query_end(&q, err);
}

bool store_feed_archive_get(struct store *s, struct arena *a, int64_t listing, int64_t number,
	struct feed_events *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " EVENT_COLUMNS " FROM feed_event WHERE listing = ?1 AND seq BETWEEN (SELECT first "
		"FROM feed_archive WHERE listing = ?1 AND number = ?2) AND (SELECT last FROM feed_archive "
		"WHERE listing = ?1 AND number = ?2) ORDER BY seq DESC");
	bind_int(&q, listing);
	bind_int(&q, number);
	return events_take(&q, a, out, err);
}
