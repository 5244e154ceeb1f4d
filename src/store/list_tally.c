#include <assert.h>

#include "store/list.h"
#include "store/numbers.h"
#include "store/statement.h"

/* Those whose time has come are among the deferred in the tally; they are few, and walked along
 * item_deferred. The plus keeps the planner from walking along all that are deferred. */
static bool returned_count(struct store *s, int64_t now, struct list_counts *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT coalesce(edited_section, section), count(*) FROM item WHERE " SQL_IS_DUE(
			"") " AND +merged_into IS NULL AND NOT " SQL_IS_UPDATE("") " GROUP BY 1");
	bind_int(&q, now);
	while (query_row(&q)) {
		int64_t section = take_int(&q), n = take_int(&q);
		assert(section >= 0 && section < SECTION_COUNT);
		out->waiting[section] += section != SECTION_NONE ? n : 0;
		out->waiting[SECTION_NONE] += n;
		out->state[LIST_WAITING] += n;
		out->state[LIST_LATER] -= n;
	}
	return query_end(&q, err);
}

static void tally_add(
	struct list_counts *out, enum section section, enum list_state state, int64_t n)
{
	bool waits = state == LIST_WAITING || state == LIST_UPDATES;
	out->state[state] += n;
	out->state[LIST_ALL] += n;
	if (state == LIST_UPDATES) {
		out->state[LIST_WAITING] += n;
		out->state[LIST_APPROVED] += n;
	}
	out->waiting[SECTION_NONE] += waits ? n : 0;
	if (section != SECTION_NONE)
		out->waiting[section] += waits ? n : 0;
}

bool store_list_counts(struct store *s, int64_t now, struct list_counts *out, struct err *err)
{
	static const enum list_state states[] = {
		[ITEM_QUEUED] = LIST_WAITING,
		[ITEM_APPROVED] = LIST_APPROVED,
		[ITEM_REJECTED] = LIST_REJECTED,
		[ITEM_DEFERRED] = LIST_LATER,
		[TALLY_UPDATE] = LIST_UPDATES,
		[ITEM_WITHDRAWN] = LIST_WITHDRAWN,
	};
	struct query q CLEANUP_QUERY = QUERY(s, "SELECT section, state, n FROM tally");
	*out = (struct list_counts){
		.state = {[LIST_PUBLISHED] = -1, [LIST_CORRECTED] = -1, [LIST_RETRACTED] = -1}};
	while (query_row(&q)) {
		int64_t section = take_int(&q), state = take_int(&q), n = take_int(&q);
		assert(section >= 0 && section < SECTION_COUNT);
		assert(state >= 0 && state < (int64_t)(sizeof states / sizeof *states));
		tally_add(out, (enum section)section, states[state], n);
	}
	return query_end(&q, err) && returned_count(s, now, out, err);
}

/* The plus: as above. */
bool store_list_back(struct store *s, int64_t now, int64_t *at, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT min(deferred_until) FROM item WHERE state = " SQL_DEFERRED
		" AND deferred_until > ?1 AND +merged_into IS NULL");
	bind_int(&q, now);
	*at = query_row(&q) ? take_time(&q) : NO_TIME;
	return query_end(&q, err);
}
