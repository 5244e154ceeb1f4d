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

/* The item that this is said of. */
static bool find_item(struct ingest *in, const struct witness *witness, struct item *out,
	bool *found, struct err *err)
{
	int64_t id;
	return store_key_find(in->store, witness->key_kind, witness->key, &id, found, err) &&
		(!*found || store_item_follow(in->store, &in->scratch, id, out, found, err));
}

static bool judge_again(struct ingest *in, const struct item *item, struct err *err)
{
	static const struct reasons none = {0};
	struct item now;
	bool found;
	if (!item_rejudge(in->site, in->store, item->id, &none, err) ||
		!store_item_get(in->store, &in->scratch, item->id, &now, &found, err))
		return false;
	in->counts.updates += now.live && now.changes.n && !item->changes.n;
	return true;
}

/* `from`: the item of the entry that says it; 0: no entry does. */
static bool spread(
	struct ingest *in, const struct witness *witness, int64_t from, bool own, struct err *err)
{
	struct item item;
	bool found, is_new;
	if (!find_item(in, witness, &item, &found, err))
		return false;
	/* A notice under a DOI of its own says nothing of itself. */
	if (found && item.id == from && !own)
		return true;
	/* A registry of DOIs speaks of more works than will ever be here. */
	if (!found && !from)
		return true;
	if (!store_witness_add(in->store, witness, in->now, &is_new, err))
		return false;
	return !is_new || !found || judge_again(in, &item, err);
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

/* By both names of the publication: it may be here as its journal's feed has it, without a PMID. */
static bool spread_correction(struct ingest *in, const struct entry *notice,
	const struct correction *one, int64_t item, struct err *err)
{
	const struct correction said = {.kind = (enum correction_kind)said_of(one->kind),
		.pmid = notice->native,
		.doi = notice->keys.doi};
	const struct witness by_pmid = {KEY_PMID, one->pmid, said}, by_doi = {KEY_DOI, one->doi, said};
	return (!one->pmid.n || spread(in, &by_pmid, item, false, err)) &&
		(!one->doi.n || spread(in, &by_doi, item, false, err));
}

bool notice_spread(struct ingest *in, const struct arrival *arrival, int64_t item, struct err *err)
{
	const struct paper *paper = arrival->entry.paper;
	for (size_t i = 0; paper && i < paper->correction_count; i++) {
		const struct correction *one = &paper->corrections[i];
		if (said_of(one->kind) >= 0 && !spread_correction(in, &arrival->entry, one, item, err))
			return false;
	}
	return spread_title(in, arrival, item, err);
}

bool notice_names_any(const struct paper *paper)
{
	for (size_t i = 0; paper && i < paper->correction_count; i++)
		if (said_of(paper->corrections[i].kind) >= 0 &&
			(paper->corrections[i].pmid.n || paper->corrections[i].doi.n))
			return true;
	return false;
}

/* A preprint and its paper may have been joined in one item: then it is its own later version. */
static bool is_about_itself(
	struct ingest *in, const struct witness *witness, bool *itself, struct err *err)
{
	const struct witness notice = {KEY_DOI, witness->said.doi, witness->said};
	struct item one, other;
	bool found, found_other = false;
	*itself = false;
	if (!notice.key.n)
		return true;
	if (!find_item(in, witness, &one, &found, err) ||
		!find_item(in, &notice, &other, &found_other, err))
		return false;
	*itself = found && found_other && one.id == other.id;
	return true;
}

bool ingest_said(struct ingest *in, const struct work_said *said, struct err *err)
{
	const struct witness witness = {KEY_DOI, said->doi, {.kind = said->kind, .doi = said->by}};
	bool itself;
	arena_reset(&in->scratch);
	in->counts.entries++;
	if (!is_about_itself(in, &witness, &itself, err))
		return false;
	return itself || spread(in, &witness, 0, false, err);
}

bool notice_doi_gone(struct ingest *in, struct str doi, bool *held, struct err *err)
{
	const struct witness witness = {KEY_DOI, doi, {.kind = CORRECTION_DOI_GONE}};
	struct item item;
	arena_reset(&in->scratch);
	return find_item(in, &witness, &item, held, err) &&
		(!*held || spread(in, &witness, 0, false, err));
}

bool notice_doi_back(struct ingest *in, struct str doi, struct err *err)
{
	const struct witness witness = {KEY_DOI, doi, {.kind = CORRECTION_DOI_GONE}};
	struct item item;
	bool found;
	arena_reset(&in->scratch);
	return store_witness_remove(in->store, &witness, err) &&
		find_item(in, &witness, &item, &found, err) && (!found || judge_again(in, &item, err));
}
