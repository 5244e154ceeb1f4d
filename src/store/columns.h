/* columns: the columns of a noun, named once (private to store/).
 *
 * One list says of each column what kind of value it holds and what it is called. The SQL that
 * names the columns, the parameters for them, the binding and the reading are all made from that
 * list, so none of them can get out of step with the others:
 *
 *     #define ALIAS_COLUMNS(FIRST, X, of) FIRST(of, id, id) X(of, id, merged_into) X(of, str, tag)
 *
 *     #define ALIAS_SQL COLUMNS_SQL(ALIAS_COLUMNS, "i.")
 *
 *     struct query q CLEANUP_QUERY = QUERY(s, "SELECT " ALIAS_SQL " FROM item AS i WHERE …");
 *     while (query_row(&q)) {
 *         struct alias alias = {0};
 *         COLUMNS_TAKE(ALIAS_COLUMNS, &q, a, &alias);
 *     }
 *
 *     QUERY(s, "INSERT INTO alias (" COLUMNS_SQL(ALIAS_COLUMNS, "") ") VALUES ("
 *         COLUMNS_MARKS(ALIAS_COLUMNS) ")");
 *     COLUMNS_BIND(ALIAS_COLUMNS, &q, &alias);
 *
 * FIRST and X are two names because SQL has a comma before every column but the first. `of` is
 * handed through: the table's prefix in SQL, the struct in C. X(of, KIND, COLUMN) is for a member
 * that is called as its column; X(of, KIND, COLUMN, MEMBER) for another one, which may be a path
 * (X(of, str, pmid, keys.pmid)). A list may hold another list: where items hold a face,
 * FACE_COLUMNS(X, X, of, judged.), which is defined as
 *     #define FACE_COLUMNS(FIRST, X, of, in) FIRST(of, enum, section, in section) X(of, str, …)
 *
 * Kinds (the C type of the member):
 *     int        int64_t, long or int
 *     enum       an enum
 *     bool       bool; 0 or 1 in SQL
 *     real       double
 *     str        struct str; NULL is read as empty
 *     lines      struct strs, one a line; a line break within one becomes a space
 *     time       int64_t; NULL is NO_TIME
 *     id         int64_t; NULL is 0
 *     date       struct date as date_iso writes it; empty is none
 *     hash       struct hash, never NULL
 *     opt_str, opt_lines, opt_hash
 *                as above; whether it is there stands in has_COLUMN beside it, NULL is false
 *
 * A noun may add a kind of its own: COLUMN_TAKE_KIND(of, column, member) and COLUMN_BIND_KIND, with
 * the query as column_q and the arena as column_a. */
#ifndef STORE_COLUMNS_H
#define STORE_COLUMNS_H

#include "store/statement.h"

/* "t.one, t.two, …" with the prefix "t." before each. */
#define COLUMNS_SQL(LIST, prefix) LIST(COLUMN_NAME, COLUMN_NEXT_NAME, prefix)
#define COLUMN_NAME(prefix, kind, column, ...) prefix #column
#define COLUMN_NEXT_NAME(prefix, kind, column, ...) ", " prefix #column

/* "?, ?, …", a parameter for each. */
#define COLUMNS_MARKS(LIST) LIST(COLUMN_MARK, COLUMN_NEXT_MARK, )
#define COLUMN_MARK(of, kind, ...) "?"
#define COLUMN_NEXT_MARK(of, kind, ...) ", ?"

/* "one = ?, two = ?, …" for an UPDATE. */
#define COLUMNS_SET(LIST) LIST(COLUMN_SET, COLUMN_NEXT_SET, )
#define COLUMN_SET(of, kind, column, ...) #column " = ?"
#define COLUMN_NEXT_SET(of, kind, column, ...) ", " #column " = ?"

/* How many there are; a constant. */
#define COLUMNS_COUNT(LIST) (LIST(COLUMN_ONE, COLUMN_ONE, ))
#define COLUMN_ONE(of, kind, ...) +1

/* Takes all of them from the row, in order, into the struct that `out` points to. */
#define COLUMNS_TAKE(LIST, q_, a_, out) \
	do { \
		struct query *column_q = (q_); \
		struct arena *column_a = (a_); \
		LIST(COLUMN_TAKE, COLUMN_TAKE, out) \
		(void)column_a; \
	} while (0)
#define COLUMN_TAKE(of, kind, column, ...) \
	COLUMN_TAKE_##kind(of, column, COLUMN_MEMBER(column, ##__VA_ARGS__, column));

/* Binds all of them, in order, from the struct that `from` points to; it has to live until
 * query_end. */
#define COLUMNS_BIND(LIST, q_, from) \
	do { \
		struct query *column_q = (q_); \
		LIST(COLUMN_BIND, COLUMN_BIND, from) \
	} while (0)
#define COLUMN_BIND(of, kind, column, ...) \
	COLUMN_BIND_##kind(of, column, COLUMN_MEMBER(column, ##__VA_ARGS__, column));

#define COLUMN_MEMBER(column, member, ...) member

#define COLUMN_TAKE_int(of, column, member) \
	(of)->member = (__typeof__((of)->member))take_int(column_q)
#define COLUMN_TAKE_enum(of, column, member) COLUMN_TAKE_int(of, column, member)
#define COLUMN_TAKE_bool(of, column, member) (of)->member = take_int(column_q) != 0
#define COLUMN_TAKE_real(of, column, member) (of)->member = take_real(column_q)
#define COLUMN_TAKE_str(of, column, member) (of)->member = take_str(column_q, column_a)
#define COLUMN_TAKE_lines(of, column, member) (of)->member = take_lines(column_q, column_a)
#define COLUMN_TAKE_time(of, column, member) (of)->member = take_time(column_q)
#define COLUMN_TAKE_id(of, column, member) (of)->member = take_int(column_q)
#define COLUMN_TAKE_date(of, column, member) (of)->member = take_date(column_q)
#define COLUMN_TAKE_hash(of, column, member) take_hash(column_q, &(of)->member)
#define COLUMN_TAKE_opt_str(of, column, member) \
	(of)->has_##column = take_str_or_null(column_q, column_a, &(of)->member)
#define COLUMN_TAKE_opt_lines(of, column, member) \
	(of)->has_##column = take_lines_or_null(column_q, column_a, &(of)->member)
#define COLUMN_TAKE_opt_hash(of, column, member) \
	(of)->has_##column = take_hash(column_q, &(of)->member)

#define COLUMN_BIND_int(of, column, member) bind_int(column_q, (of)->member)
#define COLUMN_BIND_enum(of, column, member) bind_int(column_q, (int64_t)(of)->member)
#define COLUMN_BIND_bool(of, column, member) bind_int(column_q, (of)->member)
#define COLUMN_BIND_real(of, column, member) bind_real(column_q, (of)->member)
#define COLUMN_BIND_str(of, column, member) bind_str(column_q, (of)->member)
#define COLUMN_BIND_lines(of, column, member) bind_lines(column_q, (of)->member)
#define COLUMN_BIND_time(of, column, member) bind_time(column_q, (of)->member)
#define COLUMN_BIND_id(of, column, member) bind_id(column_q, (of)->member)
#define COLUMN_BIND_date(of, column, member) bind_date(column_q, (of)->member)
#define COLUMN_BIND_hash(of, column, member) bind_hash(column_q, &(of)->member)
#define COLUMN_BIND_opt_str(of, column, member) \
	bind_str_or_null(column_q, (of)->has_##column, (of)->member)
#define COLUMN_BIND_opt_lines(of, column, member) \
	bind_lines_or_null(column_q, (of)->has_##column, (of)->member)
#define COLUMN_BIND_opt_hash(of, column, member) \
	bind_hash(column_q, (of)->has_##column ? &(of)->member : NULL)

#endif
