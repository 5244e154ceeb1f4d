/* record_answer: what to say of an answer that is not what a service was asked for.
 *
 * The messages are for the editor and quote at most 200 bytes of the answer. Their kind is
 * ERR_SOURCE. Each function that sets a message returns false. */
#ifndef PARSE_RECORD_ANSWER_H
#define PARSE_RECORD_ANSWER_H

#include "base/arena.h"
#include "base/err.h"

/* How the messages name the service and what was wanted of it. */
struct answer_words {
	const char *service; /* "PubMed" */
	const char *wanted;  /* "records" */
	const char *other;   /* any other answer: "something that is not a search result" */
};

/* "… sent an empty answer", "… sent a web page instead of …", or `other` and the
 * answer's beginning. */
bool answer_unexpected(
	struct arena *a, struct str answer, const struct answer_words *words, struct err *err);

/* The same for the E-utilities, which also have words of their own: the text of an <ERROR> element,
 * given as `error_element` or empty, or the "error" member of a JSON answer, with which they refuse
 * requests over their limit. */
bool answer_eutils_error(
	struct arena *a, struct str answer, struct str error_element, struct err *err);

/* The reason that a service gives with a status such as 400, for an editor: the first line of a
 * plain text; the text of an <ERROR>; of JSON the member "error" or "message", which may stand in
 * an object of that name or in a list of "errors". Empty when the answer is a web page or says
 * nothing. At most 200 bytes, as answer_quote makes them. */
struct str answer_reason(struct arena *a, struct str answer);

/* The beginning of the answer on one line, as UTF-8 without control characters. */
struct str answer_quote(struct arena *a, struct str answer);

#endif
