/* entry_record: the fields of an entry and its parts (model/entry.h) as tables, by which they are
 * stored (as JSON, base/record.h) and handed from one process to another (base/pack.h).
 *
 * A new field of these structs gets its row here; tests/record_test.py fails without it. Names of
 * the paper's and the trial's fields are keys of the JSON in the store: they stay as they are. */
#ifndef MODEL_ENTRY_RECORD_H
#define MODEL_ENTRY_RECORD_H

#include "base/record.h"

extern const struct record ENTRY_RECORD;       /* struct entry, whole */
extern const struct record ENTRY_RECORD_PAPER; /* struct paper */
extern const struct record ENTRY_RECORD_TRIAL; /* struct trial */

#endif
