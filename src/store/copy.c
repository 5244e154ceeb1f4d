#include "store/copy.h"

#include <assert.h>

#include "base/buf.h"

/* A table on its way from one engine to the other. */
struct passage {
	const struct driver *from, *to;
	struct driver_stmt *reads, *writes;
};

static struct str insert_into(
	struct arena *a, struct str table, const struct driver *driver, struct driver_stmt *reads)
{
	struct buf names CLEANUP_BUF = buf_new(SIZE_MAX / 2), marks CLEANUP_BUF = buf_new(SIZE_MAX / 2);
	for (int i = 0; i < driver->columns(reads); i++) {
		buf_addf(&names, "%s" STR_FMT, i ? ", " : "", STR_ARG(driver->name(reads, i)));
		buf_addf(&marks, "%s?%d", i ? ", " : "", i + 1);
	}
	return STR_CAT(a, S("INSERT INTO "), table, S(" ("), buf_str(&names), S(") VALUES ("),
		buf_str(&marks), S(")"));
}

static bool pass_value(const struct passage *p, int column)
{
	enum value_type type = p->from->type(p->reads, column);
	int n = column + 1;
	switch (type) {
	case VALUE_INT: return p->to->bind_int(p->writes, n, p->from->take_int(p->reads, column));
	case VALUE_REAL: return p->to->bind_real(p->writes, n, p->from->take_real(p->reads, column));
	case VALUE_NULL: return p->to->bind_null(p->writes, n);
	default: return p->to->bind_bytes(p->writes, n, p->from->take_bytes(p->reads, column), type);
	}
}

static bool pass_row(const struct passage *p)
{
	bool passed = true;
	for (int i = 0; passed && i < p->from->columns(p->reads); i++)
		passed = pass_value(p, i);
	passed = passed && p->to->step(p->writes) == STEP_DONE;
	p->to->reset(p->writes);
	return passed;
}

static bool pass_rows(
	struct passage *p, struct store *from, struct store *to, struct str table, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	enum driver_step step;
	while ((step = p->from->step(p->reads)) == STEP_ROW) {
		if (!p->writes)
			p->writes = p->to->prepare(to->db, insert_into(&a, table, p->from, p->reads));
		if (!p->writes || !pass_row(p))
			return store_error(to, str_cstr(&a, table), err);
	}
	return step == STEP_DONE || store_error(from, str_cstr(&a, table), err);
}

static bool copy_table(struct store *from, struct store *to, struct str table, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct passage p = {.from = from->driver, .to = to->driver};
	p.reads = p.from->prepare(from->db, STR_CAT(&a, S("SELECT * FROM "), table));
	bool passed = p.reads ? pass_rows(&p, from, to, table, err) :
							store_error(from, str_cstr(&a, table), err);
	p.from->finish(p.reads);
	p.to->finish(p.writes);
	return passed;
}

bool copy_rows(struct store *from, struct store *to, const struct objects *objects, struct err *err)
{
	assert(store_in_transaction(to));
	for (size_t i = 0; i < objects->n; i++)
		if (objects->v[i].kind == OBJECT_TABLE && !copy_table(from, to, objects->v[i].name, err))
			return false;
	return true;
}
