/* page: how a page of the desk is made.
 *
 * A page is the template desk/templates/NAME.mustache, which begins with {{>desk-head}} and ends
 * with {{>desk-foot}}. Its data is the handler's own; page_render adds one member, `desk`, with
 * what every page shows around its content:
 *
 *   lang, site_title, page_title       the site's language and title, the page's title
 *   path, csrf                         of the request; what every form of the page must hold
 *   style, script                      their addresses, with the hash of their content
 *   known, editor: {name, role}        `known` is false before a login
 *   keys_off                           the editor has switched off single-key shortcuts
 *   nav: [{title, url, current, key, count, of}]
 *                                      the pages that the editor may see
 *   broken: {items: [text]}            mistakes of the configuration's files, which is as it was
 *                                      before them; false: none
 *   alarms: {items: [{text, url}]}     what keeps the site from going on; false: nothing does
 *   worker                             what becomes of what waits for the worker (alarms.h)
 *   worker_runs                        one is there, and publishes within seconds
 *   can: {decide, check, arrange, withdraw, send, sources, people}
 *                                      what the editor may do
 *   said: {text, problem, undo}        what the last request did: the text for `?said=WORD` (the
 *                                      table in page.c), or "said" in the handler's data; `undo`
 *                                      is the decision that one key takes back
 *
 * A form holds <input type="hidden" name="csrf" value="{{desk.csrf}}">. Every text is escaped by
 * {{…}}; {{{…}}} is for fragments that publish/ rendered. */
#ifndef DESK_PAGE_H
#define DESK_PAGE_H

#include "desk/desk.h"

struct page {
	const char *name;  /* of its template, without ".mustache" */
	const char *title; /* stands before the site's */
	json_t *data;      /* an object */
};
/* Renders the page as the response's body. It takes over the data, whether it fails or not. The
 * status stays as it is. */
bool page_render(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct page *page, struct err *err) MUST_USE;
/* Renders the template alone, without `desk`, and appends it to `out`. It takes over the data. */
bool page_fragment(
	struct desk *desk, const char *name, json_t *data, struct buf *out, struct err *err) MUST_USE;
/* Answers with a page that says, in words for the visitor, why it cannot be done (400, 403, 404,
 * 409 …). The script gets {"error": text}. */
bool page_error(struct desk *desk, const struct http_request *request,
	struct http_response *response, int status, const char *text, struct err *err) MUST_USE;

#endif
