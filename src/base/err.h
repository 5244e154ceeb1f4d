/* err: why something failed, in the words of the person who will read it, and whose concern it is.
 *
 * The message is made where the failure happens. Callers put in front what they were doing:
 *
 *     if (!store_open(&store, path, err))
 *         return err_add(err, "opening the site");
 *
 * gives "opening the site: tidings.db is not a database". Messages may quote text from outside:
 * they are cut to 1,023 bytes, and control characters and line ends become spaces, so that an error
 * can be printed on a terminal, or shown on a page once it is escaped for HTML.
 *
 * Callers decide by the kind, never by the text. */
#ifndef BASE_ERR_H
#define BASE_ERR_H

#include <stdbool.h>

#include "base/attribute.h"

enum err_kind {
	ERR_USER,   /* what was asked for cannot be done: whoever asked can put it right */
	ERR_SOURCE, /* a service or feed elsewhere failed */
	ERR_READER, /* a document from elsewhere broke the process that reads documents */
	ERR_STORE,  /* the store failed, or a record in it is damaged: nothing that an editor did */
	ERR_SYSTEM, /* the disk, the memory or the network of this machine failed */
	ERR_BUSY,   /* another process is writing: the same may be asked for again in a moment */
};

struct err {
	enum err_kind kind;
	char text[1024];
};

/* All return false, so that `return err_set(err, …)` says it all. err may be NULL: nobody wants to
 * know. */

/* Sets the message, with the kind ERR_USER. */
bool err_set(struct err *err, const char *fmt, ...) PRINTF(2, 3);
/* Sets the message and the kind. */
bool err_set_kind(struct err *err, enum err_kind kind, const char *fmt, ...) PRINTF(3, 4);
/* Puts "context: " before a message that is set; its kind stays. */
bool err_add(struct err *err, const char *fmt, ...) PRINTF(2, 3);

#endif
