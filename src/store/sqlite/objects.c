#include "store/sqlite/objects.h"

#include <assert.h>

#include "store/copy.h"
#include "store/search_copy.h"
#include "store/sqlite/handle.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"

static enum object_kind kind_of(struct str type)
{
	return str_eq(type, S("table")) ? OBJECT_TABLE :
		str_eq(type, S("index"))    ? OBJECT_INDEX :
									  OBJECT_TRIGGER;
}

static bool columns_of(struct store *s, struct arena *a, struct object *table, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT name, pk FROM pragma_table_info(?1) ORDER BY pk = 0, pk, cid");
	bind_str(&q, table->name);
	while (query_row(&q)) {
		strs_add(a, &table->columns, take_str(&q, a));
		table->keys += take_int(&q) > 0;
	}
	return query_end(&q, err);
}

static bool find_columns(struct store *s, struct arena *a, struct objects *all, struct err *err)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == OBJECT_TABLE && !columns_of(s, a, &all->v[i], err))
			return false;
	return true;
}

/* What an index for itself made has no SQL; the tables behind a virtual one are "shadow". */
bool sqlite_objects(struct store *s, struct arena *a, struct objects *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT m.type, m.name, m.sql FROM sqlite_master AS m LEFT JOIN pragma_table_list AS t "
		"ON t.schema = 'main' AND t.name = m.name WHERE m.sql IS NOT NULL "
		"AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND coalesce(t.type, 'table') = 'table' "
		"ORDER BY m.rowid");
	*out = (struct objects){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct object *o = &out->v[out->n++];
		*o = (struct object){0};
		o->kind = kind_of(take_str(&q, a));
		o->name = take_str(&q, a);
		o->sql = take_str(&q, a);
	}
	return query_end(&q, err) && find_columns(s, a, out, err);
}

/* Takes the triggers away, and what the steps of the schema put into the tables. */
static bool empty(struct store *s, struct arena *a, const struct objects *all, struct err *err)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == OBJECT_TRIGGER &&
			!store_run_text(s, STR_CAT(a, S("DROP TRIGGER "), all->v[i].name), err))
			return false;
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == OBJECT_TABLE &&
			!store_run_text(s, STR_CAT(a, S("DELETE FROM "), all->v[i].name), err))
			return false;
	return true;
}

static bool make_triggers(struct store *s, const struct objects *all, struct err *err)
{
	for (size_t i = 0; i < all->n; i++)
		if (all->v[i].kind == OBJECT_TRIGGER && !store_run_text(s, all->v[i].sql, err))
			return false;
	return true;
}

static bool fill(struct store *s, struct store *from, struct site_copied *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct objects all;
	return sqlite_objects(s, &a, &all, err) && empty(s, &a, &all, err) &&
		copy_rows(from, s, &all, out, err) && make_triggers(s, &all, err) &&
		search_copy(from, s, out, err);
}

/* Rows come in the order of tables, not of what refers to what. */
bool sqlite_fill(struct store *s, struct store *from, struct site_copied *out, struct err *err)
{
	assert(!store_in_transaction(s));
	if (!store_run(s, "PRAGMA foreign_keys = OFF", err) || !store_begin(s, err))
		return false;
	bool filled = fill(s, from, out, err) && store_commit(s, err);
	if (!filled)
		store_rollback(s);
	return store_run(s, "PRAGMA foreign_keys = ON", filled ? err : NULL) && filled;
}
