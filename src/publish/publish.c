#include "publish/publish.h"

#include <assert.h>
#include <stdlib.h>

#include "item/arrange.h"
#include "item/lapse.h"
#include "publish/out.h"
#include "publish/own_page.h"
#include "publish/page.h"
#include "publish/plan.h"
#include "publish/stamp.h"
#include "publish/verify.h"
#include "publish/view.h"
#include "store/edition_file.h"
#include "store/feed_event.h"
#include "store/note.h"
#include "store/site.h"
#include "store/unit.h"

enum { DUES = 200 }; /* read at once */

bool publish_is_due(struct store *store, bool *due, struct err *err)
{
	return store_due_any(store, due, err);
}

bool publish_forget(const struct site *site, struct store *store, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	return store_edition_write_again(store, str_cstr(&a, site->folder), err) &&
		store_note_set(store, SITE_NOTE_STAMP, STR_NONE, err);
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

/* Writing what is due. What cannot be rendered is an error of whoever wrote the template: it stays
 * due, and the rest is written all the same. A disk or a store that fails ends it. */
struct writing {
	struct output_context c;
	const struct dues *waiting; /* of an out that compares: these are not compared */
	struct err *err;            /* the first failure, or the one that ended it */
	bool failed, stopped;
};

static bool note_failure(struct writing *w, const struct err *err)
{
	bool stops = err->kind != ERR_USER;
	if (!w->failed || (stops && !w->stopped))
		*w->err = *err;
	w->failed = true;
	w->stopped = w->stopped || stops;
	return false;
}

static int due_order(const void *x, const void *y)
{
	const struct due *a = x, *b = y;
	if (a->output != b->output)
		return a->output < b->output ? -1 : 1;
	if (a->id != b->id)
		return a->id < b->id ? -1 : 1;
	if (!str_eq(a->key, b->key))
		return str_cmp(a->key, b->key);
	return (a->part > b->part) - (a->part < b->part);
}

static bool due_is_among(const struct dues *sorted, const struct due *due)
{
	return sorted->n && bsearch(due, sorted->v, sorted->n, sizeof *due, due_order);
}

static bool write_one(struct writing *w, const struct due *due)
{
	struct err err = {0};
	const struct output_row *row = output_row_of(due->output);
	if (w->c.out->compare)
		w->c.out->compare->waits = due_is_among(w->waiting, due);
	return !row || (store_snapshot_begin(w->c.store, &err) && row->write(&w->c, due, &err)) ||
		note_failure(w, &err);
}

/* An archive that was written once stays as it is. */
static bool note_archives(const struct writing *w, const struct dues *done, struct err *err)
{
	bool well = true;
	for (size_t i = 0; i < done->n && well; i++) {
		const struct due *due = &done->v[i];
		const struct output_row *row = output_row_of(due->output);
		well = !row || row->scope != SCOPE_ARCHIVE ||
			store_feed_archive_set_written(w->c.store, due->id, due->part, err);
	}
	return well && out_keep_hashes(w->c.out, err);
}

static bool note_done(const struct writing *w, const struct dues *done, struct err *err)
{
	struct unit unit;
	return out_flush(w->c.out, err) && unit_begin(&unit, w->c.store, err) &&
		unit_end(&unit, note_archives(w, done, err) && store_due_done(w->c.store, done, err), err);
}

/* Files get their names many at a time: until the last have theirs, all of the group are due. */
static bool write_group(struct writing *w, const struct dues *dues)
{
	struct arena a CLEANUP_ARENA = {0}, page CLEANUP_ARENA = {0};
	struct dues done = {arena_array(&a, dues->n, sizeof *done.v), 0};
	struct err err;
	w->c.a = &page;
	for (size_t i = 0; i < dues->n && !w->stopped; i++) {
		if (write_one(w, &dues->v[i]))
			done.v[done.n++] = dues->v[i];
		arena_reset(&page);
	}
	store_snapshot_end(w->c.store);
	if (w->stopped)
		return false;
	return note_done(w, &done, &err) || note_failure(w, &err);
}

static bool write_dues(struct writing *w)
{
	struct arena one CLEANUP_ARENA = {0}, other CLEANUP_ARENA = {0};
	struct arena *now = &one, *next = &other;
	struct dues dues = {0};
	do {
		const struct due *after = dues.n ? &dues.v[dues.n - 1] : NULL;
		arena_reset(next);
		struct dues more;
		if (!store_due_list(w->c.store, next, after, DUES, &more, w->err))
			return false;
		dues = more;
		struct arena *swap = now;
		now = next;
		next = swap;
	} while (dues.n && write_group(w, &dues));
	return !w->failed;
}

/* Outputs that are due before anything is planned are those of a publication that was cut off. */
static bool was_cut_off(struct store *store, struct arena *a, bool *cut_off, struct err *err)
{
	struct dues left;
	if (!store_due_list(store, a, NULL, 1, &left, err))
		return false;
	*cut_off = left.n > 0;
	return true;
}

static struct output_context context(const struct site *site, struct templates *templates,
	const struct own_pages *own, struct page_frame *frame, struct out *out)
{
	return (struct output_context){.site = site,
		.templates = templates,
		.own = own,
		.frame = frame,
		.store = out->store,
		.out = out};
}

static bool write_out(struct arena *a, const struct site *site, struct out *out, struct err *err)
{
	struct templates templates = publish_templates(a, site);
	struct own_pages own;
	struct page_frame frame CLEANUP_PAGE_FRAME = {0};
	struct writing w = {.c = context(site, &templates, &own, &frame, out), .err = err};
	struct site_mark mark, last;
	struct str stamp;
	bool cut_off, anew, behind;
	if (!store_site_read_mark(a, str_cstr(a, site->folder), &mark, err) ||
		!store_site_get(out->store, a, &last, err) ||
		!was_cut_off(out->store, a, &cut_off, err) || !own_page_list(a, site, &own, err) ||
		!stamp_of(a, site, &stamp, err))
		return false;
	/* It is not known what is in out/: what another out/ got since is no longer due here. */
	anew = !mark.id.n || mark.published < last.published;
	behind = mark.id.n && anew;
	out->result.behind = behind && !cut_off;
	if (!plan_outputs(site, out->store, stamp, out->now, &anew, err))
		return false;
	if (cut_off || anew)
		out_sweep(out);
	out->names_in = anew ? a : NULL;
	if (behind && !store_edition_write_again(out->store, str_cstr(a, site->folder), err))
		return false;
	return note_authority(a, site, out->store, err) && write_dues(&w) &&
		(!anew || out_remove_stale(out, err));
}

static bool publish_arranged(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct out out CLEANUP_OUT = {.store = store,
		.gzip = site->gzip,
		.now = now,
		.lock = -1,
		.hubs = site_hubs(&a, site).n ? site : NULL};
	*result = (struct publish_result){0};
	/* The store notes what readers will see before the files say it: an item that is withdrawn
	 * after a crash in between still leaves its trace. */
	bool published = item_lapse(site, store, now, err) && out_open(&out, &a, site->folder, err) &&
		store_edition_settle(store, str_cstr(&a, site->folder), err) &&
		write_out(&a, site, &out, err) &&
		store_site_write_mark(store, str_cstr(&a, site->folder), err);
	*result = out.result;
	return published;
}

/* Editors are told of a failure: what readers see is not what they approved. */
static bool note_problem(struct store *store, int64_t now, const struct err *why, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str text = why ? str_printf(&a, "%lld %s", (long long)now, why->text) : STR_NONE, noted;
	return store_note_get(store, &a, SITE_NOTE_PROBLEM, &noted, err) &&
		(str_eq(text, noted) || store_note_set(store, SITE_NOTE_PROBLEM, text, err));
}

bool publish_problem(
	struct store *store, struct arena *a, int64_t *at, struct str *text, struct err *err)
{
	struct str note;
	long seconds;
	*at = NO_TIME;
	*text = STR_NONE;
	if (!store_note_get(store, a, SITE_NOTE_PROBLEM, &note, err))
		return false;
	size_t space = str_find_char(note, ' ');
	if (space < note.n && str_to_long(str_sub(note, 0, space), &seconds)) {
		*at = seconds;
		*text = str_sub(note, space + 1, SIZE_MAX);
	}
	return true;
}

bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err)
{
	struct arranged arranged CLEANUP_ARRANGED = {0};
	struct err unnoted;
	*result = (struct publish_result){0};
	if (arrange_site(&arranged, site, store, err) &&
		publish_arranged(&arranged.site, store, now, result, err))
		return note_problem(store, now, NULL, err);
	(void)note_problem(store, now, err, &unnoted);
	return false;
}

/* What waits is planned first: what everything else comes to is in out/ already. */
static bool plan_all(const struct site *site, struct out *out, struct arena *a,
	struct dues *waiting, struct err *err)
{
	struct verify_report *report = out->compare->report;
	struct ids decided;
	struct str stamp;
	bool all = true;
	if (!item_lapse(site, out->store, out->now, err) ||
		!store_dirty_list(out->store, a, &decided, err) || !stamp_of(a, site, &stamp, err) ||
		!plan_outputs(site, out->store, stamp, out->now, &report->rendered_anew, err) ||
		!store_due_list(out->store, a, NULL, -1, waiting, err))
		return false;
	report->decided = report->rendered_anew ? 0 : decided.n;
	if (waiting->n)
		qsort(waiting->v, waiting->n, sizeof *waiting->v, due_order);
	return plan_outputs(site, out->store, stamp, out->now, &all, err);
}

static bool compare_all(struct arena *a, const struct site *site, struct out *out, struct err *err)
{
	struct templates templates = publish_templates(a, site);
	struct own_pages own;
	struct page_frame frame CLEANUP_PAGE_FRAME = {0};
	struct dues waiting;
	struct writing w = {
		.c = context(site, &templates, &own, &frame, out), .waiting = &waiting, .err = err};
	return own_page_list(a, site, &own, err) && plan_all(site, out, a, &waiting, err) &&
		write_dues(&w) && compare_rest(out->compare, out->store, err);
}

/* The lock comes before the copy: no publication comes in between. */
bool publish_verify(const struct site *site, struct store *store, int64_t now, struct arena *a,
	struct verify_report *out, struct err *err)
{
	struct compare compare = {.a = a, .report = out};
	struct out compared CLEANUP_OUT = {.store = store, .now = now, .lock = -1, .compare = &compare};
	*out = (struct verify_report){0};
	if (!out_open_to_compare(&compared, a, site->folder, err))
		return false;
	struct arranged arranged CLEANUP_ARRANGED = {0};
	compared.store = store_open_copy(store, err);
	bool done = compared.store && arrange_site(&arranged, site, compared.store, err) &&
		compare_all(a, &arranged.site, &compared, err);
	store_close(compared.store);
	return done;
}
