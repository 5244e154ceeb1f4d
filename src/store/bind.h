/* bind: the parameters of a query, in order (private to store/). */
#ifndef STORE_BIND_H
#define STORE_BIND_H

#include "base/date.h"
#include "base/hash.h"
#include "store/query.h"

/* Each binds the next parameter of the query. Texts are not copied (query.h). */

void bind_int(struct query *q, int64_t value);
void bind_real(struct query *q, double value);
/* Never NULL: no text is the empty text. */
void bind_str(struct query *q, struct str value);
/* Never NULL. Any bytes, which are kept as a BLOB. */
void bind_bytes(struct query *q, struct str value);
void bind_null(struct query *q);
/* How many rows at most, for LIMIT; 0: all. */
void bind_limit(struct query *q, int64_t most);
void bind_time(struct query *q, int64_t t);               /* NO_TIME: NULL */
void bind_id(struct query *q, int64_t id);                /* 0: NULL */
void bind_date(struct query *q, struct date date);        /* date_iso; no date: the empty text */
void bind_hash(struct query *q, const struct hash *hash); /* NULL: NULL */
/* One a line; a line break within one becomes a space. */
void bind_lines(struct query *q, struct strs lines);
/* NULL when `has` is false. */
void bind_str_or_null(struct query *q, bool has, struct str value);
void bind_lines_or_null(struct query *q, bool has, struct strs lines);

#endif
