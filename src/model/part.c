#include "model/part.h"

#include <assert.h>

#include "base/utf8.h"
#include "model/entry.h"
#include "model/trial_status.h"

static struct str RECRUITING[] = {S("RECRUITING")};
static struct page_part USUAL[] = {
	{.name = S("overview"), .kinds = 1 << ENTRY_PAGE},
	{.name = S("open"), .section = SECTION_TRIALS, .statuses = {RECRUITING, 1}},
	{.name = S("trials"), .section = SECTION_TRIALS},
	{.name = S("research"), .section = SECTION_RESEARCH},
	{.name = S("news"), .section = SECTION_NEWS},
};
enum { USUAL_COUNT = sizeof USUAL / sizeof *USUAL, ANYTHING = 3 };
const struct page_parts PARTS_USUAL = {.v = USUAL, .n = USUAL_COUNT};

struct page_part *part_find(const struct page_parts *parts, struct str name)
{
	for (size_t i = 0; i < parts->n; i++)
		if (str_eq(parts->v[i].name, name))
			return &parts->v[i];
	return NULL;
}

size_t part_titled(const struct page_parts *parts, struct str title)
{
	size_t i = 0;
	while (i < parts->n && !(title.n && str_ieq(parts->v[i].title, title)))
		i++;
	return i;
}

static bool has_rule(const struct page_part *part)
{
	return part->section || part->kinds || part->statuses.n || part->match.n;
}

static bool matches(const struct pattern *pattern, const struct face *face)
{
	return pattern &&
		(pattern_find(pattern, face->title, NULL) || pattern_find(pattern, face->summary, NULL));
}

bool part_is_usual(const struct page_part *part)
{
	return !part->by_hand && !has_rule(part) && part_find(&PARTS_USUAL, part->name);
}

/* Whether the rule of the part of that number takes what has this face. */
static bool rule_takes(const struct page_parts *parts, size_t number, const struct face *face)
{
	assert(number < parts->n);
	const struct page_part *part = &parts->v[number];
	if (part_is_usual(part))
		part = part_find(&PARTS_USUAL, part->name);
	if (part->by_hand || !has_rule(part))
		return false;
	if (part->section && part->section != face->section)
		return false;
	enum entry_kind kind = entry_kind_is_paper(face->kind) ? ENTRY_PAPER : face->kind;
	if (part->kinds && !(part->kinds & 1u << kind))
		return false;
	if (part->statuses.n && !strs_have(part->statuses, face_status(face)))
		return false;
	return !part->match.n || (parts->patterns && matches(parts->patterns[number], face));
}

static size_t placed_at(const struct page_part *part, int64_t item)
{
	size_t i = 0;
	while (i < part->placed_count && part->placed[i].item != item)
		i++;
	return i;
}

struct page_part *part_placing(const struct page_parts *parts, int64_t item)
{
	for (size_t i = 0; i < parts->n; i++)
		if (placed_at(&parts->v[i], item) < parts->v[i].placed_count)
			return &parts->v[i];
	return NULL;
}

const struct page_part *part_of_item(
	const struct page_parts *parts, int64_t item, const struct face *face)
{
	const struct page_part *placing = part_placing(parts, item);
	if (placing)
		return placing;
	for (int usual = 0; usual < 2; usual++)
		for (size_t i = 0; i < parts->n; i++)
			if (part_is_usual(&parts->v[i]) == usual && rule_takes(parts, i, face))
				return &parts->v[i];
	return part_find(parts, USUAL[ANYTHING].name);
}

int64_t part_place(const struct page_part *part, int64_t item)
{
	size_t i = placed_at(part, item);
	return i < part->placed_count && !part->placed[i].by_date ? (int64_t)i + 1 : 0;
}

struct page_parts part_whole(struct arena *a, const struct page_parts *parts)
{
	struct page_parts whole = {
		.v = arena_array(a, parts->n + USUAL_COUNT, sizeof *whole.v), .n = parts->n};
	for (size_t i = 0; i < parts->n; i++) {
		struct page_part *part = &whole.v[i];
		*part = parts->v[i];
		part->placed = arena_array(a, part->placed_count + 1, sizeof *part->placed);
		for (size_t k = 0; k < part->placed_count; k++)
			part->placed[k] = parts->v[i].placed[k];
	}
	for (size_t i = 0; i < USUAL_COUNT; i++)
		if (!part_find(parts, USUAL[i].name))
			whole.v[whole.n++] = (struct page_part){.name = USUAL[i].name};
	return whole;
}

/* -- Changes -- */

enum { NAME_MOST = 40 };

/* "archive" is a folder of the topic's feeds. */
static bool name_is_taken(const struct page_parts *parts, struct str name)
{
	return part_find(parts, name) || part_find(&PARTS_USUAL, name) || str_eq(name, S("archive"));
}

struct str part_name_for(struct arena *a, const struct page_parts *parts, struct str title)
{
	struct str plain = str_or(utf8_slug(a, title, NAME_MOST), S("part")), name = plain;
	for (int i = 2; name_is_taken(parts, name); i++)
		name = str_printf(a, STR_FMT "-%d", STR_ARG(plain), i);
	return name;
}

void part_append(struct arena *a, struct page_parts *parts, struct page_part part)
{
	struct page_part *grown = arena_array(a, parts->n + 1, sizeof *grown);
	for (size_t i = 0; i < parts->n; i++)
		grown[i] = parts->v[i];
	grown[parts->n++] = part;
	parts->v = grown;
}

void part_remove(struct page_parts *parts, size_t number)
{
	assert(number < parts->n);
	for (size_t i = number + 1; i < parts->n; i++)
		parts->v[i - 1] = parts->v[i];
	parts->n--;
}

void part_reorder(struct page_parts *parts, size_t from, size_t to)
{
	assert(from < parts->n && to < parts->n);
	struct page_part part = parts->v[from];
	for (; from < to; from++)
		parts->v[from] = parts->v[from + 1];
	for (; from > to; from--)
		parts->v[from] = parts->v[from - 1];
	parts->v[to] = part;
}

static const struct str KINDS[] = {[ENTRY_NEWS] = S("news"),
	[ENTRY_PAPER] = S("paper"),
	[ENTRY_TRIAL] = S("trial"),
	[ENTRY_PAGE] = S("page")};
enum { KIND_COUNT = sizeof KINDS / sizeof *KINDS };

bool part_kinds_of(struct strs words, unsigned *kinds, struct err *err)
{
	*kinds = 0;
	for (size_t i = 0; i < words.n; i++) {
		size_t kind = 0;
		while (kind < KIND_COUNT && !str_ieq(words.v[i], KINDS[kind]))
			kind++;
		if (kind == KIND_COUNT)
			return err_set(err, "“" STR_FMT "” is no kind; they are news, paper, trial and page",
				STR_ARG(words.v[i]));
		*kinds |= 1u << kind;
	}
	return true;
}

struct strs part_kinds_words(struct arena *a, unsigned kinds)
{
	struct strs words = {0};
	for (size_t kind = 0; kind < KIND_COUNT; kind++)
		if (kinds & 1u << kind)
			strs_add(a, &words, KINDS[kind]);
	return words;
}

static void take_out(struct page_part *part, size_t at)
{
	assert(at < part->placed_count);
	for (size_t i = at + 1; i < part->placed_count; i++)
		part->placed[i - 1] = part->placed[i];
	part->placed_count--;
}

static void put_in(struct arena *a, struct page_part *part, size_t at, struct page_placed placed)
{
	assert(at <= part->placed_count);
	struct page_placed *grown = arena_array(a, part->placed_count + 1, sizeof *grown);
	for (size_t i = 0; i < part->placed_count; i++)
		grown[i < at ? i : i + 1] = part->placed[i];
	grown[at] = placed;
	part->placed = grown;
	part->placed_count++;
}

static size_t in_order(const struct page_part *part)
{
	size_t n = 0;
	while (n < part->placed_count && !part->placed[n].by_date)
		n++;
	return n;
}

bool part_put(struct arena *a, struct page_parts *parts, int64_t item, struct str name,
	int64_t place, struct err *err)
{
	struct page_part *part = name.n ? part_find(parts, name) : NULL, *was;
	assert(place >= 0);
	if (name.n && !part)
		return err_set(err, "the page has no part “" STR_FMT "”", STR_ARG(name));
	if (part && part->placed_count >= PLACED_MAX)
		return err_set(err, "a part has at most %d items that were put there", PLACED_MAX);
	while ((was = part_placing(parts, item)))
		take_out(was, placed_at(was, item));
	if (!part)
		return true;
	size_t ordered = in_order(part), at = place ? (size_t)place - 1 : part->placed_count;
	if (place && at > ordered)
		at = ordered;
	put_in(a, part, at, (struct page_placed){item, .by_date = !place});
	return true;
}

void part_move(
	struct arena *a, struct page_part *part, const int64_t *shown, size_t n, int64_t item, bool up)
{
	size_t at = 0;
	while (at < n && shown[at] != item)
		at++;
	if (at == n || (up ? at == 0 : at + 1 == n))
		return;
	size_t other = up ? at - 1 : at + 1, last = up ? at : other;
	for (size_t i = 0; i <= last; i++) {
		size_t k = i == at ? other : i == other ? at : i, was = placed_at(part, shown[k]);
		if (was < part->placed_count)
			take_out(part, was);
		put_in(a, part, i, (struct page_placed){.item = shown[k]});
	}
}

static bool rule_eq(const struct page_part *a, const struct page_part *b)
{
	return str_eq(a->name, b->name) && a->section == b->section && a->kinds == b->kinds &&
		strs_eq(a->statuses, b->statuses) && str_eq(a->match, b->match) && a->by_hand == b->by_hand;
}

bool part_rules_eq(const struct page_parts *a, const struct page_parts *b)
{
	bool eq = a->n == b->n;
	for (size_t i = 0; i < a->n && eq; i++)
		eq = rule_eq(&a->v[i], &b->v[i]);
	return eq;
}
