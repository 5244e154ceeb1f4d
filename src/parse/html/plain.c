#include "parse/html/html.h"

#include <string.h>

#include "base/utf8.h"
#include "parse/html/entities.h"
#include "parse/html/token.h"

/* How far a tag's ">" and a reference's ";" are looked for, which keeps html_is_markup linear. */
enum { MARKUP_REACH = 4096, REFERENCE_REACH = 40 };

/* Plain text as it grows: white space collapsed, controls left out. */
struct plain {
	struct buf out;
	bool space; /* one is due before the next word */
};

/* The length of a white space character at the front of s: ASCII's, and U+00A0. */
static size_t space_length(struct str s)
{
	if (is_space(s.p[0]))
		return 1;
	return s.n > 1 && s.p[0] == '\xC2' && s.p[1] == '\xA0' ? 2 : 0;
}

/* The length of a control character (C0, DEL, C1) at the front of s, else 0. */
static size_t control_length(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	if (c < ' ' || c == 0x7F)
		return 1;
	return s.n > 1 && c == 0xC2 && (unsigned char)s.p[1] < 0xA0 ? 2 : 0;
}

static bool is_plain(const char *p)
{
	return (unsigned char)*p > ' ' && *p != 0x7F && *p != '\xC2';
}

/* Words with one space between them, which can be taken as they are. */
static size_t run_length(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	while (p < end && (is_plain(p) || (*p == ' ' && p > s.p && p + 1 < end && is_plain(p + 1))))
		p++;
	return p > s.p ? (size_t)(p - s.p) : 1;
}

static void add_words(struct plain *plain, struct str s)
{
	while (s.n) {
		size_t n = space_length(s);
		if (n) {
			plain->space = plain->out.n > 0;
		} else if (!(n = control_length(s))) {
			n = run_length(s);
			if (plain->space)
				buf_add_char(&plain->out, ' ');
			plain->space = false;
			buf_add(&plain->out, str_sub(s, 0, n));
		}
		s = str_sub(s, n, SIZE_MAX);
	}
}

static void add_text(struct plain *plain, struct str text)
{
	if (str_find_char(text, '&') == STR_NOT_FOUND) {
		add_words(plain, text);
		return;
	}
	struct buf decoded CLEANUP_BUF = buf_new(text.n * 2 + 16);
	html_add_decoded(&decoded, text, false);
	add_words(plain, buf_str(&decoded));
}

static void add_tag(struct plain *plain, struct str *rest, const struct html_token *token)
{
	unsigned traits = token->element ? token->element->traits : 0;
	if (traits & (HTML_BLOCK | HTML_TABLE | HTML_RCDATA))
		plain->space = plain->out.n > 0;
	if (token->kind != HTML_START || !(traits & (HTML_DROP | HTML_RCDATA)))
		return;
	struct str raw = html_take_raw(rest, token->name);
	if (traits & HTML_RCDATA)
		add_text(plain, raw);
}

static struct str plain_result(struct arena *a, struct plain *plain, size_t max)
{
	struct str text = str_copy(a, str_trim(utf8_cut(buf_str(&plain->out), max)));
	buf_free(&plain->out);
	return text;
}

struct str html_to_text(struct arena *a, struct str html, size_t max)
{
	struct plain plain = {.out = buf_new(html.n * 2 + 16)};
	struct html_token token;
	while (plain.out.n <= max && html_token_next(&html, &token)) {
		if (token.kind == HTML_TEXT)
			add_text(&plain, token.text);
		else if (token.kind != HTML_NOTHING)
			add_tag(&plain, &html, &token);
	}
	return plain_result(a, &plain, max);
}

struct str html_plain_text(struct arena *a, struct str text, size_t max)
{
	struct plain plain = {.out = buf_new(text.n)};
	add_words(&plain, text);
	return plain_result(a, &plain, max);
}

struct str html_decode(struct arena *a, struct str s)
{
	if (str_find_char(s, '&') == STR_NOT_FOUND)
		return s;
	struct buf decoded CLEANUP_BUF = buf_new(s.n * 2 + 16);
	html_add_decoded(&decoded, s, false);
	return str_copy(a, buf_str(&decoded));
}

/* "<" before a tag that HTML knows, or a comment. */
static bool starts_markup(struct str s)
{
	if (str_starts(s, S("<!--")))
		return true;
	size_t from = s.n > 1 && s.p[1] == '/' ? 2 : 1, n = from;
	while (n < s.n && (is_alpha(s.p[n]) || is_digit(s.p[n])))
		n++;
	if (n == s.n || !(is_space(s.p[n]) || s.p[n] == '>' || s.p[n] == '/'))
		return false;
	return html_element_find(str_sub(s, from, n - from)) &&
		str_find_char(str_sub(s, 0, MARKUP_REACH), '>') != STR_NOT_FOUND;
}

static bool starts_reference(struct str s)
{
	size_t end = str_find_char(str_sub(s, 0, REFERENCE_REACH), ';');
	if (end == STR_NOT_FOUND)
		return false;
	struct str name = str_sub(s, 1, end - 1);
	return str_starts(name, S("#")) ? name.n > 1 : html_entity_find(name) != NULL;
}

bool html_is_markup(struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '<' && s.p[i] != '&')
			continue;
		struct str rest = str_sub(s, i, SIZE_MAX);
		if (s.p[i] == '<' ? starts_markup(rest) : starts_reference(rest))
			return true;
	}
	return false;
}
