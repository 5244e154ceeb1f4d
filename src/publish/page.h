/* page: what the HTML pages of a publication have in common.
 *
 *     json_t *page = page_shell(c, title, path, SECTION_NONE);
 *     … sets the members that the template shows …
 *     page_set_changed(page, changed);
 *     return page_add(c, "topic", path, page, err); */
#ifndef PUBLISH_PAGE_H
#define PUBLISH_PAGE_H

#include <jansson.h>

#include "publish/output.h"

/* What every page shows around its content: {lang, site_title, page_title, root, canonical,
 * sections:[{title, word, url, feed, current}]}. `title` is empty for the index. `path` is that of
 * the page in out/. `current` is the section whose page it is; SECTION_NONE: no section's. The
 * caller owns the result. */
json_t *page_shell(
	const struct output_context *c, struct str title, struct str path, enum section current);
/* The later of `changed` and the time at which an item of this section (SECTION_NONE: any) and this
 * topic (NULL: any) was last withdrawn. */
int64_t page_last_change(const struct output_context *c, enum section section,
	const struct topic *topic, int64_t changed);
/* Sets `changed` and `changed_day`: the latest approval or withdrawal of an item of the page;
 * NO_TIME: there was none. It is the content's time, not the run's, so that an unchanged page keeps
 * its bytes. */
void page_set_changed(json_t *shell, int64_t changed);
/* Renders the template with the data and adds the page to the outputs. Takes `data`. */
bool page_add(const struct output_context *c, const char *template, struct str path, json_t *data,
	struct err *err) MUST_USE;

/* Adds the file `path`, which leads on to the page of this title: `to` from out/, `beside` from the
 * folder that both are in. */
bool page_add_moved(const struct output_context *c, struct str path, struct str title,
	struct str to, struct str beside, struct err *err) MUST_USE;

#endif
