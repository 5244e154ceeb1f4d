#include "store/face.h"

#include "store/item.h"

void face_bind(struct query *q, const struct face *face, char day[static TIME_TEXT])
{
	bind_int(q, face->section);
	for (size_t i = 0; i < FACE_TEXTS; i++)
		bind_str(q, face_text_of(face, i));
	bind_str(q, face->summary_origin);
	bind_str(q, str_of(date_iso(face->date, day)));
}

struct face face_take(struct query *q, struct arena *a)
{
	struct face face = {.section = (enum section)take_int(q)};
	for (size_t i = 0; i < FACE_TEXTS; i++)
		*face_text(&face, i) = take_str(q, a);
	face.summary_origin = take_str(q, a);
	struct str day = take_str(q, a);
	if (day.n && !date_parse_partial(day, &face.date))
		face.date = (struct date){0};
	return face;
}

struct hash face_hash(const struct face *face)
{
	char day[TIME_TEXT];
	struct str fields[FACE_TEXTS + 2];
	for (size_t i = 0; i < FACE_TEXTS; i++)
		fields[i] = face_text_of(face, i);
	fields[FACE_TEXTS] = str_of(section_word(face->section));
	fields[FACE_TEXTS + 1] = str_of(date_iso(face->date, day));
	return hash_strs(fields, FACE_TEXTS + 2);
}

struct face item_face(const struct item *item)
{
	struct face face = item->judged;
	if (item->edited_section != SECTION_NONE)
		face.section = item->edited_section;
	if (item->has_edited_title)
		face.title = item->edited_title;
	if (item->has_edited_summary) {
		face.summary = item->edited_summary;
		face.summary_origin = S("editor");
	}
	if (item->has_edited_citation)
		face.citation = item->edited_citation;
	return face;
}
