#include "base/utf8.h"
#include "desk/desk_parts.h"
#include "desk/page.h"
#include "desk/password.h"
#include "mail/letter.h"
#include "render/view.h"
#include "store/editor_mail.h"
#include "store/mail_link.h"
#include "store/tries.h"
#include "store/unit.h"
#include "web/guard.h"

/* How often somebody may ask: for one name, from one address, all together. Whoever asks is told
 * nothing of who works here; nobody's mailbox is to be filled. */
static const struct limit PER_NAME = {3, 600000}, PER_ADDRESS = {10, 60000}, TOGETHER = {30, 10000};

static bool show_forgot(struct desk *desk, const struct http_request *request,
	struct http_response *response, const char *problem, struct err *err)
{
	bool open = guard_is_private(request) && letter_can_link(desk->site);
	json_t *data = json_pack("{sb}", "open", open);
	if (open)
		enter_bind(desk, request, response);
	view_set(data, "problem", str_of(problem));
	response->no_store = true;
	return page_render(
		desk, request, response, &(struct page){"desk-forgot", "Forgotten password", data}, err);
}

bool forgot_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return show_forgot(desk, request, response, NULL, err);
}

static bool take_try(struct desk *desk, const struct http_request *request, struct str who,
	int64_t *wait, struct err *err)
{
	struct store *s = desk->store;
	struct hash from = enter_address_key(request);
	struct hash address = hash_strs(
					(struct str[]){S("forgot"), {(const char *)from.bytes, sizeof from.bytes}}, 2),
				name = hash_strs((struct str[]){S("forgotten"), utf8_fold(request->a, who)}, 2);
	return store_tries_take(s, address, &PER_ADDRESS, wait, err) &&
		(*wait || store_tries_take(s, name, &PER_NAME, wait, err)) &&
		(*wait || store_tries_take(s, hash_str(S("forgot")), &TOGETHER, wait, err));
}

/* The number of the editor of this name or address to whom a link can be mailed; 0: nobody. Both
 * are looked for whatever is found: an answer takes as long for a name that is known. */
static bool find_editor(struct desk *desk, const struct http_request *request, struct str who,
	int64_t *id, struct err *err)
{
	struct editor named, mailed;
	bool is_name, is_address;
	if (!store_editor_find(desk->store, request->a, who, &named, &is_name, err) ||
		!store_editor_mail_find(desk->store, request->a, who, &mailed, &is_address, err))
		return false;
	is_name = is_name && named.active && named.email.n;
	*id = is_name ? named.id : is_address ? mailed.id : 0;
	return true;
}

bool forgot_post(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str who = str_trim(http_param(&request->form, "who"));
	int64_t id;
	if (!who.n || !letter_can_link(desk->site))
		return show_forgot(desk, request, response, NULL, err);
	int64_t wait;
	if (!take_try(desk, request, who, &wait, err))
		return false;
	if (wait) {
		response->status = 429;
		http_header_set(
			response, "Retry-After", str_printf(request->a, "%lld", (long long)(wait / 1000 + 1)));
		return show_forgot(desk, request, response,
			"It was asked for too often. Wait a few minutes, then try again.", err);
	}
	return find_editor(desk, request, who, &id, err) &&
		letter_ask(desk->store, LETTER_RESET, id, STR_NONE, request->now, err) &&
		http_redirect(response, S("/login?said=forgot"));
}

/* The link, and the editor whose it is, when it is still good. */
static bool find_link(struct desk *desk, const struct http_request *request, struct str key,
	struct editor *editor, bool *found, struct err *err)
{
	const struct mail_link_key shown = {MAIL_LINK_RESET, key, request->now};
	struct mail_link link;
	if (!store_mail_link_find(desk->store, request->a, &shown, &link, found, err))
		return false;
	if (*found && !store_editor_get(desk->store, request->a, link.about, editor, found, err))
		return false;
	*found = *found && editor->active;
	return true;
}

static bool refuse_link(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 404,
		"This link was used already, or is too old. Ask for another one: “Forgotten” on the page "
		"where you log in.",
		err);
}

/* The page of a new password. */
struct reset {
	struct editor editor;
	struct str key, problem;
};

static bool show_reset(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct reset *reset, struct err *err)
{
	json_t *data = json_pack("{si}", "shortest", PASSWORD_MIN);
	view_set(data, "key", reset->key);
	view_set(data, "name", reset->editor.name);
	view_set(data, "problem", reset->problem);
	json_object_set_new(data, "totp", json_boolean(reset->editor.totp.n > 0));
	enter_bind(desk, request, response);
	if (reset->problem.n)
		response->status = 400;
	response->no_store = true;
	return page_render(
		desk, request, response, &(struct page){"desk-reset", "New password", data}, err);
}

/* Programs that look through mail open links: opening one changes nothing. */
bool forgot_reset_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct reset reset = {.key = http_param(&request->path_params, "key")};
	bool found;
	if (!find_link(desk, request, reset.key, &reset.editor, &found, err))
		return false;
	if (!found || !guard_is_private(request))
		return refuse_link(desk, request, response, err);
	return show_reset(desk, request, response, &reset, err);
}

/* Whoever knew the old password may be logged in: all sessions end. The link ends with the old
 * password. */
static bool set_password(struct desk *desk, const struct http_request *request,
	const struct reset *reset, bool *found, struct err *err)
{
	struct editor editor;
	if (!find_link(desk, request, reset->key, &editor, found, err))
		return false;
	editor.password = reset->editor.password;
	return !*found ||
		(store_editor_write(desk->store, &editor, err) &&
			store_session_end_others(desk->store, editor.id, 0, err));
}

bool forgot_reset(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct reset reset = {.key = http_param(&request->form, "key")};
	struct str fresh = http_param(&request->form, "new");
	struct err unfit;
	struct unit u;
	bool found;
	if (!find_link(desk, request, reset.key, &reset.editor, &found, err))
		return false;
	if (!found)
		return refuse_link(desk, request, response, err);
	if (!password_fit(fresh, &unfit)) {
		reset.problem = str_printf(request->a, "%s.", unfit.text);
		return show_reset(desk, request, response, &reset, err);
	}
	/* Hashing takes its time: whether the link is still good is looked at with the writing. */
	if (!password_hash(request->a, fresh, &reset.editor.password, err) ||
		!unit_begin(&u, desk->store, err) ||
		!unit_end(&u, set_password(desk, request, &reset, &found, err), err))
		return false;
	return found ? http_redirect(response, S("/login?said=reset")) :
				   refuse_link(desk, request, response, err);
}
