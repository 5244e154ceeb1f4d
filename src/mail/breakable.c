#include "mail/breakable.h"

#include <assert.h>
#include <utf8proc.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/utf8.h"

/* The part of the text up to the end of `what`; all of it when that is missing. */
static size_t length_through(struct str text, struct str what)
{
	size_t at = str_ifind(text, what);
	return at == STR_NOT_FOUND ? text.n : at + what.n;
}

/* A tag to its ">", which may stand in a quoted value before. */
static size_t tag_length(struct str html)
{
	char quote = '\0';
	for (size_t i = 0; i < html.n; i++) {
		char c = html.p[i];
		if (quote)
			quote = c == quote ? '\0' : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == '>')
			return i + 1;
	}
	return html.n;
}

/* What begins with "<" and is no text. */
static size_t markup_length(struct str html)
{
	static const struct {
		struct str start, end;
	} whole[] = {
		{{"<!--", 4}, {"-->", 3}},
		{{"<style", 6}, {"</style>", 8}},
		{{"<title", 6}, {"</title>", 8}},
		{{"<script", 7}, {"</script>", 9}},
	};
	for (size_t i = 0; i < ARRAY_COUNT(whole); i++)
		if (str_istarts(html, whole[i].start))
			return length_through(html, whole[i].end);
	return tag_length(html);
}

/* One character of a text: a character reference or what readers see as one (Unicode UAX #29). */
static size_t character_length(struct str text)
{
	enum { REFERENCE_MAX = 32 };
	struct str rest = text;
	assert(text.n);
	if (*text.p == '&') {
		size_t end = str_find_char(str_sub(text, 0, REFERENCE_MAX), ';');
		return end == STR_NOT_FOUND ? 1 : end + 1;
	}
	utf8_take_cluster(&rest);
	return text.n - rest.n;
}

/* Whether a line may be broken after this without help. */
static bool breaks_by_itself(struct str character)
{
	return is_space(*character.p) ||
		utf8proc_charwidth((utf8proc_int32_t)utf8_take(&character)) > 1;
}

/* The word at the front: up to a space, a tag or a wide character. */
static struct str word_at_front(struct str text, size_t *characters)
{
	struct str rest = text;
	*characters = 0;
	while (rest.n && *rest.p != '<') {
		size_t length = character_length(rest);
		if (breaks_by_itself(str_sub(rest, 0, length)))
			break;
		rest = str_sub(rest, length, SIZE_MAX);
		++*characters;
	}
	return str_sub(text, 0, text.n - rest.n);
}

static void add_word(struct buf *out, struct str word, size_t characters)
{
	bool is_address = str_find_char(word, '/') != STR_NOT_FOUND ||
		str_find_char(word, '@') != STR_NOT_FOUND;
	struct str place = is_address ? S("<wbr>") : S("\u200b");
	for (size_t n = 0; n < characters; n++) {
		size_t length = character_length(word);
		if (characters > BREAKABLE_WORD && n && n % BREAKABLE_PIECE == 0)
			buf_add(out, place);
		buf_add(out, str_sub(word, 0, length));
		word = str_sub(word, length, SIZE_MAX);
	}
}

struct str breakable_html(struct arena *a, struct str html)
{
	struct buf out CLEANUP_BUF = buf_new(2 * html.n); /* five bytes after twenty characters */
	while (html.n) {
		size_t characters;
		struct str word = word_at_front(html, &characters);
		add_word(&out, word, characters);
		html = str_sub(html, word.n, SIZE_MAX);
		if (!html.n)
			break;
		size_t length = *html.p == '<' ? markup_length(html) : character_length(html);
		buf_add(&out, str_sub(html, 0, length));
		html = str_sub(html, length, SIZE_MAX);
	}
	assert(buf_ok(&out));
	return str_copy(a, buf_str(&out));
}
