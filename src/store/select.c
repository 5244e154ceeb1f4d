#include "store/select.h"

#include <assert.h>
#include <string.h>

#include "store/search_engine.h"
#include "store/statement.h"

void select_begin(struct select *sel, struct store *s)
{
	sel->s = s;
	sel->full = false;
	sel->n = sel->value_count = 0;
}

void select_add(struct select *sel, const char *sql, size_t n)
{
	sel->full |= n >= sizeof sel->sql - sel->n;
	assert(!sel->full);
	if (sel->full)
		return;
	memcpy(sel->sql + sel->n, sql, n + 1);
	sel->n += n;
}

static void value_add(struct select *sel, struct select_value value)
{
	sel->full |= sel->value_count == SELECT_VALUES;
	assert(!sel->full);
	if (!sel->full)
		sel->values[sel->value_count++] = value;
}

void select_int(struct select *sel, int64_t value)
{
	value_add(sel, (struct select_value){.type = SELECT_INT, .integer = value});
}

void select_real(struct select *sel, double value)
{
	value_add(sel, (struct select_value){.type = SELECT_REAL, .real = value});
}

void select_str(struct select *sel, struct str value)
{
	value_add(sel, (struct select_value){.type = SELECT_STR, .text = value});
}

void select_limit(struct select *sel, int64_t wanted)
{
	static_assert(SELECT_FEW == 32, "the number below");
	if (wanted <= SELECT_FEW) {
		SELECT_ADD(sel, "LIMIT 32 ");
		return;
	}
	SELECT_ADD(sel, "LIMIT ? ");
	select_int(sel, wanted);
}

/* From the table of the store's engine. */
static void add_engine(struct select *sel, const char *sql)
{
	select_add(sel, sql, strlen(sql));
}

void select_held(struct select *sel, struct str expression, int64_t most)
{
	SELECT_ADD(sel, "(SELECT ");
	add_engine(sel, sel->s->driver->search->doc_columns);
	SELECT_ADD(sel, "FROM doc WHERE ");
	add_engine(sel, sel->s->driver->search->doc_holds);
	SELECT_ADD(sel, "ORDER BY rowid DESC LIMIT ?) ");
	select_str(sel, expression);
	select_int(sel, most);
}

void select_items_held(struct select *sel)
{
	SELECT_ADD(sel, "JOIN item AS i ON i.id = ");
	add_engine(sel, sel->s->driver->search->doc_item);
}

void select_from_words(struct select *sel, struct str expression, int64_t most)
{
	SELECT_ADD(sel, "FROM ");
	select_held(sel, expression, most);
	SELECT_ADD(sel, "AS held ");
	select_items_held(sel);
}

void select_words(struct select *sel, struct str expression, int64_t most)
{
	SELECT_ADD(sel, "AND i.id IN (SELECT ");
	add_engine(sel, sel->s->driver->search->doc_item);
	SELECT_ADD(sel, "FROM ");
	select_held(sel, expression, most);
	SELECT_ADD(sel, "AS held");
	SELECT_ADD(sel, ") ");
}

void select_from_best(struct select *sel, struct str expression, int64_t most)
{
	SELECT_ADD(sel, "FROM ");
	add_engine(sel, sel->s->driver->search->doc_best);
	SELECT_ADD(sel, "AS held ");
	select_items_held(sel);
	select_str(sel, expression);
	select_int(sel, most);
}

void select_terms(struct select *sel, struct str expression)
{
	add_engine(sel, sel->s->driver->search->found_holds);
	select_str(sel, expression);
}

static void value_bind(struct query *q, const struct select_value *value)
{
	switch (value->type) {
	case SELECT_INT: bind_int(q, value->integer); break;
	case SELECT_REAL: bind_real(q, value->real); break;
	case SELECT_STR: bind_str(q, value->text); break;
	}
}

struct query select_open(const struct select *sel)
{
	if (sel->full)
		return (struct query){.store = sel->s, .driver = sel->s->driver, .state = QUERY_FAILED};
	assert(sel->n > 0);
	struct query q = query_open_text(sel->s, (struct str){sel->sql, sel->n});
	for (size_t i = 0; i < sel->value_count; i++)
		value_bind(&q, &sel->values[i]);
	return q;
}
