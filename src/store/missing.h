/* store/missing: records that a service did not give although it lists them, or we hold them.
 *
 * Each visit to their source asks for them (store_missing_list). What came is forgotten; of what is
 * missing from a complete answer again, the times are counted, so that one bad answer says of no
 * record that it is gone. */
#ifndef STORE_MISSING_H
#define STORE_MISSING_H

#include "store/store.h"

struct missing_record {
	struct str native; /* PMID, NCT number */
	long times;        /* complete answers running without it */
	bool told;         /* its item said that it is gone */
};
struct missing_records {
	struct missing_record *v;
	size_t n;
};

/* Those of a source, by native id, without the records of items that were rejected; and those whose
 * items say that they are gone though no row does (an undone decision may say so again). */
bool store_missing_list(struct store *s, struct arena *a, int64_t source,
	struct missing_records *out, struct err *err) MUST_USE;
/* For a watch over records of this kind (enum entry_kind): those of any source, each once. */
bool store_missing_watched(struct store *s, struct arena *a, int kind, struct missing_records *out,
	struct err *err) MUST_USE;
/* A record that a complete answer was without. */
struct missing_now {
	int64_t source;
	struct str native;
	bool listed; /* the service lists it all the same: the count begins again at 0 */
	int64_t now;
};
/* Counts this; *out is what is known of the record then: its item was told when this source or
 * another one said so. Inside a transaction. */
bool store_missing_count(struct store *s, struct arena *a, const struct missing_now *missing,
	struct missing_record *out, struct err *err) MUST_USE;
/* The item of this record said that it is gone. */
bool store_missing_told(struct store *s, int64_t source, struct str native, struct err *err)
	MUST_USE;
/* The record came, or nobody waits for it any more. */
bool store_missing_forget(struct store *s, int64_t source, struct str native, struct err *err)
	MUST_USE;
/* The same for all sources that missed it. */
bool store_missing_forget_all(struct store *s, struct str native, struct err *err) MUST_USE;
/* The source of this name asks another question: the records that it never gave are not waited for
 * any more. */
bool store_missing_begin_anew(struct store *s, struct str source, struct err *err) MUST_USE;

#endif
