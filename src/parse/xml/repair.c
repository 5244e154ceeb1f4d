#include "parse/xml/repair.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/text/reference.h"
#include "parse/xml/limits.h"
#include "parse/xml/token.h"

enum {
	MAX_ENTITIES = 64,      /* declared by one document */
	MAX_ENTITY_TEXT = 1024, /* bytes of the text of one */
	MAX_REFERENCE = 40,     /* bytes of a reference */
	MAX_GROWTH = 5,         /* bytes written for one byte that is mended: "&amp;" for "&" */
};

/* An entity that the document declares. */
struct declared_entity {
	struct str name;
	struct str text; /* p is NULL when it must not be used */
};

struct repair {
	const char *p, *end;          /* what is left to read */
	const char *start;            /* of the document */
	const char *kept;             /* what stands before it is in the copy */
	const char *tag_end;          /* what stands before it is inside a tag */
	const char *less, *ampersand; /* the next "<" and "&" at or behind p, or the end */
	bool in_prolog;               /* no element was seen yet: a DOCTYPE may come */
	struct declared_entity entities[MAX_ENTITIES];
	size_t entity_count;
	size_t entity_room; /* how many more bytes the texts of entities may take */
	struct buf *copy;
	struct xml_repairs *repairs;
};

/* What is left to read. */
static struct str ahead(const struct repair *r)
{
	return (struct str){r->p, (size_t)(r->end - r->p)};
}

/* Keeps the first fault, with the line of p. */
static void record_fault(
	struct xml_repairs *repairs, const char *fault, const char *start, const char *p)
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

/* Writes `text` in place of the next n bytes. `fault` is NULL where nothing was wrong with them. */
static void replace_bytes(struct repair *r, size_t n, struct str text, const char *fault)
{
	assert(r->kept <= r->p && n <= ahead(r).n);
	if (fault)
		record_fault(r->repairs, fault, r->start, r->p);
	buf_add(r->copy, (struct str){r->kept, (size_t)(r->p - r->kept)});
	buf_add(r->copy, text);
	r->p += n;
	r->kept = r->p;
}

/* A start tag: its attributes are counted, and what stands inside it is remembered. */
static void scan_tag(struct repair *r)
{
	size_t attrs, end = xml_token_tag_end(str_sub(ahead(r), 1, SIZE_MAX), &attrs);
	if (attrs > XML_MAX_ATTRS) {
		r->repairs->stopped = true;
		replace_bytes(r, 0, STR_NONE, "a tag has too many attributes");
		r->end = r->p;
		return;
	}
	r->in_prolog = false;
	r->tag_end = end == STR_NOT_FOUND ? r->end : r->p + 1 + end;
	r->p++;
}

/* Takes white space and a name off *s. */
static struct str take_name(struct str *s)
{
	*s = str_trim(*s);
	size_t n = 0;
	while (n < s->n && xml_token_is_name(s->p[n]))
		n++;
	struct str name = str_sub(*s, 0, n);
	*s = str_sub(*s, n, SIZE_MAX);
	return name;
}

/* Reads what follows "<!ENTITY": a name and a quoted value. A value that holds references or markup
 * is not used, because it could grow or nest. */
static void declare_entity(struct repair *r, struct str s)
{
	struct declared_entity d = {.name = take_name(&s)};
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
	assert(r->entity_count < MAX_ENTITIES);
	r->entities[r->entity_count++] = d;
}

/* Reads the entities that an internal subset declares; returns its length up to "]". */
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

/* A DOCTYPE (XML 1.0 section 2.8). One with an internal subset is removed. */
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
	replace_bytes(r, close == STR_NOT_FOUND ? all.n : i + close + 1, STR_NONE, NULL);
}

static void scan_less_than(struct repair *r)
{
	struct str all = ahead(r);
	char next = all.n > 1 ? all.p[1] : 0;
	char after = all.n > 2 ? all.p[2] : 0;
	size_t section;
	if (r->p < r->tag_end)
		replace_bytes(r, 1, S("&lt;"), "a \"<\" stands inside a tag");
	else if (xml_token_is_name_start(next))
		scan_tag(r);
	else if (next == '/' && xml_token_is_name_start(after))
		r->p += 2;
	else if ((section = xml_token_section_length(all)))
		r->p += section;
	else if (r->in_prolog && str_istarts(all, S("<!DOCTYPE")))
		scan_doctype(r);
	else
		replace_bytes(r, 1, S("&lt;"), "a \"<\" that starts no tag is not written as &lt;");
}

static const struct declared_entity *find_entity(const struct repair *r, struct str name)
{
	for (size_t i = 0; i < r->entity_count; i++)
		if (str_eq(r->entities[i].name, name))
			return &r->entities[i];
	return NULL;
}

/* The length of what has the form of a reference at the front of s, with "&" and ";"; 0 when there
 * is none. *name is its name, empty for a numeric reference. */
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
	while (i < s.n && i < MAX_REFERENCE && xml_token_is_name(s.p[i]))
		i++;
	if (i == 1 || i >= s.n || s.p[i] != ';')
		return 0;
	*name = str_sub(s, 1, i - 1);
	return i + 1;
}

/* The length of one of the five named references of XML at the front of s; 0 when there is none. */
static size_t xml_reference_length(struct str s)
{
	static const struct str known[] = {S("&lt;"), S("&gt;"), S("&amp;"), S("&quot;"), S("&apos;")};
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (str_starts(s, known[i]))
			return known[i].n;
	return 0;
}

/* "&eacute;" becomes "&#233;": feeds use names of HTML that XML does not know. */
static void replace_html_reference(struct repair *r, size_t n, const struct named_reference *entity)
{
	struct buf text CLEANUP_BUF = buf_new(64);
	buf_addf(&text, "&#%u;", entity->code[0]);
	if (entity->code[1])
		buf_addf(&text, "&#%u;", entity->code[1]);
	replace_bytes(r, n, buf_str(&text), "a named reference is HTML's, not XML's");
}

/* "&#146;" and "&#x92;" are control characters in XML, but whoever writes them means characters of
 * windows-1252. False, and nothing is replaced, for any other reference. */
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
	replace_bytes(r, n, buf_str(&character), NULL);
	return true;
}

/* Writes the entity's text in place of the reference, as far as the document may grow. */
static void replace_entity(struct repair *r, size_t n, struct str text)
{
	if (!text.p || text.n > r->entity_room) {
		replace_bytes(r, n, STR_NONE, "an entity was not expanded");
		return;
	}
	r->entity_room -= text.n;
	replace_bytes(r, n, text, NULL);
}

static void scan_ampersand(struct repair *r)
{
	struct str name;
	size_t n = xml_reference_length(ahead(r));
	if (n) {
		r->p += n;
		return;
	}
	n = reference_length(ahead(r), &name);
	const struct declared_entity *own = name.n && r->entity_count ? find_entity(r, name) : NULL;
	if (own)
		replace_entity(r, n, own->text);
	else if (n && !name.n)
		r->p += replace_c1_reference(r, n) ? 0 : n;
	else if (name.n && reference_find(name))
		replace_html_reference(r, n, reference_find(name));
	else
		replace_bytes(r, 1, S("&amp;"), "an \"&\" is not written as &amp;");
}

/* The next c at or behind p, or the end. */
static const char *next_char(const struct repair *r, char c)
{
	assert(r->p <= r->end);
	const char *hit = memchr(r->p, c, (size_t)(r->end - r->p));
	return hit ? hit : r->end;
}

/* Mends the document from one "<" or "&" to the next. */
static void scan_document(struct repair *r)
{
	r->less = next_char(r, '<');
	r->ampersand = next_char(r, '&');
	for (;;) {
		if (r->less < r->p)
			r->less = next_char(r, '<');
		if (r->ampersand < r->p)
			r->ampersand = next_char(r, '&');
		r->p = r->less < r->ampersand ? r->less : r->ampersand;
		if (r->p >= r->end)
			return;
		if (*r->p == '<')
			scan_less_than(r);
		else
			scan_ampersand(r);
	}
}

/* True when one of n bytes is a control character that XML forbids (XML 1.0 section 2.2). There is
 * no branch inside, so that the compiler looks at many bytes at once. */
static bool holds_controls(const char *p, size_t n)
{
	unsigned char bad = 0;
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)p[i];
		bad |= (unsigned char)((c < ' ') & (c != '\t') & (c != '\n') & (c != '\r'));
	}
	return bad;
}

/* U+FFFE and U+FFFF at the front, which XML forbids. */
static bool is_noncharacter(struct str s)
{
	return str_starts(s, S("\xEF\xBF\xBE")) || str_starts(s, S("\xEF\xBF\xBF"));
}

/* U+0080 to U+009F at the front: characters of windows-1252 that were taken for ISO 8859-1. */
static bool is_c1(struct str s)
{
	return s.n > 1 && s.p[0] == '\xC2' && (unsigned char)s.p[1] < 0xA0;
}

/* True when `odd` holds at one of the characters that begin with the byte `first`. */
static bool holds_character(struct str s, char first, bool (*odd)(struct str s))
{
	for (size_t at; (at = str_find_char(s, first)) != STR_NOT_FOUND;
		 s = str_sub(s, at + 1, SIZE_MAX))
		if (odd(str_sub(s, at, SIZE_MAX)))
			return true;
	return false;
}

/* True when all bytes are UTF-8 of characters that XML allows (XML 1.0 section 2.2), and none is a
 * C1 control. */
static bool is_clean(struct str bytes)
{
	enum { BLOCK = 64 };
	size_t i = 0;
	for (; i + BLOCK <= bytes.n; i += BLOCK)
		if (holds_controls(bytes.p + i, BLOCK))
			return false;
	return !holds_controls(bytes.p + i, bytes.n - i) && utf8_valid(bytes) &&
		!holds_character(bytes, '\xEF', is_noncharacter) && !holds_character(bytes, '\xC2', is_c1);
}

/* Appends the bytes without control characters. C1 controls become characters of windows-1252; what
 * is no UTF-8 and what XML forbids becomes U+FFFD. */
static void add_clean(struct buf *copy, struct str bytes, struct xml_repairs *repairs)
{
	const char *start = bytes.p;
	while (bytes.n) {
		struct str before = bytes;
		uint32_t c = utf8_take(&bytes);
		bool bad = is_noncharacter(before) || (c == 0xFFFD && before.n - bytes.n == 1);
		if (bad)
			record_fault(repairs, "some bytes are not valid UTF-8", start, before.p);
		if (c < ' ' && holds_controls(before.p, 1))
			record_fault(repairs, "control characters were removed", start, before.p);
		else
			utf8_add(copy, bad ? 0xFFFD : reference_numeric_code(c));
	}
}

/* The document with clean characters and without what stands before and behind it. It is a part of
 * `bytes`, or is held by *cleaned. */
static struct str clean_document(struct str bytes, struct buf *cleaned, struct xml_repairs *repairs)
{
	bool bom = str_starts(bytes, S("\xEF\xBB\xBF"));
	struct str all = str_sub(bytes, bom ? 3 : 0, SIZE_MAX), text = str_trim(all);
	if (!text.n)
		return STR_NONE;
	if (text.p != all.p && str_starts(text, S("<?xml")))
		*repairs = (struct xml_repairs){
			.fault = "white space before the XML declaration", .line = 1};
	if (is_clean(text))
		return text;
	*cleaned = buf_new(text.n * 3);
	add_clean(cleaned, text, repairs);
	return str_trim(buf_str(cleaned));
}

struct str xml_repair(struct str bytes, struct buf *copy, struct xml_repairs *repairs)
{
	struct buf cleaned CLEANUP_BUF = {0};
	*repairs = (struct xml_repairs){0};
	bytes = clean_document(bytes, &cleaned, repairs);
	if (!bytes.n)
		return STR_NONE;
	size_t entity_room = bytes.n * MAX_GROWTH + MAX_ENTITY_TEXT;
	*copy = buf_new(bytes.n * MAX_GROWTH + entity_room);
	struct repair r = {.p = bytes.p,
		.start = bytes.p,
		.end = bytes.p + bytes.n,
		.kept = bytes.p,
		.tag_end = bytes.p,
		.in_prolog = true,
		.entity_room = entity_room,
		.copy = copy,
		.repairs = repairs};
	scan_document(&r);
	if (r.kept == bytes.p && !cleaned.n)
		return (struct str){bytes.p, (size_t)(r.end - bytes.p)};
	buf_add(copy, (struct str){r.kept, (size_t)(r.end - r.kept)});
	assert(buf_ok(copy)); /* nothing of the document was lost for want of room */
	return buf_str(copy);
}
