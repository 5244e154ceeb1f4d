#include "parse/xml/repair.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/text/reference.h"
#include "parse/xml/character.h"
#include "parse/xml/clean.h"
#include "parse/xml/entity.h"
#include "parse/xml/limits.h"
#include "parse/xml/token.h"

enum {
	MAX_REFERENCE = 40, /* bytes of a named reference */
	MAX_GROWTH = 5,     /* bytes written for one byte that is mended: "&amp;" for "&" */
	LONG_TEXT = 128,    /* bytes of a text that costs libxml2 more than to set it aside does */
};

static const char NO_TAG[] = "a \"<\" that starts no tag is not written as &lt;";
static const char UNCLOSED[] = "a comment, an instruction or a CDATA section is never closed";

/* What begins with one string and ends with another, whatever stands between. */
enum section { SECTION_CDATA, SECTION_COMMENT, SECTION_INSTRUCTION, SECTION_NONE };
static const struct {
	struct str begin, end;
} SECTIONS[SECTION_NONE] = {
	{S("<![CDATA["), S("]]>")},
	{S("<!--"), S("-->")},
	{S("<?"), S("?>")},
};

struct repair {
	const char *p, *end;          /* what is left to read */
	const char *start;            /* of the document */
	const char *kept;             /* what stands before it was written */
	const char *tag_end;          /* what stands before it is inside a tag */
	const char *less, *ampersand; /* the next "<" and "&" at or behind p, or the end */
	/* For each kind the next place where one ends, or the end; NULL: nobody looked yet. */
	const char *section[SECTION_NONE];
	const char *tag; /* the name of the start tag before p; NULL when that is an end tag */
	bool in_prolog;  /* no element was seen yet: a DOCTYPE may come */
	bool in_quote;   /* what follows the tag may be part of a value for libxml2 */
	bool astray;     /* what follows may be part of an instruction for libxml2 */
	struct xml_entities entities;
	struct buf text;     /* the one that unescape_text looked at last */
	const char *unsound; /* where that ends, which need not be looked at again */
	size_t entity_room;  /* how many more bytes the texts of entities may take */
	struct buf part;     /* of the mended document, not yet taken */
	const struct xml_taker *taker;
	struct xml_repairs *repairs;
};

/* What is left to read. */
static struct str ahead(const struct repair *r)
{
	return (struct str){r->p, (size_t)(r->end - r->p)};
}

void xml_repairs_note(
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

/* Writes a part of the mended document. */
static void write_bytes(struct repair *r, struct str bytes)
{
	while (r->part.n + bytes.n >= XML_PART) {
		struct str first = str_sub(bytes, 0, XML_PART - r->part.n);
		if (r->part.n) {
			buf_add(&r->part, first);
			r->taker->take(r->taker->user, buf_str(&r->part));
			buf_clear(&r->part);
		} else {
			r->taker->take(r->taker->user, first);
		}
		bytes = str_sub(bytes, first.n, SIZE_MAX);
	}
	buf_add(&r->part, bytes);
}

/* Writes what stands before p and was not written yet. */
static void write_kept(struct repair *r)
{
	assert(r->kept <= r->p);
	write_bytes(r, (struct str){r->kept, (size_t)(r->p - r->kept)});
	r->kept = r->p;
}

/* Writes `text` in place of the next n bytes. `fault` is NULL where nothing was wrong with them. */
static void replace_bytes(struct repair *r, size_t n, struct str text, const char *fault)
{
	assert(n <= ahead(r).n);
	if (fault)
		xml_repairs_note(r->repairs, fault, r->start, r->p);
	write_kept(r);
	write_bytes(r, text);
	r->p += n;
	r->kept = r->p;
}

/* Sets a text aside that the next n bytes write: the text itself, or a copy. What stands before it
 * is written first, for when a part is taken, no text may be set aside yet that is not in it. */
static void set_aside(struct repair *r, size_t n, struct str text, bool copy)
{
	struct xml_texts *texts = r->taker->texts;
	write_kept(r);
	text = copy ? str_copy(&texts->memory, text) : text;
	char reference[] = {'&', (char)('A' + texts->v.n % XML_TEXT_NAMES), ';'};
	strs_add(&texts->memory, &texts->v, text);
	replace_bytes(r, n, (struct str){reference, sizeof reference}, NULL);
}

/* Whether a text that begins here may be set aside. */
static bool may_set_aside(const struct repair *r)
{
	return r->taker->texts && r->p >= r->tag_end && !r->in_prolog && !r->in_quote && !r->astray;
}

/* Ends a tag n bytes on, because another one begins before its ">". */
static void end_cut_tag(struct repair *r, size_t n)
{
	r->p += n;
	replace_bytes(r, 0, S(">"), "a tag does not end");
	r->tag_end = r->p;
}

/* The length of a tag, with the "<", up to the end of its last attribute that has a value. */
static size_t sound_tag_length(struct str tag)
{
	struct xml_token_attr attr;
	struct str rest = str_sub(tag, 1 + xml_token_name(str_sub(tag, 1, SIZE_MAX)).n, SIZE_MAX);
	size_t length = tag.n - rest.n;
	while (xml_token_next_attr(&rest, &attr))
		if (attr.value.p)
			length = tag.n - rest.n;
	return length;
}

/* A start tag: its attributes are counted, and what stands inside it is remembered. When another
 * tag begins inside it, it ends behind its last attribute that has a value. Without one it is text,
 * such as the formula "a<b". */
static void scan_start_tag(struct repair *r)
{
	struct str inside = str_sub(ahead(r), 1, SIZE_MAX);
	struct xml_token_values values;
	size_t end = xml_token_tag_end(inside, &values);
	if (values.n > XML_MAX_ATTRS) {
		r->repairs->limit = XML_PAST_ATTRS;
		replace_bytes(r, 0, STR_NONE, "a tag has too many attributes");
		r->end = r->p;
		return;
	}
	bool cut = end != STR_NOT_FOUND && inside.p[end] == '<';
	if (cut && !values.n) {
		replace_bytes(r, 1, S("&lt;"), NO_TAG);
		return;
	}
	r->in_prolog = false;
	r->in_quote = values.unclosed;
	r->tag = inside.p;
	if (cut) {
		end_cut_tag(r, sound_tag_length(str_sub(ahead(r), 0, end + 1)));
		return;
	}
	r->tag_end = end == STR_NOT_FOUND ? r->end : r->p + 1 + end;
	r->p++;
}

static void scan_end_tag(struct repair *r)
{
	struct str inside = str_sub(ahead(r), 2, SIZE_MAX);
	size_t next = str_find_char(inside, '<');
	r->tag = NULL;
	r->in_quote = false;
	r->less = next == STR_NOT_FOUND ? r->end : inside.p + next;
	if (next != STR_NOT_FOUND && str_find_char(str_sub(inside, 0, next), '>') == STR_NOT_FOUND)
		end_cut_tag(r, 2 + xml_token_name(inside).n);
	else
		r->p += 2;
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
			xml_entities_declare(&r->entities, str_sub(rest, 8, SIZE_MAX));
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

static const char *find_next_section_end(struct repair *r, enum section kind, const char *p)
{
	struct str rest = {p, (size_t)(r->end - p)};
	size_t at = str_find_rare(rest, SECTIONS[kind].end);
	return r->section[kind] = at == STR_NOT_FOUND ? r->end : p + at;
}

/* The next end of a section of this kind at or behind p, or the end. Each is looked for once,
 * however many sections begin before it. */
static inline const char *next_section_end(struct repair *r, enum section kind, const char *p)
{
	return r->section[kind] && r->section[kind] >= p ? r->section[kind] :
													   find_next_section_end(r, kind, p);
}

/* The offset behind the first end of a section of this kind that stands at least `from` bytes
 * ahead, or STR_NOT_FOUND. */
static size_t find_section_end(struct repair *r, enum section kind, size_t from)
{
	const char *end = from < ahead(r).n ? next_section_end(r, kind, r->p + from) : r->end;
	return end == r->end ? STR_NOT_FOUND : (size_t)(end - r->p) + SECTIONS[kind].end.n;
}

/* The kind of the section that begins here. */
static enum section section_kind(struct str s)
{
	enum section kind = SECTION_CDATA;
	while (kind < SECTION_NONE && !str_starts(s, SECTIONS[kind].begin))
		kind++;
	bool named = kind != SECTION_INSTRUCTION || (s.n > 2 && xml_token_is_name_start(s.p[2]));
	return named ? kind : SECTION_NONE;
}

/* Real documents have instructions without "?": "<?xml version='1.0'>". When another "<" comes
 * before "?>", the instruction ends at ">". */
static size_t section_length(struct repair *r, enum section kind)
{
	size_t begin = SECTIONS[kind].begin.n, close = find_section_end(r, kind, begin);
	if (kind != SECTION_INSTRUCTION)
		return close;
	struct str inside = str_sub(ahead(r), begin, SIZE_MAX);
	size_t next = str_find_char(inside, '<'), end = str_find_char(str_sub(inside, 0, next), '>');
	bool near = next == STR_NOT_FOUND || close <= begin + next;
	if (near || end == STR_NOT_FOUND)
		return close;
	r->astray = true;
	return begin + end + 1;
}

/* Where the end tag of the element that was begun last stands in s, or STR_NOT_FOUND. */
static size_t find_own_end(const struct repair *r, struct str s)
{
	struct str name = r->tag ? xml_token_name((struct str){r->tag, (size_t)(r->p - r->tag)}) :
							   STR_NONE;
	for (size_t i = 0, n; name.n && (n = str_find(str_sub(s, i, SIZE_MAX), S("</"))) < s.n;
		 i += n + 2)
		if (str_eq(xml_token_name(str_sub(s, i + n + 2, SIZE_MAX)), name))
			return i + n;
	return STR_NOT_FOUND;
}

/* Where a CDATA section begins in s, or STR_NOT_FOUND. "[" is rare, so memchr finds it fast. */
static size_t find_cdata(struct str s)
{
	struct str begin = SECTIONS[SECTION_CDATA].begin;
	for (size_t i = 2, n; (n = str_find_char(str_sub(s, i, SIZE_MAX), '[')) < s.n; i += n + 1)
		if (str_starts(str_sub(s, i + n - 2, SIZE_MAX), begin))
			return i + n - 2;
	return STR_NOT_FOUND;
}

/* Mends a CDATA section without an end: there is none, or another section begins before it. It is
 * closed where its element ends, or is text when it stands in none. False, with nothing done, for a
 * sound section of `length` bytes. */
static bool close_cdata(struct repair *r, size_t length)
{
	size_t begin = SECTIONS[SECTION_CDATA].begin.n;
	struct str inside = str_sub(str_sub(ahead(r), 0, length), begin, SIZE_MAX);
	size_t next = find_cdata(inside);
	if (length != STR_NOT_FOUND && next == STR_NOT_FOUND)
		return false;
	size_t end = find_own_end(r, str_sub(inside, 0, next));
	if (end == STR_NOT_FOUND && length != STR_NOT_FOUND && r->tag)
		return false;
	if (end == STR_NOT_FOUND) {
		replace_bytes(r, begin, STR_NONE, UNCLOSED);
		return true;
	}
	r->p += begin + end;
	replace_bytes(r, 0, SECTIONS[SECTION_CDATA].end, UNCLOSED);
	return true;
}

/* A comment or an instruction that is never closed ends at the next ">". When other markup begins
 * before that, only what begins it is left out, and what follows is read. */
static void drop_unclosed(struct repair *r, enum section kind)
{
	struct str inside = str_sub(ahead(r), 1, SIZE_MAX);
	size_t end = str_find_char(str_sub(inside, 0, str_find_char(inside, '<')), '>');
	replace_bytes(r, end == STR_NOT_FOUND ? SECTIONS[kind].begin.n : end + 2, STR_NONE, UNCLOSED);
}

static void scan_section(struct repair *r, enum section kind)
{
	size_t length = section_length(r, kind);
	if (kind == SECTION_CDATA && close_cdata(r, length))
		return;
	if (length == STR_NOT_FOUND) {
		drop_unclosed(r, kind);
		return;
	}
	assert(length <= ahead(r).n);
	size_t begin = SECTIONS[kind].begin.n, end = SECTIONS[kind].end.n;
	if (kind == SECTION_CDATA && length >= LONG_TEXT && may_set_aside(r))
		set_aside(r, length, str_sub(ahead(r), begin, length - begin - end), false);
	else
		r->p += length;
}

static void scan_less_than(struct repair *r)
{
	struct str all = ahead(r);
	char next = all.n > 1 ? all.p[1] : 0;
	char after = all.n > 2 ? all.p[2] : 0;
	enum section section = next == '!' || next == '?' ? section_kind(all) : SECTION_NONE;
	if (r->p < r->tag_end) {
		replace_bytes(r, 1, S("&lt;"), "a \"<\" stands inside a tag");
	} else if (xml_token_is_name_start(next)) {
		scan_start_tag(r);
	} else if (next == '/' && xml_token_is_name_start(after)) {
		scan_end_tag(r);
	} else if (section != SECTION_NONE) {
		scan_section(r, section);
	} else if (r->in_prolog && str_istarts(all, S("<!DOCTYPE"))) {
		scan_doctype(r);
	} else {
		replace_bytes(r, 1, S("&lt;"), NO_TAG);
	}
}

/* The name of the reference at the front of s ("&name;"); empty when there is none. */
static struct str reference_name(struct str s)
{
	struct str name = xml_token_name(str_sub(s, 1, MAX_REFERENCE));
	return str_starts(str_sub(s, 1 + name.n, SIZE_MAX), S(";")) ? name : STR_NONE;
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

/* The numeric reference of n bytes that is here. "&#146;" and "&#x92;" are control characters in
 * XML, but whoever writes them means characters of windows-1252. "&#55357;&#56842;" is one
 * character in two halves. Other control characters mean nothing. */
static void scan_numeric(struct repair *r, size_t n, uint32_t code)
{
	struct buf text CLEANUP_BUF = buf_new(16);
	bool c1 = xml_character_is_c1(code);
	if (xml_character_is_sound(str_sub(ahead(r), 0, n), code)) {
		r->p += n;
		return;
	}
	if (code < ' ' && !xml_character_is_allowed(code)) {
		replace_bytes(r, n, STR_NONE, "a reference to a control character was removed");
		return;
	}
	code = reference_numeric_code(code);
	if (code < 0x80)
		buf_addf(&text, "&#%u;", code);
	else
		utf8_add(&text, xml_character_is_allowed(code) ? code : 0xFFFD);
	replace_bytes(r, n, buf_str(&text), c1 ? NULL : "a reference names no character");
}

/* Writes the entity's text in place of the reference of n bytes, as far as the document may
 * grow. */
static void replace_entity(struct repair *r, size_t n, struct str text)
{
	struct buf escaped CLEANUP_BUF = buf_new(text.n * MAX_GROWTH + 1);
	buf_add_html(&escaped, text);
	assert(buf_ok(&escaped));
	if (!text.p || escaped.n > r->entity_room) {
		replace_bytes(r, n, STR_NONE, "an entity was not expanded");
		return;
	}
	r->entity_room -= escaped.n;
	replace_bytes(r, n, buf_str(&escaped), NULL);
}

/* Sets a text with references aside, up to the next tag. False, with nothing done, when it holds
 * anything that has to be mended. */
static bool unescape_text(struct repair *r)
{
	struct str text = {r->p, (size_t)(r->less - r->p)};
	size_t n = 1;
	if (r->less == r->unsound || !may_set_aside(r) || r->less == r->end)
		return false;
	r->unsound = r->less; /* it is looked at once */
	if (next_section_end(r, SECTION_CDATA, r->p) < r->less ||
		str_find_char(text, '\r') != STR_NOT_FOUND)
		return false;
	buf_clear(&r->text);
	for (size_t at; n && (at = str_find_char(text, '&')) != STR_NOT_FOUND;
		 text = str_sub(text, at + n, SIZE_MAX)) {
		buf_add(&r->text, str_sub(text, 0, at));
		n = xml_character_add(&r->text, str_sub(text, at, SIZE_MAX));
	}
	if (!n)
		return false;
	buf_add(&r->text, text);
	set_aside(r, (size_t)(r->less - r->p), buf_str(&r->text), true);
	return true;
}

static void scan_ampersand(struct repair *r)
{
	struct str name, text;
	uint32_t code;
	char c;
	if (unescape_text(r))
		return;
	size_t n = xml_character_read_named(ahead(r), &c);
	if (n) {
		r->p += n;
		return;
	}
	n = reference_read_numeric(ahead(r), &code);
	name = reference_name(ahead(r));
	if (n && r->p[n - 1] == ';')
		scan_numeric(r, n, code);
	else if (name.n && xml_entities_find(&r->entities, name, &text))
		replace_entity(r, name.n + 2, text);
	else if (name.n && reference_find(name))
		replace_html_reference(r, name.n + 2, reference_find(name));
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

/* Goes on to `next`, the next "<" or "&". Sets a long text aside that stands between a start tag
 * and a "<"; libxml2 makes one line end of each kind of them. A tag that was cut has no ">". */
static void pass_text(struct repair *r, const char *next)
{
	const char *begin = r->tag_end < next ? r->tag_end + (*r->tag_end == '>') : next;
	if (r->p <= begin && next == r->less && next < r->end && next - begin >= LONG_TEXT) {
		struct str text = {begin, (size_t)(next - begin)};
		r->p = begin;
		if (may_set_aside(r) && str_find_char(text, '\r') == STR_NOT_FOUND)
			set_aside(r, text.n, text, false);
	}
	r->p = next;
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
		const char *next = r->less < r->ampersand ? r->less : r->ampersand;
		for (const char *end; (end = next_section_end(r, SECTION_CDATA, r->p)) < next;) {
			r->p = end + 2;
			replace_bytes(r, 1, S("&gt;"), r->p < r->tag_end ? NULL : "\"]]>\" stands in a text");
		}
		pass_text(r, next);
		if (r->p >= r->end)
			return;
		if (*r->p == '<')
			scan_less_than(r);
		else
			scan_ampersand(r);
	}
}

static void mend(struct str bytes, const struct xml_taker *taker, struct xml_repairs *repairs)
{
	assert(bytes.n);
	struct repair r = {.p = bytes.p,
		.start = bytes.p,
		.end = bytes.p + bytes.n,
		.kept = bytes.p,
		.tag_end = bytes.p,
		.in_prolog = true,
		.text = buf_new(bytes.n),
		.entity_room = bytes.n * MAX_GROWTH + XML_ENTITY_MAX_TEXT,
		.part = buf_new(XML_PART),
		.taker = taker,
		.repairs = repairs};
	scan_document(&r);
	write_kept(&r);
	if (r.part.n)
		taker->take(taker->user, buf_str(&r.part));
	assert(buf_ok(&r.part) && buf_ok(&r.text));
	xml_entities_free(&r.entities);
	buf_free(&r.text);
	buf_free(&r.part);
}

void xml_repair(struct str bytes, const struct xml_taker *taker, struct xml_repairs *repairs)
{
	struct buf cleaned CLEANUP_BUF = {0};
	*repairs = (struct xml_repairs){0};
	bytes = xml_clean(bytes, &cleaned, repairs);
	if (bytes.n)
		mend(bytes, taker, repairs);
	taker->take(taker->user, STR_NONE);
}
