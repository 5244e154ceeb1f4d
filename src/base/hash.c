#include "base/hash.h"

#include <assert.h>
#include <endian.h>
#include <sodium.h>
#include <string.h>

#include "base/base32.h"

static_assert(HASH_BYTES >= crypto_generichash_BYTES_MIN, "libsodium makes hashes of this size");
enum { HEX_DIGITS = 2 * HASH_BYTES };

struct hash hash_strs(const struct str *fields, size_t n)
{
	crypto_generichash_state state;
	struct hash h;
	crypto_generichash_init(&state, NULL, 0, sizeof h.bytes);
	for (size_t i = 0; i < n; i++) {
		uint64_t length = htole64(fields[i].n);
		crypto_generichash_update(&state, (const unsigned char *)&length, sizeof length);
		if (fields[i].n)
			crypto_generichash_update(&state, (const unsigned char *)fields[i].p, fields[i].n);
	}
	crypto_generichash_final(&state, h.bytes, sizeof h.bytes);
	return h;
}

bool hash_eq(struct hash a, struct hash b)
{
	return memcmp(a.bytes, b.bytes, sizeof a.bytes) == 0;
}

struct str hash_hex(struct arena *a, struct hash h)
{
	char *hex = arena_alloc(a, HEX_DIGITS + 1);
	sodium_bin2hex(hex, HEX_DIGITS + 1, h.bytes, sizeof h.bytes);
	return (struct str){hex, HEX_DIGITS};
}

struct str hash_base32(struct arena *a, struct hash h)
{
	return base32_encode(a, (struct str){(const char *)h.bytes, 10});
}
