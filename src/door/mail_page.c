#include "door/mail_page.h"

#include <assert.h>

#include "publish/page.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"

void mail_page_begin(struct mail_page *page, struct door *door, const struct http_request *request,
	struct http_response *response)
{
	*page = (struct mail_page){.door = door,
		.request = request,
		.response = response,
		.c = {.a = request->a,
			.site = door->site,
			.templates = &door->templates,
			.own = &door->own,
			.store = door->store,
			.root = door->site->base_url},
		.mail = json_object()};
	json_object_set_new(page->mail, "texts", json_array());
	json_object_set_new(page->mail, "choices", json_array());
	json_object_set_new(page->mail, "links", json_array());
	response->no_store = true;
	http_header_set(response, "Content-Security-Policy", door->policy);
}

bool mail_page_end(struct mail_page *page, enum word title, struct err *err)
{
	const struct output_context *c = &page->c;
	assert(page->mail); /* begun, and not ended */
	json_t *shell = page_shell(
		c, words_text(&c->site->words, title), S(PATH_SIGN_UP), SECTION_NONE);
	json_object_set_new(shell, "noindex", json_true());
	json_object_set_new(shell, "secret", json_true());
	json_object_set_new(shell, "canonical", json_false());
	json_object_set_new(shell, "mail", page->mail);
	page_set_changed(c, shell, NO_TIME);
	bool well = template_render(
		c->templates, "mail", shell, MUSTACHE_HTML, &page->response->body, err);
	json_decref(shell);
	page->mail = NULL;
	return well;
}

struct str mail_page_words(const struct mail_page *page, enum word word, struct str slug)
{
	const struct site *site = page->c.site;
	const struct mail_list list = site_list_once(site, slug);
	return words_filled(page->c.a, &site->words, word,
		(struct words_place[]){{"list", words_list(&site->words, &list)}, {0}});
}

void mail_page_problem(struct mail_page *page, struct str text)
{
	view_set(page->mail, "problem", text);
}

void mail_page_text(struct mail_page *page, struct str text)
{
	json_array_append_new(json_object_get(page->mail, "texts"), json_stringn(text.p, text.n));
}

static json_t *list_view(const struct mail_page *page, const struct mail_list *list)
{
	const struct words *words = &page->c.site->words;
	json_t *view = json_object();
	view_set(view, "slug", list->slug);
	view_set(view, "title", words_list(words, list));
	view_set(view, "cadence", words_text(words, words_cadence(list->cadence)));
	return view;
}

void mail_page_lists(struct mail_page *page, const struct strs *slugs)
{
	const struct site *site = page->c.site;
	json_t *items = json_array();
	for (size_t i = 0; i < site->list_count; i++)
		if (strs_have(*slugs, site->lists[i].slug))
			json_array_append_new(items, list_view(page, &site->lists[i]));
	json_object_set_new(page->mail, "get", view_list(items));
}

static json_t *boxes_of(const struct mail_page *page, const struct strs *on)
{
	const struct site *site = page->c.site;
	json_t *items = json_array();
	for (size_t i = 0; i < site->list_count; i++) {
		json_t *box = list_view(page, &site->lists[i]);
		json_object_set_new(box, "on", json_boolean(strs_have(*on, site->lists[i].slug)));
		json_array_append_new(items, box);
	}
	return view_list(items);
}

void mail_page_form(struct mail_page *page, const struct mail_button *button)
{
	json_t *form = json_object(), *view = json_object();
	assert(button->label.n); /* what a screen reader says of it */
	view_set(view, "value", str_of(button->value));
	view_set(view, "label", button->label);
	json_object_set_new(form, "buttons", view);
	json_object_set_new(form, "boxes", button->on ? boxes_of(page, button->on) : json_false());
	view_set(form, "note", button->note);
	json_array_append_new(json_object_get(page->mail, "choices"), form);
}

void mail_page_link(struct mail_page *page, const char *url, enum word title)
{
	json_t *link = json_object();
	view_set(link, "url", str_of(url));
	view_set(link, "title", words_text(&page->c.site->words, title));
	json_array_append_new(json_object_get(page->mail, "links"), link);
}

bool mail_page_wrong(struct mail_page *page, struct err *err)
{
	page->response->status = 404;
	mail_page_text(page, words_text(&page->c.site->words, WORD_mail_bad_link_text));
	mail_page_link(page, "../subscribe", WORD_mail_title);
	return mail_page_end(page, WORD_mail_bad_link, err);
}
