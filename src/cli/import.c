#include <stdio.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/url.h"
#include "cli/command.h"
#include "publish/opml.h"

enum { MAX_OPML = 8 << 20, MAX_CONF = 16 << 20, MAX_FILES = 1000 };

static bool is_configured(const struct site *site, struct str url)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].type == SOURCE_FEED &&
			str_eq(source_text(&site->sources[i], "url"), url))
			return true;
	return false;
}

/* A libConfuse string: everything but the quote and the backslash stands for itself between single
 * quotes. */
static void add_quoted(struct buf *b, struct str s)
{
	buf_add_char(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\'' || c == '\\')
			buf_add_char(b, '\\');
		buf_add_char(b, (unsigned char)c < ' ' ? ' ' : c);
	}
	buf_add_char(b, '\'');
}

static bool name_is_taken(const struct site *site, struct strs used, struct str name)
{
	bool taken = false;
	for (size_t i = 0; i < site->source_count && !taken; i++)
		taken = str_ieq(site->sources[i].name, name);
	for (size_t i = 0; i < used.n && !taken; i++)
		taken = str_ieq(used.v[i], name);
	return taken;
}

/* A source's name is its identity: "Title", "Title 2", … */
static struct str free_name(struct cli *cli, struct strs *used, const struct outline *outline)
{
	struct str title = outline->title.n ? outline->title : outline->xml_url, name = title;
	for (int i = 2; name_is_taken(&cli->site, *used, name); i++)
		name = str_printf(&cli->arena, STR_FMT " %d", STR_ARG(title), i);
	strs_add(&cli->arena, used, name);
	return name;
}

static size_t write_feeds(struct cli *cli, const struct outlines *outlines, struct buf *b)
{
	struct strs used = {0};
	size_t n = 0;
	for (size_t i = 0; i < outlines->n; i++) {
		const struct outline *outline = &outlines->v[i];
		if (!url_is_web(outline->xml_url) || is_configured(&cli->site, outline->xml_url))
			continue;
		buf_add(b, S("feed "));
		add_quoted(b, free_name(cli, &used, outline));
		buf_add(b, S(" {\n    url = "));
		add_quoted(b, outline->xml_url);
		buf_add(b, S("\n}\n"));
		n++;
	}
	return n;
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

static bool import_run(struct cli *cli, struct err *err)
{
	const char *file = cli_argument(cli, 0);
	struct str xml;
	struct outlines outlines;
	struct buf b CLEANUP_BUF = buf_new(MAX_CONF);
	if (!file_read(&cli->arena, file, MAX_OPML, &xml, err) ||
		!opml_read(&cli->arena, xml, &outlines, err))
		return false;
	size_t n = write_feeds(cli, &outlines, &b);
	if (n == 0) {
		printf("%s names %zu feeds, all of which are configured already\n", file, outlines.n);
		return true;
	}
	char *path = free_file(cli);
	if (!buf_ok(&b))
		return err_set(err, "%s names too many feeds", file);
	if (!file_replace(path, buf_str(&b), NULL, err))
		return false;
	printf("%zu new feeds in %s; %zu were configured already\n", n, path, outlines.n - n);
	return true;
}

const struct command COMMAND_IMPORT = {
	.name = "import",
	.help = "the feeds of an OPML file, as feeds/imported.conf",
	.arguments = {"FILE.opml", 1, 1, "which OPML file?"},
	.needs = NEEDS_SITE,
	.run = import_run,
};
