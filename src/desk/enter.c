#include <assert.h>
#include <arpa/inet.h>

#include "base/clock.h"
#include "base/secret.h"
#include "base/utf8.h"
#include "desk/desk_parts.h"
#include "desk/page.h"
#include "desk/password.h"
#include "desk/resume.h"
#include "desk/token.h"
#include "desk/totp.h"
#include "mail/letter.h"
#include "render/view.h"
#include "store/tries.h"
#include "web/cookie.h"
#include "web/guard.h"

/* Tries to log in: five a minute for one name, ten from one address. */
static const struct limit PER_NAME = {5, 12000}, PER_ADDRESS = {10, 6000};
/* Checking a password takes a tenth of a second, in which editors wait. So all tries of strangers
 * together get a quarter of the time, after the first twenty. */
enum { STRANGERS_AT_ONCE = 20, STRANGERS_PART = 4, TRY_MS_LEAST = 50 };

static bool has_editors(struct desk *desk, struct arena *a, bool *some, struct err *err)
{
	struct editors editors;
	if (!store_editor_list(desk->store, a, &editors, err))
		return false;
	*some = editors.n > 0;
	return true;
}

void enter_bind(
	struct desk *desk, const struct http_request *request, struct http_response *response)
{
	if (desk->visitor.csrf.n)
		return;
	struct str token = secret_new(request->a);
	cookie_set(request, response, COOKIE_LOGIN, token, 0);
	desk->visitor.csrf = token_csrf(request->a, token);
}

/* Shows the login form. `problem`: why it is shown again; NULL: it is shown for the first time. */
static bool show_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, const char *problem, struct err *err)
{
	const struct http_params *given = request->method == HTTP_POST ? &request->form :
																	 &request->query;
	bool some;
	if (!has_editors(desk, request->a, &some, err))
		return false;
	json_t *data = json_object();
	bool open = guard_is_private(request) && some;
	if (open)
		enter_bind(desk, request, response);
	json_object_set_new(data, "open", json_boolean(open));
	json_object_set_new(data, "first_run", json_boolean(!some));
	json_object_set_new(data, "not_private", json_boolean(some && !open));
	json_object_set_new(data, "forgot", json_boolean(letter_can_link(desk->site)));
	view_set(data, "problem", str_of(problem));
	view_set(data, "name", request->method == HTTP_POST ? http_param(given, "name") : STR_NONE);
	view_set(data, "next", http_local_path(http_param(given, "next"), STR_NONE));
	json_object_set_new(data, "kept", view_list(resume_fields(request)));
	response->no_store = true;
	return page_render(desk, request, response, &(struct page){"desk-login", "Log in", data}, err);
}

bool enter_resume(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	response->status = 403;
	return show_form(desk, request, response, NULL, err);
}

bool enter_home(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	(void)desk;
	(void)request;
	(void)err;
	return http_redirect(response, S("/queue"));
}

bool enter_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	if (desk->visitor.known)
		return http_redirect(
			response, http_local_path(http_param(&request->query, "next"), S("/queue")));
	return show_form(desk, request, response, NULL, err);
}

struct hash enter_address_key(const struct http_request *request)
{
	struct in6_addr v6;
	struct str address = request->address;
	if (inet_pton(AF_INET6, str_cstr(request->a, address), &v6) == 1)
		address = (struct str){(const char *)v6.s6_addr, 8};
	return hash_strs((struct str[]){S("address"), address}, 2);
}

static struct hash known_key(struct str known)
{
	return hash_strs((struct str[]){S("known"), known}, 2);
}

static struct hash name_key(const struct http_request *request, struct str name)
{
	return hash_strs((struct str[]){S("name"), utf8_fold(request->a, name)}, 2);
}

/* Who tries to log in, by the form and the cookie. */
struct tried {
	struct str name, known;
};

/* Counts a try to log in. *wait is the milliseconds until a try is allowed; 0: this one is. `known`
 * is the cookie of a browser from which this editor has logged in before, else empty: such a
 * browser has tries of its own, so that whoever guesses elsewhere does not lock the editor out. */
static bool take_try(struct desk *desk, const struct http_request *request, const struct tried *by,
	int64_t *wait, struct err *err)
{
	struct store *s = desk->store;
	if (by->known.n)
		return store_tries_take(s, known_key(by->known), &PER_NAME, wait, err);
	int64_t took = desk->parts->try_ms > TRY_MS_LEAST ? desk->parts->try_ms : TRY_MS_LEAST;
	const struct limit strangers = {STRANGERS_AT_ONCE, STRANGERS_PART * took};
	return store_tries_take(s, enter_address_key(request), &PER_ADDRESS, wait, err) &&
		(*wait || store_tries_take(s, name_key(request, by->name), &PER_NAME, wait, err)) &&
		(*wait || store_tries_take(s, hash_str(S("strangers")), &strangers, wait, err));
}

static bool refuse_for_now(struct desk *desk, const struct http_request *request,
	struct http_response *response, int64_t wait_ms, struct err *err)
{
	assert(wait_ms > 0);
	desk->parts->logins[LOGIN_LIMITED]++;
	response->status = 429;
	http_header_set(
		response, "Retry-After", str_printf(request->a, "%lld", (long long)(wait_ms / 1000 + 1)));
	return show_form(
		desk, request, response, "There were too many tries. Wait a minute, then try again.", err);
}

/* Checks the code of the second step, for editors who have one. A code is good once. */
static bool second_step(struct desk *desk, const struct http_request *request,
	struct editor *editor, bool *passed, struct err *err)
{
	int64_t step;
	*passed = !editor->totp.n;
	if (*passed ||
		!totp_is(editor->totp, totp_typed(request->a, http_param(&request->form, "code")),
			request->now, editor->totp_used, &step))
		return true;
	*passed = true;
	editor->totp_used = step;
	return store_editor_write(desk->store, editor, err);
}

/* The editor of this name. When there is none, an editor without a password, which no password
 * fits. */
static bool find_editor(struct desk *desk, const struct http_request *request, struct str name,
	struct editor *editor, struct err *err)
{
	bool found;
	if (!store_editor_find(desk->store, request->a, name, editor, &found, err))
		return false;
	if (!found || !editor->active)
		*editor = (struct editor){0};
	return true;
}

/* Whether the form's password and code are this editor's. */
static bool identify(struct desk *desk, const struct http_request *request, struct editor *editor,
	bool *passed, struct err *err)
{
	*passed = password_is(editor->password, http_param(&request->form, "password"));
	return !*passed || second_step(desk, request, editor, passed, err);
}

/* Sets the cookies of a browser in which somebody has just logged in, and forgives the tries before
 * that. */
static bool know_browser(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct editor *editor, struct str known, struct err *err)
{
	cookie_set(request, response, COOKIE_LOGIN, STR_NONE, 0);
	cookie_set(request, response, COOKIE_KNOWN,
		known.n ? known : token_new_known(request->a, editor->name, editor->password),
		KNOWN_SECONDS);
	return store_tries_forgive(
		desk->store, known.n ? known_key(known) : name_key(request, editor->name), err);
}

bool enter_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct tried by = {
		str_trim(http_param(&request->form, "name")), cookie_token(request, COOKIE_KNOWN)};
	struct editor editor;
	int64_t wait;
	bool passed;
	if (!find_editor(desk, request, by.name, &editor, err))
		return false;
	if (!token_is_known(request->a, by.known, editor.name, editor.password))
		by.known = STR_NONE;
	if (!take_try(desk, request, &by, &wait, err))
		return false;
	if (wait)
		return refuse_for_now(desk, request, response, wait, err);
	int64_t began = clock_ms();
	if (!identify(desk, request, &editor, &passed, err))
		return false;
	desk->parts->try_ms = clock_ms() - began;
	if (!passed) {
		desk->parts->logins[LOGIN_REFUSED]++;
		response->status = 403;
		return show_form(
			desk, request, response, "Name, password and code do not fit together.", err);
	}
	desk->parts->logins[LOGIN_DONE]++;
	if (!know_browser(desk, request, response, &editor, by.known, err) ||
		!visitor_enter(desk, request, response, &editor, err))
		return false;
	return resume_waits(request) ?
		resume_page(desk, request, response, 200, err) :
		http_redirect(response, http_local_path(http_param(&request->form, "next"), S("/queue")));
}

bool enter_leave_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	cookie_set(request, response, COOKIE_SESSION, STR_NONE, 0);
	http_header_set(response, "Clear-Site-Data", S("\"cache\""));
	return store_session_end(desk->store, desk->visitor.editor.id, desk->visitor.session.id, err) &&
		http_redirect(response, S("/login?said=left"));
}

/* Asking for the password again counts as a try to log in: whoever finds an open browser must not
 * be able to guess it there. */
bool enter_again(
	struct desk *desk, const struct http_request *request, struct str *problem, struct err *err)
{
	const struct editor *editor = &desk->visitor.editor;
	/* Tries at the login form count elsewhere: whoever guesses there must not keep the editor from
	 * changing the password here. */
	struct hash key = hash_strs((struct str[]){S("again"), editor->name}, 2);
	int64_t wait;
	*problem = STR_NONE;
	if (!store_tries_take(desk->store, key, &PER_NAME, &wait, err))
		return false;
	if (!wait && password_is(editor->password, http_param(&request->form, "password")))
		return store_tries_forgive(desk->store, key, err);
	*problem = wait ? S("There were too many tries. Wait a minute, then try again.") :
					  S("That is not your present password.");
	return true;
}
