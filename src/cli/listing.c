#include "cli/listing.h"

#include <stdio.h>

#include "base/nearest.h"
#include "cli/json.h"
#include "cli/terminal.h"
#include "item/catalog.h"
#include "model/item.h"
#include "render/reason.h"
#include "render/view.h"
#include "store/source.h"

/* Each page of a search looks for the words anew. */
enum { PAGE = 200, SEARCH_PAGE = 5000 };

struct listing_printed {
	long n;
	bool more;
};

static void print_marked(const struct terminal *t, struct strs lines)
{
	for (size_t i = 0; i < lines.n; i++)
		terminal_line(t, "       ! ", lines.v[i], MARK_WARNING);
}

/* What it is, in a word: how sure the section is of what waits, or what became of it. */
static const char *standing_of(const struct item *item)
{
	if (item_is_update(item))
		return "UPDATE";
	return item->state == ITEM_QUEUED ? item_confidence_word(item->confidence) :
										item_state_word(item->state);
}

static void print_item(struct arena *a, const struct terminal *t, const struct item *item)
{
	struct face face = item_face(item);
	struct str start = str_printf(a, "%5lld  %-8s %-8s  ", (long long)item->id,
				   section_word(face.section), standing_of(item)),
			   line = view_source_line(a, &face);
	terminal_line(t, str_cstr(a, start), face.title, MARK_TITLE);
	if (line.n)
		terminal_line(t, "       ", line, MARK_FAINT);
	if (item->assignee)
		terminal_line(t, "       ",
			STR_CAT(a, S("for "), item->assignee_name, S(": "), item->assigned_word), MARK_FAINT);
	print_marked(t, reason_list_words(a, &item->changes));
	print_marked(t, reason_warnings_words(a, item->warnings));
}

static bool print_page(
	struct cli *cli, struct arena *a, const struct items *items, bool json, struct err *err)
{
	const struct terminal t = terminal_of_output();
	for (size_t i = 0; i < items->n; i++) {
		if (!json) {
			print_item(a, &t, &items->v[i]);
			continue;
		}
		json_t *object = json_item(cli, a, &items->v[i], err);
		if (!object)
			return false;
		json_line(object);
	}
	return true;
}

static bool find_source(struct cli *cli, struct str name, int64_t *id, struct err *err)
{
	struct source_states all;
	struct strs names = {0};
	*id = 0;
	if (!name.n)
		return true;
	if (!store_source_list(cli->store, &cli->arena, &all, err))
		return false;
	for (size_t i = 0; i < all.n && !*id; i++) {
		*id = str_ieq(all.v[i].name, name) ? all.v[i].id : 0;
		strs_add(&cli->arena, &names, all.v[i].name);
	}
	struct str hint = nearest_hint(&cli->arena, name, &names);
	return *id ||
		err_set(err, "there is no source called “" STR_FMT "”" STR_FMT, STR_ARG(name),
			STR_ARG(str_or(hint, S("; `tidings sources` lists them"))));
}

static bool check_topic(struct cli *cli, struct str slug, struct err *err)
{
	struct strs slugs = {0};
	for (size_t i = 0; i < cli->site.topic_count; i++)
		strs_add(&cli->arena, &slugs, cli->site.topics[i].slug);
	if (!slug.n || strs_have(slugs, slug))
		return true;
	struct str hint = nearest_hint(&cli->arena, slug, &slugs);
	return err_set(err, "there is no topic with the slug “" STR_FMT "”" STR_FMT, STR_ARG(slug),
		STR_ARG(str_or(hint, S("; `tidings check` reads the topics of feeds/*.conf"))));
}

/* The catalogue, by which all but whole lists are filtered, lags behind the items. On a disk that
 * cannot be written what it knows is listed. */
static bool catch_up(struct cli *cli, struct err *err)
{
	return catalog_complete(&cli->site, cli->store, NULL, err) || err->kind == ERR_SYSTEM;
}

/* On the command line "nothing holds the words" is said of all items, not of the newest. */
static bool filter_of(struct cli *cli, const struct listing_options *options,
	struct list_filter *filter, struct err *err)
{
	*filter = (struct list_filter){.state = options->state,
		.order = options->order,
		.section = options->section,
		.topic = options->topic,
		.text = options->search,
		.now = cli->now,
		.limit = (long)options->limit,
		.whole = options->search.n || !options->limit};
	bool whole = !options->source.n && !options->topic.n && !options->search.n && !options->limit &&
		options->section == SECTION_NONE;
	return find_source(cli, options->source, &filter->source, err) &&
		check_topic(cli, options->topic, err) && (whole || catch_up(cli, err));
}

bool listing_read(struct cli *cli, const struct listing_options *options, struct items *items,
	bool *more, struct err *err)
{
	struct list_filter filter;
	return filter_of(cli, options, &filter, err) &&
		store_list(cli->store, &cli->arena, &filter, items, more, err);
}

/* Page by page, so that no more than a page is held, all of the store as it is now. */
static bool print_pages(struct cli *cli, struct list_filter filter, const struct listing_options *o,
	struct listing_printed *out, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const long page = o->search.n ? SEARCH_PAGE : PAGE;
	do {
		struct items items;
		long left = o->limit ? (long)o->limit - out->n : page;
		filter.limit = left < page ? left : page;
		arena_reset(&a);
		if (!store_list(cli->store, &a, &filter, &items, &out->more, err) ||
			!print_page(cli, &a, &items, o->json, err))
			return false;
		out->n += (long)items.n;
		if (items.n)
			filter.after = list_place_of(&filter, &items.v[items.n - 1]);
	} while (out->more && (!o->limit || out->n < o->limit));
	return true;
}

bool listing_print(
	struct cli *cli, const struct listing_options *options, const char *none, struct err *err)
{
	struct list_filter filter;
	struct listing_printed printed = {0};
	if (!filter_of(cli, options, &filter, err) || !store_snapshot_begin(cli->store, err))
		return false;
	bool well = print_pages(cli, filter, options, &printed, err);
	store_snapshot_end(cli->store);
	if (!well)
		return false;
	if (!options->json && !printed.n)
		puts(none);
	if (!options->json && printed.more)
		printf("There are more than %lld; --limit shows more.\n", (long long)options->limit);
	return true;
}
