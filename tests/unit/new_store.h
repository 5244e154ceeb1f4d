/* new_store: a new store for a test. To make one runs every step of the schema; so a program makes
 * one, and its other tests begin with copies of that file. They are of one site, which no test of a
 * single store notices. */
#ifndef TESTS_UNIT_NEW_STORE_H
#define TESTS_UNIT_NEW_STORE_H

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "store/store.h"

/* The file, which must not be there yet. */
static inline bool new_store(const char *path, struct err *err)
{
	enum { LARGEST = 1 << 24 };
	static struct arena kept;
	static struct str bytes;
	if (!bytes.n)
		return store_create(path, err) && file_read(&kept, path, LARGEST, &bytes, err);
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	bool written = fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n;
	return fd >= 0 && close(fd) == 0 && written;
}

#endif
