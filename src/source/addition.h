/* addition: what editors want of a source that brings nothing else (kind->wanted). Inside source/;
 * the last two in the caller's transaction.
 *
 * A visit asks for what is due (visit->additions). What comes is an entry as any other, and its
 * addition is settled together with it. A complete answer without it counts as for all records: the
 * second one running says that there is none. A record that the service lists and does not give is
 * waited for. */
#ifndef SOURCE_ADDITION_H
#define SOURCE_ADDITION_H

#include "item/ingest.h"
#include "source/kind.h"

/* The numbers that the visit asks for. */
struct strs addition_natives(struct visit *visit);
/* Takes the entry in when an editor wants it, and settles the addition; what was asked for as a
 * control is left alone. */
bool addition_take_in(
	struct ingest *in, struct visit *visit, const struct entry *entry, struct err *err) MUST_USE;
/* The visit went well: what it did not bring is put off, or will not come. */
bool addition_end(struct ingest *in, struct visit *visit, struct err *err) MUST_USE;

#endif
