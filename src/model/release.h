/* release: what readers see of an item, frozen by an approval. */
#ifndef MODEL_RELEASE_H
#define MODEL_RELEASE_H

#include "model/item.h"

struct release {
	int64_t id, item;
	struct str tag;    /* of the item */
	int64_t at;        /* when this face was approved: atom:updated */
	int64_t published; /* when what readers saw first was approved: atom:published */
	bool automatic;    /* approved by its source */
	bool backfill;     /* the item came with the first visit of its source */
	struct face face;
	struct str language; /* of the title, as the source gave it (BCP 47); empty: not known */
	struct str note; /* what an editor told readers of the last change that came with such words;
					  * empty: nothing */
	int64_t noted;   /* when that was approved; NO_TIME without a note */
	/* The topics on whose pages it was approved: their slugs, as they were then. What a source says
	 * later, or a changed configuration, moves it only by another approval. */
	struct strs topics;
	bool filed; /* false: of an older version, which noted no topics (filing_complete) */
};
struct releases {
	struct release *v;
	size_t n;
};
/* It changed after readers saw it first. */
bool release_is_corrected(const struct release *release);
/* An item of a source's first visit that was published long before `at`, or at no known time, is no
 * news to readers who are told of it then. */
bool release_is_old(const struct release *release, int64_t at);

/* Why something left a list that readers follow. */
enum gone_cause {
	GONE_NOT,
	GONE_WITHDRAWN,
	GONE_UNDONE, /* the decision that had published it was undone */
	GONE_MERGED, /* into another item, which tells of it */
	GONE_MOVED,  /* to another section or topic */
};

/* What readers saw and see no more. */
struct gone {
	struct release release; /* as readers saw it last; its tag is the one that stood in the feed */
	int64_t decision, at;   /* what took it from them, and when */
	struct str reason; /* of a withdrawal; empty: the decision that had published it was undone */
	int64_t now_at; /* the live item that bears this tag now, to which its page leads; 0: there is
					 * none */
	bool told;      /* a publication said so */
	bool handed_on; /* the page of another item has this tag (store/shown.h) */
};
struct gones {
	struct gone *v;
	size_t n;
};

#endif
