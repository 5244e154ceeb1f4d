/* setting: what the pages of sources and topics share: a block of feeds/desk.conf while an editor
 * changes it. Inside desk/.
 *
 * A form holds the text of the block as its editor saw it ("before", empty for a new one). What
 * somebody else made of the block meanwhile is shown, and the form is kept. */
#ifndef DESK_SETTING_H
#define DESK_SETTING_H

#include "desk/setting_form.h"
#include "store/config_change.h"

/* Whether the record stands in feeds/desk.conf, by its `where`. */
bool setting_is_ours(struct str where);
/* "/sources/edit?kind=feed&name=…" */
struct str setting_edit_url(struct arena *a, const char *kind, struct str title);

/* page_changes.c: what the change of this number was: "Added: feed “X”"; empty: there is none. */
struct str setting_changed_words(const struct desk *desk, struct arena *a, int64_t change);

/* A form on its way. */
struct setting_form {
	struct config_block block;
	struct str before;
	struct strs problems; /* to be put right first */
	struct str theirs;    /* what stands there now, when somebody else changed it */
	bool stale;           /* somebody did */
	json_t *tryout;       /* what it would bring, for the page; NULL: nobody asked. Taken over. */
};
/* On to the page, which nobody is to see as it was before a change. */
bool setting_go_on(
	struct desk *desk, struct http_response *response, struct str url, struct err *err) MUST_USE;
/* Answers with the form. */
bool setting_page(struct desk *desk, const struct http_request *request,
	struct http_response *response, const struct setting_form *form, struct err *err) MUST_USE;
/* The form that was sent. False when it is of no kind that the desk sets up. */
bool setting_read(const struct http_request *request, struct setting_form *out, struct err *err)
	MUST_USE;

#endif
