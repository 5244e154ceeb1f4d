#include "cli/check_parts.h"
#include "mail/digest.h"

/* A template that is missing or malformed is named elsewhere (check_templates). */
void check_digest(struct cli *cli)
{
	const struct site *site = &cli->site;
	bool elsewhere = false;
	struct err err;
	for (size_t i = 0; i < site->list_count; i++)
		elsewhere = elsewhere || site->lists[i].address.n;
	if (!cli->failed && !digest_check_templates(&cli->arena, site, elsewhere, &err))
		check_remark("%s", err.text);
}
