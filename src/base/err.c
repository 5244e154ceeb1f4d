#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

#include "base/utf8.h"

/* Twice what a message holds: what is cut off here in the middle of a character never reaches it.
 */
enum { ROOM = 2 * sizeof(struct err) };

/* What can be shown on a terminal: valid UTF-8 on one line, without control characters, cut between
 * two characters. */
static void err_put(struct err *err, const char *text)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str clean = utf8_cut(utf8_clean(&a, str_of(text)), sizeof err->text - 1);
	for (size_t i = 0; i < clean.n; i++)
		err->text[i] = is_space(clean.p[i]) ? ' ' : clean.p[i];
	err->text[clean.n] = 0;
}

static void PRINTF(3, 0)
	err_format(struct err *err, enum err_kind kind, const char *fmt, va_list args)
{
	char text[ROOM];
	if (!err)
		return;
	vsnprintf(text, sizeof text, fmt, args);
	err_put(err, text);
	err->kind = kind;
}

bool err_set(struct err *err, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	err_format(err, ERR_USER, fmt, args);
	va_end(args);
	return false;
}

bool err_set_kind(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	err_format(err, kind, fmt, args);
	va_end(args);
	return false;
}

bool err_add(struct err *err, const char *fmt, ...)
{
	if (!err)
		return false;
	char text[ROOM];
	va_list args;
	va_start(args, fmt);
	int n = vsnprintf(text, sizeof text / 2, fmt, args);
	va_end(args);
	size_t used = n < 0 ? 0 : (size_t)n < sizeof text / 2 ? (size_t)n : sizeof text / 2 - 1;
	snprintf(text + used, sizeof text - used, ": %s", err->text);
	err_put(err, text);
	return false;
}
