#include "publish/publish.h"

#include "publish/out.h"
#include "publish/view.h"
#include "render/path.h"
#include "store/decision.h"
#include "store/edition_file.h"
#include "store/note.h"
#include "store/related.h"
#include "store/page.h"
#include "store/shown.h"
#include "store/site.h"

static bool read_all(
	struct arena *a, struct store *store, struct publication *p, int64_t *newest, struct err *err)
{
	if (!store_decision_newest(store, newest, err) ||
		!store_release_live(store, a, SECTION_NONE, 0, &p->releases, err) ||
		!store_release_aliases(store, a, &p->aliases, err) ||
		!store_page_list(store, a, &p->pages, err) || !store_gone_list(store, a, &p->gone, err) ||
		!store_gone_merged(store, a, &p->merged, err))
		return false;
	struct relateds *related = arena_array(a, p->releases.n + 1, sizeof *related);
	for (size_t i = 0; i < p->releases.n; i++)
		if (!store_related_list(store, a, p->releases.v[i].item, &related[i], err))
			return false;
	p->related = related;
	return true;
}

/* All of one moment. Else an item whose withdrawal is undone meanwhile would be neither among what
 * is published nor among what is gone. *newest: the last decision that the publication shows. */
static bool publication_read(struct arena *a, const struct site *site, struct store *store,
	struct publication *p, int64_t *newest, struct err *err)
{
	*p = (struct publication){.site = site};
	if (!store_begin_reading(store, err))
		return false;
	bool done = read_all(a, store, p, newest, err);
	store_end_reading(store);
	return done;
}

static struct str add_line(struct arena *a, struct str lines, struct str slug)
{
	return str_printf(a, STR_FMT STR_FMT "\n", STR_ARG(lines), STR_ARG(slug));
}

/* Makes the store's note "topics" list the topics whose pages are in out/, one slug a line: the
 * site's, those that they had before, and `more`. `noted` is what the note says now. */
static bool note_topics(struct arena *a, const struct site *site, struct strs more,
	struct str noted, struct store *store, struct err *err)
{
	struct str lines = STR_NONE;
	for (size_t i = 0; i < site->topic_count; i++) {
		lines = add_line(a, lines, site->topics[i].slug);
		for (size_t k = 0; k < site->topics[i].was.n; k++)
			lines = add_line(a, lines, site->topics[i].was.v[k]);
	}
	for (size_t i = 0; i < more.n; i++)
		lines = add_line(a, lines, more.v[i]);
	return str_eq(lines, noted) || store_note_set(store, "topics", lines, err);
}

static bool has_page(const struct site *site, struct str slug)
{
	for (size_t i = 0; i < site->topic_count; i++)
		if (site_topic_is_among(&site->topics[i], (struct strs){&slug, 1}))
			return true;
	return false;
}

/* Lists in *gone the topics that left the configuration and whose pages are still in out/, where
 * they would never change again. The pages of new topics are noted before they are written, so that
 * none is forgotten in a crash. */
static bool list_gone_topics(struct arena *a, const struct site *site, struct store *store,
	struct strs *gone, struct err *err)
{
	struct str noted;
	*gone = (struct strs){0};
	if (!store_note_get(store, a, "topics", &noted, err))
		return false;
	for (struct str rest = noted; rest.n;) {
		struct str slug = str_cut(&rest, '\n');
		if (!has_page(site, slug))
			strs_add(a, gone, slug);
	}
	return note_topics(a, site, *gone, noted, store, err);
}

static bool remove_topics(
	struct out *out, const struct site *site, struct strs gone, struct err *err)
{
	for (size_t i = 0; i < gone.n; i++)
		if (!out_remove(out, path_topic(out->a, STR_NONE, gone.v[i]), err))
			return false;
	return !gone.n || note_topics(out->a, site, (struct strs){0}, STR_NONE, out->store, err);
}

/* The authority under which the feeds are published first: `check` warns when another one would
 * give all entries other ids. */
static bool note_authority(
	struct arena *a, const struct site *site, struct store *store, struct err *err)
{
	struct str first;
	return store_note_get(store, a, SITE_NOTE_AUTHORITY, &first, err) &&
		(first.n || store_note_set(store, SITE_NOTE_AUTHORITY, site->authority, err));
}

static bool write_out(
	struct out *out, const struct site *site, const struct outputs *outputs, struct err *err)
{
	struct strs gone;
	if (!list_gone_topics(out->a, site, out->store, &gone, err))
		return false;
	out_sweep(out, outputs);
	return note_authority(out->a, site, out->store, err) && out_note_pages(out, outputs, err) &&
		out_write(out, outputs, err) && out_remove_stale(out, outputs, err) &&
		remove_topics(out, site, gone, err);
}

static const char PUBLISHED_DECISION[] = "published decision";

/* The newest decision that out/ shows; -1: out/ was not written yet. */
static bool decision_published(
	struct arena *a, struct store *store, int64_t *decision, struct err *err)
{
	struct str value;
	long number;
	if (!store_note_get(store, a, PUBLISHED_DECISION, &value, err))
		return false;
	*decision = str_to_long(value, &number) ? number : -1;
	return true;
}

bool publish_is_due(struct store *store, bool *due, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	int64_t newest, published;
	*due = false;
	if (!store_decision_newest(store, &newest, err) ||
		!decision_published(&a, store, &published, err))
		return false;
	*due = newest != published;
	return true;
}

static bool note_decision(struct arena *a, struct store *store, int64_t newest, struct err *err)
{
	int64_t published;
	return decision_published(a, store, &published, err) &&
		(published == newest ||
			store_note_set(
				store, PUBLISHED_DECISION, str_printf(a, "%lld", (long long)newest), err));
}

bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct publication publication;
	struct outputs outputs;
	struct templates templates = publish_templates(&a, site);
	struct out out CLEANUP_OUT = {.store = store, .now = now, .lock = -1};
	const struct shown_pages pages = {
		&publication.releases, &publication.gone, &publication.aliases};
	int64_t newest;
	*result = (struct publish_result){0};
	/* The store notes what readers will see before the files say it: an item that is withdrawn
	 * after a crash in between still leaves its trace. */
	bool published = out_open(&out, &a, site->folder, err) &&
		store_edition_settle(store, str_cstr(&a, site->folder), err) &&
		publication_read(&a, site, store, &publication, &newest, err) &&
		publication_render(&a, &publication, &templates, &outputs, err) &&
		store_shown_pages(store, &pages, err) && write_out(&out, site, &outputs, err) &&
		store_site_write_mark(store, str_cstr(&a, site->folder), err) &&
		note_decision(&a, store, newest, err);
	*result = out.result;
	return published;
}
