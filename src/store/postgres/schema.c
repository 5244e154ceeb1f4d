#include "store/postgres/schema.h"

#include "base/buf.h"
#include "store/connection.h"
#include "store/copy.h"
#include "store/postgres/dialect.h"
#include "store/postgres/handle.h"
#include "store/postgres/postgres.h"
#include "store/schema.h"
#include "store/search_copy.h"
#include "store/sqlite/objects.h"

static bool run_all(struct store *s, const struct strs *texts, struct err *err)
{
	for (size_t i = 0; i < texts->n; i++)
		if (!store_run_text(s, texts->v[i], err))
			return false;
	return true;
}

/* Of one kind, those that belong to the others' tables after them. */
static bool make_kind(struct store *s, struct arena *a, const struct objects *all,
	enum object_kind kind, struct strs *later, struct err *err)
{
	for (size_t i = 0; i < all->n; i++) {
		struct str sql = all->v[i].sql;
		if (all->v[i].kind != kind)
			continue;
		if (kind == OBJECT_TABLE)
			sql = dialect_table(a, sql, later);
		else if (kind == OBJECT_TRIGGER)
			sql = dialect_trigger(a, sql);
		if (!store_run_text(s, sql, err))
			return err_add(err, STR_FMT, STR_ARG(all->v[i].name));
	}
	return true;
}

/* Rows come before what would check or change them. */
bool schema_make(struct store *s, struct store *shape, struct store *from, struct site_copied *out,
	struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct objects all;
	struct strs later = {0};
	int64_t version;
	return store_version(shape, "a new store", &version, err) &&
		sqlite_objects(shape, &a, &all, err) &&
		store_run(s,
			"CREATE TABLE tidings_schema (version BIGINT NOT NULL);"
			"INSERT INTO tidings_schema VALUES (0)",
			err) &&
		(handle_make_commits(s->db) || store_error(s, "the store", err)) &&
		make_kind(s, &a, &all, OBJECT_TABLE, &later, err) && copy_rows(from, s, &all, out, err) &&
		run_all(s, &later, err) && make_kind(s, &a, &all, OBJECT_INDEX, NULL, err) &&
		make_kind(s, &a, &all, OBJECT_TRIGGER, NULL, err) &&
		store_run(s, POSTGRES_SEARCH_SQL, err) && search_copy(from, s, out, err) &&
		(s->driver->set_version(s->db, version) || store_error(s, "the store", err));
}

static bool run_text(struct driver_db *db, struct arena *a, struct str sql)
{
	return handle_run(db, str_cstr(a, sql));
}

/* What is a comment to SQLite, and said to PostgreSQL alone. */
#define TO_POSTGRES "-- PostgreSQL: "

static struct str with_own_lines(struct arena *a, struct str sql)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	for (size_t at; (at = str_find(sql, S(TO_POSTGRES))) != STR_NOT_FOUND;) {
		buf_add(&b, str_sub(sql, 0, at));
		sql = str_sub(sql, at + sizeof TO_POSTGRES - 1, SIZE_MAX);
	}
	buf_add(&b, sql);
	return str_copy(a, buf_str(&b));
}

bool schema_run_step(struct driver_db *db, const char *sql)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str rest = with_own_lines(&a, str_of(sql));
	struct strs later = {0};
	bool well = true;
	for (struct str one = dialect_next(&rest); well && one.n; one = dialect_next(&rest))
		well = run_text(db, &a, dialect_step(&a, one, &later));
	for (size_t i = 0; well && i < later.n; i++)
		well = run_text(db, &a, later.v[i]);
	return well;
}
