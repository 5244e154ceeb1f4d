#include "item/take_page.h"

#include <assert.h>

#include "base/utf8.h"
#include "item/addition.h"
#include "item/arrange.h"
#include "item/decide.h"
#include "item/filing.h"
#include "item/take_entry.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/release.h"
#include "store/unit.h"

struct taking {
	struct store *store;
	struct arena *arena;
	const struct take_request *request;
	struct page_taken *out;
	struct arrangement page;
	size_t next_part; /* where the next new part goes */
};

/* -- Items -- */

/* The topics on whose pages the item is, or would be by now. */
static bool topics_of(
	struct taking *t, const struct item *item, struct strs *topics, struct err *err)
{
	struct copies copies;
	struct release live;
	bool found;
	if (item->live) {
		if (!store_release_get(t->store, t->arena, item->live, &live, &found, err))
			return false;
		*topics = filing_of_release(t->arena, t->request->site, &live);
		return true;
	}
	if (!store_entry_copies(t->store, t->arena, item->id, &copies, err))
		return false;
	*topics = filing_of_item(t->arena, t->request->site, item, &copies);
	return true;
}

/* Gives the item words, and the topic beside those that it has. */
static bool item_word_anew(
	struct taking *t, const struct item *item, struct edit words, struct err *err)
{
	struct decision_request request = {.verb = VERB_EDIT,
		.actor = {.name = t->request->editor},
		.now = t->request->now,
		.item = item->id,
		.edit = words};
	struct decision_result result;
	struct strs topics;
	if (!topics_of(t, item, &topics, err))
		return false;
	if (!strs_have(topics, t->request->topic->slug))
		strs_add(t->arena, &topics, t->request->topic->slug);
	request.edit.set_topics = true;
	request.edit.topics = topics;
	return item_decide(t->request->site, t->store, t->arena, &request, &result, err);
}

/* Nothing that an editor worded before is worded anew. */
static void keep_worded(const struct item *item, struct edit *edit)
{
#define WORDED_KEEP(name, member, bit) edit->set_##member &= !item->has_edited_##member;
	WORDED_LIST(WORDED_KEEP)
#undef WORDED_KEEP
}

static bool words_give(
	struct taking *t, const struct item *item, struct edit words, struct err *err)
{
	keep_worded(item, &words);
	return item_word_anew(t, item, words, err);
}

/* What readers see already keeps its words. Where it cannot be put on the topic's page, an editor
 * is told. */
static bool topic_give(
	struct taking *t, const struct item *item, struct taken_entry *taken, struct err *err)
{
	struct strs topics;
	if (!item->live)
		return true;
	if (!topics_of(t, item, &topics, err))
		return false;
	if (strs_have(topics, t->request->topic->slug) ||
		item_word_anew(t, item, (struct edit){0}, err))
		return true;
	taken->notes |= TAKE_OFF_TOPIC;
	return err->kind == ERR_USER;
}

static bool item_give(struct taking *t, const struct item *item, const struct edit *words,
	struct taken_entry *taken, struct err *err)
{
	switch (taken->outcome) {
	case TAKE_NEW:
	case TAKE_JOINED: return words_give(t, item, *words, err);
	case TAKE_LEFT: return topic_give(t, item, taken, err);
	case TAKE_AGAIN: break;
	}
	return true;
}

static bool record_ask(struct taking *t, struct taken_entry *taken, struct err *err)
{
	const struct addition_request request = {taken->key.text, t->request->editor, t->request->now};
	struct addition addition;
	if (!taken->key.text.n)
		return true;
	if (!item_addition_ask(t->store, t->arena, &request, &addition, err))
		return false;
	taken->waits = addition.state == ADDITION_WAITS;
	return true;
}

/* The item has words of its own by now, so its face says what the registry says. */
static void status_compare(const struct item *item, struct taken_entry *taken)
{
	struct str says = taken->entry->status;
	taken->status = item->judged.status;
	if (says.n && taken->status.n && !str_eq(says, taken->status))
		taken->notes |= TAKE_OUTDATED;
}

static enum take_outcome outcome_of(const struct addition *addition, const struct item *item)
{
	bool open = item->state == ITEM_QUEUED || item->state == ITEM_DEFERRED;
	if (addition->again)
		return TAKE_AGAIN;
	if (!addition->held)
		return TAKE_NEW;
	return open && !item->live ? TAKE_JOINED : TAKE_LEFT;
}

static bool entry_take(struct taking *t, struct taken_entry *taken, struct err *err)
{
	struct typed_item typed;
	struct edit words;
	struct addition addition;
	struct item item;
	bool found;
	if (!take_entry_words(t->arena, t->request->site, taken, &typed, &words, err))
		return false;
	typed.editor = t->request->editor;
	typed.now = t->request->now;
	typed.words_follow = true;
	if (!item_type(t->request->site, t->store, t->arena, &typed, &addition, err) ||
		!store_item_follow(t->store, t->arena, addition.item, &item, &found, err))
		return false;
	assert(found);
	taken->item = item.id;
	taken->outcome = outcome_of(&addition, &item);
	taken->state = str_of(item_word(&item));
	status_compare(&item, taken);
	return item_give(t, &item, &words, taken, err) && record_ask(t, taken, err);
}

/* -- Parts -- */

/* The part with this title; or a usual one of that name to which nobody gave a title. */
static struct page_part *part_meant(const struct page_parts *parts, struct str title)
{
	for (size_t i = 0; i < parts->n; i++)
		if (str_ieq(str_or(parts->v[i].title, parts->v[i].name), title))
			return &parts->v[i];
	return NULL;
}

/* Whether a title stands above its text: one without a stop. */
static bool has_headings(const struct hand_part *hand)
{
	for (size_t i = 0; i < hand->entry_count; i++) {
		struct str title = hand->entries[i].title;
		if (!str_ends(title, S(".")) && !str_ends(title, S("?")) && !str_ends(title, S("!")))
			return true;
	}
	return false;
}

/* The name of the part with this title, which is behind the parts before it if nobody titled it
 * yet. */
static struct str part_get(struct taking *t, const struct hand_part *hand)
{
	struct page_parts *parts = &t->page.parts;
	struct str title = utf8_cut(hand->title, PART_TITLE_MAX);
	struct page_part *part = part_meant(parts, title);
	if (part && part->title.n) {
		t->next_part = (size_t)(part - parts->v) + 1;
		return part->name;
	}
	if (!part) {
		const struct page_part made = {
			.name = part_name_for(t->arena, parts, title), .by_hand = true};
		part_append(t->arena, parts, made);
		part = &parts->v[parts->n - 1];
	}
	struct str name = part->name;
	part->title = title;
	part->intro = utf8_cut(hand->intro, PART_INTRO_MAX);
	part->headings = has_headings(hand);
	part_reorder(parts, (size_t)(part - parts->v), t->next_part);
	t->next_part = (size_t)(part_find(parts, name) - parts->v) + 1;
	t->out->parts_made++;
	return name;
}

/* An item that has a place already keeps it. */
static bool entry_place(struct taking *t, struct taken_entry *taken, struct err *err)
{
	if (!taken->part->title.n) {
		taken->notes |= TAKE_UNPLACED;
		return true;
	}
	if (part_placing(&t->page.parts, taken->item))
		return true;
	struct str name = part_get(t, taken->part);
	return part_put(t->arena, &t->page.parts, taken->item, name, PLACED_MAX + 1, err);
}

static bool page_put(struct taking *t, struct err *err)
{
	const struct arrange_request request = {.topic = t->request->topic,
		.parts = t->page.parts,
		.seen = t->page.id,
		.editor = t->request->editor,
		.now = t->request->now};
	struct arrange_result result;
	return arrange_put(t->store, t->arena, &request, &result, err);
}

/* -- The whole -- */

static void entry_count(struct page_taken *out, const struct taken_entry *taken)
{
	out->added += taken->outcome == TAKE_NEW;
	out->joined += taken->outcome == TAKE_JOINED || taken->outcome == TAKE_LEFT;
	out->again += taken->outcome == TAKE_AGAIN;
	out->waiting += taken->waits;
	out->outdated += (taken->notes & TAKE_OUTDATED) > 0;
}

static bool take_all(struct taking *t, struct err *err)
{
	const struct hand_page *page = t->request->page;
	struct page_taken *out = t->out;
	if (!arrange_read(t->store, t->arena, t->request->topic, &t->page, err))
		return false;
	for (size_t i = 0; i < page->part_count; i++)
		for (size_t k = 0; k < page->parts[i].entry_count; k++) {
			struct taken_entry *taken = &out->v[out->n++];
			*taken = (struct taken_entry){
				.part = &page->parts[i], .entry = &page->parts[i].entries[k]};
			if (!entry_take(t, taken, err) || !entry_place(t, taken, err))
				return false;
			entry_count(out, taken);
			if (t->request->try_only && taken->outcome == TAKE_NEW)
				taken->item = 0;
		}
	return page_put(t, err);
}

bool take_page(struct store *store, struct arena *a, const struct take_request *request,
	struct page_taken *out, struct err *err)
{
	struct unit unit;
	struct taking t = {.store = store, .arena = a, .request = request, .out = out};
	*out = (struct page_taken){
		.v = arena_array(a, hand_page_entries(request->page) + 1, sizeof *out->v)};
	if (!unit_begin(&unit, store, err))
		return false;
	bool taken = take_all(&t, err), kept = unit_end(&unit, taken && !request->try_only, err);
	return request->try_only ? taken : kept;
}
