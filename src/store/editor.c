#include "store/editor.h"

#include <assert.h>

#include "base/utf8.h"
#include "store/editor_row.h"

static const char *const ROLE_WORDS[ROLE_COUNT] = {
	[ROLE_READER] = "reader",
	[ROLE_EDITOR] = "editor",
	[ROLE_SENIOR] = "senior",
	[ROLE_ADMIN] = "admin",
};

const char *editor_role_word(enum role role)
{
	assert(role <= ROLE_ADMIN);
	return ROLE_WORDS[role];
}

bool editor_role_of(struct str word, enum role *out)
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

/* An active editor of the name is left alone: then no row comes back. */
bool store_editor_add(struct store *s, const struct editor *editor, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str folded = utf8_fold(&a, editor->name);
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO editor (name, folded, role, password, created) VALUES (?1, ?2, ?3, ?4, ?5) ON "
		"CONFLICT (folded) DO UPDATE "
		"SET name = excluded.name, role = excluded.role, password = excluded.password, totp = '', "
		"totp_used = 0, keys_off = 0, email = '', active = 1 WHERE editor.active = 0 RETURNING id");
	bind_str(&q, editor->name);
	bind_str(&q, folded);
	bind_int(&q, editor->role);
	bind_str(&q, editor->password);
	bind_int(&q, editor->created);
	*id = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
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

bool store_editor_write(struct store *s, const struct editor *editor, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE editor SET role = ?2, password = ?3, totp = ?4, totp_used = ?5, keys_off = ?6, "
		"active = ?7 WHERE id = ?1");
	bind_int(&q, editor->id);
	bind_int(&q, editor->role);
	bind_str(&q, editor->password);
	bind_str(&q, editor->totp);
	bind_int(&q, editor->totp_used);
	bind_int(&q, editor->keys_off);
	bind_int(&q, editor->active);
	return query_end(&q, err);
}
