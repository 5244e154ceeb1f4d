/* Freezing the next edition of a list, or a correction of one item, after a page that says what it
 * holds. When that is not so any more, nothing is frozen and the page is shown again. */
#include <assert.h>

#include "desk/digest.h"
#include "desk/page.h"
#include "desk/routes.h"
#include "render/view.h"
#include "render/words.h"
#include "store/delivery.h"

static bool nothing_to_freeze(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, struct err *err)
{
	return page_error(desk, request, response, status,
		http_path_id(request) ?
			"There is nothing to correct: what they were sent is what readers see, or a correction "
			"is on its way." :
			"Nothing was approved since the last edition, so there is none to freeze.",
		err);
}

/* Of a correction: for how many people it is, and where it can be looked at. */
static bool set_about(
	struct desk *desk, const struct digest_edition *edition, json_t *data, struct err *err)
{
	int64_t people;
	if (!edition->about) {
		json_object_set_new(data, "about", json_false());
		return true;
	}
	if (!store_mailing_people(desk->store, edition->list->slug, edition->about, &people, err))
		return false;
	json_object_set_new(data, "about",
		json_pack("{sI sI sb sb}", "id", (json_int_t)edition->about, "people", (json_int_t)people,
			"one", people == 1, "nobody", people == 0));
	return true;
}

static json_t *freeze_view(
	struct arena *a, const struct mail_list *list, const struct digest_shown *next)
{
	const struct edition_draft *draft = &next->draft;
	const struct digest *digest = &next->digest;
	json_t *data = json_pack("{sI sI sI}", "gone", (json_int_t)draft->gone.n, "left_out",
		(json_int_t)draft->left_out.n, "unshown",
		(json_int_t)(digest->fresh + digest->corrected - digest->shown));
	view_set(data, "word", list->slug);
	view_set(data, "title", words_list(&WORDS_ENGLISH, list));
	view_set(data, "period", words_period(a, &WORDS_ENGLISH, next->edition.period));
	view_set(data, "subject", digest->subject);
	view_set(data, "held",
		words_count(
			a, &WORDS_ENGLISH, draft->fresh.n, draft->corrected.n + draft->gone.n, WORD_counts));
	view_set(data, "seen", digest_seen(a, &next->edition, draft, digest));
	return data;
}

/* The page that says what freezing would do; with a problem, status 409. */
static bool freeze_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct mail_list *list, const char *problem,
	struct err *err)
{
	struct digest_shown next;
	struct err why;
	if (!digest_now(desk, request, list, &next, &why)) {
		*err = why;
		return why.kind == ERR_USER && page_error(desk, request, response, 409, why.text, err);
	}
	if (next.digest.empty)
		return nothing_to_freeze(desk, request, response, problem ? 409 : 404, err);
	json_t *data = freeze_view(request->a, list, &next);
	view_set(data, "problem", str_of(problem));
	view_set(data, "action", request->path);
	if (!set_about(desk, &next.edition, data, err)) {
		json_decref(data);
		return false;
	}
	response->no_store = true;
	if (problem)
		response->status = 409;
	return page_render(desk, request, response,
		&(struct page){
			"desk-freeze", next.edition.about ? "A correction" : "Freeze an edition", data},
		err);
}

bool edition_freeze_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct mail_list *list = digest_list(desk, request);
	return list ? freeze_page(desk, request, response, list, NULL, err) :
				  page_error(desk, request, response, 404, "There is no such digest.", err);
}

bool edition_freeze(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct arena *a = request->a;
	const struct mail_list *list = digest_list(desk, request);
	struct digest_edition edition;
	struct digest digest;
	struct err why;
	if (!list)
		return page_error(desk, request, response, 404, "There is no such digest.", err);
	if (!digest_wanted(desk, request, list, &edition, err))
		return false;
	edition.seen = str_or(http_param(&request->form, "seen"), S("nothing"));
	if (!digest_freeze(a, &edition, desk->store, &digest, &why)) {
		*err = why;
		return why.kind == ERR_USER && page_error(desk, request, response, 409, why.text, err);
	}
	if (digest.empty)
		return nothing_to_freeze(desk, request, response, 409, err);
	if (digest.changed)
		return freeze_page(desk, request, response, list,
			"What it holds was changed in between. Nothing was frozen; look again.", err);
	assert(digest.id > 0);
	return http_redirect(
		response, str_printf(a, "/digest/edition/%lld?said=frozen", (long long)digest.id));
}
