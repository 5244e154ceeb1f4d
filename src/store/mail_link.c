#include "store/mail_link.h"

#include "base/secret.h"
#include "store/columns.h"

/* clang-format off */
#define LINK_COLUMNS(FIRST, X, of) \
	FIRST(of, enum, kind) \
	X(of, int, about) \
	X(of, str, address) \
	X(of, int, made) \
	X(of, int, until)
/* clang-format on */
#define LINK_SQL COLUMNS_SQL(LINK_COLUMNS, "")

/* The hash under which the link with this secret is kept. */
static struct hash hash_of(struct str secret)
{
	return secret_hash("mail link", secret);
}

static bool sweep(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM mail_link WHERE until <= ?1");
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_mail_link_add(
	struct store *s, struct str secret, const struct mail_link *link, struct err *err)
{
	struct hash token = hash_of(secret);
	if (!sweep(s, link->made, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO mail_link (token, " LINK_SQL ") VALUES (?, " COLUMNS_MARKS(LINK_COLUMNS) ")");
	bind_hash(&q, &token);
	COLUMNS_BIND(LINK_COLUMNS, &q, link);
	return query_end(&q, err);
}

bool store_mail_link_find(struct store *s, struct arena *a, const struct mail_link_key *key,
	struct mail_link *out, bool *found, struct err *err)
{
	struct hash token = hash_of(key->secret);
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " LINK_SQL " FROM mail_link WHERE token = ?1 AND kind = ?2 AND until > ?3");
	bind_hash(&q, &token);
	bind_int(&q, key->kind);
	bind_int(&q, key->now);
	*out = (struct mail_link){0};
	*found = query_row(&q);
	if (*found)
		COLUMNS_TAKE(LINK_COLUMNS, &q, a, out);
	return query_end(&q, err);
}

bool store_mail_link_newest(
	struct store *s, enum mail_link_kind kind, int64_t about, int64_t *made, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT made FROM mail_link WHERE kind = ?1 AND about = ?2 ORDER BY made DESC LIMIT 1");
	bind_int(&q, kind);
	bind_int(&q, about);
	*made = query_row(&q) ? take_int(&q) : NO_TIME;
	return query_end(&q, err);
}

bool store_mail_link_end(struct store *s, enum mail_link_kind kind, int64_t about, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM mail_link WHERE kind = ?1 AND about = ?2");
	bind_int(&q, kind);
	bind_int(&q, about);
	return query_end(&q, err);
}
