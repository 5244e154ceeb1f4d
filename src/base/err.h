/* err: why something failed, in the words of the person who will read it.
 *
 * The message is made where the failure happens; callers add what they were doing on the way up:
 *     if (!store_open(&store, path, err)) return err_add(err, "opening the site");
 * gives "opening the site: tidings.db is not a database". Text from outside is cut to a sane length and its
 * control characters and line ends become spaces, so an error can be printed on a terminal and shown on a page (escaped).
 */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

struct err {
	char text[1024];
};

/* Sets the message. Always false, so that `return err_set(err, …)` reads well. err may be NULL. */
bool err_set(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
/* Puts "context: " before the message. Always false. */
bool err_add(struct err *err, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif
