#include "model/keys.h"

enum keys_named keys_name_publication(const struct keys *keys)
{
	if (keys->pmid.n || keys->pmcid.n)
		return KEYS_NAME_PAPER;
	if (keys->nct.n)
		return KEYS_NAME_TRIAL;
	return keys->doi.n ? KEYS_NAME_DOI : KEYS_NAME_NOTHING;
}
