#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <assert.h>
#include <pcre2.h>
#include <stdlib.h>
#include <string.h>

#include "base/alloc.h"

struct pattern {
	pcre2_code *code;
	pcre2_match_data *data;
	pcre2_match_context *limits;
	size_t text_bytes;
	char text[]; /* the expression, without a NUL */
};

enum { STEPS_MAX = 1000000 /* about 10 ms */, HEAP_KIB_MAX = 4096 };

/* PCRE2 calls this before every step of a search. Its own limit does not suffice: it counts anew at
 * each byte of the text where a match might begin. */
static int spend_step(pcre2_callout_block *block, void *left)
{
	(void)block;
	return --*(long *)left < 0 ? PCRE2_ERROR_MATCHLIMIT : 0;
}

struct pattern *pattern_new(struct str expression, struct err *err)
{
	int problem;
	size_t at;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)(expression.n ? expression.p : ""), expression.n,
		PCRE2_CASELESS | PCRE2_UTF | PCRE2_MATCH_INVALID_UTF | PCRE2_AUTO_CALLOUT, &problem, &at,
		NULL);
	if (!code) {
		PCRE2_UCHAR message[200];
		pcre2_get_error_message(problem, message, sizeof message);
		err_set(err, "the expression '" STR_FMT "' is wrong at character %zu: %s",
			STR_ARG(expression), at + 1, (char *)message);
		return NULL;
	}
	struct pattern *p = alloc_bytes(sizeof *p + expression.n);
	*p = (struct pattern){code, pcre2_match_data_create_from_pattern(code, NULL),
		pcre2_match_context_create(NULL), expression.n};
	if (expression.n)
		memcpy(p->text, expression.p, expression.n);
	if (!p->data || !p->limits)
		alloc_fail();
	pcre2_set_match_limit(p->limits, STEPS_MAX);
	pcre2_set_heap_limit(p->limits, HEAP_KIB_MAX);
	return p;
}

void pattern_free(struct pattern *p)
{
	if (!p)
		return;
	pcre2_code_free(p->code);
	pcre2_match_data_free(p->data);
	pcre2_match_context_free(p->limits);
	free(p);
}

struct str pattern_text(const struct pattern *p)
{
	return p && p->text_bytes ? (struct str){p->text, p->text_bytes} : STR_NONE;
}

bool pattern_find(const struct pattern *p, struct str text, struct str *hit)
{
	long left = STEPS_MAX;
	pcre2_set_callout(p->limits, spend_step, &left);
	int found = pcre2_match(
		p->code, (PCRE2_SPTR)(text.n ? text.p : ""), text.n, 0, 0, p->data, p->limits);
	if (found < 0)
		return false;
	size_t *at = pcre2_get_ovector_pointer(p->data);
	assert(at[1] <= text.n);
	if (hit)
		*hit = str_sub(text, at[0], at[1] - at[0]);
	return true;
}
