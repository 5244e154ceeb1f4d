#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/hash.h"
#include "base/url.h"
#include "cli/command.h"
#include "config/config.h"
#include "config/desk.h"
#include "reader/reader.h"

enum { MAX_OPML = 8 << 20, MAX_CONF = 16 << 20, MAX_FILES = 1000 };

/* A name that a source has, by site_name_key. */
struct name {
	struct str key;
	int next; /* the number that is tried when another source wants this name: "Title 2" */
};

/* The names that are taken, as a hash table with free places. */
struct names {
	struct name *v;
	size_t size; /* a power of two, more than twice the number of names */
};

struct import {
	struct cli *cli;
	struct names names;
	struct buf conf;
	size_t new_feeds, known, left_out;
};

/* The place of this name, or the free one where it belongs. */
static struct name *name_at(const struct names *names, struct str key)
{
	struct hash hash = hash_str(key);
	size_t at;
	static_assert(sizeof at <= sizeof hash, "the hash gives a place");
	memcpy(&at, &hash, sizeof at);
	while (names->v[at & (names->size - 1)].key.n &&
		!str_eq(names->v[at & (names->size - 1)].key, key))
		at++;
	return &names->v[at & (names->size - 1)];
}

/* Takes the name, unless somebody has it. */
static bool name_take(struct names *names, struct str key)
{
	struct name *name = name_at(names, key);
	if (name->key.n)
		return false;
	*name = (struct name){key, 2};
	return true;
}

static void names_begin(struct cli *cli, size_t more, struct names *out)
{
	const struct site *site = &cli->site;
	out->size = 16;
	while (out->size < 2 * (site->source_count + more) + 2)
		out->size *= 2;
	out->v = arena_array(&cli->arena, out->size, sizeof *out->v);
	for (size_t i = 0; i < site->source_count; i++)
		name_take(out, site_name_key(&cli->arena, site->sources[i].name));
}

/* A source's name is its identity: "Title", "Title 2", … */
static struct str free_name(struct import *in, struct str title)
{
	struct arena *a = &in->cli->arena;
	struct str name = title, key = site_name_key(a, title);
	struct name *first = name_at(&in->names, key);
	while (!name_take(&in->names, key)) {
		name = str_printf(a, STR_FMT " %d", STR_ARG(title), first->next++);
		key = site_name_key(a, name);
	}
	return name;
}

static bool is_configured(const struct site *site, struct str url)
{
	for (size_t i = 0; i < site->source_count; i++)
		if (site->sources[i].kind == SOURCE_FEED &&
			str_eq(source_text(&site->sources[i], "url"), url))
			return true;
	return false;
}

static void set(
	const struct import *in, struct config_block *block, struct str key, struct str value)
{
	struct strs values = {0};
	strs_add(&in->cli->arena, &values, value);
	config_block_set(&in->cli->arena, block, key, values);
}

static void add_feed(struct import *in, const struct outline *outline)
{
	struct str title = str_trim(outline->title);
	/* A title of punctuation alone has no key that would tell it from others: the address does. */
	if (!site_name_key(&in->cli->arena, title).n)
		title = outline->xml_url;
	struct config_block block = {.kind = S("feed"), .title = free_name(in, title)};
	set(in, &block, S("url"), outline->xml_url);
	if (url_is_sound(&in->cli->arena, outline->html_url))
		set(in, &block, S("home"), outline->html_url);
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
	names_begin(in->cli, outlines->n, &in->names);
	for (size_t i = 0; i < outlines->n; i++)
		take_outline(in, &outlines->v[i]);
	if (!write_feeds(in, file, err))
		return false;
	printf("%zu were configured already, %zu were left out\n", in->known, in->left_out);
	return true;
}

/* The file may be anybody's, and so it is read where feeds are. */
static bool read_list(struct arena *a, struct str bytes, struct outlines *out, struct err *err)
{
	struct reader *reader = reader_new(&(struct reader_options){0}, err);
	bool read = reader && reader_opml(reader, a, bytes, out, err);
	reader_free(reader);
	return read;
}

static bool import_run(struct cli *cli, struct err *err)
{
	const char *file = cli_argument(cli, 0);
	struct str bytes;
	struct outlines outlines;
	struct import in = {.cli = cli, .conf = buf_new(MAX_CONF)};
	bool done = file_read(&cli->arena, file, MAX_OPML, &bytes, err) &&
		read_list(&cli->arena, bytes, &outlines, err) && import_list(&in, file, &outlines, err);
	buf_free(&in.conf);
	return done;
}

const struct command COMMAND_IMPORT = {
	.name = "import",
	.help = "the feeds of an OPML file, as feeds/imported.conf",
	.arguments = {"FILE.opml", 1, 1, "which OPML file?"},
	.needs = NEEDS_SITE,
	.run = import_run,
};
