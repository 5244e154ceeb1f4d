/* preview: a whole page of out/ as the next publication would write it, before anything is saved.
 *
 * What the editor would change is changed, planned and rendered in a transaction that is taken back
 * at the end: so the preview is made by the very code that publishes, and shows to the byte what
 * would be written. Nothing reaches out/ or stays in the store. Other processes that write wait for
 * it meanwhile, some tens of milliseconds. */
#ifndef PUBLISH_PREVIEW_H
#define PUBLISH_PREVIEW_H

#include "base/buf.h"
#include "base/err.h"
#include "model/site.h"
#include "store/store.h"

struct page_wanted {
	const struct site *site;
	struct store *store;
	int64_t now;
	/* One of the three: the page of an item, of a section, of a topic by its slug. */
	int64_t item;
	enum section section;
	struct str topic;
	struct str root; /* the way from the preview to what stands in out/: "/look/" */
	/* What is changed first; NULL: nothing. False with an error ends it. */
	bool (*change)(void *user, struct err *err);
	void *user;
};
/* Appends the page to `html`. Errors: those of the change; ERR_USER for a mistake in a template, or
 * when there would be no such page; ERR_STORE. */
bool publish_preview(const struct page_wanted *wanted, struct buf *html, struct err *err) MUST_USE;

#endif
