#include "store/decision.h"

#include <assert.h>

#include "store/before.h"
#include "store/chain.h"
#include "store/decision_row.h"

bool store_decision_add(struct store *s, const struct decision *d, const struct before *before,
	int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str json;
	assert(d->verb > VERB_NONE && d->verb < VERB_END && d->item);
	if (!before_to_json(&a, before, &json, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO decision (at, editor, automatic, verb, item, other, entry, undoes, release, "
		"takes, reason, cause, until, edited, note, other_title, before, batch, assignee) "
		"VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
	bind_int(&q, d->at);
	bind_str(&q, d->actor.name);
	bind_int(&q, d->actor.automatic);
	bind_int(&q, d->verb);
	bind_int(&q, d->item);
	bind_id(&q, d->other);
	bind_id(&q, d->entry);
	bind_id(&q, d->undoes);
	bind_id(&q, d->release);
	bind_int(&q, d->takes);
	bind_str(&q, d->reason);
	bind_int(&q, d->cause);
	bind_time(&q, d->until);
	bind_int(&q, d->edited);
	bind_str(&q, d->note);
	bind_str(&q, d->other_title);
	bind_str(&q, json);
	bind_id(&q, d->batch.id);
	bind_id(&q, d->assignee.id);
	if (!query_inserted(&q, id, err))
		return false;
	return store_chain_add(s, *id, err);
}

bool store_decision_get(struct store *s, struct arena *a, int64_t id, struct decision *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, DECISIONS "WHERE d.id = ?1");
	bind_int(&q, id);
	return decision_take_one(&q, a, out, found, err);
}

bool store_decision_before(
	struct store *s, struct arena *a, int64_t id, struct before *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT before FROM decision WHERE id = ?1");
	bind_int(&q, id);
	*out = (struct before){0};
	if (!query_row(&q))
		return query_end(&q, err);
	struct str json = take_str(&q, a);
	return query_end(&q, err) && before_of_json(a, json, out, err);
}

bool store_decision_list(struct store *s, struct arena *a, int64_t item, long limit,
	struct decisions *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s, DECISIONS "ORDER BY d.id DESC LIMIT ?1");
	struct query one CLEANUP_QUERY = QUERY(
		s, DECISIONS "WHERE d.item = ?2 OR d.other = ?2 ORDER BY d.id DESC LIMIT ?1");
	struct query *q = item ? &one : &all;
	bind_limit(q, limit);
	if (item)
		bind_int(q, item);
	return decision_take_all(q, a, out, err);
}

bool store_decision_last(struct store *s, struct arena *a, int64_t item, struct decision *out,
	bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		DECISIONS
		"WHERE CASE WHEN ?1 = 0 THEN d.automatic = 0 ELSE d.item = ?1 OR d.other = ?1 END "
		"AND " DECISION_STANDS("d") "ORDER BY d.id DESC LIMIT 1");
	bind_int(&q, item);
	return decision_take_one(&q, a, out, found, err);
}

bool store_decision_later(struct store *s, struct arena *a, const struct decision *decision,
	struct decision *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		DECISIONS "WHERE d.id > ?1 AND (d.item IN (?2, ?3) OR d.other IN (?2, ?3)) "
				  "AND " DECISION_STANDS("d") "ORDER BY d.id DESC LIMIT 1");
	bind_int(&q, decision->id);
	bind_int(&q, decision->item);
	bind_id(&q, decision->other);
	return decision_take_one(&q, a, out, found, err);
}

bool store_decision_is_undone(struct store *s, int64_t id, bool *undone, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM decision WHERE undoes = ?1");
	bind_int(&q, id);
	*undone = query_row(&q);
	return query_end(&q, err);
}
