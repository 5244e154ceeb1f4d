/* POST /hub: who wants to be told of a feed at once, or no more (WebSub section 5). What is asked
 * is noted, and a worker asks the callback whether it means it: this server opens no connection. */
#include "base/clock.h"
#include "base/secret.h"
#include "base/url.h"
#include "door/door_parts.h"
#include "store/hub.h"
#include "store/job.h"
#include "store/unit.h"

enum { HOUR = 3600, DAY = 24 * HOUR, LEASE_LEAST = HOUR, LEASE_MOST = 30 * DAY };
enum { LEASE_USUAL = 10 * DAY, SECRET_MAX = 199, CALLBACK_MAX = 2000 };
/* What the store keeps at most. */
enum { SUBSCRIPTIONS = 10000, SUBSCRIPTIONS_OF_HOST = 500 };
enum { REQUESTS = 1000, REQUESTS_OF_HOST = 100 };
/* Of one address. */
static const struct limit ASKS = {.burst = 100, .refill_ms = 2000};

struct refusal {
	int status;
	const char *why; /* a line for the person who made the subscriber; NULL: it is none */
};
static const struct refusal NONE = {0, NULL};

static struct refusal bad(const char *why)
{
	return (struct refusal){400, why};
}

static struct refusal read_callback(struct arena *a, struct hub_request *out)
{
	struct url url;
	if (!out->callback.n)
		return bad("hub.callback is missing.");
	if (out->callback.n > CALLBACK_MAX || !url_is_sound(a, out->callback) ||
		!url_parse(a, out->callback, &url) || url.fragment.n)
		return bad("hub.callback is no address of http or https without a fragment, of at most "
				   "2,000 bytes.");
	out->host = url.host;
	return NONE;
}

/* What is too short or too long becomes what this hub agrees to (section 5.1). */
static struct refusal read_lease(struct str text, struct hub_request *out)
{
	long seconds = LEASE_USUAL;
	if (text.n && (!str_is_digits(text) || !str_to_long(text, &seconds)))
		return bad("hub.lease_seconds is no number of seconds.");
	out->seconds = seconds < LEASE_LEAST ? LEASE_LEAST :
		seconds > LEASE_MOST             ? LEASE_MOST :
										   seconds;
	return NONE;
}

static struct refusal read_form(
	struct arena *a, const struct http_params *form, struct hub_request *out)
{
	struct str mode = http_param(form, "hub.mode");
	*out = (struct hub_request){.challenge = secret_new(a),
		.topic = http_param(form, "hub.topic"),
		.callback = http_param(form, "hub.callback"),
		.subscribes = str_eq(mode, S("subscribe")),
		.secret = http_param(form, "hub.secret")};
	if (!out->subscribes && !str_eq(mode, S("unsubscribe")))
		return bad("hub.mode is neither subscribe nor unsubscribe.");
	if (!out->topic.n)
		return bad("hub.topic is missing.");
	if (out->secret.n > SECRET_MAX)
		return bad("hub.secret is to be shorter than 200 bytes.");
	struct refusal refusal = read_callback(a, out);
	return refusal.why ? refusal : read_lease(http_param(form, "hub.lease_seconds"), out);
}

/* Who renews or ends what it has is not held up by others. */
static struct refusal judge_counts(const struct hub_request *request, const struct hub_counts *n)
{
	if (n->requests >= REQUESTS || n->host_requests >= REQUESTS_OF_HOST)
		return (struct refusal){
			429, "Too many requests wait until their callbacks are asked. Try again later."};
	if (request->subscribes && !n->known &&
		(n->subscriptions + n->requests >= SUBSCRIPTIONS ||
			n->host_subscriptions + n->host_requests >= SUBSCRIPTIONS_OF_HOST))
		return (struct refusal){403, "This hub takes no more subscriptions."};
	return NONE;
}

static bool judge(
	struct store *store, const struct hub_request *request, struct refusal *out, struct err *err)
{
	struct hub_counts counts;
	bool has;
	*out = NONE;
	if (!store_hub_topic_has(store, request->topic, &has, err) ||
		!store_hub_count(store, request, &counts, err))
		return false;
	*out = has || !request->subscribes ?
		judge_counts(request, &counts) :
		(struct refusal){404, "hub.topic is no feed of this site: see its rel=self."};
	return true;
}

/* Counted and noted in one transaction, with the job. */
static bool note(struct store *store, const struct hub_request *request, int64_t now,
	struct refusal *out, struct err *err)
{
	struct unit u;
	return unit_begin(&u, store, err) &&
		unit_end(&u,
			judge(store, request, out, err) &&
				(out->why ||
					(store_hub_ask(store, request, now, err) &&
						store_job_ask(store, JOB_HUB, STR_NONE, STR_NONE, now, err))),
			err);
}

static bool answer_refused(const struct http_request *request, struct http_response *response,
	const struct refusal *refusal)
{
	return http_text(response, refusal->status, str_printf(request->a, "%s\n", refusal->why));
}

bool hub_page(struct door *door, const struct http_request *request, struct http_response *response,
	struct err *err)
{
	struct hub_request asked;
	int64_t wait;
	struct refusal refusal = {404, "This site is no hub."};
	if (!site_own_hub(request->a, door->site).n)
		return answer_refused(request, response, &refusal);
	wait = limit_take(&door->asks, hash_str(request->address), &ASKS, clock_ms());
	if (wait) {
		door_set_wait(request, response, wait);
		return http_text(response, 429, S("Too many requests. Try again later.\n"));
	}
	refusal = read_form(request->a, &request->form, &asked);
	if (!refusal.why && !note(door->store, &asked, request->now, &refusal, err))
		return false;
	return refusal.why ?
		answer_refused(request, response, &refusal) :
		http_text(response, 202, S("The callback is asked next whether it means it.\n"));
}
