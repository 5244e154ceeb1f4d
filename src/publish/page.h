/* page: what the HTML pages of a publication have in common. */
#ifndef PUBLISH_PAGE_H
#define PUBLISH_PAGE_H

#include <jansson.h>

#include "publish/output.h"

/* What every page shows around its content: {lang, site_title, page_title, root, path, canonical,
 * sections:[{title,word,url,feed,current}]}. `title` may be empty (the index); `current` is the
 * section whose page it is. The caller owns it. */
json_t *page_shell(
	const struct output_context *c, struct str title, struct str path, enum section current);
/* The later of `changed` and the moment at which something was last taken off this section
 * (SECTION_NONE: any) and topic (NULL: any). */
int64_t page_last_change(const struct output_context *c, enum section section,
	const struct topic *topic, int64_t changed);
/* Adds `changed` and `changed_day`: when the newest of what the page shows was approved, or
 * something was taken off it (false: never). The content's time, not the run's, so that an
 * unchanged page keeps its bytes. */
void page_set_changed(json_t *shell, int64_t changed);
/* Renders the template and adds the page; takes `data`. */
bool page_add(const struct output_context *c, const char *template, struct str path, json_t *data,
	struct err *err) MUST_USE;

#endif
