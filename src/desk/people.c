#include "base/utf8.h"
#include "desk/ask.h"
#include "desk/desk_parts.h"
#include "desk/invite.h"
#include "desk/page.h"
#include "desk/password.h"
#include "desk/people.h"
#include "desk/people_parts.h"
#include "mail/letter.h"
#include "render/view.h"
#include "store/editor_mail.h"

static json_t *roles_of(enum role current)
{
	json_t *roles = json_array();
	for (int role = 0; role < ROLE_COUNT; role++)
		json_array_append_new(roles,
			json_pack("{ss sb}", "word", editor_role_word((enum role)role), "selected",
				(enum role)role == current));
	return roles;
}

static bool people_of(struct desk *desk, const struct http_request *request,
	const struct editors *editors, json_t *people, struct err *err)
{
	char text[TIME_TEXT];
	struct editor_mail mail;
	for (size_t i = 0; i < editors->n; i++) {
		if (!store_editor_mail_get(desk->store, request->a, editors->v[i].id, &mail, err))
			return false;
		const struct editor *editor = &editors->v[i];
		json_t *one = json_pack("{sI ss so sb sb}", "id", (json_int_t)editor->id, "role",
			editor_role_word(editor->role), "roles", roles_of(editor->role), "self",
			editor->id == desk->visitor.editor.id, "totp", editor->totp.n > 0);
		view_set(one, "name", editor->name);
		view_set(one, "seen",
			editor->last_seen == NO_TIME ? STR_NONE :
										   str_of(time_rfc3339(editor->last_seen, text)));
		view_set(one, "seen_day",
			editor->last_seen == NO_TIME ? STR_NONE :
										   str_of(date_us(date_local(editor->last_seen), text)));
		view_set(one, "email", str_or(mail.wanted, editor->email));
		view_set(one, "wanted", mail.wanted);
		json_array_append_new(people, one);
	}
	return true;
}

bool people_show(struct desk *desk, const struct http_request *request,
	struct http_response *response, const char *problem, json_t *made, struct err *err)
{
	struct editors editors;
	json_t *people = json_array(), *invited = json_array();
	if (!store_editor_list(desk->store, request->a, &editors, err) ||
		!people_of(desk, request, &editors, people, err) ||
		!invite_list(desk, request, invited, err)) {
		json_decref(people);
		json_decref(invited);
		json_decref(made);
		return false;
	}
	json_t *data = json_pack("{so so so}", "people", people, "roles", roles_of(ROLE_EDITOR), "made",
		made ? made : json_false());
	json_object_set_new(data, "invited", view_list(invited));
	json_object_set_new(data, "mails", json_boolean(letter_can_link(desk->site)));
	view_set(data, "problem", str_of(problem));
	view_set(data, "name", problem ? http_param(&request->form, "name") : STR_NONE);
	view_set(data, "email", problem ? http_param(&request->form, "email") : STR_NONE);
	if (problem)
		response->status = 400;
	response->no_store = true;
	return page_render(desk, request, response, &(struct page){"desk-people", "People", data}, err);
}

bool people_refused(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct err *refused, struct err *err)
{
	if (refused->kind == ERR_USER)
		return people_show(desk, request, response, refused->text, NULL, err);
	*err = *refused;
	return false;
}

bool people_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return people_show(desk, request, response, NULL, NULL, err);
}

bool people_new(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str name = str_collapse(request->a, http_param(&request->form, "name")),
			   password = password_new(request->a), hash;
	enum role role;
	int64_t id;
	struct err refused;
	if (!name.n || utf8_length(name) > PEOPLE_NAME_MAX ||
		!editor_role_of(http_param(&request->form, "role"), &role))
		return people_show(desk, request, response,
			"An editor needs a name of at most 60 letters, and a role.", NULL, err);
	if (!password_hash(request->a, password, &hash, err))
		return false;
	const struct editor editor = {
		.name = name, .role = role, .password = hash, .created = request->now};
	if (!people_add(desk->store, &editor, &id, &refused))
		return people_refused(desk, request, response, &refused, err);
	json_t *made = json_object();
	view_set(made, "name", name);
	view_set(made, "password", password);
	return people_show(desk, request, response, NULL, made, err);
}

bool people_find(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct editor *editor, bool *found, struct err *err)
{
	bool there,
		well = store_editor_get(
			desk->store, request->a, http_path_id(request), editor, &there, err);
	*found = well && there && editor->active;
	if (*found || !well)
		return well;
	return page_error(desk, request, response, 404, "There is no such editor.", err);
}

static struct people_by by_visitor(const struct desk *desk, const struct http_request *request)
{
	return (struct people_by){.site = desk->site,
		.store = desk->store,
		.actor = {.name = desk->visitor.editor.name},
		.now = request->now};
}

bool people_role(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct people_by by = by_visitor(desk, request);
	struct editor editor;
	struct err refused;
	bool found, well = people_find(desk, request, response, &editor, &found, err);
	if (!found)
		return well;
	if (!editor_role_of(http_param(&request->form, "role"), &editor.role))
		return page_error(desk, request, response, 404, "There is no such role.", err);
	if (!people_change(&by, &editor, &refused))
		return people_refused(desk, request, response, &refused, err);
	return http_redirect(response, S("/people?said=role"));
}

bool people_name(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor;
	struct err refused;
	bool found, well = people_find(desk, request, response, &editor, &found, err);
	if (!found)
		return well;
	if (!people_rename(desk->store, editor.id, http_param(&request->form, "was"),
			str_collapse(request->a, http_param(&request->form, "called")), &refused))
		return people_refused(desk, request, response, &refused, err);
	return http_redirect(response, S("/people?said=renamed"));
}

bool people_remove(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct people_by by = by_visitor(desk, request);
	struct editor editor;
	struct err refused;
	bool found, well = people_find(desk, request, response, &editor, &found, err);
	if (!found)
		return well;
	const struct question question = {.heading = "Remove an editor",
		.sure = "remove",
		.yes = "Remove",
		.no = "Keep",
		.back = S("/people"),
		.text = str_printf(request->a,
			STR_FMT " will be logged out everywhere and cannot log in any more. What they decided "
					"stays in the log; what is set aside for them is given back.",
			STR_ARG(editor.name))};
	if (!ask_answered(request, question.sure))
		return ask_page(desk, request, response, 200, &question, err);
	editor.active = false;
	editor.password = STR_NONE;
	if (!people_change(&by, &editor, &refused))
		return people_refused(desk, request, response, &refused, err);
	return store_session_end_others(desk->store, editor.id, 0, err) &&
		http_redirect(response, S("/people?said=removed"));
}

bool people_ask_admin(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct question *question, bool *go_on, struct err *err)
{
	struct str problem;
	question->password = true;
	question->no = "Leave it";
	question->back = S("/people");
	*go_on = false;
	if (!ask_answered(request, question->sure))
		return ask_page(desk, request, response, 200, question, err);
	if (!enter_again(desk, request, &problem, err))
		return false;
	if (problem.n) {
		question->text = str_printf(
			request->a, STR_FMT " " STR_FMT, STR_ARG(problem), STR_ARG(question->text));
		return ask_page(desk, request, response, 403, question, err);
	}
	*go_on = true;
	return true;
}

/* Makes a new password for an editor who forgot theirs, and shows it once. Whoever is logged in
 * with the old one is logged out. */
bool people_password(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor;
	bool go_on, found, well = people_find(desk, request, response, &editor, &found, err);
	if (!found)
		return well;
	if (editor.id == desk->visitor.editor.id)
		return page_error(desk, request, response, 404,
			"Your own password is changed under your name at the top.", err);
	struct question question = {.heading = "A new password",
		.sure = "password",
		.yes = "Make a new password",
		.text = str_printf(request->a,
			STR_FMT
			" gets a new password, which is shown to you once, and is logged out everywhere.",
			STR_ARG(editor.name))};
	if (!people_ask_admin(desk, request, response, &question, &go_on, err))
		return false;
	if (!go_on)
		return true;
	struct str password = password_new(request->a);
	if (!password_hash(request->a, password, &editor.password, err) ||
		!store_editor_write(desk->store, &editor, err) ||
		!store_session_end_others(desk->store, editor.id, 0, err))
		return false;
	json_t *made = json_object();
	view_set(made, "name", editor.name);
	view_set(made, "password", password);
	return people_show(desk, request, response, NULL, made, err);
}

/* Switches off the second step of an editor who lost their authenticator. */
bool people_totp(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct editor editor;
	bool go_on, found, well = people_find(desk, request, response, &editor, &found, err);
	if (!found)
		return well;
	if (editor.id == desk->visitor.editor.id)
		return page_error(desk, request, response, 404,
			"Your own second step is under your name at the top.", err);
	struct question question = {.heading = "Without the second step",
		.sure = "totp",
		.yes = "Switch it off",
		.text = str_printf(request->a,
			STR_FMT " can log in with the password alone, until they set up an authenticator "
					"again. Make sure that it is they who ask.",
			STR_ARG(editor.name))};
	if (!people_ask_admin(desk, request, response, &question, &go_on, err))
		return false;
	if (!go_on)
		return true;
	editor.totp = STR_NONE;
	editor.totp_used = 0;
	return store_editor_write(desk->store, &editor, err) &&
		http_redirect(response, S("/people?said=totp-off-theirs"));
}
