/* /websub/TOKEN: the callback of a subscription to a feed of others (WebSub). The hub asks by GET
 * whether it is meant, and delivers the feed by POST. Only the hub knows the token; what it
 * delivers is signed with a secret. A worker reads it: this server parses nothing from outside. */
#include "base/calendar.h"
#include "base/hmac.h"
#include "base/utf8.h"
#include "door/door_parts.h"
#include "store/job.h"
#include "store/unit.h"
#include "store/websub.h"

enum { BODY_MAX = 4 << 20, STRANGERS_MAX = 64 << 10, TYPE_MAX = 200, REASON_MAX = 200 };
enum { LEASE_USUAL = 10 * CALENDAR_DAY, LEASE_LEAST = 300, LEASE_MOST = 366 * CALENDAR_DAY };
#define PLACE "/websub/"

/* Whoever knows no callback has no megabytes of memory for the asking. */
size_t websub_raw_max(void *data, const struct http_request *request)
{
	const struct door *door = data;
	struct str rest = request->target, token;
	struct websub sub;
	struct err err;
	bool found;
	if (request->method != HTTP_POST || !str_starts(rest, S(PLACE)))
		return 0;
	rest = str_sub(rest, S(PLACE).n, SIZE_MAX);
	token = str_cut(&rest, '?');
	return store_websub_find(door->store, request->a, token, &sub, &found, &err) && found ?
		BODY_MAX :
		STRANGERS_MAX;
}

static bool answer_unknown(struct http_response *response, int status)
{
	return http_text(response, status, S("There is no such subscription.\n"));
}

/* Two thirds of the lease leave time to ask again. */
static bool verify(struct door *door, const struct http_request *request,
	struct websub_answer *answer, bool *agreed, struct err *err)
{
	long lease = LEASE_USUAL;
	struct str text = http_param(&request->query, "hub.lease_seconds");
	if (text.n && (!str_is_digits(text) || !str_to_long(text, &lease)))
		lease = LEASE_MOST;
	lease = lease < LEASE_LEAST ? LEASE_LEAST : lease > LEASE_MOST ? LEASE_MOST : lease;
	answer->ends = request->now + lease;
	answer->renew = request->now + lease * 2 / 3;
	return store_websub_verify(door->store, answer, request->now, agreed, err);
}

static bool deny(struct door *door, const struct http_request *request,
	struct websub_answer *answer, bool *known, struct err *err)
{
	struct str reason = utf8_cut(http_param(&request->query, "hub.reason"), REASON_MAX);
	answer->reason = str_printf(request->a, "the hub refused the subscription%s" STR_FMT,
		reason.n ? ": " : "", STR_ARG(reason));
	answer->renew = request->now + CALENDAR_DAY;
	return store_websub_deny(door->store, answer, request->now, known, err);
}

bool websub_verify_page(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str mode = http_param(&request->query, "hub.mode"),
			   challenge = http_param(&request->query, "hub.challenge");
	struct websub_answer answer = {.token = http_param(&request->path_params, "token"),
		.topic = http_param(&request->query, "hub.topic"),
		.subscribes = str_eq(mode, S("subscribe"))};
	bool denied = str_eq(mode, S("denied")), known = false;
	response->no_store = true;
	if (denied && !deny(door, request, &answer, &known, err))
		return false;
	if ((answer.subscribes || str_eq(mode, S("unsubscribe"))) && challenge.n &&
		!verify(door, request, &answer, &known, err))
		return false;
	return !known ? answer_unknown(response, 404) :
					http_text(response, 200, denied ? S("Noted.\n") : challenge);
}

/* "sha256=…" of the body under the secret. */
static bool is_signed(const struct http_request *request, struct str secret)
{
	struct str code = request->signature, method = str_cut(&code, '=');
	enum hmac is;
	return hmac_named(str_trim(method), &is) &&
		hmac_equal(hmac_hex(request->a, is, secret, request->body), str_trim(code));
}

static bool keep(
	struct door *door, const struct http_request *request, int64_t source, struct err *err)
{
	const struct websub_delivery delivery = {.source = source,
		.hash = hash_str(request->body),
		.type = utf8_cut(request->content_type, TYPE_MAX),
		.body = request->body};
	struct unit u;
	return unit_begin(&u, door->store, err) &&
		unit_end(&u,
			store_websub_deliver(door->store, &delivery, request->now, err) &&
				store_job_ask(door->store, JOB_WEBSUB, STR_NONE, STR_NONE, request->now, err),
			err);
}

/* What is not signed is answered in the same way, so that nobody can try signatures (section
 * 7.1). */
bool websub_deliver_page(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct websub sub;
	bool found;
	response->no_store = true;
	if (!store_websub_find(
			door->store, request->a, http_param(&request->path_params, "token"), &sub, &found, err))
		return false;
	if (!found)
		return answer_unknown(response, 410);
	if (sub.since != NO_TIME && request->body.n && is_signed(request, sub.secret) &&
		!keep(door, request, sub.source, err))
		return false;
	return http_text(response, 202, S("Taken.\n"));
}
