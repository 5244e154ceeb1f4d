#include "store/decision_row.h"

struct decision decision_take(struct query *q, struct arena *a)
{
	struct decision d = {.id = take_int(q)};
	d.at = take_int(q);
	d.actor.name = take_str(q, a);
	d.actor.automatic = take_int(q);
	d.verb = (enum verb)take_int(q);
	d.item = take_int(q);
	d.other = take_int(q);
	d.entry = take_int(q);
	d.undoes = take_int(q);
	d.release = take_int(q);
	d.takes = take_int(q);
	d.undone_verb = (enum verb)take_int(q);
	d.reason = take_str(q, a);
	d.cause = (enum decision_cause)take_int(q);
	d.until = take_time(q);
	d.edited = (unsigned)take_int(q);
	d.note = take_str(q, a);
	d.other_title = take_str(q, a);
	d.title = take_str(q, a);
	d.undone = take_int(q);
	d.batch.id = take_int(q);
	d.batch.all = (long)take_int(q);
	d.batch.standing = (long)take_int(q);
	d.batch.what = take_str(q, a);
	d.assignee.id = take_int(q);
	d.assignee.name = take_str(q, a);
	return d;
}

bool decision_take_one(
	struct query *q, struct arena *a, struct decision *out, bool *found, struct err *err)
{
	*found = query_row(q);
	*out = *found ? decision_take(q, a) : (struct decision){0};
	return query_end(q, err);
}

bool decision_take_all(struct query *q, struct arena *a, struct decisions *out, struct err *err)
{
	*out = (struct decisions){0};
	while (query_row(q)) {
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = decision_take(q, a);
	}
	return query_end(q, err);
}
