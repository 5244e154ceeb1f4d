/* face: the columns of a face, named, bound and read in one place (private to store/). item and
 * release have the same. */
#ifndef STORE_FACE_H
#define STORE_FACE_H

#include "model/item.h"
#include "store/statement.h"

/* In the order of face_bind and face_take; `t` is the table's prefix ("" or "r."). FACE_MARKS are
 * the parameters for them. */
#define FACE_COLUMNS(t) \
	t "kind, " t "section, " t "title, " t "official_title, " t "url, " t "label, " t \
	  "citation, " t "summary, " t "status, " t "status_line, " t "notice, " t "facts, " t \
	  "lead, " t "also, " t "notice_pmid, " t "told, " t "retracted, " t "summary_origin, " t "day"
#define FACE_MARKS "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?"

/* `day` holds the text of the face's date and lives as long as the query. */
void face_bind(struct query *q, const struct face *face, char day[static TIME_TEXT]);
struct face face_take(struct query *q, struct arena *a);

#endif
