#include "model/face.h"

#include <assert.h>
#include <stddef.h>

#include "model/trial_status.h"
#include "model/unverified.h"

const char *face_origin_word(enum summary_origin origin)
{
	switch (origin) {
#define SUMMARY_WORD(name, number, word) \
	case SUMMARY_##name: return word;
		SUMMARY_ORIGINS(SUMMARY_WORD)
#undef SUMMARY_WORD
	}
	return "";
}

static const struct {
	size_t offset;
	const char *name;
} TEXTS[FACE_TEXTS] = {
#define FACE_TEXT_ROW(name, member, words) [FACE_##name] = {offsetof(struct face, member), words},
	FACE_TEXTS_LIST(FACE_TEXT_ROW)
#undef FACE_TEXT_ROW
};

struct str *face_text(struct face *face, enum face_text which)
{
	assert(which < FACE_TEXTS);
	return (struct str *)((char *)face + TEXTS[which].offset);
}

struct str face_text_of(const struct face *face, enum face_text which)
{
	assert(which < FACE_TEXTS);
	return *(const struct str *)((const char *)face + TEXTS[which].offset);
}

const char *face_text_name(enum face_text which)
{
	assert(which < FACE_TEXTS);
	return TEXTS[which].name;
}

struct str face_status(const struct face *face)
{
	return face->unverified.year && unverified_may_be(face->status) ?
		trial_status_word(TRIAL_STATUS_UNKNOWN) :
		face->status;
}

bool face_eq(const struct face *a, const struct face *b)
{
	for (enum face_text i = 0; i < FACE_TEXTS; i++)
		if (!str_eq(face_text_of(a, i), face_text_of(b, i)))
			return false;
	return a->section == b->section && date_cmp(a->date, b->date) == 0;
}

bool face_text_is_news(enum face_text which)
{
	return which != FACE_STATUS_LINE && which != FACE_FACTS;
}

struct hash face_hash(const struct face *face)
{
	struct str fields[FACE_TEXTS + 2];
	size_t n = 0;
	for (enum face_text i = 0; i < FACE_FACTS; i++)
		if (face_text_is_news(i))
			fields[n++] = face_text_of(face, i);
	fields[n++] = str_of(section_word(face->section));
	/* What older versions did not have leaves their hashes as they are. */
	for (enum face_text i = FACE_FACTS; i < FACE_TEXTS; i++)
		if (face_text_of(face, i).n)
			fields[n++] = face_text_of(face, i);
	return hash_strs(fields, n);
}

struct hash face_hash_6(const struct face *face)
{
	char day[TIME_TEXT];
	enum { TEXTS_6 = FACE_FACTS };
	struct str fields[TEXTS_6 + 2];
	for (enum face_text i = 0; i < (enum face_text)TEXTS_6; i++)
		fields[i] = face_text_of(face, i);
	fields[TEXTS_6] = str_of(section_word(face->section));
	fields[TEXTS_6 + 1] = str_of(date_iso(face->date, day));
	return hash_strs(fields, TEXTS_6 + 2);
}
