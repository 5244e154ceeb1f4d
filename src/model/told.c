#include "model/told.h"

#include "base/arena.h"

bool told_same_notice(const struct correction *a, const struct correction *b)
{
	return (a->pmid.n && str_eq(a->pmid, b->pmid)) || (a->doi.n && str_eq(a->doi, b->doi));
}

static bool may_be_equal(struct str a, struct str b)
{
	return !a.n || !b.n || str_eq(a, b);
}

bool told_may_be_same(const struct correction *a, const struct correction *b)
{
	if (a->kind != b->kind)
		return false;
	return told_same_notice(a, b) ||
		(may_be_equal(a->pmid, b->pmid) && may_be_equal(a->doi, b->doi));
}

void told_list_add(struct arena *a, struct corrections *list, struct correction correction)
{
	for (size_t i = 0; i < list->n; i++)
		if (list->v[i].kind == correction.kind && str_eq(list->v[i].pmid, correction.pmid) &&
			str_eq(list->v[i].doi, correction.doi))
			return;
	list->v = arena_grow(a, list->v, list->n, sizeof *list->v);
	list->v[list->n++] = correction;
}

/* A comment and the like say nothing of the work. */
static bool is_about_work(enum correction_kind kind)
{
	switch (kind) {
	case CORRECTION_RETRACTION_IN:
	case CORRECTION_RETRACTED_REPUBLISHED_IN:
	case CORRECTION_PARTIAL_RETRACTION_IN:
	case CORRECTION_WITHDRAWN:
	case CORRECTION_REMOVED:
	case CORRECTION_CONCERN_IN:
	case CORRECTION_ERRATUM_IN:
	case CORRECTION_CORRECTED_REPUBLISHED_IN:
	case CORRECTION_UPDATE_IN: return true;
	default: return false;
	}
}

static bool is_retraction(enum correction_kind kind)
{
	return kind == CORRECTION_RETRACTION_IN || kind == CORRECTION_RETRACTED_REPUBLISHED_IN;
}

/* Of one notice PubMed's kind stands, whatever another witness calls it. A retraction covers a
 * withdrawal without a notice of its own. */
static bool covers(const struct correction *one, const struct correction *said)
{
	if (told_same_notice(one, said))
		return is_about_work(one->kind);
	return is_retraction(one->kind) && said->kind == CORRECTION_WITHDRAWN && !said->pmid.n &&
		!said->doi.n;
}

void told_list_join(struct arena *a, struct corrections *list, const struct correction *said)
{
	struct correction *same = NULL;
	for (size_t i = 0; i < list->n && !same; i++)
		if (covers(&list->v[i], said))
			same = &list->v[i];
	for (size_t i = 0; i < list->n && !same; i++)
		if (told_may_be_same(&list->v[i], said))
			same = &list->v[i];
	if (!same) {
		told_list_add(a, list, *said);
		return;
	}
	same->pmid = str_or(same->pmid, said->pmid);
	same->doi = str_or(same->doi, said->doi);
}

void told_add(struct buf *told, const struct correction *correction)
{
	buf_addf(told, "%s%d\t" STR_FMT "\t" STR_FMT, told->n ? "\n" : "", (int)correction->kind,
		STR_ARG(correction->pmid), STR_ARG(correction->doi));
	if (!correction->pmid.n && correction->source.n)
		buf_addf(told, "\t" STR_FMT, STR_ARG(correction->source));
}

struct corrections told_list(struct arena *a, struct str told)
{
	struct corrections list = {0};
	while (told.n) {
		struct str line = str_cut(&told, '\n');
		long kind;
		if (!str_to_long(str_cut(&line, '\t'), &kind))
			continue;
		struct correction one = {.kind = (enum correction_kind)kind};
		one.pmid = str_cut(&line, '\t');
		one.doi = str_cut(&line, '\t');
		one.source = line;
		told_list_add(a, &list, one);
	}
	return list;
}

/* Pairs each of `some` with one of `others`; `sure`: only with one that names the same notice. What
 * is paired is taken out of both. */
static void pair_off(struct corrections *some, struct corrections *others, bool sure)
{
	for (size_t i = 0; i < some->n;) {
		size_t k = 0;
		while (k < others->n &&
			!(told_may_be_same(&some->v[i], &others->v[k]) &&
				(!sure || told_same_notice(&some->v[i], &others->v[k]))))
			k++;
		if (k == others->n) {
			i++;
			continue;
		}
		some->v[i] = some->v[--some->n];
		others->v[k] = others->v[--others->n];
	}
}

bool told_same(struct arena *a, struct str before, struct str now)
{
	struct corrections some = told_list(a, before), others = told_list(a, now);
	pair_off(&some, &others, true);
	pair_off(&some, &others, false);
	return !some.n && !others.n;
}

struct str told_kinds(struct arena *a, struct str told)
{
	struct str kinds = STR_NONE;
	while (told.n) {
		struct str line = str_cut(&told, '\n');
		struct str kind = str_cut(&line, '\t');
		kinds = str_printf(
			a, STR_FMT "%s" STR_FMT, STR_ARG(kinds), kinds.n ? " " : "", STR_ARG(kind));
	}
	return kinds;
}

enum word told_word(enum correction_kind kind, enum entry_kind of)
{
	switch (kind) {
	case CORRECTION_RETRACTION_IN: return WORD_notice_retracted;
	case CORRECTION_RETRACTED_REPUBLISHED_IN: return WORD_notice_retracted_republished;
	case CORRECTION_WITHDRAWN: return WORD_notice_withdrawn;
	case CORRECTION_REMOVED: return WORD_notice_removed;
	case CORRECTION_RETRACTION_OF: return WORD_notice_retraction;
	case CORRECTION_PARTIAL_RETRACTION_IN: return WORD_notice_retracted_part;
	case CORRECTION_CONCERN_IN: return WORD_notice_concern;
	case CORRECTION_CORRECTED_REPUBLISHED_IN: return WORD_notice_corrected_republished;
	case CORRECTION_ERRATUM_IN: return WORD_notice_corrected;
	case CORRECTION_UPDATE_IN: return WORD_notice_later;
	case CORRECTION_DOI_GONE: return WORD_notice_doi_gone;
	case CORRECTION_RECORD_GONE:
		return of == ENTRY_TRIAL ? WORD_notice_study_gone : WORD_notice_record_gone;
	case CORRECTION_LINK_GONE: return WORD_notice_link_gone;
	default: return WORD_COUNT;
	}
}
