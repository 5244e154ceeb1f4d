#include "parse/record/answer.h"

#include <assert.h>
#include <jansson.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/utf8.h"

enum { QUOTE_MAX = 200, JSON_ERROR_MAX = 4096, JSON_ERROR_DEPTH = 4 };

/* The controls that turn the direction of writing (Unicode UAX 9: U+202A to U+202E, U+2066 to
 * U+2069): one that is not closed would turn what we write around the quotation. */
static bool turns_direction(uint32_t c)
{
	return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

struct str answer_quote(struct arena *a, struct str answer)
{
	struct str rest = utf8_clean(a, utf8_cut(answer, QUOTE_MAX));
	struct buf b CLEANUP_BUF = buf_new(QUOTE_MAX * 3 + 1);
	while (rest.n) {
		uint32_t c = utf8_take(&rest);
		if (!turns_direction(c))
			utf8_add(&b, c);
	}
	return str_collapse(a, buf_str(&b));
}

bool answer_unexpected(
	struct arena *a, struct str answer, const struct answer_words *words, struct err *err)
{
	assert(words->service && words->wanted && words->other);
	struct str text = answer_quote(a, answer);
	if (!text.n)
		return err_set_kind(err, ERR_SOURCE, "%s sent an empty answer", words->service);
	if (str_istarts(text, S("<!doctype html")) || str_istarts(text, S("<html")))
		return err_set_kind(
			err, ERR_SOURCE, "%s sent a web page instead of %s", words->service, words->wanted);
	return err_set_kind(
		err, ERR_SOURCE, "%s sent %s: " STR_FMT, words->service, words->other, STR_ARG(text));
}

/* The words of {"error":"…"}, {"message":"…"}, {"error":{"message":"…"}}, {"errors":["…"]}: one of
 * these members, or the first below it that is a text. */
static const char *json_words(json_t *value)
{
	static const char *const names[] = {"message", "error", "detail", "errors"};
	for (int depth = 0; depth < JSON_ERROR_DEPTH && value && !json_is_string(value); depth++) {
		json_t *inner = json_array_get(value, 0);
		for (size_t i = 0; i < ARRAY_COUNT(names) && !inner; i++)
			inner = json_object_get(value, names[i]);
		value = inner;
	}
	return json_string_value(value);
}

/* {"error":"API rate limit exceeded","api-key":"…","count":"…","limit":"…"} */
static struct str json_error(struct arena *a, struct str answer)
{
	json_t *root = answer.n && answer.n <= JSON_ERROR_MAX ?
		json_loadb(answer.p, answer.n, JSON_ALLOW_NUL, NULL) :
		NULL;
	struct str text = json_is_object(root) ? str_copy(a, str_of(json_words(root))) : STR_NONE;
	json_decref(root);
	return text;
}

/* The text between <ERROR> and </ERROR>, of which the E-utilities have one at most. */
static struct str xml_error(struct str answer)
{
	const struct str open = S("<ERROR>"), close = S("</ERROR>");
	size_t start = str_find(answer, open);
	if (start == STR_NOT_FOUND)
		return STR_NONE;
	struct str rest = str_sub(answer, start + open.n, SIZE_MAX);
	size_t end = str_find(rest, close);
	return end == STR_NOT_FOUND ? STR_NONE : str_sub(rest, 0, end);
}

struct str answer_reason(struct arena *a, struct str answer)
{
	struct str text = str_trim(str_sub(answer, 0, JSON_ERROR_MAX)), line = text;
	if (!text.n)
		return STR_NONE;
	switch (text.p[0]) {
	case '{': return answer_quote(a, json_error(a, text));
	case '<': return answer_quote(a, xml_error(text));
	case '[': return STR_NONE;
	default: return answer_quote(a, str_cut(&line, '\n'));
	}
}

bool answer_eutils_error(
	struct arena *a, struct str answer, struct str error_element, struct err *err)
{
	static const struct answer_words words = {
		"PubMed", "records", "something that is not an answer to the question"};
	struct str said = error_element.n ? error_element : json_error(a, answer);
	if (said.n)
		return err_set_kind(
			err, ERR_SOURCE, "PubMed says: " STR_FMT, STR_ARG(answer_quote(a, said)));
	return answer_unexpected(a, answer, &words, err);
}
