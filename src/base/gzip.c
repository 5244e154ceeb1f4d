#include "base/gzip.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
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

/* What comes out is compared as it comes: a member may hold more than there is room for. */
static bool inflates_to(z_stream *z, struct str bytes)
{
	char piece[1 << 14];
	int rc = Z_OK;
	while (rc == Z_OK) {
		z->next_out = (Bytef *)piece;
		z->avail_out = sizeof piece;
		rc = inflate(z, Z_NO_FLUSH);
		size_t n = sizeof piece - z->avail_out;
		if (n > bytes.n || (n && memcmp(piece, bytes.p, n) != 0))
			return false;
		bytes = str_sub(bytes, n, SIZE_MAX);
	}
	return rc == Z_STREAM_END && !bytes.n && !z->avail_in;
}

bool gzip_is_of(struct str member, struct str bytes)
{
	enum { GZIP = 16 };
	z_stream z = {.next_in = (Bytef *)(uintptr_t)member.p, .avail_in = (uInt)member.n};
	if (member.n > GZIP_MAX || inflateInit2(&z, MAX_WBITS + GZIP) != Z_OK)
		return false;
	bool is = inflates_to(&z, bytes);
	inflateEnd(&z);
	return is;
}
