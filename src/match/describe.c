/* A publication in the form in which it is compared. */
#include <assert.h>
#include <string.h>

#include "base/array.h"
#include "base/utf8.h"
#include "match/citation.h"
#include "match/entry_keys.h"
#include "match/journal.h"
#include "match/match.h"
#include "match/title.h"
#include "match/title_forms.h"
#include "model/title_role.h"

enum { TEXT_LOOKED_AT = 2048 /* bytes of a news text */ };

/* clang-format off */
/* The DOI prefixes of preprint servers, and what stands for a journal there. */
static const char *const PREPRINT_DOIS[] = {
	"10.1101/", "10.21203/", "10.2139/ssrn", "10.48550/arxiv", "10.20944/preprints",
	"10.26434/chemrxiv", "10.31234/", "10.31219/", "10.31222/", "10.36227/techrxiv",
	"10.22541/au.", "10.64898/",
};
static const char *const PREPRINT_JOURNALS[] = {
	"medrxiv", "biorxiv", "arxiv", "ssrn", "research square", "preprints", "psyarxiv", "chemrxiv",
};
static const char *const NO_TITLE[] = {
	"unknown", "no title", "untitled", "title not available", "not available",
};
/* clang-format on */

static bool begins_with_one_of(struct str s, const char *const *beginnings, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_starts(s, str_of(beginnings[i])))
			return true;
	return false;
}

/* What names a journal or a conference is no preprint, whatever DOI was put to it. Cold Spring
 * Harbor prints journals under the prefix of its preprint servers: "10.1101/gad.…" is an article.
 * The servers number theirs. */
static bool is_preprint(struct str doi, struct str journal)
{
	if (journal.n)
		return begins_with_one_of(journal, PREPRINT_JOURNALS, ARRAY_COUNT(PREPRINT_JOURNALS));
	bool server = begins_with_one_of(doi, PREPRINT_DOIS, ARRAY_COUNT(PREPRINT_DOIS));
	struct str name = str_sub(doi, sizeof "10.1101/" - 1, SIZE_MAX);
	if (str_starts(doi, S("10.1101/")) && !(name.n && is_digit(name.p[0])))
		server = false;
	return server;
}

/* Of news: others report on a preprint, and may give its DOI. */
static bool names_server(struct str outlet)
{
	for (size_t i = 0; i < ARRAY_COUNT(PREPRINT_JOURNALS); i++)
		if (str_find(outlet, str_of(PREPRINT_JOURNALS[i])) != STR_NOT_FOUND)
			return true;
	return false;
}

/* The DOI without ".pub3" of a Cochrane review, or "/v2" of a preprint. */
static struct str doi_of_work(struct str doi)
{
	static const struct str marks[] = {S(".pub"), S("/v"), S("v"), S(".v")};
	size_t end = doi.n;
	while (end && is_digit(doi.p[end - 1]))
		end--;
	if (end == doi.n)
		return doi;
	for (size_t i = 0; i < ARRAY_COUNT(marks); i++) {
		bool server = i == 0 || begins_with_one_of(doi, PREPRINT_DOIS, ARRAY_COUNT(PREPRINT_DOIS));
		if (server && str_ends(str_sub(doi, 0, end), marks[i]))
			return str_sub(doi, 0, end - marks[i].n);
	}
	return doi;
}

static void describe_titles(struct arena *a, const struct citation *c, struct described *out)
{
	struct str title = c->kind == ENTRY_NEWS ? title_without_outlet(a, c->title, c->publisher) :
											   c->title;
	struct strs forms = title_forms(a, title);
	for (size_t i = 0; i < forms.n && out->title_count < TITLE_FORMS_MAX; i++) {
		struct str form = match_title(a, forms.v[i]);
		if (form.n &&
			!(i == 0 && begins_with_one_of(form, NO_TITLE, ARRAY_COUNT(NO_TITLE)) &&
				title_is_generic(form)))
			out->titles[out->title_count++] = form;
	}
	out->generic = !out->title_count || title_is_of_series(out->titles[0]);
	out->brief = !out->title_count || title_is_generic(out->titles[0]);
	out->serial = out->title_count && title_is_serial(out->titles[0]);
	out->role = (int)title_role(a, forms.v[0]);
}

/* The outlet by its name, else by its site. Aggregators have a site of their own for all. */
static struct str outlet_of(struct arena *a, const struct citation *c)
{
	struct str address = match_url_key(a, c->url);
	return c->publisher.n ? match_title(a, c->publisher) : str_cut(&address, '/');
}

static struct said *text_read(const struct described *described)
{
	struct said *said = described->text;
	if (said->read)
		return said;
	said->set = shingle_list(said->a, title_normal(said->a, said->text));
	said->lead = shingle_first(said->a, &said->set, MATCH_LEAD);
	said->read = true;
	return said;
}

const struct shingles *match_described_lead(const struct described *described)
{
	return &text_read(described)->lead;
}

const struct shingles *match_described_text(const struct described *described)
{
	struct said *said = text_read(described);
	if (!said->sorted)
		shingle_sort(&said->set);
	said->sorted = true;
	return &said->set;
}

size_t match_described_sketch(const struct described *described, uint64_t *out, size_t most)
{
	return shingle_least(&text_read(described)->set, out, most);
}

static uint64_t rank_with(uint64_t rank, struct str field)
{
	return (rank ^ shingle_hash(field)) * UINT64_C(0x9E3779B97F4A7C15);
}

uint64_t match_described_rank(const struct described *d)
{
	const int64_t numbers[] = {
		d->kind, d->year, d->published, d->locus.volume, d->locus.issue, d->locus.end};
	const struct str fields[] = {{(const char *)numbers, sizeof numbers}, d->journal, d->outlet,
		d->keys.doi, d->keys.pmid, d->text->text};
	uint64_t rank = 0;
	for (size_t i = 0; i < ARRAY_COUNT(fields); i++)
		rank = rank_with(rank, fields[i]);
	for (size_t i = 0; i < d->title_count; i++)
		rank = rank_with(rank, d->titles[i]);
	for (size_t i = 0; i < d->authors.n; i++)
		rank = rank_with(rank, d->authors.words[i]);
	for (size_t i = 0; i < d->locus.start_count; i++) {
		const struct page *start = &d->locus.starts[i];
		rank = rank_with(rank, (struct str){(const char *)start, sizeof *start});
	}
	return rank;
}

struct described *match_describe_citation(struct arena *a, const struct citation *c)
{
	struct described *out = arena_new(a, struct described);
	out->kind = c->kind;
	out->year = c->year;
	out->published = c->published;
	out->keys = c->keys;
	out->journal = journal_normal(a, c->journal);
	out->preprint = is_preprint(c->keys.doi, out->journal);
	out->work_doi = doi_of_work(c->keys.doi);
	out->locus = locus_read(a, c->volume, c->issue, c->pages, c->year);
	for (size_t i = 0; i < c->authors.n; i++)
		author_words_add(a, &out->authors, c->authors.v[i]);
	describe_titles(a, c, out);
	if (c->kind == ENTRY_NEWS) {
		out->outlet = outlet_of(a, c);
		out->preprint = out->preprint && names_server(out->outlet);
	}
	out->text = arena_new(a, struct said);
	*out->text = (struct said){.a = a};
	if (c->kind == ENTRY_NEWS)
		out->text->text = utf8_cut(c->text, TEXT_LOOKED_AT);
	assert(out->title_count || out->generic);
	return out;
}

static struct citation citation_of_entry(struct arena *a, const struct entry *entry)
{
	struct citation c = {.kind = entry->kind,
		.title = entry->title,
		.text = entry->text,
		.publisher = entry->publisher,
		.url = entry->url,
		.published = entry->published,
		.keys = entry->keys};
	const struct paper *paper = entry->paper;
	for (size_t i = 0; paper && i < paper->author_count && i < AUTHORS_MAX; i++) {
		const struct author *author = &paper->authors[i];
		struct str name = author->last.n ?
			STR_CAT(a, author->last, S(", "), str_or(author->fore, author->initials)) :
			author->collective;
		strs_add(a, &c.authors, name);
	}
	if (!paper)
		return c;
	c.journal = str_or(paper->journal, paper->medline_ta);
	c.volume = paper->volume;
	c.issue = paper->issue;
	c.pages = str_or(paper->pages, paper->elocation);
	c.year = entry_keys_paper_year(paper);
	return c;
}

struct described *match_describe(struct arena *a, const struct entry *entry)
{
	struct citation citation = citation_of_entry(a, entry);
	return match_describe_citation(a, &citation);
}
