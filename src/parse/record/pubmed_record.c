#include "parse/record/pubmed_record.h"

#include <assert.h>

#include "base/array.h"
#include "base/utf8.h"
#include "model/identifier.h"
#include "parse/record/paper_text.h"

enum { NCT_DIGITS = 8 };

void pubmed_record_add_nct(struct arena *a, struct strs *list, struct str number)
{
	struct str normal = identifier_nct(a, number);
	if (!normal.n || list->n == PUBMED_NCTS_MAX)
		return;
	for (size_t i = 0; i < list->n; i++)
		if (str_eq(list->v[i], normal))
			return;
	strs_add(a, list, normal);
}

/* Adds the NCT numbers that a text names; a longer run of digits is no such number. */
static void add_ncts_of_text(struct arena *a, struct strs *list, struct str text)
{
	size_t at;
	while ((at = str_find_rare(text, S("NCT"))) != STR_NOT_FOUND) {
		struct str number = str_sub(text, at, 3 + NCT_DIGITS);
		text = str_sub(text, at + 3, SIZE_MAX);
		if (text.n <= NCT_DIGITS || !is_digit(text.p[NCT_DIGITS]))
			pubmed_record_add_nct(a, list, number);
	}
}

static bool is_named_as(const struct paper *paper, enum correction_kind kind)
{
	for (size_t i = 0; i < paper->correction_count; i++)
		if (paper->corrections[i].kind == kind &&
			(paper->corrections[i].pmid.n || paper->corrections[i].doi.n))
			return true;
	return false;
}

void pubmed_record_add_correction(
	struct arena *a, struct paper *paper, struct correction correction)
{
	if (paper->correction_count == PUBMED_LIST_MAX)
		return;
	paper->corrections = arena_grow(
		a, paper->corrections, paper->correction_count, sizeof *paper->corrections);
	paper->corrections[paper->correction_count++] = correction;
}

static void add_named(struct arena *a, struct paper *paper, struct correction correction)
{
	if (correction.pmid.n || correction.doi.n)
		pubmed_record_add_correction(a, paper, correction);
}

/* " article on p. 11 in vol. 27, PMID: 99000001." */
static void add_names_of_text(
	struct arena *a, struct paper *paper, enum correction_kind kind, struct str text)
{
	while (text.p) {
		struct str number = identifier_skip_label(text, S("PMID"));
		struct str digits = str_sub(number, 0, identifier_digit_run(number));
		if (number.n != text.n)
			add_named(
				a, paper, (struct correction){.kind = kind, .pmid = identifier_pmid(a, digits)});
		add_named(a, paper,
			(struct correction){.kind = kind, .doi = identifier_doi_in(a, str_cut(&text, ' '))});
	}
}

/* Of a notice that PubMed has from PMC the abstract alone may name the publication:
 * "[This retracts the article DOI: 10.1234/x.]" */
static void add_notice_of_text(struct arena *a, struct paper *paper, struct str text)
{
	static const struct {
		struct str words;
		enum correction_kind kind;
	} notices[] = {{S("[This retracts the "), CORRECTION_RETRACTION_OF},
		{S("[This corrects the "), CORRECTION_ERRATUM_FOR}};
	for (size_t i = 0; i < ARRAY_COUNT(notices); i++) {
		size_t at = str_find_rare(text, notices[i].words);
		if (at == STR_NOT_FOUND || is_named_as(paper, notices[i].kind))
			continue;
		struct str rest = str_sub(text, at + notices[i].words.n, SIZE_MAX);
		add_names_of_text(a, paper, notices[i].kind, str_cut(&rest, ']'));
	}
}

/* True when s begins with "[" and the bracket that closes it is the last character. */
static bool is_bracketed(struct str s)
{
	size_t depth = 0;
	for (size_t i = 0; i < s.n; i++) {
		depth += s.p[i] == '[';
		depth -= s.p[i] == ']' && depth;
		if (!depth)
			return i > 0 && i + 1 == s.n;
	}
	return false;
}

/* The title without the brackets that PubMed puts around a translated one; the full stop may stand
 * inside or behind them (house style 1). Empty for "[Not Available]", which PubMed writes when
 * nobody translated the title. */
static struct str unbracket_title(struct arena *a, struct str title, bool *translated)
{
	struct str inner = str_ends(title, S("].")) ? str_sub(title, 0, title.n - 1) : title;
	*translated = is_bracketed(inner);
	if (!*translated)
		return title;
	inner = str_trim(str_sub(inner, 1, inner.n - 2));
	if (str_ieq(inner, S("Not Available")))
		return STR_NONE;
	bool stopped = inner.n &&
		(inner.p[inner.n - 1] == '.' || inner.p[inner.n - 1] == '?' || inner.p[inner.n - 1] == '!');
	return stopped || inner.n + 1 == title.n - 1 ? inner :
												   str_printf(a, STR_FMT ".", STR_ARG(inner));
}

/* The first of these days that is known to the day: published online, in print, entered in
 * PubMed. */
static int64_t published_time(const struct paper *paper)
{
	const struct date days[] = {paper->article_date, paper->pub_date.date, paper->entrez_date};
	for (size_t i = 0; i < sizeof days / sizeof *days; i++)
		if (days[i].day)
			return date_to_time(days[i]);
	return NO_TIME;
}

/* MedlinePgn, else the pages from StartPage to EndPage. */
static struct str pages_of(struct arena *a, const struct pubmed_record *record)
{
	if (record->paper->pages.n || !record->end_page.n ||
		str_eq(record->start_page, record->end_page))
		return str_or(record->paper->pages, record->start_page);
	return str_printf(
		a, STR_FMT "-" STR_FMT, STR_ARG(record->start_page), STR_ARG(record->end_page));
}

struct entry pubmed_record_entry(struct arena *a, const struct pubmed_record *record)
{
	struct paper *paper = record->paper;
	assert(paper && paper->abstract_count <= PUBMED_PARTS_MAX);
	paper->pages = pages_of(a, record);
	for (size_t i = 0; i < paper->abstract_count; i++) {
		add_ncts_of_text(a, &paper->ncts, paper->abstract[i].text);
		add_notice_of_text(a, paper, paper->abstract[i].text);
	}
	struct str title = unbracket_title(a, record->title, &paper->translated_title);
	struct str pmid = identifier_pmid(a, record->pmid), doi = identifier_doi(a, record->doi);
	return (struct entry){
		.kind = ENTRY_PAPER,
		.native = pmid,
		.url = str_printf(a, "https://pubmed.ncbi.nlm.nih.gov/" STR_FMT "/", STR_ARG(pmid)),
		.title = utf8_cut(
			str_or(title, str_or(paper->vernacular_title, paper->book_title)), ENTRY_TITLE_MAX),
		.text = paper_text_abstract(a, paper),
		.author = paper_text_authors(a, paper),
		.language = paper->languages.n ? paper->languages.v[0] : STR_NONE,
		.categories = paper->keywords,
		.published = published_time(paper),
		.updated = date_to_time(paper->revised),
		.keys = {.pmid = pmid,
			.pmcid = identifier_pmcid(a, record->pmcid),
			.doi = str_or(doi, identifier_doi(a, record->elocation_doi))},
		.paper = paper,
	};
}
