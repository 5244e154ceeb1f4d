#include "store/release_row.h"

#include <assert.h>

#include "store/face.h"

static struct release release_take(struct query *q, struct arena *a)
{
	struct release release = {.id = take_int(q)};
	release.item = take_int(q);
	release.tag = take_str(q, a);
	release.at = take_int(q);
	release.published = take_int(q);
	release.face = face_take(q, a);
	release.has_topics = take_lines_or_null(q, a, &release.topics);
	release.sources = take_lines(q, a);
	release.text = take_str(q, a);
	release.note = take_str(q, a);
	release.noted = take_time(q);
	return release;
}

/* The names of the sources of the item's copies, and the text of the copy that speaks for it. */
#define SOURCES_AND_TEXT(item) \
	"(SELECT group_concat(name, char(10)) FROM (SELECT DISTINCT name FROM entry AS e " \
	"JOIN source AS s ON s.id = e.source WHERE e.item = " item \
	" AND e.current = 1 ORDER BY name)), " \
	"(SELECT e.text FROM entry AS e WHERE e.item = " item \
	" AND e.current = 1 AND e.id = coalesce(" \
	"(SELECT m.main_copy FROM item AS m WHERE m.id = " item "), e.id) LIMIT 1)"

bool store_release_get(
	struct store *s, struct arena *a, int64_t id, struct release *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT r.id, r.item, i.tag, r.at, r.published, " FACE_COLUMNS(
			"r.") ", r.topics, " SOURCES_AND_TEXT("r.item") ", r.note, r.noted FROM release AS r "
															"JOIN item AS i ON i.id = r.item WHERE "
															"r.id = ?1");
	bind_int(&q, id);
	*found = query_row(&q);
	if (*found)
		*out = release_take(&q, a);
	return query_end(&q, err);
}

bool store_release_preview(struct store *s, struct arena *a, const struct item *item, int64_t at,
	struct release *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT coalesce((SELECT published FROM release WHERE id = ?2), ?3), " SOURCES_AND_TEXT(
			"?1") ", (SELECT note FROM release WHERE id = ?2), (SELECT noted FROM release WHERE id "
				  "= ?2)");
	bind_int(&q, item->id);
	bind_id(&q, item->live);
	bind_int(&q, at);
	*out = (struct release){.item = item->id,
		.tag = item->tag,
		.at = at,
		.face = item_face(item),
		.noted = NO_TIME,
		.has_topics = item->has_edited_topics,
		.topics = item->edited_topics};
	if (query_row(&q)) {
		out->published = take_int(&q);
		out->sources = take_lines(&q, a);
		out->text = take_str(&q, a);
		out->note = take_str(&q, a);
		out->noted = take_time(&q);
	}
	return query_end(&q, err);
}

/* The rows are read one by one, so that no sorting ever carries their texts. */
bool release_take_all(
	struct store *s, struct arena *a, struct query *ids, struct releases *out, struct err *err)
{
	*out = (struct releases){0};
	while (query_row(ids)) {
		bool found;
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		if (!store_release_get(s, a, take_int(ids), &out->v[out->n], &found, err))
			return false;
		out->n += found;
	}
	return query_end(ids, err);
}

bool store_release_live(struct store *s, struct arena *a, enum section section, long limit,
	struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		"SELECT r.id FROM item AS i JOIN release AS r ON r.id = i.live WHERE i.live IS NOT NULL "
		"AND (?1 = 0 OR r.section = ?1) "
		"ORDER BY r.at DESC, r.item DESC LIMIT ?2");
	bind_int(&ids, section);
	bind_int(&ids, limit ? limit : -1);
	return release_take_all(s, a, &ids, out, err);
}

bool store_release_aliases(struct store *s, struct arena *a, struct aliases *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT id, merged_into FROM item WHERE merged_into IS NOT NULL AND EXISTS (SELECT 1 FROM "
		"release WHERE release.item = item.id) ORDER BY id");
	*out = (struct aliases){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct alias *alias = &out->v[out->n++];
		alias->from = take_int(&q);
		alias->to = take_int(&q);
	}
	return query_end(&q, err);
}

/* An item that went out once, was taken back and is approved again keeps the day that readers know.
 */
bool store_release_add(
	struct store *s, const struct release_seed *seed, int64_t *id, struct err *err)
{
	char day[TIME_TEXT];
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO release (item, at, published, note, noted, automatic, topics, " FACE_COLUMNS(
			"") ") VALUES (?1, ?2, coalesce("
				"(SELECT published FROM release WHERE id = ?3), "
				"(SELECT min(published) FROM release WHERE item = ?1 AND at <= (SELECT CAST(value "
				"AS INTEGER) FROM note WHERE name = 'published')), "
				"?2), CASE WHEN ?4 <> '' THEN ?4 ELSE coalesce((SELECT note FROM release WHERE id "
				"= ?3), '') END, "
				"CASE WHEN ?4 <> '' THEN ?2 ELSE (SELECT noted FROM release WHERE id = ?3) END, ?, "
				"?, " FACE_MARKS ")");
	const struct item *item = seed->item;
	assert(item->id && seed->face->title.n);
	bind_int(&q, item->id);
	bind_int(&q, seed->at);
	bind_id(&q, item->live);
	bind_str(&q, seed->note);
	bind_int(&q, seed->automatic);
	item->has_edited_topics ? bind_lines(&q, item->edited_topics) : bind_null(&q);
	face_bind(&q, seed->face, day);
	if (!query_end(&q, err))
		return false;
	*id = sqlite3_last_insert_rowid(s->db);
	return true;
}

#define COPIED_COLUMNS "published, note, noted, automatic, topics, " FACE_COLUMNS("")

bool store_release_copy(
	struct store *s, int64_t from, int64_t item, int64_t at, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO release (item, at, " COPIED_COLUMNS ") SELECT ?2, ?3, " COPIED_COLUMNS
		" FROM release WHERE id = ?1");
	bind_int(&q, from);
	bind_int(&q, item);
	bind_int(&q, at);
	if (!query_end(&q, err))
		return false;
	*id = sqlite3_last_insert_rowid(s->db);
	return true;
}
