#include "publish/publication.h"

#include <stdlib.h>
#include <string.h>

#include "publish/atom.h"
#include "publish/opml.h"
#include "publish/page.h"
#include "publish/publish.h"

void output_add(struct arena *a, struct outputs *out, struct str path, struct str bytes)
{
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = (struct output){path, bytes};
}

static struct placed *place(struct arena *a, const struct publication *p)
{
	size_t topics = p->site->topic_count;
	struct placed *placed = arena_array(a, p->releases.n + 1, sizeof *placed);
	for (size_t i = 0; i < p->releases.n; i++) {
		const struct release *release = &p->releases.v[i];
		bool *on = arena_array(a, topics + 1, sizeof *on);
		for (size_t k = 0; k < topics; k++)
			on[k] = publish_on_topic(p->site, &p->site->topics[k], release);
		placed[i] = (struct placed){release, p->related ? &p->related[i] : NULL, on};
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

/* The live item of this number, or NULL. */
static const struct placed *placed_item(const struct pages *pages, int64_t item)
{
	for (size_t i = 0; i < pages->n; i++)
		if (pages->v[i].release->item == item)
			return &pages->v[i];
	return NULL;
}

static bool render_items(const struct pages *pages, const struct aliases *aliases, struct err *err)
{
	for (size_t i = 0; i < pages->n; i++)
		if (!page_item(pages, &pages->v[i], err))
			return false;
	for (size_t i = 0; i < aliases->n; i++) {
		const struct placed *to = placed_item(pages, aliases->v[i].to);
		if (to && !placed_item(pages, aliases->v[i].from) &&
			!page_moved(pages, aliases->v[i].from, to, err))
			return false;
	}
	return true;
}

static bool render_gone(const struct pages *pages, const struct gones *gone, struct err *err)
{
	for (size_t i = 0; i < gone->n; i++) {
		const struct placed *now = placed_item(pages, gone->v[i].now_at);
		if (!(now ? page_moved(pages, gone->v[i].release.item, now, err) :
					page_gone(pages, &gone->v[i], err)))
			return false;
	}
	return true;
}

static bool render_pages(
	const struct pages *pages, const struct publication *publication, struct err *err)
{
	struct str style;
	if (!template_file(pages->templates, S("style.css"), &style, err))
		return false;
	output_add(pages->a, pages->out, S("style.css"), style);
	if (!render_items(pages, &publication->aliases, err) ||
		!render_gone(pages, &publication->gone, err))
		return false;
	for (size_t t = 0; t < pages->site->topic_count; t++)
		if (!page_topic(pages, t, err))
			return false;
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		if (!page_section(pages, s, err))
			return false;
	return page_index(pages, err);
}

bool publication_render(struct arena *a, const struct publication *p, struct templates *t,
	struct outputs *out, struct err *err)
{
	size_t n = p->releases.n;
	struct placed *as_approved = place(a, p), *by_date = arena_array(a, n + 1, sizeof *by_date);
	memcpy(by_date, as_approved, n * sizeof *by_date);
	qsort(by_date, n, sizeof *by_date, newer_first);
	struct pages pages = {.a = a,
		.site = p->site,
		.templates = t,
		.v = by_date,
		.n = n,
		.gone = &p->gone,
		.out = out};
	*out = (struct outputs){0};
	if (!render_pages(&pages, p, err))
		return false;
	output_add(a, out, S("sources.opml"), opml_write(a, p->site, NO_TIME));
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++) {
		struct str feed;
		if (!atom_write(a, p->site, t, s, as_approved, n, &p->gone, &feed, err))
			return false;
		output_add(a, out, str_printf(a, "%s/feed.atom", section_word(s)), feed);
	}
	return true;
}
