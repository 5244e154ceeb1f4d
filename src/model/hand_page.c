#include "model/hand_page.h"

#include "base/record.h"

static const struct field LINK_FIELDS[] = {
	FIELD(struct hand_link, FIELD_STR, title),
	FIELD(struct hand_link, FIELD_STR, url),
};
static const struct record LINK = RECORD(struct hand_link, LINK_FIELDS);

static const struct field ENTRY_FIELDS[] = {
	FIELD(struct hand_entry, FIELD_STR, title),
	FIELD(struct hand_entry, FIELD_STR, lead),
	FIELD(struct hand_entry, FIELD_STR, official),
	FIELD(struct hand_entry, FIELD_STR, summary),
	FIELD(struct hand_entry, FIELD_STR, label),
	FIELD(struct hand_entry, FIELD_STR, citation),
	FIELD(struct hand_entry, FIELD_DATE, day),
	FIELD(struct hand_entry, FIELD_STR, status),
	FIELD(struct hand_entry, FIELD_STR, url),
	FIELD_ARRAY(struct hand_entry, links, link_count, LINK),
	FIELD_ARRAY(struct hand_entry, also, also_count, LINK),
	FIELD(struct hand_entry, FIELD_STR, rest),
};
static const struct record ENTRY = RECORD(struct hand_entry, ENTRY_FIELDS);

static const struct field PART_FIELDS[] = {
	FIELD(struct hand_part, FIELD_STR, title),
	FIELD(struct hand_part, FIELD_STR, intro),
	FIELD_ARRAY(struct hand_part, entries, entry_count, ENTRY),
	FIELD(struct hand_part, FIELD_STRS, rest),
};
static const struct record PART = RECORD(struct hand_part, PART_FIELDS);

static const struct field PAGE_FIELDS[] = {
	FIELD(struct hand_page, FIELD_STR, title),
	FIELD_ARRAY(struct hand_page, parts, part_count, PART),
	FIELD(struct hand_page, FIELD_STRS, outside),
	FIELD(struct hand_page, FIELD_STR, cut),
};
const struct record HAND_PAGE = RECORD(struct hand_page, PAGE_FIELDS);

size_t hand_page_entries(const struct hand_page *page)
{
	size_t n = 0;
	for (size_t i = 0; i < page->part_count; i++)
		n += page->parts[i].entry_count;
	return n;
}
