#include "publish/view.h"

#include "config/templates.h"
#include "item/filing.h"
#include "render/view.h"

json_t *publish_view(const struct site *site, const struct release *release, struct str root)
{
	struct arena a CLEANUP_ARENA = {0};
	return view_release(site, release, filing_topics(&a, site, release), NULL, root);
}

struct templates publish_templates(struct arena *a, const struct site *site)
{
	struct templates t = template_folder(a, config_template_folder(a, site), config_template_read);
	t.words = &site->words;
	return t;
}

bool publish_item_html(
	const struct site *site, const struct release *release, struct buf *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct templates templates = publish_templates(&a, site);
	json_t *view = publish_view(site, release, S("../"));
	bool rendered = template_render(&templates, "item", view, MUSTACHE_HTML, out, err);
	json_decref(view);
	return rendered;
}
