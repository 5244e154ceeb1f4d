#include "store/rows.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"

enum { AT_ONCE = 200 };

bool rows_same(const struct value *a, const struct value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case VALUE_INT: return a->number == b->number;
	case VALUE_REAL: return memcmp(&a->real, &b->real, sizeof a->real) == 0;
	case VALUE_NULL: return true;
	default: return str_eq(a->bytes, b->bytes);
	}
}

bool rows_bind(const struct driver *driver, struct driver_stmt *stmt, int n, const struct value *v)
{
	switch (v->type) {
	case VALUE_INT: return driver->bind_int(stmt, n, v->number);
	case VALUE_REAL: return driver->bind_real(stmt, n, v->real);
	case VALUE_NULL: return driver->bind_null(stmt, n);
	default: return driver->bind_bytes(stmt, n, v->bytes, v->type);
	}
}

struct value rows_value(const struct rows *r, size_t column)
{
	const struct driver *driver = r->s->driver;
	int n = (int)column;
	assert(r->stmt && r->n > 0 && column < r->table->columns.n);
	struct value v = {.type = driver->type(r->stmt, n)};
	switch (v.type) {
	case VALUE_INT: v.number = driver->take_int(r->stmt, n); break;
	case VALUE_REAL: v.real = driver->take_real(r->stmt, n); break;
	case VALUE_NULL: break;
	default: v.bytes = driver->take_bytes(r->stmt, n); break;
	}
	return v;
}

struct rows rows_of(struct store *s, const struct object *table)
{
	assert(table->kind == OBJECT_TABLE && table->columns.n);
	return (struct rows){.s = s, .table = table};
}

static void add_names(struct buf *b, const struct strs *names, size_t n)
{
	for (size_t i = 0; i < n; i++)
		buf_addf(b, "%s" STR_FMT, i ? ", " : "", STR_ARG(names->v[i]));
}

/* A table without a key has few rows: they come at once, in the order of all their columns. */
static struct driver_stmt *prepare_rows(const struct rows *r, bool after)
{
	const struct object *t = r->table;
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	buf_add(&b, S("SELECT "));
	add_names(&b, &t->columns, t->columns.n);
	buf_addf(&b, " FROM " STR_FMT, STR_ARG(t->name));
	if (after) {
		buf_add(&b, S(" WHERE ("));
		add_names(&b, &t->columns, t->keys);
		buf_add(&b, S(") > ("));
		for (size_t i = 0; i < t->keys; i++)
			buf_addf(&b, "%s?%zu", i ? ", " : "", i + 1);
		buf_add(&b, S(")"));
	}
	buf_add(&b, S(" ORDER BY "));
	add_names(&b, &t->columns, t->keys ? t->keys : t->columns.n);
	if (t->keys)
		buf_addf(&b, " LIMIT %d", AT_ONCE);
	return r->s->driver->prepare(r->s->db, buf_str(&b));
}

static struct value *take_key(const struct rows *r, struct arena *a)
{
	struct value *key = arena_array(a, r->table->keys, sizeof *key);
	for (size_t i = 0; i < r->table->keys; i++) {
		key[i] = rows_value(r, i);
		key[i].bytes = str_copy(a, key[i].bytes);
	}
	return key;
}

/* To the rows after the one at which it stands. */
static bool go_on(struct rows *r)
{
	const struct driver *driver = r->s->driver;
	struct arena a = {0};
	struct value *key = take_key(r, &a);
	assert(r->table->keys <= r->table->columns.n);
	bool bound = true;
	driver->reset(r->stmt);
	arena_free(&r->key);
	r->key = a;
	if (!r->after) {
		driver->finish(r->stmt);
		r->stmt = prepare_rows(r, true);
	}
	r->after = true;
	r->n = 0;
	for (size_t i = 0; r->stmt && i < r->table->keys; i++)
		bound = bound && rows_bind(driver, r->stmt, (int)i + 1, &key[i]);
	return r->stmt && bound;
}

enum driver_step rows_next(struct rows *r)
{
	if (!r->stmt && !r->after)
		r->stmt = prepare_rows(r, false);
	if (!r->stmt || (r->table->keys && r->n == AT_ONCE && !go_on(r)))
		return STEP_FAILED;
	enum driver_step step = r->s->driver->step(r->stmt);
	r->n += step == STEP_ROW;
	return step;
}

void rows_end(struct rows *r)
{
	r->s->driver->finish(r->stmt);
	arena_free(&r->key);
	r->stmt = NULL;
}
