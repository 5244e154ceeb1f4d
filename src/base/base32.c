#include "base/base32.h"

#include <assert.h>

enum { DIGIT_BITS = 5, BYTE_BITS = 8 };

struct str base32_encode(struct arena *a, struct str bytes)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";
	size_t n = base32_digits(bytes.n), next = 0;
	char *text = arena_alloc(a, n + 1);
	unsigned held = 0;
	int bits = 0;
	for (size_t i = 0; i < n; i++) {
		if (bits < DIGIT_BITS) {
			held = held << BYTE_BITS | (next < bytes.n ? (unsigned char)bytes.p[next] : 0);
			next++;
			bits += BYTE_BITS;
		}
		bits -= DIGIT_BITS;
		text[i] = alphabet[held >> bits & 31];
		held &= (1u << bits) - 1;
	}
	text[n] = 0;
	assert(next >= bytes.n);
	return (struct str){text, n};
}

static int digit_of(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a';
	return c >= '2' && c <= '7' ? c - '2' + 26 : -1;
}

bool base32_decode(struct arena *a, struct str text, struct str *bytes)
{
	char *out = arena_alloc(a, text.n * DIGIT_BITS / BYTE_BITS + 1);
	size_t n = 0;
	unsigned held = 0;
	int bits = 0;
	for (size_t i = 0; i < text.n; i++) {
		int digit = digit_of(text.p[i]);
		if (digit < 0)
			return false;
		held = held << DIGIT_BITS | (unsigned)digit;
		bits += DIGIT_BITS;
		if (bits >= BYTE_BITS) {
			bits -= BYTE_BITS;
			out[n++] = (char)(held >> bits);
			held &= (1u << bits) - 1;
		}
	}
	out[n] = 0;
	*bytes = (struct str){out, n};
	return !held && base32_digits(n) == text.n; /* as short as it can be */
}
