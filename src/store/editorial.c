#include "store/editorial.h"

#include "base/record.h"
#include "store/statement.h"

static const struct field EDITORIAL_FIELDS[] = {
	FIELD(struct item, FIELD_ID, id),
	FIELD(struct item, FIELD_INT, state),
	FIELD(struct item, FIELD_TIME, deferred_until),
	FIELD(struct item, FIELD_ID, merged_into),
	FIELD(struct item, FIELD_INT, edited_section),
	FIELD(struct item, FIELD_BOOL, has_edited_title),
	FIELD(struct item, FIELD_STR, edited_title),
	FIELD(struct item, FIELD_BOOL, has_edited_summary),
	FIELD(struct item, FIELD_STR, edited_summary),
	FIELD(struct item, FIELD_BOOL, has_edited_citation),
	FIELD(struct item, FIELD_STR, edited_citation),
	FIELD(struct item, FIELD_BOOL, has_edited_topics),
	FIELD(struct item, FIELD_STRS, edited_topics),
	FIELD(struct item, FIELD_ID, live),
	FIELD(struct item, FIELD_STRS, update_why),
	FIELD(struct item, FIELD_BOOL, has_dismissed),
	FIELD(struct item, FIELD_HASH, dismissed),
};
static const struct record EDITORIAL = RECORD(struct item, EDITORIAL_FIELDS);

static const struct field MOVED_ENTRY_FIELDS[] = {FIELD(struct moved_entry, FIELD_ID, id)};
static const struct record MOVED_ENTRY = RECORD(struct moved_entry, MOVED_ENTRY_FIELDS);
static const struct field MOVED_KEY_FIELDS[] = {FIELD(struct moved_key, FIELD_HASH, hash)};
static const struct record MOVED_KEY = RECORD(struct moved_key, MOVED_KEY_FIELDS);

static const struct field BEFORE_FIELDS[] = {
	FIELD_ARRAY(struct before, items, item_count, EDITORIAL),
	FIELD_ARRAY(struct before, entries, entry_count, MOVED_ENTRY),
	FIELD_ARRAY(struct before, keys, key_count, MOVED_KEY),
	FIELD_ARRAY(struct before, related, related_count, MOVED_KEY),
};
static const struct record BEFORE = RECORD(struct before, BEFORE_FIELDS);

bool before_read(struct arena *a, struct str json, struct before *out, struct err *err)
{
	*out = (struct before){0};
	return record_of_json(a, &BEFORE, json, out, err);
}

void before_add(struct arena *a, struct before *before, const struct item *item)
{
	before->items = arena_grow(a, before->items, before->item_count, sizeof *before->items);
	before->items[before->item_count++] = *item;
}

static bool saw(struct by by, long version, const struct item *item, struct err *err)
{
	if (!version || version == item->version)
		return true;
	if (by.stale)
		*by.stale = true;
	return err_set(
		err, "item %lld was changed by somebody else in the meantime", (long long)item->id);
}

bool by_saw(struct by by, const struct item *item, struct err *err)
{
	return saw(by, by.version, item, err);
}

bool by_saw_other(struct by by, const struct item *item, struct err *err)
{
	return saw(by, by.other_version, item, err);
}

bool not_withdrawn(const struct item *item, struct err *err)
{
	return item->state != ITEM_WITHDRAWN ||
		err_set(err, "item %lld was withdrawn: undo that first", (long long)item->id);
}

bool editorial_write(struct store *s, const struct item *item, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE item SET state = ?, deferred_until = ?, merged_into = ?, edited_section = ?, "
		"edited_title = ?, edited_summary = ?, edited_citation = ?, edited_topics = ?, "
		"live = ?, update_why = ?, dismissed = ?, version = version + 1 WHERE id = ?");
	bind_int(&q, item->state);
	bind_time(&q, item->deferred_until);
	bind_id(&q, item->merged_into);
	bind_id(&q, item->edited_section);
	bind_str_or_null(&q, item->has_edited_title, item->edited_title);
	bind_str_or_null(&q, item->has_edited_summary, item->edited_summary);
	bind_str_or_null(&q, item->has_edited_citation, item->edited_citation);
	item->has_edited_topics ? bind_lines(&q, item->edited_topics) : bind_null(&q);
	bind_id(&q, item->live);
	bind_lines(&q, item->update_why);
	bind_hash(&q, item->has_dismissed ? &item->dismissed : NULL);
	bind_int(&q, item->id);
	return query_end(&q, err);
}

bool decision_log(struct store *s, struct by by, const struct decision *what,
	const struct before *before, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str json;
	if (!record_to_json(&a, &BEFORE, before, &json, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO decision (at, editor, verb, item, other, entry, detail, undoes, before) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
	bind_int(&q, by.now);
	bind_str(&q, by.automatic ? str_printf(&a, "source " STR_FMT, STR_ARG(by.editor)) : by.editor);
	bind_str(&q, what->verb);
	bind_int(&q, what->item);
	bind_id(&q, what->other);
	bind_id(&q, what->entry);
	bind_str(&q, what->detail);
	bind_id(&q, what->undoes);
	bind_str(&q, json);
	if (!query_end(&q, err))
		return false;
	if (by.logged)
		*by.logged = sqlite3_last_insert_rowid(s->db);
	return true;
}

struct decision decision_take(struct query *q, struct arena *a)
{
	struct decision d = {.id = take_int(q)};
	d.at = take_int(q);
	d.item = take_int(q);
	d.other = take_int(q);
	d.entry = take_int(q);
	d.undoes = take_int(q);
	d.editor = take_str(q, a);
	d.verb = take_str(q, a);
	d.detail = take_str(q, a);
	d.title = take_str(q, a);
	d.undone = take_int(q);
	return d;
}

bool decision_list(struct store *s, struct arena *a, int64_t item, long limit,
	struct decisions *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s,
		"SELECT " DECISION_COLUMNS
		" FROM decision AS d JOIN item AS i ON i.id = d.item ORDER BY d.id DESC LIMIT ?1");
	struct query one CLEANUP_QUERY = QUERY(s,
		"SELECT " DECISION_COLUMNS " FROM decision AS d JOIN item AS i ON i.id = d.item WHERE "
		"d.item = ?2 OR d.other = ?2 ORDER BY d.id DESC LIMIT ?1");
	struct query *q = item ? &one : &all;
	bind_int(q, limit ? limit : -1);
	if (item)
		bind_int(q, item);
	*out = (struct decisions){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = decision_take(q, a);
	}
	return query_end(q, err);
}
