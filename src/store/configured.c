#include "store/configured.h"

#include "model/item.h"
#include "store/statement.h"

bool store_configured_get(struct store *s, struct arena *a, struct str what,
	struct str *fingerprint, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT fingerprint FROM configured WHERE what = ?1");
	bind_str(&q, what);
	*found = query_row(&q);
	*fingerprint = *found ? take_str(&q, a) : STR_NONE;
	return query_end(&q, err);
}

bool store_configured_put(struct store *s, struct str what, struct str fingerprint, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO configured (what, fingerprint) VALUES (?1, ?2) ON CONFLICT (what) DO UPDATE "
		"SET fingerprint = excluded.fingerprint");
	bind_str(&q, what);
	bind_str(&q, fingerprint);
	return query_end(&q, err);
}

static bool ids_take(struct query *q, struct arena *a, struct ids *out, struct err *err)
{
	*out = (struct ids){0};
	while (query_row(q))
		ids_add(a, out, take_int(q));
	return query_end(q, err);
}

bool store_configured_items(
	struct store *s, struct arena *a, struct str source, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT DISTINCT e.item FROM entry AS e WHERE e.source = (SELECT id FROM source WHERE name "
		"= ?1) AND e.current = 1 ORDER BY e.item");
	bind_str(&q, source);
	return ids_take(&q, a, out, err);
}

bool store_configured_live(struct store *s, struct arena *a, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id FROM item WHERE live IS NOT NULL ORDER BY id");
	return ids_take(&q, a, out, err);
}

bool store_configured_kept(struct store *s, struct arena *a, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id FROM item WHERE merged_into IS NULL AND state <> ?1 ORDER BY id DESC");
	bind_int(&q, ITEM_REJECTED);
	return ids_take(&q, a, out, err);
}
