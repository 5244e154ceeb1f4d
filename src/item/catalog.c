#include "item/catalog.h"

#include "base/buf.h"
#include "base/hash.h"
#include "item/filing.h"
#include "store/entry.h"
#include "store/item.h"

enum { GROUP = 200, TEXT_MAX = 1 << 16 };

/* Of all in the configuration that decides which topics an item is on: when it changes, the topics
 * of every item are found again. */
static struct str fingerprint(struct arena *a, const struct site *site)
{
	struct strs all = {0};
	for (size_t i = 0; i < site->topic_count; i++) {
		strs_add(a, &all, site->topics[i].slug);
		strs_add(a, &all, pattern_text(site->topics[i].match));
	}
	for (size_t i = 0; i < site->source_count; i++)
		for (size_t j = 0; j < site->sources[i].topics.n; j++) {
			strs_add(a, &all, site->sources[i].name);
			strs_add(a, &all, site->sources[i].topics.v[j]);
		}
	return hash_hex(a, hash_strs(all.v, all.n));
}

static void add_word(struct buf *b, struct str s)
{
	if (!s.n)
		return;
	buf_add(b, s);
	buf_add_char(b, '\n');
}

static void add_authors(struct buf *b, const struct entry *entry)
{
	add_word(b, entry->author);
	for (size_t i = 0; entry->paper && i < entry->paper->author_count; i++) {
		const struct author *author = &entry->paper->authors[i];
		add_word(b, author->last);
		add_word(b, author->fore);
		add_word(b, author->collective);
	}
	if (entry->trial)
		add_word(b, entry->trial->sponsor);
}

/* The title and text of a copy, and the numbers by which people look for it. */
static void add_text(struct buf *b, const struct entry *entry)
{
	add_word(b, entry->native);
	add_word(b, entry->keys.doi);
	add_word(b, entry->keys.pmcid);
	add_word(b, entry->title);
	add_word(b, entry->text.n ? entry->text : entry->lead);
	for (size_t i = 0; entry->paper && i < entry->paper->keywords.n; i++)
		add_word(b, entry->paper->keywords.v[i]);
	for (size_t i = 0; entry->trial && i < entry->trial->conditions.n; i++)
		add_word(b, entry->trial->conditions.v[i]);
}

static struct catalog_words words_of(
	struct arena *a, const struct item *item, const struct copies *copies)
{
	struct buf text CLEANUP_BUF = buf_new(TEXT_MAX), author CLEANUP_BUF = buf_new(TEXT_MAX);
	const struct face face = item_face(item);
	for (size_t i = 0; i < copies->n; i++) {
		add_text(&text, &copies->v[i].entry);
		add_authors(&author, &copies->v[i].entry);
	}
	return (struct catalog_words){.title = str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(face.title),
									  STR_ARG(face.official_title)),
		.summary = face.summary,
		.text = str_copy(a, buf_str(&text)),
		.author = str_copy(a, buf_str(&author))};
}

bool catalog_words_of(
	struct store *store, struct arena *a, int64_t id, struct catalog_words *out, struct err *err)
{
	struct item item;
	struct copies copies;
	bool found;
	if (!store_item_get(store, a, id, &item, &found, err) ||
		!store_entry_copies(store, a, id, &copies, err))
		return false;
	*out = found ? words_of(a, &item, &copies) : (struct catalog_words){0};
	return true;
}

static bool put(const struct site *site, struct store *store, struct arena *a,
	const struct item *item, struct err *err)
{
	struct copies copies;
	if (!store_entry_copies(store, a, item->id, &copies, err))
		return false;
	struct ids sources = {0};
	for (size_t i = 0; i < copies.n; i++)
		ids_add(a, &sources, copies.v[i].source_id);
	const struct catalog_item found_by = {.id = item->id,
		.words = words_of(a, item, &copies),
		.section = item_face(item).section,
		.sources = sources,
		.topics = filing_of_item(a, site, item, &copies)};
	return store_catalog_put(store, &found_by, err);
}

static bool look_at(const struct site *site, struct store *store, int64_t id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct item item;
	bool found;
	if (!store_item_get(store, &a, id, &item, &found, err))
		return false;
	return !found ||
		(item.merged_into ? store_catalog_drop(store, id, err) : put(site, store, &a, &item, err));
}

static bool take_in(const struct site *site, struct store *store, const struct catalog_batch *batch,
	struct err *err)
{
	for (size_t i = 0; i < batch->n; i++)
		if (!look_at(site, store, batch->items[i], err))
			return false;
	return store_catalog_done(store, batch, err);
}

/* What changed is read again inside the transaction: another process may have taken it in. */
bool catalog_update(
	const struct site *site, struct store *store, long limit, bool *more, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct catalog_batch batch;
	struct str topics = fingerprint(&a, site);
	if (!store_catalog_changed(store, &a, topics, limit, &batch, err))
		return false;
	*more = batch.more;
	if (!batch.n)
		return true;
	if (!store_begin(store, err))
		return false;
	if (store_catalog_changed(store, &a, topics, limit, &batch, err) &&
		take_in(site, store, &batch, err) && store_commit(store, err))
		return true;
	store_rollback(store);
	return false;
}

bool catalog_complete(
	const struct site *site, struct store *store, const volatile int *stop, struct err *err)
{
	bool more = true;
	while (more && !(stop && *stop))
		if (!catalog_update(site, store, GROUP, &more, err))
			return false;
	return true;
}
