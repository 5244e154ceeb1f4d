#include "mail/verp.h"

#include <assert.h>

enum { LOCAL_PART_MAX = 64 };

static const char *token_use(struct arena *a, int64_t edition)
{
	return str_printf(a, "bounce %lld", (long long)edition).p;
}

struct str verp_write(const struct vault *vault, struct arena *a, struct str bounces,
	int64_t edition, struct str handle)
{
	struct str domain = bounces, local = str_cut(&domain, '@');
	struct str token = vault_token(vault, a, token_use(a, edition), handle);
	assert(edition >= 0 && handle.n == VAULT_NAME_BYTES);
	local = str_printf(
		a, STR_FMT "+%lld-" STR_FMT, STR_ARG(local), (long long)edition, STR_ARG(token));
	return local.n > LOCAL_PART_MAX ? bounces : STR_CAT(a, local, S("@"), domain);
}

bool verp_read(const struct vault *vault, struct arena *a, struct str address, int64_t *edition,
	struct str *handle)
{
	struct str local = str_cut(&address, '@');
	str_cut(&local, '+');
	struct str number = str_cut(&local, '-'), token = local;
	long id;
	if (!number.n || !token.n || number.n > 18 || !str_is_digits(number) ||
		!str_to_long(number, &id) || !vault_token_read(vault, a, token_use(a, id), token, handle))
		return false;
	*edition = id;
	return true;
}
