/* store/release: what readers see. */
#ifndef STORE_RELEASE_H
#define STORE_RELEASE_H

#include "model/item.h"
#include "model/release.h"
#include "store/store.h"

/* The live releases, newest `at` first, then item id descending. SECTION_NONE: all. limit 0:
 * all. */
bool store_release_live(struct store *s, struct arena *a, enum section section, long limit,
	struct releases *out, struct err *err) MUST_USE;
/* One release. */
bool store_release_get(struct store *s, struct arena *a, int64_t id, struct release *out,
	bool *found, struct err *err) MUST_USE;
/* A face to be frozen as a release of an item. */
struct release_seed {
	const struct item *item; /* its id, tag and live release are read */
	const struct face *face;
	struct strs topics; /* slugs of those on whose pages it is to stand (item/filing.h) */
	/* What readers are told of the change. Empty: what they were told last stays. */
	struct str note;
	int64_t at;
	bool automatic; /* approved by its source */
};
/* What store_release_add would make live, for the preview, which is the published form to the
 * byte. */
bool store_release_preview(struct store *s, struct arena *a, const struct release_seed *seed,
	struct release *out, struct err *err) MUST_USE;
/* An item that readers have seen keeps the day since when they know it, whatever became of it
 * meanwhile, and, while it is live, what they were told of the last change; any other is published
 * as of `at`. */
bool store_release_add(
	struct store *s, const struct release_seed *seed, int64_t *id, struct err *err) MUST_USE;
/* The same words once more, for this item, as of `at`. */
bool store_release_copy(
	struct store *s, int64_t from, int64_t item, int64_t at, int64_t *id, struct err *err) MUST_USE;
/* Releases of an older version, which noted no topics: at most `limit`, by their number. */
bool store_release_unfiled(
	struct store *s, struct arena *a, long limit, struct releases *out, struct err *err) MUST_USE;
/* Notes the topics of such a release, once. */
bool store_release_file(struct store *s, int64_t id, struct strs topics, struct err *err) MUST_USE;

#endif
