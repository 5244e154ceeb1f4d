/* store/edition_file: the files of frozen editions, and their way to out/digest.
 *
 * An edition is frozen in the store first, with its files; then they are written. So one that was
 * frozen always gets its files, also when the program was killed in between, and one that was lost
 * can be written again to the byte. A file in out/digest is never overwritten. */
#ifndef STORE_EDITION_FILE_H
#define STORE_EDITION_FILE_H

#include "store/store.h"

#define EDITION_FOLDER "out/digest" /* in the site's folder */

/* What an edition leaves there, each a file: the page, the plain text, the message. */
#define EDITION_SUFFIXES \
	{ \
		"html", "txt", "eml" \
	}
enum { EDITION_FILES = 3 };
/* "2026-W47-research.eml" */
struct str store_edition_file_name(
	struct arena *a, struct str period, struct str list, const char *suffix);

/* Keeps the file for store_edition_settle; in the transaction that freezes the edition. */
bool store_edition_file_add(struct store *s, struct str name, struct str text, struct err *err)
	MUST_USE;
/* Writes the files that were not written yet into FOLDER/out/digest. One that is there with other
 * bytes is an error that names it. Outside a transaction. */
bool store_edition_settle(struct store *s, const char *folder, struct err *err) MUST_USE;
/* The same, with those that were written once and are not there any more. */
bool store_edition_write_again(struct store *s, const char *folder, struct err *err) MUST_USE;

#endif
