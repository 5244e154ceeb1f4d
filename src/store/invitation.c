#include "store/invitation.h"

#include "store/columns.h"

/* clang-format off */
#define INVITATION_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	X(of, str, name) \
	X(of, str, address) \
	X(of, enum, role) \
	X(of, str, editor) \
	X(of, int, at)
/* clang-format on */
#define INVITATION_SQL COLUMNS_SQL(INVITATION_COLUMNS, "")

bool store_invitation_add(
	struct store *s, const struct invitation *invitation, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO invitation (name, address, role, editor, at) VALUES (?1, ?2, ?3, ?4, ?5) ON "
		"CONFLICT DO NOTHING RETURNING id");
	bind_str(&q, invitation->name);
	bind_str(&q, invitation->address);
	bind_int(&q, invitation->role);
	bind_str(&q, invitation->editor);
	bind_int(&q, invitation->at);
	*id = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_invitation_get(struct store *s, struct arena *a, int64_t id, struct invitation *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " INVITATION_SQL " FROM invitation WHERE id = ?1");
	bind_int(&q, id);
	*out = (struct invitation){0};
	*found = query_row(&q);
	if (*found)
		COLUMNS_TAKE(INVITATION_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

bool store_invitation_list(
	struct store *s, struct arena *a, struct invitations *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " INVITATION_SQL " FROM invitation ORDER BY id");
	*out = (struct invitations){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct invitation *one = &out->v[out->n++];
		*one = (struct invitation){0};
		COLUMNS_TAKE(INVITATION_COLUMNS, &q, a, one);
	}
	return query_end(&q, err);
}

bool store_invitation_end(struct store *s, int64_t id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM invitation WHERE id = ?1");
	bind_int(&q, id);
	return query_end(&q, err);
}
