#include "store/editor_name.h"

#include "base/utf8.h"
#include "store/editor_row.h"

bool store_editor_name_taken(
	struct store *s, struct str name, int64_t id, bool *taken, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str folded = utf8_fold(&a, name);
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM editor_name WHERE folded = ?1 AND editor <> ?2 LIMIT 1");
	bind_str(&q, folded);
	bind_int(&q, id);
	*taken = query_row(&q);
	return query_end(&q, err);
}

static bool is_anothers(
	struct store *s, struct str folded, int64_t id, bool *taken, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM editor WHERE folded = ?1 AND id <> ?2");
	bind_str(&q, folded);
	bind_int(&q, id);
	*taken = query_row(&q);
	return query_end(&q, err);
}

static bool editor_row_rename(struct store *s, const struct editor *to, struct str was,
	struct str folded, bool *moved, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE editor SET name = ?2, folded = ?3 WHERE id = ?1 AND name = ?4 AND active = 1 "
		"RETURNING id");
	bind_int(&q, to->id);
	bind_str(&q, to->name);
	bind_str(&q, folded);
	bind_str(&q, was);
	*moved = !query_row(&q);
	return query_end(&q, err);
}

static bool rename_in(struct query q, struct str was, struct str name, struct err *err)
{
	struct query mine CLEANUP_QUERY = q;
	bind_str(&mine, was);
	bind_str(&mine, name);
	return query_end(&mine, err);
}

/* Rows that may change. */
static bool rows_rename(struct store *s, struct str was, struct str name, struct err *err)
{
	return rename_in(
			   QUERY(s, "UPDATE job SET asked_by = ?2 WHERE asked_by = ?1"), was, name, err) &&
		rename_in(
			QUERY(s, "UPDATE source SET paused_by = ?2 WHERE paused_by = ?1"), was, name, err) &&
		rename_in(QUERY(s, "UPDATE addition SET editor = ?2 WHERE editor = ?1"), was, name, err) &&
		rename_in(
			QUERY(s, "UPDATE config_tryout SET editor = ?2 WHERE editor = ?1"), was, name, err) &&
		rename_in(QUERY(s,
					  "UPDATE presence SET editor = ?2 WHERE editor = ?1 AND NOT EXISTS (SELECT 1 "
					  "FROM presence AS p WHERE p.item = presence.item AND p.editor = ?2)"),
			was, name, err);
}

bool store_editor_rename(struct store *s, int64_t id, struct str was, struct str name,
	enum editor_renamed *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str folded = utf8_fold(&a, name);
	const struct editor to = {.id = id, .name = name};
	bool another, before, moved;
	if (!is_anothers(s, folded, id, &another, err) ||
		!store_editor_name_taken(s, name, id, &before, err))
		return false;
	*out = EDITOR_NAME_TAKEN;
	if (another || before)
		return true;
	if (!editor_row_rename(s, &to, was, folded, &moved, err))
		return false;
	*out = moved ? EDITOR_NAME_MOVED : EDITOR_RENAMED;
	return moved || rows_rename(s, was, name, err);
}

bool store_editor_name_now(struct store *s, struct arena *a, struct str *name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT " EDITOR_NOW("?1"));
	bind_str(&q, *name);
	struct str now = query_row(&q) ? take_str(&q, a) : *name;
	if (!query_end(&q, err))
		return false;
	*name = now;
	return true;
}

bool store_editor_names_before(
	struct store *s, struct arena *a, struct editors *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT editor, name FROM editor_name ORDER BY editor, name");
	*out = (struct editors){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n].id = take_int(&q);
		out->v[out->n++].name = take_str(&q, a);
	}
	return query_end(&q, err);
}
