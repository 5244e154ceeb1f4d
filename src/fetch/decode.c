#include "fetch/decode.h"

#include <assert.h>
#include <limits.h>

#include "base/alloc.h"

enum {
	/* zlib: which headers are expected. */
	GZIP_ONLY = 16 + MAX_WBITS,
	ZLIB_OR_GZIP = 32 + MAX_WBITS,
	NO_HEADER = -MAX_WBITS,
	STEP = 64 << 10,        /* bytes of output at a time */
	KEPT = 1 << 20,         /* a larger buffer is not kept for the next body */
	MOST_AT_ONCE = 1 << 30, /* zlib counts in an unsigned int */
};
static_assert(MOST_AT_ONCE <= UINT_MAX, "the counts of a z_stream hold it");

void decode_free(struct decoder *d)
{
	if (d->ready)
		inflateEnd(&d->stream);
	buf_free(&d->out);
	*d = (struct decoder){0};
}

static void decoder_begin(struct decoder *d, int headers, struct str wire, size_t max_bytes)
{
	assert(max_bytes < SIZE_MAX / 2); /* as buf_new sees to */
	int code = d->ready ? inflateReset2(&d->stream, headers) : inflateInit2(&d->stream, headers);
	if (code != Z_OK)
		alloc_fail(); /* zlib has no other reason */
	d->ready = true;
	d->gzip = headers == GZIP_ONLY;
	if (d->out.size > KEPT)
		buf_free(&d->out);
	buf_clear(&d->out);
	d->out.cap = max_bytes;
	d->stream.next_in = (Bytef *)(uintptr_t)wire.p;
	d->stream.avail_in = wire.n < MOST_AT_ONCE ? (uInt)wire.n : MOST_AT_ONCE;
}

/* Decodes until the member ends, the input ends or the room is full. Returns zlib's result, and
 * Z_MEM_ERROR when more comes than the cap allows. */
static int decode_step(struct decoder *d)
{
	size_t room;
	char *to = buf_room(&d->out, STEP, &room);
	unsigned char probe; /* when no room is left: does one more byte come? */
	bool full = room == 0;
	d->stream.next_out = full ? &probe : (Bytef *)to;
	d->stream.avail_out = full ? 1 : (uInt)(room < MOST_AT_ONCE ? room : MOST_AT_ONCE);
	uInt before = d->stream.avail_out;
	int code = inflate(&d->stream, Z_NO_FLUSH);
	uInt written = before - d->stream.avail_out;
	if (full && written)
		return Z_MEM_ERROR;
	buf_grew(&d->out, written);
	return code;
}

/* Whether another gzip member begins where the last one ended. */
static bool begins_member(const struct decoder *d)
{
	const z_stream *stream = &d->stream;
	return d->gzip && stream->avail_in >= 2 && stream->next_in[0] == 0x1F &&
		stream->next_in[1] == 0x8B;
}

/* Decodes what decoder_begin was given. */
static enum decode_result decode_all(struct decoder *d)
{
	enum decode_result result = DECODE_TRUNCATED;
	for (bool more = true; more;) {
		int code = decode_step(d);
		bool ended = code == Z_STREAM_END;
		if (code == Z_MEM_ERROR)
			return DECODE_TOO_LARGE;
		if (code != Z_OK && code != Z_BUF_ERROR && !ended)
			return DECODE_CORRUPT;
		if (ended)
			result = DECODE_DONE;
		bool another = ended && begins_member(d);
		if (another) {
			inflateReset(&d->stream);
			result = DECODE_TRUNCATED;
		}
		more = another || (!ended && (d->stream.avail_in || d->stream.avail_out == 0));
	}
	return result;
}

enum decode_result decode_body(
	struct decoder *d, enum coding coding, struct str wire, size_t max_bytes, struct str *body)
{
	*body = STR_NONE;
	assert(coding == CODING_GZIP || coding == CODING_DEFLATE);
	if (wire.n == 0)
		return DECODE_DONE;
	decoder_begin(d, coding == CODING_GZIP ? GZIP_ONLY : ZLIB_OR_GZIP, wire, max_bytes);
	enum decode_result result = decode_all(d);
	if (result == DECODE_CORRUPT && coding == CODING_DEFLATE && !d->out.n) {
		decoder_begin(d, NO_HEADER, wire, max_bytes);
		result = decode_all(d);
	}
	if (result == DECODE_DONE || result == DECODE_TRUNCATED)
		*body = buf_str(&d->out);
	return result;
}
