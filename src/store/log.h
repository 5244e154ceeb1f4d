/* store/log: the log of decisions as editors look through it. */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "store/decision.h"

struct log_filter {
	struct str editor; /* empty: all */
	int64_t item;      /* 0: all */
	int64_t from, to;  /* NO_TIME: open; from <= at < to */
	int64_t before;    /* only rows with a smaller id: the next page; 0: from the newest */
	long limit;        /* 0: all */
};
/* Newest first. */
bool store_log_list(struct store *s, struct arena *a, const struct log_filter *filter,
	struct decisions *out, struct err *err) MUST_USE;
/* Who ever decided, by name; one step of the index each. */
bool store_log_editors(struct store *s, struct arena *a, struct strs *out, struct err *err)
	MUST_USE;
/* The last decision of this editor, before the row `before` (0: from the newest), that can be taken
 * back: not undone, and nobody decided on its items since. Approvals up to `seen` are passed over
 * (NO_TIME: none are); of the editor's rows at most `look` are looked at (0: all). *found is false
 * when there is none. */
bool store_log_last(struct store *s, struct arena *a, struct str editor, int64_t before,
	int64_t seen, long look, struct decision *out, bool *found, struct err *err) MUST_USE;
/* Whether nobody decided on the items of this decision since, so that it can be taken back. */
bool store_log_is_last(
	struct store *s, const struct decision *decision, bool *last, struct err *err) MUST_USE;
/* One decision. */
bool store_log_get(struct store *s, struct arena *a, int64_t id, struct decision *out, bool *found,
	struct err *err) MUST_USE;

#endif
