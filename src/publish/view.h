/* view: a release as pages, feeds and the digest show it, on the topics that it belongs to. */
#ifndef PUBLISH_VIEW_H
#define PUBLISH_VIEW_H

#include <jansson.h>

#include "base/buf.h"
#include "model/release.h"
#include "model/site.h"
#include "render/template.h"

/* Whether the release belongs on the topic's page, by the rule of judge_on_topic (judge/judge.h).
 */
bool publish_on_topic(
	const struct site *site, const struct topic *topic, const struct release *release);
/* The same for each topic of the site, in the arena. */
bool *publish_topics(struct arena *a, const struct site *site, const struct release *release);
/* view_placed of a release, on all its topics (render/view.h). The caller owns it. */
json_t *publish_view(const struct site *site, const struct release *release, struct str root);

/* SITE/templates; nothing is read yet. */
struct templates publish_templates(struct arena *a, const struct site *site);
/* The template SITE/templates/NAME.mustache, and the partials beside it, rendered. */
bool publish_render(const struct site *site, const char *name, json_t *data,
	enum mustache_mode mode, struct buf *out, struct err *err) MUST_USE;
/* The item as the pages show it (templates/item.mustache): the fragment of `show`, of the desk's
 * preview and of publication alike. */
bool publish_item_html(const struct site *site, const struct release *release, struct buf *out,
	struct err *err) MUST_USE;

#endif
