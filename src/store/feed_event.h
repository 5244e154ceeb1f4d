/* store/feed_event: what the feed of each list told, in the order in which it was published. */
#ifndef STORE_FEED_EVENT_H
#define STORE_FEED_EVENT_H

#include "model/release.h"
#include "store/listing.h"

struct feed_event {
	int64_t seq; /* its number in the feed, from 1 */
	int64_t item, release;
	struct str tag;
	int64_t at;           /* of the approval, or of what took it from the list */
	enum gone_cause gone; /* GONE_NOT: it came or changed */
	int64_t into;         /* the release of the item that it was merged into; 0: it was not */
	struct str reason;    /* of a withdrawal, in the editor's words */
	bool quiet;           /* told in the archive alone */
	bool corrects;        /* readers knew of it: it corrects that, or takes it back */
};
struct feed_events {
	struct feed_event *v;
	size_t n;
};
/* Appends it under its number, which is the next one of the feed (listing.events). */
bool store_feed_event_add(
	struct store *s, int64_t listing, const struct feed_event *event, struct err *err) MUST_USE;
/* What the feed told of the tag is no longer the latest; comes before the event that is. */
bool store_feed_event_outdate(struct store *s, int64_t listing, struct str tag, struct err *err)
	MUST_USE;
/* The latest event of each tag but the quiet ones, the newest first; at most `limit`. */
bool store_feed_event_newest(struct store *s, struct arena *a, int64_t listing, long limit,
	struct feed_events *out, struct err *err) MUST_USE;
/* The events that correct or take back what readers knew, the newest first; at most `limit`. */
bool store_feed_event_corrections(struct store *s, struct arena *a, int64_t listing, long limit,
	struct feed_events *out, struct err *err) MUST_USE;
/* What the feed told of the event's tag before it; `seq` is 0 when it told nothing. */
bool store_feed_event_before(struct store *s, struct arena *a, int64_t listing,
	const struct feed_event *event, struct feed_event *out, struct err *err) MUST_USE;
/* Whether the feed has told of the tag already. */
bool store_feed_event_has(
	struct store *s, int64_t listing, struct str tag, bool *has, struct err *err) MUST_USE;

/* Whether a quiet event has this number or a higher one. */
bool store_feed_event_quiet(
	struct store *s, int64_t listing, int64_t from, bool *any, struct err *err) MUST_USE;

/* Closes the next archive of the list, which ends with the event of number `last`; what came after
 * the one before belongs to it. The caller counts it (listing.archived, archives). */
bool store_feed_archive_close(
	struct store *s, const struct listing *listing, int64_t last, struct err *err) MUST_USE;
/* The next archive of the list is a file of this hash, of whose events the store knows nothing. The
 * caller counts it (listing.archives). */
bool store_feed_archive_adopt(
	struct store *s, const struct listing *listing, struct hash hash, struct err *err) MUST_USE;
/* The hash of the archive's file as it was written; *known is false when none was noted. */
bool store_feed_archive_hash(struct store *s, int64_t listing, int64_t number, struct hash *hash,
	bool *known, struct err *err) MUST_USE;
bool store_feed_archive_set_hash(
	struct store *s, int64_t listing, int64_t number, struct hash hash, struct err *err) MUST_USE;
/* Whether the file of the archive was written once. */
bool store_feed_archive_is_written(
	struct store *s, int64_t listing, int64_t number, bool *written, struct err *err) MUST_USE;
bool store_feed_archive_set_written(
	struct store *s, int64_t listing, int64_t number, struct err *err) MUST_USE;
/* The events of the archive of this number, the newest first; none: there is no such archive. */
bool store_feed_archive_get(struct store *s, struct arena *a, int64_t listing, int64_t number,
	struct feed_events *out, struct err *err) MUST_USE;

#endif
