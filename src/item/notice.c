#include "item/notice.h"

#include "item/rejudge.h"
#include "match/match.h"
#include "model/title_role.h"
#include "store/item.h"
#include "store/key.h"
#include "store/witness.h"

/* What is true of a publication of which a notice says this (CommentsCorrections/@RefType); -1:
 * nothing that readers are told. */
static int said_of(enum correction_kind kind)
{
	switch (kind) {
	case CORRECTION_RETRACTION_OF: return CORRECTION_RETRACTION_IN;
	case CORRECTION_PARTIAL_RETRACTION_OF: return CORRECTION_PARTIAL_RETRACTION_IN;
	case CORRECTION_CONCERN_FOR: return CORRECTION_CONCERN_IN;
	case CORRECTION_ERRATUM_FOR: return CORRECTION_ERRATUM_IN;
	case CORRECTION_UPDATE_OF: return CORRECTION_UPDATE_IN;
	case CORRECTION_CORRECTED_REPUBLISHED_FROM: return CORRECTION_CORRECTED_REPUBLISHED_IN;
	case CORRECTION_RETRACTED_REPUBLISHED_FROM: return CORRECTION_RETRACTED_REPUBLISHED_IN;
	default: return -1;
	}
}

/* What the title of a journal's item says of the publication whose DOI it has. */
static int said_by_title(enum title_role role)
{
	switch (role) {
	case TITLE_RETRACTED:
	case TITLE_RETRACTION: return CORRECTION_RETRACTION_IN;
	case TITLE_WITHDRAWN: return CORRECTION_WITHDRAWN;
	case TITLE_CORRECTION: return CORRECTION_ERRATUM_IN;
	case TITLE_CONCERN: return CORRECTION_CONCERN_IN;
	default: return -1;
	}
}

/* `from`: the item of the entry that says it. */
static bool spread(
	struct ingest *in, const struct witness *witness, int64_t from, bool own, struct err *err)
{
	static const struct reasons none = {0};
	struct item item;
	int64_t id;
	bool found, is_new;
	if (!store_key_find(in->store, witness->key_kind, witness->key, &id, &found, err))
		return false;
	if (found && !store_item_follow(in->store, &in->scratch, id, &item, &found, err))
		return false;
	/* A notice under a DOI of its own says nothing of itself. */
	if (found && item.id == from && !own)
		return true;
	if (!found && witness->key_kind == KEY_DOI)
		return true;
	if (!store_witness_add(in->store, witness, in->now, &is_new, err))
		return false;
	if (!is_new || !found)
		return true;
	in->counts.updates += item.live && !item.changes.n;
	return item_rejudge(in->site, in->store, item.id, &none, err);
}

/* The DOI of the entry, or in its address; empty: it has none. */
static struct str doi_of(const struct arrival *arrival)
{
	for (size_t i = 0; i < arrival->keys.n; i++)
		if (arrival->keys.v[i].kind == KEY_DOI)
			return arrival->keys.v[i].text;
	return STR_NONE;
}

static bool spread_title(
	struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
{
	struct str doi = doi_of(arrival);
	if (arrival->entry.kind != ENTRY_NEWS || !doi.n)
		return true;
	enum title_role role = title_role(&in->scratch, arrival->entry.title);
	int said = said_by_title(role);
	const struct witness witness = {KEY_DOI, doi, {.kind = (enum correction_kind)said}};
	return said < 0 || spread(in, &witness, item, title_role_is_work(role), err);
}

bool notice_spread(struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
{
	const struct paper *paper = arrival->entry.paper;
	for (size_t i = 0; paper && i < paper->correction_count; i++) {
		const struct correction *one = &paper->corrections[i];
		int said = said_of(one->kind);
		const struct witness witness = {KEY_PMID, one->pmid,
			{.kind = (enum correction_kind)said, .pmid = arrival->entry.native}};
		if (said >= 0 && one->pmid.n && !spread(in, &witness, item, false, err))
			return false;
	}
	return spread_title(in, arrival, item, err);
}
