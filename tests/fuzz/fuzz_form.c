#include <stdlib.h>

#include "base/utf8.h"
#include "desk/form.h"
#include "fuzz.h"

/* What comes out is text that can be stored and shown, whatever came in. */
static void check(const struct http_params *params)
{
	for (size_t i = 0; i < params->n; i++)
		if (!utf8_valid(params->v[i].name) || !utf8_valid(params->v[i].value) || str_find_char(params->v[i].value, 0) != STR_NOT_FOUND || str_find_char(params->v[i].value, '\r') != STR_NOT_FOUND)
			abort();
}

/* The first byte says which of the parsers of a request is meant; of multipart the first line is the boundary. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str bytes = fuzz_bytes(data, size), rest = str_sub(bytes, 1, SIZE_MAX), path;
	struct http_params params = {0};
	int status;
	switch (size ? data[0] % 5 : 0) {
	case 0:
		form_urlencoded(&a, rest, &params);
		break;
	case 1:
		form_multipart(&a, rest, S("x"), &params);
		break;
	case 2: {
		struct str type = str_cut(&rest, '\n');
		form_body(&a, type, rest, &params, &status);
		break;
	}
	case 3:
		form_cookies(&a, rest, &params);
		break;
	default:
		if (form_path(&a, rest, &path) && (!utf8_valid(path) || path.p[0] != '/' || str_find(path, S("/../")) != STR_NOT_FOUND || str_find(path, S("//")) != STR_NOT_FOUND))
			abort();
	}
	check(&params);
	return 0;
}
