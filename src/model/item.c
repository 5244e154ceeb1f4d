#include "model/item.h"

const size_t FACE_TEXT_OFFSETS[FACE_TEXTS] = {
	offsetof(struct face, title),
	offsetof(struct face, official_title),
	offsetof(struct face, url),
	offsetof(struct face, label),
	offsetof(struct face, citation),
	offsetof(struct face, summary),
	offsetof(struct face, status),
	offsetof(struct face, status_line),
	offsetof(struct face, notice),
};
const char *const FACE_TEXT_NAMES[FACE_TEXTS] = {
	"title",
	"official title",
	"address",
	"label",
	"citation",
	"summary",
	"status",
	"status line",
	"notice",
};

struct str *face_text(struct face *face, size_t i)
{
	return (struct str *)((char *)face + FACE_TEXT_OFFSETS[i]);
}

struct str face_text_of(const struct face *face, size_t i)
{
	return *(const struct str *)((const char *)face + FACE_TEXT_OFFSETS[i]);
}

bool face_eq(const struct face *a, const struct face *b)
{
	for (size_t i = 0; i < FACE_TEXTS; i++)
		if (!str_eq(face_text_of(a, i), face_text_of(b, i)))
			return false;
	return a->section == b->section && date_cmp(a->date, b->date) == 0;
}

const char *item_state_word(enum item_state state)
{
	static const char *const words[] = {
		"queued", "approved", "rejected", "deferred", [ITEM_WITHDRAWN] = "withdrawn"};
	return words[state];
}

const char *confidence_word(enum confidence c)
{
	static const char *const words[] = {"low", "medium", "high"};
	return words[c];
}
