/* /mail/leave/TOKEN and /mail/settings/TOKEN: by the links in each copy. A GET shows what there is
 * to do and a POST does it, as often as it comes. A mail program leaves by a POST of its own (RFC
 * 8058), without a cookie and without being led elsewhere. */
#include "door/mail_page.h"

static struct str token_of(const struct mail_page *page)
{
	return http_param(&page->request->path_params, "token");
}

static bool fail(struct mail_page *page)
{
	json_decref(page->mail);
	return false;
}

/* -- Leaving -- */

struct leaving {
	struct leave_link link;
	struct subscriber subscriber;
	bool there;          /* the link is proved, and the subscriber was not deleted */
	struct str settings; /* the token of theirs */
};

static bool read_leave(struct mail_page *page, struct leaving *out, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct door *door = page->door;
	struct arena *a = page->c.a;
	*out = (struct leaving){0};
	if (!subscriber_vault_is_there(door->site))
		return true;
	if (!subscriber_vault_open(door->site, door->store, VAULT_THERE, &vault, err) ||
		!subscriber_leave_read(&vault, a, door->store, token_of(page), &out->link, err))
		return false;
	if (!out->link.proved)
		return true;
	out->settings = subscriber_settings_token(&vault, a, out->link.handle);
	return store_subscriber_named(
		door->store, a, out->link.handle, &out->subscriber, &out->there, err);
}

bool mail_settings_show_leave(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	struct leaving leaving;
	mail_page_begin(&page, door, request, response);
	if (!read_leave(&page, &leaving, err))
		return fail(&page);
	if (!leaving.link.proved)
		return mail_page_wrong(&page, err);
	if (leaving.link.list.n)
		mail_page_form(&page,
			&(struct mail_button){.value = "list",
				.label = mail_page_words(&page, WORD_mail_leave, leaving.link.list)});
	mail_page_form(&page,
		&(struct mail_button){
			.value = "all", .label = mail_page_words(&page, WORD_mail_leave_all, STR_NONE)});
	if (leaving.there)
		mail_page_link(&page,
			str_cstr(page.c.a, STR_CAT(page.c.a, S("../settings/"), leaving.settings)),
			WORD_mail_settings);
	return mail_page_end(&page, WORD_unsubscribe, err);
}

static bool answer_left(struct mail_page *page, struct str list, struct err *err)
{
	mail_page_text(
		page, mail_page_words(page, list.n ? WORD_mail_left_list : WORD_mail_left_all, list));
	mail_page_link(page, "../subscribe", WORD_mail_title);
	return mail_page_end(page, WORD_mail_left, err);
}

/* Who was deleted gets the same answer as who leaves. */
bool mail_settings_leave(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	struct leaving leaving;
	bool changed;
	mail_page_begin(&page, door, request, response);
	if (!read_leave(&page, &leaving, err))
		return fail(&page);
	if (!leaving.link.proved)
		return mail_page_wrong(&page, err);
	if (str_eq(http_param(&request->form, "do"), S("all")))
		leaving.link.list = STR_NONE;
	if (leaving.there &&
		!subscriber_leave(
			door->store, leaving.subscriber.id, leaving.link.list, request->now, &changed, err))
		return fail(&page);
	if (!http_param(&request->form, "List-Unsubscribe").n)
		return answer_left(&page, leaving.link.list, err);
	json_decref(page.mail);
	return http_text(response, 200, S("Done.\n"));
}

/* -- Settings -- */

static bool read_settings(
	struct mail_page *page, struct subscriber *out, bool *there, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct door *door = page->door;
	struct arena *a = page->c.a;
	struct str handle;
	*there = false;
	if (!subscriber_vault_is_there(door->site))
		return true;
	if (!subscriber_vault_open(door->site, door->store, VAULT_THERE, &vault, err))
		return false;
	return !subscriber_settings_read(&vault, a, token_of(page), &handle) ||
		store_subscriber_named(door->store, a, handle, out, there, err);
}

/* Of who left there is nothing to choose: whoever wants mail again signs up again. */
static bool show_settings(
	struct mail_page *page, const struct subscriber *subscriber, struct err *err)
{
	const struct words *words = &page->c.site->words;
	struct strs lists;
	if (!store_subscription_list(page->door->store, page->c.a, subscriber->id, &lists, err))
		return fail(page);
	if (subscriber->state == SUBSCRIBER_CONFIRMED) {
		mail_page_form(page,
			&(struct mail_button){
				.value = "save", .label = words_text(words, WORD_mail_save), .on = &lists});
		mail_page_form(page,
			&(struct mail_button){
				.value = "leave", .label = words_text(words, WORD_mail_leave_all)});
	} else {
		mail_page_text(page, words_text(words, WORD_mail_left_all));
		mail_page_link(page, "../subscribe", WORD_mail_title);
	}
	mail_page_form(page,
		&(struct mail_button){.value = "delete",
			.label = words_text(words, WORD_mail_delete),
			.note = words_text(words, WORD_mail_delete_text)});
	return mail_page_end(page, WORD_mail_settings, err);
}

bool mail_settings_page(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	struct subscriber subscriber;
	bool there;
	mail_page_begin(&page, door, request, response);
	if (!read_settings(&page, &subscriber, &there, err))
		return fail(&page);
	return there ? show_settings(&page, &subscriber, err) : mail_page_wrong(&page, err);
}

/* Does what the form asks for, and reads the subscriber again: *there is false when they are
 * deleted. */
static bool do_settings(struct mail_page *page, struct subscriber *subscriber, bool *there,
	enum word *title, struct err *err)
{
	struct store *s = page->door->store;
	const struct http_request *request = page->request;
	struct str what = http_param(&request->form, "do");
	const struct strs lists = http_param_all(page->c.a, &request->form, "list");
	bool changed, well = true;
	*title = WORD_mail_settings;
	if (str_eq(what, S("delete"))) {
		*title = WORD_mail_deleted;
		well = subscriber_delete(s, subscriber->id, request->now, err);
	} else if (str_eq(what, S("leave"))) {
		*title = WORD_mail_left;
		well = subscriber_leave(s, subscriber->id, STR_NONE, request->now, &changed, err);
	} else if (str_eq(what, S("save"))) {
		*title = WORD_mail_saved;
		well = subscriber_choose(page->c.site, s, subscriber->id, &lists, request->now, err);
	}
	return well && store_subscriber_get(s, page->c.a, subscriber->id, subscriber, there, err);
}

bool mail_settings_form(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	struct subscriber subscriber;
	bool there;
	enum word done;
	mail_page_begin(&page, door, request, response);
	if (!read_settings(&page, &subscriber, &there, err))
		return fail(&page);
	if (!there)
		return mail_page_wrong(&page, err);
	if (!do_settings(&page, &subscriber, &there, &done, err))
		return fail(&page);
	if (!there)
		return mail_page_end(&page, WORD_mail_deleted, err);
	if (done == WORD_mail_saved && subscriber.state != SUBSCRIBER_CONFIRMED)
		done = WORD_mail_left;
	if (done != WORD_mail_settings)
		mail_page_problem(&page, words_text(&door->site->words, done));
	return show_settings(&page, &subscriber, err);
}

bool mail_settings_failed(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	const struct words *words = &door->site->words;
	const struct strs lists = http_param_all(request->a, &request->form, "list");
	mail_page_begin(&page, door, request, response);
	mail_page_problem(&page, words_text(words, WORD_door_failed));
	if (str_eq(http_param(&request->form, "do"), S("save")))
		mail_page_form(&page,
			&(struct mail_button){
				.value = "save", .label = words_text(words, WORD_mail_save), .on = &lists});
	return mail_page_end(&page, WORD_mail_settings, err);
}
