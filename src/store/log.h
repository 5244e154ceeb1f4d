/* store/log: the log of decisions as editors look through it. */
#ifndef STORE_LOG_H
#define STORE_LOG_H

#include "store/decision.h"

struct log_filter {
	struct actor actor; /* without a name: all */
	int64_t item;       /* 0: all */
	int64_t batch;      /* 0: all */
	bool fold;          /* of every batch only its first row; not with an item or a batch */
	int64_t from, to;   /* NO_TIME: open; from <= at < to */
	int64_t before;     /* only rows with a smaller id: the next page; 0: from the newest */
	long limit;         /* 0: all */
};
/* Newest first. */
bool store_log_list(struct store *s, struct arena *a, const struct log_filter *filter,
	struct decisions *out, struct err *err) MUST_USE;
struct actors {
	struct actor *v;
	size_t n;
};
/* Who ever decided: editors by name, then sources by name. */
bool store_log_actors(struct store *s, struct arena *a, struct actors *out, struct err *err)
	MUST_USE;
/* Which decision of an editor is looked for. */
struct log_last {
	struct str editor;
	int64_t before; /* rows with a smaller id; 0: from the newest */
	bool unseen;    /* those whose effect readers have seen are passed over */
	long look;      /* at most so many of the editor's rows are looked at; 0: all */
};
/* The last one that can be taken back: not undone, and nobody decided on its items since. *found is
 * false when there is none. */
bool store_log_last(struct store *s, struct arena *a, const struct log_last *which,
	struct decision *out, bool *found, struct err *err) MUST_USE;
/* Whether nobody decided on the items of this decision since, so that it can be taken back. */
bool store_log_is_last(
	struct store *s, const struct decision *decision, bool *last, struct err *err) MUST_USE;

#endif
