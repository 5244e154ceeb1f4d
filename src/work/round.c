
#include "base/array.h"
#include "base/clock.h"
#include "item/catalog.h"
#include "item/configured.h"
#include "item/lapse.h"
#include "item/learn.h"
#include "mail/letter.h"
#include "mail/reminder.h"
#include "mail/subscriber.h"
#include "source/links.h"
#include "store/worker.h"
#include "work/visit.h"

enum { LOOK_MS = 1000, MAIL_MS = 300000, REMIND_MS = 600000 };

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
	if (store_worker_look(w->store, w->stays, store_clock(w->store), &err) &&
		publish_is_due(w->store, &due, &err) && due)
		w->look_at = work_publish(w) ? w->look_at : INT64_MAX;
}

static void on_visited(void *user, size_t done, size_t all, struct str source, const char *problem)
{
	const struct work *w = user;
	w->events->visited(w->user, done, all, source, problem);
}

static bool make_visits(
	struct work *w, struct run_options options, struct run_report *report, struct err *err)
{
	options.now = w->now;
	options.stop = w->stop;
	options.meanwhile = w->only_visits ? NULL : work_publish_meanwhile;
	options.user = w;
	w->look_at = 0;
	return item_lapse(w->site, w->store, w->now, err) &&
		item_configured(w->site, w->store, w->now, w->stop, err) &&
		run_sources(w->site, w->store, &options, report, err);
}

bool work_visit(
	struct work *w, struct strs names, bool tell, struct run_report *report, struct err *err)
{
	return make_visits(
		w, (struct run_options){.names = names, .progress = tell ? on_visited : NULL}, report, err);
}

bool work_take_deliveries(struct work *w, const struct websub_deliveries *deliveries,
	struct run_report *report, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs names = {0};
	for (size_t i = 0; i < deliveries->n; i++)
		if (site_source(w->site, deliveries->v[i].name))
			strs_add(&a, &names, deliveries->v[i].name);
	*report = (struct run_report){0};
	return !names.n ||
		make_visits(w, (struct run_options){.names = names, .deliveries = deliveries}, report, err);
}

bool work_sources(struct work *w, struct strs names)
{
	struct run_report report;
	struct err err;
	if (!told(w, work_visit(w, names, true, &report, &err), &err))
		return false;
	w->events->fetched(w->user, &report);
	/* What one service did not have, another one is asked for at once. */
	struct str next[] = {w->site->built_in[SOURCE_ADD_PUBMED].name,
		w->site->built_in[SOURCE_ADD_CLINICALTRIALS].name,
		w->site->built_in[SOURCE_ADD_CROSSREF].name, w->site->built_in[SOURCE_ADD_PAGE].name};
	return !report.counts.handed_on || work_sources(w, (struct strs){next, ARRAY_COUNT(next)});
}

bool work_publish_to(struct work *w, struct publish_result *result, struct err *err)
{
	if (!w->pinned)
		w->now = store_clock(w->store);
	if (!publish_site(w->site, w->store, w->now, result, err))
		return false;
	w->events->published(w->user, result);
	return true;
}

bool work_publish(struct work *w)
{
	struct publish_result result;
	struct err err;
	return told(w, work_publish_to(w, &result, &err), &err);
}

/* Before the letters that tell of it. */
static void look_for_editions(struct work *w)
{
	const struct mail_work work = work_mail(w);
	struct err err;
	int64_t now = clock_ms();
	if (w->remind_at > now)
		return;
	w->remind_at = now + REMIND_MS;
	(void)told(w, reminder_find(&work, &err), &err);
}

/* What it looks at is of people alone: a failure is told, and keeps nothing else back. */
static void plan_letters(struct work *w)
{
	const struct mail_work work = work_mail(w);
	struct err err;
	(void)told(w, letter_plan(&work, &err), &err);
	(void)told(w, subscriber_sweep(w->store, work.now, &err), &err);
}

bool work_bounces(struct work *w)
{
	const struct bounce_work work = {
		.site = w->site, .store = w->store, .now = w->now, .stop = w->stop};
	struct bounce_counts counts;
	struct err err;
	int64_t now = clock_ms();
	if (w->mail_at > now)
		return true;
	w->mail_at = now + MAIL_MS;
	bool well = bounce_poll(&work, &counts, &err);
	if (counts.mails)
		w->events->returned(w->user, &counts);
	return told(w, well, &err);
}

bool work_hubs(struct work *w)
{
	struct err err;
	return told(w, websub_settle(w, &err), &err);
}

static bool complete_catalogue(struct work *w)
{
	struct err err;
	return told(w, catalog_complete(w->site, w->store, w->stop, &err), &err);
}

/* Does not keep back anything else: without it the queue has the order that it had. */
static void learn(struct work *w)
{
	struct err err;
	(void)told(w, item_learn(w->site, w->store, w->stop, &err), &err);
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

static bool look(struct work *w)
{
	struct err err;
	return told(w, store_worker_look(w->store, w->stays, store_clock(w->store), &err), &err);
}

bool work_round(struct work *w)
{
	if (!look(w))
		return false;
	(void)work_bounces(w); /* a mail server that does not answer keeps nothing back */
	bool asked = work_jobs(w), visited = work_sources(w, (struct strs){0});
	look_for_editions(w);
	plan_letters(w);
	bool well = work_publish(w) && work_hubs(w) && work_jobs(w) && work_links(w) &&
		complete_catalogue(w);
	if (well)
		learn(w);
	return well && asked && visited;
}

bool work_once(struct work *w)
{
	struct err err;
	bool well = work_round(w);
	return told(w, store_worker_end(w->store, store_clock(w->store), &err), &err) && well;
}
