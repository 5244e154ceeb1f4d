#include <stdio.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/json.h"
#include "parse/html/html.h"

enum { MAX_FRAGMENT = 16 << 20 };

/* One request of the batch: {"id":…, "html":FRAGMENT, "base":URL?}. */
static bool answer(json_t *request, void *context, struct err *err)
{
	const enum html_policy policy = *(const enum html_policy *)context;
	struct arena a CLEANUP_ARENA = {0};
	json_t *fragment = json_object_get(request, "html"), *id = json_object_get(request, "id");
	if (!json_is_string(fragment))
		return err_set(err, "a request needs a fragment: {\"id\":1, \"html\":\"…\"}");
	struct str html = {json_string_value(fragment), json_string_length(fragment)};
	struct str safe = html_sanitize(
		&a, html, str_of(json_string_value(json_object_get(request, "base"))), policy);
	json_line(json_pack("{s:O?, s:o, s:o}", "id", id, "html", json_text(safe), "text",
		json_text(html_to_text(&a, html, html.n))));
	fflush(stdout);
	return true;
}

struct sanitize_options {
	bool batch, formatted;
	struct str url;
};

static bool sanitize_run(struct cli *cli, struct err *err)
{
	const struct sanitize_options *options = cli->options;
	enum html_policy policy = options->formatted ? HTML_FORMATTED : HTML_PAGE;
	struct str html;
	if (options->batch) {
		json_each_line(cli, answer, &policy);
		return true;
	}
	if (!file_read(&cli->arena, "-", MAX_FRAGMENT, &html, err))
		return false;
	struct str safe = html_sanitize(&cli->arena, html, options->url, policy);
	if (safe.n)
		fwrite(safe.p, 1, safe.n, stdout);
	putchar('\n');
	return true;
}

static const struct option OPTIONS[] = {
	{"url", "U", option_text, offsetof(struct sanitize_options, url), NULL},
	{"formatted", .field = offsetof(struct sanitize_options, formatted)},
	{"batch", .field = offsetof(struct sanitize_options, batch)},
	{0},
};

const struct command COMMAND_SANITIZE = {
	.name = "sanitize",
	.help = "one HTML fragment on the standard input, made safe",
	.arguments = {.wrong = "the fragment comes on the standard input"},
	.options = OPTIONS,
	.options_size = sizeof(struct sanitize_options),
	.run = sanitize_run,
};
