/* dialect: the few words in which PostgreSQL and SQLite differ (private to store/postgres/).
 *
 * The schema and the statements are written once, in what both take; here they get PostgreSQL's
 * words. Text in, text out: nothing here knows a connection. The texts are the program's own, never
 * a stranger's. */
#ifndef STORE_POSTGRES_DIALECT_H
#define STORE_POSTGRES_DIALECT_H

#include "base/arena.h"

/* The statement with $1 for ?1, and for each ? the next number. *parameters is the largest one. */
struct str dialect_statement(struct arena *a, struct str sql, int *parameters);
/* Whether it changes no row. */
bool dialect_reads_only(struct str sql);

/* A CREATE TABLE: without STRICT and WITHOUT ROWID, with PostgreSQL's types, and text in the order
 * of its bytes whatever the database's locale is. What has to wait until all tables and rows are
 * there is added to `later`, as statements: foreign keys, and where an id comes from that nobody
 * gives: one more than the largest, as SQLite has it. */
struct str dialect_table(struct arena *a, struct str sql, struct strs *later);
/* A CREATE TRIGGER, as a function and the trigger that calls it. */
struct str dialect_trigger(struct arena *a, struct str sql);

/* Takes the next statement off a text of several, without its semicolon and what stands before it.
 * Empty: there is none. */
struct str dialect_next(struct str *text);
/* A statement of a step of the schema: one of those above, or one that needs little. */
struct str dialect_step(struct arena *a, struct str sql, struct strs *later);

#endif
