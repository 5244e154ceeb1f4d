#include "fetch/fetch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "base/clock.h"
#include "base/alloc.h"
#include "fetch/answer.h"
#include "fetch/queue.h"
#include "fetch/reactor.h"

enum { CONNECT_SECONDS = 15, TOTAL_SECONDS = 120, STALL_SECONDS = 20 };
enum {
	MOST_AT_ONCE = 1000,
	SPARE_DESCRIPTORS = 64, /* for the rest of the program */
	DESCRIPTORS_EACH = 3    /* of a transfer: its connection, and a pair for looking up its name */
};

struct fetcher {
	struct transfer_settings settings;
	struct reactor reactor;
	struct queue queue;
	/* Doubly linked lists. What has ended waits for its turn to be delivered, the newest first. */
	struct transfer *running, *ended, *idle;
	long running_count, ended_count, at_once;
	struct decoder decoder;
	struct arena answer_arena; /* strings of the response that is being delivered */
	void (*meanwhile)(void *user);
	void *user;
};

/* The number of transfers that the process has file descriptors for. */
static long most_at_once(void)
{
	struct rlimit limit;
	if (getrlimit(RLIMIT_NOFILE, &limit) ||
		limit.rlim_cur >= MOST_AT_ONCE * DESCRIPTORS_EACH + SPARE_DESCRIPTORS)
		return MOST_AT_ONCE;
	return ((long)limit.rlim_cur - SPARE_DESCRIPTORS) / DESCRIPTORS_EACH;
}

static long clamp(long value, long least, long most)
{
	return value > most ? most : value < least ? least : value;
}

static void settings_read(struct transfer_settings *s, const struct fetch_options *options)
{
	s->user_agent = alloc_bytes(options->user_agent.n + 1);
	if (options->user_agent.n)
		memcpy(s->user_agent, options->user_agent.p, options->user_agent.n);
	s->user_agent[options->user_agent.n] = 0;
	s->connect_seconds = options->connect_seconds > 0 ? options->connect_seconds : CONNECT_SECONDS;
	s->total_seconds = options->total_seconds > 0 ? options->total_seconds : TOTAL_SECONDS;
	s->stall_seconds = options->stall_seconds > 0 ? options->stall_seconds : STALL_SECONDS;
}

struct fetcher *fetcher_new(const struct fetch_options *options, struct err *err)
{
	struct guard *guard = guard_new(options->allow, err);
	if (!guard)
		return NULL;
	struct fetcher *f = alloc_bytes(sizeof *f);
	*f = (struct fetcher){.settings.guard = guard,
		.reactor.epoll = -1,
		.meanwhile = options->meanwhile,
		.user = options->user};
	settings_read(&f->settings, options);
	f->at_once = clamp(options->at_once, 1, clamp(most_at_once(), 1, MOST_AT_ONCE));
	f->queue.per_host = clamp(options->per_host, 1, f->at_once);
	if (!reactor_open(&f->reactor, err)) {
		fetcher_free(f);
		return NULL;
	}
	curl_multi_setopt(f->reactor.multi, CURLMOPT_MAXCONNECTS, f->at_once);
	return f;
}

static void list_add(struct transfer **list, struct transfer *t)
{
	t->before = NULL;
	t->next = *list;
	if (t->next)
		t->next->before = t;
	*list = t;
}

static void list_remove(struct transfer **list, struct transfer *t)
{
	*(t->before ? &t->before->next : list) = t->next;
	if (t->next)
		t->next->before = t->before;
}

/* Takes an idle handle, or a new one. */
static struct transfer *take_idle(struct fetcher *f)
{
	struct transfer *t = f->idle;
	if (t)
		list_remove(&f->idle, t);
	else
		t = transfer_new(&f->settings);
	list_add(&f->running, t);
	f->running_count++;
	return t;
}

/* The transfer is over, and its request queued again or freed. It is in no list. */
static void make_idle(struct fetcher *f, struct transfer *t)
{
	transfer_unload(t);
	list_add(&f->idle, t);
}

/* Takes the transfer off libcurl. */
static void end_running(struct fetcher *f, struct transfer *t)
{
	assert(f->running_count > 0);
	curl_multi_remove_handle(f->reactor.multi, t->easy);
	transfer_ended(t, clock_ms());
	list_remove(&f->running, t);
	f->running_count--;
}

/* The one that has waited longest to be delivered; it is in no list then. */
static struct transfer *take_ended(struct fetcher *f)
{
	struct transfer *t = f->ended;
	assert(t && f->ended_count > 0);
	while (t->next)
		t = t->next;
	list_remove(&f->ended, t);
	f->ended_count--;
	return t;
}

/* Drops all requests without calling their `done`. */
static void drop_all(struct fetcher *f)
{
	while (f->running || f->ended) {
		struct transfer *t = f->running;
		if (t)
			end_running(f, t);
		else
			t = take_ended(f);
		request_free(t->request);
		make_idle(f, t);
	}
	queue_free(&f->queue);
}

void fetcher_free(struct fetcher *f)
{
	if (!f)
		return;
	drop_all(f);
	for (struct transfer *t = f->idle, *next; t; t = next) {
		next = t->next;
		transfer_free(t);
	}
	reactor_close(&f->reactor);
	decode_free(&f->decoder);
	arena_free(&f->answer_arena);
	guard_free(f->settings.guard);
	free(f->settings.user_agent);
	free(f);
}

void fetcher_submit(
	struct fetcher *f, const struct fetch_request *request, fetch_done *done, void *user)
{
	queue_add(&f->queue, request_new(request, done, user));
}

/* Calls the request's `done`, and frees the request. */
static void deliver(struct fetcher *f, struct request *r, const struct fetch_response *response)
{
	r->done(r->user, response);
	arena_reset(&f->answer_arena);
	request_free(r);
}

/* Delivers that the request is not sent, or not redirected; answer->problem says why. */
static void deliver_refusal(struct fetcher *f, struct request *r, int status, struct answer *answer)
{
	answer_refuse(answer, r, status);
	deliver(f, r, &answer->response);
}

static void deliver_answer(struct fetcher *f, struct transfer *t)
{
	struct answer answer;
	answer_make(&answer, t, t->code, &f->decoder, &f->answer_arena, time(NULL));
	deliver(f, t->request, &answer.response);
}

/* Starts a request that has entered its host. */
static void start_transfer(struct fetcher *f, struct request *r)
{
	struct transfer *t = take_idle(f);
	transfer_load(t, r, clock_ms());
	if (curl_multi_add_handle(f->reactor.multi, t->easy) != CURLM_OK)
		alloc_fail();
}

/* Whether a request whose time has come may start now, by the pace of its service; else it is
 * queued again. */
static bool keeps_pace(struct fetcher *f, struct request *r, int64_t now)
{
	if (!r->pace)
		return true;
	r->not_before = r->pace(r->user);
	r->pace = NULL;
	if (r->not_before <= now)
		return true;
	queue_add(&f->queue, r);
	return false;
}

/* Whether one more may run. What waits to be delivered is held in memory. */
static bool has_room(const struct fetcher *f)
{
	return f->running_count < f->at_once && f->running_count + f->ended_count < 2 * f->at_once;
}

static void start_due(struct fetcher *f)
{
	struct request *r;
	int64_t now = has_room(f) && f->queue.count ? clock_ms() : 0;
	while (has_room(f) && (r = queue_take_due(&f->queue, now))) {
		struct answer refusal;
		if (!keeps_pace(f, r, now))
			continue;
		if (!r->url && !request_aim(r, &refusal.problem))
			deliver_refusal(f, r, 0, &refusal);
		else if (queue_enter_host(&f->queue, r))
			start_transfer(f, r);
	}
}

/* Queues the request again, for its next hop: it has to wait for its turn at that host. */
static void follow_redirect(struct fetcher *f, const struct transfer *t)
{
	struct answer refusal;
	struct request *r = t->request;
	int64_t left = r->deadline - clock_ms();
	r->milliseconds_left = left > 1 ? left : 1;
	if (request_follow(r, t->status, t->head.location, &refusal.problem))
		queue_add(&f->queue, r);
	else
		deliver_refusal(f, r, t->status, &refusal);
}

/* Its place at its host is free from now on: not before, or a host whose answers come faster than
 * they are taken in would fill the memory. */
static void finish_transfer(struct fetcher *f, struct transfer *t)
{
	struct request *next_at_host = queue_leave_host(&f->queue, t->request);
	if (answer_redirects(t))
		follow_redirect(f, t);
	else
		deliver_answer(f, t);
	make_idle(f, t);
	if (next_at_host)
		start_transfer(f, next_at_host);
}

static void note_ended(struct fetcher *f)
{
	CURLMsg *message;
	int left;
	while ((message = curl_multi_info_read(f->reactor.multi, &left))) {
		struct transfer *t = NULL;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &t);
		assert(message->msg == CURLMSG_DONE && t && t->request);
		t->code = message->data.result;
		end_running(f, t);
		list_add(&f->ended, t);
		f->ended_count++;
	}
}

/* One answer is delivered a turn, so that others are asked for while it is taken in. */
void fetcher_run(struct fetcher *f, const volatile int *stop)
{
	for (;;) {
		if (stop && *stop) {
			drop_all(f);
			return;
		}
		start_due(f);
		if (!f->running_count && !f->ended_count && !f->queue.count) {
			assert(!f->queue.in_line); /* they wait for transfers that run */
			return;
		}
		int64_t next = has_room(f) ? queue_next_time(&f->queue) : INT64_MAX;
		reactor_turn(&f->reactor, f->ended ? 0 : next);
		note_ended(f);
		if (f->ended)
			finish_transfer(f, take_ended(f));
		if (f->meanwhile)
			f->meanwhile(f->user);
	}
}
