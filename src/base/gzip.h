/* gzip: bytes as a gzip member (RFC 1952). It says no time and no name, so the same bytes give the
 * same member. */
#ifndef BASE_GZIP_H
#define BASE_GZIP_H

#include "base/str.h"

/* The member, *n bytes that the caller frees; NULL when it would not be smaller. `level`: 1, fast,
 * to 9, small. `bytes` are at most GZIP_MAX. */
enum { GZIP_MAX = 1 << 30 };
char *gzip_bytes(struct str bytes, int level, size_t *n) MUST_USE;
/* Whether the member holds these bytes, and nothing is wrong with it. */
bool gzip_is_of(struct str member, struct str bytes);

#endif
