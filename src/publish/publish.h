/* publish: out/ from what was approved. Same store, same configuration, same `now`: the same bytes.
 *
 * Everything is rendered in memory first and then replaced file by file (base/file.h); files that
 * would not change are not touched, pages of items that readers saw and see no more become a note
 * that says so (store/gone.h), other pages of items that are not live and of topics that left the
 * configuration are removed, and so is what a publication that was killed left half written. Of two
 * at once the second waits. Nothing but live releases is read: what was not approved cannot be
 * published. */
#ifndef PUBLISH_PUBLISH_H
#define PUBLISH_PUBLISH_H

#include "base/err.h"
#include "model/site.h"
#include "store/store.h"

struct publish_result {
	size_t written, unchanged, removed;
};
/* Writes SITE/out and notes the time in the store ('published') when anything changed. Templates
 * come from SITE/templates. */
bool publish_site(const struct site *site, struct store *store, int64_t now,
	struct publish_result *result, struct err *err) MUST_USE;

#endif
