/* door_parts: what the files of door/ share (private to it). */
#ifndef DOOR_DOOR_PARTS_H
#define DOOR_DOOR_PARTS_H

#include "door/door.h"
#include "publish/own_page.h"
#include "publish/output.h"
#include "web/limit.h"

struct door {
	const struct site *site;
	struct store *store;
	struct templates templates;
	struct own_pages own;
	struct arena arena;
	struct str policy; /* Content-Security-Policy of its pages */
	struct limit_table searches, asks;
	struct limit_table networks, addresses, letters; /* of those who sign up for the digest */
	struct web_app app;
};

typedef bool door_handler(struct door *door, const struct http_request *request,
	struct http_response *response, struct err *err);
struct door_route {
	struct route at; /* must be first: web/route.h finds entries by it */
	door_handler *handler;
	/* The page that says that it failed, with what was typed; its status is set. NULL: who asks is
	 * a program, which is told in a line. */
	door_handler *failed;
};
/* 429 with Retry-After: who asks too often. */
void door_set_wait(
	const struct http_request *request, struct http_response *response, int64_t wait_ms);
/* search.c */
door_handler search_page, search_failed;
/* hub.c */
door_handler hub_page;
/* mail_sign_up.c, mail_settings.c */
door_handler mail_sign_up_page, mail_sign_up_form, mail_sign_up_confirm, mail_sign_up_failed,
	mail_settings_show_leave, mail_settings_leave, mail_settings_page, mail_settings_form,
	mail_settings_failed;
/* websub.c */
door_handler websub_verify_page, websub_deliver_page;
size_t websub_raw_max(void *data, const struct http_request *request);

#endif
