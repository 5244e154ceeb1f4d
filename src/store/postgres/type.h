/* type: values as PostgreSQL sends them in binary (private to store/postgres/).
 * The numbers are those of pg_type.dat, which never change. */
#ifndef STORE_POSTGRES_TYPE_H
#define STORE_POSTGRES_TYPE_H

#include <libpq-fe.h>

#include "store/driver.h"

enum {
	TYPE_BOOL = 16,
	TYPE_BYTEA = 17,
	TYPE_INT8 = 20,
	TYPE_INT4 = 23,
	TYPE_TEXT = 25,
	TYPE_FLOAT8 = 701,
	TYPE_NUMERIC = 1700, /* the sum of numbers; always a whole one here */
};

enum value_type type_value(Oid type);
/* A value of VALUE_INT: true is 1. */
int64_t type_int(Oid type, const char *p);
double type_real(const char *p);

#endif
