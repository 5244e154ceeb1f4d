/* update: what changed, and whether it is worth an editor's time. Pure. */
#ifndef ITEM_UPDATE_H
#define ITEM_UPDATE_H

#include "base/arena.h"
#include "model/entry.h"
#include "model/item.h"
#include "model/words.h"

/* True when what is said now is older than what was said before: a stale cache, or an earlier
 * version of the record. */
bool update_is_older(const struct entry *now, const struct entry *before);
/* What changed for readers between the published face and the present one, a reason each. Nothing
 * for a mere move of a trial's "last updated" date. */
void update_describe(
	struct arena *a, const struct face *published, const struct face *now, struct reasons *out);
/* Changes that comparing faces does not show: of the text, from which an editor may have worded the
 * summary; of a trial's phase and posted results, for items whose release is of an older version,
 * which kept no facts. */
void update_facts(
	struct arena *a, const struct entry *before, const struct entry *now, struct reasons *out);

/* The hash of an update that would make `now` live, on the pages of `topics` instead of
 * `live_topics` (slugs). An update that an editor declined is known again by it. */
struct hash update_hash(
	struct arena *a, const struct face *now, struct strs live_topics, struct strs topics);

/* The same hash as versions up to 17 of the store have it, whose facts were English. */
struct hash update_hash_17(
	struct arena *a, const struct face *now, struct strs live_topics, struct strs topics);

/* The same change as one line for readers, who do not know the words of registries: "Status:
 * Recruiting → Completed; citation: …". At most NOTE_MAX characters; empty when they would see no
 * difference that is worth a word. `changes` (NULL: none): why it is in the queue, for what faces
 * do not show. It is a draft: an editor can say it better. */
struct str update_note(struct arena *a, const struct words *words, const struct face *published,
	const struct face *now, const struct reasons *changes);

#endif
