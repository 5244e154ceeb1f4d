#include "desk/password.h"

#include <assert.h>
#include <sodium.h>

#include "base/utf8.h"

/* The cost of a check, by libsodium's limits for interactive use: 2 passes over 64 MiB. */
#define OPS crypto_pwhash_argon2id_OPSLIMIT_INTERACTIVE
#define MEMORY crypto_pwhash_argon2id_MEMLIMIT_INTERACTIVE

/* The hash of a password that nobody has (its salt and hash are zeros). Where there is no password
 * it is checked instead, so that an unknown name takes as long as a known one. */
static const char NOBODY[] = "$argon2id$v=19$m=65536,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA$"
							 "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static_assert(sizeof NOBODY <= crypto_pwhash_STRBYTES, "it is checked like any other");

bool password_fit(struct str password, struct err *err)
{
	if (utf8_length(password) < PASSWORD_MIN)
		return err_set(err, "a password has at least %d characters", PASSWORD_MIN);
	if (password.n > PASSWORD_MAX)
		return err_set(err, "a password has at most %d bytes", PASSWORD_MAX);
	return true;
}

bool password_hash(struct arena *a, struct str password, struct str *out, struct err *err)
{
	char *text = arena_alloc(a, crypto_pwhash_STRBYTES);
	if (crypto_pwhash_str_alg(
			text, password.p, password.n, OPS, MEMORY, crypto_pwhash_ALG_ARGON2ID13) != 0)
		return err_set(err, "there is not enough memory for a password");
	*out = str_of(text);
	return true;
}

bool password_is(struct str hash, struct str password)
{
	char text[crypto_pwhash_STRBYTES] = {0};
	bool there = hash.n > 0 && hash.n < sizeof text;
	struct str against = there ? hash : str_of(NOBODY);
	memcpy(text, against.p, against.n);
	bool same = crypto_pwhash_str_verify(text, password.n ? password.p : "", password.n) == 0;
	return same && there;
}

struct str password_new(struct arena *a)
{
	static const char letters[] = "abcdefghijkmnpqrstuvwxyz23456789";
	char *text = arena_alloc(a, 24);
	size_t n = 0;
	for (size_t i = 0; i < 20; i++) {
		if (i && i % 5 == 0)
			text[n++] = '-';
		text[n++] = letters[randombytes_uniform(sizeof letters - 1)];
	}
	assert(n == 23);
	return (struct str){text, n};
}
