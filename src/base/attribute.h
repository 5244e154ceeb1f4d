/* attribute: what a declaration tells the compiler about a function. */
#ifndef BASE_ATTRIBUTE_H
#define BASE_ATTRIBUTE_H

/* The caller has to look at the result: a failure that nobody sees is a wrong page later. */
#define MUST_USE __attribute__((warn_unused_result))
/* Parameter `fmt` is a printf format, and its arguments begin with parameter `first`; both are
 * counted from 1. `first` is 0 for functions that take a va_list. */
#define PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

#endif
