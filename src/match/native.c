/* The name of each entry of a document within its feed. */
#include "match/native.h"

#include <assert.h>
#include <stdlib.h>

#include "base/hash.h"
#include "match/key.h"
#include "match/match.h"
#include "match/title.h"

/* The names that an entry may have, the first that is its own counts. */
enum name_kind { NAME_GUID, NAME_ADDRESS, NAME_TEXT, NAME_KINDS };

struct named {
	struct entry *entry;
	struct str names[NAME_KINDS];
	bool shared[NAME_KINDS]; /* with another story of the document */
};

/* An entry and the name by which it is compared. */
struct candidate {
	struct str name;
	struct named *named;
};

/* An id that is an address stays the same when its site moves from http to https. */
static struct str without_scheme(struct str id)
{
	if (str_istarts(id, S("https://")))
		return str_sub(id, 8, SIZE_MAX);
	return str_istarts(id, S("http://")) ? str_sub(id, 7, SIZE_MAX) : id;
}

static void name_entry(struct arena *a, struct entry *entry, struct named *out)
{
	*out = (struct named){.entry = entry};
	out->names[NAME_GUID] = without_scheme(entry->guid);
	out->names[NAME_ADDRESS] = key_of_page(a, entry->url);
	out->names[NAME_TEXT] = hash_hex(a, hash_strs((struct str[]){entry->title, entry->text}, 2));
}

/* Whether two entries that share a name of this kind are one, repeated in the document. A guid
 * promises that they are; that two stand at one address says little. */
static bool is_repeated(const struct entry *x, const struct entry *y, enum name_kind kind)
{
	if (!str_eq(x->title, y->title))
		return false;
	if (kind == NAME_GUID)
		return str_eq(x->url, y->url);
	return str_eq(x->text, y->text) || (x->published != NO_TIME && x->published == y->published);
}

static int compare_names(const void *a, const void *b)
{
	const struct candidate *left = a, *right = b;
	int order = str_cmp(left->name, right->name);
	return order ? order : (left->named > right->named) - (left->named < right->named);
}

/* Marks a name that n entries have when they are several stories. */
static void mark_shared(const struct candidate *run, size_t n, enum name_kind kind)
{
	bool shared = false;
	assert(n > 0);
	for (size_t i = 1; i < n; i++)
		shared |= !is_repeated(run[0].named->entry, run[i].named->entry, kind);
	for (size_t i = 0; i < n; i++)
		run[i].named->shared[kind] = shared;
}

static void find_shared(
	struct named *all, size_t count, struct candidate *candidates, enum name_kind kind)
{
	size_t n = 0;
	for (size_t i = 0; i < count; i++)
		if (all[i].names[kind].n)
			candidates[n++] = (struct candidate){all[i].names[kind], &all[i]};
	qsort(candidates, n, sizeof *candidates, compare_names);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && str_eq(candidates[from].name, candidates[to].name); to++)
			;
		mark_shared(candidates + from, to - from, kind);
	}
}

/* The first name that no other story has is `native`, the others are `also`. */
static void take_names(struct arena *a, struct named *named)
{
	struct entry *entry = named->entry;
	if (named->shared[NAME_GUID])
		entry->guid = STR_NONE;
	entry->native = STR_NONE;
	entry->also = (struct strs){0};
	entry->shares_url = named->shared[NAME_ADDRESS];
	for (int kind = 0; kind < NAME_KINDS; kind++) {
		struct str name = named->names[kind];
		if (!entry->native.n && name.n && !named->shared[kind])
			entry->native = name;
		else if (name.n)
			strs_add(a, &entry->also, name);
	}
	assert(entry->native.n); /* texts that are equal are one story */
}

/* Of the entries with one name, the one that was updated last is kept (RFC 4287 section 4.1.1);
 * else the first. */
static void drop_repeats(struct named *all, struct entries *list, struct candidate *candidates)
{
	for (size_t i = 0; i < list->n; i++)
		candidates[i] = (struct candidate){list->v[i].native, &all[i]};
	qsort(candidates, list->n, sizeof *candidates, compare_names);
	for (size_t i = 1, best = 0; i < list->n; i++) {
		struct entry *x = candidates[best].named->entry, *y = candidates[i].named->entry;
		if (!str_eq(candidates[best].name, candidates[i].name)) {
			best = i;
		} else if (x->updated != NO_TIME && y->updated != NO_TIME && y->updated > x->updated) {
			x->native = STR_NONE;
			best = i;
		} else {
			y->native = STR_NONE;
		}
	}
	size_t kept = 0;
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].native.n)
			list->v[kept++] = list->v[i];
	assert(kept <= list->n);
	list->n = kept;
}

void match_natives(struct arena *a, struct entries *list)
{
	struct arena scratch CLEANUP_ARENA = {0};
	struct named *all = arena_array(&scratch, list->n + 1, sizeof *all);
	struct candidate *candidates = arena_array(&scratch, list->n + 1, sizeof *candidates);
	for (size_t i = 0; i < list->n; i++)
		name_entry(a, &list->v[i], &all[i]);
	for (int kind = 0; kind < NAME_TEXT; kind++)
		find_shared(all, list->n, candidates, (enum name_kind)kind);
	for (size_t i = 0; i < list->n; i++)
		take_names(a, &all[i]);
	drop_repeats(all, list, candidates);
}

bool match_is_same_story(const struct entry *before, const struct entry *now)
{
	return is_repeated(before, now, NAME_ADDRESS);
}

/* A site's front page is the page of no story. */
static bool pages_agree(struct arena *a, struct str x, struct str y)
{
	struct str page = key_of_page(a, x);
	return key_is_of_page(page) && str_eq(page, key_of_page(a, y));
}

bool match_is_another_story(struct arena *a, const struct entry *before, const struct entry *now)
{
	struct str x = match_title(a, before->title), y = match_title(a, now->title);
	bool dates_agree = before->published != NO_TIME && before->published == now->published;
	return before->kind == ENTRY_NEWS && now->kind == ENTRY_NEWS && !dates_agree &&
		!pages_agree(a, before->url, now->url) && !title_is_reworded(x, y);
}
