/* view: a release by the site's own templates. */
#ifndef PUBLISH_VIEW_H
#define PUBLISH_VIEW_H

#include <jansson.h>

#include "base/buf.h"
#include "model/release.h"
#include "model/site.h"
#include "render/template.h"

/* view_release (render/view.h) of a release on all its topics. The caller owns it. */
json_t *publish_view(const struct site *site, const struct release *release, struct str root);

/* The templates in SITE/templates; nothing is read yet. */
struct templates publish_templates(struct arena *a, const struct site *site);
/* Adds the item as the pages show it (SITE/templates/item.mustache): the same fragment for the
 * command show, for the desk's preview and for publication. */
bool publish_item_html(const struct site *site, const struct release *release, struct buf *out,
	struct err *err) MUST_USE;

#endif
