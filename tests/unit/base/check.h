/* check: what the tests of the base share. */
#ifndef UNIT_BASE_CHECK_H
#define UNIT_BASE_CHECK_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/str.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* The bytes of s, and no others. */
static inline void check_str(struct str s, struct str wanted, const char *file, int line)
{
	if (!str_eq(s, wanted)) {
		print_error("“" STR_FMT "” instead of “" STR_FMT "”\n", STR_ARG(s), STR_ARG(wanted));
		_fail(file, line);
	}
}
#define assert_str(s, wanted) check_str((s), (wanted), __FILE__, __LINE__)

#endif
