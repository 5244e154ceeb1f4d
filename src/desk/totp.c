#include "desk/totp.h"

#include <assert.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/base32.h"
#include "base/hmac.h"
#include "base/url.h"

enum { SECRET_BYTES = 20, SECRET_LETTERS = 32, STEP = 30 };
static_assert(SECRET_LETTERS * 5 == SECRET_BYTES * 8, "the letters hold the bytes exactly");
static const char BASE32[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

struct str totp_new(struct arena *a)
{
	char *text = arena_alloc(a, SECRET_LETTERS + 1);
	for (size_t i = 0; i < SECRET_LETTERS; i++)
		text[i] = BASE32[randombytes_uniform(32)];
	return (struct str){text, SECRET_LETTERS};
}

/* The bytes of a secret; false when the text is no secret of totp_new. */
static bool secret_bytes(struct str secret, unsigned char out[static SECRET_BYTES])
{
	struct arena a CLEANUP_ARENA = {0};
	struct str bytes;
	bool well = base32_decode(&a, secret, &bytes) && bytes.n == SECRET_BYTES;
	if (well)
		memcpy(out, bytes.p, SECRET_BYTES);
	return well;
}

/* The code of one step (RFC 4226 section 5.3): HMAC-SHA-1 of the step's number, truncated to 31
 * bits; its last six decimal digits. */
static bool code_of(
	const unsigned char key[static SECRET_BYTES], int64_t step, char code[static 16])
{
	unsigned char message[8], digest[HMAC_MOST_BYTES];
	for (int i = 0; i < 8; i++)
		message[i] = (unsigned char)((uint64_t)step >> (8 * (7 - i)));
	size_t n = hmac_bytes(HMAC_SHA1, (struct str){(const char *)key, SECRET_BYTES},
		(struct str){(const char *)message, sizeof message}, digest);
	if (!n)
		return false;
	const unsigned char *at = digest + (digest[n - 1] & 15);
	uint32_t number = (uint32_t)(at[0] & 0x7f) << 24 | (uint32_t)at[1] << 16 |
		(uint32_t)at[2] << 8 | at[3];
	snprintf(code, 16, "%06u", number % 1000000);
	return true;
}

struct str totp_typed(struct arena *a, struct str code)
{
	char *text = arena_alloc(a, code.n + 1);
	size_t n = 0;
	for (size_t i = 0; i < code.n; i++)
		if (code.p[i] != ' ')
			text[n++] = code.p[i];
	return (struct str){text, n};
}

bool totp_is(struct str secret, struct str code, int64_t now, int64_t used, int64_t *step)
{
	unsigned char key[SECRET_BYTES];
	char right[16];
	if (code.n != 6 || !secret_bytes(secret, key))
		return false;
	for (*step = now / STEP - 1; *step <= now / STEP + 1; ++*step)
		if (*step > used && code_of(key, *step, right) && sodium_memcmp(right, code.p, 6) == 0)
			return true;
	return false;
}

struct str totp_url(struct arena *a, struct str site, struct str editor, struct str secret)
{
	struct str issuer = url_encode(a, site);
	return str_printf(a,
		"otpauth://totp/" STR_FMT ":" STR_FMT "?secret=" STR_FMT "&issuer=" STR_FMT,
		STR_ARG(issuer), STR_ARG(url_encode(a, editor)), STR_ARG(secret), STR_ARG(issuer));
}
