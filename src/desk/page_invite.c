#include "desk/desk_parts.h"
#include "desk/invite.h"
#include "desk/page.h"
#include "desk/password.h"
#include "desk/people_parts.h"
#include "mail/letter.h"
#include "render/view.h"
#include "web/guard.h"
#include "store/tries.h"

/* Whoever is invited did not ask for it: so many mails go to one invitation. */
static const struct limit MAILS = {3, 600000};

static bool show_link(struct desk *desk, const struct http_request *request,
	struct http_response *response, int64_t id, struct err *err)
{
	struct str path,
		own = str_printf(request->a, "%s://" STR_FMT "/", request->secure ? "https" : "http",
			STR_ARG(request->host));
	struct invitation invitation;
	bool found;
	if (!store_invitation_get(desk->store, request->a, id, &invitation, &found, err) ||
		!invite_link(desk->store, request->a, id, request->now, &path, err))
		return false;
	json_t *made = json_object();
	view_set(made, "name", invitation.name);
	view_set(made, "link",
		str_printf(request->a, STR_FMT STR_FMT, STR_ARG(str_or(desk->site->desk_url, own)),
			STR_ARG(path)));
	view_set(made, "own", desk->site->desk_url.n ? STR_NONE : own);
	json_object_set_new(made, "here", json_boolean(guard_is_local(request->host)));
	return people_show(desk, request, response, NULL, made, err);
}

bool invite_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct invitation invitation = {
		.name = str_collapse(request->a, http_param(&request->form, "name")),
		.address = str_trim(http_param(&request->form, "email")),
		.editor = desk->visitor.editor.name,
		.at = request->now};
	struct err refused;
	int64_t id;
	bool mailed;
	if (!editor_role_of(http_param(&request->form, "role"), &invitation.role))
		return people_show(desk, request, response, "There is no such role.", NULL, err);
	if (!invite_make(desk->site, desk->store, &invitation, &id, &mailed, &refused))
		return people_refused(desk, request, response, &refused, err);
	return mailed ? http_redirect(response, S("/people?said=invited")) :
					show_link(desk, request, response, id, err);
}

static bool find_open(
	struct desk *desk, const struct http_request *request, bool *found, struct err *err)
{
	struct invitation invitation;
	return store_invitation_get(
		desk->store, request->a, http_path_id(request), &invitation, found, err);
}

static bool refuse_none(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 404,
		"There is no such invitation: it was accepted or taken back.", err);
}

bool invite_again(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	int64_t id = http_path_id(request);
	struct hash key = hash_str(str_printf(request->a, "invite %lld", (long long)id));
	int64_t wait;
	bool found;
	if (!find_open(desk, request, &found, err))
		return false;
	if (!found)
		return refuse_none(desk, request, response, err);
	if (!store_tries_take(desk->store, key, &MAILS, &wait, err))
		return false;
	if (wait)
		return people_show(desk, request, response,
			"Enough mails went there. Try again in ten minutes.", NULL, err);
	return letter_ask(
			   desk->store, LETTER_INVITE, id, desk->visitor.editor.name, request->now, err) &&
		http_redirect(response, S("/people?said=invited"));
}

bool invite_show(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	bool found;
	if (!find_open(desk, request, &found, err))
		return false;
	return found ? show_link(desk, request, response, http_path_id(request), err) :
				   refuse_none(desk, request, response, err);
}

bool invite_back(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return store_invitation_end(desk->store, http_path_id(request), err) &&
		http_redirect(response, S("/people?said=uninvited"));
}

static bool view_invitation(struct desk *desk, const struct http_request *request,
	const struct invitation *invitation, json_t *list, struct err *err)
{
	char text[TIME_TEXT];
	struct job job;
	bool found;
	int64_t made;
	if (!letter_find(desk->store, request->a, LETTER_INVITE, invitation->id, &job, &found, err) ||
		!store_mail_link_newest(desk->store, MAIL_LINK_INVITE, invitation->id, &made, err))
		return false;
	/* A number may be given again: what was asked for before is of another invitation. */
	found = found && job.asked >= invitation->at;
	bool old = made != NO_TIME && made + LETTER_INVITE_SECONDS <= request->now;
	json_t *one = json_pack("{sI ss sb sb}", "id", (json_int_t)invitation->id, "role",
		editor_role_word(invitation->role), "old", old, "mails",
		invitation->address.n && letter_can_link(desk->site));
	view_set(one, "name", invitation->name);
	view_set(one, "address", invitation->address);
	view_set(one, "by", invitation->editor);
	view_set(one, "at", str_of(time_rfc3339(invitation->at, text)));
	view_set(one, "day", str_of(date_us(date_local(invitation->at), text)));
	people_letter_view(one, &job, found);
	json_array_append_new(list, one);
	return true;
}

bool invite_list(
	struct desk *desk, const struct http_request *request, json_t *list, struct err *err)
{
	struct invitations all;
	bool well = store_invitation_list(desk->store, request->a, &all, err);
	for (size_t i = 0; well && i < all.n; i++)
		well = view_invitation(desk, request, &all.v[i], list, err);
	return well;
}

static bool refuse_link(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 404,
		"This invitation was accepted or taken back, or is too old. Ask whoever invited you for "
		"another one.",
		err);
}

/* The page of somebody who is invited. */
static bool show_invitation(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct invite_answer *answer, struct str problem,
	struct err *err)
{
	json_t *data = json_pack("{si}", "shortest", PASSWORD_MIN);
	view_set(data, "key", answer->key);
	view_set(data, "name", answer->name);
	view_set(data, "problem", problem);
	enter_bind(desk, request, response);
	if (problem.n)
		response->status = 400;
	response->no_store = true;
	return page_render(
		desk, request, response, &(struct page){"desk-invited", "You are invited", data}, err);
}

/* Programs that look through mail open links: opening one changes nothing. */
bool invite_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct invite_answer answer = {.key = http_param(&request->path_params, "key")};
	struct invitation invitation;
	bool found;
	if (!invite_find(desk->store, request->a, answer.key, request->now, &invitation, &found, err))
		return false;
	if (!found || !guard_is_private(request))
		return refuse_link(desk, request, response, err);
	answer.name = invitation.name;
	return show_invitation(desk, request, response, &answer, STR_NONE, err);
}

bool invite_accepted(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct invite_answer answer = {.key = http_param(&request->form, "key"),
		.name = str_collapse(request->a, http_param(&request->form, "name")),
		.now = request->now};
	struct invitation invitation;
	struct str fresh = http_param(&request->form, "new");
	struct err refused;
	bool found;
	if (!invite_find(desk->store, request->a, answer.key, request->now, &invitation, &found, err))
		return false;
	if (!found)
		return refuse_link(desk, request, response, err);
	bool well = password_fit(fresh, &refused) &&
		password_hash(request->a, fresh, &answer.password_hash, &refused) &&
		invite_accept(desk->site, desk->store, &answer, &found, &refused);
	if (!well && refused.kind != ERR_USER) {
		*err = refused;
		return false;
	}
	if (!well)
		return show_invitation(
			desk, request, response, &answer, str_printf(request->a, "%s.", refused.text), err);
	return found ? http_redirect(response, S("/login?said=accepted")) :
				   refuse_link(desk, request, response, err);
}
