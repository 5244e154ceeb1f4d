/* store/item: items, their identity keys and relations. */
#ifndef STORE_ITEM_H
#define STORE_ITEM_H

#include "base/hash.h"
#include "model/item.h"
#include "store/store.h"

struct item {
	int64_t id;
	struct str tag;
	int64_t merged_into; /* 0: none */
	int64_t first_seen;
	bool backfill;
	enum item_state state;
	int64_t deferred_until; /* NO_TIME: none */
	long version;
	struct face judged; /* what the copies say */
	enum confidence confidence;
	double score;
	struct strs why, warnings;
	enum section edited_section; /* SECTION_NONE: as judged */
	bool has_edited_title, has_edited_summary, has_edited_citation, has_edited_topics;
	struct str edited_title, edited_summary, edited_citation;
	struct strs edited_topics;
	int64_t live;           /* release id, 0: none */
	struct strs update_why; /* what changed since the live release; none: up to date */
	bool has_dismissed;
	struct hash dismissed; /* face_hash of the face whose update an editor declined */
};
struct items {
	struct item *v;
	size_t n;
};

/* The judged face with the editor's words over it: what an approval would freeze. */
struct face item_face(const struct item *item);
struct hash face_hash(const struct face *face);

/* A new item from a verdict. `tag` may be empty, or another item's already: then its own number is
 * the tag. */
bool store_item_add(struct store *s, struct str tag, const struct verdict *verdict, int64_t now,
	bool backfill, int64_t *id, struct err *err) MUST_USE;
/* Writes the judged part anew after a copy changed. The item's version moves only when the face
 * changed. */
bool store_item_judge(struct store *s, int64_t id, const struct verdict *verdict, struct err *err)
	MUST_USE;
/* Sets or clears (no lines) what changed since the live release. */
bool store_item_update_why(struct store *s, int64_t id, struct strs why, struct err *err) MUST_USE;
/* One item by id; an alias answers with the item it was merged into when `follow`. *found is false
 * when there is none. */
bool store_item_get(struct store *s, struct arena *a, int64_t id, bool follow, struct item *out,
	bool *found, struct err *err) MUST_USE;

/* Identity keys: `kind` is enum key_kind of match/ (store does not know its meaning). */
bool store_key_find(struct store *s, int kind, struct str key, int64_t *item, bool *found,
	struct err *err) MUST_USE;
/* Names the item by the key; a key that already names an item keeps it. */
bool store_key_add(struct store *s, int kind, struct str key, int64_t item, struct err *err)
	MUST_USE;
struct stored_key {
	int kind;
	struct str key;
};
struct stored_keys {
	struct stored_key *v;
	size_t n;
};
bool store_key_list(struct store *s, struct arena *a, int64_t item, struct stored_keys *out,
	struct err *err) MUST_USE;

/* The item speaks of another publication, named by a key. Idempotent. */
bool store_related_add(struct store *s, int64_t item, int kind, struct str key, struct str why,
	struct err *err) MUST_USE;
struct related {
	int64_t item;
	struct str title, why;
	bool live;
};
struct relateds {
	struct related *v;
	size_t n;
};
/* Items related in either direction, by id, each once, aliases followed, never the item itself. */
bool store_related_list(
	struct store *s, struct arena *a, int64_t item, struct relateds *out, struct err *err) MUST_USE;

#endif
