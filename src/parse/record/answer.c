#include "parse/record/answer.h"

#include <assert.h>
#include <jansson.h>

#include "base/utf8.h"

enum { QUOTE_MAX = 200, JSON_ERROR_MAX = 4096 };

struct str answer_quote(struct arena *a, struct str answer)
{
	return str_collapse(a, utf8_clean(a, utf8_cut(answer, QUOTE_MAX)));
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

/* {"error":"API rate limit exceeded","api-key":"…","count":"…","limit":"…"} */
static struct str json_error(struct arena *a, struct str answer)
{
	json_t *root =
		answer.n && answer.n <= JSON_ERROR_MAX ? json_loadb(answer.p, answer.n, 0, NULL) : NULL;
	struct str text = str_copy(a, str_of(json_string_value(json_object_get(root, "error"))));
	json_decref(root);
	return text;
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
