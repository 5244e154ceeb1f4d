/* mail_page: the pages on which readers sign up for the digest, confirm, choose and leave (private
 * to door/). All are made by one template, mail.mustache, in the site's language.
 *
 *     mail_sign_up.c    /mail/subscribe, /mail/confirm/TOKEN
 *     mail_settings.c   /mail/leave/TOKEN, /mail/settings/TOKEN
 *
 * Nobody keeps such a page, none has a cookie, and what their links name is not passed on. */
#ifndef DOOR_MAIL_PAGE_H
#define DOOR_MAIL_PAGE_H

#include <jansson.h>

#include "door/door_parts.h"
#include "mail/subscriber.h"

/* A page while it is made: mail_page_begin, then its parts, then mail_page_end. */
struct mail_page {
	struct door *door;
	const struct http_request *request;
	struct http_response *response;
	struct output_context c;
	json_t *mail; /* what the template shows */
};
void mail_page_begin(struct mail_page *page, struct door *door, const struct http_request *request,
	struct http_response *response);
/* Writes the page under this title, and frees what was made. */
bool mail_page_end(struct mail_page *page, enum word title, struct err *err) MUST_USE;

/* The word with "{list}" in its place: what readers call the list of this slug. */
struct str mail_page_words(const struct mail_page *page, enum word word, struct str slug);
void mail_page_problem(struct mail_page *page, struct str text);
void mail_page_text(struct mail_page *page, struct str text);
/* The lists of these slugs, as far as the site has them. */
void mail_page_lists(struct mail_page *page, const struct strs *slugs);
/* A form with a box for each list, those of `on` ticked (NULL: no boxes), and one button; `note`
 * stands before it. */
struct mail_button {
	const char *value;
	struct str label, note;
	const struct strs *on;
};
void mail_page_form(struct mail_page *page, const struct mail_button *button);
void mail_page_link(struct mail_page *page, const char *url, enum word title);
/* The page for all links that are wrong, or too old. */
bool mail_page_wrong(struct mail_page *page, struct err *err) MUST_USE;

#endif
