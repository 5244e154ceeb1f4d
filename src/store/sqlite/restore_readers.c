#include "store/sqlite/restore_readers.h"

#include "model/delivery.h"
#include "store/statement.h"
#include "store/unit.h"

/* The numbers of lists may differ: those of the backup stay, and slugs lead from one to the other.
 * Of editions that the backup does not have, nothing is taken over. */
static bool take_over(struct store *s, struct err *err)
{
	return store_run(s,
		"DELETE FROM subscription_moved; DELETE FROM subscription; DELETE FROM subscriber; DELETE "
		"FROM subscriber_tally;"
		"INSERT INTO mail_list (slug) SELECT slug FROM before.mail_list WHERE slug NOT IN "
		"(SELECT slug FROM main.mail_list);"
		"INSERT INTO subscriber SELECT * FROM before.subscriber;"
		"INSERT INTO subscription (list, subscriber, since) SELECT l.id, n.subscriber, n.since "
		"FROM before.subscription AS n JOIN before.mail_list AS b ON b.id = n.list JOIN "
		"main.mail_list AS l ON l.slug = b.slug;"
		"INSERT INTO subscription_moved (subscriber, was, list) SELECT n.subscriber, w.id, l.id "
		"FROM "
		"before.subscription_moved AS n JOIN before.mail_list AS b ON b.id = n.list JOIN "
		"main.mail_list AS l ON l.slug = b.slug JOIN before.mail_list AS v ON v.id = n.was JOIN "
		"main.mail_list AS w ON w.slug = v.slug;"
		"INSERT INTO mail_list_before (list, was) SELECT l.id, w.id FROM before.mail_list_before "
		"AS n "
		"JOIN before.mail_list AS b ON b.id = n.list JOIN main.mail_list AS l ON l.slug = b.slug "
		"JOIN "
		"before.mail_list AS v ON v.id = n.was JOIN main.mail_list AS w ON w.slug = v.slug WHERE "
		"true "
		"ON CONFLICT DO NOTHING;"
		"INSERT INTO subscriber_tally SELECT * FROM before.subscriber_tally;"
		"DELETE FROM delivery; DELETE FROM mailing;"
		"INSERT INTO mailing SELECT m.* FROM before.mailing AS m JOIN before.edition AS b ON b.id "
		"= "
		"m.edition JOIN main.edition AS e ON e.id = b.id AND e.hash = b.hash;"
		"INSERT INTO delivery SELECT * FROM before.delivery WHERE edition IN (SELECT edition FROM "
		"main.mailing);"
		"DELETE FROM campaign;"
		"INSERT INTO campaign SELECT c.* FROM before.campaign AS c JOIN before.edition AS b ON "
		"b.id = c.edition JOIN main.edition AS e ON e.id = b.id AND e.hash = b.hash;"
		"INSERT INTO edition_act SELECT t.* FROM before.edition_act AS t JOIN before.edition AS b "
		"ON b.id = t.edition JOIN main.edition AS e ON e.id = b.id AND e.hash = b.hash WHERE t.id "
		"> (SELECT coalesce(max(id), 0) FROM main.edition_act)",
		err);
}

bool restore_readers_take(struct store *s, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, take_over(s, err), err);
}

#define PROBLEM "'the store was restored from a backup: perhaps it was sent since'"

static bool pause_mailings(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE mailing SET state = ?1, problem = " PROBLEM " WHERE ended IS NULL");
	bind_int(&q, MAILING_PAUSED);
	return query_end(&q, err);
}

static bool doubt_copies(struct store *s, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE delivery SET state = ?1, lease_until = 0, lease_owner = '' WHERE state = ?2");
	bind_int(&q, DELIVERY_UNKNOWN);
	bind_int(&q, DELIVERY_SENDING);
	return query_end(&q, err);
}

static bool add_mailings(struct store *s, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO mailing (edition, state, editor, people, at, ended, due, problem) SELECT id, "
		"?1, '', 0, ?2, ?2, 0, " PROBLEM " FROM edition WHERE id NOT IN (SELECT edition FROM "
		"mailing)");
	bind_int(&q, MAILING_DONE);
	bind_int(&q, now);
	return query_end(&q, err);
}

bool restore_readers_hold(struct store *s, bool known, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			pause_mailings(s, err) && doubt_copies(s, err) && (known || add_mailings(s, now, err)),
			err);
}
