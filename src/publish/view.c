#include "publish/view.h"

#include "config/templates.h"
#include "judge/judge.h"
#include "render/view.h"

bool publish_on_topic(
	const struct site *site, const struct topic *topic, const struct release *release)
{
	const struct filing filing = {
		.edited = release->has_topics ? &release->topics : NULL,
		.sources = release->sources,
		.title = release->face.title,
		.official_title = release->face.official_title,
		.summary = release->face.summary,
		.text = release->text,
	};
	return judge_on_topic(site, topic, &filing);
}

bool *publish_topics(struct arena *a, const struct site *site, const struct release *release)
{
	bool *on = arena_array(a, site->topic_count + 1, sizeof *on);
	for (size_t i = 0; i < site->topic_count; i++)
		on[i] = publish_on_topic(site, &site->topics[i], release);
	return on;
}

json_t *publish_view(const struct site *site, const struct release *release, struct str root)
{
	struct arena a CLEANUP_ARENA = {0};
	return view_placed(site, release, publish_topics(&a, site, release), NULL, root);
}

struct templates publish_templates(struct arena *a, const struct site *site)
{
	struct str folder = str_printf(a, STR_FMT "/templates", STR_ARG(site->folder));
	return template_folder(a, folder, config_template_read);
}

bool publish_render(const struct site *site, const char *name, json_t *data,
	enum mustache_mode mode, struct buf *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct templates t = publish_templates(&a, site);
	return template_render(&t, name, data, mode, out, err);
}

bool publish_item_html(
	const struct site *site, const struct release *release, struct buf *out, struct err *err)
{
	json_t *view = publish_view(site, release, S("../"));
	bool fine = publish_render(site, "item", view, MUSTACHE_HTML, out, err);
	json_decref(view);
	return fine;
}
