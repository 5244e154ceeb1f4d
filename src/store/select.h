/* select: a statement whose conditions depend on what is asked for (private to store/).
 *
 * It is put together from fixed pieces of SQL, each a literal, and values that are bound where a
 * piece has a "?". No text from outside ever becomes SQL. A piece comes before its values, so both
 * stand in the order of the statement:
 *
 *     struct select sel;
 *     select_begin(&sel, s);
 *     SELECT_ADD(&sel, "SELECT id FROM item WHERE merged_into IS NULL ");
 *     if (section != SECTION_NONE) {
 *         SELECT_ADD(&sel, "AND section = ? ");
 *         select_int(&sel, section);
 *     }
 *     struct query q CLEANUP_QUERY = select_open(&sel);
 *     while (query_row(&q))
 *         …
 *
 * A store keeps some of them prepared, found by their text. Bound text must live until
 * query_end. */
#ifndef STORE_SELECT_H
#define STORE_SELECT_H

#include "store/query.h"

enum { SELECT_BYTES = 4096, SELECT_VALUES = 32 };

struct select_value {
	enum { SELECT_INT, SELECT_REAL, SELECT_STR } type;
	union {
		int64_t integer;
		double real;
		struct str text;
	};
};
struct select {
	struct store *s;
	bool full; /* the statement cannot be run: select_open gives one that has failed */
	size_t n, value_count;
	struct select_value values[SELECT_VALUES];
	char sql[SELECT_BYTES];
};

/* Begins an empty statement. */
void select_begin(struct select *sel, struct store *s);
/* Appends a piece of SQL, which must be a literal. */
#define SELECT_ADD(sel, literal) select_add((sel), "" literal, sizeof(literal) - 1)
void select_add(struct select *sel, const char *sql, size_t n);
/* The value of the next "?". */
void select_int(struct select *sel, int64_t value);
void select_real(struct select *sel, double value);
void select_str(struct select *sel, struct str value);
/* "LIMIT …": the rows that are wanted, or a few more, which the caller leaves. Few are said as a
 * number: a plan that is made for any number is one for many, and sorts all that there are. */
enum { SELECT_FEW = 32 };
void select_limit(struct select *sel, int64_t wanted);
/* "(SELECT … AS doc …) ": what holds the words (store/search.h), the newest `most` that do; the
 * expression is search_expression. And "JOIN … AS i ": the items of such rows, which are called
 * `held`. */
void select_held(struct select *sel, struct str expression, int64_t most);
void select_items_held(struct select *sel);
/* Both: "FROM … AS i ". */
void select_from_words(struct select *sel, struct str expression, int64_t most);
/* "AND i.id IN (…) ": only items of these. */
void select_words(struct select *sel, struct str expression, int64_t most);
/* "FROM … AS held … AS i ": the items that hold any of the words, the `most` that hold them best;
 * held.place is lowest for the best, held.doc different for each. The expression is
 * search_title_expression. */
void select_from_best(struct select *sel, struct str expression, int64_t most);
/* A condition on found_terms. The expression is search_terms_expression. */
void select_terms(struct select *sel, struct str expression);
/* The statement, with its values bound. */
struct query select_open(const struct select *sel);

#endif
