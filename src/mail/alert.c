#include <stdlib.h>

#include "mail/letter_parts.h"
#include "model/told.h"
#include "model/trial_status.h"
#include "store/alert.h"
#include "store/item.h"
#include "store/list.h"
#include "store/note.h"
#include "store/release.h"
#include "store/source.h"

/* A source is told of when it has failed for so long, in seconds. */
enum { SOURCE_FAILS = 3 * 86400, RELEASES_MOST = 500 };
/* The newest release that was looked at. Without it, as after a restore, the look tells nobody. */
#define NOTE_RELEASE "alert-release"

/* What holds now, and what was told before. */
struct finding {
	struct arena *a;
	const struct mail_work *work;
	struct alerts now, standing;
	int64_t first, last; /* of those that are told now */
	bool quiet;          /* nobody is told */
};

static void note(struct finding *f, struct alert alert)
{
	alert.stands = true;
	f->now.v = arena_grow(f->a, f->now.v, f->now.n, sizeof *f->now.v);
	f->now.v[f->now.n++] = alert;
}

static bool is_retraction(enum correction_kind kind)
{
	return kind == CORRECTION_RETRACTION_IN || kind == CORRECTION_PARTIAL_RETRACTION_IN ||
		kind == CORRECTION_RETRACTED_REPUBLISHED_IN || kind == CORRECTION_WITHDRAWN ||
		kind == CORRECTION_REMOVED;
}

static bool is_retracted(struct arena *a, const struct face *face)
{
	struct corrections told = told_list(a, face->told);
	for (size_t i = 0; i < told.n; i++)
		if (is_retraction(told.v[i].kind))
			return true;
	return false;
}

static bool is_stopped(struct str status)
{
	switch (trial_status_of(status)) {
	case TRIAL_STATUS_SUSPENDED:
	case TRIAL_STATUS_TERMINATED:
	case TRIAL_STATUS_WITHDRAWN: return true;
	default: return false;
	}
}

/* What became of an item that readers see as `before`. */
static void compare(
	struct finding *f, int64_t item, const struct face *before, const struct face *now)
{
	if (is_retracted(f->a, now) && !is_retracted(f->a, before))
		note(f, (struct alert){.kind = ALERT_RETRACTED, .about = item, .since = f->work->now});
	if (is_stopped(now->status) && !str_eq(now->status, before->status))
		note(f,
			(struct alert){
				.kind = ALERT_TRIAL, .about = item, .what = now->status, .since = f->work->now});
}

/* Updates of published items, which wait for an editor. */
static bool find_updates(struct finding *f, struct err *err)
{
	const struct list_filter filter = {.state = LIST_UPDATES, .now = f->work->now};
	struct items items;
	struct release live;
	bool more, found, well = store_list(f->work->store, f->a, &filter, &items, &more, err);
	for (size_t i = 0; well && i < items.n; i++) {
		const struct item *item = &items.v[i];
		if (!is_retracted(f->a, &item->judged) && !is_stopped(item->judged.status))
			continue;
		well = store_release_get(f->work->store, f->a, item->live, &live, &found, err);
		if (well && found)
			compare(f, item->id, &live.face, &item->judged);
	}
	return well;
}

static bool is_failing(const struct source_state *state)
{
	enum source_health health = source_state_health(state);
	return state->active && (health == SOURCE_FAILING || health == SOURCE_GONE);
}

static bool find_sources(struct finding *f, struct err *err)
{
	struct source_states all;
	if (!store_source_list(f->work->store, f->a, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (is_failing(&all.v[i]))
			note(f,
				(struct alert){.kind = ALERT_SOURCE,
					.about = all.v[i].id,
					.since = all.v[i].last_success == NO_TIME ? f->work->now :
																all.v[i].last_success});
	return true;
}

static bool is_same(const struct alert *one, const struct alert *other)
{
	return one->kind == other->kind && one->about == other->about && str_eq(one->what, other->what);
}

static bool stands_in(const struct alerts *list, const struct alert *alert)
{
	for (size_t i = 0; i < list->n; i++)
		if (is_same(&list->v[i], alert))
			return true;
	return false;
}

static void tell(struct finding *f, int64_t id)
{
	f->first = f->first ? f->first : id;
	f->last = id > f->last ? id : f->last;
}

/* Whether it has come about: sources may mend by themselves. */
static bool is_due(const struct finding *f, const struct alert *alert)
{
	return alert->kind != ALERT_SOURCE || f->work->now - alert->since >= SOURCE_FAILS;
}

static bool add(struct finding *f, struct alert alert, struct err *err)
{
	alert.told = is_due(f, &alert);
	if (!store_alert_add(f->work->store, &alert, &alert.id, err))
		return false;
	if (alert.told)
		tell(f, alert.id);
	return true;
}

/* Whether readers still see the item as it was before. An update that was put off or declined is
 * in no list, and is no news when it comes back. */
static bool item_stands(struct finding *f, const struct alert *alert, bool *stands, struct err *err)
{
	struct item item;
	struct release live;
	bool found;
	if (!store_item_follow(f->work->store, f->a, alert->about, &item, &found, err))
		return false;
	*stands = found && item.live;
	if (*stands && !store_release_get(f->work->store, f->a, item.live, &live, stands, err))
		return false;
	if (*stands && alert->kind == ALERT_RETRACTED)
		*stands = is_retracted(f->a, &item.judged) && !is_retracted(f->a, &live.face);
	else if (*stands)
		*stands = str_eq(item.judged.status, alert->what) && !str_eq(live.face.status, alert->what);
	return true;
}

/* What stands no more is over; a source that goes on failing may be due by now. Its alert is told
 * under a new number, so that those of one letter have numbers in a row. */
static bool settle_one(struct finding *f, struct alert alert, struct err *err)
{
	bool stands = alert.kind == ALERT_SOURCE && stands_in(&f->now, &alert),
		 due = !alert.told && is_due(f, &alert);
	if (alert.kind != ALERT_SOURCE && !item_stands(f, &alert, &stands, err))
		return false;
	if (stands && !due)
		return true;
	alert.stands = false;
	if (!store_alert_write(f->work->store, &alert, err))
		return false;
	alert.stands = true;
	return !stands || add(f, alert, err);
}

static bool settle_standing(struct finding *f, struct err *err)
{
	for (size_t i = 0; i < f->standing.n; i++)
		if (!settle_one(f, f->standing.v[i], err))
			return false;
	return true;
}

static bool settle(struct finding *f, struct err *err)
{
	if (!store_alert_standing(f->work->store, f->a, &f->standing, err) || !settle_standing(f, err))
		return false;
	for (size_t i = 0; i < f->now.n; i++)
		if (!stands_in(&f->standing, &f->now.v[i]) && !add(f, f->now.v[i], err))
			return false;
	return true;
}

/* Of what a source approved by itself, no editor is asked. */
static bool compare_release(
	struct finding *f, const struct alert_release *of, struct alerts *out, struct err *err)
{
	struct release now, before;
	bool found, known;
	if (!of->before)
		return true;
	if (!store_release_get(f->work->store, f->a, of->release, &now, &found, err) ||
		!store_release_get(f->work->store, f->a, of->before, &before, &known, err))
		return false;
	struct finding one = {.a = f->a, .work = f->work};
	if (found && known)
		compare(&one, now.item, &before.face, &now.face);
	for (size_t i = 0; i < one.now.n; i++) {
		out->v = arena_grow(f->a, out->v, out->n, sizeof *out->v);
		out->v[out->n] = one.now.v[i];
		out->v[out->n++].stands = false; /* it is over when readers see it */
	}
	return true;
}

/* Where the last look ended; the first one begins at the end. */
static bool find_place(struct finding *f, int64_t *place, struct err *err)
{
	struct str text;
	if (!store_note_get(f->work->store, f->a, NOTE_RELEASE, &text, err))
		return false;
	f->quiet = !text.n;
	if (f->quiet)
		return store_alert_last_release(f->work->store, place, err);
	*place = strtoll(str_cstr(f->a, text), NULL, 10);
	return true;
}

static bool find_releases(struct finding *f, struct err *err)
{
	struct alert_releases news;
	struct alerts found = {0};
	int64_t place;
	if (!find_place(f, &place, err) ||
		!store_alert_releases(f->work->store, f->a, place, RELEASES_MOST, &news, err))
		return false;
	for (size_t i = 0; i < news.n; i++)
		if (!compare_release(f, &news.v[i], &found, err))
			return false;
	/* An alert that stood when the source approved it was told already. */
	for (size_t i = 0; i < found.n; i++)
		if (!stands_in(&f->standing, &found.v[i]) && !add(f, found.v[i], err))
			return false;
	place = news.n ? news.v[news.n - 1].release : place;
	return store_note_set(
		f->work->store, NOTE_RELEASE, str_printf(f->a, "%lld", (long long)place), err);
}

bool alert_find(
	struct arena *a, const struct mail_work *work, int64_t *first, int64_t *last, struct err *err)
{
	struct finding f = {.a = a, .work = work};
	if (!find_updates(&f, err) || !find_sources(&f, err) || !settle(&f, err) ||
		!find_releases(&f, err))
		return false;
	*first = f.quiet ? 0 : f.first;
	*last = f.quiet ? 0 : f.last;
	return true;
}
