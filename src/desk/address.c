#include "desk/account.h"
#include "desk/desk_parts.h"
#include "desk/page.h"
#include "desk/people_parts.h"
#include "mail/letter.h"
#include "mail/message.h"
#include "render/view.h"
#include "store/editor_mail.h"
#include "store/mail_link.h"
#include "store/tries.h"
#include "store/unit.h"
#include "web/guard.h"

/* Somebody else may own the address: so many mails ask one editor's addresses for confirmation. */
static const struct limit CONFIRMATIONS = {5, 600000};

void people_letter_view(json_t *view, const struct job *job, bool found)
{
	bool open = found && job->finished == NO_TIME;
	json_object_set_new(view, "put_off", json_boolean(open && job->outcome.n));
	json_object_set_new(view, "waits", json_boolean(open && !job->outcome.n));
	json_object_set_new(view, "failed", json_boolean(found && !open && job->failed));
	json_object_set_new(view, "sent", json_boolean(found && !open && !job->failed));
	view_set(view, "outcome", job->outcome);
}

bool address_view(
	struct desk *desk, const struct http_request *request, json_t **out, struct err *err)
{
	const struct editor *editor = &desk->visitor.editor;
	struct str typed = http_param(&request->form, "email");
	struct editor_mail mail;
	struct job job;
	bool found;
	if (!store_editor_mail_get(desk->store, request->a, editor->id, &mail, err) ||
		!letter_find(desk->store, request->a, LETTER_CONFIRM, editor->id, &job, &found, err))
		return false;
	*out = json_object();
	view_set(*out, "email", str_or(typed, str_or(mail.wanted, editor->email)));
	view_set(*out, "confirmed", editor->email);
	view_set(*out, "wanted", mail.wanted);
	people_letter_view(*out, &job, found);
	return true;
}

bool address_want(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	const struct editor *editor = &desk->visitor.editor;
	struct str email = str_trim(http_param(&request->form, "email")), address, problem;
	struct hash key = hash_strs((struct str[]){S("confirm"), editor->name}, 2);
	struct err unfit;
	if (email.n && !message_address(request->a, email, &address, &unfit))
		return account_refuse(
			desk, request, response, str_printf(request->a, "%s.", unfit.text), err);
	/* Whoever has the address can get a new password: it is as good as the password. */
	int64_t wait = 0;
	if (!enter_again(desk, request, &problem, err))
		return false;
	if (problem.n)
		return account_refuse(desk, request, response, problem, err);
	if (email.n && !store_tries_take(desk->store, key, &CONFIRMATIONS, &wait, err))
		return false;
	if (wait)
		return account_refuse(desk, request, response,
			S("Too many mails have asked for a confirmation. Try again in ten minutes."), err);
	const struct letter_wish wish = {editor->id, email, editor->name, request->now};
	return letter_want_address(desk->site, desk->store, &wish, err) &&
		http_redirect(response,
			!email.n                   ? S("/account?said=email-gone") :
				site_mails(desk->site) ? S("/account?said=email") :
										 S("/account?said=email-waits"));
}

/* The same for another editor, by who manages people. */
bool people_email(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str email = str_trim(http_param(&request->form, "email")), address;
	struct editor editor;
	struct err unfit;
	bool go_on, found, well = people_find(desk, request, response, &editor, &found, err);
	if (!found)
		return well;
	if (email.n && !message_address(request->a, email, &address, &unfit))
		return people_refused(desk, request, response, &unfit, err);
	struct question question = {.heading = "A mail address",
		.sure = "email",
		.yes = "Save the address",
		.text = str_printf(request->a,
			email.n ? STR_FMT " is to have this address. A link that is mailed there confirms it; "
							  "with it they can choose a new password." :
					  STR_FMT " is to have no address any more.",
			STR_ARG(editor.name)),
		.words = email};
	if (!people_ask_admin(desk, request, response, &question, &go_on, err))
		return false;
	const struct letter_wish wish = {editor.id, email, desk->visitor.editor.name, request->now};
	return !go_on ||
		(letter_want_address(desk->site, desk->store, &wish, err) &&
			http_redirect(response, S("/people?said=email-theirs")));
}

static bool find_link(struct desk *desk, const struct http_request *request, struct str key,
	struct mail_link *link, bool *found, struct err *err)
{
	const struct mail_link_key shown = {MAIL_LINK_CONFIRM, key, request->now};
	return store_mail_link_find(desk->store, request->a, &shown, link, found, err);
}

static bool refuse_link(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	return page_error(desk, request, response, 404,
		"This link was used already, or is too old. Another one is mailed when you save your "
		"address again, on the page of your account.",
		err);
}

/* Programs that look through mail open links: opening one changes nothing. */
bool address_confirm_form(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct str key = http_param(&request->path_params, "key");
	struct mail_link link;
	struct editor editor;
	bool found;
	if (!find_link(desk, request, key, &link, &found, err) ||
		(found && !store_editor_get(desk->store, request->a, link.about, &editor, &found, err)))
		return false;
	if (!found || !guard_is_private(request))
		return refuse_link(desk, request, response, err);
	enter_bind(desk, request, response);
	response->no_store = true;
	json_t *data = json_object();
	view_set(data, "key", key);
	view_set(data, "address", link.address);
	view_set(data, "name", editor.name);
	return page_render(
		desk, request, response, &(struct page){"desk-confirm", "Confirm an address", data}, err);
}

static bool confirm(struct desk *desk, const struct mail_link *link, bool *done, struct err *err)
{
	struct unit u;
	return unit_begin(&u, desk->store, err) &&
		unit_end(&u,
			store_mail_link_end(desk->store, MAIL_LINK_CONFIRM, link->about, err) &&
				store_editor_mail_confirm(desk->store, link->about, link->address, done, err),
			err);
}

bool address_confirm(struct desk *desk, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_link link;
	bool found, done;
	if (!find_link(desk, request, str_trim(http_param(&request->form, "key")), &link, &found, err))
		return false;
	if (!found)
		return refuse_link(desk, request, response, err);
	if (!confirm(desk, &link, &done, err))
		return false;
	if (!done)
		return refuse_link(desk, request, response, err);
	return http_redirect(
		response, desk->visitor.known ? S("/account?said=confirmed") : S("/login?said=confirmed"));
}
