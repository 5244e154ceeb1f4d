#include "work/campaign.h"

#include <assert.h>
#include <jansson.h>

#include "base/url.h"
#include "fetch/fetch.h"
#include "mail/campaign.h"
#include "source/run.h"
#include "store/campaign.h"
#include "store/delivery.h"
#include "store/edition_act.h"
#include "store/unit.h"

enum { SECONDS = 60, PAUSE = 2 * SECONDS, ANSWER_MAX = 16 << 20 };

struct asking {
	struct arena *a;
	const struct mail_work *work;
	const struct frozen_edition *edition;
	const struct listmonk *to;
	const struct campaign_wish *wish;
	bool reached;   /* the request may have come to listmonk */
	int status;     /* 0: none came */
	json_t *answer; /* NULL: no JSON of a good status */
	struct str problem;
};

static void on_answer(void *user, const struct fetch_response *response)
{
	struct asking *q = user;
	bool whole = response->outcome == FETCH_DONE;
	q->status = response->status;
	q->reached = response->failure != FETCH_FAILURE_NAME &&
		response->failure != FETCH_FAILURE_CONNECTION && response->outcome != FETCH_UNABLE;
	q->problem = str_copy(q->a, response->problem);
	if (whole && q->status >= 200 && q->status < 300)
		q->answer = json_loadb(str_cstr(q->a, response->body), response->body.n, 0, NULL);
}

/* The owner of the site configured it, so it may be on this machine; no redirect leads on. */
static struct strs allowed(struct asking *q)
{
	struct strs ranges = {0};
	struct url url;
	for (size_t i = 0; i < q->work->site->allow.n; i++)
		strs_add(q->a, &ranges, q->work->site->allow.v[i]);
	if (url_parse(q->a, q->to->url, &url) && url_is_this_machine(url.host)) {
		strs_add(q->a, &ranges, S("127.0.0.0/8"));
		strs_add(q->a, &ranges, S("::1"));
	}
	return ranges;
}

static struct strs headers_of(struct asking *q, struct str body)
{
	struct strs headers = {0};
	strs_add(q->a, &headers,
		STR_CAT(q->a, S("Authorization: token "), q->to->user, S(":"), q->to->token));
	if (body.n)
		strs_add(q->a, &headers, S("Content-Type: application/json"));
	return headers;
}

/* GET, or POST when there is a body. */
static bool ask(struct asking *q, struct str path, struct str body, struct err *err)
{
	const struct strs ranges = allowed(q);
	const struct fetch_options how = {.at_once = 1,
		.per_host = 1,
		.allow = &ranges,
		.user_agent = run_user_agent(q->a, q->work->site),
		.total_seconds = SECONDS};
	struct fetcher *fetcher = fetcher_new(&how, err);
	if (!fetcher)
		return false;
	const struct fetch_request request = {.url = STR_CAT(q->a, q->to->url, path),
		.body = body,
		.headers = headers_of(q, body),
		.accept = S("application/json"),
		.stay = true,
		.max_bytes = ANSWER_MAX};
	json_decref(q->answer);
	q->answer = NULL;
	q->status = 0;
	q->reached = true;
	q->problem = S("the program was stopped");
	fetcher_submit(fetcher, &request, on_answer, q);
	fetcher_run(fetcher, q->work->stop);
	fetcher_free(fetcher);
	return true;
}

/* Why the answer does not help, in words; nothing of the answer itself. */
static bool refuse(const struct asking *q, struct err *err)
{
	if (q->status == 401 || q->status == 403)
		return err_set_kind(err, ERR_SOURCE,
			"listmonk answered with status %d: check listmonk_user and listmonk_token, and what "
			"that user may do there",
			q->status);
	if (q->status >= 300)
		return err_set_kind(err, ERR_SOURCE, "listmonk answered with status %d", q->status);
	if (q->status)
		return err_set_kind(err, ERR_SOURCE,
			"the answer of listmonk cannot be read: is “listmonk” the address where it answers?");
	return err_set_kind(err, ERR_SOURCE, "listmonk did not answer: " STR_FMT, STR_ARG(q->problem));
}

/* The number of the campaign of that name; 0: there is none. */
static bool find(struct asking *q, int64_t *number, struct err *err)
{
	struct str name = campaign_name(q->a, q->edition);
	struct str path = STR_CAT(q->a, S("api/campaigns?page=1&per_page=all&no_body=true&query="),
		url_encode(q->a, campaign_mark(q->edition)));
	size_t i;
	json_t *one;
	*number = 0;
	if (!ask(q, path, STR_NONE, err))
		return false;
	json_t *results = json_object_get(json_object_get(q->answer, "data"), "results");
	if (!json_is_array(results))
		return refuse(q, err);
	json_array_foreach (results, i, one)
		if (str_eq(str_of(json_string_value(json_object_get(one, "name"))), name))
			*number = json_integer_value(json_object_get(one, "id"));
	return true;
}

/* An error of listmonk says that it made none. After an error of a server before it, a good answer
 * that cannot be read, or none, it may have made one. */
static bool take_number(struct asking *q, int64_t *number, struct err *err)
{
	*number = json_integer_value(json_object_get(json_object_get(q->answer, "data"), "id"));
	if (*number > 0)
		return true;
	*number = 0;
	if ((!q->reached || (q->status >= 300 && q->status <= 500)) &&
		!store_campaign_refused(q->work->store, q->edition->id, err))
		return false;
	return refuse(q, err);
}

/* Notes that listmonk is about to be asked, unless the edition goes to subscribers here and nobody
 * confirmed that it goes both ways. */
static bool note_asking(struct asking *q, bool *may, struct err *err)
{
	struct store *s = q->work->store;
	struct mailing mailing;
	bool sent;
	if (!store_mailing_get(s, q->a, q->edition->id, &mailing, &sent, err))
		return false;
	if (sent && !q->wish->twice)
		return err_set(err,
			"this edition was sent to its subscribers here: who is on both lists would get it "
			"twice. Confirm that (--twice) if listmonk is to have it all the same");
	return store_campaign_ask(s, q->edition->id, store_clock(s), PAUSE, may, err);
}

static bool may_ask(struct asking *q, bool *may, struct err *err)
{
	struct unit u;
	return unit_begin(&u, q->work->store, err) && unit_end(&u, note_asking(q, may, err), err);
}

/* It is there: that stands in the log. */
static bool note_made(struct asking *q, int64_t number, struct err *err)
{
	struct unit u;
	struct store *s = q->work->store;
	assert(number > 0 && !q->edition->about);
	const struct edition_act act = {.at = q->work->now,
		.editor = q->wish->editor,
		.verb = EDITION_GIVE,
		.edition = {.id = q->edition->id}};
	return unit_begin(&u, s, err) &&
		unit_end(&u,
			store_campaign_made(s, q->edition->id, number, store_clock(s), err) &&
				store_edition_act_add(s, &act, err),
			err);
}

static bool make(struct asking *q, int64_t *number, struct err *err)
{
	struct edition_bodies bodies;
	struct store *s = q->work->store;
	bool may;
	if (!store_edition_bodies(s, q->a, q->edition->id, &bodies, err))
		return false;
	if (!bodies.slot.n)
		return err_set(err,
			"this edition was frozen by an older version, which kept nothing that could be mailed");
	if (!may_ask(q, &may, err))
		return false;
	if (!may)
		return err_set_kind(err, ERR_BUSY,
			"listmonk was asked for this campaign a moment ago, and nobody knows yet whether it "
			"made it: try again in two minutes");
	struct str request = campaign_request(q->a, q->edition, &bodies, q->to->list);
	return ask(q, S("api/campaigns"), request, err) && take_number(q, number, err);
}

static bool find_or_make(struct asking *q, struct campaign *out, struct err *err)
{
	if (!find(q, &out->number, err))
		return false;
	out->before = out->number > 0;
	return (out->before || make(q, &out->number, err)) && note_made(q, out->number, err);
}

bool campaign_make(struct arena *a, const struct mail_work *work,
	const struct frozen_edition *edition, const struct campaign_wish *wish, struct campaign *out,
	struct err *err)
{
	const struct mail_list *list = site_list(work->site, edition->list);
	*out = (struct campaign){0};
	if (!list || !list->listmonk.url.n)
		return err_set(err,
			"no listmonk is configured for “" STR_FMT "”: set listmonk in its digest block",
			STR_ARG(edition->list));
	if (edition->about)
		return err_set(err,
			"a correction goes to those alone who were sent the item, and listmonk does not know "
			"who they are");
	if (!store_campaign_get(work->store, edition->id, &out->number, err))
		return false;
	out->before = out->number > 0;
	if (out->before)
		return true;
	struct asking q = {
		.a = a, .work = work, .edition = edition, .to = &list->listmonk, .wish = wish};
	bool well = find_or_make(&q, out, err);
	json_decref(q.answer);
	return well;
}
