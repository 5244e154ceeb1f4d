#include <time.h>

#include "base/clock.h"
#include "item/catalog.h"
#include "item/configured.h"
#include "item/lapse.h"
#include "source/links.h"
#include "work/visit.h"

enum { LOOK_MS = 1000 };

static bool told(struct work *w, bool well, const struct err *err)
{
	if (!well)
		w->events->failed(w->user, err);
	return well;
}

void work_publish_meanwhile(void *user)
{
	struct work *w = user;
	int64_t now = clock_ms();
	bool due;
	struct err err;
	if (now < w->look_at)
		return;
	w->look_at = now + LOOK_MS;
	/* What fails here is tried and told again at the end of the round. */
	if (publish_is_due(w->store, &due, &err) && due)
		w->look_at = work_publish(w) ? w->look_at : INT64_MAX;
}

static void on_visited(void *user, size_t done, size_t all, struct str source, const char *problem)
{
	const struct work *w = user;
	w->events->visited(w->user, done, all, source, problem);
}

bool work_visit(
	struct work *w, struct strs names, bool tell, struct run_report *report, struct err *err)
{
	const struct run_options options = {.now = w->now,
		.names = names,
		.stop = w->stop,
		.progress = tell ? on_visited : NULL,
		.meanwhile = w->only_visits ? NULL : work_publish_meanwhile,
		.user = w};
	w->look_at = 0;
	return item_lapse(w->site, w->store, w->now, err) &&
		item_configured(w->site, w->store, w->now, w->stop, err) &&
		run_sources(w->site, w->store, &options, report, err);
}

bool work_sources(struct work *w, struct strs names)
{
	struct run_report report;
	struct err err;
	if (!told(w, work_visit(w, names, true, &report, &err), &err))
		return false;
	w->events->fetched(w->user, &report);
	return true;
}

bool work_publish(struct work *w)
{
	struct publish_result result;
	struct err err;
	if (!w->pinned)
		w->now = time(NULL);
	if (!told(w, publish_site(w->site, w->store, w->now, &result, &err), &err))
		return false;
	w->events->published(w->user, &result);
	return true;
}

static bool complete_catalogue(struct work *w)
{
	struct err err;
	return told(w, catalog_complete(w->site, w->store, w->stop, &err), &err);
}

bool work_links(struct work *w)
{
	const struct run_options options = {
		.now = w->now, .stop = w->stop, .meanwhile = work_publish_meanwhile, .user = w};
	struct links_report report;
	struct err err;
	w->look_at = 0;
	return !w->site->links || told(w, links_look(w->site, w->store, &options, &report, &err), &err);
}

bool work_round(struct work *w)
{
	bool asked = work_jobs(w), visited = work_sources(w, (struct strs){0});
	return work_publish(w) && work_jobs(w) && work_links(w) && complete_catalogue(w) && asked &&
		visited;
}
