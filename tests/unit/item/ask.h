/* ask: short words for the decisions that the tests make. Each is one item_decide on ASK_SITE: a
 * site without sources and with two topics that editors alone fill, unless the test sets
 * another. */
#ifndef TEST_ITEM_ASK_H
#define TEST_ITEM_ASK_H

#include "item/decide.h"

/* Who decides, and what they saw. */
struct by {
	struct str editor;
	int64_t now;
	bool automatic;
	long version, other_version;
	int64_t decision;
	bool *stale;     /* may be NULL */
	int64_t *logged; /* may be NULL */
};

static struct topic ASK_TOPICS[] = {
	{.title = {"One", 3}, .slug = {"one", 3}},
	{.title = {"Two", 3}, .slug = {"two", 3}},
	{.title = {"Cells", 5}, .slug = {"cells", 5}},
};
static const struct site NO_SOURCES = {.topics = ASK_TOPICS, .topic_count = 3};
static const struct site *ASK_SITE = &NO_SOURCES;

static inline struct by by(int64_t now)
{
	return (struct by){.editor = S("ada"), .now = now};
}

static inline struct decision_request request_of(struct by by, enum verb verb, int64_t item)
{
	return (struct decision_request){.verb = verb,
		.actor = {by.editor, by.automatic},
		.now = by.now,
		.item = item,
		.version = by.version,
		.other_version = by.other_version,
		.decision = by.decision};
}

static inline bool decide(struct store *s, struct by by, const struct decision_request *request,
	struct decision_result *result, struct err *err)
{
	static struct arena kept; /* what a result holds lives as long as the tests */
	bool well = item_decide(ASK_SITE, s, &kept, request, result, err);
	if (by.stale && result->stale)
		*by.stale = true;
	if (by.logged && result->row)
		*by.logged = result->row;
	return well;
}

static inline bool decide_words(struct store *s, struct by by, enum verb verb, int64_t item,
	const struct edit *edit, struct err *err)
{
	struct decision_request request = request_of(by, verb, item);
	struct decision_result result;
	request.edit = *edit;
	return decide(s, by, &request, &result, err);
}

static inline bool ask_approve_as(
	struct store *s, struct by by, int64_t item, const struct edit *edit, struct err *err)
{
	return decide_words(s, by, VERB_APPROVE, item, edit, err);
}

static inline bool ask_approve(struct store *s, struct by by, int64_t item, enum section section,
	struct str summary, struct err *err)
{
	const struct edit edit = {
		.section = section, .set_summary = summary.p != NULL, .summary = summary};
	return ask_approve_as(s, by, item, &edit, err);
}

static inline bool ask_edit(
	struct store *s, struct by by, int64_t item, const struct edit *edit, struct err *err)
{
	return decide_words(s, by, VERB_EDIT, item, edit, err);
}

static inline bool ask_reject_as(struct store *s, struct by by, int64_t item, struct str reason,
	const struct edit *edit, struct err *err)
{
	struct decision_request request = request_of(by, VERB_REJECT, item);
	struct decision_result result;
	request.edit = *edit;
	request.reason = reason;
	return decide(s, by, &request, &result, err);
}

static inline bool ask_reject(
	struct store *s, struct by by, int64_t item, struct str reason, struct err *err)
{
	return ask_reject_as(s, by, item, reason, &(struct edit){0}, err);
}

static inline bool ask_defer_as(struct store *s, struct by by, int64_t item, int64_t until,
	const struct edit *edit, struct err *err)
{
	struct decision_request request = request_of(by, VERB_DEFER, item);
	struct decision_result result;
	request.edit = *edit;
	request.until = until;
	return decide(s, by, &request, &result, err);
}

static inline bool ask_defer(
	struct store *s, struct by by, int64_t item, int64_t until, struct err *err)
{
	return ask_defer_as(s, by, item, until, &(struct edit){0}, err);
}

static inline bool ask_withdraw(
	struct store *s, struct by by, int64_t item, struct str reason, struct err *err)
{
	struct decision_request request = request_of(by, VERB_WITHDRAW, item);
	struct decision_result result;
	request.reason = reason;
	return decide(s, by, &request, &result, err);
}

static inline bool decide_pair(
	struct store *s, struct by by, enum verb verb, int64_t item, int64_t other, struct err *err)
{
	struct decision_request request = request_of(by, verb, item);
	struct decision_result result;
	request.other = other;
	return decide(s, by, &request, &result, err);
}

static inline bool ask_merge(
	struct store *s, struct by by, int64_t winner, int64_t loser, struct err *err)
{
	return decide_pair(s, by, VERB_MERGE, winner, loser, err);
}

static inline bool ask_distinct(
	struct store *s, struct by by, int64_t item, int64_t other, struct err *err)
{
	return decide_pair(s, by, VERB_DISTINCT, item, other, err);
}

static inline bool ask_split(
	struct store *s, struct by by, int64_t copy, int64_t *made, struct err *err)
{
	struct decision_request request = request_of(by, VERB_SPLIT, 0);
	struct decision_result result;
	request.copy = copy;
	bool well = decide(s, by, &request, &result, err);
	*made = result.made;
	return well;
}

/* `undone` may be NULL. */
static inline bool ask_undo(
	struct store *s, struct by by, int64_t item, struct decision *undone, struct err *err)
{
	struct decision_request request = request_of(by, VERB_UNDO, item);
	struct decision_result result;
	bool well = decide(s, by, &request, &result, err);
	if (well && undone)
		*undone = result.undone;
	return well;
}

#endif
