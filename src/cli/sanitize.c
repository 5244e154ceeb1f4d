#include <stdio.h>

#include "base/file.h"
#include "cli/commands.h"
#include "cli/json.h"
#include "parse/html/html.h"

enum { MAX_FRAGMENT = 16 << 20 };

/* One request of the batch: {"id":…, "html":FRAGMENT, "base":URL?}. */
static bool answer(json_t *request, enum html_policy policy, struct err *err)
{
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

static bool answer_page(json_t *request, struct err *err)
{
	return answer(request, HTML_PAGE, err);
}

static bool answer_formatted(json_t *request, struct err *err)
{
	return answer(request, HTML_FORMATTED, err);
}

static int sanitize_run(struct cli *cli, int argc, char **argv)
{
	bool batch = false, formatted = false;
	struct str base = STR_NONE, html;
	struct option options[] = {
		{"batch", NULL, &batch}, {"formatted", NULL, &formatted}, {"url", &base, NULL}, {0}};
	struct err err;
	if (cli_options(&COMMAND_SANITIZE, options, &argc, argv))
		return CLI_USAGE;
	if (argc)
		return cli_usage(&COMMAND_SANITIZE, "the fragment comes on the standard input");
	if (batch)
		return json_each_line(formatted ? answer_formatted : answer_page);
	if (!file_read(&cli->arena, "-", MAX_FRAGMENT, &html, &err))
		return cli_fail(&err);
	struct str safe = html_sanitize(
		&cli->arena, html, base, formatted ? HTML_FORMATTED : HTML_PAGE);
	if (safe.n)
		fwrite(safe.p, 1, safe.n, stdout);
	putchar('\n');
	return CLI_OK;
}

const struct command COMMAND_SANITIZE = {"sanitize", "[--url U] [--formatted] [--batch]",
	"one HTML fragment on the standard input, made safe", sanitize_run};
