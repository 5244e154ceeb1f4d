#include "desk/guard.h"

#include <sodium.h>

enum { TOKEN_BYTES = 32 };

/* The host without its port: "[::1]:8080" gives "[::1]". */
static struct str without_port(struct str host)
{
	size_t end = host.n && host.p[0] == '[' ? str_find_char(host, ']') : str_find_char(host, ':');
	if (end == STR_NOT_FOUND)
		return host;
	return str_sub(host, 0, end + (host.p[end] == ']'));
}

bool guard_is_local(struct str host)
{
	struct str name = without_port(host);
	if (str_ieq(name, S("localhost")) || str_eq(name, S("[::1]")))
		return true;
	if (!str_starts(name, S("127.")))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!is_digit(name.p[i]) && name.p[i] != '.')
			return false;
	return true;
}

bool guard_is_private(const struct http_request *request)
{
	return request->secure || (request->direct && guard_is_local(request->host));
}

bool guard_same_origin(const struct http_request *request)
{
	if (request->sec_fetch_site.n && !str_eq(request->sec_fetch_site, S("same-origin")))
		return false;
	if (!request->origin.n || str_eq(request->origin, S("null")))
		return true;
	struct str scheme = request->secure ? S("https://") : S("http://");
	return str_istarts(request->origin, scheme) &&
		str_ieq(str_sub(request->origin, scheme.n, SIZE_MAX), request->host);
}

bool guard_equal(struct str a, struct str b)
{
	return a.n > 0 && a.n == b.n && sodium_memcmp(a.p, b.p, a.n) == 0;
}

struct str guard_new_token(struct arena *a)
{
	unsigned char bytes[TOKEN_BYTES];
	char *text = arena_alloc(a, 2 * TOKEN_BYTES + 1);
	randombytes_buf(bytes, sizeof bytes);
	sodium_bin2hex(text, 2 * TOKEN_BYTES + 1, bytes, sizeof bytes);
	sodium_memzero(bytes, sizeof bytes);
	return (struct str){text, 2 * TOKEN_BYTES};
}

struct hash guard_session_hash(struct str token)
{
	return hash_strs((struct str[]){S("session"), token}, 2);
}

struct str guard_csrf(struct arena *a, struct str token)
{
	return hash_hex(a, hash_strs((struct str[]){S("csrf"), token}, 2));
}

/* Half of it is random, the other half says whom it was given to. */
static struct str known_value(
	struct arena *a, struct str random, struct str editor, struct str password_hash)
{
	struct hash seal = hash_strs((struct str[]){S("known"), password_hash, editor, random}, 4);
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(random), STR_ARG(hash_hex(a, seal)));
}

struct str guard_new_known(struct arena *a, struct str editor, struct str password_hash)
{
	return known_value(a, str_sub(guard_new_token(a), 0, TOKEN_BYTES), editor, password_hash);
}

bool guard_is_known(struct arena *a, struct str value, struct str editor, struct str password_hash)
{
	return password_hash.n > 0 &&
		guard_equal(value, known_value(a, str_sub(value, 0, TOKEN_BYTES), editor, password_hash));
}

enum { EDITOR_LETTERS = 8 };

struct str guard_csrf_of(struct arena *a, struct str token, int64_t editor)
{
	struct str whose = hash_hex(
		a, hash_strs((struct str[]){S("editor"), str_printf(a, "%lld", (long long)editor)}, 2));
	return str_printf(a, STR_FMT STR_FMT, STR_ARG(str_sub(whose, 0, EDITOR_LETTERS)),
		STR_ARG(guard_csrf(a, token)));
}

bool guard_same_editor(struct str given, struct str right)
{
	return given.n == right.n &&
		str_eq(str_sub(given, 0, EDITOR_LETTERS), str_sub(right, 0, EDITOR_LETTERS));
}

static const struct {
	const char *secure, *plain;
} COOKIES[] = {
	[COOKIE_SESSION] = {"__Host-tidings", "tidings"},
	[COOKIE_LOGIN] = {"__Host-tidings-login", "tidings-login"},
	[COOKIE_KNOWN] = {"__Host-tidings-known", "tidings-known"},
};

static const char *cookie_name(const struct http_request *request, enum guard_cookie which)
{
	return request->secure ? COOKIES[which].secure : COOKIES[which].plain;
}

struct str guard_cookie(const struct http_request *request, enum guard_cookie which)
{
	struct str token = http_param(&request->cookies, cookie_name(request, which));
	if (token.n != 2 * TOKEN_BYTES)
		return STR_NONE;
	for (size_t i = 0; i < token.n; i++)
		if (!is_digit(token.p[i]) && !(token.p[i] >= 'a' && token.p[i] <= 'f'))
			return STR_NONE;
	return token;
}

void guard_set_cookie(const struct http_request *request, struct http_response *response,
	enum guard_cookie which, struct str token, int64_t seconds)
{
	struct str age = STR_NONE;
	if (!token.n)
		age = S("; Max-Age=0");
	else if (seconds)
		age = str_printf(request->a, "; Max-Age=%lld", (long long)seconds);
	http_header_set(response, "Set-Cookie",
		str_printf(request->a, "%s=" STR_FMT "; Path=/; HttpOnly; SameSite=Lax" STR_FMT "%s",
			cookie_name(request, which), STR_ARG(token), STR_ARG(age),
			request->secure ? "; Secure" : ""));
}
