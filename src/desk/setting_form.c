#include "desk/setting_form.h"

#include <assert.h>
#include <string.h>

#include "base/date.h"
#include "base/url.h"
#include "desk/edit_form.h"
#include "render/view.h"

/* What can be chosen; its words are those of the configuration. */
struct choice {
	const char *word, *text;
};
static const struct choice EVERY[] = {{"", "as usual for its kind"}, {"30m", "half an hour"},
	{"1h", "hour"}, {"3h", "3 hours"}, {"6h", "6 hours"}, {"12h", "12 hours"}, {"1d", "day"},
	{"2d", "2 days"}, {"7d", "week"}, {0}};
static const struct choice SECTIONS[] = {{"", "item by item, by what it is"},
	{"research", "research"}, {"news", "news"}, {"trials", "trials"}, {0}};
static const struct choice APPROVALS[] = {
	{"", "when an editor approves it"}, {"auto", "at once, without an editor"}, {0}};
static const struct choice DATES[] = {
	{"", "as the language has them"}, {"iso", "2026-11-28 everywhere"}, {0}};
static const struct choice LEARN[] = {
	{"", "as editors decide"}, {"no", "by what is known of each item alone"}, {0}};
static const struct choice DATABASES[] = {{"", "English"}, {"healthTopicsSpanish", "Spanish"}, {0}};

enum field_shape { LINE, ADDRESS, AREA, LINES, TEXT, SELECT, CHECKS };
struct field {
	const char *key;
	enum field_shape shape;
	const char *label, *hint; /* hint: "" when there is none */
	const struct choice *choices;
};

static const struct {
	const char *kind, *noun;
} NOUNS[] = {
	{"topic", "a topic"},
	{"site", "the site"},
	{"feed", "a feed"},
	{"pubmed", "a PubMed search"},
	{"clinicaltrials", "a search for trials"},
	{"medlineplus", "a MedlinePlus search"},
};

static const struct field SITE_FIELDS[] = {
	{"title", LINE, "Name of the site", "", NULL},
	{"base_url", ADDRESS, "Address", "where readers find it", NULL},
	{"authority", LINE, "Whose entries they are",
		"a domain of yours and a year in which it was, as example.org,2026: by it programs that "
		"read feeds know each entry for ever. Empty: it is made from the address. Never changed "
		"once something is published",
		NULL},
	{"email", LINE, "E-mail", "the contact that PubMed asks for, and the sender of the digest",
		NULL},
	{"postal_address", TEXT, "Postal address", "in every digest, and at the end of every page",
		NULL},
	{"description", AREA, "What this site is", "in a sentence or two", NULL},
	{"disclaimer", AREA, "The last words of every page", "", NULL},
	{"language", LINE, "Language", "of the pages, as en or pt-BR", NULL},
	{"dates", SELECT, "Dates", "", DATES},
	{"timezone", LINE, "Time zone", "as America/Chicago", NULL},
	{"learn", SELECT, "The queue is ordered",
		"likeliest first; it learns from what is approved and rejected", LEARN},
	{"privacy_url", ADDRESS, "Page on privacy", "", NULL},
	{"donate_url", ADDRESS, "Page for donations", "", NULL},
	{0},
};
static const struct field TOPIC_FIELDS[] = {
	{"slug", LINE, "Name of its page",
		"in its address: small letters, digits and hyphens; from the title when it is empty", NULL},
	{"match", LINE, "Takes what has",
		"words of titles and summaries, with | between them, as stem cell|HSCT (a regular "
		"expression); empty: only what an editor or a source files here",
		NULL},
	{"also", LINES, "Also see", "titles of related pages, one a line", NULL},
	{0},
};
/* How the settings of the kinds are called, whatever kind has them. */
static const struct field OWN_FIELDS[] = {
	{"url", ADDRESS, "Address of the feed", "", NULL},
	{"query", AREA, "Search", "as you would type it there", NULL},
	{"condition", LINE, "Condition or disease", "", NULL},
	{"intervention", LINE, "Treatment", "", NULL},
	{"term", LINE, "Other words", "", NULL},
	{"status", CHECKS, "Only trials that are", "", NULL},
	{"db", SELECT, "Language", "", DATABASES},
	{0},
};
static const struct field SOURCE_FIELDS[] = {
	{"label", LINE, "How readers know it", "its name when it is empty", NULL},
	{"home", ADDRESS, "Its site", "the page that it belongs to", NULL},
	{"keep", LINE, "Keep only what has",
		"words of titles and texts, with | between them, as stem cell|HSCT (a regular expression)",
		NULL},
	{"drop", LINE, "Leave out what has", "", NULL},
	{"every", SELECT, "Visited every", "", EVERY},
	{"section", SELECT, "Section", "", SECTIONS},
	{"topics", CHECKS, "Always on the pages of", "", NULL},
	{"approve", SELECT, "Published", "", APPROVALS},
	{0},
};
enum { FIELDS_MAX = 24 };

/* The kind of source of this word that editors set up; SOURCE_KIND_COUNT: none. */
static enum source_kind source_kind_named(struct str word)
{
	enum source_kind kind = 0;
	while (kind < SOURCE_KIND_COUNT &&
		(source_schema(kind)->built_in || !str_eq(word, str_of(source_kind_word(kind)))))
		kind++;
	return kind;
}

bool setting_form_has(struct str kind)
{
	return str_eq(kind, S("topic")) || str_eq(kind, S("site")) ||
		source_kind_named(kind) < SOURCE_KIND_COUNT;
}

const char *setting_form_noun(struct str kind)
{
	for (size_t i = 0; i < sizeof NOUNS / sizeof *NOUNS; i++)
		if (str_eq(kind, str_of(NOUNS[i].kind)))
			return NOUNS[i].noun;
	return "a source";
}

static struct field own_field(const struct source_setting *setting)
{
	for (const struct field *field = OWN_FIELDS; field->key; field++)
		if (strcmp(field->key, setting->key) == 0)
			return *field;
	return (struct field){
		setting->key, setting->type == SETTING_URL ? ADDRESS : LINE, setting->key, "", NULL};
}

/* The fields of this kind, in their order; returns their number. */
static size_t fields_of(struct str kind, struct field out[static FIELDS_MAX])
{
	enum source_kind source = source_kind_named(kind);
	const struct field *common = source < SOURCE_KIND_COUNT ? SOURCE_FIELDS :
		str_eq(kind, S("site"))                             ? SITE_FIELDS :
															  TOPIC_FIELDS;
	size_t n = 0;
	for (size_t i = 0; source < SOURCE_KIND_COUNT && i < SETTINGS_MAX; i++)
		if (source_schema(source)->settings[i].key)
			out[n++] = own_field(&source_schema(source)->settings[i]);
	for (; common->key; common++)
		if (strcmp(common->key, "home") != 0 || str_eq(kind, S("feed")))
			out[n++] = *common;
	assert(n < FIELDS_MAX);
	return n;
}

/* Reading. */

static struct strs lines_of(struct arena *a, struct str text)
{
	struct strs lines = {0};
	while (text.n) {
		struct str line = str_collapse(a, str_cut(&text, '\n'));
		if (line.n)
			strs_add(a, &lines, line);
	}
	return lines;
}

struct str setting_form_address(struct arena *a, struct str text)
{
	bool names_host = str_find_char(text, '.') < text.n || str_find_char(text, ':') < text.n;
	bool bare = names_host && str_find(text, S("://")) == STR_NOT_FOUND &&
		str_find_char(text, ' ') >= text.n;
	return bare ? STR_CAT(a, S("https://"), text) : text;
}

static struct strs values_of(const struct http_request *request, const struct field *field)
{
	struct strs values = {0};
	if (field->shape == CHECKS)
		return http_param_all(request->a, &request->form, field->key);
	if (field->shape == LINES)
		return lines_of(request->a, http_param(&request->form, field->key));
	struct str line = field->shape == TEXT ? str_trim(http_param(&request->form, field->key)) :
											 edit_form_line(request, field->key);
	if (field->shape == ADDRESS)
		line = setting_form_address(request->a, line);
	if (line.n)
		strs_add(request->a, &values, line);
	return values;
}

struct config_block setting_form_read(
	const struct http_request *request, const struct config_block *was)
{
	struct field fields[FIELDS_MAX];
	struct arena *a = request->a;
	struct config_block block = {.kind = http_param(&request->form, "kind")};
	if (!str_eq(block.kind, S("site")))
		block.title = edit_form_line(request, "title");
	size_t n = fields_of(block.kind, fields);
	for (size_t i = 0; was && i < was->setting_count; i++)
		config_block_set(a, &block, was->settings[i].key, was->settings[i].values);
	for (size_t i = 0; i < n; i++)
		config_block_set(a, &block, str_of(fields[i].key), values_of(request, &fields[i]));
	return block;
}

/* What the file by hand says of the site, the desk cannot say. */
static struct str fixed_at(const struct site *site, struct str kind, struct str key)
{
	struct str where = str_eq(kind, S("site")) ? site_place(site, key) : STR_NONE;
	return str_starts(where, S(CONFIG_DESK_FILE ":")) ? STR_NONE : where;
}

void setting_form_complete(const struct site *site, const struct http_request *request,
	const struct config_block *was, struct config_block *block)
{
	struct arena *a = request->a;
	struct str key = S("authority"), address = config_block_value(block, S("base_url"));
	struct url url;
	if (!str_eq(block->kind, S("site")) || config_block_value(block, key).n ||
		fixed_at(site, block->kind, key).n)
		return;
	struct str authority = was ? config_block_value(was, key) : STR_NONE;
	if (url_parse(a, str_or(address, site->base_url), &url) &&
		(!authority.n || !url_is_reserved(url.host)))
		authority = str_printf(a, STR_FMT ",%d", STR_ARG(url.host), date_local(request->now).year);
	if (authority.n)
		config_block_set_one(a, block, key, authority);
}

/* “key” with its quotation marks, where it does not stand for a value (": “key”"). */
static size_t find_key(struct str text, struct str quoted)
{
	size_t at = str_find(text, quoted);
	bool value = at != STR_NOT_FOUND && at >= 2 && str_eq(str_sub(text, at - 2, 2), S(": "));
	return value ? STR_NOT_FOUND : at;
}

struct str setting_form_problem(struct arena *a, struct str kind, struct str problem)
{
	struct field fields[FIELDS_MAX];
	size_t n = fields_of(kind, fields);
	for (size_t i = 0; i < n; i++) {
		struct str quoted = str_printf(a, "“%s”", fields[i].key);
		size_t at = find_key(problem, quoted);
		if (at != STR_NOT_FOUND)
			return str_printf(a, STR_FMT "“%s”" STR_FMT, STR_ARG(str_sub(problem, 0, at)),
				fields[i].label, STR_ARG(str_sub(problem, at + quoted.n, SIZE_MAX)));
	}
	return problem;
}

/* Writing. */

static void add_option(json_t *options, struct str word, struct str text, bool chosen)
{
	json_t *one = json_pack("{sb}", "chosen", chosen);
	view_set(one, "word", word);
	view_set(one, "text", text);
	json_array_append_new(options, one);
}

/* A value that is none of the choices, as a file by hand may have it, is one more. */
static json_t *select_options(const struct choice *choices, struct str value)
{
	json_t *options = json_array();
	bool found = false;
	for (const struct choice *c = choices; c->word; c++) {
		bool chosen = str_ieq(value, str_of(c->word));
		found = found || chosen;
		add_option(options, str_of(c->word), str_of(c->text), chosen);
	}
	if (!found)
		add_option(options, value, value, true);
	return options;
}

/* "ACTIVE_NOT_RECRUITING" is "active not recruiting" for an editor. */
static struct str plain_word(struct arena *a, const char *word)
{
	char *text = str_cstr(a, str_of(word));
	for (char *p = text; *p; p++)
		*p = *p == '_' ? ' ' : (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
	return str_of(text);
}

static json_t *status_options(struct arena *a, struct strs values)
{
	static const char *const words[] = CLINICALTRIALS_STATUSES;
	json_t *options = json_array();
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		add_option(options, str_of(words[i]), plain_word(a, words[i]),
			strs_ihave(values, str_of(words[i])));
	return options;
}

static json_t *topic_options(const struct site *site, struct strs values)
{
	json_t *options = json_array();
	for (size_t i = 0; i < site->topic_count; i++)
		add_option(options, site->topics[i].slug, site->topics[i].title,
			strs_have(values, site->topics[i].slug));
	return options;
}

static struct str joined_lines(struct arena *a, struct strs values)
{
	struct str text = STR_NONE;
	for (size_t i = 0; i < values.n; i++)
		text = str_printf(
			a, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? "\n" : "", STR_ARG(values.v[i]));
	return text;
}

static void set_shape(const struct desk *desk, struct arena *a, const struct field *field,
	struct strs values, json_t *view)
{
	static const char *const shapes[] = {[LINE] = "line",
		[ADDRESS] = "line",
		[AREA] = "area",
		[LINES] = "area",
		[TEXT] = "area",
		[SELECT] = "select",
		[CHECKS] = "checks"};
	json_t *shape = json_pack("{sb}", "address", field->shape == ADDRESS);
	struct str value = field->shape == LINES ? joined_lines(a, values) :
		values.n                             ? values.v[0] :
											   STR_NONE;
	if (field->shape == SELECT)
		json_object_set_new(shape, "options", select_options(field->choices, value));
	else if (field->shape == CHECKS)
		json_object_set_new(shape, "options",
			strcmp(field->key, "status") == 0 ? status_options(a, values) :
												topic_options(desk->site, values));
	else
		view_set(shape, "value", value);
	json_object_set_new(view, shapes[field->shape], shape);
}

/* What a file by hand says of the site is shown, and changed there. */
static bool set_fixed(
	const struct site *site, struct str kind, const struct field *field, json_t *view)
{
	struct str where = fixed_at(site, kind, str_of(field->key));
	if (where.n)
		view_set(view, "fixed", where);
	return where.n > 0;
}

json_t *setting_form_fields(
	const struct desk *desk, struct arena *a, const struct config_block *block)
{
	static const char *const shapes[] = {"line", "area", "select", "checks", "fixed"};
	struct field fields[FIELDS_MAX];
	json_t *list = json_array();
	size_t n = fields_of(block->kind, fields);
	for (size_t i = 0; i < n; i++) {
		const struct field *field = &fields[i];
		if (strcmp(field->key, "topics") == 0 && !desk->site->topic_count)
			continue;
		json_t *view = json_object();
		view_set(view, "key", str_of(field->key));
		view_set(view, "label", str_of(field->label));
		view_set(view, "hint", str_of(field->hint));
		for (size_t k = 0; k < sizeof shapes / sizeof *shapes; k++)
			json_object_set_new(view, shapes[k], json_false());
		struct strs values = config_block_values(block, str_of(field->key));
		if (strcmp(field->key, "authority") == 0 && values.n && url_names_reserved(a, values.v[0]))
			values.n = 0; /* the example's is nobody's */
		if (!set_fixed(desk->site, block->kind, field, view))
			set_shape(desk, a, field, values, view);
		json_array_append_new(list, view);
	}
	return list;
}
