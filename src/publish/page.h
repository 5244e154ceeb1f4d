/* page: the HTML pages of a publication. Each function adds one file to pages->out; false with what
 * is wrong with the template. */
#ifndef PUBLISH_PAGE_H
#define PUBLISH_PAGE_H

#include "publish/publication.h"

/* A release and where it stands. */
struct placed {
	const struct release *release;
	const struct relateds *related; /* may be NULL */
	const bool *on;                 /* by topic of the site */
};

struct pages {
	struct arena *a;
	const struct site *site;
	struct templates *templates;
	const struct placed *v; /* by date, newest first */
	size_t n;
	const struct gones *gone;
	struct outputs *out;
};
enum { SECTION_PAGE_ITEMS = 50, INDEX_ITEMS = 5 };

bool page_index(const struct pages *p, struct err *err) MUST_USE;
bool page_section(const struct pages *p, enum section section, struct err *err) MUST_USE;
bool page_topic(const struct pages *p, size_t topic, struct err *err) MUST_USE;
bool page_item(const struct pages *p, const struct placed *item, struct err *err) MUST_USE;
/* The page of an item that was merged into another: it points there. */
bool page_moved(const struct pages *p, int64_t from, const struct placed *to, struct err *err)
	MUST_USE;

/* The page of an item that was taken down: its title, that it was, when and why; not for search
 * engines. It leads on when another item bears its name now. */
bool page_gone(const struct pages *p, const struct gone *gone, struct err *err) MUST_USE;

/* What every page shows around its content: {lang, site_title, page_title, root, path, canonical,
 * sections:[{title,word,url,feed,current}]}. `title` may be empty (the index); `current` is the
 * section whose page it is. The caller owns it. */
json_t *page_shell(const struct pages *p, struct str title, struct str path, enum section current);
/* The later of `changed` and the moment at which something was last taken off this section
 * (SECTION_NONE: any) and topic (NULL: any). */
int64_t page_last_change(
	const struct pages *p, enum section section, const struct topic *topic, int64_t changed);
/* Adds `changed` and `changed_day`: when the newest of what the page shows was approved, or
 * something was taken off it (false: never). The content's time, not the run's, so that an
 * unchanged page keeps its bytes. */
void page_set_changed(json_t *shell, int64_t changed);
/* Renders the template and adds the page; takes `data`. */
bool page_add(const struct pages *p, const char *template, struct str path, json_t *data,
	struct err *err) MUST_USE;

#endif
