#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"

/* Control characters out, and no half of a UTF-8 character at the end. */
static void err_clean(struct err *err)
{
	size_t n = strlen(err->text);
	for (size_t i = 0; i < n; i++)
		if ((unsigned char)err->text[i] < ' ' || err->text[i] == 127)
			err->text[i] = ' ';
	if (n + 1 < sizeof err->text)
		return;
	while (n && ((unsigned char)err->text[n - 1] & 0xC0) == 0x80)
		n--;
	if (n && (unsigned char)err->text[n - 1] >= 0xC0)
		n--;
	err->text[n] = 0;
}

bool err_set(struct err *err, const char *fmt, ...)
{
	if (!err)
		return false;
	va_list args;
	va_start(args, fmt);
	vsnprintf(err->text, sizeof err->text, fmt, args);
	va_end(args);
	err_clean(err);
	return false;
}

bool err_add(struct err *err, const char *fmt, ...)
{
	if (!err)
		return false;
	struct err inner = *err;
	va_list args;
	va_start(args, fmt);
	struct buf b CLEANUP_BUF = buf_new(2 * sizeof err->text);
	buf_vaddf(&b, fmt, args);
	va_end(args);
	buf_add(&b, S(": "));
	buf_add(&b, str_of(inner.text));
	size_t n = b.n < sizeof err->text ? b.n : sizeof err->text - 1;
	memcpy(err->text, b.p, n);
	err->text[n] = 0;
	err_clean(err);
	return false;
}
