#include "store/chain.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

#include "store/columns.h"
#include "store/migrate_12.h"
#include "store/note.h"

/* The columns with their kinds (columns.h). New ones follow at the end (chain.h). The first are
 * those that were there when decisions were chained first (migrate_12). */
/* clang-format off */
#define FIRST_COLUMNS(FIRST_, X, of) \
	FIRST_(of, int, id) X(of, int, at) X(of, str, editor) X(of, int, automatic) X(of, int, verb) \
	X(of, int, item) X(of, int, other) X(of, int, entry) X(of, int, undoes) X(of, int, release) \
	X(of, int, takes) X(of, str, reason) X(of, int, cause) X(of, int, until) X(of, int, edited) \
	X(of, str, note) X(of, str, other_title) X(of, str, before)
#define CHAIN_COLUMNS(FIRST_, X, of) \
	FIRST_COLUMNS(FIRST_, X, of) X(of, int, batch) X(of, int, assignee)
/* clang-format on */
#define FIRST_SQL COLUMNS_SQL(FIRST_COLUMNS, "d.")
#define CHAIN_SQL COLUMNS_SQL(CHAIN_COLUMNS, "d.")
enum { FIRST = COLUMNS_COUNT(FIRST_COLUMNS), COLUMNS = COLUMNS_COUNT(CHAIN_COLUMNS) };
#define COLUMN_WORD(of, kind, column) #column,
static const char *const NAMES[COLUMNS] = {CHAIN_COLUMNS(COLUMN_WORD, COLUMN_WORD, )};
#define NOTE_CHAINED "chained"

/* A column of the row as text, whole numbers in digits; none for NULL and 0. */
static struct str column_text(struct query *q, int column, char digits[24])
{
	enum value_type type = q->driver->type(q->stmt, column);
	if (type == VALUE_TEXT)
		return q->driver->take_bytes(q->stmt, column);
	int64_t n = type == VALUE_INT ? q->driver->take_int(q->stmt, column) : 0;
	if (!n)
		return STR_NONE;
	snprintf(digits, 24, "%lld", (long long)n);
	return str_of(digits);
}

/* Of the row at which the query stands: its columns are the first of the statement. */
static struct hash row_hash(struct query *q, int columns, struct hash before)
{
	struct str fields[1 + 2 * COLUMNS];
	char digits[COLUMNS][24];
	size_t n = 0;
	fields[n++] = (struct str){(const char *)before.bytes, sizeof before.bytes};
	for (int i = 0; i < columns; i++) {
		struct str value = column_text(q, i, digits[i]);
		if (!value.n)
			continue;
		fields[n++] = str_of(NAMES[i]);
		fields[n++] = value;
	}
	assert(columns <= COLUMNS);
	q->column = columns;
	return hash_strs(fields, n);
}

static bool last_hash(struct store *s, struct hash *hash, int64_t *decision, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT decision, hash FROM chain ORDER BY decision DESC LIMIT 1");
	*hash = (struct hash){0};
	*decision = 0;
	if (query_row(&q)) {
		*decision = take_int(&q);
		take_hash(&q, hash);
	}
	return query_end(&q, err);
}

/* Of the decision for which the query, whose columns are those of the chain, asks. */
static bool decision_hash(struct query *q, int columns, int64_t decision, struct hash before,
	struct hash *out, struct err *err)
{
	bind_int(q, decision);
	bool found = query_row(q);
	*out = found ? row_hash(q, columns, before) : (struct hash){0};
	return query_end(q, err) &&
		(found ||
			err_set_kind(
				err, ERR_STORE, "the store: decision %lld is missing", (long long)decision));
}

static bool insert_hash(struct store *s, int64_t decision, const struct hash *hash, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "INSERT INTO chain (decision, hash) VALUES (?1, ?2)");
	bind_int(&q, decision);
	bind_hash(&q, hash);
	return query_end(&q, err);
}

bool store_chain_add(struct store *s, int64_t decision, struct err *err)
{
	struct hash before, hash;
	int64_t last;
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " CHAIN_SQL " FROM decision AS d WHERE d.id = ?1");
	return last_hash(s, &before, &last, err) &&
		decision_hash(&q, COLUMNS, decision, before, &hash, err) &&
		insert_hash(s, decision, &hash, err);
}

/* One row of the verification: a decision with its link, or one of the two alone. What follows is
 * looked at by the link that is kept, so that one fault is told once. */
static int64_t verify_row(
	struct query *q, struct arena *a, struct hash *before, struct chain_report *out)
{
	struct hash kept, hash;
	bool there = q->driver->type(q->stmt, 0) != VALUE_NULL;
	hash = row_hash(q, COLUMNS, *before);
	int64_t decision = take_int(q);
	bool chained = take_hash(q, &kept);
	enum chain_fault fault = !there ? CHAIN_REMOVED :
		!chained                    ? CHAIN_UNCHAINED :
		!hash_eq(hash, kept)        ? CHAIN_ALTERED :
									  0;
	if (chained)
		*before = kept;
	out->decisions += !fault;
	if (!fault)
		return decision;
	out->breaks = arena_grow(a, out->breaks, out->break_count, sizeof *out->breaks);
	out->breaks[out->break_count++] = (struct chain_break){decision, fault};
	return decision;
}

enum { AT_ONCE = 500 };

/* How far the verification has come. */
struct walk {
	int64_t last; /* decision */
	struct hash before;
	int n; /* rows of the last step */
};

/* The next decisions. A server gives all rows of a statement at once, and a log may be longer than
 * the memory. */
static bool verify_some(
	struct store *s, struct arena *a, struct walk *walk, struct chain_report *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " CHAIN_SQL ", n.id, c.hash FROM "
		"(SELECT * FROM (SELECT id FROM decision WHERE id > ?1 ORDER BY id LIMIT ?2) AS e UNION "
		"SELECT * FROM (SELECT decision FROM chain WHERE decision > ?1 ORDER BY decision LIMIT ?2) "
		"AS l) AS n LEFT JOIN decision AS d ON d.id = n.id "
		"LEFT JOIN chain AS c ON c.decision = n.id ORDER BY n.id LIMIT ?2");
	bind_int(&q, walk->last);
	bind_int(&q, AT_ONCE);
	for (walk->n = 0; query_row(&q); walk->n++)
		walk->last = verify_row(&q, a, &walk->before, out);
	return query_end(&q, err);
}

bool store_chain_verify(struct store *s, struct arena *a, struct chain_report *out, struct err *err)
{
	struct str chained;
	struct walk walk = {.last = INT64_MIN, .n = AT_ONCE};
	*out = (struct chain_report){0};
	if (!store_note_get(s, a, NOTE_CHAINED, &chained, err))
		return false;
	out->chained = chained.n ? strtol(str_cstr(a, chained), NULL, 10) : 0;
	while (walk.n == AT_ONCE)
		if (!verify_some(s, a, &walk, out, err))
			return false;
	return true;
}

static bool chain_from(struct store *s, long *n, struct err *err)
{
	struct hash before;
	int64_t id;
	if (!last_hash(s, &before, &id, err))
		return false;
	for (;; ++*n) {
		struct query q CLEANUP_QUERY = QUERY(
			s, "SELECT id FROM decision WHERE id > ?1 ORDER BY id LIMIT 1");
		bind_int(&q, id);
		bool found = query_row(&q);
		id = found ? take_int(&q) : id;
		if (!query_end(&q, err))
			return false;
		if (!found)
			return true;
		struct query row CLEANUP_QUERY = QUERY(
			s, "SELECT " FIRST_SQL " FROM decision AS d WHERE d.id = ?1");
		if (!decision_hash(&row, FIRST, id, before, &before, err) ||
			!insert_hash(s, id, &before, err))
			return false;
	}
}

bool migrate_12(struct store *s, struct err *err)
{
	char text[24];
	long n = 0;
	if (!chain_from(s, &n, err))
		return false;
	snprintf(text, sizeof text, "%ld", n);
	return !n || store_note_set(s, NOTE_CHAINED, str_of(text), err);
}
