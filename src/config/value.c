#include "config/value.h"

#include <arpa/inet.h>
#include <assert.h>
#include <string.h>
#include <unistd.h>

#include "base/date.h"
#include "base/file.h"
#include "base/nearest.h"
#include "base/url.h"
#include "base/utf8.h"
#include "model/image.h"

enum {
	SECONDS_MIN = 60,
	DAYS_MAX = 366,
	COUNT_MAX = 1000,
	NUMBER_MAX = 1000000,
	ZONES_MAX_BYTES = 1 << 20
};

static struct str only(const struct setting *setting)
{
	return setting->values.n ? setting->values.v[0] : STR_NONE;
}

/* "“url” is not WHAT: “…”" */
static void refuse(
	struct problems *problems, const struct setting *setting, struct str value, const char *what)
{
	problem_add(problems, setting->line, "“" STR_FMT "” is not %s: “" STR_FMT "”",
		STR_ARG(setting->key), what, STR_ARG(utf8_cut(value, 100)));
}

static struct strs words_of(struct arena *a, const char *const *words, size_t n)
{
	struct strs list = {0};
	for (size_t i = 0; i < n; i++)
		strs_add(a, &list, str_of(words[i]));
	return list;
}

/* The index of the value among the n words that may stand here; n, and a problem, when it is
 * none. */
static size_t choose(struct problems *problems, const struct setting *setting, struct str value,
	const char *what, const char *const *words, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (str_ieq(value, str_of(words[i])))
			return i;
	struct strs list = words_of(problems->arena, words, n);
	problem_add_word(problems, setting->line, value, what, &list);
	return n;
}

void value_choices(struct problems *problems, const struct setting *setting,
	const struct source_setting *schema, struct source_value *value)
{
	size_t n = 0;
	while (n < CHOICES_MAX && schema->choices[n])
		n++;
	assert(n > 0 && schema->what);
	for (size_t i = 0; i < setting->values.n; i++) {
		size_t k = choose(
			problems, setting, setting->values.v[i], schema->what, schema->choices, n);
		if (k < n && schema->type == SETTING_CHOICES)
			strs_add(problems->arena, &value->texts, str_of(schema->choices[k]));
		else if (k < n)
			value->text = str_of(schema->choices[k]);
	}
}

void value_text(struct problems *problems, const struct setting *setting, void *field)
{
	*(struct str *)field = str_collapse(problems->arena, only(setting));
}

void value_lines(struct problems *problems, const struct setting *setting, void *field)
{
	(void)problems;
	*(struct str *)field = str_trim(only(setting));
}

void value_path(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = only(setting);
	bool sound = value.n && value.p[value.n - 1] != '/';
	for (size_t i = 0; i < value.n; i++)
		sound = sound && (unsigned char)value.p[i] >= ' ';
	if (sound)
		*(struct str *)field = value;
	else
		refuse(problems, setting, value, "the path of a file (/etc/tidings/subscribers.key)");
}

static bool is_slug(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!(s.p[i] >= 'a' && s.p[i] <= 'z') && !is_digit(s.p[i]) &&
			!(s.p[i] == '-' && i && i + 1 < s.n && s.p[i - 1] != '-'))
			return false;
	return s.n > 0 && s.n <= SLUG_MAX;
}

void value_slug(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = only(setting);
	if (is_slug(value))
		*(struct str *)field = value;
	else
		refuse(problems, setting, value,
			"a name for a file, of small letters a-z, digits and single hyphens");
}

void value_url(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting));
	if (url_is_sound(problems->arena, value))
		*(struct str *)field = value;
	else
		refuse(problems, setting, value, "a web address (http:// or https://)");
}

void value_image(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting));
	if (!value.n || image_type(value))
		*(struct str *)field = value;
	else
		refuse(problems, setting, value,
			"the name of an image in templates/ (.svg, .png, .jpg, .gif, .webp or .ico), without a "
			"folder");
}

void value_base(struct problems *problems, const struct setting *setting, void *field)
{
	struct str *base = field, before = *base;
	value_url(problems, setting, field);
	if (base->p != before.p && !str_ends(*base, S("/")))
		*base = str_printf(problems->arena, STR_FMT "/", STR_ARG(*base));
}

/* Letters, digits, "-", "_", "." and "~" between slashes, and no segment of dots: what stands in a
 * path as it is meant, whoever reads it. */
static bool is_plain_path(struct str path)
{
	for (size_t i = 0; i < path.n; i++) {
		char c = path.p[i];
		if (!is_alpha(c) && !is_digit(c) && str_find_char(S("/-_.~"), c) == STR_NOT_FOUND)
			return false;
	}
	return str_find(path, S("//")) == STR_NOT_FOUND && str_find(path, S("/.")) == STR_NOT_FOUND;
}

enum place { PLACE_HOST, PLACE_PATH };
/* `what`: the address that it is, a whole host or a path of one. */
static void read_host(struct problems *problems, const struct setting *setting, void *field,
	enum place place, const char *what)
{
	struct str value = str_trim(only(setting));
	struct url url;
	if (!url_is_sound(problems->arena, value) || !url_parse(problems->arena, value, &url) ||
		!str_eq(url.scheme, S("https")) ||
		(place == PLACE_HOST && url.path.n && !str_eq(url.path, S("/"))) ||
		!is_plain_path(url.path) || url.query.n || url.fragment.n)
		refuse(problems, setting, value, what);
	else
		value_base(problems, setting, field);
}

void value_desk(struct problems *problems, const struct setting *setting, void *field)
{
	read_host(problems, setting, field, PLACE_PATH,
		"the address where the web server answers for the desk (https://desk.example.org/, or "
		"https://example.org/desk/)");
}

void value_door(struct problems *problems, const struct setting *setting, void *field)
{
	read_host(problems, setting, field, PLACE_HOST,
		"the address where the web server passes /search, /hub and /websub/ on to `tidings serve` "
		"(https://news.example.org/)");
}

void value_smtp(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting));
	bool scheme = str_istarts(value, S("smtp://")) || str_istarts(value, S("smtps://"));
	size_t host = str_find(value, S("://"));
	if (scheme && host + 3 < value.n)
		*(struct str *)field = value;
	else
		refuse(problems, setting, value, "the address of a mail server (smtp://host:port)");
}

void value_inbox(struct problems *problems, const struct setting *setting, void *field)
{
	static const char *const BEGINNINGS[] = {"maildir:/", "mbox:/", "imaps://", "imap://"};
	struct str value = str_trim(only(setting));
	bool known = false;
	for (size_t i = 0; i < sizeof BEGINNINGS / sizeof *BEGINNINGS; i++)
		known = known ||
			(str_starts(value, str_of(BEGINNINGS[i])) && value.n > strlen(BEGINNINGS[i]));
	if (known)
		*(struct str *)field = value;
	else
		refuse(problems, setting, value,
			"where mail arrives (maildir:/PATH, mbox:/PATH or imaps://USER@HOST/INBOX)");
}

static bool is_dns_name(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!is_alpha(s.p[i]) && !is_digit(s.p[i]) && s.p[i] != '-' &&
			(s.p[i] != '.' || i == 0 || i + 1 == s.n || s.p[i - 1] == '.'))
			return false;
	return s.n > 0 && s.n < 254;
}

static bool is_email(struct str s)
{
	struct str domain = s, local = str_cut(&domain, '@');
	for (size_t i = 0; i < local.n; i++)
		if (!is_alpha(local.p[i]) && !is_digit(local.p[i]) &&
			!strchr(".!#$%&'*+/=?^_`{|}~-", local.p[i]))
			return false;
	return local.n > 0 && local.n <= 64 && is_dns_name(domain);
}

void value_email(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting));
	if (is_email(value))
		*(struct str *)field = value;
	else
		refuse(problems, setting, value, "an e-mail address");
}

void value_authority(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting)), day = value, name = str_cut(&day, ',');
	struct date date;
	if ((is_dns_name(name) || is_email(name)) && date_parse_partial(day, &date) && date_valid(date))
		*(struct str *)field = value;
	else
		refuse(problems, setting, value,
			"a domain of yours and a day when it was yours, as “example.org,2026” (RFC 4151)");
}

void value_language(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting)), rest = value;
	bool sound = value.n > 1;
	while (sound && rest.p) {
		struct str subtag = str_cut(&rest, '-');
		sound = subtag.n > 0 && subtag.n <= 8;
		for (size_t i = 0; i < subtag.n; i++)
			sound = sound &&
				(is_alpha(subtag.p[i]) || (is_digit(subtag.p[i]) && subtag.p != value.p));
	}
	if (sound)
		*(struct str *)field = value;
	else
		refuse(problems, setting, value, "a language tag, as “en” or “pt-BR”");
}

#define ZONES_FOLDER "/usr/share/zoneinfo/"

static bool zone_exists(struct arena *a, struct str zone)
{
	for (size_t i = 0; i < zone.n; i++)
		if (!is_alpha(zone.p[i]) && !is_digit(zone.p[i]) && !strchr("/_+-", zone.p[i]))
			return false;
	struct str path = str_printf(a, ZONES_FOLDER STR_FMT, STR_ARG(zone));
	return str_eq(zone, S("UTC")) ||
		(is_alpha(zone.n ? zone.p[0] : 0) && !str_ends(zone, S("/")) && access(path.p, R_OK) == 0);
}

/* The zones in the third column of zone1970.tab, to find the nearest one. */
static struct strs zone_names(struct arena *a)
{
	struct strs names = {0};
	struct str rest = STR_NONE;
	if (!file_read(a, ZONES_FOLDER "zone1970.tab", ZONES_MAX_BYTES, &rest, NULL))
		return names;
	while (rest.p) {
		struct str line = str_cut(&rest, '\n');
		if (str_starts(line, S("#")))
			continue;
		str_cut(&line, '\t');
		str_cut(&line, '\t');
		if (line.n)
			strs_add(a, &names, str_cut(&line, '\t'));
	}
	return names;
}

void value_timezone(struct problems *problems, const struct setting *setting, void *field)
{
	struct str value = str_trim(only(setting));
	struct strs names = {0};
	if (zone_exists(problems->arena, value)) {
		*(struct str *)field = value;
		return;
	}
	names = zone_names(problems->arena);
	struct str near = nearest_word(value, &names);
	struct strs choice = {&near, near.n > 0};
	if (near.n)
		problem_add_word(problems, setting->line, value, "time zone", &choice);
	else
		refuse(problems, setting, value, "a time zone, as “America/Chicago” or “UTC”");
}

void value_texts(struct problems *problems, const struct setting *setting, void *field)
{
	for (size_t i = 0; i < setting->values.n; i++)
		strs_add(problems->arena, field, str_collapse(problems->arena, setting->values.v[i]));
}

void value_urls(struct problems *problems, const struct setting *setting, void *field)
{
	for (size_t i = 0; i < setting->values.n; i++) {
		struct str url = str_trim(setting->values.v[i]);
		if (!url_is_sound(problems->arena, url))
			refuse(problems, setting, url, "a web address (http:// or https://)");
		else if (!strs_have(*(struct strs *)field, url))
			strs_add(problems->arena, field, url);
	}
}

static bool is_range(struct arena *a, struct str range)
{
	unsigned char address[16];
	struct str bits = range, host = str_cut(&bits, '/');
	const char *text = str_cstr(a, host);
	long length = 0,
		 most = inet_pton(AF_INET, text, address) == 1 ? 32 :
		inet_pton(AF_INET6, text, address) == 1        ? 128 :
														 -1;
	return most > 0 &&
		(!bits.p || (str_is_digits(bits) && str_to_long(bits, &length) && length <= most));
}

void value_ranges(struct problems *problems, const struct setting *setting, void *field)
{
	for (size_t i = 0; i < setting->values.n; i++) {
		struct str range = str_trim(setting->values.v[i]);
		if (is_range(problems->arena, range))
			strs_add(problems->arena, field, range);
		else
			refuse(problems, setting, range, "a range of addresses, as “127.0.0.0/8”");
	}
}

void value_pattern(struct problems *problems, const struct setting *setting, void *field)
{
	struct pattern **pattern = field;
	struct err err;
	struct str expression = only(setting);
	if (*pattern || !expression.n)
		return;
	*pattern = pattern_new(expression, &err);
	if (!*pattern)
		problem_add(problems, setting->line, "%s", err.text);
}

void value_section(struct problems *problems, const struct setting *setting, void *field)
{
	const char *words[SECTION_COUNT - 1];
	for (int s = SECTION_RESEARCH; s < SECTION_COUNT; s++)
		words[s - 1] = section_word((enum section)s);
	size_t i = choose(problems, setting, only(setting), "section", words, SECTION_COUNT - 1);
	if (i < SECTION_COUNT - 1)
		*(enum section *)field = (enum section)(i + 1);
}

void value_sections(struct problems *problems, const struct setting *setting, void *field)
{
	bool *sections = field;
	for (size_t i = 0; i < setting->values.n; i++) {
		const struct setting one = {
			.key = setting->key, .line = setting->line, .values = {&setting->values.v[i], 1}};
		enum section section = SECTION_NONE;
		value_section(problems, &one, &section);
		sections[section] = section != SECTION_NONE;
	}
}

void value_cadence(struct problems *problems, const struct setting *setting, void *field)
{
	const char *words[CADENCES];
	for (int c = 0; c < CADENCES; c++)
		words[c] = mail_list_cadence_word((enum cadence)c);
	size_t i = choose(problems, setting, only(setting), "cadence", words, CADENCES);
	if (i < CADENCES)
		*(enum cadence *)field = (enum cadence)i;
}

void value_after_crash(struct problems *problems, const struct setting *setting, void *field)
{
	static const char *const words[] = {"again", "editor"};
	size_t i = choose(problems, setting, only(setting), "way to go on after a crash", words, 2);
	if (i < 2)
		*(bool *)field = i == 1;
}

void value_approve(struct problems *problems, const struct setting *setting, void *field)
{
	static const char *const words[] = {"editor", "auto"};
	size_t i = choose(problems, setting, only(setting), "way to approve", words, 2);
	if (i < 2)
		*(bool *)field = i == 1;
}

void value_switch(struct problems *problems, const struct setting *setting, void *field)
{
	static const char *const words[] = {"no", "yes"};
	size_t i = choose(problems, setting, only(setting), "answer", words, 2);
	if (i < 2)
		*(bool *)field = i == 1;
}

void value_dates(struct problems *problems, const struct setting *setting, void *field)
{
	static const char *const words[] = {"language", "iso"};
	size_t i = choose(problems, setting, only(setting), "form of dates", words, 2);
	if (i < 2)
		*(bool *)field = i == 1;
}

void value_duration(struct problems *problems, const struct setting *setting, void *field)
{
	static const struct {
		char unit;
		int64_t seconds;
	} units[] = {{'s', 1}, {'m', 60}, {'h', 3600}, {'d', 86400}};
	struct str value = str_trim(only(setting));
	long count = 0;
	int64_t seconds = 0;
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (value.n > 1 && value.n < 9 && value.p[value.n - 1] == units[i].unit &&
			str_to_long(str_sub(value, 0, value.n - 1), &count))
			seconds = count * units[i].seconds;
	if (!seconds)
		refuse(problems, setting, value, "a time, as “90s”, “30m”, “1h” or “2d”");
	else if (seconds < SECONDS_MIN || seconds > DAYS_MAX * INT64_C(86400))
		refuse(problems, setting, value, "a time between a minute and a year");
	else
		*(int64_t *)field = seconds;
}

static void read_number(
	struct problems *problems, const struct setting *setting, long *field, long most)
{
	long number;
	struct str value = str_trim(only(setting));
	if (str_to_long(value, &number) && number >= 1 && number <= most)
		*field = number;
	else
		refuse(problems, setting, value,
			str_printf(problems->arena, "a number from 1 to %ld", most).p);
}

void value_count(struct problems *problems, const struct setting *setting, void *field)
{
	read_number(problems, setting, field, COUNT_MAX);
}

void value_number(struct problems *problems, const struct setting *setting, void *field)
{
	read_number(problems, setting, field, NUMBER_MAX);
}
