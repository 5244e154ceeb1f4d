#include "store/entry_json.h"

#include "model/entry_record.h"
#include "store/entry.h"

bool entry_detail_to_json(
	struct arena *a, const struct entry *entry, struct str *json, struct err *err)
{
	*json = STR_NONE;
	if (entry->paper)
		return record_to_json(a, &ENTRY_RECORD_PAPER, entry->paper, json, err);
	return !entry->trial || record_to_json(a, &ENTRY_RECORD_TRIAL, entry->trial, json, err);
}

bool entry_detail_of_json(struct arena *a, struct str json, struct entry *entry, struct err *err)
{
	struct err why;
	bool well;
	if (entry->kind == ENTRY_TRIAL) {
		struct trial *trial = arena_new(a, struct trial);
		entry->trial = trial;
		well = record_of_json(a, &ENTRY_RECORD_TRIAL, json, trial, &why);
	} else {
		struct paper *paper = arena_new(a, struct paper);
		entry->paper = paper;
		well = record_of_json(a, &ENTRY_RECORD_PAPER, json, paper, &why);
	}
	return well || err_set_kind(err, ERR_STORE, "the store: what a source said: %s", why.text);
}
