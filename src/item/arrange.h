/* arrange: the page of a topic in parts, as editors want it.
 *
 *     struct arrangement now;
 *     if (!arrange_read(store, a, topic, &now, err)) …
 *     if (!part_put(a, &now.parts, item, S("patient-stories"), 1, err)) …
 *     struct arrange_request request = {topic, now.parts, now.id, S("ana"), clock};
 *     if (!arrange_put(store, a, &request, &result, err)) …
 *
 * What is put is a row of its own beside the rows of before, so that any of them can be put in
 * force again. It changes no item: no feed tells of it, and no atom:updated moves. */
#ifndef ITEM_ARRANGE_H
#define ITEM_ARRANGE_H

#include "model/site.h"
#include "store/arrangement.h"

/* How the page is arranged now, whole (part_whole); id 0: nobody arranged anything. */
bool arrange_read(struct store *store, struct arena *a, const struct topic *topic,
	struct arrangement *out, struct err *err) MUST_USE;

struct arrange_request {
	const struct topic *topic;
	struct page_parts parts;
	int64_t seen; /* the arrangement that the editor saw; negative: whatever stands */
	struct str editor;
	int64_t now;
	int64_t back_to; /* the earlier one that this is; 0: it is new */
};
struct arrange_result {
	int64_t row; /* 0: all stood so already, and nothing was written */
	bool stale;  /* refused: the page was arranged anew since the editor saw it */
};
/* Puts the parts in force; in a transaction of its own, or in the one that is open. Errors
 * (ERR_USER): a title or a name that is missing or there twice, too many, a malformed expression, a
 * status that the registry does not have. */
bool arrange_put(struct store *store, struct arena *a, const struct arrange_request *request,
	struct arrange_result *result, struct err *err) MUST_USE;
/* Puts the arrangement before this one in force again: `row` is the one in force. */
bool arrange_back(struct store *store, struct arena *a, const struct topic *topic, int64_t row,
	struct str editor, int64_t now, struct arrange_result *result, struct err *err) MUST_USE;

/* A site whose topics have their parts, with compiled rules. Free with arrange_free. */
struct arranged {
	struct arena a;
	struct site site;         /* what it has of `site` stays that one's */
	struct arrangement *rows; /* in force, of each of its topics; their parts are the topics' */
};
#define CLEANUP_ARRANGED __attribute__((cleanup(arrange_free)))
bool arrange_site(
	struct arranged *out, const struct site *site, struct store *store, struct err *err) MUST_USE;
void arrange_free(struct arranged *arranged);

#endif
