/* page: what the HTML pages of a publication have in common.
 *
 *     json_t *page = page_shell(c, title, path, SECTION_NONE);
 *     … sets the members that the template shows …
 *     page_set_changed(c, page, changed);
 *     return page_write(c, "topic", path, page, err); */
#ifndef PUBLISH_PAGE_H
#define PUBLISH_PAGE_H

#include <jansson.h>

#include "model/release.h"
#include "publish/lists.h"
#include "publish/output.h"

/* What stands around the content of a page and is the same on the next one, most often: kept, so
 * that it is made once for thousands of pages. Begins as {0}. */
struct page_frame {
	size_t folders; /* the length of the root */
	enum section current;
	json_t *made; /* NULL: none is kept */
};
void page_frame_free(struct page_frame *frame);
#define CLEANUP_PAGE_FRAME __attribute__((cleanup(page_frame_free)))

/* What every page shows around its content: {lang, dir, site_title, page_title, root, canonical,
 * sections:[{title, word, url, feed, current}]}, and what page_set_site sets. `title` is empty for
 * the index. `path` is that of the page in out/. `current` is the section whose page it is;
 * SECTION_NONE: no section's. The caller owns the result. */
json_t *page_shell(
	const struct output_context *c, struct str title, struct str path, enum section current);
/* Sets what every page says of the organisation: {logo, icon, og_image, all_topics, own_pages,
 * site_description, sign_up, email, postal_address, disclaimer, privacy_url, donate_url}; the root
 * is that of the page (page_root). page_shell does. */
void page_set_site(const struct output_context *c, json_t *shell, struct str root, struct str path);
/* What the form of mail-form.mustache shows, by which readers sign up for the digest: {action,
 * page, lists:[{slug, title, cadence, on}], address}; of one list `only` is its slug beside it.
 * `action`: where the form goes. Nothing is filled in: `address` is false, and so is each `on`. The
 * caller owns it; NULL when nobody can sign up (site_signs_up). */
json_t *page_sign_up(const struct output_context *c, struct str action);
/* Sets `description` to the title of the page and what the site says of itself. page_shell does. */
void page_set_own_description(const struct output_context *c, json_t *shell, struct str title);
/* Sets `description`, for search engines, to another text. */
void page_set_description(const struct output_context *c, json_t *shell, struct str text);
/* Sets `follow`: the feeds that tell of what the page shows, {title, feeds:[{format, type, url}],
 * websub:{hubs:[…], topic}}. `topic` is the address of the first of them, of which the hubs tell.
 * Until then they are those of all items, without `websub`, as where there are no hubs. */
void page_set_feeds(
	const struct output_context *c, json_t *shell, const struct list_place *place, struct str path);
/* The same with one feed, at this path; of a page beside it. */
struct feed_format;
void page_set_feed(const struct output_context *c, json_t *shell, struct str title,
	const struct feed_format *format, struct str path);
/* The way from the page to out/: "", "../", "../../"; of 404.html, which is sent for any address,
 * the path at which out/ is served. */
struct str page_root(const struct output_context *c, struct str path);
/* Sets `changed` and `changed_day`: the latest approval or withdrawal of an item of the page;
 * NO_TIME: there was none. It is the content's time, not the run's, so that an unchanged page keeps
 * its bytes. */
void page_set_changed(const struct output_context *c, json_t *shell, int64_t changed);
/* The releases as the templates show them (render/view.h), for a page with this root. `here`: the
 * topic whose page it is; NULL: none. */
json_t *page_items(const struct output_context *c, const struct releases *releases,
	const struct topic *here, struct str root);
/* Renders the template with the data and writes the page. Takes `data`. */
bool page_write(const struct output_context *c, const char *template, struct str path, json_t *data,
	struct err *err) MUST_USE;

/* Writes the file `path`, which leads on to the page of this title: `to` from out/, `beside` from
 * the folder that both are in. */
bool page_write_moved(const struct output_context *c, struct str path, struct str title,
	struct str to, struct str beside, struct err *err) MUST_USE;

#endif
