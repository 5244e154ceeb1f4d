#include "source/links.h"

#include "base/calendar.h"
#include "base/array.h"
#include "base/clock.h"
#include "base/url.h"
#include "item/link.h"
#include "source/link_look.h"
#include "source/run_parts.h"
#include "store/link.h"

enum { PAUSE_MS = 2000, BODY = 64 << 10, CONNECT_SECONDS = 10, TOTAL_SECONDS = 30 };

struct looking;
/* One address. */
struct seen {
	struct looking *looking;
	struct link link;
	struct str host;
	struct link_look look;
	bool head, done, left_out;
	int64_t asked_at; /* of clock_ms(): when it was asked last, or will be; 0: not yet */
};
struct looking {
	const struct site *site;
	struct store *store;
	const struct run_options *options;
	struct arena *a;
	struct fetcher *fetcher;
	struct seen *seen;
	size_t n;
};

static struct str host_and_port(struct arena *a, struct str text)
{
	struct url url;
	if (!url_parse(a, text, &url))
		return STR_NONE;
	return url.port.n ? str_printf(a, STR_FMT ":" STR_FMT, STR_ARG(url.host), STR_ARG(url.port)) :
						url.host;
}

/* Hosts of the services whose records are watched by number. */
static bool is_of_service(struct looking *l, struct str host)
{
	static const struct str own[] = {
		S("pubmed.ncbi.nlm.nih.gov"), S("clinicaltrials.gov"), S("www.clinicaltrials.gov")};
	for (size_t i = 0; i < ARRAY_COUNT(own); i++)
		if (str_eq(host, own[i]))
			return true;
	for (size_t i = 0; i < SOURCE_KIND_COUNT; i++)
		if (str_eq(host, host_and_port(l->a, l->site->services[i].base_url)))
			return true;
	return false;
}

/* Milliseconds between two requests to its host. */
static int64_t pause_at(const struct seen *s)
{
	struct url url;
	bool here = url_parse(s->looking->a, s->link.url, &url) &&
		!site_pauses_at(s->looking->site, url.host);
	return here ? 0 : PAUSE_MS;
}

/* When its host may be asked: after the pause since what was asked of it last. */
static int64_t take_turn(void *user)
{
	struct seen *s = user;
	int64_t at = clock_ms(), pause = pause_at(s);
	for (size_t i = 0; i < s->looking->n; i++) {
		const struct seen *other = &s->looking->seen[i];
		if (other->asked_at && str_eq(other->host, s->host) && at < other->asked_at + pause)
			at = other->asked_at + pause;
	}
	s->asked_at = at;
	return at;
}

static void ask(struct seen *s);

static void on_answer(void *user, const struct fetch_response *response)
{
	struct seen *s = user;
	if (link_look(s->looking->a, s->link.url, response, s->head, &s->look)) {
		s->head = false;
		ask(s);
		return;
	}
	s->look.moved_to = str_copy(s->looking->a, s->look.moved_to);
	s->done = true;
}

static void ask(struct seen *s)
{
	const struct fetch_request request = {
		.url = s->link.url, .head = s->head, .max_bytes = BODY, .pace = take_turn};
	fetcher_submit(s->looking->fetcher, &request, on_answer, s);
}

/* How many before it are of the same host. */
static long place_at_host(const struct looking *l, size_t i)
{
	long place = 0;
	for (size_t k = 0; k < i; k++)
		place += !l->seen[k].left_out && str_eq(l->seen[k].host, l->seen[i].host);
	return place;
}

static void ask_all(struct looking *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct seen *s = &l->seen[i];
		s->host = host_and_port(l->a, s->link.url);
		if (!s->host.n || is_of_service(l, s->host)) {
			s->left_out = s->done = true; /* and is due again as after any look that says nothing */
			s->look = (struct link_look){.result = LINK_LOOK_UNKNOWN};
		} else if (place_at_host(l, i) >= LINKS_OF_HOST) {
			s->left_out = true; /* and is due tomorrow */
		} else {
			s->head = true;
			ask(s);
		}
	}
}

static bool network_works(struct looking *l, bool *works, struct err *err)
{
	*works = false;
	for (size_t i = 0; i < l->n && !*works; i++) {
		const struct seen *s = &l->seen[i];
		*works = s->done && !s->left_out && s->look.result != LINK_LOOK_UNKNOWN &&
			!link_fault_is_of_network(s->look.fault);
	}
	return *works || store_link_network(l->store, l->options->now - CALENDAR_DAY, works, err);
}

static bool keep_one(
	struct looking *l, struct seen *s, bool network, struct links_report *report, struct err *err)
{
	struct link now = s->link;
	if (!network && s->look.result == LINK_LOOK_FAILED && link_fault_is_of_network(s->look.fault))
		s->look = (struct link_look){.result = LINK_LOOK_UNKNOWN};
	link_take(&now, &s->look, l->options->now);
	report->looked += s->look.result != LINK_LOOK_UNKNOWN;
	return item_link_write(l->site, l->store, &s->link, &now, &report->updates, err);
}

static bool keep_all(struct looking *l, struct links_report *report, struct err *err)
{
	bool network, well = true;
	if (!network_works(l, &network, err) || !store_begin(l->store, err))
		return false;
	for (size_t i = 0; i < l->n && well; i++)
		well = !l->seen[i].done || keep_one(l, &l->seen[i], network, report, err);
	if (well && store_commit(l->store, err))
		return true;
	store_rollback(l->store);
	return false;
}

static bool look_at(struct looking *l, struct links_report *report, struct err *err)
{
	const struct run_options *options = l->options;
	const struct fetch_options how = {.at_once = l->site->at_once,
		.per_host = 1,
		.allow = &l->site->allow,
		.user_agent = run_user_agent(l->a, l->site),
		.connect_seconds = CONNECT_SECONDS,
		.total_seconds = TOTAL_SECONDS,
		.meanwhile = options->meanwhile,
		.user = options->user};
	l->fetcher = fetcher_new(&how, err);
	if (!l->fetcher)
		return false;
	ask_all(l);
	fetcher_run(l->fetcher, options->stop);
	fetcher_free(l->fetcher);
	return keep_all(l, report, err);
}

bool links_look(const struct site *site, struct store *store, const struct run_options *options,
	struct links_report *report, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct looking l = {.site = site, .store = store, .options = options, .a = &a};
	struct links due;
	*report = (struct links_report){0};
	if (!store_link_sync(store, options->now, err) ||
		!store_link_take(
			store, &a, options->now, options->now + CALENDAR_DAY, LINKS_AT_ONCE, &due, err))
		return false;
	l.n = due.n;
	l.seen = arena_array(&a, due.n, sizeof *l.seen);
	for (size_t i = 0; i < due.n; i++)
		l.seen[i] = (struct seen){.looking = &l, .link = due.v[i]};
	return !due.n || look_at(&l, report, err);
}
