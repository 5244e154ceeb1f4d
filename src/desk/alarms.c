#include "desk/alarms.h"

#include "base/array.h"
#include "base/url.h"
#include "desk/words.h"
#include "publish/publish.h"
#include "render/view.h"

/* A timer starts a round every day at least. */
enum { TIMER_LATE = 2 * 24 * 3600 };

struct str alarms_wait(struct arena *a, struct worker_state worker, int64_t now)
{
	switch (worker.presence) {
	case WORKER_RUNS:
		return S("The worker does it within a minute. Reload this page to see how it went.");
	case WORKER_VISITS:
		return STR_CAT(a, S("The worker comes from time to time, and last did "),
			words_ago(a, worker.looked, now), S("."));
	case WORKER_STOPPED:
		return STR_CAT(a, S("No worker is running; one last did "),
			words_ago(a, worker.looked, now),
			S(". Whoever runs the site starts it: tidings work."));
	default:
		return S(
			"No worker has looked after this site yet. Whoever runs the site starts it: tidings "
			"work.");
	}
}

struct str alarms_worker(struct arena *a, struct worker_state worker, int64_t now)
{
	bool late = worker.presence == WORKER_VISITS && worker.looked < now - TIMER_LATE;
	if (worker.presence != WORKER_STOPPED && !late)
		return STR_NONE;
	return STR_CAT(a, S("Nothing is fetched, published or mailed: the worker was last there "),
		words_ago(a, worker.looked, now), S(". Whoever runs the site starts it: tidings work."));
}

struct str alarms_example(struct arena *a, const struct site *site)
{
	const struct str told[] = {site->base_url, site->email, site->authority};
	for (size_t i = 0; i < ARRAY_COUNT(told); i++)
		if (url_names_reserved(a, told[i]))
			return STR_CAT(a, S("Readers are told an address of the example: "), told[i],
				S(". Give your own before they come: it stands in every feed for ever."));
	return STR_NONE;
}

static struct str elsewhere_words(const struct desk *desk)
{
	return desk->reload && desk->reload->elsewhere ?
		S("The store is another one now, as feeds/ has it. Whoever runs the site starts tidings "
		  "serve and work again; until then all that is done here goes into the one of before.") :
		STR_NONE;
}

static void add_alarm(json_t *list, struct str text, struct str url)
{
	json_t *one = json_object();
	view_set(one, "text", text);
	view_set(one, "url", url);
	if (text.n)
		json_array_append(list, one);
	json_decref(one);
}

static struct str problem_words(struct arena *a, const struct desk *desk, int64_t now)
{
	struct err err;
	struct str why;
	int64_t since;
	if (!publish_problem(desk->store, a, &since, &why, &err) || since == NO_TIME)
		return STR_NONE;
	return STR_CAT(a, S("Not all that was approved could be published, first "),
		words_ago(a, since, now), S(": "), why, S(". Readers see the rest as it was before."));
}

void alarms_set(const struct desk *desk, const struct http_request *request, json_t *shell)
{
	struct arena *a = request->a;
	struct worker_state worker;
	struct err err;
	int64_t now = store_clock(desk->store);
	json_t *list = json_array();
	if (store_worker_find(desk->store, now, &worker, &err)) {
		view_set(shell, "worker", alarms_wait(a, worker, now));
		json_object_set_new(shell, "worker_runs", json_boolean(worker.presence == WORKER_RUNS));
		add_alarm(list, alarms_worker(a, worker, now), STR_NONE);
	}
	add_alarm(list, problem_words(a, desk, request->now), STR_NONE);
	if (desk_may(desk, PERMISSION_SOURCES)) {
		add_alarm(list, elsewhere_words(desk), STR_NONE);
		add_alarm(list, alarms_example(a, desk->site), S("/site"));
	}
	json_object_set_new(shell, "alarms", view_list(list));
}
