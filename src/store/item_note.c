#include "store/item_note.h"

#include "base/date.h"
#include "store/columns.h"

/* clang-format off */
#define NOTE_COLUMNS(FIRST, X, of) \
	FIRST(of, int, id) \
	X(of, int, item) \
	X(of, int, at) \
	X(of, int, author) \
	X(of, str, text) \
	X(of, time, taken_back)
/* clang-format on */
#define NOTE_SQL \
	COLUMNS_SQL(NOTE_COLUMNS, "n.") \
	", coalesce((SELECT e.name FROM editor AS e WHERE e.id = n.author), n.editor)"
/* ?1: an item. */
#define ON_ITEM "n.item IN (SELECT i.id FROM item AS i WHERE i.id = ?1 OR i.merged_into = ?1) "

static struct item_note note_take(struct query *q, struct arena *a)
{
	struct item_note note = {0};
	COLUMNS_TAKE(NOTE_COLUMNS, q, a, &note);
	note.editor = take_str(q, a);
	return note;
}

bool store_mention_add(struct store *s, int64_t note, int64_t editor, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO mention (note, editor) VALUES (?1, ?2) ON CONFLICT (note, editor) DO NOTHING");
	bind_int(&q, note);
	bind_int(&q, editor);
	return query_end(&q, err);
}

bool store_item_note_add(struct store *s, const struct item_note *note, const struct ids *named,
	int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY_INSERT(
		s, "INSERT INTO item_note (item, at, editor, author, text) VALUES (?1, ?2, ?3, ?4, ?5)");
	bind_int(&q, note->item);
	bind_int(&q, note->at);
	bind_str(&q, note->editor);
	bind_id(&q, note->author);
	bind_str(&q, note->text);
	if (!query_inserted(&q, id, err))
		return false;
	for (size_t i = 0; i < named->n; i++)
		if (!store_mention_add(s, *id, named->v[i], err))
			return false;
	return true;
}

bool store_item_note_get(struct store *s, struct arena *a, int64_t id, struct item_note *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " NOTE_SQL " FROM item_note AS n WHERE n.id = ?1");
	bind_int(&q, id);
	*found = query_row(&q);
	*out = *found ? note_take(&q, a) : (struct item_note){.taken_back = NO_TIME};
	return query_end(&q, err);
}

static bool take_notes(struct query *q, struct arena *a, struct item_notes *out, struct err *err)
{
	*out = (struct item_notes){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = note_take(q, a);
	}
	return query_end(q, err);
}

bool store_item_note_list(struct store *s, struct arena *a, int64_t item, long limit,
	struct item_notes *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT " NOTE_SQL " FROM item_note AS n WHERE " ON_ITEM "ORDER BY n.id DESC LIMIT ?2");
	bind_int(&q, item);
	bind_limit(&q, limit);
	return take_notes(&q, a, out, err);
}

bool store_item_note_naming(
	struct store *s, struct arena *a, int64_t since, struct item_notes *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " NOTE_SQL
		" FROM item_note AS n WHERE n.at >= ?1 AND n.taken_back IS NULL AND n.text LIKE '%@%' "
		"ORDER BY n.id");
	bind_int(&q, since);
	return take_notes(&q, a, out, err);
}

bool store_item_note_last(struct store *s, struct arena *a, int64_t item, int64_t *n,
	struct item_note *last, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*), max(n.id) FROM item_note AS n WHERE " ON_ITEM "AND n.taken_back IS NULL");
	int64_t id = 0;
	bool found;
	bind_int(&q, item);
	*n = 0;
	if (query_row(&q)) {
		*n = take_int(&q);
		id = take_int(&q);
	}
	return query_end(&q, err) && store_item_note_get(s, a, id, last, &found, err);
}

bool store_item_note_take_back(struct store *s, int64_t id, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE item_note SET taken_back = ?2 WHERE id = ?1 AND taken_back IS NULL");
	bind_int(&q, id);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_mention_list(struct store *s, struct arena *a, int64_t editor, bool read, long limit,
	struct item_mentions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT " NOTE_SQL ", coalesce(i.edited_title, i.title) FROM mention AS m "
		"JOIN item_note AS n ON n.id = m.note JOIN item AS o ON o.id = n.item "
		"JOIN item AS i ON i.id = coalesce(o.merged_into, o.id) "
		"WHERE m.editor = ?1 AND (m.seen IS NOT NULL) = (?2 = 1) AND n.taken_back IS NULL "
		"ORDER BY m.note DESC LIMIT ?3");
	bind_int(&q, editor);
	bind_int(&q, read);
	bind_int(&q, limit);
	*out = (struct item_mentions){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct item_mention *one = &out->v[out->n++];
		one->note = note_take(&q, a);
		one->title = take_str(&q, a);
	}
	return query_end(&q, err);
}

bool store_mention_count(struct store *s, int64_t editor, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT count(*) FROM mention AS m JOIN item_note AS n ON n.id = m.note "
		"WHERE m.editor = ?1 AND m.seen IS NULL AND n.taken_back IS NULL");
	bind_int(&q, editor);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_mention_read(struct store *s, const struct mention_read *read, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE mention SET seen = ?4 WHERE editor = ?2 AND seen IS NULL AND (?3 = 0 OR note = ?3) "
		"AND (?5 = 0 OR note <= ?5) "
		"AND (?1 = 0 OR note IN (SELECT n.id FROM item_note AS n WHERE " ON_ITEM "))");
	bind_int(&q, read->item);
	bind_int(&q, read->editor);
	bind_int(&q, read->note);
	bind_int(&q, read->now);
	bind_int(&q, read->up_to);
	return query_end(&q, err);
}
