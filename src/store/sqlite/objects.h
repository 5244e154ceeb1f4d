/* objects: what the schema of a store of SQLite consists of (private to store/).
 *
 * It is where the schema of this program's version can be read, whole, after all steps. */
#ifndef STORE_SQLITE_OBJECTS_H
#define STORE_SQLITE_OBJECTS_H

#include "store/store.h"

enum object_kind { OBJECT_TABLE, OBJECT_INDEX, OBJECT_TRIGGER };
struct objects {
	struct object {
		enum object_kind kind;
		struct str name, sql; /* the statement that makes it */
		struct strs columns;  /* of a table: those of its primary key first */
		size_t keys;          /* how many these are; 0: it has none */
	} * v;
	size_t n;
};

/* In the order in which they were made, but for those of full-text search. */
bool sqlite_objects(struct store *s, struct arena *a, struct objects *out, struct err *err)
	MUST_USE;
/* A store without a schema yet, in a temporary file without a name, for this process alone. */
bool sqlite_connect_temporary(struct store *s, struct err *err) MUST_USE;
struct site_copied;
/* Puts the rows of `from`, of whatever engine, in the place of all that the store of this program's
 * version holds. With `out` they are compared (store/copy.h); NULL: not. */
bool sqlite_fill(struct store *s, struct store *from, struct site_copied *out, struct err *err)
	MUST_USE;

#endif
