#include "store/face.h"

#include "model/face_17.h"

void face_bind(struct query *q, const struct face *face, char day[static TIME_TEXT])
{
	bind_int(q, face->kind);
	bind_int(q, face->section);
	for (enum face_text i = 0; i < FACE_TEXTS; i++)
		bind_str(q, face_text_of(face, i));
	bind_str(q, face->notice_pmid);
	bind_str(q, face->told);
	bind_int(q, face->retracted);
	bind_int(q, face->summary_origin);
	bind_str(q, str_of(date_iso(face->date, day)));
}

struct face face_take(struct query *q, struct arena *a)
{
	struct face face = {.kind = (enum entry_kind)take_int(q)};
	face.section = (enum section)take_int(q);
	for (enum face_text i = 0; i < FACE_TEXTS; i++)
		*face_text(&face, i) = take_str(q, a);
	face.notice_pmid = take_str(q, a);
	face.told = take_str(q, a);
	face.retracted = take_int(q);
	face.summary_origin = (enum summary_origin)take_int(q);
	struct str day = take_str(q, a);
	if (day.n && !date_parse_partial(day, &face.date))
		face.date = (struct date){0};
	face_from_17(a, &face);
	return face;
}
