#include "base/err.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/utf8.h"

/* A message is formatted in twice the room that it has in the end: where this buffer cuts a
 * character in two, the second cut has taken that part away. */
enum { FORMAT_BYTES = 2 * sizeof(struct err) };

/* Keeps what can be shown on a terminal: UTF-8 on one line, without control characters, cut between
 * two characters. */
static void set_text(struct err *err, const char *text)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str clean = utf8_cut(utf8_clean(&a, str_of(text)), sizeof err->text - 1);
	assert(clean.n < sizeof err->text);
	for (size_t i = 0; i < clean.n; i++)
		err->text[i] = is_space(clean.p[i]) ? ' ' : clean.p[i];
	err->text[clean.n] = 0;
}

/* The message may quote err->text itself: it is formatted before that is overwritten. */
static void PRINTF(3, 0)
	set_formatted(struct err *err, enum err_kind kind, const char *fmt, va_list args)
{
	char text[FORMAT_BYTES];
	if (!err)
		return;
	vsnprintf(text, sizeof text, fmt, args);
	set_text(err, text);
	err->kind = kind;
}

bool err_set(struct err *err, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	set_formatted(err, ERR_USER, fmt, args);
	va_end(args);
	return false;
}

bool err_set_kind(struct err *err, enum err_kind kind, const char *fmt, ...)
{
	va_list args;
	va_start(args, fmt);
	set_formatted(err, kind, fmt, args);
	va_end(args);
	return false;
}

bool err_add(struct err *err, const char *fmt, ...)
{
	char text[FORMAT_BYTES];
	va_list args;
	if (!err)
		return false;
	va_start(args, fmt);
	int n = vsnprintf(text, sizeof text / 2, fmt, args);
	va_end(args);
	size_t used = n < 0 ? 0 : (size_t)n < sizeof text / 2 ? (size_t)n : sizeof text / 2 - 1;
	snprintf(text + used, sizeof text - used, ": %s", err->text);
	set_text(err, text);
	return false;
}
