/* take: the columns of a query's row, in order (private to store/). Texts are copied into the
 * arena. */
#ifndef STORE_TAKE_H
#define STORE_TAKE_H

#include "base/date.h"
#include "base/hash.h"
#include "store/query.h"

int64_t take_int(struct query *q);                     /* NULL: 0 */
double take_real(struct query *q);                     /* NULL: 0 */
struct str take_str(struct query *q, struct arena *a); /* NULL: empty */
int64_t take_time(struct query *q);                    /* NULL: NO_TIME */
/* What date_iso wrote; any other text is read as no date. */
struct date take_date(struct query *q);
struct str take_bytes(struct query *q, struct arena *a);  /* a BLOB; NULL: empty */
struct strs take_lines(struct query *q, struct arena *a); /* one a line; NULL: none */
/* False for NULL; *out is then empty. */
bool take_hash(struct query *q, struct hash *out);
bool take_str_or_null(struct query *q, struct arena *a, struct str *out);
bool take_lines_or_null(struct query *q, struct arena *a, struct strs *out);

#endif
