#include "store/note.h"

#include "store/statement.h"

bool store_note_get(
	struct store *s, struct arena *a, const char *name, struct str *value, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT value FROM note WHERE name = ?1");
	bind_str(&q, str_of(name));
	*value = query_row(&q) ? take_str(&q, a) : STR_NONE;
	return query_end(&q, err);
}

bool store_note_published(struct store *s, struct arena *a, int64_t *at, struct err *err)
{
	struct str value;
	long seconds;
	if (!store_note_get(s, a, "published", &value, err))
		return false;
	*at = str_to_long(value, &seconds) ? seconds : NO_TIME;
	return true;
}

bool store_note_set(struct store *s, const char *name, struct str value, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO note (name, value) VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = "
		"excluded.value");
	bind_str(&q, str_of(name));
	bind_str(&q, value);
	return query_end(&q, err);
}
