#include "publish/publication.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "item/filing.h"
#include "publish/output.h"

typedef bool output_function(const struct output_context *c, struct err *err);

#define OUTPUT_ROW(name) output_##name,
static output_function *const OUTPUT_FUNCTIONS[] = {OUTPUTS(OUTPUT_ROW)};
#undef OUTPUT_ROW

void output_add(const struct output_context *c, struct str path, struct str bytes)
{
	struct outputs *out = c->out;
	assert(path.n && path.p[0] != '/');
	out->v = arena_grow(c->a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = (struct output){path, bytes};
}

const struct placed *output_find_item(const struct output_context *c, int64_t item)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->by_date[i].release->item == item)
			return &c->by_date[i];
	return NULL;
}

static struct placed *place_releases(struct arena *a, const struct publication *p)
{
	struct placed *placed = arena_array(a, p->releases.n + 1, sizeof *placed);
	for (size_t i = 0; i < p->releases.n; i++) {
		const struct release *release = &p->releases.v[i];
		assert(i == 0 || release[-1].at >= release->at); /* the latest approval comes first */
		placed[i] = (struct placed){
			release, p->related ? &p->related[i] : NULL, filing_topics(a, p->site, release)};
	}
	return placed;
}

/* The order of pages (house style 9): by date, then by approval, then by number, so that no two are
 * equal. */
static int compare_for_pages(const void *left, const void *right)
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
	size_t n = p->releases.n;
	struct placed *by_approval = place_releases(a, p),
				  *by_date = arena_array(a, n + 1, sizeof *by_date);
	memcpy(by_date, by_approval, n * sizeof *by_date);
	qsort(by_date, n, sizeof *by_date, compare_for_pages);
	const struct output_context c = {.a = a,
		.site = p->site,
		.templates = t,
		.by_date = by_date,
		.by_approval = by_approval,
		.count = n,
		.aliases = &p->aliases,
		.pages = &p->pages,
		.gone = &p->gone,
		.merged = &p->merged,
		.out = out};
	*out = (struct outputs){0};
	for (size_t i = 0; i < sizeof OUTPUT_FUNCTIONS / sizeof *OUTPUT_FUNCTIONS; i++)
		if (!OUTPUT_FUNCTIONS[i](&c, err))
			return false;
	return true;
}
