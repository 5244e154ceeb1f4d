/* The editions that were frozen, and what became of each. */
#include <assert.h>

#include "desk/edition.h"
#include "desk/growth.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "desk/words.h"
#include "render/view.h"
#include "render/words.h"
#include "store/edition_file.h"

enum { EDITIONS_A_PAGE = 20 };

struct str edition_title(
	struct arena *a, const struct desk *desk, const struct frozen_edition *edition)
{
	const struct mail_list list = site_list_once(desk->site, edition->list);
	return STR_CAT(a, words_list(&WORDS_ENGLISH, &list), S(", "),
		words_period(a, &WORDS_ENGLISH, edition->period));
}

bool edition_find(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct frozen_edition *out, bool *there, struct err *err)
{
	return store_edition_get(desk->store, request->a, http_path_id(request), out, there, err) &&
		(*there || page_error(desk, request, response, 404, "There is no such edition.", err));
}

json_t *edition_view(
	const struct desk *desk, const struct http_request *request, const struct frozen_edition *e)
{
	char time[TIME_TEXT];
	struct arena *a = request->a;
	assert(e->id > 0 && e->list.n);
	json_t *view = json_pack("{sI}", "id", (json_int_t)e->id);
	json_object_set_new(
		view, "about", e->about ? json_integer((json_int_t)e->about) : json_false());
	view_set(view, "title", edition_title(a, desk, e));
	view_set(view, "subject", e->subject);
	view_set(view, "frozen", str_of(time_rfc3339(e->frozen, time)));
	view_set(view, "ago", words_ago(a, e->frozen, request->now));
	view_set(view, "held",
		words_count(a, &WORDS_ENGLISH, (size_t)e->fresh, (size_t)e->corrected, WORD_counts));
	return view;
}

bool edition_set_outdated(
	struct desk *desk, const struct http_request *request, json_t *view, int64_t edition,
	struct err *err)
{
	struct strs titles;
	if (!store_edition_outdated(desk->store, request->a, edition, &titles, err))
		return false;
	json_object_set_new(view, "outdated", view_list(view_texts(titles)));
	return true;
}

const char *edition_state(const struct mailing *mailing, bool there)
{
	switch (there ? mailing->state : MAILING_DONE) {
	case MAILING_GOING: return "being sent";
	case MAILING_PAUSED: return "paused";
	case MAILING_CANCELLED: return "cancelled";
	case MAILING_DONE: break;
	}
	return there ? "sent" : "not sent";
}

static bool row_add(struct desk *desk, const struct http_request *request,
	const struct frozen_edition *edition, json_t *rows, struct err *err)
{
	struct mailing mailing;
	bool there;
	if (!store_mailing_get(desk->store, request->a, edition->id, &mailing, &there, err))
		return false;
	json_t *row = edition_view(desk, request, edition);
	view_set(row, "state", str_of(edition_state(&mailing, there)));
	json_object_set_new(
		row, "people", there ? json_integer((json_int_t)mailing.people) : json_false());
	json_object_set_new(row, "one", json_boolean(mailing.people == 1));
	json_array_append_new(rows, row);
	return true;
}

/* Newest first; "before" in the address is the number of the last one of the page before. */
bool page_editions(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_editions all;
	int64_t before = http_param_id(&request->query, "before");
	json_t *rows = json_array();
	bool well = store_edition_list(desk->store, request->a, before, EDITIONS_A_PAGE + 1, &all, err);
	for (size_t i = 0; well && i < all.n && i < EDITIONS_A_PAGE; i++)
		well = row_add(desk, request, &all.v[i], rows, err);
	if (!well) {
		json_decref(rows);
		return false;
	}
	json_t *data = json_pack("{so sb}", "editions", view_list(rows), "later", before != 0);
	json_object_set_new(data, "before",
		all.n > EDITIONS_A_PAGE ? json_integer((json_int_t)all.v[EDITIONS_A_PAGE - 1].id) :
								  json_false());
	return page_render(
		desk, request, response, &(struct page){"desk-editions", "Editions", data}, err);
}

static json_t *copies_of(const struct delivery_counts *counts)
{
	static const char *const words[DELIVERY_STATES] = {
		[DELIVERY_PLANNED] = "still to be sent",
		[DELIVERY_SENDING] = "being handed over",
		[DELIVERY_SENT] = "taken by the mail server",
		[DELIVERY_DEFERRED] = "put off by the mail server, and tried again",
		[DELIVERY_FAILED] = "refused by the mail server",
		[DELIVERY_UNKNOWN] = "perhaps sent: it is not known",
		[DELIVERY_STOPPED] = "not sent: they left before, or it was cancelled",
	};
	json_t *list = json_array();
	for (int i = 0; i < DELIVERY_STATES; i++)
		if (counts->n[i])
			json_array_append_new(
				list, json_pack("{ss sI}", "words", words[i], "n", (json_int_t)counts->n[i]));
	if (counts->bounced)
		json_array_append_new(list,
			json_pack("{ss sI}", "words", "came back later", "n", (json_int_t)counts->bounced));
	return view_list(list);
}

/* Sets how far the mailing is, in numbers. */
static void set_mailing(const struct http_request *request, json_t *view,
	const struct mailing *mailing, const struct delivery_counts *counts)
{
	struct arena *a = request->a;
	bool going = mailing->state == MAILING_GOING, over = mailing->ended != NO_TIME;
	json_t *sent = json_pack("{sb sb sb sb sI sb}", "going", going && !over, "paused",
		mailing->state == MAILING_PAUSED, "cancelled", mailing->state == MAILING_CANCELLED, "over",
		over, "people", (json_int_t)mailing->people, "one", mailing->people == 1);
	int64_t unknown = counts->n[DELIVERY_UNKNOWN];
	/* The later of the two: a copy that is due waits for the mailing as a whole. */
	int64_t due = counts->next != NO_TIME && !counts->n[DELIVERY_PLANNED] &&
			counts->next > mailing->due ?
		counts->next :
		mailing->due;
	view_set(sent, "editor", mailing->editor);
	view_set(sent, "ago", words_ago(a, mailing->at, request->now));
	view_set(sent, "ended_ago", over ? words_ago(a, mailing->ended, request->now) : STR_NONE);
	view_set(sent, "problem", over ? STR_NONE : mailing->problem);
	view_set(sent, "due_in", going && !over ? words_until(a, due, request->now) : STR_NONE);
	json_object_set_new(sent, "copies", copies_of(counts));
	json_object_set_new(sent, "unknown",
		unknown && mailing->state != MAILING_CANCELLED ? json_integer((json_int_t)unknown) :
														 json_false());
	json_object_set_new(view, "mailing", sent);
}

static json_t *files_of(
	const struct desk *desk, const struct http_request *request, const struct frozen_edition *e)
{
	static const char *const suffixes[EDITION_FILES] = EDITION_SUFFIXES;
	static const char *const titles[EDITION_FILES] = {"page", "plain text", "message"};
	struct arena *a = request->a;
	json_t *list = json_array();
	for (size_t i = 0; i < EDITION_FILES; i++) {
		json_t *one = json_pack("{ss}", "title", titles[i]);
		view_set(one, "url",
			view_link(a,
				STR_CAT(a, desk->site->base_url, S("digest/"),
					store_edition_file_name(a, e->period, e->list, suffixes[i]))));
		json_array_append_new(list, one);
	}
	return list;
}

bool page_edition(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct frozen_edition edition;
	struct edition_bodies bodies;
	struct mailing mailing;
	struct delivery_counts counts;
	bool there, sent;
	if (!edition_find(desk, request, response, &edition, &there, err))
		return false;
	if (!there)
		return true;
	if (!store_edition_bodies(desk->store, request->a, edition.id, &bodies, err) ||
		!store_mailing_get(desk->store, request->a, edition.id, &mailing, &sent, err) ||
		!store_delivery_count(desk->store, edition.id, &counts, err))
		return false;
	json_t *data = edition_view(desk, request, &edition);
	json_object_set_new(data, "kept", json_boolean(bodies.slot.n > 0));
	json_object_set_new(data, "files", files_of(desk, request, &edition));
	json_object_set_new(data, "mailing", json_false());
	json_object_set_new(data, "outdated", json_false());
	json_object_set_new(data, "mails", json_boolean(site_mails(desk->site)));
	if (sent)
		set_mailing(request, data, &mailing, &counts);
	json_t *bounces = NULL;
	bool over = sent && mailing.ended != NO_TIME;
	bool well = (over || edition_set_outdated(desk, request, data, edition.id, err)) &&
		edition_set_acts(desk, request, data, edition.id, err) &&
		edition_set_campaign(desk, request, data, &edition, err) &&
		growth_bounces(desk, request, edition.id, &bounces, err);
	if (!well) {
		json_decref(data);
		return false;
	}
	json_object_set_new(data, "bounces", bounces);
	return page_render(
		desk, request, response, &(struct page){"desk-edition", "Edition", data}, err);
}

/* Answers with the mail as it was frozen, in one of its two forms. */
static bool frozen_mail(struct desk *desk, const struct http_request *request,
	struct http_response *response, bool html, struct err *err)
{
	struct frozen_edition edition;
	struct edition_bodies bodies = {0};
	bool there;
	if (!store_edition_get(desk->store, request->a, http_path_id(request), &edition, &there, err) ||
		(there && !store_edition_bodies(desk->store, request->a, edition.id, &bodies, err)))
		return false;
	if (!bodies.slot.n)
		return page_error(desk, request, response, 404, "There is no such mail.", err);
	digest_mail_answer(response, html, html ? bodies.html : bodies.text);
	return true;
}

bool page_edition_html(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return frozen_mail(desk, request, response, true, err);
}

bool page_edition_text(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return frozen_mail(desk, request, response, false, err);
}
