#include <assert.h>

#include "store/face.h"
#include "store/list.h"
#include "store/numbers.h"
#include "store/search.h"
#include "store/select.h"
#include "store/shown_row.h"

static void add_releases(struct select *sel, const struct published_filter *filter)
{
	assert(filter->state == LIST_PUBLISHED || filter->state == LIST_CORRECTED ||
		filter->state == LIST_RETRACTED);
	if (filter->state == LIST_PUBLISHED) {
		SELECT_ADD(sel,
			"FROM item AS i JOIN release AS r ON r.id = i.live LEFT JOIN shown AS s ON s.item "
			"= " SHOWN_ROW("i") "WHERE i.live IS NOT NULL AND i.live < ? ");
	} else {
		SELECT_ADD(sel,
			"FROM standing AS n JOIN release AS r ON r.id = n.release JOIN item AS i ON i.id = "
			"n.item LEFT JOIN shown AS s ON s.item = " SHOWN_ROW(
				"i") "WHERE n.kind = ? AND n.release < ? ");
		select_int(sel, filter->state == LIST_CORRECTED ? STANDING_CORRECTED : STANDING_RETRACTED);
	}
	select_int(sel, filter->before ? filter->before : INT64_MAX);
}

/* Of the items that hold the words, those of the page: these alone are read whole. */
static void add_found(
	struct select *sel, const struct published_filter *filter, struct str expression)
{
	SELECT_ADD(sel, "FROM (SELECT i.id AS found ");
	select_from_words(sel, expression, LIST_MATCHES_MAX);
	/* Said like this, PostgreSQL does not read all that is live instead. */
	SELECT_ADD(sel, "WHERE coalesce(i.live, 0) > 0 AND coalesce(i.live, 0) < ? ");
	select_int(sel, filter->before ? filter->before : INT64_MAX);
	if (filter->section != SECTION_NONE) {
		SELECT_ADD(sel, "AND (SELECT r.section FROM release AS r WHERE r.id = i.live) = ? ");
		select_int(sel, filter->section);
	}
	SELECT_ADD(sel, "ORDER BY i.live DESC ");
	select_limit(sel, filter->limit);
	SELECT_ADD(sel,
		") AS page JOIN item AS i ON i.id = page.found JOIN release AS r ON r.id = i.live LEFT "
		"JOIN shown AS s ON s.item = " SHOWN_ROW("i") "WHERE i.live IS NOT NULL ");
}

static struct published published_take(struct query *q, struct arena *a)
{
	struct published published = {.item = take_int(q)};
	published.release = take_int(q);
	published.at = take_int(q);
	published.corrected = take_int(q);
	published.shown.release = take_int(q);
	published.shown.gone = take_int(q);
	published.waits = take_int(q);
	published.note = take_str(q, a);
	published.face = face_take(q, a);
	return published;
}

bool store_list_published(struct store *s, struct arena *a, const struct published_filter *filter,
	struct publisheds *out, struct err *err)
{
	struct select sel;
	select_begin(&sel, s);
	SELECT_ADD(&sel,
		"SELECT i.id, r.id, r.at, r.corrected, "
		"s.release, s.gone, " SQL_IS_UPDATE("i.") ", r.note, ");
	SELECT_ADD(&sel, FACE_COLUMNS("r.") " ");
	struct str words = search_expression(s, a, filter->text);
	bool found = words.n && filter->state == LIST_PUBLISHED;
	if (found)
		add_found(&sel, filter, words);
	else
		add_releases(&sel, filter);
	if (filter->section != SECTION_NONE) {
		SELECT_ADD(&sel, "AND r.section = ? ");
		select_int(&sel, filter->section);
	}
	if (words.n && !found)
		select_words(&sel, words, LIST_MATCHES_MAX);
	if (filter->state == LIST_PUBLISHED)
		SELECT_ADD(&sel, "ORDER BY i.live DESC LIMIT ?");
	else
		SELECT_ADD(&sel, "ORDER BY n.release DESC LIMIT ?");
	select_int(&sel, filter->limit);
	struct query q CLEANUP_QUERY = select_open(&sel);
	*out = (struct publisheds){0};
	while (query_row(&q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = published_take(&q, a);
	}
	return query_end(&q, err);
}
