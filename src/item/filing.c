#include "item/filing.h"

#include "item/rejudge.h"
#include "judge/judge.h"
#include "store/release.h"
#include "store/unit.h"

enum { GROUP = 200 };

struct strs filing_of_face(struct arena *a, const struct site *site, const struct item *item,
	const struct face *face, const struct copies *copies)
{
	struct strs topics = {0};
	struct filing filing = {
		.edited = item->has_edited_topics ? &item->edited_topics : NULL,
		.title = face->title,
		.official_title = face->official_title,
		.summary = face->summary,
		.text = copies->n ? copies->v[item_main_copy(copies)].entry.text : STR_NONE,
	};
	for (size_t i = 0; i < copies->n; i++)
		strs_add(a, &filing.sources, copies->v[i].source);
	for (size_t i = 0; i < site->topic_count; i++)
		if (judge_on_topic(site, &site->topics[i], &filing))
			strs_add(a, &topics, site->topics[i].slug);
	return topics;
}

struct strs filing_of_item(
	struct arena *a, const struct site *site, const struct item *item, const struct copies *copies)
{
	const struct face face = item_face(item);
	return filing_of_face(a, site, item, &face, copies);
}

bool filing_on_topic(const struct topic *topic, const struct release *release)
{
	return site_topic_is_among(topic, release->topics);
}

bool *filing_topics(struct arena *a, const struct site *site, const struct release *release)
{
	bool *on = arena_array(a, site->topic_count + 1, sizeof *on);
	for (size_t i = 0; i < site->topic_count; i++)
		on[i] = filing_on_topic(&site->topics[i], release);
	return on;
}

struct strs filing_of_release(
	struct arena *a, const struct site *site, const struct release *release)
{
	struct strs topics = {0};
	for (size_t i = 0; i < site->topic_count; i++)
		if (filing_on_topic(&site->topics[i], release))
			strs_add(a, &topics, site->topics[i].slug);
	return topics;
}

struct str filing_titles(struct arena *a, const struct site *site, struct strs slugs)
{
	struct str titles = STR_NONE;
	for (size_t i = 0; i < site->topic_count; i++)
		if (site_topic_is_among(&site->topics[i], slugs))
			titles = str_printf(a, STR_FMT "%s" STR_FMT, STR_ARG(titles), titles.n ? ", " : "",
				STR_ARG(site->topics[i].title));
	return titles;
}

/* As the older version filed it: by the words that were approved, and by the texts and the sources
 * that its copies have now. */
static bool file_release(
	const struct site *site, struct store *store, const struct release *release, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies;
	const struct item as_judged = {.id = release->item};
	return store_entry_copies(store, &a, release->item, &copies, err) &&
		store_release_file(
			store, release->id, filing_of_face(&a, site, &as_judged, &release->face, &copies), err);
}

static bool file_group(const struct site *site, struct store *store, size_t *done, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct releases unfiled;
	struct unit unit;
	if (!store_release_unfiled(store, &a, GROUP, &unfiled, err))
		return false;
	*done = unfiled.n;
	if (!unfiled.n)
		return true;
	if (!unit_begin(&unit, store, err))
		return false;
	bool well = true;
	for (size_t i = 0; i < unfiled.n && well; i++)
		well = file_release(site, store, &unfiled.v[i], err);
	return unit_end(&unit, well, err);
}

bool filing_complete(const struct site *site, struct store *store, struct err *err)
{
	size_t done = 1;
	while (done)
		if (!file_group(site, store, &done, err))
			return false;
	return true;
}
