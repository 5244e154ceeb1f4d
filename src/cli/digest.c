#include <stdio.h>

#include "base/nearest.h"
#include "cli/command.h"
#include "mail/digest.h"
#include "model/edition.h"
#include "store/delivery.h"
#include "store/edition_file.h"

struct digest_options {
	struct str list; /* empty: each */
	struct str period;
	int64_t about; /* 0: the next editions */
};

static bool freeze(struct cli *cli, const struct mail_list *list, struct err *err)
{
	const struct digest_options *options = cli->options;
	struct str period = str_or(options->period, digest_period(&cli->arena, list, cli->now));
	struct digest digest;
	int64_t people;
	struct digest_edition edition = {.site = &cli->site,
		.list = list,
		.period = period,
		.now = cli->now,
		.editor = cli_request(cli, VERB_EDIT, 0).actor.name};
	if (options->about &&
		!store_mailing_people(cli->store, list->slug, options->about, &people, err))
		return false;
	if (options->about && !people) {
		printf(STR_FMT ": nobody was sent item %lld\n", STR_ARG(list->slug),
			(long long)options->about);
		return true;
	}
	if (options->about &&
		!digest_correction(&cli->arena, cli->store, options->about, &edition, err))
		return false;
	period = edition.period;
	if (!digest_freeze(&cli->arena, &edition, cli->store, &digest, err))
		return false;
	if (digest.empty && options->about)
		printf(STR_FMT ": there is nothing to correct of item %lld\n", STR_ARG(list->slug),
			(long long)options->about);
	else if (digest.empty)
		printf(STR_FMT
			": nothing was approved since the last edition, so there is none for " STR_FMT "\n",
			STR_ARG(list->slug), STR_ARG(period));
	else
		printf(STR_FMT ": " EDITION_FOLDER "/" STR_FMT
					   ".eml, .html, .txt: %zu new, %zu corrected or taken down\n",
			STR_ARG(list->slug), STR_ARG(edition_name(&cli->arena, period, list->slug)),
			digest.fresh, digest.corrected);
	return true;
}

static bool digest_check(struct cli *cli, struct err *err)
{
	const struct digest_options *options = cli->options;
	if (options->about && options->period.p)
		return err_set(err, "a correction has a period of its own, so say --about or --period");
	return !options->period.p || digest_period_check(options->period, err);
}

static bool list_is_known(struct cli *cli, struct str slug, struct err *err)
{
	struct strs slugs = {0};
	if (!slug.n || site_list(&cli->site, slug))
		return true;
	for (size_t i = 0; i < cli->site.list_count; i++)
		strs_add(&cli->arena, &slugs, cli->site.lists[i].slug);
	struct str hint = nearest_hint(&cli->arena, slug, &slugs);
	return err_set(err, "there is no digest “" STR_FMT "”" STR_FMT, STR_ARG(slug), STR_ARG(hint));
}

static bool digest_run(struct cli *cli, struct err *err)
{
	const struct digest_options *options = cli->options;
	if (!list_is_known(cli, options->list, err))
		return false;
	for (size_t i = 0; i < cli->site.list_count; i++) {
		const struct mail_list *list = &cli->site.lists[i];
		if ((!options->list.n || str_eq(options->list, list->slug)) && !freeze(cli, list, err))
			cli_complain(cli, err);
	}
	return true;
}

static const struct option OPTIONS[] = {
	{"section", "LIST", option_text, offsetof(struct digest_options, list), NULL},
	{"about", "ITEM", option_id, offsetof(struct digest_options, about), NULL},
	{"period", "P", option_text, offsetof(struct digest_options, period), NULL},
	{0},
};

const struct command COMMAND_DIGEST = {
	.name = "digest",
	.help = "freeze an edition: out/digest/PERIOD-LIST.{eml,html,txt}",
	.arguments = {.wrong = "digest takes no item"},
	.options = OPTIONS,
	.options_size = sizeof(struct digest_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = digest_check,
	.run = digest_run,
};
