/* time: instants, as seconds since 1970-01-01T00:00:00Z in an int64_t. NO_TIME means "not given".
 *
 * Nothing here reads the clock: callers pass the present in. "The site's time zone" is that of the
 * process (TZ), set once at start. */
#ifndef BASE_TIME_H
#define BASE_TIME_H

#include "base/str.h"

#define NO_TIME INT64_MIN
/* Room for any text that time and date write, with its NUL, whatever numbers they are given. */
enum { TIME_TEXT = 80 };

/* Reads an RFC 3339 date-time, whose fraction of a second is dropped, or a plain yyyy-mm-dd, which
 * is midnight UTC. False, with *out unchanged, for anything else. */
bool time_parse_rfc3339(struct str s, int64_t *out);
/* Writes "2019-07-17T12:00:00Z" (RFC 3339), or "" for NO_TIME and for what no year can hold.
 * Returns out. */
char *time_rfc3339(int64_t t, char out[static TIME_TEXT]);
/* Writes the time of day in the site's time zone, "08:15"; "" as above. Returns out. */
char *time_local_clock(int64_t t, char out[static TIME_TEXT]);

#endif
