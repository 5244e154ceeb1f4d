/* absence: records that a service ought to have given and did not, and what becomes of them in the
 * store. Inside source/; in the caller's transaction.
 *
 * One answer without a record says little: services forget records for hours. So an absence counts
 * only when the whole visit went well, and only the second one running says that the record is
 * gone. Until then, and after, each visit asks for it (visit->missing). */
#ifndef SOURCE_ABSENCE_H
#define SOURCE_ABSENCE_H

#include "item/ingest.h"
#include "source/kind.h"

/* Counts what the visit, which went well, found missing (visit->absences). At the second time
 * running an item that holds the record says that it is gone; a record that no item holds is not
 * asked for any more. */
bool absence_count(struct ingest *in, const struct visit *visit, struct err *err) MUST_USE;
/* Ends the absence of the records that this answer shows to be there. */
bool absence_end(struct ingest *in, const struct visit *visit, const struct source_answer *answer,
	struct err *err) MUST_USE;

#endif
