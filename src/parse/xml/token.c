#include "parse/xml/token.h"

#include <assert.h>

bool xml_token_is_name_start(char c)
{
	return is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

bool xml_token_is_name(char c)
{
	return xml_token_is_name_start(c) || is_digit(c) || c == '-' || c == '.';
}

static size_t name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n && (n ? xml_token_is_name(s.p[n]) : xml_token_is_name_start(s.p[n])))
		n++;
	return n;
}

struct str xml_token_name(struct str s)
{
	return str_sub(s, 0, name_length(s));
}

/* The length of the quoted value at the front of s, with its quotes. 0 when the quote is never
 * closed, or only in another tag: then a ">" and a "<" stand inside, in this order. */
static size_t quoted_length(struct str s)
{
	assert(s.n > 0 && (s.p[0] == '"' || s.p[0] == '\''));
	size_t close = str_find_char(str_sub(s, 1, SIZE_MAX), s.p[0]);
	if (close == STR_NOT_FOUND)
		return 0;
	struct str value = str_sub(s, 1, close);
	size_t tag = str_find_char(value, '<');
	bool other = tag != STR_NOT_FOUND &&
		str_find_char(str_sub(value, 0, tag), '>') != STR_NOT_FOUND;
	return other ? 0 : close + 2;
}

/* True when s begins as a start tag or an end tag does. */
static bool begins_tag(struct str s)
{
	return s.n > 1 && (xml_token_is_name_start(s.p[1]) || s.p[1] == '/');
}

/* The offset of the first ">" or of the first "<" of a tag, from this one on; or STR_NOT_FOUND. */
static size_t find_end(struct str s, size_t from)
{
	for (;;) {
		struct str rest = str_sub(s, from, SIZE_MAX);
		size_t less = str_find_char(rest, '<'), end = str_find_char(str_sub(rest, 0, less), '>');
		if (end != STR_NOT_FOUND || less == STR_NOT_FOUND)
			return end == STR_NOT_FOUND ? end : from + end;
		if (begins_tag(str_sub(rest, less, SIZE_MAX)))
			return from + less;
		from += less + 1;
	}
}

size_t xml_token_tag_end(struct str s, struct xml_token_values *values)
{
	size_t at = 0, end = find_end(s, 0), equals;
	*values = (struct xml_token_values){0};
	while ((equals = str_find_char(str_sub(s, at, end - at), '=')) != STR_NOT_FOUND) {
		values->n++;
		at += equals + 1;
		while (at < s.n && is_space(s.p[at]))
			at++;
		if (at < s.n && (s.p[at] == '"' || s.p[at] == '\'')) {
			size_t quoted = quoted_length(str_sub(s, at, SIZE_MAX));
			values->unclosed |= !quoted;
			at += quoted;
		}
		if (at > end)
			end = find_end(s, at);
	}
	return end;
}

/* True when the attributes end in the "/" of an empty element. The "/" of
 * "href=http://example.org/" belongs to the value. */
static bool ends_empty(struct str attrs)
{
	if (!str_ends(attrs, S("/")))
		return false;
	char before = attrs.n > 1 ? attrs.p[attrs.n - 2] : ' ';
	return is_space(before) || before == '"' || before == '\'' ||
		str_find_char(attrs, '=') == STR_NOT_FOUND;
}

/* A tag whose name stands at this offset: 1 in a start tag, 2 in an end tag. */
static void take_tag(struct str *rest, struct xml_token *token, size_t name_at)
{
	assert(name_at == 1 || name_at == 2);
	struct str body = str_sub(*rest, name_at, SIZE_MAX);
	token->name = xml_token_name(body);
	body = str_sub(body, token->name.n, SIZE_MAX);
	struct xml_token_values values;
	size_t end = xml_token_tag_end(body, &values);
	token->kind = end == STR_NOT_FOUND ? XML_TOKEN_NOTHING :
		name_at == 1                   ? XML_TOKEN_START :
										 XML_TOKEN_END;
	token->attrs = str_trim(str_sub(body, 0, end));
	token->empty = ends_empty(token->attrs);
	body = str_sub(body, end, SIZE_MAX);
	*rest = str_sub(body, str_starts(body, S(">")), SIZE_MAX);
}

/* The offset behind the first `closing` in s, or STR_NOT_FOUND. */
static size_t offset_behind(struct str s, struct str closing)
{
	size_t at = str_find_rare(s, closing);
	return at == STR_NOT_FOUND ? at : at + closing.n;
}

/* Real documents have instructions without "?": "<?xml version='1.0'>". When another "<" comes
 * before "?>", the instruction ends at ">". */
static size_t instruction_length(struct str s)
{
	size_t next = str_find_char(str_sub(s, 2, SIZE_MAX), '<');
	struct str near = str_sub(s, 0, next == STR_NOT_FOUND ? s.n : next + 2);
	size_t close = offset_behind(near, S("?>")), end = offset_behind(near, S(">"));
	return close != STR_NOT_FOUND ? close : end != STR_NOT_FOUND ? end : offset_behind(s, S("?>"));
}

/* "<!-->" is not a whole comment: the hyphens that open a comment do not close it. */
static size_t comment_length(struct str s)
{
	size_t length = offset_behind(str_sub(s, 4, SIZE_MAX), S("-->"));
	return length == STR_NOT_FOUND ? s.n : length + 4;
}

/* The length of the CDATA section, comment or processing instruction that s begins with; 0 when it
 * begins with none. One that is never closed is all of s. */
static size_t section_length(struct str s)
{
	size_t length = 0;
	if (str_starts(s, S("<![CDATA[")))
		length = offset_behind(s, S("]]>"));
	else if (str_starts(s, S("<!--")))
		length = comment_length(s);
	else if (str_starts(s, S("<?")) && s.n > 2 && xml_token_is_name_start(s.p[2]))
		length = instruction_length(s);
	return length < s.n ? length : s.n;
}

static void take_section(struct str *rest, struct xml_token *token, size_t length)
{
	struct str section = str_sub(*rest, 0, length);
	bool cdata = str_starts(section, S("<![CDATA["));
	assert(length > 0 && length <= rest->n);
	token->kind = cdata ? XML_TOKEN_CDATA : XML_TOKEN_NOTHING;
	if (cdata)
		token->text = str_sub(section, 9, section.n - 9 - (str_ends(section, S("]]>")) ? 3 : 0));
	*rest = str_sub(*rest, length, SIZE_MAX);
}

/* The length of what begins with "<!" or "<?" and is no section: it ends at the next ">". 0 for
 * anything else. */
static size_t declaration_length(struct str s)
{
	bool declaration = str_starts(s, S("<!")) || str_starts(s, S("<?"));
	size_t length = declaration ? offset_behind(s, S(">")) : 0;
	return length < s.n ? length : s.n;
}

/* Text up to the next "<". One at the front began no markup and is text itself. */
static void take_text(struct str *rest, struct xml_token *token)
{
	size_t n = str_find_char(str_sub(*rest, 1, SIZE_MAX), '<');
	n = n == STR_NOT_FOUND ? rest->n : n + 1;
	token->kind = XML_TOKEN_TEXT;
	token->text = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, SIZE_MAX);
}

bool xml_token_next(struct str *rest, struct xml_token *token)
{
	if (!rest->n)
		return false;
	*token = (struct xml_token){.kind = XML_TOKEN_TEXT};
	char next = rest->n > 1 ? rest->p[1] : 0, after = rest->n > 2 ? rest->p[2] : 0;
	size_t section = section_length(*rest);
	section = section ? section : declaration_length(*rest);
	if (rest->p[0] == '<' && xml_token_is_name_start(next))
		take_tag(rest, token, 1);
	else if (rest->p[0] == '<' && next == '/' && xml_token_is_name_start(after))
		take_tag(rest, token, 2);
	else if (section)
		take_section(rest, token, section);
	else
		take_text(rest, token);
	return true;
}

/* The value behind "=": in quotes, or up to the next white space. */
static struct str take_value(struct str *rest)
{
	struct str s = str_trim(*rest), value;
	bool quoted = s.n && (s.p[0] == '"' || s.p[0] == '\'');
	size_t n = quoted ? quoted_length(s) : 0;
	if (n) {
		value = str_sub(s, 1, n - 2);
	} else {
		for (; n < s.n && !is_space(s.p[n]); n++)
			;
		value = str_sub(s, quoted, n - quoted);
	}
	*rest = str_sub(s, n, SIZE_MAX);
	return value;
}

bool xml_token_next_attr(struct str *attrs, struct xml_token_attr *attr)
{
	struct str s = *attrs;
	while (s.n && !xml_token_is_name_start(s.p[0]))
		s = str_sub(s, 1, SIZE_MAX);
	*attr = (struct xml_token_attr){.name = xml_token_name(s)};
	s = str_sub(s, attr->name.n, SIZE_MAX);
	*attrs = s;
	size_t space = 0;
	while (space < s.n && is_space(s.p[space]))
		space++;
	if (space == s.n || s.p[space] != '=')
		return attr->name.n > 0;
	*attrs = str_sub(s, space + 1, SIZE_MAX);
	attr->value = take_value(attrs);
	return attr->name.n > 0;
}
