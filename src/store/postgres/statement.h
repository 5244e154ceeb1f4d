/* statement: a prepared statement on its way through libpq (private to store/postgres/).
 *
 * It is prepared when it runs for the first time, with the types of what was bound then: PostgreSQL
 * guesses those that nobody names, and guesses int4 where a large number comes. Values go and come
 * in binary. All rows come at once, so another statement may run while they are read. */
#ifndef STORE_POSTGRES_STATEMENT_H
#define STORE_POSTGRES_STATEMENT_H

#include "store/postgres/handle.h"

struct driver_stmt *statement_new(struct driver_db *db, struct str sql);
void statement_free(struct driver_stmt *stmt);
struct str statement_sql(struct driver_stmt *stmt);
bool statement_reads_only(struct driver_stmt *stmt);
int statement_parameters(struct driver_stmt *stmt);
bool statement_bind_int(struct driver_stmt *stmt, int n, int64_t value);
bool statement_bind_real(struct driver_stmt *stmt, int n, double value);
bool statement_bind_bytes(struct driver_stmt *stmt, int n, struct str value, enum value_type type);
bool statement_bind_copy(struct driver_stmt *stmt, int n, struct str text);
bool statement_bind_null(struct driver_stmt *stmt, int n);
enum driver_step statement_step(struct driver_stmt *stmt);
bool statement_later(struct driver_stmt *stmt) MUST_USE;
/* The rows, and the one that is read; NULL before the first step. */
const PGresult *statement_rows(struct driver_stmt *stmt, int *row);
void statement_reset(struct driver_stmt *stmt);

#endif
