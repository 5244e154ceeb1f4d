#include "base/vault.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

#include "base/base32.h"
#include "base/file.h"

enum {
	KEY_DIGITS = 2 * VAULT_KEY_BYTES, /* the file: so many hexadecimal digits and a line end */
	FILE_CAP = 4096,
	TEXT_STEP = 32, /* sealed texts are filled up to a multiple of it */
	NONCE = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
	SEALED_MORE = NONCE + crypto_aead_xchacha20poly1305_ietf_ABYTES,
};
static_assert(VAULT_KEY_BYTES == crypto_kdf_KEYBYTES &&
		VAULT_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES &&
		VAULT_KEY_BYTES == crypto_generichash_KEYBYTES,
	"all keys are as long as libsodium wants them");

/* One key is not used in two ways: each use has one that is derived. */
static void derive(struct vault *vault, const unsigned char key[static VAULT_KEY_BYTES])
{
	static const char context[crypto_kdf_CONTEXTBYTES + 1] = "tidings1";
	crypto_kdf_derive_from_key(vault->seal, VAULT_KEY_BYTES, 1, context, key);
	crypto_kdf_derive_from_key(vault->hash, VAULT_KEY_BYTES, 2, context, key);
	crypto_kdf_derive_from_key(vault->token, VAULT_KEY_BYTES, 3, context, key);
}

static bool write_key(struct arena *a, const char *path, struct err *err)
{
	unsigned char key[VAULT_KEY_BYTES];
	char text[KEY_DIGITS + 2];
	struct file_temporary file;
	if (!file_begin(a, path, &file, err))
		return false;
	randombytes_buf(key, sizeof key);
	sodium_bin2hex(text, KEY_DIGITS + 1, key, sizeof key);
	text[KEY_DIGITS] = '\n';
	bool well = write(file.fd, text, KEY_DIGITS + 1) == KEY_DIGITS + 1;
	sodium_memzero(key, sizeof key);
	sodium_memzero(text, sizeof text);
	if (well)
		return file_finish(&file, path, FILE_NEW, err);
	file_drop(&file);
	return err_set_kind(err, ERR_SYSTEM, "cannot write %s: %s", path, strerror(errno));
}

static bool read_key(
	struct arena *a, const char *path, unsigned char key[static VAULT_KEY_BYTES], struct err *err)
{
	struct str text;
	size_t n;
	if (!file_read(a, path, FILE_CAP, &text, err))
		return false;
	struct str digits = str_trim(text);
	bool well = digits.n == KEY_DIGITS &&
		sodium_hex2bin(key, VAULT_KEY_BYTES, digits.p, digits.n, NULL, &n, NULL) == 0 &&
		n == VAULT_KEY_BYTES;
	vault_wipe(text);
	return well ||
		err_set(err, "%s is not a key of this program: it has %d digits", path, KEY_DIGITS);
}

bool vault_open(struct vault *vault, const char *path, enum vault_open how, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	unsigned char key[VAULT_KEY_BYTES];
	*vault = (struct vault){0};
	if (access(path, F_OK) != 0 && errno == ENOENT) {
		if (how == VAULT_THERE)
			return err_set(err, "the key %s is not there", path);
		if (!write_key(&a, path, err))
			return false;
	}
	bool well = read_key(&a, path, key, err);
	if (well)
		derive(vault, key);
	sodium_memzero(key, sizeof key);
	return well;
}

void vault_close(struct vault *vault)
{
	sodium_memzero(vault, sizeof *vault);
}

struct hash vault_mark(const struct vault *vault)
{
	return vault_hash(vault, "the key itself", STR_NONE);
}

struct str vault_seal(const struct vault *vault, struct arena *a, struct str text)
{
	/* The last byte says how much of the last step is not the text. */
	size_t n = (text.n / TEXT_STEP + 1) * TEXT_STEP;
	unsigned char *plain = arena_alloc(a, n), *sealed = arena_alloc(a, n + SEALED_MORE);
	memset(plain, 0, n);
	if (text.n)
		memcpy(plain, text.p, text.n);
	plain[n - 1] = (unsigned char)(n - text.n);
	randombytes_buf(sealed, NONCE);
	crypto_aead_xchacha20poly1305_ietf_encrypt(
		sealed + NONCE, NULL, plain, n, NULL, 0, NULL, sealed, vault->seal);
	sodium_memzero(plain, n);
	return (struct str){(const char *)sealed, n + SEALED_MORE};
}

bool vault_unseal(const struct vault *vault, struct arena *a, struct str sealed, struct str *text)
{
	*text = STR_NONE;
	if (sealed.n < SEALED_MORE + TEXT_STEP || (sealed.n - SEALED_MORE) % TEXT_STEP)
		return false;
	size_t n = sealed.n - SEALED_MORE;
	unsigned char *plain = arena_alloc(a, n);
	const unsigned char *bytes = (const unsigned char *)sealed.p;
	if (crypto_aead_xchacha20poly1305_ietf_decrypt(
			plain, NULL, NULL, bytes + NONCE, sealed.n - NONCE, NULL, 0, bytes, vault->seal))
		return false;
	size_t fill = plain[n - 1];
	assert(fill > 0 && fill <= TEXT_STEP); /* who sealed it filled it up */
	plain[n - fill] = 0;
	*text = (struct str){(const char *)plain, n - fill};
	return true;
}

void vault_wipe(struct str text)
{
	if (text.n)
		sodium_memzero((char *)(uintptr_t)text.p, text.n);
}

/* Fields with their lengths, so that no two uses have one code. */
static void code_of(const unsigned char key[static VAULT_KEY_BYTES], const char *use,
	struct str text, unsigned char *out, size_t n)
{
	crypto_generichash_state state;
	crypto_generichash_init(&state, key, VAULT_KEY_BYTES, n);
	crypto_generichash_update(&state, (const unsigned char *)use, strlen(use) + 1);
	if (text.n)
		crypto_generichash_update(&state, (const unsigned char *)text.p, text.n);
	crypto_generichash_final(&state, out, n);
}

struct hash vault_hash(const struct vault *vault, const char *use, struct str text)
{
	struct hash hash;
	code_of(vault->hash, use, text, hash.bytes, sizeof hash.bytes);
	return hash;
}

static void proof_of(const struct vault *vault, const char *use, struct str name,
	unsigned char proof[static VAULT_PROOF_BYTES])
{
	unsigned char code[crypto_generichash_BYTES_MIN];
	static_assert(VAULT_PROOF_BYTES <= sizeof code, "a proof is the beginning of a code");
	code_of(vault->token, use, name, code, sizeof code);
	memcpy(proof, code, VAULT_PROOF_BYTES);
}

struct str vault_token(const struct vault *vault, struct arena *a, const char *use, struct str name)
{
	unsigned char bytes[VAULT_NAME_BYTES + VAULT_PROOF_BYTES];
	assert(name.n == VAULT_NAME_BYTES);
	memcpy(bytes, name.p, VAULT_NAME_BYTES);
	proof_of(vault, use, name, bytes + VAULT_NAME_BYTES);
	struct str token = base32_encode(a, (struct str){(const char *)bytes, sizeof bytes});
	assert(token.n == VAULT_TOKEN_DIGITS);
	return token;
}

bool vault_token_read(
	const struct vault *vault, struct arena *a, const char *use, struct str token, struct str *name)
{
	struct str bytes;
	unsigned char proof[VAULT_PROOF_BYTES];
	*name = STR_NONE;
	if (token.n != VAULT_TOKEN_DIGITS || !base32_decode(a, token, &bytes) ||
		bytes.n != VAULT_NAME_BYTES + VAULT_PROOF_BYTES)
		return false;
	struct str says = str_sub(bytes, 0, VAULT_NAME_BYTES);
	proof_of(vault, use, says, proof);
	if (sodium_memcmp(proof, bytes.p + VAULT_NAME_BYTES, sizeof proof) != 0)
		return false;
	*name = says;
	return true;
}
