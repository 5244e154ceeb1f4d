/* tidings send: an edition goes to the subscribers of its list, or goes on after a pause. */
#include <stdio.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/stop.h"
#include "mail/campaign.h"
#include "mail/mailing.h"
#include "model/edition.h"
#include "store/edition.h"
#include "work/campaign.h"

struct send_options {
	struct str people;
	int64_t about;
	bool pause, resume, cancel, again, taken, listmonk, twice, as_frozen;
};

static struct str name_of(struct arena *a, const struct frozen_edition *edition)
{
	return edition_name(a, edition->period, edition->list);
}

/* "2026-W47-research" */
static bool find_edition(struct cli *cli, struct frozen_edition *out, struct err *err)
{
	struct frozen_editions all;
	struct str name = str_of(cli_argument(cli, 0));
	if (!store_edition_list(cli->store, &cli->arena, 0, 0, &all, err))
		return false;
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(name_of(&cli->arena, &all.v[i]), name)) {
			*out = all.v[i];
			return true;
		}
	return err_set(err,
		"there is no edition “" STR_FMT "”; `tidings send` without one lists those there are, and "
		"`tidings digest` freezes the next",
		STR_ARG(name));
}

static bool print_one(struct cli *cli, const struct frozen_edition *edition, struct err *err)
{
	struct mailing mailing;
	struct delivery_counts counts;
	bool there;
	if (!store_mailing_get(cli->store, &cli->arena, edition->id, &mailing, &there, err) ||
		!store_delivery_count(cli->store, edition->id, &counts, err))
		return false;
	printf(STR_FMT ": ", STR_ARG(name_of(&cli->arena, edition)));
	if (!there) {
		puts("not sent");
		return true;
	}
	printf("%s; %lld %s", delivery_mailing_word(mailing.state), (long long)mailing.people,
		edition_people(mailing.people));
	for (int state = 0; state < DELIVERY_STATES; state++)
		if (counts.n[state])
			printf(
				", %lld %s", (long long)counts.n[state], delivery_word((enum delivery_state)state));
	if (counts.bounced)
		printf(", %lld came back", (long long)counts.bounced);
	printf("%s" STR_FMT "\n", mailing.problem.n ? "; " : "", STR_ARG(mailing.problem));
	return true;
}

static bool print_all(struct cli *cli, struct err *err)
{
	struct frozen_editions all;
	bool well = store_edition_list(cli->store, &cli->arena, 0, 0, &all, err);
	for (size_t i = 0; well && i < all.n; i++)
		well = print_one(cli, &all.v[i], err);
	return well;
}

/* Says how many people it goes to, and wants to hear that number: a second confirmation. */
static bool confirm(struct cli *cli, const struct frozen_edition *edition, struct err *err)
{
	const struct send_options *options = cli->options;
	int64_t people;
	long said;
	char line[64] = "";
	if (!mailing_people(cli->store, edition->id, options->about, &people, err))
		return false;
	struct str answer = options->people;
	if (!answer.p && isatty(STDIN_FILENO)) {
		fprintf(stderr, "“" STR_FMT "” goes to %lld %s. Type that number to send it: ",
			STR_ARG(edition->subject), (long long)people, edition_people(people));
		answer = fgets(line, sizeof line, stdin) ? str_trim(str_of(line)) : STR_NONE;
	}
	return (str_to_long(answer, &said) && said == people) ||
		err_set(err, "it would go to %lld %s, so say --people %lld; nothing was sent",
			(long long)people, edition_people(people), (long long)people);
}

static struct mailing_wish wish_of(struct cli *cli, const struct frozen_edition *edition)
{
	return (struct mailing_wish){.edition = edition->id,
		.editor = cli_request(cli, VERB_EDIT, 0).actor.name,
		.now = cli->now};
}

static bool start(struct cli *cli, const struct frozen_edition *edition, struct err *err)
{
	const struct send_options *options = cli->options;
	struct mailing_wish wish = wish_of(cli, edition);
	wish.about = options->about;
	wish.twice = options->twice;
	wish.as_frozen = options->as_frozen;
	int64_t people;
	return confirm(cli, edition, err) && mailing_start(&cli->site, cli->store, &wish, &people, err);
}

static struct mail_work work_of(struct cli *cli)
{
	const int64_t wall = store_clock(cli->store);
	return (struct mail_work){.site = &cli->site,
		.store = cli->store,
		.now = cli->pinned ? cli->now : wall,
		.wall = wall,
		.stop = stop_flag()};
}

static bool give_to_listmonk(struct cli *cli, const struct frozen_edition *edition, struct err *err)
{
	const struct mail_work work = work_of(cli);
	const struct send_options *options = cli->options;
	const struct campaign_wish wish = {
		.editor = cli_request(cli, VERB_EDIT, 0).actor.name, .twice = options->twice};
	struct campaign campaign;
	bool there;
	if (!campaign_is_there(cli->store, edition->id, &there, err) ||
		(!there && !options->as_frozen && !mailing_check_true(cli->store, edition->id, err)))
		return false;
	if (!campaign_make(&cli->arena, &work, edition, &wish, &campaign, err))
		return false;
	printf(STR_FMT ": campaign %lld of listmonk%s\n", STR_ARG(name_of(&cli->arena, edition)),
		(long long)campaign.number,
		campaign.before ? " already" : ", a draft: look at it there, and send it");
	return true;
}

static bool hand_over(struct cli *cli, const struct frozen_edition *edition, struct err *err)
{
	const struct mail_work work = work_of(cli);
	const struct mailing_sender sender = {.work = &work};
	struct mailing_report report;
	return mailing_send(&cli->arena, &sender, edition->id, &report, err) &&
		print_one(cli, edition, err);
}

/* What the options want of a mailing that was begun; 0: to go on with it. */
static enum edition_verb verb_of(const struct send_options *options)
{
	return options->pause ? EDITION_PAUSE :
		options->resume   ? EDITION_RESUME :
		options->cancel   ? EDITION_CANCEL :
		options->again    ? EDITION_AGAIN :
		options->taken    ? EDITION_TAKEN :
							0;
}

static bool change(
	struct cli *cli, const struct frozen_edition *edition, enum edition_verb verb, struct err *err)
{
	const struct mailing_wish wish = wish_of(cli, edition);
	bool changed, goes_on = verb == EDITION_RESUME || verb == EDITION_AGAIN;
	if (!mailing_change(cli->store, &wish, verb, &changed, err))
		return false;
	if (!changed && verb < EDITION_AGAIN)
		return err_set(err, "nothing of it waits to be sent, or it stood so already");
	return changed && goes_on ? hand_over(cli, edition, err) : print_one(cli, edition, err);
}

static bool send_run(struct cli *cli, struct err *err)
{
	const struct send_options *options = cli->options;
	struct frozen_edition edition;
	struct mailing mailing;
	bool there;
	if (!cli->arguments.n)
		return print_all(cli, err);
	if (!find_edition(cli, &edition, err) ||
		!store_mailing_get(cli->store, &cli->arena, edition.id, &mailing, &there, err))
		return false;
	if (options->listmonk)
		return give_to_listmonk(cli, &edition, err);
	if (verb_of(options))
		return change(cli, &edition, verb_of(options), err);
	return (there || start(cli, &edition, err)) && hand_over(cli, &edition, err);
}

static const struct option OPTIONS[] = {
	{"people", "N", option_text, offsetof(struct send_options, people), NULL},
	{"about", "ITEM", option_id, offsetof(struct send_options, about), NULL},
	{"pause", .field = offsetof(struct send_options, pause)},
	{"resume", .field = offsetof(struct send_options, resume)},
	{"cancel", .field = offsetof(struct send_options, cancel)},
	{"again", .field = offsetof(struct send_options, again)},
	{"taken", .field = offsetof(struct send_options, taken)},
	{"twice", .field = offsetof(struct send_options, twice)},
	{"as-frozen", .field = offsetof(struct send_options, as_frozen)},
	{"listmonk", .field = offsetof(struct send_options, listmonk)},
	{0},
};

const struct command COMMAND_SEND = {
	.name = "send",
	.help = "mail an edition to its subscribers, once each; without one: what became of all",
	.arguments = {"EDITION", 0, 1, "one edition at a time, such as 2026-W47-research"},
	.options = OPTIONS,
	.options_size = sizeof(struct send_options),
	.needs = NEEDS_STORE | NEEDS_LONG | NEEDS_EDITOR,
	.run = send_run,
};
