#include "match/key.h"

#include <assert.h>

#include "base/array.h"

const char *key_kind_word(enum key_kind kind)
{
	static const char *const words[] = {
		"pmid", "nct", "pmcid", "doi", "url", "guid", "title", "headline", "tag"};
	static_assert(ARRAY_COUNT(words) == KEY_KIND_COUNT, "each kind of key has a word");
	assert((size_t)kind < ARRAY_COUNT(words));
	return words[kind];
}

bool key_is_in(const struct match_keys *keys, struct key key)
{
	for (size_t i = 0; i < keys->n; i++)
		if (keys->v[i].kind == key.kind && str_eq(keys->v[i].text, key.text))
			return true;
	return false;
}

void key_add(struct match_keys *keys, enum key_kind kind, struct str text)
{
	struct key key = {kind, text};
	assert(keys->n <= ARRAY_COUNT(keys->v));
	if (text.n && keys->n < ARRAY_COUNT(keys->v) && !key_is_in(keys, key))
		keys->v[keys->n++] = key;
}

struct key match_record_key(const struct keys *ids)
{
	return ids->nct.n ? (struct key){KEY_NCT, ids->nct} :
		ids->pmid.n   ? (struct key){KEY_PMID, ids->pmid} :
		ids->pmcid.n  ? (struct key){KEY_PMCID, ids->pmcid} :
						(struct key){KEY_DOI, ids->doi};
}

struct str match_record_url(struct arena *a, struct key key)
{
	static const struct {
		enum key_kind kind;
		struct str before, after;
	} records[] = {
		{KEY_PMID, S("https://pubmed.ncbi.nlm.nih.gov/"), S("/")},
		{KEY_NCT, S("https://clinicaltrials.gov/study/"), S("")},
		{KEY_PMCID, S("https://pmc.ncbi.nlm.nih.gov/articles/"), S("/")},
		{KEY_DOI, S("https://doi.org/"), S("")},
	};
	for (size_t i = 0; i < ARRAY_COUNT(records); i++)
		if (records[i].kind == key.kind)
			return STR_CAT(a, records[i].before, key.text, records[i].after);
	return STR_NONE;
}
