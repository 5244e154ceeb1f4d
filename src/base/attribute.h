/* attribute: what a declaration tells the compiler about a function. */
#ifndef BASE_ATTRIBUTE_H
#define BASE_ATTRIBUTE_H

/* The caller looks at the result: a failure that nobody sees is a wrong page later. */
#define MUST_USE __attribute__((warn_unused_result))
/* The arguments from `first` on are those of the format `fmt`, both counted from 1, as printf has
 * them. */
#define PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))

#endif
