#include "store/edition_act.h"

#include <assert.h>

#include "store/editor_row.h"

bool store_edition_act_add(struct store *s, const struct edition_act *act, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"INSERT INTO edition_act (at, editor, verb, edition, people) VALUES (?1, ?2, ?3, ?4, ?5)");
	assert(act->verb > 0 && act->verb < EDITION_VERBS && act->edition.id && act->people >= 0);
	bind_int(&q, act->at);
	bind_str(&q, act->editor);
	bind_int(&q, act->verb);
	bind_int(&q, act->edition.id);
	bind_int(&q, act->people);
	return query_end(&q, err);
}

static struct edition_act take_act(struct query *q, struct arena *a)
{
	struct edition_act act = {.id = take_int(q)};
	act.at = take_int(q);
	act.editor = take_str(q, a);
	act.verb = (enum edition_verb)take_int(q);
	act.people = take_int(q);
	act.edition.id = take_int(q);
	act.edition.list = take_str(q, a);
	act.edition.period = take_str(q, a);
	act.edition.subject = take_str(q, a);
	act.edition.fresh = take_int(q);
	act.edition.corrected = take_int(q);
	return act;
}

#define ACTS \
	"SELECT t.id, t.at, " EDITOR_NOW( \
		"t.editor") ", t.verb, t.people, g.id, l.slug, g.period, " \
					"g.subject, g.fresh, g.corrected FROM edition_act AS t JOIN edition AS g ON " \
					"g.id = t.edition " \
					"JOIN mail_list AS l ON l.id = g.list WHERE t.id < ?1 "
#define NEWEST "ORDER BY t.id DESC LIMIT ?2"

bool store_edition_act_list(struct store *s, struct arena *a,
	const struct edition_acts_wanted *wanted, struct edition_acts *out, struct err *err)
{
	struct query all CLEANUP_QUERY = QUERY(s, ACTS NEWEST);
	struct query one CLEANUP_QUERY = QUERY(s, ACTS "AND t.edition = ?3 " NEWEST);
	struct query *q = wanted->edition ? &one : &all;
	bind_int(q, wanted->before ? wanted->before : INT64_MAX);
	bind_limit(q, wanted->limit);
	if (wanted->edition)
		bind_int(q, wanted->edition);
	*out = (struct edition_acts){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = take_act(q, a);
	}
	return query_end(q, err);
}
