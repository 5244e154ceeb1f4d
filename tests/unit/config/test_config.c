#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "config/config.h"

#define SITE \
	"site { title = \"News\" base_url = \"https://news.example.org\" authority = " \
	"\"example.org,2026\" email = \"desk@example.org\" }\n"

static char folder[] = "/tmp/tidings-config-XXXXXX";
static char path[128];

static int make_folder(void **state)
{
	(void)state;
	return mkdtemp(folder) ? 0 : -1;
}

static void write_conf(const char *name, const char *text)
{
	struct err err;
	snprintf(path, sizeof path, "%s/feeds/%s", folder, name);
	if (!file_replace(path, str_of(text), NULL, &err))
		fail_msg("%s", err.text);
}

static void remove_conf(const char *name)
{
	snprintf(path, sizeof path, "%s/feeds/%s", folder, name);
	unlink(path);
}

static int remove_folder(void **state)
{
	(void)state;
	remove_conf("site.conf");
	snprintf(path, sizeof path, "%s/feeds", folder);
	return rmdir(path) == 0 && rmdir(folder) == 0 ? 0 : -1;
}

static bool read_conf(const char *text, struct site *site, struct strs *problems)
{
	write_conf("site.conf", text);
	return config_read(folder, site, problems);
}

static void assert_text(struct str got, const char *wanted)
{
	if (!str_eq(got, str_of(wanted)))
		fail_msg("'" STR_FMT "' is not '%s'", STR_ARG(got), wanted);
}

static void what_the_organisation_shows_is_read(void **state)
{
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	(void)state;
	assert_true(read_conf(
		"site { title = \"News\" base_url = \"https://news.example.org\" authority = "
		"\"example.org,2026\" email = \"desk@example.org\" description = \"What  we do\" "
		"disclaimer = \"No advice.\" logo = \"logo.svg\" icon = \"\" privacy_url = "
		"\"https://example.org/privacy\" donate_url = \"https://example.org/give?a=1\" gzip = "
		"\"yes\" }",
		&site, &problems));
	assert_text(site.description, "What we do");
	assert_text(site.disclaimer, "No advice.");
	assert_text(site.logo, "logo.svg");
	assert_text(site.icon, "");
	assert_text(site.privacy_url, "https://example.org/privacy");
	assert_text(site.donate_url, "https://example.org/give?a=1");
	assert_true(site.gzip);
}

static void a_whole_configuration_is_read(void **state)
{
	static const char text[] =
		"# A site.\n" SITE "network { allow = {\"127.0.0.0/8\", \"fd00::/8\"} at_once = 8 links = "
		"\"no\" pauses = \"no\" websub = \"no\" }\n"
		"service \"pubmed\" { base_url = \"http://127.0.0.1:9000/eutils\" api_key = \"k\" } // as "
		"a test has it\n"
		"service \"medlineplus\" { base_url = \"http://127.0.0.1:9000/query\" }\n"
		"mail { smtp = \"smtp://127.0.0.1:2525\" user = \"desk\" password = \"two  blanks\" }\n"
		"desk { url = \"https://desk.example.org\" } door { url = \"https://news.example.org\" } "
		"hub { urls = {\"https://hub.example/\", \"https://hub.example/\"} own = \"yes\" } "
		"topic \"Stem Cell (Bone Marrow) Transplantation\" { slug = \"stem-cells\" match = 'stem "
		"cell|HSCT' also = {\"Immunosuppressants\", # one\n \"Antibodies\"} }\n"
		"topic \"Sj\xc3\xb6gren's Syndrome\" {}\n"
		"pubmed \"HSCT\" { query = '\"systemic sclerosis\"[tiab]\n   AND \"stem cell\"[tiab]' }\n"
		"clinicaltrials \"Trials\" { condition = \"systemic sclerosis\" status = {\"recruiting\"} "
		"every = \"2d\" }\n"
		"/* a comment with \" in it */\n"
		"feed \"A feed\" { url = \"https://news.example.com/feed/?a=1#x\" label = \"Their News\" "
		"keep = 'HSCT' drop = 'sponsored' every = \"90s\" section = \"news\"\n"
		"  topics = {\"stem-cells\"} approve = \"auto\" }\n"
		"medlineplus \"Topic page\" { query = \"scleroderma\" }\n";
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	(void)state;
	if (!read_conf(text, &site, &problems))
		fail_msg(STR_FMT, STR_ARG(problems.v[0]));
	assert_text(site.title, "News");
	assert_text(site.base_url, "https://news.example.org/");
	assert_text(site.language, "en");
	assert_text(site.timezone, "UTC");
	assert_int_equal(site.allow.n, 2);
	assert_int_equal(site.at_once, 8);
	assert_false(site.links);
	assert_false(site.pauses);
	assert_false(site.websub);
	assert_text(site.services[SOURCE_PUBMED].base_url, "http://127.0.0.1:9000/eutils/");
	assert_text(site.services[SOURCE_PUBMED].api_key, "k");
	assert_text(
		site.services[SOURCE_CLINICALTRIALS].base_url, "https://clinicaltrials.gov/api/v2/");
	assert_text(site.services[SOURCE_MEDLINEPLUS].base_url, "http://127.0.0.1:9000/query");
	assert_text(site.smtp, "smtp://127.0.0.1:2525");
	assert_text(site.desk_url, "https://desk.example.org/");
	assert_text(site.door_url, "https://news.example.org/");
	assert_int_equal(site.hub_urls.n, 1);
	assert_text(site.hub_urls.v[0], "https://hub.example/");
	assert_true(site.hub_own);
	assert_text(site.smtp_user, "desk");
	assert_text(site.smtp_password, "two  blanks");
	assert_int_equal(site.topic_count, 2);
	assert_text(site.topics[0].slug, "stem-cells");
	assert_true(pattern_find(site.topics[0].match, S("Stem Cell therapy"), NULL));
	assert_text(site.topics[0].also.v[1], "Antibodies");
	assert_text(site.topics[1].slug, "sjogrens-syndrome");
	assert_int_equal(site.source_count, 4);
	const struct source *pubmed = site_source(&site, S("HSCT")),
						*feed = site_source(&site, S("A feed"));
	assert_text(
		source_text(pubmed, "query"), "\"systemic sclerosis\"[tiab] AND \"stem cell\"[tiab]");
	assert_text(pubmed->label, "PubMed");
	assert_int_equal(pubmed->every, 6 * 3600);
	assert_text(pubmed->where, "feeds/site.conf:10");
	assert_int_equal(site.sources[1].every, 2 * 86400);
	assert_text(source_texts(&site.sources[1], "status").v[0], "RECRUITING");
	assert_text(site.sources[1].label, "Trials");
	assert_text(source_text(feed, "url"), "https://news.example.com/feed/?a=1#x");
	assert_text(feed->label, "Their News");
	assert_int_equal(feed->every, 90);
	assert_int_equal(feed->section, SECTION_NEWS);
	assert_true(feed->auto_approve && feed->keep && feed->drop);
	assert_text(feed->where, "feeds/site.conf:14");
	assert_text(source_text(&site.sources[3], "db"), "healthTopics");
	assert_text(site.sources[3].label, "MedlinePlus");
	assert_int_equal(site.sources[3].every, 86400);
}

/* Each mistake, alone after a good site section, and the line that is said. */
static const struct mistake {
	const char *text, *problem;
} MISTAKES[] = {
	{"pubmed \"x\" {\n\n qurey = 'a' }",
		"feeds/site.conf:4: “qurey” is no key of pubmed; did you mean “query”?"},
	{"# one\n# two\npubmed \"x\" {\n qurey = 'a' }",
		"feeds/site.conf:5: “qurey” is no key of pubmed; did you mean “query”?"},
	{"feed \"x\" { url = \"http://a.example/\" colour = {\"red\", \"blue\"} }",
		"feeds/site.conf:2: “colour” is no key of feed; there are url, label, home, every, keep, "
		"drop, "
		"section, topics, approve"},
	{"fed \"x\" { url = \"http://a.example/\" }",
		"feeds/site.conf:2: “fed” is no kind of section; did you mean “feed”?"},
	{"newspaper \"x\" { }",
		"feeds/site.conf:2: “newspaper” is no kind of section; there are site, network, mail, "
		"desk, "
		"door, hub, service, topic, digest, pubmed, clinicaltrials, feed, medlineplus"},
	{"service \"pubmet\" { }", "feeds/site.conf:2: “pubmet” is no service; did you mean “pubmed”?"},
	{"service \"pubmed\" { base_url = \"eutils\" }",
		"feeds/site.conf:2: “base_url” is not a web address (http:// or https://): “eutils”"},
	{"feed \"x\" { url = \"ftp://a.example/\" }",
		"feeds/site.conf:2: “url” is not a web address (http:// or https://): "
		"“ftp://a.example/”"},
	{"feed \"x\" { label = \"y\" }", "feeds/site.conf:2: feed “x” needs “url”"},
	{"pubmed \"x\" { }", "feeds/site.conf:2: pubmed “x” needs “query”"},
	{"medlineplus \"x\" { query = \"\" }", "feeds/site.conf:2: medlineplus “x” needs “query”"},
	{"medlineplus \"x\" { query = \"a\" db = \"healthTopic\" }",
		"feeds/site.conf:2: “healthTopic” is no MedlinePlus database; did you mean "
		"“healthTopics”?"},
	{"clinicaltrials \"x\" { status = {\"RECRUITING\"} }",
		"feeds/site.conf:2: clinicaltrials “x” needs “condition”, “intervention” or “term”"},
	{"clinicaltrials \"x\" { term = \"a\" status = {\"RECRUTING\"} }",
		"feeds/site.conf:2: “RECRUTING” is no status of a trial; did you mean “RECRUITING”?"},
	{"pubmed \"x\" { query = \"a\" section = \"nwes\" }",
		"feeds/site.conf:2: “nwes” is no section; did you mean “news”?"},
	{"pubmed \"x\" { query = \"a\" section = \"politics\" }",
		"feeds/site.conf:2: “politics” is no section; there are research, news, trials"},
	{"pubmed \"x\" { query = \"a\" approve = \"automatic\" }",
		"feeds/site.conf:2: “automatic” is no way to approve; there are editor, auto"},
	{"pubmed \"x\" { query = \"a\" every = \"often\" }",
		"feeds/site.conf:2: “every” is not a time, as “90s”, “30m”, “1h” or “2d”: “often”"},
	{"pubmed \"x\" { query = \"a\" every = \"5s\" }",
		"feeds/site.conf:2: “every” is not a time between a minute and a year: “5s”"},
	{"pubmed \"x\" { query = \"a\" keep = 'a(b' }",
		"feeds/site.conf:2: the expression 'a(b' is wrong at character 4: missing closing "
		"parenthesis"},
	{"pubmed \"x\" { query = \"a\" topics = {\"stem-cels\"} }\ntopic \"Stem cells\" { }",
		"feeds/site.conf:2: there is no topic with the slug “stem-cels”; did you mean "
		"“stem-cells”?"},
	{"topic \"x\" { slug = \"../etc\" }",
		"feeds/site.conf:2: “slug” is not a name for a file, of small letters a-z, digits and "
		"single hyphens: “../etc”"},
	{"topic \"\xe7\xa1\xac\xe7\x9a\xae\xe7\x97\x87\" { }",
		"feeds/site.conf:2: topic “\xe7\xa1\xac\xe7\x9a\xae\xe7\x97\x87” needs “slug”"},
	{"topic \"Stem cells\" { }\ntopic \"Stem  Cells!\" { }",
		"feeds/site.conf:3: the slug “stem-cells” is already given at feeds/site.conf:2"},
	{"pubmed \"A b\" { query = \"a\" }\nmedlineplus \"a  B\" { query = \"b\" }",
		"feeds/site.conf:3: the name “a b” is already given at feeds/site.conf:2"},
	{"pubmed \"\" { query = \"a\" }", "feeds/site.conf:2: the source has no name"},
	{"pubmed \"x\" { query = \"a\" query = \"b\" }", "feeds/site.conf:2: “query” is given twice"},
	{"pubmed \"x\" { query = {\"a\", \"b\"} }", "feeds/site.conf:2: “query” takes one value"},
	{"network { allow = {\"10.0.0.0/40\"} }",
		"feeds/site.conf:2: “allow” is not a range of addresses, as “127.0.0.0/8”: "
		"“10.0.0.0/40”"},
	{"network { at_once = 0 }", "feeds/site.conf:2: “at_once” is not a number from 1 to 1000: “0”"},
	{"hub { urls = {\"hub.example.org\"} }",
		"feeds/site.conf:2: “urls” is not a web address (http:// or https://): “hub.example.org”"},
	{"mail { smtp = \"127.0.0.1\" }",
		"feeds/site.conf:2: “smtp” is not the address of a mail server (smtp://host:port): "
		"“127.0.0.1”"},
	{"door { url = \"https://news.example.org/pages/\" }",
		"feeds/site.conf:2: “url” is not the address where the web server passes /search, /hub and "
		"/websub/ "
		"on to "
		"`tidings serve` (https://news.example.org/): “https://news.example.org/pages/”"},
	{"desk { url = \"http://desk.example.org/\" }",
		"feeds/site.conf:2: “url” is not the address where the web server answers for the desk "
		"(https://desk.example.org/, or https://example.org/desk/): “http://desk.example.org/”"},
	{"desk { url = \"https://example.org/a%20desk/\" }",
		"feeds/site.conf:2: “url” is not the address where the web server answers for the desk "
		"(https://desk.example.org/, or https://example.org/desk/): "
		"“https://example.org/a%20desk/”"},
	{"desk { url = \"https://example.org//desk/\" }",
		"feeds/site.conf:2: “url” is not the address where the web server answers for the desk "
		"(https://desk.example.org/, or https://example.org/desk/): "
		"“https://example.org//desk/”"},
	{"digest \"x\" { title = \"X\" sections = {\"news\", \"trails\"} }",
		"feeds/site.conf:2: “trails” is no section; did you mean “trials”?"},
	{"digest \"x\" { sections = {\"news\", \"trials\"} }",
		"feeds/site.conf:2: digest “x” needs “title”"},
	{"digest \"x\" { title = \"X\" }", "feeds/site.conf:2: digest “x” needs “sections”"},
	{"digest \"x\" { sections = {\"news\"} topics = {\"none\"} }",
		"feeds/site.conf:2: there is no topic with the slug “none”"},
	{"digest \"X y\" { sections = {\"news\"} }",
		"feeds/site.conf:2: a digest is named by letters a-z, digits and hyphens, such as "
		"“research”"},
	{"digest \"x\" { sections = {\"news\"} }\ndigest \"x\" { sections = {\"news\"} }",
		"feeds/site.conf:3: the digest “x” is already given at feeds/site.conf:2"},
	{"digest \"x\" { sections = {\"news\"} cadence = \"daily\" }",
		"feeds/site.conf:2: “daily” is no cadence; there are demand, weekly, monthly"},
	{"digest \"x\" { sections = {\"news\"} address = \"lists.example.org\" }",
		"feeds/site.conf:2: “address” is not an e-mail address: “lists.example.org”"},
	{"digest \"x\" { sections = {\"news\"} listmonk = \"https://lm.example.org/\" "
	 "listmonk_user = \"u\" listmonk_token = \"t\" }",
		"feeds/site.conf:2: digest “x” needs “listmonk_list”"},
	{"digest \"x\" { sections = {\"news\"} listmonk = \"http://lm.example.org/\" "
	 "listmonk_list = \"3\" listmonk_user = \"u\" listmonk_token = \"t\" }",
		"feeds/site.conf:2: “listmonk” has to begin with https://, unless it is this machine: the "
		"token would be sent in clear"},
	{"mail { per_hour = 0 }",
		"feeds/site.conf:2: “per_hour” is not a number from 1 to 1000000: “0”"},
	{"mail { }\nmail { }", "feeds/site.conf:3: mail is already set at feeds/site.conf:2"},
	{SITE, "feeds/site.conf:2: site is already set at feeds/site.conf:1"},
	{"feed \"x\" { url = \"http://a.example/\"",
		"feeds/site.conf:2: the } that ends “feed” is missing"},
	{"feed \"x\" { url = \"http://a.example/\"\nfeed \"y\" { }",
		"feeds/site.conf:3: the } that ends “feed” is missing before this “feed”"},
	{"feed \"x\" { url = \"http://a.example/ }\n\n",
		"feeds/site.conf:2: a quotation mark of this line has no other one that closes it"},
	{"feed { url = \"http://a.example/\" }",
		"feeds/site.conf:2: “feed” needs a name in quotation marks before its {"},
	{"network \"x\" { }", "feeds/site.conf:2: “network” needs a { here"},
	{"feed \"x\" { url \"http://a.example/\" }",
		"feeds/site.conf:2: “url” needs an = and a value after it"},
	{"}", "feeds/site.conf:2: there is a } too many"},
	{"feed \"x\" { url = = }",
		"feeds/site.conf:2: did not expect “=” here: is a quotation mark, a comma or a } "
		"missing before it?"},
	{"feed \"x\" { url = \"http://a.example/\" keep = \"\\999\" }",
		"feeds/site.conf:2: “\\999” means nothing in double quotes: write \\\\ for a "
		"backslash, or use single quotes"},
};

static void each_mistake_is_said_with_its_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof MISTAKES / sizeof *MISTAKES; i++) {
		struct arena a CLEANUP_ARENA = {0};
		struct site site CLEANUP_CONFIG;
		struct strs problems;
		bool good = read_conf(str_printf(&a, SITE "%s", MISTAKES[i].text).p, &site, &problems);
		if (good || problems.n != 1 || !str_eq(problems.v[0], str_of(MISTAKES[i].problem)))
			fail_msg("%s: %zu problems, first '" STR_FMT "', not '%s'", MISTAKES[i].text,
				problems.n, STR_ARG(problems.n ? problems.v[0] : STR_NONE), MISTAKES[i].problem);
	}
}

static void the_site_section_is_needed_and_checked(void **state)
{
	static const struct {
		const char *text, *problem;
	} cases[] = {
		{"", "feeds/: no .conf file has a “site” section"},
		{"site { title = \"x\" base_url = \"https://x.example/\" authority = \"x.example,2026\" }",
			"feeds/site.conf:1: site needs “email”"},
		{"site { title = \"x\" base_url = \"https://x.example/\" authority = \"x.example\" email = "
		 "\"a@x.example\" }",
			"feeds/site.conf:1: “authority” is not a domain of yours and a day when it was yours, "
			"as “example.org,2026” (RFC 4151): “x.example”"},
		{"site { title = \"x\" base_url = \"https://x.example/\" authority = "
		 "\"x.example,2026-02-30\" email = \"a@x.example\" }",
			"feeds/site.conf:1: “authority” is not a domain of yours and a day when it was yours, "
			"as “example.org,2026” (RFC 4151): “x.example,2026-02-30”"},
		{"site { title = \"x\" base_url = \"https://x.example/\" authority = \"x.example,2026\" "
		 "email = \"a b@x.example\" }",
			"feeds/site.conf:1: “email” is not an e-mail address: “a b@x.example”"},
		{"site { title = \"x\" base_url = \"https://x.example/\" authority = \"x.example,2026\" "
		 "email = \"a@x.example\" language = \"english language\" }",
			"feeds/site.conf:1: “language” is not a language tag, as “en” or “pt-BR”: “english "
			"language”"},
		{"site { title = \"x\" base_url = \"https://x.example/\" authority = \"x.example,2026\" "
		 "email = \"a@x.example\" timezone = \"../../etc/passwd\" }",
			"feeds/site.conf:1: “timezone” is not a time zone, as “America/Chicago” or “UTC”: "
			"“../../etc/passwd”"},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct site site CLEANUP_CONFIG;
		struct strs problems;
		bool good = read_conf(cases[i].text, &site, &problems);
		if (good || problems.n != 1 || !str_eq(problems.v[0], str_of(cases[i].problem)))
			fail_msg("%s: %zu problems, first '" STR_FMT "', not '%s'", cases[i].text, problems.n,
				STR_ARG(problems.n ? problems.v[0] : STR_NONE), cases[i].problem);
	}
}

static void all_problems_are_said_together(void **state)
{
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	static const char *const wanted[] = {
		"feeds/a.conf:2: “qurey” is no key of pubmed; did you mean “query”?",
		"feeds/a.conf:3: “nwes” is no section; did you mean “news”?",
		"feeds/a.conf:5: “topik” is no kind of section; did you mean “topic”?",
		"feeds/a.conf:6: there is a } too many",
		"feeds/a.conf:6: “qurey” is no key of pubmed; did you mean “query”?",
		"feeds/b.conf:2: “url” is not a web address (http:// or https://): “nowhere”",
		"feeds/b.conf:4: the name “one” is already given at feeds/a.conf:1",
	};
	(void)state;
	write_conf("a.conf",
		"pubmed \"One\" {\n qurey = \"a\"\n section = \"nwes\"\n}\ntopik \"T\" { }\npubmed \"Two\" "
		"{ qurey = \"b\" } }\n");
	write_conf("b.conf",
		"feed \"F\" {\n url = \"nowhere\"\n}\nfeed \"one\" { url = \"http://a.example/\" topics = "
		"{\"gone\"} }\n");
	bool good = read_conf(SITE, &site, &problems);
	remove_conf("a.conf");
	remove_conf("b.conf");
	assert_false(good);
	for (size_t i = 0; i < problems.n && i < sizeof wanted / sizeof *wanted; i++)
		assert_text(problems.v[i], wanted[i]);
	assert_int_equal(problems.n, sizeof wanted / sizeof *wanted);
}

static void double_quotes_take_in_the_environment(void **state)
{
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	(void)state;
	setenv("TIDINGS_TEST_BASE", "http://127.0.0.1:4711/", 1);
	unsetenv("TIDINGS_TEST_KEY");
	assert_true(read_conf(SITE
		"service \"pubmed\" { base_url = \"${TIDINGS_TEST_BASE:-https://example.org/}eutils/\" "
		"api_key = \"${TIDINGS_TEST_KEY:-none}\" }\n"
		"pubmed \"x\" { query = '${TIDINGS_TEST_BASE}' }",
		&site, &problems));
	assert_text(site.services[SOURCE_PUBMED].base_url, "http://127.0.0.1:4711/eutils/");
	assert_text(site.services[SOURCE_PUBMED].api_key, "none");
	assert_text(source_text(&site.sources[0], "query"), "${TIDINGS_TEST_BASE}");
}

static void a_folder_without_feeds_is_no_site(void **state)
{
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	(void)state;
	assert_false(config_read("/nonexistent", &site, &problems));
	assert_int_equal(problems.n, 1);
	assert_text(problems.v[0],
		"feeds/: cannot be read in /nonexistent (No such file or directory); is this a site? "
		"“tidings init DIR” makes one");
}

static void many_sources_cost_no_more_than_their_length(void **state)
{
	enum { COUNT = 2000 };
	struct buf text CLEANUP_BUF = buf_new(1 << 20);
	struct timespec before, after;
	(void)state;
	buf_add(&text, S(SITE));
	for (int i = 0; i < COUNT; i++)
		buf_addf(&text,
			"# feed %d\nfeed \"Feed %d\" {\n url = \"https://site%d.example/feed\"\n keep = 'stem "
			"cell'\n}\n",
			i, i, i);
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	write_conf("site.conf", text.p);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &before);
	bool good = config_read(folder, &site, &problems);
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &after);
	assert_true(good);
	assert_int_equal(site.source_count, COUNT);
	assert_text(site.sources[COUNT - 1].where, "feeds/site.conf:9998");
	long ms = (after.tv_sec - before.tv_sec) * 1000 + (after.tv_nsec - before.tv_nsec) / 1000000;
	print_message("2,000 feeds read in %ld ms\n", ms);
	assert_true(
		ms < 2000); /* a twentieth of it without sanitizers; quadratic cost would be far beyond */
}

static void a_fingerprint_is_of_what_is_asked(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct source source = {
		.kind = SOURCE_PUBMED, .name = S("x"), .settings = {{.text = S("scleroderma")}}};
	struct str first = config_fingerprint(&a, &source);
	(void)state;
	source.label = S("Other");
	source.every = 60;
	assert_true(str_eq(first, config_fingerprint(&a, &source)));
	source_value(&source, "query")->text = S("systemic sclerosis");
	assert_false(str_eq(first, config_fingerprint(&a, &source)));
	source_value(&source, "query")->text = S("scleroderma");
	source.keep = pattern_new(S("HSCT"), NULL);
	assert_false(str_eq(first, config_fingerprint(&a, &source)));
	pattern_free(source.keep);
}

/* Stores hold these: another fingerprint would mean that everything is asked for anew. */
static void fingerprints_in_stores_stay_what_they_are(void **state)
{
	static const struct {
		const char *name, *fingerprint;
	} were[] = {
		{"P", "d0368f0505fc9b12fce42e40b54cf309"},
		{"C", "07b6e957a8ff0d8503c51aa6f26f5556"},
		{"T", "9e29c17094f3122a4248b43d5a4c8ac5"},
		{"F", "b55f41a5652e626f42e7bb61f6047241"},
		{"M", "70afc0af3e184f8c826ce178eb460a8b"},
		{"N", "be9516f3a4813e453e21fa4e42509cf4"},
	};
	struct site site CLEANUP_CONFIG;
	struct strs problems;
	(void)state;
	assert_true(read_conf(SITE
		"pubmed \"P\" { query = \"scleroderma\" }\n"
		"clinicaltrials \"C\" { condition = \"systemic sclerosis\" intervention = \"stem cell\" "
		"term = \"adult\" status = {\"RECRUITING\", \"COMPLETED\"} drop = 'mouse' }\n"
		"clinicaltrials \"T\" { term = \"adult\" }\n"
		"feed \"F\" { url = \"https://news.example.com/feed/\" keep = 'HSCT' }\n"
		"medlineplus \"M\" { query = \"scleroderma\" db = \"healthTopicsSpanish\" }\n"
		"medlineplus \"N\" { query = \"scleroderma\" }\n",
		&site, &problems));
	for (size_t i = 0; i < sizeof were / sizeof *were; i++) {
		const struct source *source = site_source(&site, str_of(were[i].name));
		assert_text(config_fingerprint(&site.arena, source), were[i].fingerprint);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_the_organisation_shows_is_read),
		cmocka_unit_test(a_whole_configuration_is_read),
		cmocka_unit_test(each_mistake_is_said_with_its_line),
		cmocka_unit_test(the_site_section_is_needed_and_checked),
		cmocka_unit_test(all_problems_are_said_together),
		cmocka_unit_test(double_quotes_take_in_the_environment),
		cmocka_unit_test(a_folder_without_feeds_is_no_site),
		cmocka_unit_test(many_sources_cost_no_more_than_their_length),
		cmocka_unit_test(a_fingerprint_is_of_what_is_asked),
		cmocka_unit_test(fingerprints_in_stores_stay_what_they_are),
	};
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
