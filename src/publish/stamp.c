#include "publish/stamp.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>

#include "base/hash.h"
#include "config/templates.h"
#include "publish/own_page.h"

/* Raised when the program makes other files from the same. */
static const char FORMAT[] = TIDINGS_VERSION " 3";

static void add_site(struct arena *a, const struct site *site, struct strs *out)
{
	const struct str texts[] = {site->title, site->base_url, site->authority, site->language,
		site->timezone, site->email, site->postal_address, site->description, site->disclaimer,
		site->logo, site->icon, site->door_url, site->privacy_url, site->donate_url,
		site->gzip ? S("gzip") : S("")};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		strs_add(a, out, texts[i]);
	for (size_t i = 0; i < site->list_count && site_signs_up(site); i++) {
		const struct mail_list *list = &site->lists[i];
		strs_add(a, out, list->slug);
		strs_add(a, out, list->title);
		strs_add(a, out, str_of(mail_list_cadence_word(list->cadence)));
	}
	struct strs hubs = site_hubs(a, site);
	for (size_t i = 0; i < hubs.n; i++)
		strs_add(a, out, hubs.v[i]);
	strs_add(a, out, site->words.iso ? S("iso") : S(""));
	for (enum word word = 0; word < WORD_COUNT; word++)
		strs_add(a, out, words_text(&site->words, word));
	for (size_t i = 0; i < site->source_count; i++) { /* sources.opml */
		const struct source *source = &site->sources[i];
		strs_add(a, out, source->name);
		strs_add(a, out, source->label);
		strs_add(a, out, source->home);
		strs_add(a, out, source->kind == SOURCE_FEED ? source_text(source, "url") : STR_NONE);
	}
}

static void add_list(struct arena *a, struct strs list, struct strs *out)
{
	strs_add(a, out, str_printf(a, "%zu", list.n));
	for (size_t i = 0; i < list.n; i++)
		strs_add(a, out, list.v[i]);
}

static void add_topics(struct arena *a, const struct site *site, struct strs *out)
{
	for (size_t i = 0; i < site->topic_count; i++) {
		strs_add(a, out, site->topics[i].title);
		strs_add(a, out, site->topics[i].slug);
		add_list(a, site->topics[i].was, out);
		add_list(a, site->topics[i].also, out);
	}
}

static bool list_files(struct arena *a, struct str folder, struct strs *names, struct err *err)
{
	const char *path = str_cstr(a, folder);
	DIR *found = opendir(path);
	if (!found)
		return err_set_kind(err, ERR_SYSTEM, "cannot read %s: %s", path, strerror(errno));
	for (const struct dirent *entry; (entry = readdir(found));)
		if (entry->d_name[0] != '.' && entry->d_type != DT_DIR)
			strs_add(a, names, str_copy(a, str_of(entry->d_name)));
	closedir(found);
	strs_sort(names);
	return true;
}

/* A file that cannot be used may be one that no page needs; what needs it says so. */
static bool read_template(
	struct arena *a, struct str folder, struct str name, struct str *text, struct err *err)
{
	if (config_template_read(a, folder, name, text, err))
		return true;
	*text = S("unusable");
	return err->kind == ERR_USER;
}

static bool add_templates(
	struct arena *a, const struct site *site, struct strs *out, struct err *err)
{
	struct str folder = config_template_folder(a, site);
	struct strs names = {0};
	if (!list_files(a, folder, &names, err))
		return false;
	for (size_t i = 0; i < names.n; i++) {
		struct str text;
		if (!read_template(a, folder, names.v[i], &text, err))
			return false;
		strs_add(a, out, names.v[i]);
		strs_add(a, out, text);
	}
	return true;
}

static bool add_own_pages(
	struct arena *a, const struct site *site, struct strs *out, struct err *err)
{
	struct own_pages own;
	if (!own_page_list(a, site, &own, err))
		return false;
	for (size_t i = 0; i < own.n; i++) {
		strs_add(a, out, own.v[i].path);
		strs_add(a, out, own.v[i].title);
		strs_add(a, out, own.v[i].html);
	}
	return true;
}

bool stamp_of(struct arena *a, const struct site *site, struct str *out, struct err *err)
{
	struct strs all = {0};
	strs_add(a, &all, str_of(FORMAT));
	add_site(a, site, &all);
	add_topics(a, site, &all);
	if (!add_templates(a, site, &all, err) || !add_own_pages(a, site, &all, err))
		return false;
	*out = hash_hex(a, hash_strs(all.v, all.n));
	return true;
}
