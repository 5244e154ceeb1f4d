/* take_page: a page that editors kept by hand becomes the page of a topic: each entry an item,
 * queued as any other, each heading a part, in the order of the page.
 *
 *     struct take_request request = {&site, topic, &page, S("ana"), clock, .try_only = true};
 *     struct page_taken taken;
 *     if (!take_page(store, a, &request, &taken, err)) …
 *     … take_page_notes(a, &taken.v[i]) …                     for whoever looks it over
 *
 * An entry that names a record by a link or in its words (PMID, NCT number, PMCID, DOI) asks for
 * that record too (item/addition.h); once it came, the item is watched by it. The words of the page
 * are kept as the editor's, but what goes out of date is not: the status of a trial that a
 * registry number names, or that may have ended since, and a citation ahead of print. Those come
 * from the record.
 *
 * All of it happens in one transaction. The same page again adds nothing and changes nothing that
 * editors did since. */
#ifndef ITEM_TAKE_PAGE_H
#define ITEM_TAKE_PAGE_H

#include "match/match.h"
#include "model/addition.h"
#include "model/hand_page.h"
#include "model/site.h"
#include "store/store.h"

struct take_request {
	const struct site *site;
	const struct topic *topic; /* of the site */
	const struct hand_page *page;
	struct str editor;
	int64_t now;
	bool try_only; /* says what would be, and leaves the store as it is */
};

enum take_outcome {
	TAKE_NEW,    /* a new item */
	TAKE_JOINED, /* an item that was there; it got what nobody had worded */
	TAKE_LEFT,   /* an item that was there and was decided on: only topic and place are new */
	TAKE_AGAIN,  /* this entry was taken over before */
};
/* What of an entry was not taken over, or wants an editor's eye; a sum. */
enum take_note {
	TAKE_OUTDATED = 1,     /* the page says another status than the registry */
	TAKE_STATUS_LEFT = 2,  /* its status comes from the registry */
	TAKE_STATUS_LOOSE = 4, /* it says that a trial is open, and names no NCT number */
	TAKE_CITATION_LEFT = 8,
	TAKE_STATUS_IN_TEXT = 16, /* its sentence speaks of recruiting, and is left out */
	TAKE_UNPLACED = 32,       /* it stands under no heading */
	TAKE_OFF_TOPIC = 64,      /* it is published, and cannot be put on the topic now */
};
struct taken_entry {
	const struct hand_part *part;
	const struct hand_entry *entry;
	enum take_outcome outcome;
	unsigned notes;
	int64_t item;           /* 0: of a trial run, where it is new */
	struct str state;       /* of the item: item_word */
	struct key key;         /* the record that it names; without text: none */
	bool waits;             /* for that record */
	struct str status;      /* the registry's, as far as it is known */
	struct strs links_left; /* addresses that no field of an item holds */
};
struct page_taken {
	struct taken_entry *v; /* in the order of the page */
	size_t n, added, joined, again, waiting, outdated, parts_made;
};

/* Errors (ERR_USER): the page of the topic would have too many parts or items; (ERR_STORE,
 * ERR_SYSTEM). What *out holds belongs to the arena and points to the page. */
bool take_page(struct store *store, struct arena *a, const struct take_request *request,
	struct page_taken *out, struct err *err) MUST_USE;

/* What an editor should know of the entry, a sentence each. */
struct strs take_page_notes(struct arena *a, const struct taken_entry *taken);

#endif
