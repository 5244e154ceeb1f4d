#include "publish/publication.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "publish/output.h"
#include "publish/view.h"

void output_add(const struct output_context *c, struct str path, struct str bytes)
{
	struct outputs *out = c->out;
	assert(path.n && path.p[0] != '/');
	out->v = arena_grow(c->a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = (struct output){path, bytes};
}

const struct placed *output_find_item(const struct output_context *c, int64_t item)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->v[i].release->item == item)
			return &c->v[i];
	return NULL;
}

static struct placed *place_releases(struct arena *a, const struct publication *p)
{
	struct placed *placed = arena_array(a, p->releases.n + 1, sizeof *placed);
	for (size_t i = 0; i < p->releases.n; i++) {
		const struct release *release = &p->releases.v[i];
		assert(i == 0 || release[-1].at >= release->at); /* the newest approval comes first */
		placed[i] = (struct placed){
			release, p->related ? &p->related[i] : NULL, publish_topics(a, p->site, release)};
	}
	return placed;
}

/* For pages: by the date of what is reported (house style 9), then by approval, then by number, so
 * that no two are equal. */
static int newer_first(const void *left, const void *right)
{
	const struct release *a = ((const struct placed *)left)->release,
						 *b = ((const struct placed *)right)->release;
	int dates = date_cmp(b->face.date, a->face.date);
	if (dates)
		return dates;
	if (a->at != b->at)
		return a->at > b->at ? -1 : 1;
	return (b->item > a->item) - (b->item < a->item);
}

bool publication_render(struct arena *a, const struct publication *p, struct templates *t,
	struct outputs *out, struct err *err)
{
	static bool (*const outputs[])(const struct output_context *c, struct err *err) = {
#define OUTPUT_ROW(name) output_##name,
		OUTPUTS(OUTPUT_ROW)
#undef OUTPUT_ROW
	};
	size_t n = p->releases.n;
	struct placed *as_approved = place_releases(a, p),
				  *by_date = arena_array(a, n + 1, sizeof *by_date);
	memcpy(by_date, as_approved, n * sizeof *by_date);
	qsort(by_date, n, sizeof *by_date, newer_first);
	const struct output_context c = {.a = a,
		.site = p->site,
		.templates = t,
		.v = by_date,
		.as_approved = as_approved,
		.n = n,
		.aliases = &p->aliases,
		.gone = &p->gone,
		.out = out};
	*out = (struct outputs){0};
	for (size_t i = 0; i < sizeof outputs / sizeof *outputs; i++)
		if (!outputs[i](&c, err))
			return false;
	return true;
}
