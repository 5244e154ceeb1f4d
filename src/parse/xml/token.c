#include "parse/xml/token.h"

static bool is_name_start(char c)
{
	return is_alpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

static size_t name_length(struct str s)
{
	size_t n = 0;
	while (n < s.n &&
		(is_name_start(s.p[n]) || (n && (is_digit(s.p[n]) || s.p[n] == '-' || s.p[n] == '.'))))
		n++;
	return n;
}

/* The length of the value in quotes that begins s; 0 when its quote is never closed, or where
 * another tag closes it: then a ">" and a "<" stand inside, in this order. */
static size_t quoted_length(struct str s)
{
	size_t close = str_find_char(str_sub(s, 1, SIZE_MAX), s.p[0]);
	if (close == STR_NOT_FOUND)
		return 0;
	struct str value = str_sub(s, 1, close);
	size_t tag = str_find_char(value, '<');
	bool other = tag != STR_NOT_FOUND &&
		str_find_char(str_sub(value, 0, tag), '>') != STR_NOT_FOUND;
	return other ? 0 : close + 2;
}

size_t xml_tag_end(struct str s, size_t *attrs)
{
	bool value = false;
	*attrs = 0;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '>')
			return i;
		if (is_space(c))
			continue;
		if (value && (c == '"' || c == '\'')) {
			size_t quoted = quoted_length(str_sub(s, i, SIZE_MAX));
			i += quoted ? quoted - 1 : 0;
		}
		value = c == '=';
		*attrs += value;
	}
	return STR_NOT_FOUND;
}

/* The "/" of an empty element, unless it ends a value without quotes ("href=http://example.org/").
 */
static bool ends_empty(struct str attrs)
{
	if (!str_ends(attrs, S("/")))
		return false;
	char before = attrs.n > 1 ? attrs.p[attrs.n - 2] : ' ';
	return is_space(before) || before == '"' || before == '\'' ||
		str_find_char(attrs, '=') == STR_NOT_FOUND;
}

static void take_tag(struct str *rest, struct xml_token *token, size_t name_at)
{
	struct str body = str_sub(*rest, name_at, SIZE_MAX);
	token->name = str_sub(body, 0, name_length(body));
	body = str_sub(body, token->name.n, SIZE_MAX);
	size_t attrs, end = xml_tag_end(body, &attrs);
	token->kind = end == STR_NOT_FOUND ? XML_TOKEN_CDATA :
		name_at == 1                   ? XML_TOKEN_START :
										 XML_TOKEN_END;
	token->attrs = str_trim(str_sub(body, 0, end));
	token->empty = ends_empty(token->attrs);
	*rest = end == STR_NOT_FOUND ? STR_NONE : str_sub(body, end + 1, SIZE_MAX);
}

/* The offset behind the first `closing` in s, or STR_NOT_FOUND. Its first character is rare, which
 * memchr makes use of. */
static size_t behind(struct str s, struct str closing)
{
	for (size_t i = 0, n;
		 (n = str_find_char(str_sub(s, i, SIZE_MAX), closing.p[0])) != STR_NOT_FOUND; i += n + 1)
		if (str_starts(str_sub(s, i + n, SIZE_MAX), closing))
			return i + n + closing.n;
	return STR_NOT_FOUND;
}

/* "<?xml version='1.0'>" is seen in the wild: when another "<" comes before "?>", ">" is the end.
 */
static size_t instruction_length(struct str s)
{
	size_t next = str_find_char(str_sub(s, 2, SIZE_MAX), '<');
	struct str near = str_sub(s, 0, next == STR_NOT_FOUND ? s.n : next + 2);
	size_t close = behind(near, S("?>")), end = behind(near, S(">"));
	return close != STR_NOT_FOUND ? close : end != STR_NOT_FOUND ? end : behind(s, S("?>"));
}

/* The hyphens that open it do not close it. */
static size_t comment_length(struct str s)
{
	size_t length = behind(str_sub(s, 4, SIZE_MAX), S("-->"));
	return length == STR_NOT_FOUND ? s.n : length + 4;
}

size_t xml_section_length(struct str s)
{
	size_t length = 0;
	if (str_starts(s, S("<![CDATA[")))
		length = behind(s, S("]]>"));
	else if (str_starts(s, S("<!--")))
		length = comment_length(s);
	else if (str_starts(s, S("<?")) && s.n > 2 && is_name_start(s.p[2]))
		length = instruction_length(s);
	return length < s.n ? length : s.n;
}

static void take_section(struct str *rest, struct xml_token *token, size_t length)
{
	struct str section = str_sub(*rest, 0, length);
	token->kind = XML_TOKEN_CDATA;
	if (str_starts(section, S("<![CDATA[")))
		token->text = str_sub(section, 9, section.n - 9 - (str_ends(section, S("]]>")) ? 3 : 0));
	*rest = str_sub(*rest, length, SIZE_MAX);
}

/* What is no section and begins with "<!" or "<?" ends at the next ">". */
static size_t declaration_length(struct str s)
{
	bool declaration = str_starts(s, S("<!")) || str_starts(s, S("<?"));
	size_t length = declaration ? behind(s, S(">")) : 0;
	return length < s.n ? length : s.n;
}

/* Up to the next "<"; one that begins nothing is text itself. */
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
	size_t section = xml_section_length(*rest);
	section = section ? section : declaration_length(*rest);
	if (rest->p[0] == '<' && is_name_start(next))
		take_tag(rest, token, 1);
	else if (rest->p[0] == '<' && next == '/' && is_name_start(after))
		take_tag(rest, token, 2);
	else if (section)
		take_section(rest, token, section);
	else
		take_text(rest, token);
	return true;
}

/* What stands after "=": in quotes, or up to the next white space. */
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

bool xml_token_attr_next(struct str *attrs, struct xml_token_attr *attr)
{
	struct str s = *attrs;
	while (s.n && !is_name_start(s.p[0]))
		s = str_sub(s, 1, SIZE_MAX);
	*attr = (struct xml_token_attr){.name = str_sub(s, 0, name_length(s))};
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
