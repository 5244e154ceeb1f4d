#include "publish/preview.h"

#include <assert.h>

#include "item/arrange.h"
#include "publish/lists.h"
#include "publish/out.h"
#include "publish/own_page.h"
#include "publish/plan.h"
#include "publish/view.h"
#include "store/listing.h"
#include "store/note.h"
#include "store/site.h"
#include "store/unit.h"

/* Which list the page is of; false: the site has no such topic. */
static bool place_of(
	const struct page_wanted *wanted, const struct site *site, struct list_place *out)
{
	*out = (struct list_place){.kind = LIST_SECTION, .section = wanted->section};
	if (wanted->section == SECTION_NONE)
		*out = (struct list_place){.kind = LIST_TOPIC, .topic = site_topic(site, wanted->topic)};
	return wanted->section != SECTION_NONE || out->topic;
}

/* What has to be written for the page to be written. */
static bool find_due(const struct page_wanted *wanted, const struct site *site, struct arena *a,
	struct due *due, struct err *err)
{
	struct list_place place;
	if (wanted->item) {
		*due = (struct due){.output = OUTPUT_item, .id = wanted->item};
		return true;
	}
	if (!place_of(wanted, site, &place))
		return err_set(err, "there is no such topic");
	*due = (struct due){
		.output = place.kind == LIST_TOPIC ? (int)OUTPUT_topic : (int)OUTPUT_section};
	return store_listing_make(wanted->store, lists_name(a, &place), wanted->now, &due->id, err);
}

static bool plan(
	const struct page_wanted *wanted, const struct site *site, struct arena *a, struct err *err)
{
	struct str stamp;
	if (!store_note_get(wanted->store, a, SITE_NOTE_STAMP, &stamp, err))
		return false;
	bool anew = !stamp.n; /* nothing was published yet */
	return plan_outputs(site, wanted->store, stamp, wanted->now, &anew, err);
}

static bool render(const struct page_wanted *wanted, const struct site *site, struct arena *a,
	struct buf *html, struct err *err)
{
	struct templates templates = publish_templates(a, site);
	struct own_pages own;
	struct due due;
	struct out out = {.store = wanted->store,
		.folder = STR_CAT(a, site->folder, S("/out")),
		.now = wanted->now,
		.lock = -1,
		.taken = html};
	const struct output_context c = {.a = a,
		.site = site,
		.templates = &templates,
		.own = &own,
		.store = wanted->store,
		.out = &out,
		.root = wanted->root};
	size_t before = buf_str(html).n;
	if (!own_page_list(a, site, &own, err) || !find_due(wanted, site, a, &due, err) ||
		!output_row_of(due.output)->write(&c, &due, err))
		return false;
	return buf_str(html).n > before || err_set(err, "readers would have no such page");
}

static bool change_and_render(
	const struct page_wanted *wanted, struct arena *a, struct buf *html, struct err *err)
{
	struct arranged arranged CLEANUP_ARRANGED = {0};
	return (!wanted->change || wanted->change(wanted->user, err)) &&
		arrange_site(&arranged, wanted->site, wanted->store, err) &&
		plan(wanted, &arranged.site, a, err) && render(wanted, &arranged.site, a, html, err);
}

bool publish_preview(const struct page_wanted *wanted, struct buf *html, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct unit unit;
	struct err taken_back;
	assert(wanted->item || wanted->section != SECTION_NONE || wanted->topic.n);
	if (!unit_begin(&unit, wanted->store, err))
		return false;
	bool well = change_and_render(wanted, &a, html, err);
	bool kept = unit_end(&unit, false, &taken_back);
	assert(!kept);
	return well && !kept;
}
