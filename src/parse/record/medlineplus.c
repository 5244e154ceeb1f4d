#include "parse/record/medlineplus.h"

#include <assert.h>
#include <string.h>

#include "base/buf.h"
#include "base/url.h"
#include "base/utf8.h"
#include "parse/html/html.h"
#include "parse/record/answer.h"
#include "parse/xml/xml.h"

enum {
	TOPICS_MAX = 1000,        /* of one page */
	GROUPS_MAX = 100,         /* of one topic */
	TEXT_MAX_BYTES = 1 << 18, /* of one element */
	LINE_MAX_BYTES = 2000,    /* of a name or title */
};

struct topic_reader {
	struct arena *arena;
	struct medlineplus_page *out;
	bool is_result;     /* there was an nlmSearchResult */
	struct entry entry; /* of the document element that is open */
	struct str content; /* content/@name: what the content element says of the topic */
	bool in_content;
	struct buf text;
};

static void on_start(void *user, const struct xml_tag *tag)
{
	struct topic_reader *r = user;
	if (r->in_content)
		return; /* markup that is not escaped */
	buf_clear(&r->text);
	r->is_result |= strcmp(tag->name, "nlmSearchResult") == 0;
	if (strcmp(tag->name, "document") == 0)
		r->entry = (struct entry){
			.kind = ENTRY_PAGE,
			.url = str_copy(r->arena, str_trim(xml_attr_value(tag, "url"))),
			.published = NO_TIME,
			.updated = NO_TIME,
		};
	r->in_content = strcmp(tag->name, "content") == 0;
	if (r->in_content)
		r->content = str_copy(r->arena, xml_attr_value(tag, "name"));
}

static void on_text(void *user, struct str text)
{
	struct topic_reader *r = user;
	if (buf_ok(&r->text))
		buf_add(&r->text, text);
}

/* Every content element holds escaped HTML; <span class="qt0"> marks words that were searched
 * for. */
static void end_content(struct topic_reader *r)
{
	bool is_summary = str_eq(r->content, S("FullSummary"));
	struct str text = html_to_text(
		r->arena, buf_str(&r->text), is_summary ? ENTRY_TEXT_MAX : LINE_MAX_BYTES);
	if (is_summary)
		r->entry.text = text;
	else if (str_eq(r->content, S("title")))
		r->entry.title = text;
	else if (str_eq(r->content, S("snippet")))
		r->entry.lead = text;
	else if (str_eq(r->content, S("organizationName")) && !r->entry.author.n)
		r->entry.author = text;
	else if (str_eq(r->content, S("groupName")) && text.n && r->entry.categories.n < GROUPS_MAX)
		strs_add(r->arena, &r->entry.categories, text);
}

/* A document without a web address is left out. */
static void end_document(struct topic_reader *r)
{
	struct entries *entries = &r->out->entries;
	r->out->documents++;
	if (!url_is_web(r->entry.url) || entries->n == TOPICS_MAX)
		return;
	r->entry.native = r->entry.url;
	r->entry.language = str_find(r->entry.url, S("/spanish/")) == STR_NOT_FOUND ? S("en") : S("es");
	assert(entries->n < TOPICS_MAX);
	entries->v = arena_grow(r->arena, entries->v, entries->n, sizeof *entries->v);
	entries->v[entries->n++] = r->entry;
}

/* The elements that say something of the page as a whole. */
static void end_field(struct topic_reader *r, const char *name)
{
	struct str text = str_trim(buf_str(&r->text));
	long *number = strcmp(name, "count") == 0 ? &r->out->count :
		strcmp(name, "retstart") == 0         ? &r->out->retstart :
												NULL;
	struct str *place = strcmp(name, "file") == 0 ? &r->out->file :
		strcmp(name, "server") == 0               ? &r->out->server :
													NULL;
	if (number && !str_to_long(text, number))
		*number = -1;
	if (place)
		*place = str_copy(r->arena, utf8_cut(text, LINE_MAX_BYTES));
}

static void on_end(void *user, const char *name, const char *ns)
{
	struct topic_reader *r = user;
	(void)ns;
	if (r->in_content && strcmp(name, "content") != 0)
		return;
	r->in_content = false;
	if (strcmp(name, "content") == 0)
		end_content(r);
	else if (strcmp(name, "document") == 0)
		end_document(r);
	else
		end_field(r, name);
	buf_clear(&r->text);
}

static void restart_topics(void *user)
{
	struct topic_reader *r = user;
	*r->out = (struct medlineplus_page){.count = -1};
	r->is_result = r->in_content = false;
	buf_clear(&r->text);
}

bool medlineplus_parse(
	struct arena *a, struct str xml, struct medlineplus_page *out, struct err *err)
{
	static const struct answer_words words = {
		"MedlinePlus", "health topics", "something that is not a search result"};
	static const struct xml_handler handler = {.start = on_start, .end = on_end, .text = on_text};
	struct xml_result result;
	struct topic_reader r = {.arena = a, .out = out, .text = buf_new(TEXT_MAX_BYTES)};
	restart_topics(&r);
	xml_read_records(xml, &handler, &r, restart_topics, &result);
	buf_free(&r.text);
	if (!r.is_result)
		return answer_unexpected(a, xml, &words, err);
	out->cut = xml_cut(&result);
	if (out->count < 0 && !out->cut.n)
		return err_set_kind(
			err, ERR_SOURCE, "MedlinePlus does not say how many health topics it found");
	return true;
}
