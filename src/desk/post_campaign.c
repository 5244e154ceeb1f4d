/* Handing an edition to listmonk, where people send it. The desk opens no connection: the worker
 * does it. Whoever sends it both ways is asked to confirm that. */
#include "desk/edition.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "mail/campaign.h"
#include "render/view.h"
#include "store/campaign.h"
#include "store/job.h"
#include "store/unit.h"

static bool has_listmonk(const struct desk *desk, const struct frozen_edition *edition)
{
	const struct mail_list list = site_list_once(desk->site, edition->list);
	return list.listmonk.url.n > 0 && !edition->about;
}

/* The later of the two jobs that there may be of the edition. */
static bool last_job(struct desk *desk, const struct http_request *request, int64_t edition,
	struct job *out, bool *found, struct err *err)
{
	struct job job;
	bool there;
	*found = false;
	*out = (struct job){0};
	for (int twice = 0; twice < 2; twice++) {
		const struct job of = {
			.kind = JOB_CAMPAIGN, .key = campaign_key(request->a, edition, twice != 0)};
		if (!store_job_find(desk->store, request->a, &of, &job, &there, err))
			return false;
		if (there && (!*found || job.id > out->id))
			*out = job;
		*found = *found || there;
	}
	return true;
}

bool edition_set_campaign(struct desk *desk, const struct http_request *request, json_t *view,
	const struct frozen_edition *edition, struct err *err)
{
	int64_t number;
	struct job job;
	bool found;
	json_object_set_new(view, "listmonk", json_false());
	if (!has_listmonk(desk, edition))
		return true;
	if (!store_campaign_get(desk->store, edition->id, &number, err) ||
		!last_job(desk, request, edition->id, &job, &found, err))
		return false;
	json_t *one = json_pack("{so so}", "number",
		number ? json_integer((json_int_t)number) : json_false(), "job", json_false());
	if (found && !number) {
		bool open = job.finished == NO_TIME;
		json_t *about = json_pack("{sb sb}", "waits", open, "failed", !open && job.failed);
		view_set(about, "outcome", job.outcome);
		view_set(
			about, "ago", words_ago(request->a, open ? job.asked : job.finished, request->now));
		json_object_set_new(one, "job", about);
	}
	json_object_set_new(view, "listmonk", one);
	return true;
}

static bool campaign_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct frozen_edition *edition, const char *problem,
	struct err *err)
{
	struct mailing mailing;
	bool sent;
	if (!store_mailing_get(desk->store, request->a, edition->id, &mailing, &sent, err))
		return false;
	json_t *data = edition_view(desk, request, edition);
	view_set(data, "problem", str_of(problem));
	if (!edition_set_outdated(desk, request, data, edition->id, err)) {
		json_decref(data);
		return false;
	}
	json_object_set_new(data, "both", json_boolean(sent));
	response->no_store = true;
	if (problem)
		response->status = 409;
	return page_render(
		desk, request, response, &(struct page){"desk-campaign", "Hand it to listmonk", data}, err);
}

/* The edition, when it can be handed over; else *can is false, and that is answered. */
static bool find(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct frozen_edition *out, bool *can, struct err *err)
{
	int64_t number;
	if (!edition_find(desk, request, response, out, can, err))
		return false;
	if (!*can)
		return true;
	*can = has_listmonk(desk, out);
	if (!*can)
		return page_error(desk, request, response, 409,
			"This edition cannot be handed to listmonk: none is configured for its digest, or it "
			"is "
			"a correction.",
			err);
	if (!store_campaign_get(desk->store, out->id, &number, err))
		return false;
	*can = !number;
	return *can ||
		page_error(desk, request, response, 409, "It is a campaign of listmonk already.", err);
}

bool edition_campaign_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_edition edition;
	bool can = false;
	return find(desk, request, response, &edition, &can, err) &&
		(!can || campaign_page(desk, request, response, &edition, NULL, err));
}

/* *both: it was sent here, and nobody confirmed that it goes both ways. */
static bool ask(struct desk *desk, const struct http_request *request, int64_t edition, bool twice,
	bool *both, struct err *err)
{
	struct mailing mailing;
	if (!store_mailing_get(desk->store, request->a, edition, &mailing, both, err))
		return false;
	*both = *both && !twice;
	return *both ||
		store_job_ask(desk->store, JOB_CAMPAIGN, campaign_key(request->a, edition, twice),
			desk->visitor.editor.name, request->now, err);
}

bool edition_campaign(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_edition edition;
	struct unit u;
	bool can = false, both, twice = http_param(&request->form, "twice").n > 0;
	if (!find(desk, request, response, &edition, &can, err))
		return false;
	if (!can)
		return true;
	if (!unit_begin(&u, desk->store, err) ||
		!unit_end(&u, ask(desk, request, edition.id, twice, &both, err), err))
		return false;
	if (both)
		return campaign_page(desk, request, response, &edition,
			"It was sent to the subscribers here. Nothing was handed over; confirm that it goes "
			"both "
			"ways, if it is to.",
			err);
	return http_redirect(response,
		str_printf(request->a, "/digest/edition/%lld?said=campaign", (long long)edition.id));
}
