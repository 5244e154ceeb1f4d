#include "store/before.h"

#include "store/reason_json.h"

/* What editors decide of an item, and nothing of what its copies say; but which of them spoke, as
 * the copies of a merge or a split do not tell that when they are back. */
static const struct field EDITORIAL_FIELDS[] = {
	FIELD(struct item, FIELD_ID, id),
	FIELD(struct item, FIELD_INT, state),
	FIELD(struct item, FIELD_TIME, deferred_until),
	FIELD(struct item, FIELD_ID, merged_into),
	FIELD(struct item, FIELD_INT, edited_section),
#define WORDED_FIELDS(name, member, bit) \
	FIELD(struct item, FIELD_BOOL, has_edited_##member), \
		FIELD(struct item, FIELD_STR, edited_##member),
	WORDED_LIST(WORDED_FIELDS)
#undef WORDED_FIELDS
		FIELD(struct item, FIELD_STR, lead_status),
	FIELD(struct item, FIELD_ID, assignee),
	FIELD(struct item, FIELD_STR, assigned_word),
	FIELD(struct item, FIELD_BOOL, has_edited_topics),
	FIELD(struct item, FIELD_STRS, edited_topics),
	FIELD(struct item, FIELD_ID, live),
	FIELD(struct item, FIELD_ID, main_copy),
	{.name = "changes",
		.type = FIELD_RECORDS,
		.offset = offsetof(struct item, changes.v),
		.of = &REASON_RECORD,
		.count_offset = offsetof(struct item, changes.n)},
	FIELD(struct item, FIELD_BOOL, has_dismissed),
	FIELD(struct item, FIELD_HASH, dismissed),
};
static const struct record EDITORIAL = RECORD(struct item, EDITORIAL_FIELDS);

static const struct field MOVED_ENTRY_FIELDS[] = {FIELD(struct moved_entry, FIELD_ID, id)};
static const struct record MOVED_ENTRY = RECORD(struct moved_entry, MOVED_ENTRY_FIELDS);
static const struct field MOVED_KEY_FIELDS[] = {FIELD(struct moved_key, FIELD_HASH, hash)};
static const struct record MOVED_KEY = RECORD(struct moved_key, MOVED_KEY_FIELDS);

static const struct field BEFORE_FIELDS[] = {
	FIELD_ARRAY(struct before, items, item_count, EDITORIAL),
	FIELD_ARRAY(struct before, entries, entry_count, MOVED_ENTRY),
	FIELD_ARRAY(struct before, keys, key_count, MOVED_KEY),
	FIELD_ARRAY(struct before, related, related_count, MOVED_KEY),
};
static const struct record BEFORE = RECORD(struct before, BEFORE_FIELDS);

bool before_to_json(struct arena *a, const struct before *before, struct str *json, struct err *err)
{
	return record_to_json(a, &BEFORE, before, json, err);
}

bool before_of_json(struct arena *a, struct str json, struct before *out, struct err *err)
{
	struct err why;
	*out = (struct before){0};
	return record_of_json(a, &BEFORE, json, out, &why) ||
		err_set_kind(err, ERR_STORE, "the store: what stood before a decision: %s", why.text);
}

void before_add(struct arena *a, struct before *before, const struct item *item)
{
	before->items = arena_grow(a, before->items, before->item_count, sizeof *before->items);
	before->items[before->item_count++] = *item;
}

const struct item *before_item(const struct before *before, int64_t item)
{
	for (size_t i = 0; i < before->item_count; i++)
		if (before->items[i].id == item)
			return &before->items[i];
	return NULL;
}
