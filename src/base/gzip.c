#include "base/gzip.h"

#include <assert.h>
#include <stdlib.h>
#include <zlib.h>

#include "base/alloc.h"

char *gzip_bytes(struct str bytes, int level, size_t *n)
{
	enum { GZIP = 16, MEMORY = 8 }; /* of zlib.h: its wrapper, and its default */
	z_stream z = {0};
	assert(bytes.n <= GZIP_MAX); /* zlib counts in 32 bits */
	if (!bytes.n ||
		deflateInit2(&z, level, Z_DEFLATED, MAX_WBITS + GZIP, MEMORY, Z_DEFAULT_STRATEGY) != Z_OK)
		return NULL;
	char *out = alloc_bytes(bytes.n);
	z.next_in = (Bytef *)(uintptr_t)bytes.p;
	z.avail_in = (uInt)bytes.n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)bytes.n;
	bool whole = deflate(&z, Z_FINISH) == Z_STREAM_END;
	*n = z.total_out;
	deflateEnd(&z);
	if (whole)
		return alloc_resize(out, *n);
	free(out);
	return NULL;
}
