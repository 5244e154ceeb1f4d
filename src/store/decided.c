#include "store/decided.h"

#include <assert.h>

#include "model/decision.h"
#include "store/statement.h"

/* Approvals, rejections and delays by editors, which nobody took back; along decision_at. */
#define STANDING \
	"d.automatic = 0 AND d.verb IN (" SQL_APPROVE ", " SQL_REJECT ", " SQL_DEFER ") AND NOT " \
	"EXISTS (SELECT 1 FROM decision AS u WHERE u.undoes = d.id) "
#define SQL_APPROVE "1"
#define SQL_REJECT "2"
#define SQL_DEFER "3"
static_assert(VERB_APPROVE == 1 && VERB_REJECT == 2 && VERB_DEFER == 3, "the numbers above");

bool store_decided_since(struct store *s, int64_t from, struct decided_counts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT d.verb, count(*) FROM decision AS d WHERE d.at >= ?1 AND " STANDING "GROUP BY 1");
	bind_int(&q, from);
	*out = (struct decided_counts){0};
	while (query_row(&q)) {
		int64_t verb = take_int(&q), n = take_int(&q);
		*(verb == VERB_APPROVE      ? &out->approved :
				verb == VERB_REJECT ? &out->rejected :
									  &out->later) = n;
	}
	return query_end(&q, err);
}
