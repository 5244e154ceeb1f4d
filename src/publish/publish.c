#include "publish/publish.h"

#include "publish/out.h"
#include "publish/view.h"
#include "store/item.h"

/* Items withdrawn since the releases were read are published one last time. */
static void drop_shown(struct publication *p)
{
	size_t n = 0;
	for (size_t i = 0; i < p->gone.n; i++) {
		bool shown = false;
		for (size_t k = 0; k < p->releases.n && !shown; k++)
			shown = p->releases.v[k].item == p->gone.v[i].release.item;
		if (!shown)
			p->gone.v[n++] = p->gone.v[i];
	}
	p->gone.n = n;
}

static bool publication_read(struct arena *a, const struct site *site, struct store *store,
	struct publication *p, struct err *err)
{
	*p = (struct publication){.site = site};
	if (!store_release_live(store, a, SECTION_NONE, 0, &p->releases, err) ||
		!store_release_aliases(store, a, &p->aliases, err) ||
		!store_gone_list(store, a, &p->gone, err))
		return false;
	drop_shown(p);
	struct relateds *related = arena_array(a, p->releases.n + 1, sizeof *related);
	for (size_t i = 0; i < p->releases.n; i++)
		if (!store_related_list(store, a, p->releases.v[i].item, &related[i], err))
			return false;
	p->related = related;
	return true;
}

/* Notes the slugs of the topics whose pages are in out/, one a line: the site's and `more`. */
static bool topics_note(struct arena *a, const struct site *site, struct strs more,
	struct str noted, struct store *store, struct err *err)
{
	struct str lines = STR_NONE;
	for (size_t i = 0; i < site->topic_count; i++)
		lines = str_printf(a, STR_FMT STR_FMT "\n", STR_ARG(lines), STR_ARG(site->topics[i].slug));
	for (size_t i = 0; i < more.n; i++)
		lines = str_printf(a, STR_FMT STR_FMT "\n", STR_ARG(lines), STR_ARG(more.v[i]));
	return str_eq(lines, noted) || store_note_set(store, "topics", lines, err);
}

/* The topics that left the configuration and whose pages are still there: nobody would write them
 * again, whatever becomes of their items. Notes the new ones before they are written, so that a
 * crash forgets none. */
static bool topics_gone(struct arena *a, const struct site *site, struct store *store,
	struct strs *gone, struct err *err)
{
	struct str noted;
	*gone = (struct strs){0};
	if (!store_note_get(store, a, "topics", &noted, err))
		return false;
	for (struct str rest = noted; rest.n;) {
		struct str slug = str_cut(&rest, '\n');
		if (!site_topic(site, slug))
			strs_add(a, gone, slug);
	}
	return topics_note(a, site, *gone, noted, store, err);
}

static bool topics_remove(
	struct out *out, const struct site *site, struct strs gone, struct err *err)
{
	for (size_t i = 0; i < gone.n; i++)
		if (!out_remove(
				out, str_printf(out->a, "topics/" STR_FMT ".html", STR_ARG(gone.v[i])), err))
			return false;
	return !gone.n || topics_note(out->a, site, (struct strs){0}, STR_NONE, out->store, err);
}

/* What is shown is noted before it is: a withdrawal after a crash in between still leaves a trace.
 */
static bool write_out(
	struct out *out, const struct site *site, const struct outputs *outputs, struct err *err)
{
	struct strs gone;
	if (!topics_gone(out->a, site, out->store, &gone, err))
		return false;
	out_sweep(out, outputs);
	return out_write(out, outputs, err) && out_remove_stale(out, outputs, err) &&
		topics_remove(out, site, gone, err);
}

bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct publication publication;
	struct outputs outputs;
	struct templates templates = publish_templates(&a, site);
	struct out out CLEANUP_OUT = {.store = store, .now = now, .lock = -1};
	*result = (struct publish_result){0};
	bool well = out_open(&out, &a, str_printf(&a, STR_FMT "/out", STR_ARG(site->folder)), err) &&
		publication_read(&a, site, store, &publication, err) &&
		publication_render(&a, &publication, &templates, &outputs, err) &&
		store_gone_shown(store, &publication.releases, err) && write_out(&out, site, &outputs, err);
	*result = out.result;
	return well;
}
