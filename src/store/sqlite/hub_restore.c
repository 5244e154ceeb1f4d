#include "store/sqlite/hub_restore.h"

#include "base/file.h"
#include "base/hash.h"
#include "base/strs.h"
#include "store/sqlite/check.h"
#include "store/hub.h"
#include "store/job.h"
#include "store/sqlite/look.h"
#include "store/sqlite/restore_readers.h"
#include "store/site.h"
#include "store/sqlite/sqlite.h"
#include "store/statement.h"
#include "store/unit.h"

enum { FEED_MAX = 64 << 20 };

/* Whether it is this site's, and no older than what readers see, as the file is that was left when
 * the site moved to another engine. The backup counts on from out/ by now. */
static bool is_newer(struct store *s, struct store *before)
{
	struct arena a CLEANUP_ARENA = {0};
	struct site_mark own, other;
	return store_site_get(s, &a, &own, NULL) && store_site_get(before, &a, &other, NULL) &&
		str_eq(own.id, other.id) && other.published >= own.published;
}

/* Whether the store that is there is sound, of the version that the backup has now, and newer. */
static bool can_be_read(struct store *s, const char *path)
{
	int64_t now, version;
	if (!look_is_store(path, NULL))
		return false;
	struct store *before = store_new(&DRIVER_SQLITE);
	bool can = sqlite_connect(before, path, NULL) && check_whole(before, path, NULL) &&
		store_version(before, path, &version, NULL) && store_version(s, path, &now, NULL) &&
		version == now && is_newer(s, before);
	store_close(before);
	return can;
}

static bool attach(struct store *s, const char *path, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "ATTACH ?1 AS before");
	bind_str(&q, str_of(path));
	return query_end(&q, err);
}

/* Whoever waits is looked after by the next worker. */
static bool ask_job(struct store *s, int64_t now, struct err *err)
{
	int64_t due;
	return store_hub_next(s, &due, err) &&
		(due == NO_TIME || store_job_ask(s, JOB_HUB, STR_NONE, STR_NONE, now, err));
}

static bool take_over(struct store *s, int64_t now, struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			store_run(s,
				"DELETE FROM hub_topic; INSERT INTO hub_topic SELECT * FROM before.hub_topic;"
				"DELETE FROM hub_ping; INSERT INTO hub_ping SELECT * FROM before.hub_ping;"
				"DELETE FROM hub_subscription;"
				"INSERT INTO hub_subscription SELECT * FROM before.hub_subscription;"
				"DELETE FROM hub_request; INSERT INTO hub_request SELECT * FROM before.hub_request",
				err) &&
				ask_job(s, now, err),
			err);
}

static bool topics_of(
	struct store *s, struct arena *a, struct strs *urls, struct strs *paths, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT url, path FROM hub_topic ORDER BY url");
	while (query_row(&q)) {
		strs_add(a, urls, take_str(&q, a));
		strs_add(a, paths, take_str(&q, a));
	}
	return query_end(&q, err);
}

/* A feed that is not there has a hash that no content has. */
static bool note_content(
	struct store *s, const char *folder, struct str url, struct str path, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str bytes, file = str_printf(&a, "%s/out/" STR_FMT, folder, STR_ARG(path));
	struct hash hash = {0};
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE hub_topic SET hash = ?2 WHERE url = ?1");
	if (file_read(&a, file.p, FEED_MAX, &bytes, NULL))
		hash = hash_str(bytes);
	bind_str(&q, url);
	bind_hash(&q, &hash);
	return query_end(&q, err);
}

/* What everybody was told of is what is in out/. */
static bool note_contents(struct store *s, const char *folder, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs urls = {0}, paths = {0};
	bool well = topics_of(s, &a, &urls, &paths, err);
	for (size_t i = 0; i < urls.n && well; i++)
		well = note_content(s, folder, urls.v[i], paths.v[i], err);
	return well;
}

/* What a hub delivered then is old, and what it was asked since is not known. */
static bool ask_hubs_anew(struct store *s, struct err *err)
{
	return store_run(s, "DELETE FROM websub_delivery; UPDATE websub SET trusted = 0, due = 0", err);
}

bool hub_restore(
	struct store *s, const char *folder, const char *before, int64_t now, struct err *err)
{
	if (!ask_hubs_anew(s, err))
		return false;
	if (!can_be_read(s, before))
		return note_contents(s, folder, err) && restore_readers_hold(s, false, now, err);
	return attach(s, before, err) && take_over(s, now, err) && restore_readers_take(s, err) &&
		store_run(s, "DETACH before", err) && restore_readers_hold(s, true, now, err);
}
