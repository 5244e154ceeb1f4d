#include "store/entry.h"

#include <assert.h>
#include <stdlib.h>

#include "model/item.h"
#include "store/entry_json.h"
#include "store/statement.h"

static struct str hash_bytes(const struct hash *hash)
{
	return (struct str){(const char *)hash->bytes, sizeof hash->bytes};
}

struct hash entry_hash(const struct entry *entry)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str detail;
	struct err err;
	if (!entry_detail_to_json(&a, entry, &detail, &err))
		detail = S("?"); /* it was never stored */
	return entry_hash_with(entry, detail);
}

struct hash entry_hash_with(const struct entry *entry, struct str detail)
{
	const int64_t numbers[] = {entry->kind, entry->published, entry->updated};
	struct hash categories = hash_strs(entry->categories.v, entry->categories.n);
	const struct str fields[] = {
		entry->native,
		entry->guid,
		entry->url,
		entry->title,
		entry->text,
		entry->lead,
		entry->author,
		entry->publisher,
		entry->language,
		entry->keys.pmid,
		entry->keys.pmcid,
		entry->keys.doi,
		entry->keys.nct,
		hash_bytes(&categories),
		{(const char *)numbers, sizeof numbers},
		detail,
	};
	return hash_strs(fields, sizeof fields / sizeof *fields);
}

bool store_entry_find(struct store *s, int64_t source, struct str native, struct entry_ref *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT id, item, hash FROM entry WHERE source = ?1 AND native = ?2 AND current = 1");
	bind_int(&q, source);
	bind_str(&q, native);
	*found = query_row(&q);
	if (*found) {
		out->id = take_int(&q);
		out->item = take_int(&q);
		take_hash(&q, &out->hash);
	}
	return query_end(&q, err);
}

bool store_entry_any(struct store *s, int64_t source, bool *any, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM entry WHERE source = ?1 AND current = 1 LIMIT 1");
	bind_int(&q, source);
	*any = query_row(&q);
	return query_end(&q, err);
}

bool store_entry_item(struct store *s, int64_t id, int64_t *item, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT item FROM entry WHERE id = ?1");
	bind_int(&q, id);
	*found = query_row(&q);
	if (*found)
		*item = take_int(&q);
	return query_end(&q, err);
}

/* The columns of what an entry says, in the order of entry_bind and entry_take. */
#define SAID_COLUMNS \
	"kind, native, url, title, text, lead, author, publisher, language, categories, guid, pmid, " \
	"pmcid, doi, nct, published, updated, detail"
#define SAID_MARKS "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

static void entry_bind(struct query *q, const struct entry *entry, struct str detail)
{
	bind_int(q, entry->kind);
	bind_str(q, entry->native);
	bind_str(q, entry->url);
	bind_str(q, entry->title);
	bind_str(q, entry->text);
	bind_str(q, entry->lead);
	bind_str(q, entry->author);
	bind_str(q, entry->publisher);
	bind_str(q, entry->language);
	bind_lines(q, entry->categories);
	bind_str_or_null(q, !str_eq(entry->guid, entry->native), entry->guid);
	bind_str(q, entry->keys.pmid);
	bind_str(q, entry->keys.pmcid);
	bind_str(q, entry->keys.doi);
	bind_str(q, entry->keys.nct);
	bind_time(q, entry->published);
	bind_time(q, entry->updated);
	bind_str_or_null(q, detail.n > 0, detail);
}

static struct entry entry_take(struct query *q, struct arena *a, struct str *detail)
{
	struct entry entry = {.kind = (enum entry_kind)take_int(q)};
	entry.native = take_str(q, a);
	entry.url = take_str(q, a);
	entry.title = take_str(q, a);
	entry.text = take_str(q, a);
	entry.lead = take_str(q, a);
	entry.author = take_str(q, a);
	entry.publisher = take_str(q, a);
	entry.language = take_str(q, a);
	entry.categories = take_lines(q, a);
	if (!take_str_or_null(q, a, &entry.guid))
		entry.guid = entry.native;
	entry.keys.pmid = take_str(q, a);
	entry.keys.pmcid = take_str(q, a);
	entry.keys.doi = take_str(q, a);
	entry.keys.nct = take_str(q, a);
	entry.published = take_time(q);
	entry.updated = take_time(q);
	*detail = take_str(q, a);
	return entry;
}

/* *first: there was none before. */
static bool entry_retire(
	struct store *s, int64_t source, struct str native, bool *first, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE entry SET current = 0 WHERE source = ?1 AND native = ?2 AND current = 1");
	bind_int(&q, source);
	bind_str(&q, native);
	if (!query_end(&q, err))
		return false;
	*first = query_changes(&q) == 0;
	return true;
}

bool store_entry_add(struct store *s, const struct entry_seed *seed, int64_t *id, struct err *err)
{
	bool first = seed->is_first;
	assert(seed->source && seed->item);
	assert((seed->detail.n > 0) == (seed->entry->paper || seed->entry->trial));
	if (!first && !entry_retire(s, seed->source, seed->entry->native, &first, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO entry (source, item, seen, first, hash, match_why, " SAID_COLUMNS
		") VALUES (?, ?, ?, ?, ?, ?, " SAID_MARKS ")");
	bind_int(&q, seed->source);
	bind_int(&q, seed->item);
	bind_int(&q, seed->now);
	bind_int(&q, first);
	bind_hash(&q, &seed->hash);
	bind_str(&q, seed->match_why);
	entry_bind(&q, seed->entry, seed->detail);
	return id ? query_inserted(&q, id, err) : query_later(&q, err);
}

/* The rows of a query whose columns are COPY_COLUMNS. */
#define COPY_COLUMNS \
	"id, source, (SELECT name FROM source WHERE source.id = entry.source), (SELECT 1 - active " \
	"FROM source WHERE source.id = entry.source), seen, " \
	"match_why, kind IN (1, 2) AND EXISTS (SELECT 1 FROM missing_record AS m WHERE m.native = " \
	"entry.native AND m.told = 1), " SAID_COLUMNS

static bool copy_take(struct query *q, struct arena *a, struct copies *out, struct err *err)
{
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	struct copy *copy = &out->v[out->n++];
	struct str detail;
	*copy = (struct copy){.id = take_int(q)};
	copy->source_id = take_int(q);
	copy->source = take_str(q, a);
	copy->left = take_int(q) != 0;
	copy->seen = take_int(q);
	copy->match_why = take_str(q, a);
	copy->gone = take_int(q);
	copy->entry = entry_take(q, a, &detail);
	return !detail.n || entry_detail_of_json(a, detail, &copy->entry, err);
}

static bool copies_take(struct query *q, struct arena *a, struct copies *out, struct err *err)
{
	*out = (struct copies){0};
	while (query_row(q))
		if (!copy_take(q, a, out, err))
			return false;
	return query_end(q, err);
}

static struct copy *find_copy(struct copies *copies, int64_t source, struct str native)
{
	for (size_t i = 0; i < copies->n; i++)
		if (copies->v[i].source_id == source && str_eq(copies->v[i].entry.native, native))
			return &copies->v[i];
	return NULL;
}

static int by_first(const void *one, const void *other)
{
	int64_t x = ((const struct copy *)one)->first, y = ((const struct copy *)other)->first;
	return (x > y) - (x < y);
}

/* Most items have one copy, whose older versions nobody needs. */
static bool copies_order(
	struct store *s, struct arena *a, int64_t item, struct copies *copies, struct err *err)
{
	if (copies->n < 2)
		return true;
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT e.source, e.native, min(e.id), max(CASE WHEN e.id = i.main_copy THEN 1 ELSE 0 END) "
		"FROM entry AS e JOIN item AS i ON i.id = e.item WHERE e.item = ?1 "
		"GROUP BY e.source, e.native");
	bind_int(&q, item);
	while (query_row(&q)) {
		int64_t source = take_int(&q);
		struct copy *copy = find_copy(copies, source, take_str(&q, a));
		if (!copy)
			continue;
		copy->first = take_int(&q);
		copy->spoke = take_int(&q) != 0;
	}
	if (!query_end(&q, err))
		return false;
	qsort(copies->v, copies->n, sizeof *copies->v, by_first);
	return true;
}

bool store_entry_copies(
	struct store *s, struct arena *a, int64_t item, struct copies *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " COPY_COLUMNS " FROM entry WHERE item = ?1 AND current = 1 ORDER BY id");
	bind_int(&q, item);
	return copies_take(&q, a, out, err) && copies_order(s, a, item, out, err);
}

/* NULL: no more of them. */
static void items_bind(struct query *q, const struct ids *items)
{
	static_assert(COPIES_AT_ONCE == 8, "as the statements have it");
	assert(items->n <= COPIES_AT_ONCE);
	for (size_t i = 0; i < COPIES_AT_ONCE; i++)
		bind_id(q, i < items->n ? items->v[i] : 0);
}

/* For IN, SQLite would make a table of the items, which costs more than all rows. */
#define TIMES_OF(parameter) \
	"SELECT item, kind, published FROM entry WHERE current = 1 AND item = " parameter
#define AND_TIMES_OF(parameter) " UNION ALL " TIMES_OF(parameter)

bool store_entry_times_of(struct store *s, struct arena *a, const struct ids *items,
	struct copy_times *out, struct err *err)
{
	/* clang-format off */
	struct query q CLEANUP_QUERY = QUERY(s,
		TIMES_OF("?1") AND_TIMES_OF("?2") AND_TIMES_OF("?3") AND_TIMES_OF("?4")
		AND_TIMES_OF("?5") AND_TIMES_OF("?6") AND_TIMES_OF("?7") AND_TIMES_OF("?8"));
	/* clang-format on */
	items_bind(&q, items);
	*out = (struct copy_times){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct copy_time *copy = &out->v[out->n++];
		copy->item = take_int(&q);
		copy->kind = (enum entry_kind)take_int(&q);
		copy->published = take_time(&q);
	}
	return query_end(&q, err);
}

bool store_entry_copies_of(struct store *s, struct arena *a, const struct ids *items,
	struct copies out[static COPIES_AT_ONCE], struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT item, " COPY_COLUMNS " FROM entry WHERE current = 1 "
		"AND item IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ORDER BY item, id");
	items_bind(&q, items);
	for (size_t i = 0; i < items->n; i++)
		out[i] = (struct copies){0};
	while (query_row(&q)) {
		int64_t item = take_int(&q);
		size_t i = 0;
		while (items->v[i] != item)
			i++;
		if (!copy_take(&q, a, &out[i], err))
			return false;
	}
	return query_end(&q, err);
}

bool store_entry_versions(
	struct store *s, struct arena *a, int64_t item, struct copies *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " COPY_COLUMNS " FROM entry WHERE item = ?1 ORDER BY id");
	bind_int(&q, item);
	return copies_take(&q, a, out, err);
}

bool store_entry_natives(
	struct store *s, struct arena *a, int64_t source, struct strs *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT e.native FROM entry AS e JOIN item AS i ON i.id = e.item "
		"WHERE e.source = ?1 AND e.current = 1 AND i.state <> ?2 ORDER BY e.native");
	bind_int(&q, source);
	bind_int(&q, ITEM_REJECTED);
	*out = (struct strs){0};
	while (query_row(&q))
		strs_add(a, out, take_str(&q, a));
	return query_end(&q, err);
}
