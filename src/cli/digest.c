#include <stdio.h>

#include "cli/command.h"
#include "mail/digest.h"

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
	const struct digest_edition edition = {&cli->site, section, period, cli->now};
	if (!digest_freeze(&cli->arena, &edition, cli->store, &digest, err))
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

struct digest_options {
	enum section section; /* SECTION_NONE: each */
	struct str period;
};

static bool digest_check(struct cli *cli, struct err *err)
{
	const struct digest_options *options = cli->options;
	return !options->period.p || period_is_plain(options->period) ||
		err_set(err, "a period is letters, digits and hyphens, such as 2026-W47");
}

static bool digest_run(struct cli *cli, struct err *err)
{
	const struct digest_options *options = cli->options;
	struct str period = options->period;
	char week[TIME_TEXT];
	if (!period.p)
		period = str_of(date_iso_week(date_local(cli->now), week));
	for (enum section section = SECTION_RESEARCH; section <= SECTION_TRIALS; section++)
		if ((options->section == SECTION_NONE || options->section == section) &&
			!freeze(cli, section, period, err))
			cli_complain(cli, err);
	return true;
}

static const struct option OPTIONS[] = {
	{"section", "S", option_section, offsetof(struct digest_options, section), NULL},
	{"period", "P", option_text, offsetof(struct digest_options, period), NULL},
	{0},
};

const struct command COMMAND_DIGEST = {
	.name = "digest",
	.help = "freeze an edition: out/digest/PERIOD-SECTION.{eml,html,txt}",
	.arguments = {.wrong = "digest takes no item"},
	.options = OPTIONS,
	.options_size = sizeof(struct digest_options),
	.needs = NEEDS_STORE,
	.check = digest_check,
	.run = digest_run,
};
