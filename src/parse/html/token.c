#include "parse/html/token.h"

#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "parse/html/entities.h"

enum { LONGEST_NAME = 32 };

/* The offset of the ">" that ends the tag whose attributes begin here (quotes hide it), or
 * STR_NOT_FOUND. A quote only opens a value after "=". */
static size_t tag_end(struct str s)
{
	bool value = false;
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '>')
			return i;
		if (value && (c == '"' || c == '\'')) {
			size_t close = str_find_char(str_sub(s, i + 1, SIZE_MAX), c);
			if (close == STR_NOT_FOUND)
				return STR_NOT_FOUND;
			i += close + 1;
		}
		if (!is_space(c))
			value = c == '=';
	}
	return STR_NOT_FOUND;
}

static void take_length(struct str *rest, struct html_token *token, size_t n)
{
	token->kind = HTML_TEXT;
	token->text = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, SIZE_MAX);
}

/* "<!--" … "-->", with "<!-->" and "<!--->" empty (HTML 13.2.5.43). */
static void skip_comment(struct str *rest)
{
	struct str body = str_sub(*rest, 4, SIZE_MAX);
	size_t end = str_find(body, S("-->")), length = end + 3;
	if (str_starts(body, S(">")) || str_starts(body, S("->"))) {
		end = 0;
		length = body.p[0] == '>' ? 1 : 2;
	}
	*rest = end == STR_NOT_FOUND ? STR_NONE : str_sub(body, length, SIZE_MAX);
}

static void take_tag(struct str *rest, struct html_token *token, size_t name_at)
{
	struct str body = str_sub(*rest, name_at, SIZE_MAX);
	size_t n = 0;
	while (n < body.n && !is_space(body.p[n]) && body.p[n] != '/' && body.p[n] != '>')
		n++;
	token->name = str_sub(body, 0, n);
	body = str_sub(body, n, SIZE_MAX);
	size_t end = tag_end(body);
	token->kind = end == STR_NOT_FOUND ? HTML_NOTHING : name_at == 1 ? HTML_START : HTML_CLOSE;
	token->text = str_sub(body, 0, end);
	token->element = html_element_find(token->name);
	*rest = end == STR_NOT_FOUND ? STR_NONE : str_sub(body, end + 1, SIZE_MAX);
}

static void take_text(struct str *rest, struct html_token *token)
{
	/* A "<" that was not markup is text itself; the next one may be markup again. */
	size_t n = str_find_char(str_sub(*rest, 1, SIZE_MAX), '<');
	take_length(rest, token, n == STR_NOT_FOUND ? rest->n : n + 1);
}

/* "<!…>", "<?…>", "</…>". Browsers drop one that never ends with all that follows; nothing there
 * can be a tag, so it is text to us. The mark of a CDATA section, which HTML does not have, is text
 * too: what stands in it was meant to be read. */
static void take_declaration(struct str *rest, struct html_token *token)
{
	size_t end = str_find_char(*rest, '>');
	if (end == STR_NOT_FOUND)
		take_length(rest, token, rest->n);
	else if (str_starts(*rest, S("<![CDATA[")))
		take_length(rest, token, S("<![CDATA[").n);
	else
		*rest = str_sub(*rest, end + 1, SIZE_MAX);
}

bool html_token_next(struct str *rest, struct html_token *token)
{
	if (!rest->n)
		return false;
	*token = (struct html_token){.kind = HTML_NOTHING};
	char next = rest->n > 1 ? rest->p[1] : 0;
	if (rest->p[0] != '<')
		take_text(rest, token);
	else if (is_alpha(next))
		take_tag(rest, token, 1);
	else if (next == '/' && rest->n > 2 && is_alpha(rest->p[2]))
		take_tag(rest, token, 2);
	else if (str_starts(*rest, S("<!--")))
		skip_comment(rest);
	else if (next == '!' || next == '?' || next == '/')
		take_declaration(rest, token);
	else
		take_text(rest, token);
	return true;
}

bool html_attr_next(struct str *attrs, struct html_attr *attr)
{
	struct str s = *attrs;
	while (s.n && (is_space(s.p[0]) || s.p[0] == '/'))
		s = str_sub(s, 1, SIZE_MAX);
	size_t n = s.n > 0;
	while (n < s.n && !is_space(s.p[n]) && s.p[n] != '/' && s.p[n] != '=')
		n++;
	*attr = (struct html_attr){.name = str_sub(s, 0, n)};
	s = str_sub(s, n, SIZE_MAX);
	struct str value = str_trim(s);
	if (str_starts(value, S("="))) {
		value = str_trim(str_sub(value, 1, SIZE_MAX));
		char quote = value.n && (value.p[0] == '"' || value.p[0] == '\'') ? value.p[0] : 0;
		value = str_sub(value, quote != 0, SIZE_MAX);
		n = 0;
		while (n < value.n && (quote ? value.p[n] != quote : !is_space(value.p[n])))
			n++;
		attr->value = str_sub(value, 0, n);
		s = str_sub(value, n + (quote != 0), SIZE_MAX);
	}
	*attrs = s;
	return attr->name.n > 0;
}

struct str html_take_raw(struct str *rest, struct str name)
{
	for (size_t i = 0; i + name.n + 2 <= rest->n; i++) {
		const char *p = memchr(rest->p + i, '<', rest->n - i);
		if (!p)
			break;
		i = (size_t)(p - rest->p);
		if (i + name.n + 2 <= rest->n && p[1] == '/' && strncasecmp(p + 2, name.p, name.n) == 0) {
			struct str raw = str_sub(*rest, 0, i);
			*rest = str_sub(*rest, i, SIZE_MAX);
			return raw;
		}
	}
	struct str raw = *rest;
	*rest = STR_NONE;
	return raw;
}

uint32_t html_numeric_code(uint32_t code)
{
	static const uint16_t windows_1252[32] = {0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020,
		0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019,
		0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,
		0x017E, 0x0178};
	if (code >= 0x80 && code < 0xA0)
		return windows_1252[code - 0x80];
	return code ? code : 0xFFFD;
}

static int digit_of(char c, unsigned base)
{
	int value = is_digit(c)                      ? c - '0' :
		to_lower(c) >= 'a' && to_lower(c) <= 'f' ? to_lower(c) - 'a' + 10 :
												   99;
	return value < (int)base ? value : -1;
}

/* A numeric reference at the front of s ("&#…"): its length, 0 when it is none. */
static size_t add_numeric(struct buf *b, struct str s)
{
	bool hex = s.n > 2 && to_lower(s.p[2]) == 'x';
	unsigned base = hex ? 16 : 10;
	size_t from = hex ? 3 : 2, i = from;
	uint32_t code = 0;
	for (; i < s.n && digit_of(s.p[i], base) >= 0; i++)
		code = code > 0x10FFFF ? code : code * base + (uint32_t)digit_of(s.p[i], base);
	if (i == from)
		return 0;
	utf8_add(b, html_numeric_code(code));
	return i + (i < s.n && s.p[i] == ';');
}

static size_t add_named(struct buf *b, struct str s, bool attribute)
{
	size_t n = 1;
	while (n < s.n && n <= LONGEST_NAME && (is_alpha(s.p[n]) || is_digit(s.p[n])))
		n++;
	const struct html_entity *entity = NULL;
	if (n < s.n && s.p[n] == ';' && (entity = html_entity_find(str_sub(s, 1, n - 1)))) {
		html_entity_add(b, entity);
		return n + 1;
	}
	entity = html_entity_legacy(str_sub(s, 1, n - 1));
	size_t length = entity ? strlen(entity->name) + 1 : 0;
	if (!entity || (attribute && length < s.n && (length < n || s.p[length] == '=')))
		return 0;
	html_entity_add(b, entity);
	return length;
}

void html_add_decoded(struct buf *b, struct str text, bool attribute)
{
	size_t at;
	while ((at = str_find_char(text, '&')) != STR_NOT_FOUND) {
		buf_add(b, str_sub(text, 0, at));
		text = str_sub(text, at, SIZE_MAX);
		size_t n = text.n > 1 && text.p[1] == '#' ? add_numeric(b, text) :
													add_named(b, text, attribute);
		if (!n)
			buf_add_char(b, '&');
		text = str_sub(text, n ? n : 1, SIZE_MAX);
	}
	buf_add(b, text);
}
