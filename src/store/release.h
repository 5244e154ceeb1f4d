/* store/release: what readers see. */
#ifndef STORE_RELEASE_H
#define STORE_RELEASE_H

#include "store/item.h"

struct release {
	int64_t id, item;
	struct str tag;            /* of the item */
	int64_t at;                /* when this face was approved: atom:updated */
	int64_t published;         /* when the item was first approved: atom:published */
	struct face face;
	struct str note;           /* what an editor told readers of the last change that came with such words; empty: nothing */
	int64_t noted;             /* when that was approved; NO_TIME without a note */
	bool has_topics;           /* an editor fixed the topics */
	struct strs topics;
	struct strs sources;       /* names of the sources of its copies (for topics fixed by a source) */
	struct str text;           /* the strongest copy's text, for the topics' match */
};
struct releases { struct release *v; size_t n; };

/* The live releases, newest `at` first, then item id descending. SECTION_NONE: all. limit 0: all. */
bool store_release_live(struct store *s, struct arena *a, enum section section, long limit, struct releases *out, struct err *err) __attribute__((warn_unused_result));
/* One release. */
bool store_release_get(struct store *s, struct arena *a, int64_t id, struct release *out, bool *found, struct err *err) __attribute__((warn_unused_result));
/* What an approval of the item as it stands (with any words of an editor over it) would make live at `at`: for the preview, which is the published form to the byte. */
bool store_release_preview(struct store *s, struct arena *a, const struct item *item, int64_t at, struct release *out, struct err *err) __attribute__((warn_unused_result));
/* Aliases: items that were merged away after they had been released, and the item that stands for them now (for their old pages). */
struct alias { int64_t from, to; };
struct aliases { struct alias *v; size_t n; };
bool store_release_aliases(struct store *s, struct arena *a, struct aliases *out, struct err *err) __attribute__((warn_unused_result));

#endif
