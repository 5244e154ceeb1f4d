/* new_store: a new store for a test, of the engine that the tests run on.
 *
 * That is SQLite, or PostgreSQL when TEST_POSTGRES says where a server is, as libpq has it: each
 * store then is a database of its own, whose name follows from the path that SQLite's would have.
 *
 * To make a store runs every step of the schema; so a program makes one, and its other tests begin
 * with copies of that one. They are of one site, which no test of a single store notices. */
#ifndef TESTS_UNIT_NEW_STORE_H
#define TESTS_UNIT_NEW_STORE_H

#include <fcntl.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/fnv.h"
#include "store/store.h"

/* Where the server is; NULL: the tests run on SQLite. */
static inline const char *test_server(void)
{
	return getenv("TEST_POSTGRES");
}

/* Where the store is that SQLite would have at the path (store/store.h). */
static inline const char *test_place(const char *path)
{
	static char places[8][1024]; /* so many may be in use */
	static unsigned used;
	if (!test_server())
		return path;
	char *place = places[used++ % 8];
	snprintf(place, sizeof places[0], "%s dbname=t%016llx", test_server(),
		(unsigned long long)fnv64_add(FNV64_BEGIN, str_of(path)));
	return place;
}

/* The name of its database. */
static inline const char *test_database(const char *path)
{
	return strstr(test_place(path), "dbname=") + sizeof "dbname=" - 1;
}

static inline bool test_do(const char *place, const char *sql)
{
	PGconn *conn = PQconnectdb(place);
	PGresult *result = PQexec(conn, sql);
	bool done = PQresultStatus(result) == PGRES_COMMAND_OK;
	if (!done)
		fprintf(stderr, "%s: %s", sql, PQerrorMessage(conn));
	PQclear(result);
	PQfinish(conn);
	return done;
}

/* A statement of the whole server. */
static inline bool test_server_do(const char *sql)
{
	char place[1024];
	snprintf(place, sizeof place, "%s dbname=postgres", test_server());
	return test_do(place, sql);
}

/* What tests look at rows with, and SQLite has by itself. */
static inline bool test_add_functions(const char *place, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str sql;
	return file_read(&a, SOURCE_DIR "/tests/postgres/functions.sql", 1 << 16, &sql, err) &&
		test_do(place, str_cstr(&a, sql));
}

/* The databases that this program made, the one that others are copies of first. */
static struct {
	char names[1000][32];
	size_t n;
} test_databases;

static inline void drop_databases(size_t from, const char *how)
{
	char sql[128];
	for (size_t i = from; i < test_databases.n; i++) {
		snprintf(sql, sizeof sql, "DROP DATABASE IF EXISTS %s %s", test_databases.names[i], how);
		(void)test_server_do(sql);
	}
	test_databases.n = from;
}

static inline void drop_all_databases(void)
{
	drop_databases(0, "WITH (FORCE)");
}

static inline bool new_database(const char *path, const char *words)
{
	char sql[256];
	const char *name = test_database(path);
	/* Half the time of the way through the log of the server. */
	snprintf(sql, sizeof sql, "CREATE DATABASE %s %s STRATEGY file_copy", name, words);
	snprintf(test_databases.names[test_databases.n++], 32, "%s", name);
	return test_server_do(sql);
}

static inline bool copy_database(const char *path, struct err *err)
{
	char first[64], words[128];
	snprintf(first, sizeof first, "first/%ld", (long)getpid());
	if (!test_databases.n) {
		atexit(drop_all_databases);
		if (!new_database(first, "TEMPLATE template0") || !store_create(test_place(first), err) ||
			!test_add_functions(test_place(first), err))
			return false;
	}
	snprintf(words, sizeof words, "TEMPLATE %s", test_database(first));
	return new_database(path, words);
}

/* After a test: its stores are closed. */
static inline void drop_stores(void)
{
	if (test_databases.n)
		drop_databases(1, "WITH (FORCE)");
}

/* The store that SQLite has at the path, where none must be yet. */
static inline bool new_store(const char *path, struct err *err)
{
	enum { LARGEST = 1 << 24 };
	static struct arena kept;
	static struct str bytes;
	if (test_server())
		return copy_database(path, err);
	if (!bytes.n)
		return store_create(path, err) && file_read(&kept, path, LARGEST, &bytes, err);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written = fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n;
	return fd >= 0 && close(fd) == 0 && written;
}

static inline struct store *open_store(const char *path, struct err *err)
{
	return store_open(test_place(path), err);
}

#endif
