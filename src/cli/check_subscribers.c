#include <unistd.h>

#include "cli/check_parts.h"
#include "mail/subscriber.h"

/* A block `digest` that was removed, or got another slug. */
static void check_stranded(struct cli *cli)
{
	struct stranded_lists lists;
	struct err err;
	if (!subscriber_stranded(&cli->site, cli->store, &cli->arena, &lists, &err))
		return check_remark("%s", err.text);
	for (size_t i = 0; i < lists.n; i++)
		check_remark("%lld subscribed to “" STR_FMT
					 "”, which is configured no more: they get nothing until the digest is there "
					 "again or they are moved (`tidings subscriber move " STR_FMT " SLUG`)",
			(long long)lists.v[i].people, STR_ARG(lists.v[i].slug), STR_ARG(lists.v[i].slug));
}

/* Without it no mail server elsewhere may be reached at all. */
static void check_ca(struct cli *cli)
{
	struct str path = cli->site.mail.ca;
	if (path.n &&
		access(str_cstr(&cli->arena, site_path(&cli->arena, &cli->site, path)), R_OK) != 0)
		check_remark("mail.ca: there is no file " STR_FMT " that can be read: no mail server is "
					 "reached by TLS",
			STR_ARG(path));
}

void check_subscribers(struct cli *cli)
{
	struct vault vault CLEANUP_VAULT = {0};
	struct subscriber one;
	struct err err;
	bool there;
	check_ca(cli);
	if (!cli->store)
		return;
	bool well = store_subscriber_next(cli->store, &cli->arena, 0, &one, &there, &err) &&
		(!there || subscriber_vault_open(&cli->site, cli->store, VAULT_THERE, &vault, &err));
	if (!well)
		check_remark("%s", err.text);
	check_stranded(cli);
}
