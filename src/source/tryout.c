#include "source/tryout.h"

#include <assert.h>

#include "base/clock.h"
#include "base/url.h"
#include "fetch/fetch.h"
#include "fetch/wall.h"
#include "item/alike.h"
#include "judge/judge.h"
#include "match/match.h"
#include "source/kind.h"
#include "store/key.h"
#include "store/pace.h"

enum {
	ENOUGH = 200, /* entries: one page of any service */
	MAX_BYTES = 32 << 20,
	SECONDS = 60 /* for one source, so an editor has an answer */
};

struct trying {
	const struct site *site;
	struct store *store;
	const struct tryout_options *options;
	struct arena *a;
	struct fetcher *fetcher;
	struct reader *reader;
	struct visit visit;         /* of the source that is asked now */
	struct tryout_found *found; /* where its results go */
	struct strs links;          /* of a page instead of a feed: the feeds that it names */
	struct str page;            /* the address of that page; empty: it was none */
	bool more;                  /* the source is to be asked on */
	struct err *err;
	bool broken; /* this machine failed with *err */
};

/* As much of it as the record gives. */
static struct date paper_day(const struct paper *paper)
{
	return paper->entrez_date.year ? paper->entrez_date :
		paper->article_date.year   ? paper->article_date :
									 paper->pub_date.date;
}

struct date tryout_day(const struct entry *entry)
{
	if (entry->published != NO_TIME)
		return date_local(entry->published);
	if (entry->paper)
		return paper_day(entry->paper);
	if (entry->trial)
		return entry->trial->last_update_post;
	return entry->updated != NO_TIME ? date_local(entry->updated) : (struct date){0};
}

/* Puts the entry among the newest, when it is one of them. */
static void note_last(struct tryout_found *found, const struct entry *entry)
{
	size_t at = found->last_count;
	while (at > 0 && date_cmp(tryout_day(&found->last[at - 1]), tryout_day(entry)) < 0)
		at--;
	if (at == TRYOUT_LAST)
		return;
	if (found->last_count < TRYOUT_LAST)
		found->last_count++;
	for (size_t i = found->last_count - 1; i > at; i--)
		found->last[i] = found->last[i - 1];
	found->last[at] = *entry;
}

static bool is_here(struct trying *t, const struct entry *entry)
{
	struct match_keys keys;
	int64_t item;
	bool found = false;
	match_keys(t->a, entry, t->visit.source->name, &keys);
	for (size_t i = 0; i < keys.n && !found && !t->broken; i++)
		if (!store_key_find(t->store, (int)keys.v[i].kind, keys.v[i].text, &item, &found, t->err))
			t->broken = true;
	if (found || t->broken)
		return found;
	struct alikes alikes;
	struct sought sought = alike_seek(t->a, match_describe(t->a, entry));
	t->broken = !alike_find(t->store, t->a, &sought, 0, &alikes, t->err);
	return !t->broken && alikes.n && alikes.v[0].found.answer == MATCH_SAME;
}

static void note_entries(struct trying *t, const struct entries *entries)
{
	struct tryout_found *found = t->found;
	for (size_t i = 0; i < entries->n && !t->broken; i++) {
		const struct entry *entry = &entries->v[i];
		found->read++;
		if (!judge_wanted(entry, t->visit.source))
			continue;
		found->wanted++;
		found->here += is_here(t, entry);
		note_last(found, entry);
	}
}

/* What the kind does not say of a document: the feed's own title, or that it is a page. */
static void look_at_document(struct trying *t, const struct fetch_response *response)
{
	struct reader_feed feed;
	struct err unreadable;
	const struct feed_input input = {
		str_copy(t->a, response->body), response->url, response->content_type, response->headers};
	if (t->visit.source->kind != SOURCE_FEED || response->outcome != FETCH_DONE ||
		fetch_error_status(response) || !reader_feed(t->reader, t->a, &input, &feed, &unreadable))
		return;
	t->found->title = str_collapse(t->a, feed.title);
	t->found->home = str_copy(t->a, feed.home);
	if (feed.is_feed || fetch_wall(response))
		return;
	t->page = str_copy(t->a, response->url);
	for (size_t i = 0; i < feed.links.n; i++)
		strs_add(t->a, &t->links, str_copy(t->a, feed.links.v[i]));
}

/* Beyond the time that `response` lives entries point into it: they are read from a copy. */
static void on_response(void *user, const struct fetch_response *response)
{
	struct trying *t = user;
	struct source_answer answer = {0};
	struct fetch_response copy = *response;
	struct err problem = {0};
	copy.body = str_copy(t->a, response->body);
	bool well = t->visit.kind->take(&t->visit, &copy, t->a, &answer, &problem);
	note_entries(t, &answer.entries);
	t->more = well && t->found->read < ENOUGH;
	if (!well && problem.kind != ERR_SOURCE && problem.kind != ERR_READER) {
		*t->err = problem;
		t->broken = true;
	} else if (!well) {
		t->found->problem = str_copy(t->a, str_of(problem.text));
	}
	look_at_document(t, response);
}

static int64_t take_pace(void *user)
{
	struct trying *t = user;
	struct url url;
	const struct source *source = t->visit.source;
	int64_t wait = 0;
	bool here = url_parse(t->a, t->site->services[source->kind].base_url, &url) &&
		!site_pauses_at(t->site, url.host);
	if (!t->broken &&
		!store_pace_take(t->store, source_kind_pace(source->kind),
			here ? 0 : t->visit.kind->interval_ms(&t->visit), &wait, t->err))
		t->broken = true;
	return clock_ms() + wait;
}

static bool stopped(const struct trying *t)
{
	return t->options->stop && *t->options->stop;
}

/* Asks one source as at its first visit. */
static void try_source(struct trying *t, const struct source *source, struct tryout_found *found)
{
	int64_t until = clock_ms() + SECONDS * 1000;
	*found = (struct tryout_found){.url = source_question(source)};
	t->found = found;
	t->visit = (struct visit){.site = t->site,
		.source = source,
		.kind = kind_of(source->kind),
		.reader = t->reader,
		.state.last_success = NO_TIME,
		.now = t->options->now,
		.first = true};
	t->visit.kind->begin(&t->visit);
	t->more = true;
	while (t->more && !t->broken && !stopped(t) && clock_ms() < until) {
		struct fetch_request request = {0};
		if (!t->visit.kind->ask(&t->visit, &request))
			break;
		t->more = false;
		request.max_bytes = request.max_bytes ? request.max_bytes : MAX_BYTES;
		request.pace = t->visit.kind->interval_ms ? take_pace : NULL;
		fetcher_submit(t->fetcher, &request, on_response, t);
		fetcher_run(t->fetcher, t->options->stop);
	}
	found->count = t->visit.counted ? t->visit.count : found->read;
	for (size_t i = 0; i < t->visit.warnings.n; i++)
		strs_add(t->a, &found->warnings, str_copy(t->a, t->visit.warnings.v[i]));
	arena_free(&t->visit.arena);
}

/* Where sites usually have a feed: below the page, then at the front. */
static struct strs guesses(struct arena *a, struct str page)
{
	static const char *const paths[] = {
		"feed/", "/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/rss/", "/feed"};
	struct strs urls = {0};
	for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
		struct str url = url_resolve(a, page, str_of(paths[i]));
		if (url.n && !strs_have(urls, url))
			strs_add(a, &urls, url);
	}
	return urls;
}

static bool is_known(const struct tryout *out, struct str url)
{
	for (size_t i = 0; i < out->n; i++)
		if (str_eq(out->found[i].url, url))
			return true;
	return false;
}

/* Tries the addresses, and keeps those that are feeds; of guesses the first, since the others are
 * the same. */
static void try_feeds(
	struct trying *t, const struct source *like, struct strs urls, struct tryout *out)
{
	for (size_t i = 0; i < urls.n && out->n < TRYOUT_FEEDS && !t->broken && !stopped(t); i++) {
		struct source source = *like;
		source_value(&source, "url")->text = urls.v[i];
		if (is_known(out, urls.v[i]))
			continue;
		t->page = STR_NONE;
		try_source(t, &source, &out->found[out->n]);
		out->n += !out->found[out->n].problem.n;
		if (out->guessed && out->n)
			return;
	}
}

static void try_all(struct trying *t, const struct source *source, struct tryout *out)
{
	try_source(t, source, &out->found[0]);
	out->by_page = t->page.n > 0;
	out->n = 1;
	if (!out->by_page || t->broken)
		return;
	struct strs links = t->links;
	struct str page = t->page;
	out->n = 0;
	out->guessed = !links.n;
	try_feeds(t, source, links.n ? links : guesses(t->a, page), out);
}

bool tryout_run(const struct site *site, struct store *store, const struct source *source,
	const struct tryout_options *options, struct arena *a, struct tryout *out, struct err *err)
{
	const struct reader_options reading = {.meanwhile = options->meanwhile, .user = options->user};
	const struct fetch_options how = {.at_once = 2,
		.per_host = 1,
		.allow = &site->allow,
		.user_agent = run_user_agent(a, site),
		.total_seconds = SECONDS,
		.meanwhile = options->meanwhile,
		.user = options->user};
	struct trying t = {.site = site, .store = store, .options = options, .a = a, .err = err};
	*out = (struct tryout){0};
	assert(!source_schema(source->kind)->built_in);
	t.reader = reader_new(&reading, err);
	t.fetcher = t.reader ? fetcher_new(&how, err) : NULL;
	bool started = t.fetcher;
	if (started)
		try_all(&t, source, out);
	fetcher_free(t.fetcher);
	reader_free(t.reader);
	return started && !t.broken;
}
