/* setting_form: a source or a topic of the configuration as a form, and back. Inside desk/.
 *
 * The fields come from the kind's own settings (model/source_kinds.h) and from what all sources, or
 * all topics, have. What a block says beyond them stays as it is. */
#ifndef DESK_SETTING_FORM_H
#define DESK_SETTING_FORM_H

#include "config/desk.h"
#include "desk/desk.h"

/* Whether blocks of this kind are set up at the desk: a topic, a kind of source, or the site. */
bool setting_form_has(struct str kind);
/* "a feed", "a PubMed search": in the middle of a sentence. */
const char *setting_form_noun(struct str kind);
/* An address as it was typed, whole: "example.org/news" is typed and pasted as often as one with
 * https:// in front. In the arena, or `text`. */
struct str setting_form_address(struct arena *a, struct str text);
/* The block that the form says: its kind ("kind"), title ("title") and settings; over what `was`
 * (may be NULL) says beyond the fields. In the request's arena. */
struct config_block setting_form_read(
	const struct http_request *request, const struct config_block *was);
/* Of the site: whose entries they are, where the form leaves it empty and the desk may say it. An
 * address of one's own gives its domain and this year; else what `was` says stays (may be NULL). */
void setting_form_complete(const struct site *site, const struct http_request *request,
	const struct config_block *was, struct config_block *block);
/* What is wrong with a block of this kind, as the configuration says it, with the fields called as
 * the form calls them: “Address” is not a web address. In the arena. */
struct str setting_form_problem(struct arena *a, struct str kind, struct str problem);
/* The fields, filled by the block: [{key, label, hint, line | lines | area | select | checks}]:
 * line: {value, address}, area and lines: {value}, select and checks: {options: [{word, text,
 * chosen}]}; fixed: where a file by hand sets it. */
json_t *setting_form_fields(
	const struct desk *desk, struct arena *a, const struct config_block *block);

#endif
