#include "store/campaign.h"

#include "store/statement.h"

bool store_campaign_get(struct store *s, int64_t edition, int64_t *number, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT number FROM campaign WHERE edition = ?1 AND number IS NOT NULL");
	bind_int(&q, edition);
	*number = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_campaign_known(struct store *s, int64_t edition, bool *known, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM campaign WHERE edition = ?1");
	bind_int(&q, edition);
	*known = query_row(&q);
	return query_end(&q, err);
}

bool store_campaign_ask(
	struct store *s, int64_t edition, int64_t now, int64_t pause, bool *may, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO campaign (edition, asked) VALUES (?1, ?2) ON CONFLICT (edition) DO UPDATE SET "
		"asked = ?2 WHERE campaign.number IS NULL AND campaign.asked NOT BETWEEN ?2 - ?3 AND ?2 + "
		"?3");
	bind_int(&q, edition);
	bind_int(&q, now);
	bind_int(&q, pause);
	bool well = query_end(&q, err);
	*may = well && query_changes(&q) > 0;
	return well;
}

bool store_campaign_refused(struct store *s, int64_t edition, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "DELETE FROM campaign WHERE edition = ?1 AND number IS NULL");
	bind_int(&q, edition);
	return query_end(&q, err);
}

bool store_campaign_made(
	struct store *s, int64_t edition, int64_t number, int64_t now, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO campaign (edition, asked, number) VALUES (?1, ?2, ?3) ON CONFLICT (edition) "
		"DO UPDATE SET number = ?3");
	bind_int(&q, edition);
	bind_int(&q, now);
	bind_int(&q, number);
	return query_end(&q, err);
}
