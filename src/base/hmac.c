#include "base/hmac.h"

#include <assert.h>
#include <gcrypt.h>
#include <sodium.h>

static const struct {
	const char *name;
	int algorithm;
} METHODS[HMACS] = {
	[HMAC_SHA1] = {"sha1", GCRY_MD_SHA1},
	[HMAC_SHA256] = {"sha256", GCRY_MD_SHA256},
	[HMAC_SHA384] = {"sha384", GCRY_MD_SHA384},
	[HMAC_SHA512] = {"sha512", GCRY_MD_SHA512},
};

size_t hmac_bytes(
	enum hmac method, struct str key, struct str bytes, unsigned char code[static HMAC_MOST_BYTES])
{
	assert((size_t)method < HMACS);
	int algorithm = METHODS[method].algorithm;
	const gcry_buffer_t parts[] = {
		{.data = (void *)key.p, .len = key.n}, {.data = (void *)bytes.p, .len = bytes.n}};
	if (gcry_md_hash_buffers(algorithm, GCRY_MD_FLAG_HMAC, code, parts, 2) != 0)
		return 0;
	return gcry_md_get_algo_dlen(algorithm);
}

struct str hmac_hex(struct arena *a, enum hmac method, struct str key, struct str bytes)
{
	unsigned char code[HMAC_MOST_BYTES];
	size_t n = hmac_bytes(method, key, bytes, code);
	if (!n)
		return STR_NONE;
	char *hex = arena_alloc(a, 2 * n + 1);
	sodium_bin2hex(hex, 2 * n + 1, code, n);
	return (struct str){hex, 2 * n};
}

const char *hmac_name(enum hmac method)
{
	assert((size_t)method < HMACS);
	return METHODS[method].name;
}

bool hmac_named(struct str name, enum hmac *method)
{
	for (size_t i = 0; i < HMACS; i++)
		if (str_ieq(name, str_of(METHODS[i].name))) {
			*method = (enum hmac)i;
			return true;
		}
	return false;
}

bool hmac_equal(struct str a, struct str b)
{
	unsigned differ = 0;
	if (a.n != b.n || !a.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		differ |= (unsigned char)to_lower(a.p[i]) ^ (unsigned char)to_lower(b.p[i]);
	return differ == 0;
}
