#include "store/edition.h"

#include "store/release_row.h"
#include "store/shown.h"
#include "store/unit.h"

#define LIVE "SELECT r.id FROM item AS i JOIN release AS r ON r.id = i.live "
/* The items whose mailings count as mailings of this one: itself, and those merged into it. */
#define MAILED \
	"(SELECT id FROM item WHERE id = i.id UNION ALL SELECT id FROM item WHERE merged_into = i.id)"
/* Readers were mailed that it was taken down after they were mailed the item itself. */
#define TOLD_GONE \
	"(SELECT max(g.edition) FROM edition_gone AS g WHERE g.item IN " MAILED \
	") > (SELECT max(e.edition) FROM edition_item AS e WHERE e.item IN " MAILED ") "
#define NEWEST " ORDER BY r.at DESC, r.item DESC"

static bool draft_fresh(
	struct store *s, struct arena *a, enum section section, struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		LIVE "WHERE i.live IS NOT NULL AND r.section = ?1 AND NOT (r.automatic AND i.backfill) "
			 "AND NOT EXISTS (SELECT 1 FROM edition_item AS e WHERE e.item IN " MAILED ")" NEWEST);
	bind_int(&ids, section);
	return release_take_all(s, a, &ids, out, err);
}

/* What was mailed in no edition, as readers saw it first. */
#define FIRST "(SELECT min(f.id) FROM release AS f WHERE f.item = i.id)"

static bool draft_corrected(
	struct store *s, struct arena *a, enum section section, struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		LIVE "JOIN release AS m ON m.id = coalesce((SELECT e.release FROM edition_item AS e WHERE "
			 "e.item IN " MAILED " ORDER BY e.edition DESC, e.release DESC LIMIT 1), " FIRST ") "
			 "WHERE i.live IS NOT NULL AND r.section = ?1 AND (" TOLD_GONE "OR (r.id <> m.id "
			 "AND (r.status, r.notice, r.citation, r.title, r.note) <> (m.status, m.notice, "
			 "m.citation, m.title, m.note)))" NEWEST);
	bind_int(&ids, section);
	return release_take_all(s, a, &ids, out, err);
}

static bool has_editions(struct store *s, enum section section, bool *has, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT 1 FROM edition WHERE list = ?1 LIMIT 1");
	bind_int(&q, section);
	*has = query_row(&q);
	return query_end(&q, err);
}

/* The first edition tells of everything; later nothing old is announced as new. */
static bool drop_old(struct store *s, enum section section, struct releases *fresh, struct err *err)
{
	size_t n = 0;
	bool has;
	if (!has_editions(s, section, &has, err))
		return false;
	for (size_t i = 0; i < fresh->n; i++)
		if (!has || !release_is_old(&fresh->v[i], fresh->v[i].published))
			fresh->v[n++] = fresh->v[i];
	fresh->n = n;
	return true;
}

static bool has_release(const struct releases *list, int64_t id)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].id == id)
			return true;
	return false;
}

/* What is new was not corrected. */
static void drop_fresh(const struct releases *fresh, struct releases *corrected)
{
	size_t n = 0;
	for (size_t i = 0; i < corrected->n; i++)
		if (!has_release(fresh, corrected->v[i].id))
			corrected->v[n++] = corrected->v[i];
	corrected->n = n;
}

bool store_edition_draft(struct store *s, struct arena *a, enum section section,
	struct edition_draft *out, struct err *err)
{
	/* The order is read first. When an editor changes it while the items are read, the draft has
	 * the old version, and an order made from it is refused as stale. */
	if (!store_order_get(s, a, section, &out->order, err) ||
		!draft_fresh(s, a, section, &out->fresh, err) || !drop_old(s, section, &out->fresh, err) ||
		!draft_corrected(s, a, section, &out->corrected, err) ||
		!store_gone_mailed(s, a, section, &out->gone, err))
		return false;
	drop_fresh(&out->fresh, &out->corrected);
	order_apply(a, &out->order, &out->fresh);
	order_apply(a, &out->order, &out->corrected);
	return true;
}

/* From the newest release of the last edition on. */
bool store_edition_since(
	struct store *s, enum section section, long limit, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"WITH last(id, frozen) AS (SELECT id, frozen FROM edition WHERE list = ?1 "
		"ORDER BY id DESC LIMIT 1) SELECT count(*) FROM (SELECT 1 FROM release AS r "
		"JOIN item AS i ON i.live = r.id WHERE r.id > coalesce((SELECT max(e.release) FROM "
		"edition_item AS e WHERE e.edition = (SELECT id FROM last)), 0) AND r.section = ?1 "
		"AND r.at > coalesce((SELECT frozen FROM last), -1) LIMIT ?2)");
	bind_int(&q, section);
	bind_int(&q, limit);
	*n = query_row(&q) ? take_int(&q) : 0;
	return query_end(&q, err);
}

bool store_edition_find(
	struct store *s, enum section section, struct str period, bool *frozen, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM edition WHERE list = ?1 AND period = ?2");
	bind_int(&q, section);
	bind_str(&q, period);
	*frozen = query_row(&q);
	return query_end(&q, err);
}

static bool edition_hold(
	struct store *s, int64_t edition, const struct releases *releases, struct err *err)
{
	/* Readers saw what was mailed to them, whether or not it was published. */
	if (!store_shown_mailed(s, releases, err))
		return false;
	for (size_t i = 0; i < releases->n; i++) {
		struct query q CLEANUP_QUERY = QUERY(
			s, "INSERT INTO edition_item (edition, release, item) VALUES (?1, ?2, ?3)");
		bind_int(&q, edition);
		bind_int(&q, releases->v[i].id);
		bind_int(&q, releases->v[i].item);
		if (!query_end(&q, err))
			return false;
	}
	return true;
}

static bool edition_tell(
	struct store *s, int64_t edition, const struct gones *gone, struct err *err)
{
	for (size_t i = 0; i < gone->n; i++) {
		struct query q CLEANUP_QUERY = QUERY(
			s, "INSERT INTO edition_gone (edition, item, decision) VALUES (?1, ?2, ?3)");
		bind_int(&q, edition);
		bind_int(&q, gone->v[i].release.item);
		bind_int(&q, gone->v[i].decision);
		if (!query_end(&q, err))
			return false;
	}
	return true;
}

static bool edition_add(
	struct store *s, const struct frozen_edition *edition, int64_t *id, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "INSERT INTO edition (list, period, frozen, hash) VALUES (?1, ?2, ?3, ?4)");
	bind_int(&q, edition->section);
	bind_str(&q, edition->period);
	bind_int(&q, edition->frozen);
	bind_str(&q, edition->hash);
	if (!query_end(&q, err))
		return false;
	*id = query_inserted(&q);
	return true;
}

bool store_edition_freeze(struct store *s, const struct frozen_edition *edition,
	const struct edition_draft *draft, struct err *err)
{
	struct unit u;
	int64_t id = 0;
	if (!unit_begin(&u, s, err))
		return false;
	bool done = edition_add(s, edition, &id, err) && edition_hold(s, id, &draft->fresh, err) &&
		edition_hold(s, id, &draft->corrected, err) && edition_tell(s, id, &draft->gone, err) &&
		store_order_frozen(s, edition->section, edition->frozen, err);
	return unit_end(&u, done, err);
}

bool store_edition_list(
	struct store *s, struct arena *a, struct frozen_editions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT list, period, frozen, hash FROM edition ORDER BY id");
	*out = (struct frozen_editions){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		struct frozen_edition *edition = &out->v[out->n++];
		edition->section = (enum section)take_int(&q);
		edition->period = take_str(&q, a);
		edition->frozen = take_int(&q);
		edition->hash = take_str(&q, a);
	}
	return query_end(&q, err);
}
