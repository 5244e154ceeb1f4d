/* err: why something failed, in the words of the person who will read it, and whose concern it is.
 *
 * The message is made where the failure happens; callers add what they were doing on the way up:
 *     if (!store_open(&store, path, err)) return err_add(err, "opening the site");
 * gives "opening the site: tidings.db is not a database". Text from outside is cut to a sane length
 * and its control characters and line ends become spaces, so an error can be printed on a terminal
 * and shown on a page (escaped).
 *
 * Callers decide by the kind, never by the text. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/attribute.h"

enum err_kind {
	ERR_USER,   /* what was asked for cannot be done: whoever asked can put it right */
	ERR_SOURCE, /* a service or feed elsewhere failed */
	ERR_STORE,  /* the store failed, or a record in it is damaged: nothing that an editor did */
	ERR_SYSTEM, /* the disk, memory or the network of this machine failed */
};

struct err {
	enum err_kind kind;
	char text[1024];
};

/* Sets the message, of kind ERR_USER. Always false, so that `return err_set(err, …)` reads well.
 * err may be NULL. */
bool err_set(struct err *err, const char *fmt, ...) PRINTF(2, 3);
/* The same with a kind. */
bool err_set_kind(struct err *err, enum err_kind kind, const char *fmt, ...) PRINTF(3, 4);
/* Puts "context: " before the message; the kind stays. Always false. */
bool err_add(struct err *err, const char *fmt, ...) PRINTF(2, 3);

#endif
