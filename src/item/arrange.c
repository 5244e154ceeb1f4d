#include "item/arrange.h"

#include <assert.h>

#include "base/utf8.h"
#include "model/trial_status.h"
#include "store/unit.h"

static struct strs slugs_of(struct arena *a, const struct topic *topic)
{
	struct strs slugs = {0};
	strs_add(a, &slugs, topic->slug);
	for (size_t i = 0; i < topic->was.n; i++)
		strs_add(a, &slugs, topic->was.v[i]);
	return slugs;
}

bool arrange_read(struct store *store, struct arena *a, const struct topic *topic,
	struct arrangement *out, struct err *err)
{
	if (!store_arrangement_get(store, a, slugs_of(a, topic), out, err))
		return false;
	out->topic = topic->slug;
	out->parts = part_whole(a, &out->parts);
	return true;
}

/* -- What cannot be put -- */

static bool rule_is_sound(const struct page_part *part, struct err *err)
{
	for (size_t i = 0; i < part->statuses.n; i++)
		if (!trial_status_of(part->statuses.v[i]))
			return err_set(err, "“" STR_FMT "” is no status of the registry, such as RECRUITING",
				STR_ARG(part->statuses.v[i]));
	if (!part->match.n)
		return true;
	struct pattern *pattern = pattern_new(part->match, err);
	pattern_free(pattern);
	return pattern || err_add(err, "the expression");
}

static bool part_is_sound(
	const struct page_parts *parts, const struct page_part *part, struct err *err)
{
	bool usual = part_find(&PARTS_USUAL, part->name);
	if (!part->title.n && !usual)
		return err_set(err, "a part needs a title");
	if (utf8_length(part->title) > PART_TITLE_MAX || utf8_length(part->intro) > PART_INTRO_MAX)
		return err_set(err, "a part has a title of at most %d characters, and %d before its items",
			PART_TITLE_MAX, PART_INTRO_MAX);
	if (!part->name.n || part_find(parts, part->name) != part)
		return err_set(err, "two parts have the name “" STR_FMT "”", STR_ARG(part->name));
	if (part->title.n && &parts->v[part_titled(parts, part->title)] != part)
		return err_set(err, "two parts have the title “" STR_FMT "”", STR_ARG(part->title));
	return rule_is_sound(part, err);
}

static bool parts_are_sound(const struct page_parts *parts, struct err *err)
{
	if (parts->n > PAGE_PARTS_MAX)
		return err_set(err, "a page has at most %d parts", PAGE_PARTS_MAX);
	for (size_t i = 0; i < parts->n; i++)
		if (!part_is_sound(parts, &parts->v[i], err))
			return false;
	return true;
}

/* -- Putting -- */

/* Where an item stands by hand: the part and the place. */
static bool stands_alike(const struct page_parts *one, const struct page_parts *other, int64_t item)
{
	const struct page_part *was = part_placing(one, item), *is = part_placing(other, item);
	if (!was || !is)
		return was == is;
	return str_eq(was->name, is->name) && part_place(was, item) == part_place(is, item);
}

static void add_moved(
	struct arena *a, const struct page_parts *from, const struct page_parts *to, struct ids *moved)
{
	for (size_t i = 0; i < to->n; i++)
		for (size_t k = 0; k < to->v[i].placed_count; k++) {
			int64_t item = to->v[i].placed[k].item;
			if (!stands_alike(from, to, item) && !ids_have(moved, item))
				ids_add(a, moved, item);
		}
}

static bool words_eq(const struct page_parts *a, const struct page_parts *b)
{
	bool eq = a->n == b->n;
	for (size_t i = 0; i < a->n && eq; i++)
		eq = a->v[i].headings == b->v[i].headings && str_eq(a->v[i].title, b->v[i].title) &&
			str_eq(a->v[i].intro, b->v[i].intro);
	return eq;
}

static bool arrange_now(struct store *store, struct arena *a, const struct arrange_request *request,
	struct arrange_result *result, struct err *err)
{
	struct arrangement now;
	struct ids moved = {0};
	if (!arrange_read(store, a, request->topic, &now, err))
		return false;
	if (request->seen >= 0 && request->seen != now.id) {
		result->stale = true;
		return err_set(err, "“" STR_FMT "” was arranged anew by " STR_FMT " in the meantime",
			STR_ARG(request->topic->title), STR_ARG(now.editor));
	}
	const struct arrangement next = {.topic = request->topic->slug,
		.at = request->now,
		.editor = request->editor,
		.back_to = request->back_to,
		.parts = request->parts};
	const struct page_parts whole = part_whole(a, &request->parts);
	bool rules = part_rules_eq(&now.parts, &whole);
	add_moved(a, &now.parts, &whole, &moved);
	add_moved(a, &whole, &now.parts, &moved);
	if (rules && !moved.n && words_eq(&now.parts, &whole))
		return true;
	return store_arrangement_add(store, &next, &moved, !rules, &result->row, err);
}

bool arrange_put(struct store *store, struct arena *a, const struct arrange_request *request,
	struct arrange_result *result, struct err *err)
{
	struct unit unit;
	*result = (struct arrange_result){0};
	if (!parts_are_sound(&request->parts, err) || !unit_begin(&unit, store, err))
		return false;
	return unit_end(&unit, arrange_now(store, a, request, result, err), err);
}

/* The one that an undo took back is not gone back to. */
static bool before_it(struct store *store, struct arena *a, struct arrangement row,
	struct arrangement *out, struct err *err)
{
	struct arrangements all;
	bool found = true;
	*out = (struct arrangement){0};
	if (row.back_to && !store_arrangement_one(store, a, row.back_to, &row, &found, err))
		return false;
	if (!found || !store_arrangement_list(store, a, row.topic, 0, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (all.v[i].id < row.id && !all.v[i].back_to)
			return store_arrangement_one(store, a, all.v[i].id, out, &found, err);
	return true;
}

bool arrange_back(struct store *store, struct arena *a, const struct topic *topic, int64_t row,
	struct str editor, int64_t now, struct arrange_result *result, struct err *err)
{
	struct arrangement is, was;
	*result = (struct arrange_result){0};
	if (!arrange_read(store, a, topic, &is, err))
		return false;
	if (is.id != row) {
		result->stale = true;
		return err_set(err, "“" STR_FMT "” was arranged anew after that", STR_ARG(topic->title));
	}
	if (!is.id)
		return err_set(err, "nobody arranged anything");
	if (!before_it(store, a, is, &was, err))
		return false;
	const struct arrange_request request = {topic, was.parts, row, editor, now, was.id};
	return arrange_put(store, a, &request, result, err);
}

/* -- The site as arranged -- */

/* An expression that was sound when it was put and is not now, under another version of PCRE, takes
 * nothing: it holds up no publication. */
static void compile(struct arena *a, struct page_parts *parts)
{
	struct err why;
	parts->patterns = arena_array(a, parts->n + 1, sizeof *parts->patterns);
	for (size_t i = 0; i < parts->n; i++)
		if (parts->v[i].match.n)
			parts->patterns[i] = pattern_new(parts->v[i].match, &why);
}

bool arrange_site(
	struct arranged *out, const struct site *site, struct store *store, struct err *err)
{
	*out = (struct arranged){.site = *site};
	out->site.topics = arena_array(&out->a, site->topic_count + 1, sizeof *out->site.topics);
	out->rows = arena_array(&out->a, site->topic_count + 1, sizeof *out->rows);
	for (size_t i = 0; i < site->topic_count; i++) {
		struct topic *topic = &out->site.topics[i];
		*topic = site->topics[i];
		if (!arrange_read(store, &out->a, topic, &out->rows[i], err))
			return false;
		topic->parts = out->rows[i].parts;
		compile(&out->a, &topic->parts);
	}
	return true;
}

void arrange_free(struct arranged *arranged)
{
	for (size_t i = 0; arranged->site.topics && i < arranged->site.topic_count; i++) {
		const struct page_parts *parts = &arranged->site.topics[i].parts;
		for (size_t k = 0; parts->patterns && k < parts->n; k++)
			pattern_free(parts->patterns[k]);
	}
	arena_free(&arranged->a);
}
