/* ask: a page that asks before it does. It holds the form that came, to be sent again by a button
 * that says yes; nothing of it is lost, and no script is needed. */
#ifndef DESK_ASK_H
#define DESK_ASK_H

#include "desk/desk.h"

struct question {
	const char *heading;
	struct str text;
	struct str words; /* what the editor wrote, to be seen here; may be empty */
	const char *yes;  /* the button's text */
	const char *sure; /* the form's "sure" then holds this word */
	const char *no;   /* the text of the link that leads back, */
	struct str back;  /* and where to */
	bool password;    /* the present password is asked for, too */
};
/* Whether the form says yes to this question. */
bool ask_answered(const struct http_request *request, const char *sure);
/* The page, with this status; the desk's script gets {"error": text, "conflict": the text of a
 * button that leads to the page}. */
bool ask_page(struct desk *desk, const struct http_request *request, struct http_response *response,
	int status, const struct question *question, struct err *err) MUST_USE;
/* Adds {name, value} of a hidden field to a list. */
void ask_input_add(json_t *inputs, struct str name, struct str value);

#endif
