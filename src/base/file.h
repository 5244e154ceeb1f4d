/* file: whole files, read under a cap and replaced in one step. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* Reads all of `path` into the arena ("-" is standard input); an error if it cannot be read or is
 * longer than `cap` bytes. */
bool file_read(struct arena *a, const char *path, size_t cap, struct str *out, struct err *err)
	MUST_USE;

enum file_change { FILE_UNCHANGED, FILE_WRITTEN };
/* Makes `path` hold `bytes`. Readers see the old file or the new one, never a part: temporary file
 * in the same folder, fsync, rename. A file that already holds these bytes is not touched (its
 * mtime, and so its ETag, stay). Missing folders are made. *change (may be NULL) says which it was.
 */
bool file_replace(const char *path, struct str bytes, enum file_change *change, struct err *err)
	MUST_USE;
/* Whether a file of this name (without its folder) is one that file_replace had not finished: left
 * behind by a process that was killed, or being written right now. */
bool file_is_temporary(struct str name);
/* mkdir -p. */
bool folder_make(const char *path, struct err *err) MUST_USE;

#endif
