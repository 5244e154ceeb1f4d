/* edition: what names an edition of the digest: its period, and the list that it is of. */
#ifndef MODEL_EDITION_H
#define MODEL_EDITION_H

#include "base/arena.h"
#include "base/str.h"

/* "2026-W47-research": names the edition to people, its files (with a suffix) and its message. */
struct str edition_name(struct arena *a, struct str period, struct str list);
/* Whether it may be a period: letters, digits, "-", "_" and ".", not a dot first, at most 32
 * bytes, since it is part of the names of files and of the Message-ID. */
bool edition_period_is_valid(struct str period);

#endif
