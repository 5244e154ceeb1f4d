#include "publish/lists.h"

#include <assert.h>

#include "item/filing.h"
#include "render/path.h"
#include "render/view.h"
#include "render/words.h"

static const struct {
	struct str name;
	enum word title;
} USUAL_TITLES[] = {{S("overview"), WORD_part_overview}, {S("open"), WORD_part_open},
	{S("trials"), WORD_part_trials}, {S("research"), WORD_part_research},
	{S("news"), WORD_part_news}};
enum { USUAL_TITLE_COUNT = sizeof USUAL_TITLES / sizeof *USUAL_TITLES };

const struct page_parts *lists_parts(const struct topic *topic)
{
	return topic->parts.n ? &topic->parts : &PARTS_USUAL;
}

struct str lists_part_title(const struct site *site, const struct page_part *part)
{
	for (size_t i = 0; i < USUAL_TITLE_COUNT && !part->title.n; i++)
		if (str_eq(part->name, USUAL_TITLES[i].name))
			return words_text(&site->words, USUAL_TITLES[i].title);
	return str_or(part->title, part->name);
}

bool lists_find(const struct site *site, struct str name, struct list_place *out)
{
	struct str rest = name, first = str_cut(&rest, '/'), slug = str_cut(&rest, '/');
	*out = (struct list_place){.kind = LIST_ALL};
	if (str_eq(first, S("all")))
		return true;
	out->section = section_of(first);
	if (out->section) {
		out->kind = LIST_SECTION;
		return true;
	}
	assert(str_eq(first, S("topic")));
	out->topic = site_topic(site, slug);
	out->kind = rest.n ? LIST_PART : LIST_TOPIC;
	if (out->topic && rest.n)
		out->part = part_find(lists_parts(out->topic), rest);
	return out->topic && (!rest.n || out->part);
}

static const struct str TOPIC = S("topic/");

struct str lists_folder_of_name(struct arena *a, struct str name)
{
	if (str_eq(name, S("all")))
		return STR_NONE;
	return str_starts(name, TOPIC) ?
		str_printf(a, PATH_TOPICS STR_FMT "/", STR_ARG(str_sub(name, TOPIC.n, SIZE_MAX))) :
		str_printf(a, STR_FMT "/", STR_ARG(name));
}

bool lists_was_renamed(const struct site *site, struct str name)
{
	struct str slug = str_sub(name, TOPIC.n, SIZE_MAX);
	for (size_t i = 0; i < site->topic_count && str_starts(name, TOPIC); i++)
		if (strs_have(site->topics[i].was, slug))
			return true;
	return false;
}

struct str lists_topic_name(struct arena *a, struct str slug)
{
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(TOPIC), STR_ARG(slug));
}

struct str lists_name(struct arena *a, const struct list_place *place)
{
	switch (place->kind) {
	case LIST_ALL: return S("all");
	case LIST_SECTION: return str_of(section_word(place->section));
	case LIST_TOPIC: return lists_topic_name(a, place->topic->slug);
	default: return STR_CAT(a, TOPIC, place->topic->slug, S("/"), place->part->name);
	}
}

static void add_place(struct arena *a, struct list_places *out, struct list_place place)
{
	out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
	out->v[out->n++] = place;
}

struct list_places lists_of_site(struct arena *a, const struct site *site)
{
	struct list_places all = {0};
	add_place(a, &all, (struct list_place){.kind = LIST_ALL});
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		add_place(a, &all, (struct list_place){.kind = LIST_SECTION, .section = s});
	for (size_t i = 0; i < site->topic_count; i++) {
		const struct topic *topic = &site->topics[i];
		add_place(a, &all, (struct list_place){.kind = LIST_TOPIC, .topic = topic});
		const struct page_parts *parts = lists_parts(topic);
		for (size_t k = 0; k < parts->n; k++)
			add_place(a, &all,
				(struct list_place){.kind = LIST_PART, .topic = topic, .part = &parts->v[k]});
	}
	return all;
}

struct list_places lists_of_release(
	struct arena *a, const struct site *site, const struct release *release)
{
	struct list_places all = {0};
	const struct face *face = &release->face;
	add_place(a, &all, (struct list_place){.kind = LIST_ALL});
	add_place(a, &all, (struct list_place){.kind = LIST_SECTION, .section = face->section});
	for (size_t i = 0; i < site->topic_count; i++) {
		const struct topic *topic = &site->topics[i];
		if (!filing_on_topic(topic, release))
			continue;
		add_place(a, &all, (struct list_place){.kind = LIST_TOPIC, .topic = topic});
		add_place(a, &all,
			(struct list_place){.kind = LIST_PART,
				.topic = topic,
				.part = part_of_item(lists_parts(topic), release->item, face)});
	}
	return all;
}

bool lists_has_feed(const struct list_place *place)
{
	return place->kind != LIST_PART;
}

bool lists_has_pages(const struct list_place *place)
{
	return place->kind == LIST_SECTION || place->kind == LIST_PART;
}

struct str lists_folder(struct arena *a, const struct list_place *place)
{
	return lists_folder_of_name(a, lists_name(a, place));
}

struct str lists_page(struct arena *a, const struct list_place *place)
{
	if (place->kind == LIST_TOPIC)
		return path_topic(a, STR_NONE, place->topic->slug);
	return str_printf(a, STR_FMT "index.html", STR_ARG(lists_folder(a, place)));
}

struct str lists_title(struct arena *a, const struct site *site, const struct list_place *place)
{
	switch (place->kind) {
	case LIST_ALL: return STR_NONE;
	case LIST_SECTION: return words_section(&site->words, place->section);
	case LIST_TOPIC: return place->topic->title;
	default:
		return str_printf(a, STR_FMT ": " STR_FMT, STR_ARG(place->topic->title),
			STR_ARG(lists_part_title(site, place->part)));
	}
}
