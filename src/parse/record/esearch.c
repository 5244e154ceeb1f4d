#include "parse/record/esearch.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "parse/record/answer.h"
#include "parse/xml/xml.h"

/* ESearch sends at most 10,000 ids at once (retmax). */
enum { IDS_MAX = 10000, MESSAGES_MAX = 100, TEXT_MAX_BYTES = 1 << 16 };

enum list { NO_LIST, ID_LIST, ERROR_LIST, WARNING_LIST, OTHER_LIST };

struct esearch_reader {
	struct arena *arena;
	struct esearch *out;
	bool has_root, is_result; /* the root is eSearchResult */
	struct str service_error; /* the text of <ERROR> */
	enum list list;           /* the list that is open */
	struct buf text;
};

/* The children of eSearchResult that are kept. Members of lists have such names too: those of
 * TranslationStack have a Count. */
static const struct {
	const char *name;
	/* Where the value goes in struct esearch: a struct str when `text` is not 0, else a long. */
	size_t number, text;
} FIELDS[] = {
	{"Count", offsetof(struct esearch, count), 0},
	{"RetMax", offsetof(struct esearch, retmax), 0},
	{"RetStart", offsetof(struct esearch, retstart), 0},
	{"QueryKey", 0, offsetof(struct esearch, query_key)},
	{"WebEnv", 0, offsetof(struct esearch, web_env)},
	{"QueryTranslation", 0, offsetof(struct esearch, query_translation)},
};

static enum list list_named(const char *name)
{
	static const struct {
		const char *name;
		enum list list;
	} lists[] = {{"IdList", ID_LIST}, {"ErrorList", ERROR_LIST}, {"WarningList", WARNING_LIST},
		{"TranslationSet", OTHER_LIST}, {"TranslationStack", OTHER_LIST}};
	for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
		if (strcmp(name, lists[i].name) == 0)
			return lists[i].list;
	return NO_LIST;
}

static bool is_field(const char *name)
{
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++)
		if (strcmp(name, FIELDS[i].name) == 0)
			return true;
	return strcmp(name, "ERROR") == 0;
}

/* Elements are known by name, not by depth, and others change nothing: a stray tag costs no field
 * that stands behind it. */
static void on_start(void *user, const struct xml_tag *tag)
{
	struct esearch_reader *r = user;
	if (!r->has_root)
		r->is_result = strcmp(tag->name, "eSearchResult") == 0;
	r->has_root = true;
	if (list_named(tag->name) != NO_LIST)
		r->list = list_named(tag->name);
	if (r->list != NO_LIST || is_field(tag->name))
		buf_clear(&r->text);
}

static void on_text(void *user, struct str text)
{
	struct esearch_reader *r = user;
	if (buf_ok(&r->text))
		buf_add(&r->text, text);
}

static void add_to_list(struct esearch_reader *r, struct strs *list, struct str text, size_t max)
{
	if (text.n && list->n < max)
		strs_add(r->arena, list, text);
}

static void end_field(struct esearch_reader *r, const char *name, struct str text)
{
	static_assert(offsetof(struct esearch, query_key) > 0, "0 is no offset of a text");
	if (strcmp(name, "ERROR") == 0)
		r->service_error = text.n ? text : S("an error without words");
	for (size_t i = 0; i < sizeof FIELDS / sizeof *FIELDS; i++) {
		if (strcmp(name, FIELDS[i].name) != 0)
			continue;
		if (FIELDS[i].text)
			*(struct str *)((char *)r->out + FIELDS[i].text) = text;
		else if (str_to_long(text, (long *)((char *)r->out + FIELDS[i].number)))
			r->out->counted |= FIELDS[i].number == offsetof(struct esearch, count);
		else
			add_to_list(r, &r->out->warnings,
				str_printf(r->arena, "%s is not a number: " STR_FMT, name, STR_ARG(text)),
				MESSAGES_MAX);
	}
}

/* A message about the query. The name of its element says what is wrong with the phrase in it, as
 * in <PhraseNotFound>; <OutputMessage> is a whole sentence. */
static struct str message_text(struct esearch_reader *r, const char *name, struct str text)
{
	if (strcmp(name, "OutputMessage") == 0)
		return text;
	return text.n ? str_printf(r->arena, "%s: " STR_FMT, name, STR_ARG(text)) : STR_NONE;
}

/* The end of an element in a list. */
static void end_member(struct esearch_reader *r, const char *name, struct str text)
{
	if (r->list == ID_LIST && str_is_digits(text))
		add_to_list(r, &r->out->ids, text, IDS_MAX);
	if (r->list == ERROR_LIST)
		add_to_list(r, &r->out->errors, message_text(r, name, text), MESSAGES_MAX);
	if (r->list == WARNING_LIST)
		add_to_list(r, &r->out->warnings, message_text(r, name, text), MESSAGES_MAX);
}

static void on_end(void *user, const char *name, const char *ns)
{
	struct esearch_reader *r = user;
	(void)ns;
	if (list_named(name) != NO_LIST) {
		r->list = NO_LIST;
		return;
	}
	if (r->list == NO_LIST && !is_field(name))
		return;
	struct str text = str_collapse(r->arena, utf8_clean(r->arena, buf_str(&r->text)));
	if (r->list == NO_LIST)
		end_field(r, name, text);
	else
		end_member(r, name, text);
	buf_clear(&r->text);
}

static void restart_esearch(void *user)
{
	struct esearch_reader *r = user;
	*r->out = (struct esearch){0};
	r->has_root = r->is_result = false;
	r->service_error = STR_NONE;
	r->list = NO_LIST;
	buf_clear(&r->text);
}

bool esearch_parse(struct arena *a, struct str xml, struct esearch *out, struct err *err)
{
	static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
	struct xml_result result;
	struct esearch_reader r = {.arena = a, .out = out, .text = buf_new(TEXT_MAX_BYTES)};
	restart_esearch(&r);
	xml_read_records(xml, &handler, &r, restart_esearch, &result);
	buf_free(&r.text);
	if (!r.is_result || r.service_error.n)
		return answer_eutils_error(a, xml, r.service_error, err);
	struct str cut = xml_cut(&result);
	if (cut.n)
		return err_set_kind(err, ERR_SOURCE, "PubMed's answer " STR_FMT, STR_ARG(cut));
	if (!out->counted || out->count < 0)
		return err_set_kind(err, ERR_SOURCE, "PubMed does not say how many records it found");
	return true;
}
