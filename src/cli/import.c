#include <assert.h>
#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/url.h"
#include "cli/command.h"
#include "cli/import_page.h"
#include "config/config.h"
#include "config/desk.h"
#include "config/names.h"
#include "source/opml.h"

enum { MAX_OPML = 8 << 20, MAX_CONF = 16 << 20, MAX_FILES = 1000 };

struct import {
	struct cli *cli;
	struct config_names names;
	struct buf conf;
	size_t new_feeds, known, left_out;
};

static bool is_configured(const struct site *site, struct str url)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].kind == SOURCE_FEED &&
			str_eq(source_text(&site->sources[i], "url"), url))
			return true;
	return false;
}

static void add_feed(struct import *in, const struct outline *outline)
{
	struct config_block block = {.kind = S("feed"),
		.title = config_names_take(
			&in->cli->arena, &in->names, str_trim(outline->title), outline->xml_url)};
	config_block_set_one(&in->cli->arena, &block, S("url"), outline->xml_url);
	if (url_is_sound(&in->cli->arena, outline->html_url))
		config_block_set_one(&in->cli->arena, &block, S("home"), outline->html_url);
	buf_add(&in->conf, config_block_text(&in->cli->arena, &block));
	in->new_feeds++;
}

/* Takes what `check` would take, and says what it leaves out. */
static void take_outline(struct import *in, const struct outline *outline)
{
	struct str name = outline->title.n ? outline->title : S("a feed without a name");
	if (is_configured(&in->cli->site, outline->xml_url)) {
		in->known++;
	} else if (url_is_sound(&in->cli->arena, outline->xml_url)) {
		add_feed(in, outline);
	} else {
		printf("left out “" STR_FMT "”: “" STR_FMT "” is not a web address (http:// or https://)\n",
			STR_ARG(name), STR_ARG(str_collapse(&in->cli->arena, outline->xml_url)));
		in->left_out++;
	}
}

/* feeds/imported.conf, or the first of imported-2.conf … that is free: nothing is overwritten. */
static char *free_file(struct cli *cli)
{
	char *path = cli_path(cli, "feeds/imported.conf");
	for (int i = 2; access(path, F_OK) == 0 && i < MAX_FILES; i++)
		path = cli_path(
			cli, str_cstr(&cli->arena, str_printf(&cli->arena, "feeds/imported-%d.conf", i)));
	return path;
}

/* Takes the file away again when the site could not run with it. */
static bool keep_if_sound(const char *folder, const char *path, struct err *err)
{
	struct site site CLEANUP_CONFIG = {0};
	struct strs problems = {0};
	if (config_read(folder, &site, &problems))
		return true;
	assert(problems.n > 0);
	err_set(err, "nothing was imported, for the site could not run with it: " STR_FMT,
		STR_ARG(problems.v[0]));
	unlink(path);
	return false;
}

static bool write_feeds(struct import *in, const char *file, struct err *err)
{
	char *path = free_file(in->cli);
	if (!in->new_feeds) {
		printf("no new feeds; ");
		return true;
	}
	if (!buf_ok(&in->conf))
		return err_set(err, "%s names too many feeds", file);
	file_sweep(path);
	if (!file_replace(path, buf_str(&in->conf), NULL, err) ||
		!keep_if_sound(in->cli->folder, path, err))
		return false;
	printf("%zu new feeds in %s; ", in->new_feeds, path);
	return true;
}

static bool import_list(
	struct import *in, const char *file, const struct outlines *outlines, struct err *err)
{
	if (outlines->fault.n)
		printf("%s is broken, and was mended: " STR_FMT "\n", file, STR_ARG(outlines->fault));
	in->names = config_names_of(&in->cli->arena, &in->cli->site, outlines->n);
	for (size_t i = 0; i < outlines->n; i++)
		take_outline(in, &outlines->v[i]);
	if (!write_feeds(in, file, err))
		return false;
	printf("%zu were configured already, %zu were left out\n", in->known, in->left_out);
	return true;
}

static bool list_run(struct cli *cli, struct err *err)
{
	const char *file = cli_argument(cli, 0);
	struct str bytes;
	struct outlines outlines;
	struct import in = {.cli = cli, .conf = buf_new(MAX_CONF)};
	bool done = file_read(&cli->arena, file, MAX_OPML, &bytes, err) &&
		opml_read_apart(&cli->arena, bytes, &outlines, err) &&
		import_list(&in, file, &outlines, err);
	buf_free(&in.conf);
	return done;
}

static bool import_run(struct cli *cli, struct err *err)
{
	const struct import_options *options = cli->options;
	return options->topic.n ? import_page_run(cli, err) : list_run(cli, err);
}

static bool import_check(struct cli *cli, struct err *err)
{
	const struct import_options *options = cli->options;
	struct str file = str_of(cli_argument(cli, 0));
	bool page = str_iends(file, S(".html")) || str_iends(file, S(".htm"));
	if (options->topic.n)
		return !options->url.n || url_is_sound(&cli->arena, options->url) ||
			err_set(err, "--url is the address of the page: http:// or https://");
	if (page)
		return err_set(err, "which topic's page is it? --topic SLUG");
	return !(options->dry_run || options->json || options->url.n) ||
		err_set(err, "--url, --dry-run and --json go with a page: --topic SLUG");
}

static const struct option OPTIONS[] = {
	{"topic", "SLUG", option_line, offsetof(struct import_options, topic), NULL},
	{"url", "U", option_line, offsetof(struct import_options, url), NULL},
	{"dry-run", .field = offsetof(struct import_options, dry_run)},
	{"json", .field = offsetof(struct import_options, json)},
	{0},
};

const struct command COMMAND_IMPORT = {
	.name = "import",
	.help = "the feeds of an OPML file; or a page kept by hand, as items of a topic",
	.arguments = {"FILE", 1, 1, "which OPML file, or which page?"},
	.options = OPTIONS,
	.options_size = sizeof(struct import_options),
	.needs = NEEDS_STORE | NEEDS_EDITOR,
	.check = import_check,
	.run = import_run,
};
