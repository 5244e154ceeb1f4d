/* view: a release as template data, one form for pages, feeds and the digest. */
#ifndef PUBLISH_VIEW_H
#define PUBLISH_VIEW_H

#include <jansson.h>

#include "model/site.h"
#include "store/release.h"

/* {title, url, official_title, summary, label, citation, status_line, status, notice, date, is_trial, page, tag, id, updated, published,
 *  also:[{title,url,last}] …}: every text plain; members that are empty are false, so that {{#x}} works. The title ends in a full stop unless it ends
 *  in . ? or ! (house style 1), headings of trials do not. The caller owns it. `root` is the way from the page to out/ ("../" or ""), or an absolute base for mail and feeds. */
json_t *view_release(const struct site *site, const struct release *release, struct str root);
/* One line of text: "PubMed, PLoS One, 2019 Jul 17;14(7):e0218068." as the pages print it, in the arena. */
struct str view_source_line(struct arena *a, const struct face *face);
/* The template SITE/templates/NAME.mustache, and the partials beside it, rendered. */
bool view_render(const struct site *site, const char *name, json_t *data, bool html, struct buf *out, struct err *err) __attribute__((warn_unused_result));

#endif
