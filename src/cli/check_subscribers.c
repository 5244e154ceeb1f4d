#include "cli/check_parts.h"
#include "mail/subscriber.h"

void check_subscribers(struct cli *cli)
{
	struct vault vault CLEANUP_VAULT = {0};
	struct subscriber one;
	struct err err;
	bool there;
	if (!cli->store)
		return;
	bool well = store_subscriber_next(cli->store, &cli->arena, 0, &one, &there, &err) &&
		(!there || subscriber_vault_open(&cli->site, cli->store, VAULT_THERE, &vault, &err));
	if (!well)
		check_remark("%s", err.text);
}
