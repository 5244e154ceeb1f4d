#include "desk/account.h"
#include "desk/desk_parts.h"
#include "desk/page.h"
#include "desk/password.h"
#include "desk/token.h"
#include "desk/totp.h"
#include "render/view.h"
#include "web/cookie.h"
#include "web/guard.h"

/* "11/25/2026 08:15", in the site's time. */
static struct str minute(struct arena *a, int64_t t)
{
	char day[TIME_TEXT], clock[TIME_TEXT];
	return str_printf(a, "%s %s", date_us(date_local(t), day), time_local_clock(t, clock));
}

static json_t *session_view(struct arena *a, const struct session *session, bool here)
{
	json_t *one = json_pack("{sI sb}", "id", (json_int_t)session->id, "here", here);
	char text[TIME_TEXT];
	view_set(one, "address", session->address);
	view_set(one, "agent", session->agent);
	view_set(one, "since", str_of(time_rfc3339(session->created, text)));
	view_set(one, "since_day", minute(a, session->created));
	view_set(one, "seen", str_of(time_rfc3339(session->seen, text)));
	view_set(one, "seen_day", here ? S("now") : minute(a, session->seen));
	return one;
}

/* The sessions of the editor; that of this browser comes first. */
static json_t *sessions_of(
	const struct desk *desk, const struct http_request *request, const struct sessions *sessions)
{
	json_t *list = json_array();
	for (size_t i = 0; i < sessions->n; i++) {
		const struct session *session = &sessions->v[i];
		bool here = session->id == desk->visitor.session.id;
		json_array_insert_new(
			list, here ? 0 : json_array_size(list), session_view(request->a, session, here));
	}
	return list;
}

/* A form that sets up the second step holds the new secret, and this hash of it: it proves that the
 * secret was made for this editor in this session, after they gave their password. */
static struct str totp_seal(const struct desk *desk, struct arena *a, struct str secret)
{
	const struct visitor *visitor = &desk->visitor;
	return hash_hex(a,
		hash_strs((struct str[]){S("totp"), visitor->editor.password,
					  str_printf(a, "%lld", (long long)visitor->session.id), secret},
			4));
}

/* The page. `problem`: why a form is shown again. `secret`: of a second step that is being set up,
 * for the editor to take over into their authenticator. Either may be empty. */
static bool show_account(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct str problem, struct str secret, struct err *err)
{
	const struct editor *editor = &desk->visitor.editor;
	const struct session_time time = {request->now, request->now - SESSION_IDLE};
	struct sessions sessions;
	if (!store_session_list(desk->store, request->a, editor->id, time, &sessions, err))
		return false;
	json_t *data, *mail;
	if (!address_view(desk, request, &mail, err))
		return false;
	if (!mail_choice_view(desk, request, mail, err)) {
		json_decref(mail);
		return false;
	}
	data = json_pack("{so}", "mail", mail);
	view_set(data, "problem", problem);
	view_set(data, "secret", secret);
	view_set(data, "seal", totp_seal(desk, request->a, secret));
	view_set(data, "secret_url",
		secret.n ? totp_url(request->a, desk->site->title, editor->name, secret) : STR_NONE);
	json_object_set_new(data, "totp", json_boolean(editor->totp.n > 0));
	json_object_set_new(data, "sessions", sessions_of(desk, request, &sessions));
	json_object_set_new(data, "others", json_boolean(sessions.n > 1));
	json_object_set_new(data, "shortest", json_integer(PASSWORD_MIN));
	if (problem.n)
		response->status = 400;
	response->no_store = true;
	return page_render(
		desk, request, response, &(struct page){"desk-account", "Your account", data}, err);
}

bool account_refuse(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct str problem, struct err *err)
{
	return show_account(desk, request, response, problem, STR_NONE, err);
}

bool account_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return show_account(desk, request, response, STR_NONE, STR_NONE, err);
}

bool account_password(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor = desk->visitor.editor;
	struct str problem, fresh = http_param(&request->form, "new");
	struct err unfit;
	if (!enter_again(desk, request, &problem, err))
		return false;
	if (problem.n)
		return show_account(desk, request, response, problem, STR_NONE, err);
	if (!password_fit(fresh, &unfit))
		return show_account(
			desk, request, response, str_copy(request->a, str_of(unfit.text)), STR_NONE, err);
	/* Whoever knew the old password may be logged in elsewhere: all sessions end, and this browser
	 * gets a new one. */
	if (!password_hash(request->a, fresh, &editor.password, err))
		return false;
	cookie_set(request, response, COOKIE_KNOWN,
		token_new_known(request->a, editor.name, editor.password), KNOWN_SECONDS);
	return store_editor_write(desk->store, &editor, err) &&
		store_session_end_others(desk->store, editor.id, 0, err) &&
		visitor_enter(desk, request, response, &editor, err) &&
		http_redirect(response, S("/account?said=password"));
}

bool account_keys(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor = desk->visitor.editor;
	editor.keys_off = str_eq(http_param(&request->form, "keys"), S("off"));
	return store_editor_write(desk->store, &editor, err) &&
		http_redirect(
			response, editor.keys_off ? S("/account?said=keys-off") : S("/account?said=keys-on"));
}

bool account_session_end(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct visitor *visitor = &desk->visitor;
	int64_t session = http_param_id(&request->form, "session");
	bool well = session ?
		store_session_end(desk->store, visitor->editor.id, session, err) :
		store_session_end_others(desk->store, visitor->editor.id, visitor->session.id, err);
	return well && http_redirect(response, S("/account?said=ended"));
}

static bool totp_confirm(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor = desk->visitor.editor;
	struct str secret = http_param(&request->form, "secret");
	if (!guard_same_secret(http_param(&request->form, "seal"), totp_seal(desk, request->a, secret)))
		return show_account(desk, request, response,
			S("That took too long. Type your password to begin again."), STR_NONE, err);
	if (!totp_is(secret, totp_typed(request->a, http_param(&request->form, "code")), request->now,
			0, &editor.totp_used))
		return show_account(desk, request, response,
			S("That is not the code of this moment. Is the clock of your phone right?"), secret,
			err);
	editor.totp = secret;
	return store_editor_write(desk->store, &editor, err) &&
		http_redirect(response, S("/account?said=totp-on"));
}

bool account_totp(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor = desk->visitor.editor;
	struct str problem;
	if (http_param(&request->form, "code").n && !editor.totp.n)
		return totp_confirm(desk, request, response, err);
	if (!enter_again(desk, request, &problem, err))
		return false;
	if (problem.n)
		return show_account(desk, request, response, problem, STR_NONE, err);
	if (!editor.totp.n)
		return show_account(desk, request, response, STR_NONE, totp_new(request->a), err);
	editor.totp = STR_NONE;
	editor.totp_used = 0;
	return store_editor_write(desk->store, &editor, err) &&
		http_redirect(response, S("/account?said=totp-off"));
}
