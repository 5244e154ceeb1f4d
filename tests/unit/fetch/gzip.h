/* gzip: compressed bodies as a server sends them, for tests. */
#ifndef TEST_GZIP_H
#define TEST_GZIP_H

#include <zlib.h>

#include "base/arena.h"

/* bits: as deflateInit2 takes them, which choose the header. */
static inline struct str packed_as(struct arena *a, struct str plain, int bits)
{
	z_stream z = {0};
	size_t room = plain.n + plain.n / 100 + 64;
	char *out = arena_alloc(a, room);
	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, bits, 9, Z_DEFAULT_STRATEGY), Z_OK);
	z.next_in = (Bytef *)(uintptr_t)plain.p;
	z.avail_in = (uInt)plain.n;
	z.next_out = (Bytef *)out;
	z.avail_out = (uInt)room;
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	struct str all = {out, z.total_out};
	deflateEnd(&z);
	return all;
}

static inline struct str gzip(struct arena *a, struct str plain)
{
	return packed_as(a, plain, 16 + MAX_WBITS);
}

#endif
