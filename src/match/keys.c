/* Which keys an entry carries: those of its own identity, and those of the publications that it
 * speaks of. */
#include <string.h>

#include "match/ids.h"
#include "match/match.h"
#include "match/title.h"

const char *key_kind_word(enum key_kind kind)
{
	static const char *const words[KEY_KIND_COUNT] = {
		"pmid", "nct", "pmcid", "doi", "url", "guid", "paper"};
	return words[kind];
}

/* The year as printed, else that of the electronic article. A MedlineDate begins with it ("2019
 * Sep-Oct"). */
static int paper_year(const struct paper *paper)
{
	long year = 0;
	if (paper->pub_date.date.year)
		return paper->pub_date.date.year;
	if (str_to_long(str_sub(paper->pub_date.medline_date, 0, 4), &year) && year > 1000)
		return (int)year;
	return paper->article_date.year;
}

/* "181" of "181-5"; the article number when there are no pages. */
static struct str paper_start_page(struct arena *a, const struct paper *paper)
{
	struct str pages = paper->pages.n ? paper->pages : paper->elocation;
	size_t n = 0;
	while (n < pages.n && !strchr("-,; ", pages.p[n]))
		n++;
	return str_lower(a, str_sub(pages, 0, n));
}

static struct str paper_first_author(struct arena *a, const struct paper *paper)
{
	if (!paper->author_count)
		return STR_NONE;
	const struct author *first = &paper->authors[0];
	return match_title(a, first->last.n ? first->last : first->collective);
}

struct match_candidate match_describe(struct arena *a, const struct entry *entry)
{
	struct match_candidate candidate = {
		.kind = entry->kind, .title = entry->title, .keys = entry->keys};
	if (entry->paper) {
		candidate.first_author = paper_first_author(a, entry->paper);
		candidate.start_page = paper_start_page(a, entry->paper);
		candidate.volume = entry->paper->volume;
		candidate.year = paper_year(entry->paper);
	}
	return candidate;
}

/* Title and year alone are shared by too many (series, replies, editorials): an author or a page
 * has to agree, and the title must be one of its own. */
static void add_paper_keys(struct arena *a, const struct entry *entry, struct match_keys *out)
{
	struct match_candidate paper = match_describe(a, entry);
	struct str title = match_title(a, entry->title);
	if (!paper.year || title_is_generic(title) || title_role(a, entry->title) != ROLE_WORK)
		return;
	if (paper.first_author.n)
		keys_add(out, KEY_PAPER,
			str_printf(a, STR_FMT "\n%d\nauthor " STR_FMT, STR_ARG(title), paper.year,
				STR_ARG(paper.first_author)));
	if (paper.start_page.n)
		keys_add(out, KEY_PAPER,
			str_printf(a, STR_FMT "\n%d\npage " STR_FMT, STR_ARG(title), paper.year,
				STR_ARG(paper.start_page)));
}

/* A fragment that names a part of the page ("#2024-03-02" of a change log) keeps the parts apart;
 * one that carries a value
 * ("#xtor=RSS-1") is a tracker. A site's front page names no item. */
static void add_url_key(struct arena *a, struct str url, struct match_keys *out)
{
	struct str key = match_url_key(a, url), fragment = url;
	if (str_find_char(key, '/') == STR_NOT_FOUND && str_find_char(key, '?') == STR_NOT_FOUND)
		return;
	str_cut(&fragment, '#');
	if (fragment.n && str_find_char(fragment, '=') == STR_NOT_FOUND)
		key = str_printf(a, STR_FMT "#" STR_FMT, STR_ARG(key), STR_ARG(fragment));
	keys_add(out, KEY_URL, key);
}

static bool has_own_page(enum entry_kind kind)
{
	return kind == ENTRY_NEWS || kind == ENTRY_PAGE;
}

void match_keys(
	struct arena *a, const struct entry *entry, struct str source_name, struct match_keys *out)
{
	struct keys address = has_own_page(entry->kind) ? match_url_ids(a, entry->url) :
													  (struct keys){0};
	*out = (struct match_keys){0};
	keys_add(out, KEY_PMID, entry->keys.pmid);
	keys_add(out, KEY_PMID, address.pmid);
	if (entry->kind != ENTRY_PAPER)
		keys_add(out, KEY_NCT, entry->keys.nct);
	keys_add(out, KEY_NCT, address.nct);
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n && i < 8; i++)
		keys_add(out, KEY_NCT, match_nct(a, entry->trial->aliases.v[i]));
	keys_add(out, KEY_PMCID, entry->keys.pmcid);
	keys_add(out, KEY_PMCID, address.pmcid);
	keys_add(out, KEY_DOI, entry->keys.doi);
	keys_add(out, KEY_DOI, address.doi);
	if (has_own_page(entry->kind) && !address.pmid.n && !address.pmcid.n && !address.nct.n)
		add_url_key(a, entry->url, out);
	if (entry->guid.n)
		keys_add(out, KEY_GUID,
			str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(source_name), STR_ARG(entry->guid)));
	if (entry->kind == ENTRY_PAPER && entry->paper)
		add_paper_keys(a, entry, out);
}

static void mention_all(struct match_keys *found, enum key_kind kind, const struct strs *numbers)
{
	for (size_t i = 0; i < numbers->n; i++)
		keys_add(found, kind, numbers->v[i]);
}

void match_mentions(struct arena *a, const struct entry *entry, struct match_keys *out)
{
	struct match_keys own, found = {0};
	if (entry->paper) {
		for (size_t i = 0; i < entry->paper->correction_count; i++)
			keys_add(&found, KEY_PMID, entry->paper->corrections[i].pmid);
		mention_all(&found, KEY_NCT, &entry->paper->ncts);
	}
	if (entry->trial) {
		mention_all(&found, KEY_PMID, &entry->trial->result_pmids);
		mention_all(&found, KEY_PMID, &entry->trial->pmids);
	}
	if (has_own_page(entry->kind)) {
		ids_in_text(a, entry->title, &found);
		ids_in_text(a, entry->lead, &found);
		ids_in_text(a, entry->text, &found);
	}
	match_keys(a, entry, STR_NONE, &own);
	*out = (struct match_keys){0};
	for (size_t i = 0; i < found.n; i++) {
		bool is_own = false;
		for (size_t k = 0; k < own.n; k++)
			is_own = is_own ||
				(own.v[k].kind == found.v[i].kind && str_eq(own.v[k].text, found.v[i].text));
		if (!is_own)
			keys_add(out, found.v[i].kind, found.v[i].text);
	}
}
