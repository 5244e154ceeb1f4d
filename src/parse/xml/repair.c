#include "parse/xml/repair.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/text/reference.h"
#include "parse/xml/xml.h"
#include "parse/xml/token.h"

enum { MAX_ENTITIES = 64, MAX_ENTITY_TEXT = 1024, MAX_REFERENCE = 40 };

/* An entity that the document declares; text.p is NULL when it may not be used. */
struct declared {
	struct str name, text;
};

struct repair {
	const char *p, *end;
	const char *start;      /* of the document */
	const char *kept;       /* everything before it is in the copy already */
	const char *markup;     /* up to here is inside a tag */
	const char *less, *amp; /* the next "<" and "&", or the end */
	bool in_prolog;         /* no element was seen: a document type may come */
	struct declared entities[MAX_ENTITIES];
	size_t entity_count;
	struct buf *copy;
	struct xml_repairs *repairs;
};

static bool is_name_start(char c)
{
	return is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static bool is_name_char(char c)
{
	return is_name_start(c) || is_digit(c) || c == '-' || c == '.';
}

static struct str ahead(const struct repair *r)
{
	return (struct str){r->p, (size_t)(r->end - r->p)};
}

static void note(struct xml_repairs *repairs, const char *fault, const char *start, const char *p)
{
	if (repairs->fault)
		return;
	repairs->fault = fault;
	repairs->line = 1;
	while ((start = memchr(start, '\n', (size_t)(p - start)))) {
		repairs->line++;
		start++;
	}
}

/* Instead of the next n bytes the parser will see `text`. */
static void replace(struct repair *r, size_t n, struct str text, const char *fault)
{
	if (fault)
		note(r->repairs, fault, r->start, r->p);
	buf_add(r->copy, (struct str){r->kept, (size_t)(r->p - r->kept)});
	buf_add(r->copy, text);
	r->p += n;
	r->kept = r->p;
}

static void scan_tag(struct repair *r)
{
	size_t attrs, end = xml_tag_end(str_sub(ahead(r), 1, SIZE_MAX), &attrs);
	if (attrs > XML_MAX_ATTRS) {
		r->repairs->stopped = true;
		replace(r, 0, STR_NONE, "a tag has too many attributes");
		r->end = r->p;
		return;
	}
	r->in_prolog = false;
	r->markup = end == STR_NOT_FOUND ? r->end : r->p + 1 + end;
	r->p++;
}

static struct str take_name(struct str *s)
{
	*s = str_trim(*s);
	size_t n = 0;
	while (n < s->n && is_name_char(s->p[n]))
		n++;
	struct str name = str_sub(*s, 0, n);
	*s = str_sub(*s, n, SIZE_MAX);
	return name;
}

/* What follows "<!ENTITY": a name and a quoted value. Values that hold references or markup could
 * grow or nest and are not used. */
static void declare_entity(struct repair *r, struct str s)
{
	struct declared d = {.name = take_name(&s)};
	s = str_trim(s);
	if (!d.name.n || r->entity_count == MAX_ENTITIES)
		return;
	if (s.n && (s.p[0] == '"' || s.p[0] == '\'')) {
		struct str value = str_sub(s, 1, SIZE_MAX);
		size_t n = str_find_char(value, s.p[0]);
		value = str_sub(value, 0, n);
		if (n <= MAX_ENTITY_TEXT && str_find_char(value, '&') == STR_NOT_FOUND &&
			str_find_char(value, '<') == STR_NOT_FOUND &&
			str_find_char(value, '%') == STR_NOT_FOUND)
			d.text = value.n ? value : S("");
	}
	r->entities[r->entity_count++] = d;
}

/* Reads the internal subset that begins here for its entities; returns the bytes up to its "]". */
static size_t read_subset(struct repair *r, struct str subset)
{
	size_t i = 0;
	char quote = 0;
	for (; i < subset.n && (quote || subset.p[i] != ']'); i++) {
		char c = subset.p[i];
		struct str rest = str_sub(subset, i, SIZE_MAX);
		if (quote)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (str_starts(rest, S("<!--")))
			i += str_find(rest, S("-->")) < rest.n ? str_find(rest, S("-->")) : rest.n - 1;
		else if (str_starts(rest, S("<!ENTITY")))
			declare_entity(r, str_sub(rest, 8, SIZE_MAX));
	}
	return i;
}

static void scan_doctype(struct repair *r)
{
	struct str all = ahead(r);
	size_t i = 0;
	while (i < all.n && all.p[i] != '>' && all.p[i] != '[')
		i++;
	if (i == all.n || all.p[i] == '>') {
		r->p += i < all.n ? i + 1 : i;
		return;
	}
	i += read_subset(r, str_sub(all, i + 1, SIZE_MAX)) + 1;
	struct str tail = str_sub(all, i, SIZE_MAX);
	size_t close = str_find_char(tail, '>');
	replace(r, close == STR_NOT_FOUND ? all.n : i + close + 1, STR_NONE, NULL);
}

static void scan_less_than(struct repair *r)
{
	struct str all = ahead(r);
	char next = all.n > 1 ? all.p[1] : 0;
	char after = all.n > 2 ? all.p[2] : 0;
	size_t section;
	if (r->p < r->markup)
		replace(r, 1, S("&lt;"), "a \"<\" stands inside a tag");
	else if (is_name_start(next))
		scan_tag(r);
	else if (next == '/' && is_name_start(after))
		r->p += 2;
	else if ((section = xml_section_length(all)))
		r->p += section;
	else if (r->in_prolog && str_istarts(all, S("<!DOCTYPE")))
		scan_doctype(r);
	else
		replace(r, 1, S("&lt;"), "a \"<\" that starts no tag is not written as &lt;");
}

static const struct declared *declared_find(const struct repair *r, struct str name)
{
	for (size_t i = 0; i < r->entity_count; i++)
		if (str_eq(r->entities[i].name, name))
			return &r->entities[i];
	return NULL;
}

/* The length of what has the form of a reference, with "&" and ";"; 0 when there is none. *name is
 * set for names. */
static size_t reference_length(struct str s, struct str *name)
{
	*name = STR_NONE;
	size_t i = 1;
	if (i < s.n && s.p[i] == '#') {
		bool hex = s.n > 2 && s.p[2] == 'x';
		size_t from = i = hex ? 3 : 2;
		while (i < s.n && i < MAX_REFERENCE &&
			(is_digit(s.p[i]) || (hex && to_lower(s.p[i]) >= 'a' && to_lower(s.p[i]) <= 'f')))
			i++;
		return i > from && i < s.n && s.p[i] == ';' ? i + 1 : 0;
	}
	while (i < s.n && i < MAX_REFERENCE && is_name_char(s.p[i]))
		i++;
	if (i == 1 || i >= s.n || s.p[i] != ';')
		return 0;
	*name = str_sub(s, 1, i - 1);
	return i + 1;
}

/* The length of one of the five references that XML knows by name, else 0. */
static size_t xml_reference(struct str s)
{
	static const struct str known[] = {S("&lt;"), S("&gt;"), S("&amp;"), S("&quot;"), S("&apos;")};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(s, known[i]))
			return known[i].n;
	return 0;
}

/* "&eacute;" becomes "&#233;": feeds use HTML's names though XML does not know them. */
static void replace_html_reference(struct repair *r, size_t n, const struct named_reference *entity)
{
	struct buf text CLEANUP_BUF = buf_new(64);
	buf_addf(&text, "&#%u;", entity->code[0]);
	if (entity->code[1])
		buf_addf(&text, "&#%u;", entity->code[1]);
	replace(r, n, buf_str(&text), "a named reference is HTML's, not XML's");
}

/* "&#146;" and "&#x92;" are control characters to XML; everybody who writes them means those of
 * windows-1252. */
static bool replace_c1_reference(struct repair *r, size_t n)
{
	struct str digits = str_sub(ahead(r), 2, n - 3);
	bool hex = digits.n && digits.p[0] == 'x';
	char text[8] = {0};
	if (digits.n - hex > 3 || digits.n - hex < 2)
		return false;
	memcpy(text, digits.p + hex, digits.n - hex);
	uint32_t code = (uint32_t)strtoul(text, NULL, hex ? 16 : 10);
	if (code < 0x80 || code > 0x9F)
		return false;
	struct buf character CLEANUP_BUF = buf_new(8);
	utf8_add(&character, reference_numeric_code(code));
	replace(r, n, buf_str(&character), NULL);
	return true;
}

static void scan_ampersand(struct repair *r)
{
	struct str name;
	size_t n = xml_reference(ahead(r));
	if (n) {
		r->p += n;
		return;
	}
	n = reference_length(ahead(r), &name);
	const struct declared *own = name.n && r->entity_count ? declared_find(r, name) : NULL;
	if (own)
		replace(r, n, own->text, own->text.p ? NULL : "an entity was not expanded");
	else if (n && !name.n)
		r->p += replace_c1_reference(r, n) ? 0 : n;
	else if (name.n && reference_find(name))
		replace_html_reference(r, n, reference_find(name));
	else
		replace(r, 1, S("&amp;"), "an \"&\" is not written as &amp;");
}

/* The next c at or after p, or the end. */
static const char *next_char(const struct repair *r, char c)
{
	const char *hit = memchr(r->p, c, (size_t)(r->end - r->p));
	return hit ? hit : r->end;
}

static void scan(struct repair *r)
{
	r->less = next_char(r, '<');
	r->amp = next_char(r, '&');
	for (;;) {
		if (r->less < r->p)
			r->less = next_char(r, '<');
		if (r->amp < r->p)
			r->amp = next_char(r, '&');
		r->p = r->less < r->amp ? r->less : r->amp;
		if (r->p >= r->end)
			return;
		if (*r->p == '<')
			scan_less_than(r);
		else
			scan_ampersand(r);
	}
}

/* True when a byte that XML knows is no character is among n bytes. Without a branch, so that the
 * compiler looks at many together. */
static bool holds_controls(const char *p, size_t n)
{
	unsigned char bad = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		bad |= (unsigned char)((c < ' ') & (c != '\t') & (c != '\n') & (c != '\r'));
	}
	return bad;
}

static bool is_noncharacter(struct str s)
{
	return str_starts(s, S("\xEF\xBF\xBE")) || str_starts(s, S("\xEF\xBF\xBF"));
}

/* U+0080 to U+009F: characters of windows-1252 that somebody took for those of ISO 8859-1. */
static bool is_c1(struct str s)
{
	return s.n > 1 && s.p[0] == '\xC2' && (unsigned char)s.p[1] < 0xA0;
}

/* True when a character that begins with the byte `first` is `odd`. */
static bool holds(struct str s, char first, bool (*odd)(struct str s))
{
	for (size_t at; (at = str_find_char(s, first)) != STR_NOT_FOUND;
		 s = str_sub(s, at + 1, SIZE_MAX))
		if (odd(str_sub(s, at, SIZE_MAX)))
			return true;
	return false;
}

/* All of `bytes` are characters of XML (XML 1.0 section 2.2) in UTF-8, and none of them a C1
 * control. */
static bool is_text(struct str bytes)
{
	enum { BLOCK = 64 };
	size_t i = 0;
	for (; i + BLOCK <= bytes.n; i += BLOCK)
		if (holds_controls(bytes.p + i, BLOCK))
			return false;
	return !holds_controls(bytes.p + i, bytes.n - i) && utf8_valid(bytes) &&
		!holds(bytes, '\xEF', is_noncharacter) && !holds(bytes, '\xC2', is_c1);
}

/* A copy without control characters, C1 as windows-1252; what is not UTF-8 or no character becomes
 * U+FFFD. */
static void add_text(struct buf *copy, struct str bytes, struct xml_repairs *repairs)
{
	const char *start = bytes.p;
	while (bytes.n) {
		struct str before = bytes;
		uint32_t c = utf8_take(&bytes);
		bool bad = is_noncharacter(before) || (c == 0xFFFD && before.n - bytes.n == 1);
		if (bad)
			note(repairs, "some bytes are not valid UTF-8", start, before.p);
		if (c < ' ' && holds_controls(before.p, 1))
			note(repairs, "control characters were removed", start, before.p);
		else
			utf8_add(copy, bad ? 0xFFFD : reference_numeric_code(c));
	}
}

/* The document's characters, without what stands before it. */
static struct str clean(struct str bytes, struct buf *cleaned, struct xml_repairs *repairs)
{
	bool bom = str_starts(bytes, S("\xEF\xBB\xBF"));
	struct str all = str_sub(bytes, bom ? 3 : 0, SIZE_MAX), text = str_trim(all);
	if (!text.n)
		return STR_NONE;
	if (text.p != all.p && str_starts(text, S("<?xml")))
		*repairs = (struct xml_repairs){
			.fault = "white space before the XML declaration", .line = 1};
	if (is_text(text))
		return text;
	*cleaned = buf_new(text.n * 3);
	add_text(cleaned, text, repairs);
	return str_trim(buf_str(cleaned));
}

struct str xml_repair(struct str bytes, struct buf *copy, struct xml_repairs *repairs)
{
	struct buf cleaned CLEANUP_BUF = {0};
	*repairs = (struct xml_repairs){0};
	bytes = clean(bytes, &cleaned, repairs);
	if (!bytes.n)
		return STR_NONE;
	*copy = buf_new(bytes.n * 5 + MAX_ENTITY_TEXT);
	struct repair r = {.p = bytes.p,
		.start = bytes.p,
		.end = bytes.p + bytes.n,
		.kept = bytes.p,
		.markup = bytes.p,
		.in_prolog = true,
		.copy = copy,
		.repairs = repairs};
	scan(&r);
	if (r.kept == bytes.p && !cleaned.n)
		return (struct str){bytes.p, (size_t)(r.end - bytes.p)};
	buf_add(copy, (struct str){r.kept, (size_t)(r.end - r.kept)});
	return buf_str(copy);
}
