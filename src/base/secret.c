#include "base/secret.h"

#include <sodium.h>

struct str secret_new(struct arena *a)
{
	unsigned char bytes[SECRET_BYTES];
	char *text = arena_alloc(a, SECRET_DIGITS + 1);
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(text, SECRET_DIGITS + 1, bytes, sizeof bytes);
	sodium_memzero(bytes, sizeof bytes);
	return (struct str){text, SECRET_DIGITS};
}

struct hash secret_hash(const char *use, struct str secret)
{
	return hash_strs((struct str[]){str_of(use), secret}, 2);
}
