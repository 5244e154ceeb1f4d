#include "store/shown.h"

#include "store/shown_row.h"
#include "store/statement.h"
#include "store/unit.h"

bool store_shown_get(struct store *s, int64_t item, struct shown *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT n.release, n.gone FROM item AS i JOIN shown AS n ON n.item = " SHOWN_ROW(
			"i") "WHERE i.id = ?1");
	bind_int(&q, item);
	*out = (struct shown){0};
	if (query_row(&q)) {
		out->release = take_int(&q);
		out->gone = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_shown_of(struct store *s, struct arena *a, int64_t item, struct release *out,
	bool *shown, bool *gone, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT release, tag, gone IS NOT NULL FROM shown WHERE item = ?1");
	bind_int(&q, item);
	*shown = *gone = false;
	if (!query_row(&q))
		return query_end(&q, err);
	int64_t release = take_int(&q);
	struct str tag = take_str(&q, a);
	*gone = take_int(&q);
	if (!query_end(&q, err) || !store_release_get(s, a, release, out, shown, err))
		return false;
	out->tag = tag;
	out->item = item;
	*shown = *shown && !*gone;
	return true;
}

bool store_shown_owner(struct store *s, int64_t item, int64_t *owner, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " SHOWN_OWNER("s.tag") "FROM shown AS s WHERE s.item = ?1");
	bind_int(&q, item);
	*owner = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_shown_decision(struct store *s, int64_t decision, bool *seen, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM decision AS d WHERE d.id = ?1 AND " SHOWN_DECISION("d"));
	bind_int(&q, decision);
	*seen = query_row(&q);
	return query_end(&q, err);
}

bool store_shown_release(struct store *s, const struct release *release, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO shown (item, release, tag) VALUES (?1, ?2, ?3) ON CONFLICT (item) DO UPDATE "
		"SET release = excluded.release, tag = excluded.tag, gone = NULL "
		"WHERE shown.release <> excluded.release OR shown.tag <> excluded.tag OR "
		"shown.gone IS NOT NULL");
	bind_int(&q, release->item);
	bind_int(&q, release->id);
	bind_str(&q, release->tag);
	return query_end(&q, err);
}

bool store_shown_gone(struct store *s, int64_t item, int64_t decision, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE shown SET gone = ?2 WHERE item = ?1 AND coalesce(gone, 0) <> ?2");
	bind_int(&q, item);
	bind_int(&q, decision);
	return query_end(&q, err);
}

bool store_shown_mailed(struct store *s, const struct releases *releases, struct err *err)
{
	struct unit u;
	bool done = true;
	if (!unit_begin(&u, s, err))
		return false;
	for (size_t i = 0; i < releases->n && done; i++)
		done = store_shown_release(s, &releases->v[i], err);
	return unit_end(&u, done, err);
}
