#include "parse/html/token.h"

#include <assert.h>
#include <string.h>
#include <strings.h>

#include "parse/html/element.h"

enum { NAME_REACH = 64 }; /* bytes in which an odd end tag ends */

/* The offset of the first c at `from` or behind it, or STR_NOT_FOUND. */
static size_t find_from(struct str s, size_t from, char c)
{
	size_t at = str_find_char(str_sub(s, from, SIZE_MAX), c);
	return at == STR_NOT_FOUND ? at : from + at;
}

/* The offset of the ">" that ends a tag, of which s holds the attributes and what follows; or
 * STR_NOT_FOUND. A ">" inside a quoted value is not the end. A quote opens a value only behind "=",
 * and only when it is closed. */
static size_t tag_end(struct str s)
{
	size_t at = 0, end = str_find_char(s, '>'), equals;
	while (end != STR_NOT_FOUND &&
		(equals = str_find_char(str_sub(s, at, end - at), '=')) != STR_NOT_FOUND) {
		at += equals + 1;
		while (is_space(s.p[at]))
			at++;
		size_t close = s.p[at] == '"' || s.p[at] == '\'' ?
			str_find_char(str_sub(s, at + 1, SIZE_MAX), s.p[at]) :
			STR_NOT_FOUND;
		at += close == STR_NOT_FOUND ? 0 : close + 2;
		if (at > end)
			end = find_from(s, at, '>');
	}
	return end;
}

/* The name of a tag at the front of s. */
static struct str tag_name(struct str s)
{
	size_t n = 0;
	while (n < s.n && !is_space(s.p[n]) && s.p[n] != '/' && s.p[n] != '>' && s.p[n] != '<')
		n++;
	return str_sub(s, 0, n);
}

/* True for the name of an element of another vocabulary ("o:p") or of a page's own ("my-word",
 * WHATWG HTML 4.13.3). `behind` is what follows it: "<http://…>" is no tag. */
static bool is_foreign_name(struct str name, struct str behind)
{
	bool marked = false;
	for (size_t i = 0; i < name.n; i++) {
		char c = name.p[i];
		marked |= c == ':' || c == '-';
		if (!is_alpha(c) && !is_digit(c) && c != ':' && c != '-' && c != '_' && c != '.')
			return false;
	}
	return marked && !str_starts(behind, S("//"));
}

/* True for attributes that stand without a value. */
static bool is_bare_attr(struct str name)
{
	static const char *const names[] = {"allowfullscreen", "alt", "async", "autoplay", "border",
		"checked", "class", "compact", "controls", "default", "defer", "disabled", "download",
		"hidden", "href", "id", "inert", "ismap", "itemscope", "loop", "multiple", "muted", "name",
		"nohref", "noshade", "novalidate", "nowrap", "open", "playsinline", "readonly", "required",
		"reversed", "selected", "src", "style", "title", "value"};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (str_ieq(name, str_of(names[i])))
			return true;
	return str_istarts(name, S("data-"));
}

/* True when a tag, whose name stands at this offset, may go on as s does, behind the name. */
static bool goes_on(struct str s, size_t name_at)
{
	if (str_starts(s, S(">")))
		return true;
	struct str attrs = str_sub(s, 0, str_find_char(s, '<'));
	size_t end = str_find_char(attrs, '>');
	bool closed = end != STR_NOT_FOUND, last = !closed && attrs.n == s.n;
	struct html_attr first;
	attrs = str_sub(attrs, 0, end);
	if (!html_attr_next(&attrs, &first))
		return closed || (name_at == 2 && last);
	return name_at == 2 ? closed : first.has_value || is_bare_attr(first.name);
}

/* True when s begins with a tag, whose name stands at this offset. "<" is text before a name that
 * no vocabulary has, before words that are no attributes ("a<b and c>d"), and where no ">" follows.
 * It looks no further than the next "<", so that all calls together are linear. Sets the
 * name and the element of a tag. */
static bool begins_tag(struct str s, size_t name_at, struct html_token *token)
{
	struct str name = tag_name(str_sub(s, name_at, SIZE_MAX));
	struct str behind = str_sub(s, name_at + name.n, SIZE_MAX);
	const struct html_element *found = html_element_find(name);
	bool named = found || html_element_is_known(name) || is_foreign_name(name, behind);
	if (!named || !goes_on(behind, name_at))
		return false;
	token->name = name;
	token->element = found;
	return true;
}

/* The next n bytes are text. */
static void take_text_of(struct str *rest, struct html_token *token, size_t n)
{
	assert(n > 0 && n <= rest->n);
	token->kind = HTML_TEXT;
	token->text = str_sub(*rest, 0, n);
	*rest = str_sub(*rest, n, SIZE_MAX);
}

/* From "<!--" to "-->"; "<!-->" and "<!--->" are empty comments (HTML 13.2.5.43). */
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

/* A tag whose name, which is known, stands at this offset: 1 in a start tag, 2 in an end tag. */
static void take_tag(struct str *rest, struct html_token *token, size_t name_at)
{
	assert(name_at == 1 || name_at == 2);
	struct str body = str_sub(*rest, name_at + token->name.n, SIZE_MAX);
	size_t end = tag_end(body);
	token->kind = end == STR_NOT_FOUND ? HTML_NOTHING : name_at == 1 ? HTML_START : HTML_CLOSE;
	token->text = str_sub(body, 0, end);
	*rest = end == STR_NOT_FOUND ? STR_NONE : str_sub(body, end + 1, SIZE_MAX);
}

/* Text up to the next "<". One at the front began no markup and is text itself. */
static void take_text(struct str *rest, struct html_token *token)
{
	assert(rest->n > 0);
	size_t n = str_find_char(str_sub(*rest, 1, SIZE_MAX), '<');
	take_text_of(rest, token, n == STR_NOT_FOUND ? rest->n : n + 1);
}

/* "</>" and "</ b>", which mean nothing. Before anything else than a name, "</" is text. */
static bool is_odd_end(struct str s)
{
	size_t end = str_find_char(str_sub(s, 0, NAME_REACH), '>');
	if (!str_starts(s, S("</")) || end == STR_NOT_FOUND)
		return false;
	struct str name = str_trim(str_sub(s, 2, end - 2));
	return !name.n || html_element_is_known(name);
}

/* "<!…>", "<?…>" or "</…>". Browsers drop one that is never closed, with all that follows. No tag
 * can follow it, so here it is text. "<![CDATA[" is text too: HTML has no such sections, and what
 * stands in one was meant to be read. */
static void take_declaration(struct str *rest, struct html_token *token)
{
	size_t end = str_find_char(*rest, '>');
	if (end == STR_NOT_FOUND)
		take_text_of(rest, token, rest->n);
	else if (str_starts(*rest, S("<![CDATA[")))
		take_text_of(rest, token, S("<![CDATA[").n);
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
	else if (is_alpha(next) && begins_tag(*rest, 1, token))
		take_tag(rest, token, 1);
	else if (next == '/' && rest->n > 2 && is_alpha(rest->p[2]) && begins_tag(*rest, 2, token))
		take_tag(rest, token, 2);
	else if (str_starts(*rest, S("<!--")))
		skip_comment(rest);
	else if (next == '!' || next == '?' || is_odd_end(*rest))
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
	attr->has_value = str_starts(value, S("="));
	if (attr->has_value) {
		value = str_trim(str_sub(value, 1, SIZE_MAX));
		char quote = value.n && (value.p[0] == '"' || value.p[0] == '\'') ? value.p[0] : 0;
		value = str_sub(value, quote != 0, SIZE_MAX);
		n = quote ? str_find_char(value, quote) : 0;
		n = n < value.n ? n : value.n;
		while (!quote && n < value.n && !is_space(value.p[n]))
			n++;
		attr->value = str_sub(value, 0, n);
		s = str_sub(value, n + (quote != 0), SIZE_MAX);
	}
	assert(s.n < attrs->n || !attr->name.n);
	*attrs = s;
	return attr->name.n > 0;
}

struct str html_token_take_raw(struct str *rest, struct str name)
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
