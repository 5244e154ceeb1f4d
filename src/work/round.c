#include "item/catalog.h"
#include "work/work.h"

static bool told(struct work *w, bool well, const struct err *err)
{
	if (!well)
		w->events->failed(w->user, err);
	return well;
}

bool work_sources(struct work *w, struct strs names)
{
	struct run_options options = {.now = w->now,
		.names = names,
		.stop = w->stop,
		.progress = w->events->visited,
		.user = w->user};
	struct run_report report;
	struct err err;
	if (!told(w, run_sources(w->site, w->store, &options, &report, &err), &err))
		return false;
	w->events->fetched(w->user, &report);
	return true;
}

bool work_publish(struct work *w)
{
	struct publish_result result;
	struct err err;
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

bool work_round(struct work *w)
{
	bool asked = work_jobs(w);
	work_sources(w, (struct strs){0});
	return work_publish(w) && complete_catalogue(w) && asked;
}
