#include "parse/record/eutils_error.h"

#include <jansson.h>

#include "base/utf8.h"

enum { QUOTE_MAX = 200, JSON_ERROR_MAX = 4096 };

static struct str quotable(struct arena *a, struct str s)
{
	return str_collapse(a, utf8_clean(a, utf8_cut(s, QUOTE_MAX)));
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

bool eutils_error(struct arena *a, struct str answer, struct str error_element, struct err *err)
{
	struct str said = error_element.n ? error_element : json_error(a, answer);
	struct str text = quotable(a, answer);
	if (said.n)
		return err_set(err, "PubMed says: " STR_FMT, STR_ARG(quotable(a, said)));
	if (!text.n)
		return err_set(err, "PubMed sent an empty answer");
	if (str_istarts(text, S("<!doctype html")) || str_istarts(text, S("<html")))
		return err_set(err, "PubMed sent a web page instead of records");
	return err_set(err, "PubMed sent something that is not an answer to the question: " STR_FMT,
		STR_ARG(text));
}
