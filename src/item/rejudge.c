#include "item/link.h"
#include "item/rejudge.h"

#include <assert.h>

#include "base/array.h"
#include "store/item.h"
#include "item/filing.h"
#include "item/update.h"
#include "judge/judge.h"
#include "match/match.h"
#include "store/learned.h"
#include "store/note.h"
#include "store/release.h"
#include "store/site.h"
#include "store/witness.h"

const struct source *item_source(
	struct arena *a, const struct site *site, struct str name, enum entry_kind kind)
{
	static const enum source_kind kinds[] = {
		[ENTRY_NEWS] = SOURCE_FEED,
		[ENTRY_PAPER] = SOURCE_PUBMED,
		[ENTRY_TRIAL] = SOURCE_CLINICALTRIALS,
		[ENTRY_PAGE] = SOURCE_MEDLINEPLUS,
		[ENTRY_WORK] = SOURCE_CROSSREF,
	};
	const struct source *source = site_source(site, name);
	if (source)
		return source;
	assert((size_t)kind < ARRAY_COUNT(kinds));
	const char *label = source_schema(kinds[kind])->label;
	struct source *plain = arena_new(a, struct source);
	*plain = (struct source){
		.kind = kinds[kind], .name = name, .label = label ? str_of(label) : name};
	return plain;
}

void item_judge(struct arena *a, const struct entry *entry, const struct source *source,
	struct date before, struct verdict *out)
{
	struct entry known = *entry;
	match_take_address_ids(a, &known);
	judge_at(a, &known, source, before, out);
}

static void judge_copy(struct arena *a, const struct site *site, const struct copy *copy,
	struct date before, struct verdict *out)
{
	const struct source *source = item_source(a, site, copy->source, copy->entry.kind);
	if (copy->gone)
		judge_gone(a, &copy->entry, source, out);
	else
		item_judge(a, &copy->entry, source, before, out);
}

/* Two copies of one record are told apart by their sources: a new version of one of them leaves the
 * other no less the first. */
static bool is_elder_twin(const struct copy *one, const struct copy *other)
{
	return (one->entry.paper || one->entry.trial) && one->entry.kind == other->entry.kind &&
		str_eq(one->entry.native, other->entry.native) && one->source_id < other->source_id;
}

/* Records are watched by their numbers, so theirs go on whatever became of their sources. */
static bool is_heir(const struct copy *one, const struct copy *other)
{
	return other->left && !one->left && !one->entry.paper && !one->entry.trial &&
		one->entry.kind == other->entry.kind && str_eq(one->entry.native, other->entry.native);
}

static size_t incumbent(const struct copies *copies)
{
	for (size_t i = 0; i < copies->n; i++)
		if (copies->v[i].spoke)
			return i;
	return 0;
}

size_t item_main_copy_why(const struct copies *copies, enum main_copy_cause *why)
{
	const size_t spoke = incumbent(copies);
	size_t best = spoke;
	assert(copies->n);
	*why = MAIN_COPY_STRONGEST;
	for (size_t i = 0; i < copies->n; i++) {
		if (i == spoke)
			continue;
		const struct entry *one = &copies->v[i].entry, *other = &copies->v[best].entry;
		int difference = judge_rank(one) - judge_rank(other);
		/* Two searches may have the same record, one of them an older version of it. */
		bool newer = difference == 0 && update_is_older(other, one);
		bool heir = difference == 0 && is_heir(&copies->v[i], &copies->v[best]);
		if (difference > 0)
			*why = MAIN_COPY_STRONGEST;
		else if (heir)
			*why = MAIN_COPY_HEIR;
		else if (newer || (difference == 0 && update_is_older(one, other)))
			*why = MAIN_COPY_NEWEST;
		else if (difference == 0 && *why == MAIN_COPY_STRONGEST)
			*why = i < spoke && best == spoke ? MAIN_COPY_KEPT : MAIN_COPY_FIRST;
		bool tie = *why == MAIN_COPY_FIRST || *why == MAIN_COPY_KEPT;
		bool elder = tie && is_elder_twin(&copies->v[i], &copies->v[best]);
		if (elder)
			*why = MAIN_COPY_FIRST;
		if (difference > 0 || newer || heir || elder)
			best = i;
	}
	return best;
}

size_t item_main_copy(const struct copies *copies)
{
	enum main_copy_cause why;
	return item_main_copy_why(copies, &why);
}

size_t item_verdict(struct arena *a, const struct site *site, const struct copies *copies,
	const struct heard *heard, struct verdict *out)
{
	const struct corrections *told = &heard->told;
	size_t main = item_main_copy(copies);
	judge_copy(a, site, &copies->v[main], heard->before, out);
	if (told->n)
		judge_told(a, &copies->v[main].entry, told, out);
	if (told->n && copies->v[main].gone)
		judge_told_gone(a, &copies->v[main].entry, out);
	for (size_t i = 0; i < copies->n; i++) {
		struct verdict weaker;
		if (i == main || (!copies->v[i].gone && !judge_may_fill(&out->face, &copies->v[i].entry)))
			continue;
		judge_copy(a, site, &copies->v[i], heard->before, &weaker);
		judge_fill(&out->face, &weaker.face);
	}
	return main;
}

/* Whether an editor declined exactly this, now or with an older version of the program. */
static bool is_declined(const struct rejudging *r, const struct item *item, const struct face *face,
	struct strs were, struct strs topics)
{
	if (!item->has_dismissed)
		return false;
	return hash_eq(item->dismissed, update_hash(r->a, face, were, topics)) ||
		hash_eq(item->dismissed, update_hash_17(r->a, face, were, topics)) ||
		(strs_eq(were, topics) && hash_eq(item->dismissed, face_hash_6(face)));
}

static bool says(const struct copy *copy, struct str sentence)
{
	const struct entry *entry = &copy->entry;
	struct str plain = entry->paper ? entry->paper->plain_summary : STR_NONE;
	return str_find(entry->text, sentence) != STR_NOT_FOUND ||
		str_find(entry->lead, sentence) != STR_NOT_FOUND ||
		str_find(plain, sentence) != STR_NOT_FOUND;
}

/* Whether the copy that says the present sentence still says the one that readers see: then another
 * choice among its sentences, as of a newer version of the program, is nothing new. That another
 * copy goes on saying what this one took back is no reason to keep that from the editor. */
static bool is_still_said(const struct copies *copies, struct str present, struct str seen)
{
	bool still = false, found = false;
	for (size_t i = 0; i < copies->n; i++) {
		bool here = says(&copies->v[i], present), there = says(&copies->v[i], seen);
		if (here && there)
			return true;
		found = found || here;
		still = still || there;
	}
	return still && !found;
}

/* False when an editor declined exactly this. */
static bool describe(const struct rejudging *r, const struct item *item, const struct release *live,
	struct reasons *out)
{
	struct face face = item_face(item);
	if (!live->face.facts.n)
		face.facts = STR_NONE;
	struct strs were = filing_of_release(r->a, r->site, live),
				topics = filing_of_item(r->a, r->site, item, r->copies);
	if (is_declined(r, item, &face, were, topics))
		return false;
	bool drafted = !item->has_edited_summary && live->face.summary_origin != SUMMARY_EDITOR;
	if (drafted && live->face.summary.n &&
		is_still_said(r->copies, face.summary, live->face.summary))
		face.summary = live->face.summary;
	update_describe(r->a, &live->face, &face, out);
	if (!strs_eq(were, topics))
		reason_add(r->a, out,
			(struct reason){REASON_TOPICS, filing_titles(r->a, r->site, were),
				filing_titles(r->a, r->site, topics)});
	return true;
}

/* Why the notice says that the linked page is not there. */
static bool add_link(const struct rejudging *r, const struct item *item, const struct release *live,
	struct reasons *out, struct err *err)
{
	struct link link;
	if (str_eq(item_face(item).notice, live->face.notice))
		return true;
	if (!item_link_of(r->store, r->a, live->face.url, &link, err))
		return false;
	if (link_is_bad(&link))
		reason_add(r->a, out,
			(struct reason){(enum reason_kind)(REASON_LINK + (int)link.fault), link.url, STR_NONE});
	return true;
}

/* What an update card would say: nothing when readers would see no difference, or an editor
 * declined exactly this. */
static bool reasons_of_update(
	const struct rejudging *r, const struct item *item, struct reasons *out, struct err *err)
{
	struct release live;
	bool found;
	*out = (struct reasons){0};
	if (!store_release_get(r->store, r->a, item->live, &live, &found, err))
		return false;
	bool news = found && describe(r, item, &live, out);
	assert(news || !out->n);
	if (news && !add_link(r, item, &live, out, err))
		return false;
	bool has_facts = found && live.face.facts.n; /* then they were compared */
	for (size_t i = 0; i < item->changes.n; i++)
		if (reason_is_lasting(&item->changes.v[i]) &&
			!(has_facts && reason_is_fact(&item->changes.v[i])))
			reason_add(r->a, out, item->changes.v[i]);
	for (size_t i = 0; i < r->changes->n; i++)
		if (!(has_facts && reason_is_fact(&r->changes->v[i])))
			reason_add(r->a, out, r->changes->v[i]);
	return true;
}

/* An editor's title of a trial goes along with its status. */
static bool renew_title(const struct rejudging *r, struct item *item, struct err *err)
{
	if (!item->has_edited_title || item->judged.kind != ENTRY_TRIAL)
		return true;
	struct str title = judge_title_with_status(r->a, item->edited_title, item->judged.status);
	if (str_eq(title, item->edited_title))
		return true;
	item->edited_title = title;
	return store_item_write(r->store, item, err);
}

bool item_unverified_before(
	struct store *store, struct arena *a, struct date *before, struct err *err)
{
	struct str month;
	*before = (struct date){0};
	if (!store_note_get(store, a, SITE_NOTE_UNVERIFIED, &month, err))
		return false;
	(void)date_parse_partial(month, before);
	return true;
}

bool item_heard(
	struct store *store, struct arena *a, int64_t item, struct heard *out, struct err *err)
{
	static const struct witness_kinds kinds = {KEY_PMID, KEY_DOI};
	return store_witness_list(store, a, item, &kinds, &out->told, err) &&
		item_unverified_before(store, a, &out->before, err);
}

bool item_rejudge_copies(const struct rejudging *r, struct rejudged *out, struct err *err)
{
	struct verdict verdict;
	struct item item;
	struct reasons reasons;
	bool found;
	*out = (struct rejudged){0};
	if (!r->copies->n)
		return true;
	struct heard heard;
	if (!item_heard(r->store, r->a, r->item, &heard, err))
		return false;
	out->main = item_verdict(r->a, r->site, r->copies, &heard, &verdict);
	verdict.warnings |= r->warnings;
	if (!item_link_apply(r->store, r->a, &verdict.face, err) ||
		!store_item_judge(r->store, r->item, &verdict, r->copies->v[out->main].id, err) ||
		(judge_score_is_fixed(verdict.score) && !store_learned_drop(r->store, r->item, err)) ||
		!store_item_get(r->store, r->a, r->item, &item, &found, err))
		return false;
	out->state = found ? item.state : ITEM_REJECTED;
	out->is_notice = judge_is_notice(&verdict);
	if (found && !renew_title(r, &item, err))
		return false;
	if (!found || !item.live)
		return true;
	if (!reasons_of_update(r, &item, &reasons, err) ||
		!store_item_set_changes(r->store, r->item, &reasons, err))
		return false;
	out->waits = reasons.n > 0;
	out->came_back = out->waits && !item.changes.n;
	return true;
}

bool item_rejudge(const struct site *site, struct store *store, int64_t item,
	const struct reasons *changes, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct copies copies;
	struct item is;
	struct rejudged out;
	if (!store_item_need(store, &a, item, &is, err))
		return false;
	/* No source was asked, so a record that was missing still is. */
	const struct rejudging r = {
		site, store, &a, item, &copies, changes, is.warnings & WARNING_MISSING};
	return store_entry_copies(store, &a, item, &copies, err) && item_rejudge_copies(&r, &out, err);
}

static bool difference_of(const struct rejudging *r, struct difference *out, struct err *err)
{
	struct heard heard;
	struct verdict verdict = {.face = out->item.judged};
	bool found;
	if (!item_heard(r->store, r->a, r->item, &heard, err) ||
		!store_release_get(r->store, r->a, out->item.live, &out->live, &found, err))
		return false;
	assert(found);
	if (r->copies->n)
		item_verdict(r->a, r->site, r->copies, &heard, &verdict);
	if (r->copies->n && !item_link_apply(r->store, r->a, &verdict.face, err))
		return false;
	out->now = out->item;
	out->now.judged = verdict.face;
	out->declined = !describe(r, &out->now, &out->live, &out->reasons);
	return true;
}

bool item_difference(const struct site *site, struct store *store, struct arena *a, int64_t item,
	struct difference *out, struct err *err)
{
	struct copies copies;
	const struct rejudging r = {
		.site = site, .store = store, .a = a, .item = item, .copies = &copies};
	*out = (struct difference){0};
	if (!store_item_need(store, a, item, &out->item, err))
		return false;
	assert(out->item.live);
	return store_entry_copies(store, a, item, &copies, err) && difference_of(&r, out, err);
}
