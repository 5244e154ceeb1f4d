#include "parse/page/web_page.h"

#include "base/array.h"
#include "base/record.h"
#include "parse/html/element.h"
#include "parse/html/token.h"
#include "parse/page/page_text.h"
#include "parse/page/web_meta.h"
#include "parse/text/reference.h"

/* What is looked at of one attribute or title, and how many tags and scripts: no page needs a tenth
 * of it. */
enum { VALUE_MAX = 64 << 10, TAGS_MAX = 2000, SCRIPTS_MAX = 50 };

static const struct field PAGE_FIELDS[] = {
	FIELD(struct web_page, FIELD_STR, title),
	FIELD(struct web_page, FIELD_STR, summary),
	FIELD(struct web_page, FIELD_STR, site),
	FIELD(struct web_page, FIELD_DATE, day),
	FIELD(struct web_page, FIELD_STR, url),
	FIELD(struct web_page, FIELD_STR, language),
	FIELD(struct web_page, FIELD_STR, keys.pmid),
	FIELD(struct web_page, FIELD_STR, keys.pmcid),
	FIELD(struct web_page, FIELD_STR, keys.doi),
	FIELD(struct web_page, FIELD_STR, keys.nct),
};
const struct record WEB_PAGE = RECORD(struct web_page, PAGE_FIELDS);

struct page_reader {
	struct web_meta meta;
	bool in_picture; /* an <svg> has begun, whose <title> is none of the page's */
	size_t tags, scripts; /* that were read */
};

/* The attributes that matter here, of one tag. */
struct page_attributes {
	struct str name, property, content, rel, href, lang, type;
};

static struct page_attributes read_attributes(struct arena *a, struct str text)
{
	struct page_attributes out = {0};
	struct html_attr attr;
	const struct {
		struct str name;
		struct str *value;
	} wanted[] = {{S("name"), &out.name}, {S("property"), &out.property},
		{S("content"), &out.content}, {S("rel"), &out.rel}, {S("href"), &out.href},
		{S("lang"), &out.lang}, {S("type"), &out.type}};
	while (html_attr_next(&text, &attr))
		for (size_t i = 0; i < ARRAY_COUNT(wanted); i++)
			if (!wanted[i].value->p && str_ieq(attr.name, wanted[i].name))
				*wanted[i].value = reference_decode_attribute(a, str_sub(attr.value, 0, VALUE_MAX));
	return out;
}

static void read_meta(struct page_reader *r, const struct page_attributes *is)
{
	web_meta_named(&r->meta, is->property, is->content);
	web_meta_named(&r->meta, is->name, is->content);
}

/* A raw text element: its end tag stays. */
static void read_raw(struct page_reader *r, const struct html_token *token, struct str raw)
{
	if (str_ieq(token->name, S("title")) && !r->in_picture)
		web_meta_offer(&r->meta, WEB_TITLE, WEB_RANK_PLAIN,
			reference_decode(r->meta.arena, str_sub(raw, 0, VALUE_MAX)));
	if (!str_ieq(token->name, S("script")) || r->scripts >= SCRIPTS_MAX)
		return;
	const struct page_attributes is = read_attributes(r->meta.arena, token->text);
	if (!str_ieq(str_trim(is.type), S("application/ld+json")))
		return;
	r->scripts++;
	web_meta_linked_data(&r->meta, raw);
}

static void read_tag(struct page_reader *r, const struct html_token *token)
{
	bool meta = str_ieq(token->name, S("meta")), link = str_ieq(token->name, S("link")),
		 html = str_ieq(token->name, S("html"));
	r->in_picture |= str_ieq(token->name, S("svg"));
	if ((!meta && !link && !html) || r->tags >= TAGS_MAX)
		return;
	r->tags++;
	const struct page_attributes is = read_attributes(r->meta.arena, token->text);
	if (meta)
		read_meta(r, &is);
	else if (html)
		web_meta_offer(&r->meta, WEB_LANGUAGE, WEB_RANK_PLAIN, is.lang);
	else if (str_ieq(str_trim(is.rel), S("canonical")))
		web_meta_offer(&r->meta, WEB_URL, WEB_RANK_CITATION, is.href);
}

void web_page_read(struct arena *a, struct str bytes, struct str url, struct str content_type,
	struct web_page *out)
{
	*out = (struct web_page){0};
	struct page_reader r = {.meta = {.arena = a, .address = url, .page = out}};
	struct str rest = page_text(a, bytes, content_type);
	struct html_token token;
	while (html_token_next(&rest, &token)) {
		if (token.kind != HTML_START)
			continue;
		read_tag(&r, &token);
		if (token.element && token.element->traits & (HTML_DROP | HTML_RCDATA))
			read_raw(&r, &token, html_token_take_raw(&rest, token.name));
	}
}
