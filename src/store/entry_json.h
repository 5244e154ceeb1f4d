/* entry_json: the part of an entry that has no columns of its own, as JSON (private to store/). */
#ifndef STORE_ENTRY_JSON_H
#define STORE_ENTRY_JSON_H

#include "base/arena.h"
#include "base/err.h"
#include "model/entry.h"

/* Sets entry->paper or entry->trial, as entry->kind says, from what entry_detail_to_json wrote. */
bool entry_detail_of_json(struct arena *a, struct str json, struct entry *entry, struct err *err)
	MUST_USE;

#endif
