/* ask: a page that asks "are you sure?" before something is done. It holds all fields of the form
 * that was sent, and its button sends them again with the answer. So nothing that was typed is
 * lost, and no script is needed. */
#ifndef DESK_ASK_H
#define DESK_ASK_H

#include "desk/desk.h"

struct question {
	const char *heading;
	struct str text;
	struct str words; /* what the editor wrote, shown on the page; may be empty */
	const char *yes;  /* the text of the button */
	const char *sure; /* the button sends this word as "sure" */
	const char *no;   /* the text of the link that leads back */
	struct str back;  /* the address of that link */
	bool password;    /* the editor's password must be typed as well */
};
/* Whether the form answers yes to the question with this word. */
bool ask_answered(const struct http_request *request, const char *sure);
/* Answers with the page, and this status. The desk's script gets {"error": the question's text,
 * "conflict": the text of a button that leads to the page}. */
bool ask_page(struct desk *desk, const struct http_request *request, struct http_response *response,
	int status, const struct question *question, struct err *err) MUST_USE;
/* The fields of the form that was sent, as hidden fields of a page that sends them again, but for
 * what is asked for anew. The caller owns it. */
json_t *ask_inputs(const struct http_request *request);
/* Appends {name, value} of a hidden field to the list. */
void ask_input_add(json_t *inputs, struct str name, struct str value);

#endif
