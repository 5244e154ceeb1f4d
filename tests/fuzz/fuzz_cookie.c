#include "web/cookie.h"
#include "fuzz_params.h"

enum { COOKIES_MOST = 50 };

/* The cookie of a session is 64 hexadecimal digits, or there is none. */
static void check_token(struct str token)
{
	if (token.n && token.n != 64)
		abort();
	for (size_t i = 0; i < token.n; i++)
		if (!memchr("0123456789abcdef", token.p[i], 16))
			abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct http_request request = {.a = &a};
	cookie_read(&a, fuzz_bytes(data, size), &request.cookies);
	fuzz_check_params(&request.cookies, COOKIES_MOST);
	for (size_t i = 0; i < request.cookies.n; i++)
		if (str_find_char(request.cookies.v[i].name, ';') != STR_NOT_FOUND ||
			str_find_char(request.cookies.v[i].value, ';') != STR_NOT_FOUND ||
			str_find_char(request.cookies.v[i].name, '=') != STR_NOT_FOUND)
			abort();
	for (int secure = 0; secure < 2; secure++) {
		request.secure = secure;
		check_token(cookie_token(&request, "tidings"));
		check_token(cookie_token(&request, "tidings-login"));
	}
	return 0;
}
