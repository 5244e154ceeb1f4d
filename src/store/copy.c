#include "store/copy.h"

#include <assert.h>

#include "base/buf.h"
#include "store/chain.h"
#include "store/rows.h"

/* So many rows go in one statement: each statement is a way to a server and back. */
enum { AT_ONCE = 32 };

static struct str insert_into(struct arena *a, const struct object *table, size_t rows)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	size_t n = table->columns.n;
	buf_add(&b, S("INSERT INTO "));
	buf_add(&b, table->name);
	buf_add(&b, S(" ("));
	for (size_t i = 0; i < n; i++)
		buf_addf(&b, "%s" STR_FMT, i ? ", " : "", STR_ARG(table->columns.v[i]));
	buf_add(&b, S(") VALUES "));
	for (size_t i = 0; i < n * rows; i++)
		buf_addf(&b, "%s?%zu%s", i % n ? ", " : i ? ", (" : "(", i + 1, (i + 1) % n ? "" : ")");
	return str_copy(a, buf_str(&b));
}

/* A table on its way: the rows that were read, and the statements that write them. */
struct passage {
	struct rows rows;
	struct store *to;
	struct driver_stmt *one, *many;
	struct arena a; /* of the values */
	struct value *values;
	size_t n; /* values */
};

static bool write_values(
	struct passage *p, struct driver_stmt *writes, const struct value *v, size_t n)
{
	bool written = writes;
	for (size_t i = 0; written && i < n; i++)
		written = rows_bind(p->to->driver, writes, (int)i + 1, &v[i]);
	written = written && p->to->driver->step(writes) == STEP_DONE;
	if (writes)
		p->to->driver->reset(writes);
	return written;
}

/* What was read and is not written yet. */
static bool write_read(struct passage *p)
{
	size_t columns = p->rows.table->columns.n;
	bool written = true;
	if (p->n == AT_ONCE * columns)
		written = write_values(p, p->many, p->values, p->n);
	else
		for (size_t i = 0; written && i < p->n; i += columns)
			written = write_values(p, p->one, p->values + i, columns);
	p->n = 0;
	p->values = NULL;
	arena_reset(&p->a);
	return written;
}

static void keep_row(struct passage *p)
{
	size_t columns = p->rows.table->columns.n;
	if (!p->values)
		p->values = arena_array(&p->a, AT_ONCE * columns, sizeof *p->values);
	for (size_t i = 0; i < columns; i++) {
		struct value v = rows_value(&p->rows, i);
		v.bytes = str_copy(&p->a, v.bytes);
		p->values[p->n++] = v;
	}
}

static bool pass_rows(struct passage *p, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *name = str_cstr(&a, p->rows.table->name);
	enum driver_step step;
	while ((step = rows_next(&p->rows)) == STEP_ROW) {
		keep_row(p);
		if (p->n == AT_ONCE * p->rows.table->columns.n && !write_read(p))
			return store_error(p->to, name, err);
	}
	if (step != STEP_DONE)
		return store_error(p->rows.s, name, err);
	return write_read(p) || store_error(p->to, name, err);
}

static bool copy_table(
	struct store *from, struct store *to, const struct object *table, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct driver *driver = to->driver;
	struct passage p = {.rows = rows_of(from, table), .to = to};
	p.one = driver->prepare(to->db, insert_into(&a, table, 1));
	p.many = driver->prepare(to->db, insert_into(&a, table, AT_ONCE));
	bool passed = p.one && p.many ? pass_rows(&p, err) :
									store_error(to, str_cstr(&a, table->name), err);
	driver->finish(p.one);
	driver->finish(p.many);
	rows_end(&p.rows);
	arena_free(&p.a);
	return passed;
}

/* "item, id 12" or, where a key is not all numbers, "note, row 3". */
static struct str name_of_row(struct arena *a, const struct rows *r, int64_t row)
{
	struct buf b CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	bool numbers = r->table->keys;
	for (size_t i = 0; i < r->table->keys; i++) {
		struct value v = rows_value(r, i);
		numbers = numbers && v.type == VALUE_INT;
		buf_addf(&b, ", " STR_FMT " %lld", STR_ARG(r->table->columns.v[i]), (long long)v.number);
	}
	if (numbers)
		return STR_CAT(a, r->table->name, buf_str(&b));
	return str_printf(a, STR_FMT ", row %lld", STR_ARG(r->table->name), (long long)row);
}

static bool same_row(const struct rows *from, const struct rows *to, int64_t row, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	for (size_t i = 0; i < from->table->columns.n; i++) {
		struct value v = rows_value(from, i), w = rows_value(to, i);
		if (!rows_same(&v, &w))
			return err_set_kind(err, ERR_STORE,
				"the copy is not the same: table " STR_FMT " differs in the column " STR_FMT,
				STR_ARG(name_of_row(&a, from, row)), STR_ARG(from->table->columns.v[i]));
	}
	return true;
}

bool copy_compare(struct store *from, struct store *to, const struct object *table, int64_t *rows,
	struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	assert(from != to);
	struct rows f CLEANUP_ROWS = rows_of(from, table), t CLEANUP_ROWS = rows_of(to, table);
	const char *name = str_cstr(&a, table->name);
	for (int64_t row = 1;; row++) {
		enum driver_step step = rows_next(&f), other = rows_next(&t);
		if (step == STEP_FAILED || other == STEP_FAILED)
			return store_error(step == STEP_FAILED ? from : to, name, err);
		if (step != other)
			return err_set_kind(err, ERR_STORE,
				"the copy is not the same: table " STR_FMT " is in %s alone",
				STR_ARG(name_of_row(&a, step == STEP_ROW ? &f : &t, row)),
				step == STEP_ROW ? "what was copied" : "the copy");
		if (step == STEP_DONE)
			return true;
		if (!same_row(&f, &t, row, err))
			return false;
		++*rows;
	}
}

static bool check(struct store *from, struct store *to, const struct objects *objects,
	struct site_copied *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct chain_report chain;
	for (size_t i = 0; i < objects->n; i++) {
		if (objects->v[i].kind != OBJECT_TABLE)
			continue;
		if (!copy_compare(from, to, &objects->v[i], &out->rows, err))
			return false;
		out->tables++;
	}
	if (!store_chain_verify(to, &a, &chain, err))
		return false;
	out->decisions = chain.decisions;
	out->breaks = chain.break_count;
	return true;
}

bool copy_rows(struct store *from, struct store *to, const struct objects *objects,
	struct site_copied *out, struct err *err)
{
	assert(store_in_transaction(to));
	for (size_t i = 0; i < objects->n; i++)
		if (objects->v[i].kind == OBJECT_TABLE && !copy_table(from, to, &objects->v[i], err))
			return false;
	return !out || check(from, to, objects, out, err);
}
