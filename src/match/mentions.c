/* The publications that an entry speaks of but is not. */
#include "match/doi.h"
#include "match/entry_keys.h"
#include "match/key.h"
#include "match/text_ids.h"

static void add_all(struct match_keys *found, enum key_kind kind, const struct strs *numbers)
{
	for (size_t i = 0; i < numbers->n; i++)
		key_add(found, kind, numbers->v[i]);
}

static void add_from_paper(const struct paper *paper, struct match_keys *found)
{
	for (size_t i = 0; i < paper->correction_count; i++) {
		const struct correction *one = &paper->corrections[i];
		key_add(found, KEY_PMID, one->pmid);
		if (!one->pmid.n)
			key_add(found, KEY_DOI, doi_trim_version(one->doi));
	}
	add_all(found, KEY_NCT, &paper->ncts);
}

void match_mentions(struct arena *a, const struct entry *entry, struct match_keys *out)
{
	struct match_keys own, found = {0};
	if (entry->paper)
		add_from_paper(entry->paper, &found);
	if (entry->trial) {
		add_all(&found, KEY_PMID, &entry->trial->result_pmids);
		add_all(&found, KEY_PMID, &entry->trial->pmids);
	}
	if (entry_keys_has_own_page(entry->kind)) {
		text_ids_add(a, entry->title, &found);
		text_ids_add(a, entry->lead, &found);
		text_ids_add(a, entry->text, &found);
	}
	*out = (struct match_keys){0};
	if (!found.n)
		return;
	match_keys(a, entry, STR_NONE, &own);
	for (size_t i = 0; i < found.n; i++)
		if (!key_is_in(&own, found.v[i]))
			key_add(out, found.v[i].kind, found.v[i].text);
}
