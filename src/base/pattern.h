/* pattern: regular expressions of the configuration, compiled by PCRE2.
 *
 * Case is ignored and text is UTF-8. Editors write the expressions and feeds write the text, so
 * each match has limits on its steps and memory: a search that reaches them finds nothing. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/err.h"
#include "base/str.h"

struct pattern;

/* Compiles the expression; the caller frees it with pattern_free. NULL, and an error that says what
 * is wrong where, when it is malformed. */
struct pattern *pattern_new(struct str expression, struct err *err);
/* NULL is fine. */
void pattern_free(struct pattern *p);
/* The expression as it was given, valid as long as the pattern. Empty for NULL. */
struct str pattern_text(const struct pattern *p);
/* Whether the expression matches anywhere in the text. *hit (may be NULL) becomes the part of the
 * text that matched. Not for two threads at once: a pattern holds the memory of its search. */
bool pattern_find(const struct pattern *p, struct str text, struct str *hit);

#endif
