/* /mail/subscribe: the form by which readers sign up, and /mail/confirm/TOKEN: the link in the
 * letter that they get.
 *
 * What is answered to a form says nothing of its address: neither whether it is known, nor whether
 * a letter is mailed. Somebody who has to wait is told so for their network, or because of
 * everybody together. */
#include <arpa/inet.h>

#include "base/clock.h"
#include "base/utf8.h"
#include "door/mail_page.h"
#include "mail/message.h"
#include "publish/page.h"
#include "render/view.h"
#include "store/mail_link.h"

enum { MINUTE_MS = 60000, ADDRESS_MAX = 254 };
/* Forms of one network; letters to one address; letters altogether. */
static const struct limit OF_NETWORK = {.burst = 20, .refill_ms = 3 * (int64_t)MINUTE_MS};
static const struct limit OF_ADDRESS = {.burst = 3, .refill_ms = 20 * (int64_t)MINUTE_MS};
static const struct limit OF_ALL = {.burst = 300, .refill_ms = 12000};

/* What was typed, to be sent again. */
static void fill_in(const struct mail_page *page, json_t *form)
{
	const struct http_params *typed = &page->request->form;
	const struct strs on = http_param_all(page->c.a, typed, "list");
	size_t i;
	json_t *list;
	view_set(form, "address", utf8_cut(str_trim(http_param(typed, "address")), ADDRESS_MAX));
	json_array_foreach (json_object_get(form, "lists"), i, list) {
		struct str slug = str_of(json_string_value(json_object_get(list, "slug")));
		json_object_set_new(list, "on", json_boolean(strs_have(on, slug)));
	}
}

static void set_form(struct mail_page *page)
{
	json_t *form = page_sign_up(&page->c, S("subscribe"));
	if (form)
		fill_in(page, form);
	json_object_set_new(page->mail, "form", form ? form : json_false());
}

bool mail_sign_up_page(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	mail_page_begin(&page, door, request, response);
	if (!site_signs_up(door->site))
		return mail_page_wrong(&page, err);
	set_form(&page);
	return mail_page_end(&page, WORD_mail_title, err);
}

bool mail_sign_up_failed(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	mail_page_begin(&page, door, request, response);
	mail_page_problem(&page, words_text(&door->site->words, WORD_door_failed));
	if (!http_param(&request->path_params, "token").n)
		set_form(&page);
	return mail_page_end(&page, WORD_mail_title, err);
}

static bool answer_again(struct mail_page *page, int status, struct str problem, struct err *err)
{
	page->response->status = status;
	mail_page_problem(page, problem);
	set_form(page);
	return mail_page_end(page, WORD_mail_title, err);
}

static bool answer_wait(struct mail_page *page, int64_t wait_ms, struct err *err)
{
	const struct words *words = &page->c.site->words;
	size_t minutes = (size_t)((wait_ms + MINUTE_MS - 1) / MINUTE_MS);
	struct str text = words_fill(page->c.a, words_plural(words, WORD_mail_wait, minutes),
		(struct words_place[]){{"n", str_printf(page->c.a, "%zu", minutes)}, {0}});
	door_set_wait(page->request, page->response, wait_ms);
	return answer_again(page, 429, text, err);
}

static bool answer_sent(struct mail_page *page, struct err *err)
{
	mail_page_text(page, words_text(&page->c.site->words, WORD_mail_sent_text));
	return mail_page_end(page, WORD_mail_sent, err);
}

/* The first 24 bits of an IPv4 address, the first 48 of an IPv6 address. */
static struct hash network_of(struct arena *a, struct str address)
{
	unsigned char bytes[16];
	const char *text = str_cstr(a, address);
	size_t n = inet_pton(AF_INET, text, bytes) == 1 ? 3 :
		inet_pton(AF_INET6, text, bytes) == 1       ? 6 :
													  0;
	return hash_str(n ? (struct str){(const char *)bytes, n} : address);
}

static bool sign_up(struct mail_page *page, struct str address, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct door *door = page->door;
	const struct subscriber_wish wish = {.address = address,
		.lists = http_param_all(page->c.a, &page->request->form, "list"),
		.how = SUBSCRIBER_BY_FORM,
		.now = page->request->now};
	return subscriber_vault_open(door->site, door->store, VAULT_MAKE, &vault, err) &&
		subscriber_sign_up(door->site, door->store, &vault, &wish, err);
}

/* Who asks too often for one address is not told, since it may be another who asked before. */
static bool take_form(struct mail_page *page, struct str address, struct err *err)
{
	struct door *door = page->door;
	int64_t now = clock_ms(), wait;
	struct hash network = network_of(page->c.a, page->request->address),
				to = hash_str(str_lower(page->c.a, address)), all = hash_str(S("all"));
	wait = limit_take(&door->networks, network, &OF_NETWORK, now);
	if (wait)
		return answer_wait(page, wait, err);
	if (limit_take(&door->addresses, to, &OF_ADDRESS, now))
		return answer_sent(page, err);
	wait = limit_take(&door->letters, all, &OF_ALL, now);
	if (wait)
		return answer_wait(page, wait, err);
	if (sign_up(page, address, err))
		return answer_sent(page, err);
	/* No letter goes: who tries again is to get one. */
	limit_give_back(&door->addresses, to, &OF_ADDRESS);
	limit_give_back(&door->letters, all, &OF_ALL);
	json_decref(page->mail);
	return false;
}

static bool names_list(const struct mail_page *page, struct strs lists)
{
	for (size_t i = 0; i < lists.n; i++)
		if (site_list(page->c.site, lists.v[i]))
			return true;
	return false;
}

bool mail_sign_up_form(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	const struct words *words = &door->site->words;
	struct str address = str_trim(http_param(&request->form, "address")), plain;
	mail_page_begin(&page, door, request, response);
	if (!site_signs_up(door->site))
		return mail_page_wrong(&page, err);
	if (http_param(&request->form, "website").n) /* no person sees this field */
		return answer_sent(&page, err);
	if (address.n > ADDRESS_MAX || !message_address(request->a, address, &plain, NULL))
		return answer_again(&page, 400, words_text(words, WORD_mail_bad_address), err);
	if (!names_list(&page, http_param_all(request->a, &request->form, "list")))
		return answer_again(&page, 400, words_text(words, WORD_mail_no_list), err);
	return take_form(&page, plain, err);
}

/* -- The link in the letter -- */

/* The subscriber whom the link names; *there is false when it names none, or what they wished for
 * is none of the site's lists any more, so that there is nothing to confirm. */
static bool find_linked(
	struct mail_page *page, struct subscriber *subscriber, bool *there, struct err *err)
{
	const struct http_request *request = page->request;
	struct store *s = page->door->store;
	const struct mail_link_key key = {.kind = MAIL_LINK_SUBSCRIBE,
		.secret = http_param(&request->path_params, "token"),
		.now = request->now};
	struct mail_link link;
	if (!store_mail_link_find(s, request->a, &key, &link, there, err))
		return false;
	if (*there && !store_subscriber_get(s, request->a, link.about, subscriber, there, err))
		return false;
	*there = *there && (!subscriber->wanted.n || names_list(page, subscriber->wanted));
	return true;
}

static bool answer_confirmed(
	struct mail_page *page, const struct subscriber *subscriber, struct err *err)
{
	struct vault vault CLEANUP_VAULT;
	struct door *door = page->door;
	struct arena *a = page->c.a;
	struct strs lists;
	if (!store_subscription_list(door->store, a, subscriber->id, &lists, err) ||
		!subscriber_vault_open(door->site, door->store, VAULT_THERE, &vault, err)) {
		json_decref(page->mail);
		return false;
	}
	struct str settings = subscriber_settings_token(&vault, a, subscriber->handle);
	mail_page_text(page, words_text(&page->c.site->words, WORD_mail_you_get));
	mail_page_lists(page, &lists);
	mail_page_link(page, str_cstr(a, STR_CAT(a, S("../settings/"), settings)), WORD_mail_settings);
	return mail_page_end(page, WORD_mail_confirmed, err);
}

static bool answer_ask(struct mail_page *page, const struct subscriber *subscriber, struct err *err)
{
	const struct words *words = &page->c.site->words;
	const struct mail_button button = {
		.value = "confirm", .label = words_text(words, WORD_mail_confirm_button)};
	mail_page_text(page, words_text(words, WORD_mail_confirm_text));
	mail_page_lists(page, &subscriber->wanted);
	mail_page_form(page, &button);
	return mail_page_end(page, WORD_mail_confirm, err);
}

bool mail_sign_up_confirm(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err)
{
	struct mail_page page;
	struct subscriber subscriber;
	bool there, post = request->method == HTTP_POST;
	mail_page_begin(&page, door, request, response);
	if (!find_linked(&page, &subscriber, &there, err) ||
		(there && post &&
			!subscriber_confirm(door->store, subscriber.id, request->now, &there, err))) {
		json_decref(page.mail);
		return false;
	}
	if (!there)
		return mail_page_wrong(&page, err);
	return post || !subscriber.wanted.n ? answer_confirmed(&page, &subscriber, err) :
										  answer_ask(&page, &subscriber, err);
}
