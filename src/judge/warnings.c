/* What an editor should know of an entry before deciding, and what its readers must. */
#include <assert.h>

#include "base/array.h"
#include "base/phrases.h"
#include "judge/judge_parts.h"
#include "model/title_role.h"
#include "model/words.h"
#include "model/told.h"

/* What a PubMed record says of itself: by its publication types, and by the records that it names
 * as corrections. The notices for readers stand in this order, the gravest first. */
static const struct sign {
	const char *publication_type; /* NULL: none */
	int correction;               /* enum correction_kind, -1: none */
	enum warning warning;
	enum caution caution;
	enum word notice; /* for readers, to which what is named is added; WORD_COUNT: none */
} SIGNS[] = {
	{"Retracted Publication", CORRECTION_RETRACTION_IN, WARNING_RETRACTED, CAUTION_RETRACTED,
		WORD_notice_retracted},
	{NULL, CORRECTION_RETRACTED_REPUBLISHED_IN, WARNING_RETRACTED, CAUTION_RETRACTED,
		WORD_notice_retracted_republished},
	{NULL, CORRECTION_WITHDRAWN, WARNING_WITHDRAWN, CAUTION_UNLIKELY, WORD_notice_withdrawn},
	{NULL, CORRECTION_REMOVED, WARNING_WITHDRAWN, CAUTION_UNLIKELY, WORD_notice_removed},
	{"Retraction of Publication", CORRECTION_RETRACTION_OF, WARNING_RETRACTION_NOTICE,
		CAUTION_NOTICE, WORD_notice_retraction},
	{"Retraction Notice", -1, WARNING_RETRACTION_NOTICE, CAUTION_NOTICE, WORD_notice_retraction},
	{"Published Erratum", CORRECTION_ERRATUM_FOR, WARNING_CORRECTION_NOTICE, CAUTION_NOTICE,
		WORD_COUNT},
	{NULL, CORRECTION_PARTIAL_RETRACTION_OF, WARNING_RETRACTION_NOTICE, CAUTION_NOTICE, WORD_COUNT},
	{NULL, CORRECTION_PARTIAL_RETRACTION_IN, WARNING_CORRECTED, CAUTION_UNLIKELY,
		WORD_notice_retracted_part},
	{NULL, CORRECTION_CONCERN_IN, WARNING_CONCERN, CAUTION_UNLIKELY, WORD_notice_concern},
	{"Expression of Concern", CORRECTION_CONCERN_FOR, WARNING_CONCERN_NOTICE, CAUTION_NOTICE,
		WORD_COUNT},
	{NULL, CORRECTION_CORRECTED_REPUBLISHED_IN, WARNING_CORRECTED, CAUTION_NOTE,
		WORD_notice_corrected_republished},
	{NULL, CORRECTION_ERRATUM_IN, WARNING_CORRECTED, CAUTION_NOTE, WORD_notice_corrected},
	{"Corrected and Republished Article", CORRECTION_REPUBLISHED, WARNING_REPUBLISHED, CAUTION_NOTE,
		WORD_COUNT},
	{NULL, CORRECTION_CORRECTED_REPUBLISHED_FROM, WARNING_REPUBLISHED, CAUTION_NOTE, WORD_COUNT},
	{NULL, CORRECTION_RETRACTED_REPUBLISHED_FROM, WARNING_REPUBLISHED, CAUTION_NOTE, WORD_COUNT},
	{"Preprint", -1, WARNING_PREPRINT, CAUTION_NOTE, WORD_COUNT},
	{NULL, CORRECTION_UPDATE_IN, WARNING_LATER_VERSION, CAUTION_NOTE, WORD_notice_later},
	{NULL, CORRECTION_DOI_GONE, 0, CAUTION_NOTE, WORD_notice_doi_gone},
	{"Case Reports", -1, WARNING_CASE_REPORT, CAUTION_NOTE, WORD_COUNT},
	{"Letter", -1, WARNING_LETTER, CAUTION_UNLIKELY, WORD_COUNT},
	{"Comment", CORRECTION_COMMENT_ON, WARNING_COMMENT, CAUTION_UNLIKELY, WORD_COUNT},
	{"Editorial", -1, WARNING_EDITORIAL, CAUTION_UNLIKELY, WORD_COUNT},
	{"News", -1, WARNING_JOURNAL_NEWS, CAUTION_NOTE, WORD_COUNT},
};

/* The first correction of that kind; NULL: there is none. */
static const struct correction *correction_of(const struct paper *paper, int kind)
{
	for (size_t i = 0; i < paper->correction_count; i++)
		if ((int)paper->corrections[i].kind == kind)
			return &paper->corrections[i];
	return NULL;
}

static void add_warning(
	struct verdict *out, enum caution *gravest, enum warning warning, enum caution caution)
{
	out->warnings |= warning;
	if (caution > *gravest)
		*gravest = caution;
}

/* "PMID 123, doi:10.1234/x", of all records that are named as that kind of correction; of one
 * without a number the journal's words, when no other has one. */
static struct str records_named(struct arena *a, const struct paper *paper, int kind)
{
	struct str list = STR_NONE, source = STR_NONE;
	for (size_t i = 0; i < paper->correction_count; i++) {
		const struct correction *one = &paper->corrections[i];
		if ((int)one->kind != kind)
			continue;
		if (one->pmid.n || (one->doi.n && !one->source.n))
			list = str_printf(a, STR_FMT "%s%s" STR_FMT, STR_ARG(list), list.n ? ", " : "",
				one->pmid.n ? "PMID " : "doi:", STR_ARG(str_or(one->pmid, one->doi)));
		else if (!source.n)
			source = one->source;
	}
	return str_or(list, source);
}

/* "Retracted: see PMID 123." */
static struct str notice_text(struct arena *a, struct str what, struct str named)
{
	if (!named.n)
		return str_printf(a, STR_FMT ".", STR_ARG(what));
	return str_printf(a, STR_FMT ": see " STR_FMT "%s", STR_ARG(what), STR_ARG(named),
		str_ends(named, S(".")) ? "" : ".");
}

/* What the notice of this sign speaks of: all that is named, or what the publication type says. */
static void add_told(
	struct arena *a, const struct paper *paper, const struct sign *sign, struct face *face)
{
	enum { LONGEST = 1 << 16 };
	struct buf told CLEANUP_BUF = buf_new(LONGEST);
	buf_add(&told, face->told);
	size_t before = told.n;
	for (size_t i = 0; i < paper->correction_count; i++)
		if ((int)paper->corrections[i].kind == sign->correction)
			told_add(&told, &paper->corrections[i]);
	if (told.n == before && sign->correction >= 0)
		told_add(&told, &(struct correction){.kind = (enum correction_kind)sign->correction});
	face->told = str_copy(a, buf_str(&told));
}

/* The first sign with a notice decides what the notices name and whether they say that it was
 * retracted. */
static void add_notice(struct arena *a, const struct paper *paper, const struct sign *sign,
	const struct correction *named, struct face *face)
{
	struct str text = notice_text(
		a, words_english(sign->notice), records_named(a, paper, sign->correction));
	if (str_starts(face->notice, words_english(sign->notice)))
		return; /* two publication types may say the same */
	add_told(a, paper, sign, face);
	if (face->notice.n) {
		face->notice = str_printf(a, STR_FMT " " STR_FMT, STR_ARG(face->notice), STR_ARG(text));
		return;
	}
	face->notice = text;
	face->notice_pmid = named ? named->pmid : STR_NONE;
	face->retracted = sign->caution == CAUTION_RETRACTED;
}

static void warn_by_signs(
	struct arena *a, const struct paper *paper, struct verdict *out, enum caution *gravest)
{
	for (size_t i = 0; i < ARRAY_COUNT(SIGNS); i++) {
		const struct sign *sign = &SIGNS[i];
		const struct correction *named =
			sign->correction >= 0 ? correction_of(paper, sign->correction) : NULL;
		if (!named &&
			!(sign->publication_type &&
				strs_ihave(paper->publication_types, str_of(sign->publication_type))))
			continue;
		add_warning(out, gravest, sign->warning, sign->caution);
		if (sign->notice != WORD_COUNT)
			add_notice(a, paper, sign, named, &out->face);
	}
}

/* What a title says before PubMed has given the record its publication types. That a record is a
 * comment PubMed says from the beginning. */
static const struct {
	enum warning warning; /* 0: none */
	enum caution caution;
} TITLE_SIGNS[] = {
	[TITLE_RETRACTED] = {WARNING_RETRACTED, CAUTION_RETRACTED},
	[TITLE_WITHDRAWN] = {WARNING_WITHDRAWN, CAUTION_UNLIKELY},
	[TITLE_RETRACTION] = {WARNING_RETRACTION_NOTICE, CAUTION_NOTICE},
	[TITLE_CORRECTION] = {WARNING_CORRECTION_NOTICE, CAUTION_NOTICE},
	[TITLE_CONCERN] = {WARNING_CONCERN_NOTICE, CAUTION_NOTICE},
	[TITLE_REPLY] = {0, CAUTION_NOTE},
};

static struct str told_of(struct arena *a, enum correction_kind kind)
{
	enum { LONGEST = 64 };
	struct buf told CLEANUP_BUF = buf_new(LONGEST);
	told_add(&told, &(struct correction){.kind = kind});
	return str_copy(a, buf_str(&told));
}

static void warn_by_title(
	struct arena *a, struct str title, struct verdict *out, enum caution *gravest)
{
	if (*gravest >= CAUTION_RETRACTED)
		return; /* PubMed has said what it is */
	enum title_role role = title_role(a, title);
	assert(role < ARRAY_COUNT(TITLE_SIGNS));
	add_warning(out, gravest, TITLE_SIGNS[role].warning, TITLE_SIGNS[role].caution);
	if (role == TITLE_RETRACTED) {
		/* It outweighs a concern, and names no record. */
		out->face.notice = notice_text(a, words_english(WORD_notice_retracted), STR_NONE);
		out->face.notice_pmid = STR_NONE;
		out->face.told = told_of(a, CORRECTION_RETRACTION_IN);
		out->face.retracted = true;
	} else if (role == TITLE_WITHDRAWN && !out->face.notice.n) {
		out->face.notice = notice_text(a, words_english(WORD_notice_withdrawn), STR_NONE);
		out->face.told = told_of(a, CORRECTION_WITHDRAWN);
	}
}

void judge_told(
	struct arena *a, const struct entry *entry, const struct corrections *told, struct verdict *out)
{
	static const struct paper none = {0};
	struct paper paper = entry->paper ? *entry->paper : none;
	struct corrections all = {0};
	enum caution gravest = CAUTION_NOTE;
	for (size_t i = 0; i < paper.correction_count; i++)
		told_list_add(a, &all, paper.corrections[i]);
	for (size_t i = 0; i < told->n; i++)
		told_list_join(a, &all, &told->v[i]);
	paper.corrections = all.v;
	paper.correction_count = all.n;
	out->face.notice = out->face.notice_pmid = out->face.told = STR_NONE;
	out->face.retracted = false;
	warn_by_signs(a, &paper, out, &gravest);
	if (entry->paper)
		warn_by_title(a, entry->title, out, &gravest);
}

void judge_told_gone(struct arena *a, const struct entry *entry, struct verdict *out)
{
	struct face *face = &out->face;
	struct str told = told_of(a, CORRECTION_RECORD_GONE);
	struct str text = notice_text(
		a, words_english(told_word(CORRECTION_RECORD_GONE, entry->kind)), STR_NONE);
	face->notice = str_printf(
		a, STR_FMT "%s" STR_FMT, STR_ARG(face->notice), face->notice.n ? " " : "", STR_ARG(text));
	face->told = str_printf(
		a, STR_FMT "%s" STR_FMT, STR_ARG(face->told), face->told.n ? "\n" : "", STR_ARG(told));
}

/* bioRxiv and medRxiv: "10.1101/2020.04.05.20054502", "10.1101/123456", since 2025
 * "10.64898/2026.01.02.…". Journals of the same press have letters there ("10.1101/gr.12"). */
static bool is_preprint_doi(struct str doi)
{
	static const struct str prefixes[] = {S("10.1101/"), S("10.64898/")};
	for (size_t i = 0; i < ARRAY_COUNT(prefixes); i++)
		if (str_starts(doi, prefixes[i]))
			return doi.n > prefixes[i].n && is_digit(doi.p[prefixes[i].n]);
	return false;
}

bool judge_is_preprint(const struct entry *entry)
{
	static const char *const servers[] = {"bioRxiv", "medRxiv", "Res Sq", "SSRN", "Preprints"};
	const struct paper *paper = entry->paper;
	if (paper && strs_ihave(paper->publication_types, S("Preprint")))
		return true;
	for (size_t i = 0; i < ARRAY_COUNT(servers); i++)
		if (paper && str_ieq(paper->medline_ta, str_of(servers[i])))
			return true;
	return is_preprint_doi(entry->keys.doi) && (!paper || !paper->volume.n);
}

bool judge_is_of_animals(const struct paper *paper)
{
	return strs_ihave(paper->mesh, S("Animals")) && !strs_ihave(paper->mesh, S("Humans"));
}

static const char *const ANIMALS[] = {"in mice", "in rats", "in a mouse", "in a rat", "mouse model",
	"mouse models", "murine model", "rat model", "murine", "nude mice", "zebrafish", "rabbit model",
	"canine model", "porcine model", "in mouse"};
static const struct phrases ANIMAL = PHRASES_ONE(ANIMALS);

static bool is_animal_study(const struct entry *entry)
{
	if (entry->paper && entry->paper->mesh.n)
		return judge_is_of_animals(entry->paper);
	return phrases_in(&ANIMAL, entry->title);
}

static const char *const RELEASES[] = {"/PRNewswire", "PRNewswire", "GLOBE NEWSWIRE",
	"BUSINESS WIRE", "press release", "news release"};
static const struct phrases RELEASE = PHRASES_ONE(RELEASES);

static bool is_press_release(const struct entry *entry)
{
	static const char *const hosts[] = {
		"prnewswire.com/", "globenewswire.com/", "businesswire.com/", "eurekalert.org/"};
	struct str front = str_sub(entry->lead.n ? entry->lead : entry->text, 0, 400);
	for (size_t i = 0; i < ARRAY_COUNT(hosts); i++)
		if (str_ifind(entry->url, str_of(hosts[i])) != STR_NOT_FOUND)
			return true;
	return phrases_in(&RELEASE, front);
}

/* Whether it is not in English, as far as its language is given: MEDLINE's three-letter codes, of
 * which "mul" means several and "und" unknown, or BCP 47 ("en-US"). */
static bool is_foreign(const struct entry *entry)
{
	const struct strs *codes = entry->paper ? &entry->paper->languages : NULL;
	if (codes && codes->n)
		return !strs_ihave(*codes, S("eng")) && !strs_ihave(*codes, S("mul")) &&
			!strs_ihave(*codes, S("und"));
	return entry->language.n && !str_istarts(entry->language, S("en"));
}

enum caution judge_warnings(struct arena *a, const struct entry *entry, struct verdict *out)
{
	enum caution gravest = CAUTION_NOTE;
	if (entry->paper)
		warn_by_signs(a, entry->paper, out, &gravest);
	if (entry->paper)
		warn_by_title(a, entry->title, out, &gravest);
	if (entry->kind != ENTRY_TRIAL && judge_is_preprint(entry))
		add_warning(out, &gravest, WARNING_PREPRINT, CAUTION_NOTE);
	if (entry->kind != ENTRY_TRIAL && is_animal_study(entry))
		add_warning(out, &gravest, WARNING_ANIMAL_STUDY, CAUTION_UNLIKELY);
	if (entry->kind == ENTRY_NEWS && is_press_release(entry))
		add_warning(out, &gravest, WARNING_PRESS_RELEASE, CAUTION_NOTE);
	if (is_foreign(entry))
		add_warning(out, &gravest, WARNING_NOT_ENGLISH, CAUTION_UNLIKELY);
	if (entry->paper && !entry->paper->abstract_count)
		add_warning(out, &gravest, WARNING_NO_ABSTRACT, CAUTION_NOTE);
	return gravest;
}

bool judge_is_notice(const struct verdict *verdict)
{
	return verdict->warnings & WARNING_ANY_NOTICE;
}
