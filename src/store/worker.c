#include "store/worker.h"

#include "base/process.h"
#include "store/statement.h"
#include "store/unit.h"

enum {
	SAY_EVERY = 30,            /* seconds */
	SILENT = 600,              /* longer than a publication of everything takes */
	REMEMBER = 60 * 24 * 3600, /* seconds after which a worker is forgotten */
};

static bool has_said(struct store *s, struct str mark, int64_t now, bool *said, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM worker WHERE mark = ?1 AND ended IS NULL AND looked BETWEEN ?2 AND ?3");
	bind_str(&q, mark);
	bind_int(&q, now - SAY_EVERY + 1);
	bind_int(&q, now);
	*said = query_row(&q);
	return query_end(&q, err);
}

static bool say(struct store *s, struct str mark, bool stays, int64_t now, struct err *err)
{
	struct query old CLEANUP_QUERY = QUERY(s, "DELETE FROM worker WHERE looked < ?1");
	bind_int(&old, now - REMEMBER);
	if (!query_end(&old, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO worker (mark, stays, looked) VALUES (?1, ?2, ?3) ON CONFLICT (mark) DO UPDATE "
		"SET stays = excluded.stays, looked = excluded.looked, ended = NULL");
	bind_str(&q, mark);
	bind_int(&q, stays);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_worker_look(struct store *s, bool stays, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str mark = process_mark(&a);
	struct unit unit;
	bool said;
	if (!has_said(s, mark, now, &said, err))
		return false;
	return said ||
		(unit_begin(&unit, s, err) && unit_end(&unit, say(s, mark, stays, now, err), err));
}

bool store_worker_end(struct store *s, int64_t now, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE worker SET looked = ?2, ended = ?2 WHERE mark = ?1");
	bind_str(&q, process_mark(&a));
	bind_int(&q, now);
	return query_end(&q, err);
}

bool store_worker_find(struct store *s, int64_t now, struct worker_state *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT mark, stays, looked, ended IS NOT NULL FROM worker ORDER BY looked DESC, mark");
	*out = (struct worker_state){WORKER_NEVER, NO_TIME};
	while (out->presence != WORKER_RUNS && query_row(&q)) {
		struct str mark = take_str(&q, &a);
		bool stays = take_int(&q);
		int64_t looked = take_int(&q);
		bool ended = take_int(&q);
		if (out->looked == NO_TIME)
			*out = (struct worker_state){stays ? WORKER_STOPPED : WORKER_VISITS, looked};
		if (stays && !ended && looked > now - SILENT && !process_has_ended(mark))
			*out = (struct worker_state){WORKER_RUNS, looked};
	}
	return query_end(&q, err);
}
