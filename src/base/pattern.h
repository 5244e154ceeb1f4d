/* pattern: regular expressions of the configuration (PCRE2), case ignored, UTF-8, with limits that
 * keep a bad expression from holding up the program: one that gives up does not match. */
#ifndef BASE_PATTERN_H
#define BASE_PATTERN_H

#include "base/err.h"
#include "base/str.h"

struct pattern;

/* Compiles the expression; NULL and an error in plain words when it is wrong. Freed with
 * pattern_free (NULL is fine). */
struct pattern *pattern_new(struct str expression, struct err *err);
void pattern_free(struct pattern *p);
/* The expression as it was given; lives as long as the pattern. Empty for NULL. */
struct str pattern_text(const struct pattern *p);
/* True when the expression is found anywhere in the text. `hit` (may be NULL) is set to the part
 * that matched. */
bool pattern_find(const struct pattern *p, struct str text, struct str *hit);

#endif
