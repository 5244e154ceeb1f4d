/* compare: files of out/ that are compared instead of written. Inside publish/.
 *
 * An out whose `compare` is set (publish/out.h) gives every file that it would write or remove to
 * these functions. */
#ifndef PUBLISH_COMPARE_H
#define PUBLISH_COMPARE_H

#include "base/strs.h"
#include "publish/verify.h"

struct compare {
	struct arena *a;
	struct str folder; /* SITE/out */
	bool waits;        /* the output at hand waits for the next publication */
	struct strs paths; /* of all files that are explained */
	struct verify_report *report;
};
/* The file is to hold these bytes. */
void compare_file(struct compare *compare, struct str path, struct str bytes);
/* It is to be there, with the bytes of this hash (hash_hex; empty: with whatever bytes). */
void compare_kept(struct compare *compare, struct str path, struct str hash);
/* It is not to be there. */
void compare_removed(struct compare *compare, struct str path);
/* What else is in out/, when all outputs have been looked at: editions of the digest, and files
 * that nobody explains. */
bool compare_rest(struct compare *compare, struct store *store, struct err *err) MUST_USE;

#endif
