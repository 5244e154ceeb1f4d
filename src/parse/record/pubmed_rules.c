#include "parse/record/pubmed_rules.h"

#include <assert.h>
#include <string.h>

#include "base/month.h"
#include "base/utf8.h"
#include "model/identifier.h"

/* Remembers the attribute that says what an element means. */
static void keep_attr(struct pubmed_reader *r, const struct xml_tag *tag, const char *name)
{
	struct str value = str_sub(xml_attr_value(tag, name), 0, PUBMED_ATTR_MAX - 1);
	memcpy(r->attr, str_or(value, S("")).p, value.n);
	r->attr[value.n] = 0;
}

/* True when that attribute had this value. */
static bool attr_is(const struct pubmed_reader *r, const char *value)
{
	return strcmp(r->attr, value) == 0;
}

static void add_to_list(struct pubmed_reader *r, struct strs *list, struct str text)
{
	if (text.n && list->n < PUBMED_LIST_MAX)
		strs_add(r->arena, list, text);
}

/* Functions for elements whose text is one field, of which the first that is given counts, and for
 * those whose texts make a list. */
#define FIELD(function, place) \
	static void function(struct pubmed_reader *r, struct str text) \
	{ \
		if (!r->place.n) \
			r->place = text; \
	}
#define LIST(function, place) \
	static void function(struct pubmed_reader *r, struct str text) \
	{ \
		add_to_list(r, &r->place, text); \
	}
FIELD(on_title, record.title)
FIELD(on_vernacular_title, record.paper->vernacular_title)
FIELD(on_journal, record.paper->journal)
FIELD(on_medline_ta, record.paper->medline_ta)
FIELD(on_volume, record.paper->volume)
FIELD(on_issue, record.paper->issue)
FIELD(on_pages, record.paper->pages)
FIELD(on_start_page, record.start_page)
FIELD(on_end_page, record.end_page)
FIELD(on_season, record.paper->pub_date.season)
FIELD(on_medline_date, record.paper->pub_date.medline_date)
FIELD(on_book_title, record.paper->book_title)
FIELD(on_publisher, record.paper->publisher)
FIELD(on_last_name, author.last)
FIELD(on_fore_name, author.fore)
FIELD(on_initials, author.initials)
FIELD(on_collective_name, author.collective)
FIELD(on_correction_pmid, correction.pmid)
FIELD(on_correction_source, correction.source)
LIST(on_language, record.paper->languages)
LIST(on_publication_type, record.paper->publication_types)
LIST(on_mesh, record.paper->mesh)
LIST(on_keyword, record.paper->keywords)
#undef FIELD
#undef LIST

/* The first error counts; one without words is an error all the same. */
static void on_service_error(struct pubmed_reader *r, struct str text)
{
	if (!r->service_error.n)
		r->service_error = text.n ? text : S("an error without words");
}

static void on_citation_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->record.paper->status = str_copy(r->arena, xml_attr_value(tag, "Status"));
}

static void on_article_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->record.paper->pub_model = str_copy(r->arena, xml_attr_value(tag, "PubModel"));
}

static void on_book_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	(void)tag;
	r->record.paper->book = true;
}

static void on_pmid_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	long version;
	if (str_to_long(xml_attr_value(tag, "Version"), &version))
		r->record.paper->version = version;
}

static void on_pmid(struct pubmed_reader *r, struct str text)
{
	r->record.pmid = text;
}

static void on_deleted_pmid(struct pubmed_reader *r, struct str text)
{
	if (str_is_digits(text))
		strs_add(r->arena, &r->deleted, text);
}

static void on_date_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->date = (struct date){0};
	keep_attr(r, tag, "PubStatus");
}

static void on_year(struct pubmed_reader *r, struct str text)
{
	long year;
	r->date.year = str_to_long(text, &year) && year > 0 && year <= 9999 ? (int)year : 0;
}

static void on_month(struct pubmed_reader *r, struct str text)
{
	r->date.month = month_number(text);
}

static void on_day(struct pubmed_reader *r, struct str text)
{
	long day;
	r->date.day = str_to_long(text, &day) && day > 0 && day <= 31 ? (int)day : 0;
}

/* The date whose parts were read: none without a year, no day when it is impossible. */
static struct date date_read(const struct pubmed_reader *r)
{
	struct date d = r->date;
	if (!d.month || !date_valid(d))
		d.day = 0;
	return d.year ? d : (struct date){0};
}

static void on_pub_date_end(struct pubmed_reader *r)
{
	r->record.paper->pub_date.date = date_read(r);
}

static void on_article_date_end(struct pubmed_reader *r)
{
	r->record.paper->article_date = date_read(r);
}

static void on_revised_end(struct pubmed_reader *r)
{
	r->record.paper->revised = date_read(r);
}

static void on_history_date_end(struct pubmed_reader *r)
{
	if (attr_is(r, "entrez") || (attr_is(r, "pubmed") && !r->record.paper->entrez_date.year))
		r->record.paper->entrez_date = date_read(r);
}

static void on_elocation_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	keep_attr(r, tag, "EIdType");
	r->attr_valid = !str_eq(xml_attr_value(tag, "ValidYN"), S("N"));
}

static void on_elocation(struct pubmed_reader *r, struct str text)
{
	struct str *place = attr_is(r, "doi") ? &r->record.elocation_doi :
		attr_is(r, "pii")                 ? &r->record.paper->elocation :
											NULL;
	if (place && r->attr_valid && !place->n)
		*place = text;
}

static void on_article_id_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	keep_attr(r, tag, "IdType");
}

static void on_article_id(struct pubmed_reader *r, struct str text)
{
	struct str *place = attr_is(r, "doi") ? &r->record.doi :
		attr_is(r, "pmc")                 ? &r->record.pmcid :
											NULL;
	if (place && !place->n)
		*place = text;
}

static void on_abstract_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->part = (struct abstract_part){
		.label = str_collapse(r->arena, utf8_clean(r->arena, xml_attr_value(tag, "Label"))),
		.category = str_copy(r->arena, xml_attr_value(tag, "NlmCategory")),
	};
}

static void on_abstract(struct pubmed_reader *r, struct str text)
{
	struct paper *paper = r->record.paper;
	if (!text.n || paper->abstract_count == PUBMED_PARTS_MAX)
		return;
	r->part.text = text;
	paper->abstract = arena_grow(
		r->arena, paper->abstract, paper->abstract_count, sizeof *paper->abstract);
	assert(paper->abstract_count < PUBMED_PARTS_MAX);
	paper->abstract[paper->abstract_count++] = r->part;
}

/* Of the other abstracts only the first summary in plain language is kept: translations and the
 * abstracts of other services are not. */
static void on_other_abstract_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->summary_wanted = !r->record.paper->plain_summary.n &&
		str_ieq(xml_attr_value(tag, "Type"), S("plain-language-summary"));
}

static void on_plain_summary(struct pubmed_reader *r, struct str text)
{
	struct str *summary = &r->record.paper->plain_summary;
	if (!r->summary_wanted || !text.n || summary->n + text.n >= ENTRY_TEXT_MAX)
		return;
	*summary = summary->n ?
		str_printf(r->arena, STR_FMT "\n" STR_FMT, STR_ARG(*summary), STR_ARG(text)) :
		text;
}

/* Books name their editors in the same way. */
static void on_author_list_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->authors_wanted = !str_eq(xml_attr_value(tag, "Type"), S("editors"));
}

static void on_author_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	r->author = (struct author){0};
	/* ValidYN="N" marks an old spelling of a name that is listed again. */
	r->attr_valid = !str_eq(xml_attr_value(tag, "ValidYN"), S("N"));
}

static void on_author_end(struct pubmed_reader *r)
{
	struct paper *paper = r->record.paper;
	if (!r->authors_wanted || !r->attr_valid || (!r->author.last.n && !r->author.collective.n))
		return;
	if (paper->author_count == PUBMED_AUTHORS_MAX) {
		paper->authors_cut = true;
		return;
	}
	paper->authors = arena_grow(
		r->arena, paper->authors, paper->author_count, sizeof *paper->authors);
	assert(paper->author_count < PUBMED_AUTHORS_MAX);
	paper->authors[paper->author_count++] = r->author;
}

static void on_data_bank(struct pubmed_reader *r, struct str text)
{
	r->data_bank = text;
}

static void on_accession(struct pubmed_reader *r, struct str text)
{
	if (str_ieq(r->data_bank, S("ClinicalTrials.gov")))
		pubmed_record_add_nct(r->arena, &r->record.paper->ncts, text);
}

/* Values of CommentsCorrections/@RefType. "Cites", the reference list of older files, is no
 * correction. */
static const struct {
	const char *ref_type;
	enum correction_kind kind;
} REF_TYPES[] = {
	{"RetractionIn", CORRECTION_RETRACTION_IN},
	{"RetractedandRepublishedIn", CORRECTION_RETRACTED_REPUBLISHED_IN},
	{"PartialRetractionIn", CORRECTION_PARTIAL_RETRACTION_IN},
	{"PartialRetractionOf", CORRECTION_PARTIAL_RETRACTION_OF},
	{"RetractionOf", CORRECTION_RETRACTION_OF},
	{"ExpressionOfConcernIn", CORRECTION_CONCERN_IN},
	{"ExpressionOfConcernFor", CORRECTION_CONCERN_FOR},
	{"ErratumIn", CORRECTION_ERRATUM_IN},
	{"CorrectedandRepublishedIn", CORRECTION_CORRECTED_REPUBLISHED_IN},
	{"ErratumFor", CORRECTION_ERRATUM_FOR},
	{"UpdateIn", CORRECTION_UPDATE_IN},
	{"UpdateOf", CORRECTION_UPDATE_OF},
	{"CommentOn", CORRECTION_COMMENT_ON},
	{"RepublishedIn", CORRECTION_REPUBLISHED},
	{"RepublishedFrom", CORRECTION_REPUBLISHED},
	{"CorrectedandRepublishedFrom", CORRECTION_CORRECTED_REPUBLISHED_FROM},
	{"RetractedandRepublishedFrom", CORRECTION_RETRACTED_REPUBLISHED_FROM},
};

static void on_correction_start(struct pubmed_reader *r, const struct xml_tag *tag)
{
	struct str type = xml_attr_value(tag, "RefType");
	r->correction = (struct correction){.kind = CORRECTION_OTHER};
	r->correction_wanted = !str_eq(type, S("Cites"));
	for (size_t i = 0; i < sizeof REF_TYPES / sizeof *REF_TYPES; i++)
		if (str_eq(type, str_of(REF_TYPES[i].ref_type)))
			r->correction.kind = REF_TYPES[i].kind;
}

static void on_correction_end(struct pubmed_reader *r)
{
	if (!r->correction_wanted)
		return;
	r->correction.doi = identifier_doi_in(r->arena, r->correction.source);
	pubmed_record_add_correction(r->arena, r->record.paper, r->correction);
}

/* Ordered by name. Where a name stands several times, the elements around it decide: the ArticleId
 * of a cited paper is in Reference/ArticleIdList and has no rule. */
static const struct pubmed_rule RULES[] = {
	{"AbstractText", "Abstract", NULL, on_abstract_start, on_abstract, NULL},
	{"AbstractText", "OtherAbstract", NULL, NULL, on_plain_summary, NULL},
	{"AccessionNumber", "AccessionNumberList", "DataBank", NULL, on_accession, NULL},
	{"Article", "MedlineCitation", NULL, on_article_start, NULL, NULL},
	{"ArticleDate", "Article", NULL, on_date_start, NULL, on_article_date_end},
	{"ArticleId", "ArticleIdList", "BookDocument", on_article_id_start, on_article_id, NULL},
	{"ArticleId", "ArticleIdList", "PubmedBookData", on_article_id_start, on_article_id, NULL},
	{"ArticleId", "ArticleIdList", "PubmedData", on_article_id_start, on_article_id, NULL},
	{"ArticleTitle", "Article", NULL, NULL, on_title, NULL},
	{"ArticleTitle", "BookDocument", NULL, NULL, on_title, NULL},
	{"Author", "AuthorList", NULL, on_author_start, NULL, on_author_end},
	{"AuthorList", NULL, NULL, on_author_list_start, NULL, NULL},
	{"BookDocument", NULL, NULL, on_book_start, NULL, NULL},
	{"BookTitle", "Book", NULL, NULL, on_book_title, NULL},
	{"CollectiveName", "Author", NULL, NULL, on_collective_name, NULL},
	{"CommentsCorrections", "CommentsCorrectionsList", NULL, on_correction_start, NULL,
		on_correction_end},
	{"DataBankName", "DataBank", NULL, NULL, on_data_bank, NULL},
	{"DateRevised", "BookDocument", NULL, on_date_start, NULL, on_revised_end},
	{"DateRevised", "MedlineCitation", NULL, on_date_start, NULL, on_revised_end},
	{"Day", NULL, NULL, NULL, on_day, NULL},
	{"DescriptorName", "MeshHeading", NULL, NULL, on_mesh, NULL},
	{"ELocationID", "Article", NULL, on_elocation_start, on_elocation, NULL},
	{"ELocationID", "Book", NULL, on_elocation_start, on_elocation, NULL},
	{"EndPage", "Pagination", NULL, NULL, on_end_page, NULL},
	{"ForeName", "Author", NULL, NULL, on_fore_name, NULL},
	{"Initials", "Author", NULL, NULL, on_initials, NULL},
	{"Issue", "JournalIssue", NULL, NULL, on_issue, NULL},
	{"Keyword", "KeywordList", NULL, NULL, on_keyword, NULL},
	{"Language", "Article", NULL, NULL, on_language, NULL},
	{"Language", "BookDocument", NULL, NULL, on_language, NULL},
	{"LastName", "Author", NULL, NULL, on_last_name, NULL},
	{"MedlineCitation", NULL, NULL, on_citation_start, NULL, NULL},
	{"MedlineDate", "PubDate", NULL, NULL, on_medline_date, NULL},
	{"MedlinePgn", "Pagination", NULL, NULL, on_pages, NULL},
	{"MedlineTA", "MedlineJournalInfo", NULL, NULL, on_medline_ta, NULL},
	{"Month", NULL, NULL, NULL, on_month, NULL},
	{"OtherAbstract", NULL, NULL, on_other_abstract_start, NULL, NULL},
	{"PMID", "BookDocument", NULL, on_pmid_start, on_pmid, NULL},
	{"PMID", "CommentsCorrections", NULL, NULL, on_correction_pmid, NULL},
	{"PMID", "MedlineCitation", NULL, on_pmid_start, on_pmid, NULL},
	{"PubDate", "Book", NULL, on_date_start, NULL, on_pub_date_end},
	{"PubDate", "JournalIssue", NULL, on_date_start, NULL, on_pub_date_end},
	{"PubMedPubDate", "History", NULL, on_date_start, NULL, on_history_date_end},
	{"PublicationType", NULL, NULL, NULL, on_publication_type, NULL},
	{"PublisherName", "Publisher", NULL, NULL, on_publisher, NULL},
	{"RefSource", "CommentsCorrections", NULL, NULL, on_correction_source, NULL},
	{"Season", "PubDate", NULL, NULL, on_season, NULL},
	{"StartPage", "Pagination", NULL, NULL, on_start_page, NULL},
	{"Title", "Journal", NULL, NULL, on_journal, NULL},
	{"VernacularTitle", NULL, NULL, NULL, on_vernacular_title, NULL},
	{"Volume", "JournalIssue", NULL, NULL, on_volume, NULL},
	{"Year", NULL, NULL, NULL, on_year, NULL},
};
/* Elements outside a record. */
static const struct pubmed_rule RULES_OUTSIDE[] = {
	{"ERROR", NULL, NULL, NULL, on_service_error, NULL},
	{"PMID", "DeleteCitation", NULL, NULL, on_deleted_pmid, NULL},
};

const char *pubmed_rules_open_name(const struct pubmed_reader *r, size_t up)
{
	assert(r->depth <= sizeof r->path / sizeof *r->path);
	return r->depth > up ? r->path[r->depth - 1 - up].name : "";
}

/* The rules with this name. */
static struct pubmed_found find_named(const struct pubmed_rule *rules, size_t n, const char *name)
{
	struct pubmed_found found = {.name = name};
	size_t low = 0;
	for (size_t high = n; low < high;) {
		size_t middle = (low + high) / 2;
		bool before = strcmp(rules[middle].name, name) < 0;
		low = before ? middle + 1 : low;
		high = before ? high : middle;
	}
	found.first = rules + low;
	while (low + found.n < n && strcmp(found.first[found.n].name, name) == 0)
		found.n++;
	return found;
}

/* The rules for elements of a record with this name. They are looked up once for each name. */
static const struct pubmed_found *find_in_record(struct pubmed_reader *r, const char *name)
{
	struct pubmed_found *found = &r->found[(uintptr_t)name % PUBMED_FOUND];
	if (found->name != name)
		*found = find_named(RULES, sizeof RULES / sizeof *RULES, name);
	return found;
}

const struct pubmed_rule *pubmed_rules_find(struct pubmed_reader *r)
{
	const char *name = pubmed_rules_open_name(r, 0);
	struct pubmed_found found = r->in_record ?
		*find_in_record(r, name) :
		find_named(RULES_OUTSIDE, sizeof RULES_OUTSIDE / sizeof *RULES_OUTSIDE, name);
	for (const struct pubmed_rule *rule = found.first; rule < found.first + found.n; rule++)
		if ((!rule->parent || strcmp(rule->parent, pubmed_rules_open_name(r, 1)) == 0) &&
			(!rule->grandparent || strcmp(rule->grandparent, pubmed_rules_open_name(r, 2)) == 0))
			return rule;
	return NULL;
}
