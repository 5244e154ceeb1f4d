/* vault: what is kept so that whoever reads the store learns nothing of it: sealed texts, hashes by
 * which a text is found, and tokens that prove themselves (libsodium).
 *
 * All three come from one key of 32 random bytes in a file of its own, beside the store and in no
 * copy of it. Without the key nothing can be opened again.
 *
 *     struct vault vault CLEANUP_VAULT;
 *     if (!vault_open(&vault, path, VAULT_MAKE, err)) …
 *     sealed = vault_seal(&vault, a, text);                 another one each time
 *     if (!vault_unseal(&vault, a, sealed, &text)) …        changed, or of another key
 *     found_by = vault_hash(&vault, "address", text);       the same each time
 *     token = vault_token(&vault, a, "leave", bytes); */
#ifndef BASE_VAULT_H
#define BASE_VAULT_H

#include "base/arena.h"
#include "base/err.h"
#include "base/hash.h"

enum { VAULT_KEY_BYTES = 32 };
struct vault {
	unsigned char seal[VAULT_KEY_BYTES], hash[VAULT_KEY_BYTES], token[VAULT_KEY_BYTES];
};

enum vault_open {
	VAULT_THERE, /* a key that is not there is an error (ERR_USER) */
	VAULT_MAKE,  /* it is made then, with mode 0600; never over one that is there */
};
/* Reads the key. vault_close takes it out of memory again; also after a failure. */
bool vault_open(struct vault *vault, const char *path, enum vault_open how, struct err *err)
	MUST_USE;
void vault_close(struct vault *vault);
#define CLEANUP_VAULT __attribute__((cleanup(vault_close)))

/* By which a store recognises the key to which its texts are sealed; nothing follows from it. */
struct hash vault_mark(const struct vault *vault);

/* The text sealed (XChaCha20-Poly1305, a random nonce before it), as bytes in the arena: 40 more
 * than the text, which is filled up to a multiple of 32 so that its length says little. */
struct str vault_seal(const struct vault *vault, struct arena *a, struct str text);
/* Opens it. False when it was changed, or sealed by another key. The caller wipes the text when it
 * must not stay in memory (vault_wipe). */
bool vault_unseal(const struct vault *vault, struct arena *a, struct str sealed, struct str *text)
	MUST_USE;
/* Overwrites a text in the arena that vault_unseal gave. */
void vault_wipe(struct str text);

/* A keyed hash of the text; those for two uses have nothing in common. */
struct hash vault_hash(const struct vault *vault, const char *use, struct str text);

/* What stands in links: 8 bytes that name somebody or something, and 8 bytes that prove that who
 * holds the key made it for this use, as VAULT_TOKEN_DIGITS letters and digits in lower case
 * (base32, RFC 4648 section 6), fit for URLs and mail addresses. */
enum { VAULT_NAME_BYTES = 8, VAULT_PROOF_BYTES = 8, VAULT_TOKEN_DIGITS = 26 };
struct str vault_token(
	const struct vault *vault, struct arena *a, const char *use, struct str name);
/* The name in a token of this use. False when nobody with the key made it. Capitals are taken as
 * small letters, since mail addresses may come back in them. */
bool vault_token_read(const struct vault *vault, struct arena *a, const char *use, struct str token,
	struct str *name) MUST_USE;

#endif
