/* restore_readers: who gets the digest is no part of what a restore brings back (private to
 * store/sqlite/): whoever left since the backup is not mailed again, and whoever came since is
 * not lost. */
#ifndef STORE_SQLITE_RESTORE_READERS_H
#define STORE_SQLITE_RESTORE_READERS_H

#include "store/connection.h"

/* Takes subscribers, their lists and what became of each copy over from the store that is attached
 * as `before`, which has the same schema. One transaction. */
bool restore_readers_take(struct store *s, struct err *err) MUST_USE;
/* What is on its way waits for an editor. Unless it is `known` who got a copy since the backup,
 * every edition of which the store knows no mailing counts as sent. */
bool restore_readers_hold(struct store *s, bool known, int64_t now, struct err *err) MUST_USE;

#endif
