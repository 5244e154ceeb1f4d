/* Sending an edition that is frozen. It is confirmed on a page that says to how many people it
 * goes; when that is not so any more, nothing is sent and the page is shown again. */
#include <assert.h>

#include "desk/edition.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "mail/campaign.h"
#include "mail/mailing.h"
#include "render/view.h"
#include "render/words.h"
#include "store/edition.h"
#include "store/unit.h"

/* The page that names the list, the subject and how many people it goes to. */
static bool send_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct frozen_edition *edition, const char *problem,
	struct err *err)
{
	const struct mail_list list = site_list_once(desk->site, edition->list);
	int64_t people;
	bool both;
	assert(edition->id > 0); /* it is frozen */
	if (!mailing_people(desk->store, edition->id, 0, &people, err) ||
		!campaign_is_there(desk->store, edition->id, &both, err))
		return false;
	json_t *data = edition_view(desk, request, edition);
	if (!edition_set_outdated(desk, request, data, edition->id, err)) {
		json_decref(data);
		return false;
	}
	json_object_set_new(data, "people", json_integer((json_int_t)people));
	json_object_set_new(data, "nobody", json_boolean(people == 0));
	json_object_set_new(data, "one", json_boolean(people == 1));
	json_object_set_new(data, "both", json_boolean(both));
	json_object_set_new(data, "elsewhere", json_boolean(list.address.n > 0 && !edition->about));
	view_set(data, "problem", str_of(problem));
	response->no_store = true;
	if (problem)
		response->status = 409;
	return page_render(
		desk, request, response, &(struct page){"desk-send", "Send an edition", data}, err);
}

bool edition_send_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_edition edition;
	struct mailing mailing;
	bool there, sent;
	if (!edition_find(desk, request, response, &edition, &there, err))
		return false;
	if (!there)
		return true;
	if (!store_mailing_get(desk->store, request->a, edition.id, &mailing, &sent, err))
		return false;
	if (sent)
		return page_error(desk, request, response, 409,
			"This edition was sent already; nobody gets it twice.", err);
	return send_page(desk, request, response, &edition, NULL, err);
}

/* Begins it for exactly so many people; with another number *changed, and nothing is begun. */
static bool start_for(struct desk *desk, const struct mailing_wish *wish, int64_t said,
	bool *changed, struct err *err)
{
	struct unit u;
	int64_t people;
	if (!unit_begin(&u, desk->store, err))
		return false;
	bool well = mailing_start(desk->site, desk->store, wish, &people, err);
	*changed = well && people != said;
	return unit_end(&u, well && !*changed, err) || *changed;
}

static struct mailing_wish wish_of(
	const struct desk *desk, const struct http_request *request, int64_t edition)
{
	return (struct mailing_wish){
		.edition = edition, .editor = desk->visitor.editor.name, .now = request->now};
}

bool edition_send(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_edition edition;
	struct err why = {0};
	bool there, changed;
	if (!edition_find(desk, request, response, &edition, &there, err))
		return false;
	if (!there)
		return true;
	struct mailing_wish wish = wish_of(desk, request, edition.id);
	wish.twice = http_param(&request->form, "twice").n > 0;
	wish.as_frozen = http_param(&request->form, "as_frozen").n > 0;
	struct strs outdated = {0};
	if (!wish.as_frozen &&
		!store_edition_outdated(desk->store, request->a, edition.id, &outdated, err))
		return false;
	if (outdated.n)
		return send_page(desk, request, response, &edition,
			"What readers are told changed in between. Nothing was sent; look again.", err);
	if (!start_for(desk, &wish, http_param_id(&request->form, "people"), &changed, &why)) {
		*err = why;
		return why.kind == ERR_USER && page_error(desk, request, response, 409, why.text, err);
	}
	if (changed)
		return send_page(desk, request, response, &edition,
			"The number of people changed in between. Nothing was sent; look again.", err);
	return http_redirect(response,
		str_printf(request->a, "/digest/edition/%lld?said=sending", (long long)edition.id));
}

/* The form's "do" is the word of a verb. */
bool edition_mailing(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str word = http_param(&request->form, "do");
	struct frozen_edition edition;
	bool there, changed;
	enum edition_verb verb = edition_verb_of(word);
	if (verb < EDITION_PAUSE || verb > EDITION_TAKEN)
		return page_error(desk, request, response, 400, "That cannot be done.", err);
	if (!edition_find(desk, request, response, &edition, &there, err))
		return false;
	if (!there)
		return true;
	const struct mailing_wish wish = wish_of(desk, request, edition.id);
	if (!mailing_change(desk->store, &wish, verb, &changed, err))
		return false;
	return http_redirect(response,
		str_printf(request->a, "/digest/edition/%lld?said=%s", (long long)edition.id,
			changed ? str_printf(request->a, "send-" STR_FMT, STR_ARG(word)).p : "same"));
}

bool edition_cancel_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_edition edition;
	struct delivery_counts counts;
	bool there;
	if (!edition_find(desk, request, response, &edition, &there, err))
		return false;
	if (!there)
		return true;
	if (!store_delivery_count(desk->store, edition.id, &counts, err))
		return false;
	json_t *data = edition_view(desk, request, &edition);
	json_object_set_new(data, "sent", json_integer((json_int_t)counts.n[DELIVERY_SENT]));
	json_object_set_new(data, "waiting",
		json_integer((json_int_t)(counts.n[DELIVERY_PLANNED] + counts.n[DELIVERY_DEFERRED])));
	return page_render(
		desk, request, response, &(struct page){"desk-cancel", "Cancel sending", data}, err);
}
