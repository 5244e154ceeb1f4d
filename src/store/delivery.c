#include "store/delivery.h"

#include <assert.h>

#include "base/process.h"
#include "model/subscriber.h"
#include "store/statement.h"
#include "store/unit.h"

/* Who left meanwhile gets none. */
#define WANTED \
	"EXISTS (SELECT 1 FROM subscriber AS p JOIN subscription AS n ON n.subscriber = p.id JOIN " \
	"edition AS e ON e.list = n.list WHERE p.id = d.subscriber AND p.state = 1 AND e.id = " \
	"d.edition)"
static_assert(DELIVERY_SENDING == 1 && SUBSCRIBER_CONFIRMED == 1, "statements name the numbers");

/* The next one that is due, whether it is still wanted or not; 0: none is. */
static bool next_due(struct store *s, int64_t edition, int64_t now, int64_t *subscriber,
	bool *wanted, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.subscriber, " WANTED " FROM delivery AS d JOIN mailing AS m ON m.edition = "
		"d.edition WHERE d.edition = ?1 AND d.due <= ?2 AND m.state = ?3 ORDER BY d.due, "
		"d.subscriber LIMIT 1");
	bind_int(&q, edition);
	bind_int(&q, now);
	bind_int(&q, MAILING_GOING);
	*subscriber = query_row(&q) ? take_int(&q) : 0;
	*wanted = *subscriber && take_int(&q);
	return query_end(&q, err);
}

static bool stop_copy(struct store *s, int64_t edition, int64_t subscriber, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE delivery SET state = ?3, due = NULL WHERE edition = ?1 AND subscriber = ?2");
	bind_int(&q, edition);
	bind_int(&q, subscriber);
	bind_int(&q, DELIVERY_STOPPED);
	return query_end(&q, err);
}

static bool mark_sending(
	struct store *s, const struct delivery *d, int64_t seconds, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE delivery SET state = 1, attempts = attempts + 1, due = NULL, at = ?3, lease_until "
		"= "
		"?4, lease_owner = ?5 WHERE edition = ?1 AND subscriber = ?2");
	bind_int(&q, d->edition);
	bind_int(&q, d->subscriber);
	int64_t now = store_clock(s);
	bind_int(&q, now);
	bind_int(&q, now + seconds);
	bind_str(&q, str_of(s->mark));
	return query_end(&q, err);
}

static bool read_copy(struct store *s, struct arena *a, struct delivery *d, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.state, d.attempts, d.at, d.again, p.handle, p.address FROM delivery AS d JOIN "
		"subscriber AS p ON p.id = d.subscriber WHERE d.edition = ?1 AND d.subscriber = ?2");
	bind_int(&q, d->edition);
	bind_int(&q, d->subscriber);
	if (query_row(&q)) {
		d->state = (enum delivery_state)take_int(&q);
		d->attempts = (long)take_int(&q);
		d->at = take_time(&q);
		d->again = take_int(&q) != 0;
		d->handle = take_bytes(&q, a);
		d->address = take_bytes(&q, a);
	}
	d->due = NO_TIME;
	return query_end(&q, err);
}

static bool take(struct store *s, struct arena *a, int64_t edition, int64_t seconds,
	struct delivery *out, bool *found, struct err *err)
{
	assert(seconds > 0);
	*out = (struct delivery){.edition = edition};
	*found = false;
	for (;;) {
		bool wanted;
		if (!next_due(s, edition, store_clock(s), &out->subscriber, &wanted, err))
			return false;
		if (!out->subscriber)
			return true;
		*found = wanted;
		if (wanted)
			return mark_sending(s, out, seconds, err) && read_copy(s, a, out, err);
		if (!stop_copy(s, edition, out->subscriber, err))
			return false;
	}
}

bool store_delivery_take(struct store *s, struct arena *a, int64_t edition, int64_t seconds,
	struct delivery *out, bool *found, struct err *err)
{
	struct unit u;
	*found = false;
	return unit_begin(&u, s, err) &&
		unit_end(&u, take(s, a, edition, seconds, out, found, err), err);
}

/* A mailing that was cancelled while copies were on their way hands none of them over again. */
static bool stop_cancelled(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE delivery SET state = ?1, due = NULL WHERE due IS NOT NULL AND edition IN (SELECT "
		"edition FROM mailing WHERE state = ?2)");
	bind_int(&q, DELIVERY_STOPPED);
	bind_int(&q, MAILING_CANCELLED);
	return query_end(&q, err);
}

/* Ended in this way before: the connection broke as that was saved, and nobody could tell. */
static bool was_ended(struct store *s, const struct delivery *d, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT 1 FROM delivery WHERE edition = ?1 AND subscriber = ?2 AND state = ?3 AND at = ?4 "
		"AND attempts = ?5 AND lease_owner = ''");
	bind_int(&q, d->edition);
	bind_int(&q, d->subscriber);
	bind_int(&q, d->state);
	bind_time(&q, d->at);
	bind_int(&q, d->attempts);
	bool was = query_row(&q);
	return query_end(&q, err) &&
		(was || err_set_kind(err, ERR_SYSTEM, "another sender has taken this copy over"));
}

static bool delivery_end(struct store *s, const struct delivery *d, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE delivery SET state = ?3, due = ?4, at = ?5, code = ?6, attempts = ?7, again = ?9, "
		"lease_until "
		"= "
		"0, lease_owner = '' WHERE edition = ?1 AND subscriber = ?2 AND state = 1 AND lease_owner "
		"= ?8");
	assert(d->state != DELIVERY_SENDING);
	bind_int(&q, d->edition);
	bind_int(&q, d->subscriber);
	bind_int(&q, d->state);
	bind_time(&q, d->due);
	bind_time(&q, d->at);
	bind_str(&q, d->code);
	bind_int(&q, d->attempts);
	bind_str(&q, str_of(s->mark));
	bind_int(&q, d->again);
	if (!query_end(&q, err))
		return false;
	if (!query_changes(&q))
		return was_ended(s, d, err);
	return d->due == NO_TIME || stop_cancelled(s, err);
}

bool store_delivery_end(struct store *s, const struct delivery *d, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, delivery_end(s, d, err), err);
}

bool store_delivery_untake(
	struct store *s, int64_t edition, int64_t subscriber, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE delivery SET state = CASE WHEN attempts > 1 THEN ?3 ELSE ?4 END, due = 0, attempts "
		"= attempts - 1, lease_until = 0, lease_owner = '' WHERE edition = ?1 AND subscriber = ?5 "
		"AND state = 1 AND lease_owner = ?2");
	bind_int(&q, edition);
	bind_str(&q, str_of(s->mark));
	bind_int(&q, DELIVERY_DEFERRED);
	bind_int(&q, DELIVERY_PLANNED);
	bind_int(&q, subscriber);
	return query_end(&q, err) && (!query_changes(&q) || stop_cancelled(s, err));
}

static bool senders_list(struct store *s, struct arena *a, struct strs *lost, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT lease_owner, max(lease_until) FROM delivery WHERE state = 1 GROUP BY lease_owner "
		"ORDER BY lease_owner");
	const int64_t now = store_clock(s);
	*lost = (struct strs){0};
	while (query_row(&q)) {
		struct str owner = take_str(&q, a);
		if (take_int(&q) <= now || process_has_ended(owner))
			strs_add(a, lost, owner);
	}
	return query_end(&q, err);
}

static bool lose(struct store *s, struct str owner, bool again, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE delivery SET state = CASE WHEN ?2 = 1 AND again = 0 THEN ?3 ELSE ?4 END, due = "
		"CASE WHEN ?2 = 1 AND again = 0 THEN 0 END, again = 1, lease_until = 0, lease_owner = '' "
		"WHERE "
		"state = 1 AND lease_owner = ?1");
	bind_str(&q, owner);
	bind_int(&q, again);
	bind_int(&q, DELIVERY_PLANNED);
	bind_int(&q, DELIVERY_UNKNOWN);
	if (!query_end(&q, err))
		return false;
	*n += query_changes(&q);
	return true;
}

static bool lose_all(struct store *s, bool again, int64_t *n, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs lost;
	*n = 0;
	if (!senders_list(s, &a, &lost, err))
		return false;
	for (size_t i = 0; i < lost.n; i++)
		if (!lose(s, lost.v[i], again, n, err))
			return false;
	return !*n || stop_cancelled(s, err);
}

bool store_delivery_lost(struct store *s, bool again, int64_t *n, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, lose_all(s, again, n, err), err);
}

/* Also those that were refused for another reason than their address, once that is put right. */
static bool settle(
	struct store *s, int64_t edition, bool again, int64_t now, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"UPDATE delivery SET state = ?2, due = ?3, again = 1 WHERE edition = ?1 AND (state = ?4 OR "
		"(?5 = 1 AND state = ?6 AND code NOT LIKE '% 5.1.%')) AND edition IN (SELECT edition FROM "
		"mailing WHERE state <> ?7)");
	bind_int(&q, edition);
	bind_int(&q, again ? DELIVERY_PLANNED : DELIVERY_SENT);
	bind_time(&q, again ? now : NO_TIME);
	bind_int(&q, DELIVERY_UNKNOWN);
	bind_int(&q, again);
	bind_int(&q, DELIVERY_FAILED);
	bind_int(&q, MAILING_CANCELLED);
	if (!query_end(&q, err))
		return false;
	*n = query_changes(&q);
	if (!again || !*n)
		return true;
	struct query m CLEANUP_QUERY = QUERY(s,
		"UPDATE mailing SET state = ?2, ended = NULL, due = 0 WHERE edition = ?1 AND state = ?3");
	bind_int(&m, edition);
	bind_int(&m, MAILING_GOING);
	bind_int(&m, MAILING_DONE);
	return query_end(&m, err);
}

bool store_delivery_settle(
	struct store *s, int64_t edition, bool again, int64_t now, int64_t *n, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, settle(s, edition, again, now, n, err), err);
}

bool store_delivery_bounced(
	struct store *s, const struct delivery *d, int64_t now, bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE delivery SET bounced = ?3, code = ?4 WHERE edition = ?1 AND subscriber = ?2");
	bind_int(&q, d->edition);
	bind_int(&q, d->subscriber);
	bind_int(&q, now);
	bind_str(&q, d->code);
	bool well = query_end(&q, err);
	*there = well && query_changes(&q) > 0;
	return well;
}

bool store_delivery_count(
	struct store *s, int64_t edition, struct delivery_counts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT state, count(*), count(bounced), min(due) FROM delivery WHERE edition = ?1 GROUP "
		"BY "
		"state");
	bind_int(&q, edition);
	*out = (struct delivery_counts){.next = NO_TIME};
	while (query_row(&q)) {
		int64_t state = take_int(&q), n = take_int(&q);
		out->bounced += take_int(&q);
		int64_t due = take_time(&q);
		if (state >= 0 && state < DELIVERY_STATES)
			out->n[state] = n;
		if (state == DELIVERY_DEFERRED)
			out->next = due;
	}
	return query_end(&q, err);
}
