/* The keys that identify an entry, and what the matcher looks at beside them. */
#include "match/entry_keys.h"

#include "match/key.h"
#include "model/identifier.h"

enum { ALIASES_MAX = 8 };

bool entry_keys_has_own_page(enum entry_kind kind)
{
	return kind == ENTRY_NEWS || kind == ENTRY_PAGE;
}

/* The year as printed, which a MedlineDate ("2019 Sep-Oct") begins with; else the year of the
 * electronic article. */
int entry_keys_paper_year(const struct paper *paper)
{
	long year = 0;
	if (paper->pub_date.date.year)
		return paper->pub_date.date.year;
	if (str_to_long(str_sub(paper->pub_date.medline_date, 0, 4), &year) && year > 1000)
		return (int)year;
	return paper->article_date.year;
}

/* A fragment that names a part of the page ("#2024-03-02" of a change log) belongs to the key; one
 * that carries a value ("#xtor=RSS-1") is a tracker. */
struct str key_of_page(struct arena *a, struct str url)
{
	struct str key = match_url_key(a, url), fragment = url;
	str_cut(&fragment, '#');
	if (key.n && fragment.n && str_find_char(fragment, '=') == STR_NOT_FOUND)
		key = str_printf(a, STR_FMT "#" STR_FMT, STR_ARG(key), STR_ARG(fragment));
	return key;
}

bool key_is_of_page(struct str page)
{
	struct str address = str_cut(&page, '#');
	return str_find_char(address, '/') != STR_NOT_FOUND ||
		str_find_char(address, '?') != STR_NOT_FOUND;
}

/* Neither a front page nor one that other stories share names the entry. */
static void add_url_key(struct arena *a, const struct entry *entry, struct match_keys *out)
{
	struct str page = key_of_page(a, entry->url);
	if (key_is_of_page(page) && !entry->shares_url)
		key_add(out, KEY_URL, page);
}

/* The keys that registries gave, of the entry itself and of its address. */
static void add_registry_keys(
	struct arena *a, const struct entry *entry, const struct keys *address, struct match_keys *out)
{
	key_add(out, KEY_PMID, entry->keys.pmid);
	key_add(out, KEY_PMID, address->pmid);
	if (!entry->paper) /* a paper only reports on the trial */
		key_add(out, KEY_NCT, entry->keys.nct);
	key_add(out, KEY_NCT, address->nct);
	for (size_t i = 0; entry->trial && i < entry->trial->aliases.n && i < ALIASES_MAX; i++)
		key_add(out, KEY_NCT, identifier_nct(a, entry->trial->aliases.v[i]));
	key_add(out, KEY_PMCID, entry->keys.pmcid);
	key_add(out, KEY_PMCID, address->pmcid);
	key_add(out, KEY_DOI, entry->keys.doi);
	key_add(out, KEY_DOI, address->doi);
}

void match_take_address_ids(struct arena *a, struct entry *entry)
{
	if (!entry_keys_has_own_page(entry->kind))
		return;
	const struct keys address = match_url_ids(a, entry->url);
	struct keys *keys = &entry->keys;
	keys->pmid = str_or(keys->pmid, address.pmid);
	keys->pmcid = str_or(keys->pmcid, address.pmcid);
	keys->doi = str_or(keys->doi, address.doi);
	keys->nct = str_or(keys->nct, address.nct);
}

void match_keys(
	struct arena *a, const struct entry *entry, struct str source_name, struct match_keys *out)
{
	bool own_page = entry_keys_has_own_page(entry->kind);
	struct keys address = own_page ? match_url_ids(a, entry->url) : (struct keys){0};
	*out = (struct match_keys){0};
	add_registry_keys(a, entry, &address, out);
	if (own_page && !address.pmid.n && !address.pmcid.n && !address.nct.n)
		add_url_key(a, entry, out);
	if (entry->guid.n)
		key_add(out, KEY_GUID,
			str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(source_name), STR_ARG(entry->guid)));
}
