#include "store/catalog.h"

#include <stdlib.h>

#include "store/catalog_doc.h"
#include "store/note.h"
#include "store/search.h"
#include "store/search_engine.h"
#include "store/statement.h"

static bool mark_read(
	struct store *s, struct arena *a, const char *name, int64_t *mark, struct err *err)
{
	struct str value;
	long n = 0;
	if (!store_note_get(s, a, name, &value, err))
		return false;
	*mark = str_to_long(value, &n) ? n : 0;
	return true;
}

static bool mark_write(
	struct store *s, struct arena *a, const char *name, int64_t mark, struct err *err)
{
	return store_note_set(s, name, str_printf(a, "%lld", (long long)mark), err);
}

static void batch_add(struct arena *a, struct catalog_batch *batch, int64_t item)
{
	if (!item)
		return;
	batch->items = arena_grow(a, batch->items, batch->n, sizeof *batch->items);
	batch->items[batch->n++] = item;
}

static bool new_entries(
	struct store *s, struct arena *a, long limit, struct catalog_batch *out, struct err *err)
{
	long rows = 0;
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, item FROM entry WHERE id > ?1 ORDER BY id LIMIT ?2");
	bind_int(&q, out->entry);
	bind_int(&q, limit);
	while (query_row(&q)) {
		out->entry = take_int(&q);
		batch_add(a, out, take_int(&q));
		out->more |= ++rows == limit;
	}
	return query_end(&q, err);
}

static bool new_decisions(
	struct store *s, struct arena *a, long limit, struct catalog_batch *out, struct err *err)
{
	long rows = 0;
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, item, other FROM decision WHERE id > ?1 ORDER BY id LIMIT ?2");
	bind_int(&q, out->decision);
	bind_int(&q, limit);
	while (query_row(&q)) {
		out->decision = take_int(&q);
		batch_add(a, out, take_int(&q));
		batch_add(a, out, take_int(&q));
		out->more |= ++rows == limit;
	}
	return query_end(&q, err);
}

static int by_id(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
	return (x > y) - (x < y);
}

static void once_each(struct catalog_batch *batch)
{
	size_t n = 0;
	if (batch->n)
		qsort(batch->items, batch->n, sizeof *batch->items, by_id);
	for (size_t i = 0; i < batch->n; i++)
		if (!n || batch->items[n - 1] != batch->items[i])
			batch->items[n++] = batch->items[i];
	batch->n = n;
}

bool store_catalog_changed(struct store *s, struct arena *a, struct str fingerprint, long limit,
	struct catalog_batch *out, struct err *err)
{
	struct str before;
	*out = (struct catalog_batch){.fingerprint = fingerprint};
	if (!store_note_get(s, a, "catalog topics", &before, err))
		return false;
	if (str_eq(before, fingerprint) &&
		(!mark_read(s, a, "catalog entry", &out->entry, err) ||
			!mark_read(s, a, "catalog decision", &out->decision, err)))
		return false;
	if (!new_entries(s, a, limit, out, err) || !new_decisions(s, a, limit, out, err))
		return false;
	once_each(out);
	return true;
}

bool store_catalog_done(struct store *s, const struct catalog_batch *batch, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return mark_write(s, &a, "catalog entry", batch->entry, err) &&
		mark_write(s, &a, "catalog decision", batch->decision, err) &&
		store_note_set(s, "catalog topics", batch->fingerprint, err);
}

bool store_catalog_begin(struct store *s, struct err *err)
{
	return store_catalog_done(s, &(struct catalog_batch){0}, err);
}

/* Whether the words by which the item is found already have this hash. */
static bool doc_is_same(
	struct store *s, int64_t item, const struct hash *hash, bool *same, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT hash = ?2 FROM doc_item WHERE item = ?1");
	bind_int(&q, item);
	bind_hash(&q, hash);
	*same = query_row(&q) && take_int(&q);
	return query_end(&q, err);
}

static bool doc_add(struct store *s, int64_t item, const struct catalog_words *words,
	const struct hash *hash, struct err *err)
{
	int64_t doc;
	if (!s->driver->search->doc_add(s, item, words, &doc, err))
		return false;
	struct query name CLEANUP_QUERY = QUERY(s,
		"INSERT INTO doc_item (doc, item, hash) VALUES (?1, ?2, ?3) ON CONFLICT (item) DO UPDATE "
		"SET doc = excluded.doc, hash = excluded.hash");
	bind_int(&name, doc);
	bind_int(&name, item);
	bind_hash(&name, hash);
	return query_end(&name, err);
}

static bool facets_drop(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM facet WHERE item = ?1");
	bind_int(&q, item);
	return query_end(&q, err);
}

static bool facet_add(struct store *s, int64_t item, struct str name, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO facet (name, state, item, score) SELECT ?1, state, id, score FROM item "
		"WHERE id = ?2 ON CONFLICT (item, name) DO NOTHING");
	bind_str(&q, name);
	bind_int(&q, item);
	return query_end(&q, err);
}

static struct hash words_hash(const struct catalog_words *words)
{
	const struct str fields[] = {words->title, words->summary, words->text, words->author};
	return hash_strs(fields, sizeof fields / sizeof *fields);
}

bool catalog_doc_add(
	struct store *s, int64_t item, const struct catalog_words *words, struct err *err)
{
	struct hash hash = words_hash(words);
	return doc_add(s, item, words, &hash, err);
}

static bool words_put(
	struct store *s, int64_t item, const struct catalog_words *words, struct err *err)
{
	struct hash hash = words_hash(words);
	bool same;
	return doc_is_same(s, item, &hash, &same, err) && (same || doc_add(s, item, words, &hash, err));
}

bool store_catalog_put(struct store *s, const struct catalog_item *item, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	bool ok = words_put(s, item->id, &item->words, err) && facets_drop(s, item->id, err) &&
		facet_add(s, item->id, search_facet_section(&a, item->section), err);
	for (size_t i = 0; ok && i < item->sources.n; i++)
		ok = facet_add(s, item->id, search_facet_source(&a, item->sources.v[i]), err);
	for (size_t i = 0; ok && i < item->topics.n; i++)
		ok = facet_add(s, item->id, search_facet_topic(&a, item->topics.v[i]), err);
	return ok;
}

bool store_catalog_drop(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "DELETE FROM doc_item WHERE item = ?1");
	bind_int(&q, item);
	return query_end(&q, err) && facets_drop(s, item, err);
}
