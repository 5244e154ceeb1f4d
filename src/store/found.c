#include "store/found.h"

#include <assert.h>

#include "base/array.h"
#include "store/search.h"
#include "store/search_engine.h"
#include "store/select.h"
#include "store/statement.h"

static bool number_of(
	struct store *s, int64_t item, int64_t *number, struct hash *hash, bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT number, hash FROM found WHERE item = ?1");
	bind_int(&q, item);
	*number = 0;
	*there = false;
	if (query_row(&q)) {
		*number = take_int(&q);
		*there = take_hash(&q, hash);
	}
	return query_end(&q, err);
}

static bool last_number(struct store *s, int64_t *last, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT coalesce(max(number), 0) FROM found");
	*last = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

static bool give_number(struct store *s, int64_t item, int64_t *number, struct err *err)
{
	int64_t last;
	if (!last_number(s, &last, err))
		return false;
	*number = last + 1;
	struct query q CLEANUP_QUERY = QUERY(s, "INSERT INTO found (number, item) VALUES (?1, ?2)");
	bind_int(&q, *number);
	bind_int(&q, item);
	return query_end(&q, err);
}

static bool drop_words(struct store *s, int64_t number, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM found_terms WHERE rowid = ?1");
	bind_int(&q, number);
	return query_end(&q, err);
}

static bool set_hash(struct store *s, int64_t number, const struct hash *hash, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE found SET hash = ?2 WHERE number = ?1");
	bind_int(&q, number);
	bind_hash(&q, hash);
	return query_end(&q, err);
}

int64_t store_found_range_of(int64_t number)
{
	assert(number > 0);
	return (number - 1) / FOUND_RANGE + 1;
}

bool store_found_put(
	struct store *s, const struct found *found, struct str stamp, int64_t *number, struct err *err)
{
	const struct str fields[] = {found->title, found->text, stamp};
	struct hash now = hash_strs(fields, ARRAY_COUNT(fields)), was;
	int64_t its;
	bool there;
	*number = 0;
	if (!number_of(s, found->item, &its, &was, &there, err))
		return false;
	if (there && hash_eq(was, now))
		return true;
	if ((!its && !give_number(s, found->item, &its, err)) || (there && !drop_words(s, its, err)))
		return false;
	*number = its;
	return s->driver->search->found_add(s, its, found->title, found->text, err) &&
		set_hash(s, its, &now, err);
}

bool store_found_drop(struct store *s, int64_t item, int64_t *number, struct err *err)
{
	struct hash was;
	int64_t its;
	bool there;
	*number = 0;
	if (!number_of(s, item, &its, &was, &there, err))
		return false;
	if (!there)
		return true;
	*number = its;
	return drop_words(s, its, err) && set_hash(s, its, NULL, err);
}

bool store_found_ranges(struct store *s, int64_t *ranges, struct err *err)
{
	int64_t last;
	if (!last_number(s, &last, err))
		return false;
	*ranges = last ? store_found_range_of(last) : 0;
	return true;
}

bool store_found_between(struct store *s, struct arena *a, int64_t after, int64_t last,
	struct founds *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT f.number, f.item, w.title, w.text FROM found AS f JOIN found_terms AS w ON w.rowid "
		"= f.number WHERE f.number > ?1 AND f.number <= ?2 ORDER BY f.number");
	bind_int(&q, after);
	bind_int(&q, last);
	*out = (struct founds){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct found *found = &out->v[out->n++];
		found->number = take_int(&q);
		found->item = take_int(&q);
		found->title = take_str(&q, a);
		found->text = take_str(&q, a);
	}
	return query_end(&q, err);
}

/* -- Searching -- */

/* Numbers, the highest first. */
static bool numbers_of(
	struct store *s, struct arena *a, struct str expression, struct ids *out, struct err *err)
{
	struct select sel;
	select_begin(&sel, s);
	SELECT_ADD(&sel, "SELECT rowid FROM found_terms WHERE ");
	select_terms(&sel, expression);
	SELECT_ADD(&sel, "ORDER BY rowid DESC");
	struct query q CLEANUP_QUERY = select_open(&sel);
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}

/* Numbers of items that the next publication takes down. */
static bool going(struct store *s, struct arena *a, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT f.number FROM dirty AS d JOIN found AS f ON f.item = d.item JOIN item AS i ON i.id "
		"= d.item WHERE i.live IS NULL AND f.hash IS NOT NULL ORDER BY f.number DESC");
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}

/* Those of `all` that are among `some`, or are not. Both have the highest number first. */
static void pick(
	struct arena *a, const struct ids *all, const struct ids *some, bool among, struct ids *out)
{
	for (size_t i = 0, j = 0; i < all->n; i++) {
		while (j < some->n && some->v[j] > all->v[i])
			j++;
		if ((j < some->n && some->v[j] == all->v[i]) == among)
			ids_add(a, out, all->v[i]);
	}
}

bool store_found_search(struct store *s, struct arena *a, struct strs terms, bool beginning,
	struct ids *numbers, struct err *err)
{
	struct ids all = {0}, titles = {0}, leaving = {0}, staying = {0};
	assert(terms.n);
	*numbers = (struct ids){0};
	if (!numbers_of(s, a, search_terms_expression(s, a, false, terms, beginning), &all, err) ||
		!numbers_of(s, a, search_terms_expression(s, a, true, terms, beginning), &titles, err) ||
		!going(s, a, &leaving, err))
		return false;
	pick(a, &all, &leaving, false, &staying);
	pick(a, &staying, &titles, true, numbers);
	pick(a, &staying, &titles, false, numbers);
	return true;
}

bool store_found_item(struct store *s, int64_t number, int64_t *item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT item FROM found WHERE number = ?1");
	bind_int(&q, number);
	*item = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}
