#include "store/arrangement.h"

#include "base/record.h"
#include "model/entry.h"
#include "store/editor_row.h"

/* -- The parts as JSON -- */

static const struct field PLACED_FIELDS[] = {
	FIELD(struct page_placed, FIELD_ID, item),
	FIELD(struct page_placed, FIELD_BOOL, by_date),
};
static const struct record PLACED = RECORD(struct page_placed, PLACED_FIELDS);
static const struct field PART_FIELDS[] = {
	FIELD(struct page_part, FIELD_STR, name),
	FIELD(struct page_part, FIELD_STR, title),
	FIELD(struct page_part, FIELD_STR, intro),
	FIELD_ENUM(struct page_part, section, SECTION_TRIALS),
	FIELD(struct page_part, FIELD_INT, kinds),
	FIELD(struct page_part, FIELD_STRS, statuses),
	FIELD(struct page_part, FIELD_STR, match),
	FIELD(struct page_part, FIELD_BOOL, headings),
	FIELD(struct page_part, FIELD_BOOL, by_hand),
	FIELD_ARRAY(struct page_part, placed, placed_count, PLACED),
};
static const struct record PART = RECORD(struct page_part, PART_FIELDS);
static const struct field PAGE_PARTS_FIELDS[] = {
	FIELD_ARRAY(struct page_parts, v, n, PART),
};
static const struct record PARTS = RECORD(struct page_parts, PAGE_PARTS_FIELDS);

static bool parts_of_json(struct arena *a, struct str json, struct page_parts *out, struct err *err)
{
	struct err why;
	*out = (struct page_parts){0};
	return record_of_json(a, &PARTS, json, out, &why) ||
		err_set_kind(err, ERR_STORE, "the store: the parts of a page: %s", why.text);
}

/* -- Rows -- */

#define ARRANGEMENT_COLUMNS "id, topic, at, " EDITOR_NOW("arrangement.editor") ", back_to"

static struct arrangement arrangement_take(struct query *q, struct arena *a)
{
	struct arrangement row = {.id = take_int(q)};
	row.topic = take_str(q, a);
	row.at = take_int(q);
	row.editor = take_str(q, a);
	row.back_to = take_int(q);
	return row;
}

bool store_arrangement_one(struct store *s, struct arena *a, int64_t id, struct arrangement *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " ARRANGEMENT_COLUMNS ", parts FROM arrangement WHERE id = ?1");
	struct str json = STR_NONE;
	bind_int(&q, id);
	*out = (struct arrangement){0};
	*found = query_row(&q);
	if (*found) {
		*out = arrangement_take(&q, a);
		json = take_str(&q, a);
	}
	return query_end(&q, err) && (!*found || parts_of_json(a, json, &out->parts, err));
}

/* The newest number of a topic of these slugs; 0: none. */
static bool newest_of(struct store *s, struct strs slugs, int64_t *id, struct err *err)
{
	bool well = true;
	*id = 0;
	for (size_t i = 0; i < slugs.n && well; i++) {
		struct query q CLEANUP_QUERY = QUERY(
			s, "SELECT coalesce(max(id), 0) FROM arrangement WHERE topic = ?1");
		bind_str(&q, slugs.v[i]);
		int64_t newest = query_row(&q) ? take_int(&q) : 0;
		well = query_end(&q, err);
		*id = newest > *id ? newest : *id;
	}
	return well;
}

static bool follow(struct store *s, int64_t *item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT coalesce(merged_into, id) FROM item WHERE id = ?1");
	bind_int(&q, *item);
	if (query_row(&q))
		*item = take_int(&q);
	return query_end(&q, err);
}

bool store_arrangement_get(
	struct store *s, struct arena *a, struct strs slugs, struct arrangement *out, struct err *err)
{
	int64_t id;
	bool found = false, well = true;
	*out = (struct arrangement){0};
	if (!newest_of(s, slugs, &id, err))
		return false;
	if (id && !store_arrangement_one(s, a, id, out, &found, err))
		return false;
	for (size_t i = 0; i < out->parts.n && well; i++)
		for (size_t k = 0; k < out->parts.v[i].placed_count && well; k++)
			well = follow(s, &out->parts.v[i].placed[k].item, err);
	return well;
}

bool store_arrangement_list(struct store *s, struct arena *a, struct str slug, long limit,
	struct arrangements *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " ARRANGEMENT_COLUMNS
		" FROM arrangement WHERE topic = ?1 ORDER BY id DESC LIMIT ?2");
	bind_str(&q, slug);
	bind_limit(&q, limit);
	*out = (struct arrangements){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = arrangement_take(&q, a);
	}
	return query_end(&q, err);
}

static bool dirty_add(struct store *s, int64_t item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO dirty (item, lists) SELECT id, 1 FROM item WHERE id = ?1 AND live IS NOT NULL "
		"ON CONFLICT (item) DO UPDATE SET lists = 1");
	bind_int(&q, item);
	return query_end(&q, err);
}

static bool dirty_add_topic(struct store *s, struct str topic, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO dirty (item, lists) SELECT item, 1 FROM listed WHERE listing = (SELECT id "
		"FROM listing WHERE name = 'topic/' || ?1) "
		"ON CONFLICT (item) DO UPDATE SET lists = 1");
	bind_str(&q, topic);
	return query_end(&q, err);
}

bool store_arrangement_add(struct store *s, const struct arrangement *arrangement,
	const struct ids *moved, bool all, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO arrangement (topic, at, editor, back_to, parts) VALUES (?1, ?2, ?3, ?4, ?5)");
	struct str json;
	if (!record_to_json(&a, &PARTS, &arrangement->parts, &json, err))
		return false;
	bind_str(&q, arrangement->topic);
	bind_int(&q, arrangement->at);
	bind_str(&q, arrangement->editor);
	bind_id(&q, arrangement->back_to);
	bind_str(&q, json);
	if (!query_inserted(&q, id, err))
		return false;
	bool well = !all || dirty_add_topic(s, arrangement->topic, err);
	for (size_t i = 0; i < moved->n && well; i++)
		well = dirty_add(s, moved->v[i], err);
	return well;
}

bool store_arrangement_unplanned(
	struct store *s, struct arena *a, struct strs *slugs, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT DISTINCT topic FROM arrangement WHERE planned = 0 ORDER BY topic");
	*slugs = (struct strs){0};
	while (query_row(&q))
		strs_add(a, slugs, take_str(&q, a));
	return query_end(&q, err);
}

bool store_arrangement_set_planned(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE arrangement SET planned = 1 WHERE planned = 0");
	return query_end(&q, err);
}
