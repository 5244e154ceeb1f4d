#include "store/shown.h"

#include "store/shown_row.h"
#include "store/statement.h"
#include "store/unit.h"

bool store_shown_get(struct store *s, int64_t item, struct shown *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT n.release, n.gone FROM item AS i JOIN shown AS n ON n.item = " SHOWN_ROW(
			"i") "WHERE i.id = ?1");
	bind_int(&q, item);
	*out = (struct shown){0};
	if (query_row(&q)) {
		out->release = take_int(&q);
		out->gone = take_int(&q);
	}
	return query_end(&q, err);
}

bool store_shown_decision(struct store *s, int64_t decision, bool *seen, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM decision AS d WHERE d.id = ?1 AND " SHOWN_DECISION("d"));
	bind_int(&q, decision);
	*seen = query_row(&q);
	return query_end(&q, err);
}

/* -- Noting what is shown: nothing is written for what is noted already -- */

struct noting {
	struct store *s;
	struct unit unit;
	bool writing;
};

static bool noting_begin(struct noting *n, struct err *err)
{
	if (!n->writing)
		n->writing = unit_begin(&n->unit, n->s, err);
	return n->writing;
}

static bool release_is_noted(
	struct store *s, const struct release *release, bool *noted, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM shown WHERE item = ?1 AND release = ?2 AND tag = ?3 AND gone IS NULL");
	bind_int(&q, release->item);
	bind_int(&q, release->id);
	bind_str(&q, release->tag);
	*noted = query_row(&q);
	return query_end(&q, err);
}

static bool release_note(struct store *s, const struct release *release, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO shown (item, release, tag) VALUES (?1, ?2, ?3) ON CONFLICT (item) DO UPDATE "
		"SET release = excluded.release, tag = excluded.tag, gone = NULL");
	bind_int(&q, release->item);
	bind_int(&q, release->id);
	bind_str(&q, release->tag);
	return query_end(&q, err);
}

static bool note_releases(struct noting *n, const struct releases *releases, struct err *err)
{
	bool noted, well = true;
	for (size_t i = 0; i < releases->n && well; i++)
		well = release_is_noted(n->s, &releases->v[i], &noted, err) &&
			(noted || (noting_begin(n, err) && release_note(n->s, &releases->v[i], err)));
	return well;
}

static bool gone_is_noted(
	struct store *s, int64_t item, int64_t decision, bool *noted, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "SELECT 1 FROM shown WHERE item = ?1 AND coalesce(gone, 0) <> ?2");
	bind_int(&q, item);
	bind_int(&q, decision);
	*noted = !query_row(&q);
	return query_end(&q, err);
}

static bool gone_note(struct store *s, int64_t item, int64_t decision, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s, "UPDATE shown SET gone = ?2 WHERE item = ?1");
	bind_int(&q, item);
	bind_int(&q, decision);
	return query_end(&q, err);
}

static bool note_gone(struct noting *n, int64_t item, int64_t decision, struct err *err)
{
	bool noted;
	return gone_is_noted(n->s, item, decision, &noted, err) &&
		(noted || (noting_begin(n, err) && gone_note(n->s, item, decision, err)));
}

static bool note_all_gone(struct noting *n, const struct gones *gone, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < gone->n && well; i++)
		well = note_gone(n, gone->v[i].release.item, gone->v[i].decision, err);
	return well;
}

static bool is_shown(const struct releases *releases, int64_t item)
{
	for (size_t i = 0; i < releases->n; i++)
		if (releases->v[i].item == item)
			return true;
	return false;
}

/* An alias whose item is not shown either is among those that are gone. */
static bool note_merged(struct noting *n, const struct shown_pages *pages, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < pages->merged->n && well; i++) {
		const struct alias *alias = &pages->merged->v[i];
		if (is_shown(pages->releases, alias->to) && !is_shown(pages->releases, alias->from))
			well = note_gone(n, alias->from, alias->merge, err);
	}
	return well;
}

static bool noting_end(struct noting *n, bool well, struct err *err)
{
	return n->writing ? unit_end(&n->unit, well, err) : well;
}

bool store_shown_pages(struct store *s, const struct shown_pages *pages, struct err *err)
{
	struct noting n = {.s = s};
	return noting_end(&n,
		note_releases(&n, pages->releases, err) && note_all_gone(&n, pages->gone, err) &&
			note_merged(&n, pages, err),
		err);
}

bool store_shown_mailed(struct store *s, const struct releases *releases, struct err *err)
{
	struct noting n = {.s = s};
	return noting_end(&n, note_releases(&n, releases, err), err);
}
