#include "store/postgres/statement.h"

#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"
#include "base/arena.h"
#include "base/utf8.h"
#include "store/postgres/dialect.h"
#include "store/postgres/pipeline.h"
#include "store/postgres/type.h"

enum { NAME_MAX_ = 32, BINARY = 1 };

struct driver_stmt {
	struct driver_db *db;
	struct arena a;     /* of the statement */
	struct arena bound; /* of its values */
	struct str sql;
	const char *text;     /* PostgreSQL's */
	char name[NAME_MAX_]; /* empty: not prepared */
	unsigned opened;      /* the connection on which it was */
	bool reads_only, rolls_back;
	bool searches; /* its plan hangs on what is looked for */
	int parameters;
	Oid *types, *prepared; /* of what is bound; with which it was prepared */
	const char **values;
	int *lengths, *formats;
	PGresult *result;
	int row;
};

struct driver_stmt *statement_new(struct driver_db *db, struct str sql)
{
	struct driver_stmt *stmt = alloc_bytes(sizeof *stmt);
	*stmt = (struct driver_stmt){.db = db};
	stmt->sql = str_copy(&stmt->a, sql);
	stmt->text = str_cstr(&stmt->a, dialect_statement(&stmt->a, sql, &stmt->parameters));
	stmt->reads_only = dialect_reads_only(sql);
	stmt->rolls_back = str_starts(sql, S("ROLLBACK"));
	stmt->searches = str_find(sql, S("AS tsquery")) != STR_NOT_FOUND;
	size_t n = (size_t)stmt->parameters;
	stmt->types = arena_array(&stmt->a, n, sizeof *stmt->types);
	stmt->prepared = arena_array(&stmt->a, n, sizeof *stmt->prepared);
	stmt->values = arena_array(&stmt->a, n, sizeof *stmt->values);
	stmt->lengths = arena_array(&stmt->a, n, sizeof *stmt->lengths);
	stmt->formats = arena_array(&stmt->a, n, sizeof *stmt->formats);
	for (size_t i = 0; i < n; i++)
		stmt->formats[i] = BINARY;
	return stmt;
}

/* So many statements were put together from pieces that their names have to be given back. */
static void give_back(struct driver_stmt *stmt)
{
	char sql[sizeof "DEALLOCATE " + NAME_MAX_];
	if (!stmt->name[0] || stmt->opened != stmt->db->opened || !pipeline_end(stmt->db) ||
		PQstatus(stmt->db->conn) != CONNECTION_OK ||
		PQtransactionStatus(stmt->db->conn) == PQTRANS_INERROR)
		return;
	snprintf(sql, sizeof sql, "DEALLOCATE %s", stmt->name);
	PQclear(PQexec(stmt->db->conn, sql));
}

void statement_free(struct driver_stmt *stmt)
{
	if (!stmt)
		return;
	give_back(stmt);
	PQclear(stmt->result);
	arena_free(&stmt->a);
	arena_free(&stmt->bound);
	free(stmt);
}

struct str statement_sql(struct driver_stmt *stmt)
{
	return stmt->sql;
}

bool statement_reads_only(struct driver_stmt *stmt)
{
	return stmt->reads_only;
}

int statement_parameters(struct driver_stmt *stmt)
{
	return stmt->parameters;
}

static bool put_value(struct driver_stmt *stmt, int n, Oid type, const void *p, size_t length)
{
	assert(n >= 1 && n <= stmt->parameters);
	stmt->types[n - 1] = type;
	stmt->values[n - 1] = p;
	stmt->lengths[n - 1] = (int)length;
	return length <= INT32_MAX;
}

/* A number of eight bytes, the highest first. */
static bool put_number(struct driver_stmt *stmt, int n, Oid type, uint64_t bits)
{
	uint64_t *sent = arena_new(&stmt->bound, uint64_t);
	*sent = htobe64(bits);
	return put_value(stmt, n, type, sent, sizeof *sent);
}

bool statement_bind_int(struct driver_stmt *stmt, int n, int64_t value)
{
	return put_number(stmt, n, TYPE_INT8, (uint64_t)value);
}

bool statement_bind_real(struct driver_stmt *stmt, int n, double value)
{
	uint64_t bits;
	memcpy(&bits, &value, sizeof bits);
	return put_number(stmt, n, TYPE_FLOAT8, bits);
}

bool statement_bind_bytes(struct driver_stmt *stmt, int n, struct str value, enum value_type type)
{
	if (type == VALUE_TEXT && !(utf8_valid(value) && str_find_char(value, 0) == STR_NOT_FOUND))
		value = utf8_clean(&stmt->bound, value); /* the server takes no other text */
	const char *p = value.n ? value.p : "";      /* NULL would be bound as NULL */
	return put_value(stmt, n, type == VALUE_TEXT ? TYPE_TEXT : TYPE_BYTEA, p, value.n);
}

bool statement_bind_copy(struct driver_stmt *stmt, int n, struct str text)
{
	return statement_bind_bytes(stmt, n, str_copy(&stmt->bound, text), VALUE_TEXT);
}

bool statement_bind_null(struct driver_stmt *stmt, int n)
{
	return put_value(stmt, n, 0, NULL, 0);
}

/* Whether it was prepared on this connection, for values of these types. */
static bool is_prepared(struct driver_stmt *stmt)
{
	bool fits = stmt->name[0] && stmt->opened == stmt->db->opened;
	for (int i = 0; i < stmt->parameters; i++)
		fits = fits && (!stmt->values[i] || stmt->types[i] == stmt->prepared[i]);
	return fits;
}

static bool prepare_typed(struct driver_stmt *stmt)
{
	if (is_prepared(stmt))
		return true;
	give_back(stmt);
	for (int i = 0; i < stmt->parameters; i++)
		if (stmt->values[i])
			stmt->prepared[i] = stmt->types[i];
	snprintf(stmt->name, sizeof stmt->name, "%s_%u", stmt->db->key, ++stmt->db->names);
	stmt->opened = stmt->db->opened;
	bool prepared = pipeline_end(stmt->db) &&
		handle_end(stmt->db,
			PQprepare(stmt->db->conn, stmt->name, stmt->text, stmt->parameters, stmt->prepared));
	if (!prepared)
		stmt->name[0] = 0;
	return prepared;
}

static struct prepared as_prepared(const struct driver_stmt *stmt)
{
	return (struct prepared){
		stmt->name, stmt->parameters, stmt->values, stmt->lengths, stmt->formats};
}

static bool execute_planned(struct driver_stmt *stmt)
{
	if (stmt->rolls_back)
		pipeline_give_up(stmt->db);
	if (!handle_fit_plans(stmt->db) || !prepare_typed(stmt))
		return false;
	const struct prepared one = as_prepared(stmt);
	PGresult *result;
	if (!stmt->db->sent)
		result = PQexecPrepared(
			stmt->db->conn, one.name, one.n, one.values, one.lengths, one.formats, BINARY);
	else if (!pipeline_finish(stmt->db, &one, &result))
		return false;
	if (!handle_note(stmt->db, result))
		return false;
	stmt->result = result;
	return true;
}

/* What a rare word finds is looked up in the index of words; a common one is soon met among the
 * newest rows, and its place in the index would be read whole. So a search is planned each time, by
 * what the server knows of the words. */
static bool execute(struct driver_stmt *stmt)
{
	if (!stmt->searches || stmt->db->sent)
		return execute_planned(stmt);
	return handle_run(stmt->db, "SET plan_cache_mode = force_custom_plan") &&
		execute_planned(stmt) && handle_run(stmt->db, "SET plan_cache_mode = force_generic_plan");
}

/* One that writes outside a transaction is a transaction by itself. */
static bool execute_alone(struct driver_stmt *stmt)
{
	if (!handle_begin(stmt->db, BEGIN_WRITE))
		return false;
	if (execute(stmt) && handle_commit(stmt->db))
		return true;
	handle_rollback(stmt->db);
	return false;
}

/* One that only reads may be asked again when the connection is made anew. */
static bool execute_reading(struct driver_stmt *stmt)
{
	return execute(stmt) ||
		(PQstatus(stmt->db->conn) != CONNECTION_OK && handle_revive(stmt->db) && execute(stmt));
}

static bool run_now(struct driver_stmt *stmt)
{
	if (stmt->db->in_unit)
		return execute(stmt);
	return stmt->reads_only ? handle_revive(stmt->db) && execute_reading(stmt) :
							  execute_alone(stmt);
}

bool statement_later(struct driver_stmt *stmt)
{
	struct driver_db *db = stmt->db;
	if (!db->in_unit || !is_prepared(stmt))
		return run_now(stmt);
	const struct prepared one = as_prepared(stmt);
	return pipeline_send(db, &one);
}

enum driver_step statement_step(struct driver_stmt *stmt)
{
	if (!stmt->result && !run_now(stmt))
		return STEP_FAILED;
	stmt->row++;
	return stmt->row <= PQntuples(stmt->result) ? STEP_ROW : STEP_DONE;
}

const PGresult *statement_rows(struct driver_stmt *stmt, int *row)
{
	*row = stmt->row - 1;
	return stmt->result;
}

void statement_reset(struct driver_stmt *stmt)
{
	PQclear(stmt->result);
	stmt->result = NULL;
	stmt->row = 0;
	for (int i = 0; i < stmt->parameters; i++)
		stmt->values[i] = NULL;
	arena_reset(&stmt->bound);
}
