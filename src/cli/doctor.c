#include <jansson.h>
#include <stdio.h>

#include "base/array.h"
#include "base/file.h"
#include "cli/command.h"
#include "cli/json.h"
#include "mail/diagnosis.h"
#include "reader/reader.h"

struct doctor_options {
	bool json;
};

static const struct {
	const char *mark, *word;
} KINDS[] = {
	[DIAGNOSIS_WELL] = {" ", "well"},
	[DIAGNOSIS_UNSEEN] = {"?", "unseen"},
	[DIAGNOSIS_WRONG] = {"!", "wrong"},
};

static void print(const struct diagnosis *d, bool json)
{
	if (json)
		json_line(json_pack("{s:s, s:s, s:o}", "about", d->about, "kind", KINDS[d->kind].word,
			"text", json_text(d->text)));
	else
		printf("%s %-14s " STR_FMT "\n", KINDS[d->kind].mark, d->about, STR_ARG(d->text));
}

static bool read_mail(struct cli *cli, struct mail_received *received, struct err *err)
{
	struct str bytes;
	if (!file_read(&cli->arena, cli_argument(cli, 0), MAIL_RECEIVED_BYTES, &bytes, err))
		return false;
	struct reader *reader = reader_new(&(struct reader_options){0}, err);
	bool well = reader && reader_mail_received(reader, &cli->arena, bytes, received, err);
	reader_free(reader);
	return well &&
		(received->from.n ||
			err_set(err,
				"this is no message with a sender; save one with its whole header, as the mail "
				"program calls it: source, original or .eml"));
}

static bool doctor_mail(struct cli *cli, struct err *err)
{
	const struct doctor_options *options = cli->options;
	struct mail_received received;
	if (!read_mail(cli, &received, err))
		return false;
	struct diagnoses all = diagnosis_of(&cli->arena, &received);
	for (size_t i = 0; i < all.n; i++) {
		print(&all.v[i], options->json);
		cli->failed = cli->failed || all.v[i].kind == DIAGNOSIS_WRONG;
	}
	return true;
}

static const struct option OPTIONS[] = {
	{"json", .field = offsetof(struct doctor_options, json)},
	{0},
};

static const struct command ACTIONS[] = {
	{
		.name = "doctor mail",
		.help = "how a digest arrived: saved from a mailbox, with its whole header",
		.arguments = {"FILE", 1, 1, "which message? One file"},
		.options = OPTIONS,
		.options_size = sizeof(struct doctor_options),
		.run = doctor_mail,
	},
	{0},
};

const struct command COMMAND_DOCTOR = {
	.name = "doctor",
	.help = "what needs a hand outside of the site: how its mail arrives",
	.actions = ACTIONS,
};
