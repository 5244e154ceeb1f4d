#include "desk/token.h"

#include <assert.h>

#include "base/secret.h"
#include "web/guard.h"

enum { EDITOR_LETTERS = 8, KNOWN_RANDOM = SECRET_DIGITS / 2 };

struct hash token_session_hash(struct str token)
{
	assert(token.n == SECRET_DIGITS);
	return secret_hash("session", token);
}

struct str token_csrf(struct arena *a, struct str token)
{
	assert(token.n == SECRET_DIGITS);
	return hash_hex(a, secret_hash("csrf", token));
}

struct str token_editor_csrf(struct arena *a, struct str token, int64_t editor)
{
	struct str number = str_printf(a, "%lld", (long long)editor);
	struct str whose = hash_hex(a, hash_strs((struct str[]){S("editor"), number}, 2));
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(str_sub(whose, 0, EDITOR_LETTERS)),
		STR_ARG(token_csrf(a, token)));
}

bool token_same_editor(struct str given, struct str right)
{
	return given.n == right.n &&
		str_eq(str_sub(given, 0, EDITOR_LETTERS), str_sub(right, 0, EDITOR_LETTERS));
}

/* The random half, and a hash that only this desk can make, for this editor and password. */
static struct str known_value(
	struct arena *a, struct str random, struct str editor, struct str password_hash)
{
	struct hash seal = hash_strs((struct str[]){S("known"), password_hash, editor, random}, 4);
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(random), STR_ARG(hash_hex(a, seal)));
}

struct str token_new_known(struct arena *a, struct str editor, struct str password_hash)
{
	struct str value = known_value(
		a, str_sub(secret_new(a), 0, KNOWN_RANDOM), editor, password_hash);
	assert(value.n == SECRET_DIGITS); /* cookie_token takes only values of this length */
	return value;
}

bool token_is_known(struct arena *a, struct str value, struct str editor, struct str password_hash)
{
	struct str random = str_sub(value, 0, KNOWN_RANDOM);
	return password_hash.n > 0 &&
		guard_same_secret(value, known_value(a, random, editor, password_hash));
}
