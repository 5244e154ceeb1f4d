#include <unistd.h>

#include "base/date.h"
#include "base/pattern.h"
#include "base/url.h"
#include "cli/check_parts.h"
#include "config/words.h"
#include "store/note.h"
#include "store/site.h"
#include "store/store.h"

static void check_example(struct cli *cli, const char *key, struct str value)
{
	if (url_names_reserved(&cli->arena, value))
		check_remark("%s = \"" STR_FMT "\" is of the example: give an address of your own", key,
			STR_ARG(value));
}

/* Well formed as RFC 5646 section 2.1 has it, with a primary language of ISO 639: longer ones are
 * reserved, and nobody has registered any. */
static void check_language(struct str language)
{
	struct pattern *tag = pattern_new(
		S("^(?:[a-z]{2,3}(?:-[a-z]{3}){0,3})(?:-[a-z]{4})?(?:-(?:[a-z]{2}|[0-9]{3}))?"
		  "(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*(?:-[0-9a-wyz](?:-[a-z0-9]{2,8})+)*"
		  "(?:-x(?:-[a-z0-9]{1,8})+)?$"),
		NULL);
	if (!pattern_find(tag, language, NULL))
		check_remark("language = \"" STR_FMT "\" is no language tag (BCP 47), as “en” or “pt-BR”: "
					 "browsers and screen readers do not know it",
			STR_ARG(language));
	pattern_free(tag);
}

/* RFC 4151 section 2.1: the date of a tag must not be in the future when the tag is made. */
static void check_authority_date(struct cli *cli)
{
	struct str day = cli->site.authority;
	struct date date;
	str_cut(&day, ',');
	if (date_parse_partial(day, &date) && date_to_time(date) > cli->now)
		check_remark("authority = \"" STR_FMT
					 "\" has a date in the future: it is to be a day when the domain was yours",
			STR_ARG(cli->site.authority));
}

/* Feed readers know an entry by its id, which begins with the authority. */
static void check_authority_kept(struct cli *cli)
{
	struct err err;
	struct str first;
	if (!store_note_get(cli->store, &cli->arena, SITE_NOTE_AUTHORITY, &first, &err))
		return cli_complain(cli, &err);
	if (first.n && !str_eq(first, cli->site.authority))
		check_remark("authority = \"" STR_FMT "\" was \"" STR_FMT
					 "\" when the feeds were first published: with another one every entry gets "
					 "another id, and readers see all of them once more as new. Set it back",
			STR_ARG(cli->site.authority), STR_ARG(first));
}

/* What readers are told in English, though the site is in another language. */
static void check_words(struct cli *cli)
{
	const struct site *site = &cli->site;
	struct str language = site->language, missing = STR_NONE;
	if (str_ieq(str_cut(&language, '-'), S("en")))
		return;
	for (enum word word = 0; word < WORD_COUNT; word++)
		if (!site->words.v[word].n)
			missing = str_printf(&cli->arena, STR_FMT "%s" STR_FMT, STR_ARG(missing),
				missing.n ? ", " : "", STR_ARG(words_key(word)));
	if (!config_words_known(&cli->arena, site))
		check_remark(
			"language = \"" STR_FMT
			"\": there are no words in that language, and readers are told all in English. "
			"templates/words/" STR_FMT ".conf is the place for them",
			STR_ARG(site->language), STR_ARG(str_lower(&cli->arena, site->language)));
	else if (missing.n)
		check_remark("language = \"" STR_FMT "\": these words are shown in English: " STR_FMT,
			STR_ARG(site->language), STR_ARG(missing));
}

/* What is told over http can be read and changed on its way. */
static void check_hubs(struct cli *cli)
{
	const struct site *site = &cli->site;
	for (size_t i = 0; i < site->hub_urls.n; i++)
		if (!str_istarts(site->hub_urls.v[i], S("https://")))
			check_remark("hub.urls: \"" STR_FMT "\" is not https: programs that subscribe there "
						 "cannot be sure of what they get",
				STR_ARG(site->hub_urls.v[i]));
	if (site->hub_own && !site_own_hub(&cli->arena, site).n)
		check_remark("hub.own: the feeds do not name this site’s hub, since it has no address; say "
					 "where the web server passes /hub on: door { url = \"https://…/\" }");
}

void check_site(struct cli *cli)
{
	const struct site *site = &cli->site;
	check_example(cli, "base_url", site->base_url);
	check_example(cli, "email", site->email);
	check_example(cli, "authority", site->authority);
	check_language(site->language);
	check_words(cli);
	check_hubs(cli);
	check_authority_date(cli);
	if (cli->store)
		check_authority_kept(cli);
}

bool check_store(struct cli *cli, struct err *err)
{
	const char *place = cli_store(cli);
	cli->store = store_open(place, err);
	if (cli->store || err->kind != ERR_SYSTEM)
		return cli->store != NULL;
	cli->store = store_open_to_read(place, NULL);
	if (cli->store)
		check_remark("%s", err->text);
	return cli->store != NULL;
}
