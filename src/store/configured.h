/* store/configured: what of the configuration the items were judged by, so that a change of it is
 * noticed (item/configured.h). */
#ifndef STORE_CONFIGURED_H
#define STORE_CONFIGURED_H

#include "store/ids.h"
#include "store/store.h"

/* The fingerprint that was noted of "topics" or "source NAME"; *found is false when none was. */
bool store_configured_get(struct store *s, struct arena *a, struct str what,
	struct str *fingerprint, bool *found, struct err *err) MUST_USE;
/* Notes the fingerprint of it, instead of the one before. */
bool store_configured_put(struct store *s, struct str what, struct str fingerprint, struct err *err)
	MUST_USE;

/* The items that have a copy from the source of this name, by their number. */
bool store_configured_items(
	struct store *s, struct arena *a, struct str source, struct ids *out, struct err *err) MUST_USE;
/* The items that are live, by their number. */
bool store_configured_live(struct store *s, struct arena *a, struct ids *out, struct err *err)
	MUST_USE;

/* Those that are neither merged into others nor rejected, the newest first. */
bool store_configured_kept(struct store *s, struct arena *a, struct ids *out, struct err *err)
	MUST_USE;

#endif
