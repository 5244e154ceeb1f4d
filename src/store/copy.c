#include "store/copy.h"

#include <assert.h>

#include "base/buf.h"
#include "store/chain.h"
#include "store/rows.h"

static struct str insert_into(struct arena *a, const struct object *table)
{
	struct buf names CLEANUP_BUF = buf_new(SIZE_MAX / 2), marks CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	for (size_t i = 0; i < table->columns.n; i++) {
		buf_addf(&names, "%s" STR_FMT, i ? ", " : "", STR_ARG(table->columns.v[i]));
		buf_addf(&marks, "%s?%zu", i ? ", " : "", i + 1);
	}
	return STR_CAT(a, S("INSERT INTO "), table->name, S(" ("), buf_str(&names), S(") VALUES ("),
		buf_str(&marks), S(")"));
}

static bool pass_row(const struct rows *r, const struct driver *to, struct driver_stmt *writes)
{
	bool passed = true;
	for (size_t i = 0; passed && i < r->table->columns.n; i++) {
		struct value v = rows_value(r, i);
		passed = rows_bind(to, writes, (int)i + 1, &v);
	}
	passed = passed && to->step(writes) == STEP_DONE;
	to->reset(writes);
	return passed;
}

static bool pass_rows(struct rows *r, struct store *to, struct driver_stmt *writes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const char *name = str_cstr(&a, r->table->name);
	enum driver_step step;
	while ((step = rows_next(r)) == STEP_ROW)
		if (!pass_row(r, to->driver, writes))
			return store_error(to, name, err);
	return step == STEP_DONE || store_error(r->s, name, err);
}

static bool copy_table(
	struct store *from, struct store *to, const struct object *table, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct rows rows CLEANUP_ROWS = rows_of(from, table);
	struct driver_stmt *writes = to->driver->prepare(to->db, insert_into(&a, table));
	bool passed = writes ? pass_rows(&rows, to, writes, err) :
						   store_error(to, str_cstr(&a, table->name), err);
	to->driver->finish(writes);
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
