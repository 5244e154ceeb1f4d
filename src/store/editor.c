#include "store/editor.h"

#include "base/utf8.h"
#include "store/editor_row.h"

static const char *const ROLE_WORDS[] = {"reader", "editor", "senior", "admin"};

const char *role_word(enum role role)
{
	return ROLE_WORDS[role];
}

bool role_of(struct str word, enum role *out)
{
	for (size_t i = 0; i < ROLE_COUNT; i++)
		if (str_eq(word, str_of(ROLE_WORDS[i]))) {
			*out = (enum role)i;
			return true;
		}
	return false;
}

struct editor editor_take(struct query *q, struct arena *a)
{
	struct editor editor = {0};
	COLUMNS_TAKE(EDITOR_COLUMNS, q, a, &editor);
	return editor;
}

/* A name that is taken by an active editor is left alone: then no row comes back. */
bool store_editor_add(struct store *s, struct str name, enum role role, struct str password,
	int64_t now, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str folded = utf8_fold(&a, name);
	if (str_starts(folded, S("source ")))
		return err_set(err,
			"“" STR_FMT
			"” would look like a source in the log: an editor's name cannot begin with “source”",
			STR_ARG(name));
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO editor (name, folded, role, password, created) VALUES (?1, ?2, ?3, ?4, ?5) ON "
		"CONFLICT (folded) DO UPDATE "
		"SET name = excluded.name, role = excluded.role, password = excluded.password, totp = '', "
		"totp_used = 0, keys_off = 0, email = '', active = 1 WHERE active = 0 RETURNING id");
	bind_str(&q, name);
	bind_str(&q, folded);
	bind_int(&q, role);
	bind_str(&q, password);
	bind_int(&q, now);
	*id = query_row(&q) ? take_int(&q) : 0;
	if (!query_end(&q, err))
		return false;
	return *id || err_set(err, "there is an editor called “" STR_FMT "” already", STR_ARG(name));
}

static bool editor_one(
	struct query *q, struct arena *a, struct editor *out, bool *found, struct err *err)
{
	*found = query_row(q);
	if (*found)
		*out = editor_take(q, a);
	return query_end(q, err);
}

bool store_editor_find(struct store *s, struct arena *a, struct str name, struct editor *out,
	bool *found, struct err *err)
{
	struct str folded = utf8_fold(a, name);
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " EDITOR_SQL " FROM editor AS e WHERE e.folded = ?1");
	bind_str(&q, folded);
	return editor_one(&q, a, out, found, err);
}

bool store_editor_get(
	struct store *s, struct arena *a, int64_t id, struct editor *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " EDITOR_SQL " FROM editor AS e WHERE e.id = ?1");
	bind_int(&q, id);
	return editor_one(&q, a, out, found, err);
}

bool store_editor_list(struct store *s, struct arena *a, struct editors *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " EDITOR_SQL " FROM editor AS e WHERE e.active = 1 ORDER BY e.folded");
	*out = (struct editors){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = editor_take(&q, a);
	}
	return query_end(&q, err);
}

/* A desk that loses its last admin could not let anybody in, but one whose only editor goes is told
 * how to begin anew (tidings editor add). */
bool store_editor_write(struct store *s, const struct editor *editor, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE editor SET role = ?2, password = ?3, totp = ?4, totp_used = ?5, keys_off = ?6, "
		"active = ?7, email = CASE WHEN ?7 = 1 THEN ?8 ELSE '' END WHERE id = ?1 AND "
		"((?2 = 3 AND ?7 = 1) OR role <> 3 OR active = 0 OR EXISTS (SELECT 1 FROM editor AS o "
		"WHERE o.id <> ?1 AND o.role = 3 AND o.active = 1) "
		"OR (?7 = 0 AND NOT EXISTS (SELECT 1 FROM editor AS o WHERE o.id <> ?1 AND o.active = 1))) "
		"RETURNING id");
	bind_int(&q, editor->id);
	bind_int(&q, editor->role);
	bind_str(&q, editor->password);
	bind_str(&q, editor->totp);
	bind_int(&q, editor->totp_used);
	bind_int(&q, editor->keys_off);
	bind_int(&q, editor->active);
	bind_str(&q, editor->email);
	bool written = query_row(&q);
	if (!query_end(&q, err))
		return false;
	return written ||
		err_set(err, "somebody has to be admin: give that role to another editor first");
}
