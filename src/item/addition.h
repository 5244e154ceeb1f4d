/* addition: items that editors add by hand: by an identifier or address, whose record
 * or page a worker fetches, or typed. Either is an item as any other from then on. */
#ifndef ITEM_ADDITION_H
#define ITEM_ADDITION_H

#include "match/match.h"
#include "model/site.h"
#include "model/addition.h"
#include "store/store.h"

/* What an editor pasted names: a PMID, PMCID, NCT number or DOI, or an address that names one
 * (match_url_ids); or it is the address of a page (KEY_URL). False (ERR_USER): it is none of
 * these. */
bool item_addition_read(struct arena *a, struct str text, struct key *out, struct err *err)
	MUST_USE;

struct addition_request {
	struct str text; /* as item_addition_read takes it */
	struct str editor;
	int64_t now;
};
/* Asks for the record or page; *out is what is known of it: it may be an item already, or be waited
 * for. In a transaction of its own. */
bool item_addition_ask(struct store *store, struct arena *a, const struct addition_request *request,
	struct addition *out, struct err *err) MUST_USE;
/* The same inside the caller's transaction. */
bool item_addition_ask_within(struct store *store, struct arena *a,
	const struct addition_request *request, struct addition *out, struct err *err) MUST_USE;

/* An item in an editor's own words. */
struct typed_item {
	struct str title;          /* never empty */
	struct str summary, label; /* may be empty; label: how readers know where it is from */
	struct str url;            /* empty, or a web address */
	struct date day;           /* whole, or none */
	enum section section;      /* SECTION_NONE: as judged */
	bool set_topics;           /* false: by the topics' own match */
	struct strs topics;        /* slugs that the site has */
	bool words_follow;         /* the caller gives it its words: none becomes the editor's here */
	struct str editor;
	int64_t now;
};
/* Adds it, queued; the same typed again is the same item. Where the item is one that was there
 * already (out->held), nothing of that one changes. In a transaction of its own. */
bool item_type(const struct site *site, struct store *store, struct arena *a,
	const struct typed_item *typed, struct addition *out, struct err *err) MUST_USE;

#endif
