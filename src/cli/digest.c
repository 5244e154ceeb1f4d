#include "mail/digest.h"

#include <stdio.h>

#include "cli/commands.h"

/* A period is part of a file's name. */
static bool period_is_plain(struct str period)
{
	for (size_t i = 0; i < period.n; i++)
		if (!is_alpha(period.p[i]) && !is_digit(period.p[i]) && period.p[i] != '-')
			return false;
	return period.n > 0 && period.n <= 32;
}

static bool freeze(struct cli *cli, enum section section, struct str period, struct err *err)
{
	struct digest digest;
	if (!digest_freeze(
			&cli->arena, &cli->site, cli->store, section, period, cli->now, &digest, err))
		return false;
	if (digest.empty)
		printf("%s: nothing was approved since the last edition, so there is none for " STR_FMT
			   "\n",
			section_word(section), STR_ARG(period));
	else
		printf("%s: out/digest/" STR_FMT
			   "-%s.eml, .html, .txt: %zu new, %zu corrected or taken down\n",
			section_word(section), STR_ARG(period), section_word(section), digest.fresh,
			digest.corrected);
	return true;
}

static int digest_run(struct cli *cli, int argc, char **argv)
{
	struct str word = STR_NONE, period = STR_NONE;
	struct option options[] = {{"section", &word, NULL}, {"period", &period, NULL}, {0}};
	enum section only;
	struct err err;
	char week[TIME_TEXT];
	if (cli_options(&COMMAND_DIGEST, options, &argc, argv))
		return CLI_USAGE;
	if (argc || !cli_section(word, &only, &err))
		return cli_usage(&COMMAND_DIGEST, "%s", argc ? "digest takes no item" : err.text);
	if (period.p && !period_is_plain(period))
		return cli_usage(
			&COMMAND_DIGEST, "a period is letters, digits and hyphens, such as 2026-W47");
	if (!cli_open(cli))
		return CLI_FAILED;
	if (!period.p)
		period = str_of(date_iso_week(date_local(cli->now), week));
	int status = CLI_OK;
	for (enum section section = SECTION_RESEARCH; section <= SECTION_TRIALS; section++)
		if ((only == SECTION_NONE || only == section) && !freeze(cli, section, period, &err))
			status = cli_fail(&err);
	return status;
}

const struct command COMMAND_DIGEST = {"digest", "[--section S] [--period P]",
	"freeze an edition: out/digest/PERIOD-SECTION.{eml,html,txt}", digest_run};
