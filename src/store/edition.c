#include "store/edition.h"

#include "base/calendar.h"
#include "store/columns.h"
#include "store/mail_list.h"
#include "store/numbers.h"
#include "store/release_row.h"
#include "store/shown.h"
#include "store/unit.h"

#define LIVE "SELECT r.id FROM item AS i JOIN release AS r ON r.id = i.live "
/* The list is ?1, with those before it; its sections are the bits of ?2. */
#define LISTS MAIL_LIST_ALL("?1")
#define IN_SECTION "(?2 >> CAST(r.section AS INTEGER)) & 1 = 1 "
#define ON_LIST "i.live IS NOT NULL AND " IN_SECTION
/* The items whose mailings count as mailings of this one: itself, and those merged into it. */
#define MAILED \
	"(SELECT id FROM item WHERE id = i.id UNION ALL SELECT id FROM item WHERE merged_into = i.id)"
/* Of what the list's editions told of these items. */
#define HELD_OF(items, what) \
	"(SELECT " what " FROM edition_item AS e JOIN edition AS g ON g.id = e.edition WHERE e.item " \
	"IN " items " AND g.list IN " LISTS " AND " EDITION_TELLS("g")
#define HELD(what) HELD_OF(MAILED, what)
/* Readers were mailed that it was taken down after they were mailed the item itself. */
#define TOLD_GONE \
	"(SELECT max(t.edition) FROM edition_gone AS t JOIN edition AS g ON g.id = t.edition WHERE " \
	"t.item IN " MAILED " AND g.list IN " LISTS \
	" AND " EDITION_TELLS("g") ") > " HELD("max(e.edition)") ") "
#define NEWEST " ORDER BY r.at DESC, r.item DESC"

static void bind_list(struct query *q, const struct mail_list *list)
{
	bind_str(q, list->slug);
	bind_int(q, mail_list_mask(list));
}

static bool draft_fresh(struct store *s, struct arena *a, const struct mail_list *list,
	struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		LIVE "WHERE " ON_LIST "AND NOT (r.automatic = 1 AND i.backfill = 1) "
			 "AND NOT EXISTS " HELD("1") ")" NEWEST);
	bind_list(&ids, list);
	return release_take_all(s, a, &ids, out, err);
}

/* The release of the item that readers of the list know: the last one that they were mailed; or,
 * where that was another item which was merged into it, the one that was live then, or, where the
 * item went live by that, the last one that they were mailed of the other; or the first, of what
 * was mailed in no edition. */
#define LATEST " ORDER BY e.edition DESC, e.release DESC LIMIT 1)"
#define FIRST "(SELECT min(f.id) FROM release AS f WHERE f.item = i.id)"
#define KNOWN \
	"coalesce(" HELD_OF("(i.id)", "e.release") LATEST ", (SELECT max(f.id) FROM release AS f " \
	"WHERE f.item = i.id AND f.at <= " HELD("max(g.frozen)") ")), CASE WHEN EXISTS (SELECT 1 " \
	"FROM decision AS d WHERE d.item = i.id AND d.verb = " SQL_MERGE " AND d.release = " FIRST \
	") THEN " HELD("e.release") LATEST " END, " FIRST ") "
#define DIFFERS \
	"(r.status, r.notice, r.citation, r.title, r.summary, r.note) <> " \
	"(m.status, m.notice, m.citation, m.title, m.summary, m.note)"

static bool draft_corrected(struct store *s, struct arena *a, const struct mail_list *list,
	int64_t since, struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		LIVE "JOIN release AS m ON m.id = " KNOWN "WHERE (EXISTS " HELD("1") ") OR (" IN_SECTION
			 "AND r.at >= ?3)) AND (" TOLD_GONE "OR (r.id <> m.id AND " DIFFERS "))" NEWEST);
	bind_list(&ids, list);
	bind_int(&ids, since);
	return release_take_all(s, a, &ids, out, err);
}

static bool draft_again(
	struct store *s, struct arena *a, struct str list, struct ids *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT i.id FROM item AS i WHERE i.live IS NOT NULL AND i.id IN (SELECT "
		"coalesce(x.merged_into, x.id) FROM edition_gone AS t JOIN item AS x ON x.id = t.item) "
		"AND " TOLD_GONE);
	bind_str(&q, list);
	*out = (struct ids){0};
	while (query_row(&q))
		ids_add(a, out, take_int(&q));
	return query_end(&q, err);
}

/* What readers of the list can have missed came or changed after that: a month before its last
 * edition, or before the first. A list that was widened announces no archive either. */
static bool draft_since(
	struct store *s, struct str list, int64_t now, int64_t *since, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT max(frozen) FROM edition WHERE about IS NULL AND list IN " LISTS);
	bind_str(&q, list);
	int64_t frozen = query_row(&q) ? take_time(&q) : NO_TIME;
	*since = (frozen == NO_TIME || frozen > now ? now : frozen) - EDITION_FIRST_DAYS * CALENDAR_DAY;
	return query_end(&q, err);
}

/* Nothing old is announced as new. What editors left out may be put back at any time. */
static bool drop_old(struct store *s, struct arena *a, struct str list, int64_t since,
	struct releases *fresh, struct err *err)
{
	struct ids left;
	size_t n = 0;
	if (!store_edition_left_out(s, a, list, &left, err))
		return false;
	for (size_t i = 0; i < fresh->n; i++)
		if ((fresh->v[i].published >= since || ids_have(&left, fresh->v[i].item)) &&
			!release_is_old(&fresh->v[i], fresh->v[i].published))
			fresh->v[n++] = fresh->v[i];
	fresh->n = n;
	return true;
}

/* Moves what editors left out to a list of its own. */
static bool drop_left_out(
	struct store *s, struct arena *a, struct str list, struct edition_draft *out, struct err *err)
{
	struct ids left;
	size_t n = 0;
	if (!store_edition_left_out(s, a, list, &left, err))
		return false;
	out->left_out = (struct releases){arena_array(a, out->fresh.n + 1, sizeof *out->left_out.v), 0};
	for (size_t i = 0; i < out->fresh.n; i++)
		if (ids_have(&left, out->fresh.v[i].item))
			out->left_out.v[out->left_out.n++] = out->fresh.v[i];
		else
			out->fresh.v[n++] = out->fresh.v[i];
	out->fresh.n = n;
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

bool store_edition_draft(struct store *s, struct arena *a, const struct mail_list *list,
	int64_t now, struct edition_draft *out, struct err *err)
{
	int64_t since;
	*out = (struct edition_draft){0};
	/* The order is read first. When an editor changes it while the items are read, the draft has
	 * the old version, and an order made from it is refused as stale. */
	if (!store_order_get(s, a, list->slug, &out->order, err) ||
		!store_edition_words_get(s, a, list->slug, &out->words, err) ||
		!draft_since(s, list->slug, now, &since, err) ||
		!draft_fresh(s, a, list, &out->fresh, err) ||
		!drop_old(s, a, list->slug, since, &out->fresh, err) ||
		!draft_corrected(s, a, list, since, &out->corrected, err) ||
		!draft_again(s, a, list->slug, &out->again, err) ||
		!store_gone_mailed(s, a, list->slug, &out->gone, err))
		return false;
	drop_fresh(&out->fresh, &out->corrected);
	order_apply(a, &out->order, &out->fresh);
	order_apply(a, &out->order, &out->corrected);
	return drop_left_out(s, a, list->slug, out, err);
}

bool store_edition_told(
	struct store *s, struct str list, int64_t item, bool *told, struct err *err)
{
	struct query q CLEANUP_QUERY =
		QUERY(s, "SELECT 1 FROM item AS i WHERE i.id = ?2 AND EXISTS " HELD("1") ")");
	bind_str(&q, list);
	bind_int(&q, item);
	*told = query_row(&q);
	return query_end(&q, err);
}

/* Whether the release is live, and told by the next edition. One item is looked up for each: of a
 * join PostgreSQL expects so many rows that it reads all items. */
#define TELLS_NEXT \
	"(SELECT CASE WHEN i.live = r.id THEN CASE WHEN " IN_SECTION "THEN 1 WHEN EXISTS " HELD("1") \
	") AND EXISTS (SELECT 1 FROM release AS m WHERE m.id = " KNOWN "AND " DIFFERS ") THEN 1 END " \
	"END FROM item AS i WHERE i.id = r.item) = 1 "

/* From the newest release of the last edition on. */
bool store_edition_since(
	struct store *s, const struct mail_list *list, long limit, int64_t *n, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"WITH last(id, frozen) AS (SELECT id, frozen FROM edition WHERE about IS NULL AND list "
		"IN " LISTS
		" ORDER BY id DESC LIMIT 1) SELECT (SELECT i.backfill FROM item AS i WHERE i.id = r.item), "
		"r.day, r.published FROM release AS r WHERE r.id > coalesce((SELECT max(e.release) FROM "
		"edition_item AS e WHERE e.edition = (SELECT id FROM last)), 0) AND r.at > "
		"coalesce((SELECT frozen FROM last), -1) AND " TELLS_NEXT "LIMIT ?3");
	bind_list(&q, list);
	bind_int(&q, limit);
	for (*n = 0; query_row(&q);) {
		struct release release = {.backfill = take_int(&q) != 0};
		release.face.date = take_date(&q);
		*n += !release_is_old(&release, take_int(&q));
	}
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

/* clang-format off */
#define EDITION_COLUMNS(FIRST_, X, of) \
	FIRST_(of, str, period) \
	X(of, int, frozen) \
	X(of, str, hash) \
	X(of, str, subject) \
	X(of, int, fresh) \
	X(of, int, corrected) \
	X(of, id, about)
/* clang-format on */
#define EDITION_NAMES COLUMNS_SQL(EDITION_COLUMNS, "")
#define EDITION_MARKS COLUMNS_MARKS(EDITION_COLUMNS)
#define EDITION_SQL "g.id, l.slug, " COLUMNS_SQL(EDITION_COLUMNS, "g.")
#define EDITIONS "SELECT " EDITION_SQL " FROM edition AS g JOIN mail_list AS l ON l.id = g.list "

static bool edition_add(struct store *s, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, int64_t *id, struct err *err)
{
	if (!store_mail_list_put(s, edition->list, err))
		return false;
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO edition (html, text, slot, list, " EDITION_NAMES ") "
		"VALUES (?, ?, ?, " MAIL_LIST("?") ", " EDITION_MARKS ")");
	bind_str(&q, bodies->html);
	bind_str(&q, bodies->text);
	bind_str(&q, bodies->slot);
	bind_str(&q, edition->list);
	COLUMNS_BIND(EDITION_COLUMNS, &q, edition);
	return query_inserted(&q, id, err);
}

static bool freeze(struct store *s, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, const struct edition_draft *draft, int64_t *id,
	struct err *err)
{
	return edition_add(s, edition, bodies, id, err) && edition_hold(s, *id, &draft->fresh, err) &&
		edition_hold(s, *id, &draft->corrected, err) && edition_tell(s, *id, &draft->gone, err) &&
		(edition->about ||
			(store_order_frozen(s, edition->list, edition->frozen, err) &&
				store_edition_words_used(s, edition->list, edition->frozen, err)));
}

bool store_edition_freeze(struct store *s, const struct frozen_edition *edition,
	const struct edition_bodies *bodies, const struct edition_draft *draft, int64_t *id,
	struct err *err)
{
	struct unit u;
	return unit_begin(&u, s, err) && unit_end(&u, freeze(s, edition, bodies, draft, id, err), err);
}

static void take_edition(struct query *q, struct arena *a, struct frozen_edition *out)
{
	*out = (struct frozen_edition){.id = take_int(q)};
	out->list = take_str(q, a);
	COLUMNS_TAKE(EDITION_COLUMNS, q, a, out);
}

static bool take_one(
	struct query *q, struct arena *a, struct frozen_edition *out, bool *there, struct err *err)
{
	*out = (struct frozen_edition){0};
	*there = query_row(q);
	if (*there)
		take_edition(q, a, out);
	return query_end(q, err);
}

bool store_edition_find(struct store *s, struct arena *a, struct str list, struct str period,
	struct frozen_edition *out, bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, EDITIONS "WHERE l.slug = ?1 AND g.period = ?2");
	bind_str(&q, list);
	bind_str(&q, period);
	return take_one(&q, a, out, there, err);
}

bool store_edition_get(struct store *s, struct arena *a, int64_t id, struct frozen_edition *out,
	bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, EDITIONS "WHERE g.id = ?1");
	bind_int(&q, id);
	return take_one(&q, a, out, there, err);
}

/* What was merged since stands where its page leads. */
bool store_edition_outdated(
	struct store *s, struct arena *a, int64_t edition, struct strs *titles, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT m.title FROM edition_item AS e JOIN release AS m ON m.id = e.release JOIN item AS "
		"x ON x.id = e.item JOIN item AS i ON i.id = coalesce(x.merged_into, x.id) LEFT JOIN "
		"release AS r ON r.id = i.live WHERE e.edition = ?1 AND (r.id IS NULL OR (i.id = x.id "
		"AND r.id <> m.id AND " DIFFERS ")) UNION ALL SELECT r.title FROM edition_gone AS t JOIN "
		"item AS i ON i.id = t.item JOIN release AS r ON r.id = i.live WHERE t.edition = ?1");
	bind_int(&q, edition);
	*titles = (struct strs){0};
	while (query_row(&q))
		strs_add(a, titles, take_str(&q, a));
	return query_end(&q, err);
}

bool store_edition_bodies(
	struct store *s, struct arena *a, int64_t id, struct edition_bodies *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT html, text, slot FROM edition WHERE id = ?1");
	bind_int(&q, id);
	*out = (struct edition_bodies){0};
	if (query_row(&q)) {
		out->html = take_str(&q, a);
		out->text = take_str(&q, a);
		out->slot = take_str(&q, a);
	}
	return query_end(&q, err);
}

bool store_edition_last(struct store *s, struct arena *a, struct str list,
	struct frozen_edition *out, bool *there, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, EDITIONS "WHERE l.slug = ?1 AND g.about IS NULL ORDER BY g.id DESC LIMIT 1");
	bind_str(&q, list);
	return take_one(&q, a, out, there, err);
}

static bool take_all(struct query *q, struct arena *a, struct frozen_editions *out, struct err *err)
{
	*out = (struct frozen_editions){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		take_edition(q, a, &out->v[out->n++]);
	}
	return query_end(q, err);
}

bool store_edition_list(struct store *s, struct arena *a, int64_t before, long limit,
	struct frozen_editions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, EDITIONS "WHERE g.id < ?1 ORDER BY g.id DESC LIMIT ?2");
	bind_int(&q, before ? before : INT64_MAX);
	bind_limit(&q, limit);
	return take_all(&q, a, out, err);
}

bool store_edition_holding(struct store *s, struct arena *a, int64_t item, long limit,
	struct frozen_editions *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		EDITIONS "WHERE g.id IN (SELECT edition FROM edition_item WHERE item IN (SELECT id FROM "
				 "item WHERE id = ?1 UNION ALL SELECT id FROM item WHERE merged_into = ?1)) ORDER "
				 "BY g.id DESC LIMIT ?2");
	bind_int(&q, item);
	bind_limit(&q, limit);
	return take_all(&q, a, out, err);
}
