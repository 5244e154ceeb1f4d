#include <dirent.h>
#include <errno.h>
#include <unistd.h>

#include "cli/check_parts.h"
#include "cli/init_files.h"
#include "publish/view.h"
#include "render/template_names.h"

/* What readers would miss where a template leaves one of these out. */
static const struct {
	const char *name, *what;
} SHOWN[] = {
	{"notice", "that a publication was retracted or corrected"},
	{"notice_url", "the way to the retraction or correction"},
	{"status_line", "whether a trial recruits"},
	{"note", "what an editor changed and why"},
	{"reason", "why an item was withdrawn"},
	{"gone_day", "when an item was withdrawn"},
	{"official_title", "the official title"},
	{"summary", "the summary"},
	{"source_line", "the citation or the source"},
	{"related", "items about the same work"},
	{"more", "that there are more items"},
	{"unsubscribe", "the way to unsubscribe"},
	{"settings", "the way to choose what to get"},
	{"greeting", "an editor’s greeting"},
	{"first_of_all", "what an editor says first of all"},
	{"postal_address", "the organisation’s address"},
	{"lang", "the language, for screen readers"},
	{"noindex", "search engines go on showing withdrawn pages"},
	{"canonical", "search engines may take copies for the page"},
	{"changed", "when the page changed last"},
	{"feed", "the feeds"},
	{NULL, NULL},
};

static struct str missed_words(struct arena *a, const struct strs *missed)
{
	struct str words = STR_NONE;
	for (size_t i = 0; i < missed->n; i++) {
		const char *what = NULL;
		for (size_t k = 0; SHOWN[k].name && !what; k++)
			if (str_eq(missed->v[i], str_of(SHOWN[k].name)))
				what = SHOWN[k].what;
		words = str_printf(a, STR_FMT "%s{{" STR_FMT "}}%s%s%s", STR_ARG(words), i ? ", " : "",
			STR_ARG(missed->v[i]), what ? " (" : "", what ? what : "", what ? ")" : "");
	}
	return words;
}

/* The program's own templates, as INIT_FILES has them. */
static bool read_own(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err)
{
	struct str path = str_printf(a, STR_FMT STR_FMT, STR_ARG(folder), STR_ARG(name));
	return embedded_find(INIT_FILES, path, text) ||
		err_set(err, "the program has no template " STR_FMT, STR_ARG(name));
}

#define FOLDER "templates/"
#define ENDING ".mustache"

struct comparison {
	struct cli *cli;
	struct templates site, own;
};

/* Names that the program's template shows and neither the site's nor a partial of it does. */
static bool list_missed(struct comparison *c, struct str name, struct strs *missed, struct err *err)
{
	struct strs own = {0}, site = {0};
	if (!template_names(&c->own, name, false, &own, err) ||
		!template_names(&c->site, name, true, &site, err))
		return false;
	for (size_t i = 0; i < own.n; i++)
		if (!strs_have(site, own.v[i]) && !str_starts(own.v[i], S("words.")))
			strs_add(&c->cli->arena, missed, own.v[i]);
	return true;
}

static void remark_on(const struct comparison *c, struct str file, long version, long newest,
	const struct strs *missed)
{
	struct arena *a = &c->cli->arena;
	struct str older = STR_NONE, words = missed_words(a, missed);
	if (version < newest)
		older = str_printf(a, " is older than the program’s (version %ld, now %ld)%s", version,
			newest, missed->n ? ";" : "");
	if (version < newest || missed->n)
		check_remark(FOLDER STR_FMT STR_FMT "%s" STR_FMT, STR_ARG(file), STR_ARG(older),
			missed->n ? " leaves out what the program’s shows: " : "", STR_ARG(words));
}

/* A template of the site beside the program's of the same name. */
static void compare_with_own(struct comparison *c, struct str file, struct str text, struct str own)
{
	struct err err;
	struct strs missed = {0};
	struct str name = str_sub(file, 0, file.n - sizeof ENDING + 1);
	if (str_eq(text, own))
		return;
	if (str_ends(file, S(ENDING)) && !list_missed(c, name, &missed, &err))
		cli_complain(c->cli, &err);
	else
		remark_on(c, file, template_version(text), template_version(own), &missed);
}

/* Without this check only the page that needs the file would say so. */
static void check_needed(struct comparison *c, const struct embedded *needed)
{
	struct err err;
	struct str file = str_of(needed->name + sizeof FOLDER - 1), text;
	if (access(cli_path(c->cli, needed->name), F_OK) != 0 && errno == ENOENT)
		err_set(&err, "%s is missing: copy it from a new site (`tidings init`)", needed->name);
	else if (template_file(&c->site, file, &text, &err))
		return compare_with_own(c, file, text, embedded_bytes(needed));
	cli_complain(c->cli, &err);
}

/* Of a file that the program does not have: a partial of the site's own, or a left-over. */
static void check_own_file(struct comparison *c, struct str file)
{
	struct err err;
	struct strs names = {0};
	if (str_starts(file, S("desk")))
		check_remark(FOLDER STR_FMT " is not read any more: the desk’s templates belong to the "
									"program; remove it",
			STR_ARG(file));
	else if (str_ends(file, S(ENDING)) &&
		!template_names(
			&c->site, str_sub(file, 0, file.n - sizeof ENDING + 1), false, &names, &err))
		cli_complain(c->cli, &err);
}

/* Not an image or a page of the organisation, which may have others. */
static bool is_needed(struct str path)
{
	return str_starts(path, S(FOLDER)) && (str_ends(path, S(ENDING)) || str_ends(path, S(".css")));
}

static void check_others(struct comparison *c)
{
	struct arena *a = &c->cli->arena;
	DIR *folder = opendir(cli_path(c->cli, FOLDER));
	for (const struct dirent *entry; folder && (entry = readdir(folder));) {
		struct str text, file = str_copy(a, str_of(entry->d_name));
		if (file.p[0] != '.' &&
			!embedded_find(INIT_FILES, str_printf(a, FOLDER STR_FMT, STR_ARG(file)), &text))
			check_own_file(c, file);
	}
	if (folder)
		closedir(folder);
}

void check_templates(struct cli *cli)
{
	struct arena *a = &cli->arena;
	struct comparison c = {.cli = cli,
		.site = publish_templates(a, &cli->site),
		.own = template_folder(a, S(FOLDER), read_own)};
	for (const struct embedded *file = INIT_FILES; file->name; file++)
		if (is_needed(str_of(file->name)))
			check_needed(&c, file);
	check_others(&c);
}
