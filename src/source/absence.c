#include "source/absence.h"

enum { TIMES_GONE = 2 };

/* It is gone: its item says so, once. */
static bool tell(struct ingest *in, const struct absence *absence, bool told, struct err *err)
{
	bool held;
	if (!told && !store_missing_told(in->store, in->source_id, absence->native, err))
		return false;
	return ingest_vanished(in, absence->native, &absence->reason, told, &held, err) &&
		(held || store_missing_forget(in->store, in->source_id, absence->native, err));
}

static bool count_one(struct ingest *in, const struct absence *absence, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	const struct missing_now missing = {in->source_id, absence->native, absence->listed, in->now};
	struct missing_record record;
	if (!store_missing_count(in->store, &a, &missing, &record, err))
		return false;
	bool gone = absence->deleted || record.times >= TIMES_GONE;
	return !gone || tell(in, absence, record.told, err);
}

bool absence_count(struct ingest *in, const struct visit *visit, struct err *err)
{
	for (size_t i = 0; i < visit->absences.n; i++)
		if (!count_one(in, &visit->absences.v[i], err))
			return false;
	return true;
}

static bool answer_has(const struct source_answer *answer, struct str native)
{
	for (size_t i = 0; i < answer->entries.n; i++)
		if (str_eq(answer->entries.v[i].native, native))
			return true;
	return strs_have(answer->present, native);
}

bool absence_end(struct ingest *in, const struct visit *visit, const struct source_answer *answer,
	struct err *err)
{
	for (size_t i = 0; i < visit->missing.n; i++) {
		struct str native = visit->missing.v[i].native;
		if (!answer_has(answer, native))
			continue;
		bool forgotten = in->watch ?
			store_missing_forget_all(in->store, native, err) :
			store_missing_forget(in->store, in->source_id, native, err);
		if (!forgotten || !ingest_returned(in, native, err))
			return false;
	}
	return true;
}
