#include <stdio.h>

#include "cli/command.h"
#include "cli/stop.h"
#include "mail/bounce.h"

static bool bounces_run(struct cli *cli, struct err *err)
{
	const struct bounce_work work = {
		.site = &cli->site, .store = cli->store, .now = cli->now, .stop = stop_flag()};
	struct bounce_counts counts;
	bool given = cli->arguments.n > 0;
	if (!given && !cli->site.mail.bounce_mail.n)
		return err_set(err,
			"where is the mail? Name a file, a Maildir or “-”, or set mail.bounce_mail in the "
			"configuration");
	bool well = given ? bounce_read(&work, str_of(cli_argument(cli, 0)), &counts, err) :
						bounce_poll(&work, &counts, err);
	struct str text = bounce_counts_text(&cli->arena, &counts);
	if (well || counts.mails)
		printf(STR_FMT "\n", STR_ARG(text));
	return well;
}

const struct command COMMAND_BOUNCES = {
	.name = "bounces",
	.help = "take in mail that came back: who cannot be reached, who complained, who left",
	.arguments = {"[FILE|DIR|-]", 0, 1, "bounces takes one place, or none"},
	.needs = NEEDS_STORE,
	.run = bounces_run,
};
