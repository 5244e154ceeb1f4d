#include "parse/html/html.h"

#include <assert.h>
#include <string.h>

#include "base/utf8.h"
#include "parse/html/element.h"
#include "parse/html/token.h"
#include "parse/text/reference.h"

/* How far html_is_markup looks for the ">" of a tag and the ";" of a reference, in bytes. The
 * limits keep it linear. */
enum { MARKUP_REACH = 4096, REFERENCE_REACH = 40 };

enum { BLOCK = 16 /* bytes of words that are looked at in one go */ };

/* Plain text while it is written: white space collapsed, control characters left out. */
struct plain_writer {
	struct buf out;
	bool space; /* a space comes before the next word */
	bool lines; /* a line break does, between blocks */
	int breaks; /* how far the next word is from the last: a block counts 2, <br> 1 */
};

enum { LINE_BREAKS = 2 /* from here on the next word begins a line: two <br>, or a block */ };

/* The length of the white space character at the front of s, ASCII or U+00A0; 0 when there is
 * none. */
static size_t space_length(struct str s)
{
	if (is_space(s.p[0]))
		return 1;
	return s.n > 1 && s.p[0] == '\xC2' && s.p[1] == '\xA0' ? 2 : 0;
}

/* The length of the control character (C0, DEL, C1) at the front of s; 0 when there is none. */
static size_t control_length(struct str s)
{
	unsigned char c = (unsigned char)s.p[0];
	if (c < ' ' || c == 0x7F)
		return 1;
	return s.n > 1 && c == 0xC2 && (unsigned char)s.p[1] < 0xA0 ? 2 : 0;
}

/* True for a byte of a word: no white space, no control character, and not the first byte of
 * one. */
static inline unsigned char is_word_byte(char c)
{
	return ((unsigned char)c > ' ') & (c != 0x7F) & (c != '\xC2');
}

/* True when BLOCK bytes at p, behind which another one stands, belong to words that have one space
 * between them. There is no branch inside, so that the compiler looks at many bytes at once. */
static bool is_run_block(const char *p)
{
	unsigned char all = 1;
	for (size_t i = 0; i < BLOCK; i++)
		all &= (unsigned char)(is_word_byte(p[i]) | ((p[i] == ' ') & is_word_byte(p[i + 1])));
	return all;
}

/* The length of the words at the front of s that have one space between them, which are copied at
 * once. s begins with one, or with the first byte of a character beyond ASCII. */
static size_t run_length(struct str s)
{
	const char *p = s.p, *end = s.p + s.n;
	while (end - p > BLOCK && is_run_block(p))
		p += BLOCK;
	while (p < end && (is_word_byte(*p) || (*p == ' ' && p + 1 < end && is_word_byte(p[1]))))
		p++;
	return p > s.p ? (size_t)(p - s.p) : 1;
}

static void add_words(struct plain_writer *plain, struct str s)
{
	while (s.n) {
		size_t n = space_length(s);
		if (n) {
			plain->space = plain->out.n > 0;
		} else if (!(n = control_length(s))) {
			n = run_length(s);
			if (plain->space)
				buf_add_char(
					&plain->out, plain->lines && plain->breaks >= LINE_BREAKS ? '\n' : ' ');
			plain->space = false;
			plain->breaks = 0;
			buf_add(&plain->out, str_sub(s, 0, n));
		}
		assert(n > 0 && n <= s.n);
		s = str_sub(s, n, SIZE_MAX);
	}
}

/* Text of HTML, which may hold references. */
static void add_text(struct plain_writer *plain, struct str text)
{
	if (str_find_char(text, '&') == STR_NOT_FOUND) {
		add_words(plain, text);
		return;
	}
	struct buf decoded CLEANUP_BUF = buf_new(text.n * 2 + 16);
	reference_add_decoded(&decoded, text, false);
	assert(buf_ok(&decoded));
	add_words(plain, buf_str(&decoded));
}

static void add_break(struct plain_writer *plain, const struct html_token *token)
{
	bool row = token->element->traits & HTML_TABLE || str_eq(token->name, S("br"));
	plain->space = plain->out.n > 0;
	plain->breaks += row ? 1 : LINE_BREAKS;
}

static void add_tag(struct plain_writer *plain, struct str *rest, const struct html_token *token)
{
	unsigned traits = token->element ? token->element->traits : 0;
	if (traits & (HTML_BLOCK | HTML_TABLE | HTML_RCDATA))
		add_break(plain, token);
	if (token->kind != HTML_START || !(traits & (HTML_DROP | HTML_RCDATA)))
		return;
	struct str raw = html_token_take_raw(rest, token->name);
	if (traits & HTML_RCDATA)
		add_text(plain, raw);
}

/* The text that was written, cut to `max` bytes; frees the writer. */
static struct str plain_result(struct arena *a, struct plain_writer *plain, size_t max)
{
	struct str text = str_copy(a, str_trim(utf8_cut(buf_str(&plain->out), max)));
	buf_free(&plain->out);
	return text;
}

static struct str to_text(struct arena *a, struct str html, size_t max, bool lines)
{
	struct plain_writer plain = {.out = buf_new(html.n * 2 + 16), .lines = lines};
	struct html_token token;
	while (plain.out.n <= max && html_token_next(&html, &token)) {
		if (token.kind == HTML_TEXT)
			add_text(&plain, token.text);
		else if (token.kind != HTML_NOTHING)
			add_tag(&plain, &html, &token);
	}
	return plain_result(a, &plain, max);
}

struct str html_to_text(struct arena *a, struct str html, size_t max)
{
	return to_text(a, html, max, false);
}

struct str html_to_lines(struct arena *a, struct str html, size_t max)
{
	return to_text(a, html, max, true);
}

struct str html_plain_text(struct arena *a, struct str text, size_t max)
{
	struct plain_writer plain = {.out = buf_new(text.n)};
	add_words(&plain, text);
	return plain_result(a, &plain, max);
}

struct str html_unwrap_section(struct str text)
{
	struct str begin = S("<![CDATA["), end = S("]]>"), inside = str_trim(text);
	if (!str_starts(inside, begin) || str_find(inside, end) != inside.n - end.n)
		return text;
	return str_trim(str_sub(inside, begin.n, inside.n - begin.n - end.n));
}

/* True when s begins with a comment or a tag of an element that HTML knows. */
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

/* True when s begins with a character reference that ends in ";". */
static bool starts_reference(struct str s)
{
	size_t end = str_find_char(str_sub(s, 0, REFERENCE_REACH), ';');
	if (end == STR_NOT_FOUND)
		return false;
	struct str name = str_sub(s, 1, end - 1);
	return str_starts(name, S("#")) ? name.n > 1 : reference_find(name) != NULL;
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
