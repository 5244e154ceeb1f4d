/* file: whole files, read under a cap and replaced in one step. What the system refuses is an error
 * of kind ERR_SYSTEM. */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/arena.h"
#include "base/err.h"

/* Reads all of `path` into the arena, followed by a NUL that is not counted; "-" is standard input.
 * A file of more than `cap` bytes, which may be an endless one, is an error (ERR_USER). */
bool file_read(struct arena *a, const char *path, size_t cap, struct str *out, struct err *err)
	MUST_USE;

enum file_change { FILE_UNCHANGED, FILE_WRITTEN };
/* Makes `path` hold `bytes`, mode 0644, and makes the folders that are missing, mode 0755, both
 * whatever the umask.
 *
 * Readers see the old file or the new one, never a part, also after a power cut: the bytes go to a
 * temporary file in the same folder, which is synced and then renamed. A file that holds these
 * bytes already is not touched, so its mtime, and with it its ETag, stay. *change (may be NULL)
 * says which it was. */
bool file_replace(const char *path, struct str bytes, enum file_change *change, struct err *err)
	MUST_USE;
/* The same for a file that must not be there yet: what is there is never overwritten (ERR_USER). */
bool file_create(const char *path, struct str bytes, struct err *err) MUST_USE;
/* Whether `path` is a file of these bytes and of mode 0644: file_replace would not touch it. */
bool file_holds(const char *path, struct str bytes) MUST_USE;

/* A file that another library writes:
 *
 *     struct file_temporary t;
 *     if (!file_begin(&a, path, &t, err)) …
 *     if (… t.path is written, and closed …)
 *         return file_finish(&t, path, FILE_NEW, err);
 *     file_drop(&t);
 *
 * file_begin makes an empty file of mode 0600 in the folder of `path`, which must be there.
 * file_finish syncs it and renames it; when that fails, or `path` is there and may not be
 * replaced (ERR_USER), the temporary file is removed. file_drop removes it. */
struct file_temporary {
	char *path;
	int fd; /* locked (flock) until it is finished or dropped: somebody writes it */
};
enum file_target { FILE_ANY, FILE_NEW };
bool file_begin(struct arena *a, const char *path, struct file_temporary *out, struct err *err)
	MUST_USE;
bool file_finish(
	struct file_temporary *t, const char *path, enum file_target target, struct err *err) MUST_USE;
void file_drop(struct file_temporary *t);
/* Many files in a few syncs:
 *
 *     struct file_batch batch CLEANUP_FILE_BATCH = {0};
 *     if (!file_batch_add(&batch, path, bytes, err)) …     for each
 *     return file_batch_commit(&batch, err);
 *
 * As with file_replace readers see the old file or the new one, also after a power cut: all are
 * written beside their places, then the file system is synced once, then they get their names, in
 * the order in which they were added. When one cannot get its name, those before it have theirs.
 * What was not committed is removed. All paths are on one file system, and each file keeps a
 * descriptor open meanwhile. */
struct file_batch {
	struct arena a;
	struct file_written {
		struct file_temporary temporary;
		char *path;
	} *v;
	size_t n;
};
bool file_batch_add(struct file_batch *b, const char *path, struct str bytes, struct err *err)
	MUST_USE;
bool file_batch_commit(struct file_batch *b, struct err *err) MUST_USE;
void file_batch_drop(struct file_batch *b);
#define CLEANUP_FILE_BATCH __attribute__((cleanup(file_batch_drop)))

/* Removes the temporary files in the folder of `path`, and what a library put beside them
 * ("NAME-journal"), that nobody writes any more: their process was killed. "out/" is a path in
 * out/. */
void file_sweep(const char *path);
/* Makes the folder and those above it that are missing, like mkdir -p, mode 0755. */
bool file_make_folder(const char *path, struct err *err) MUST_USE;

#endif
