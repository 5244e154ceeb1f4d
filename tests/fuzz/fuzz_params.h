/* Checks of what the desk's parsers of names and values promise, whatever came in. */
#ifndef FUZZ_PARAMS_H
#define FUZZ_PARAMS_H

#include <stdlib.h>

#include "base/url.h"
#include "base/utf8.h"
#include "web/form.h"
#include "fuzz.h"

/* Text that can be stored and shown: UTF-8 without control characters but tab and line feed. */
static inline void fuzz_check_text(struct str text)
{
	if (!utf8_valid(text))
		abort();
	for (size_t i = 0; i < text.n; i++)
		if (((unsigned char)text.p[i] < ' ' && text.p[i] != '\t' && text.p[i] != '\n') ||
			text.p[i] == 0x7f)
			abort();
}

static inline void fuzz_check_params(const struct http_params *params, size_t most)
{
	if (params->n > most)
		abort();
	for (size_t i = 0; i < params->n; i++) {
		fuzz_check_text(params->v[i].name);
		fuzz_check_text(params->v[i].value);
	}
}

static inline void fuzz_check_same(const struct http_params *a, const struct http_params *b)
{
	if (a->n != b->n)
		abort();
	for (size_t i = 0; i < a->n; i++)
		if (!str_eq(a->v[i].name, b->v[i].name) || !str_eq(a->v[i].value, b->v[i].value))
			abort();
}

/* The names and values as a browser would send them. No pair may be empty, because no parser keeps
 * such pairs. */
static inline struct str fuzz_urlencode(struct arena *a, const struct http_params *params)
{
	struct buf out CLEANUP_BUF = buf_new(16 << 20);
	for (size_t i = 0; i < params->n; i++)
		buf_addf(&out, "%s" STR_FMT "=" STR_FMT, i ? "&" : "",
			STR_ARG(url_encode(a, params->v[i].name)), STR_ARG(url_encode(a, params->v[i].value)));
	return str_copy(a, buf_str(&out));
}

#endif
