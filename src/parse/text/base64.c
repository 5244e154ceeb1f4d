#include "parse/text/base64.h"

#include <assert.h>
#include <sodium.h>

#include "base/utf8.h"

bool base64_text(struct arena *a, struct str encoded, struct str *out)
{
	size_t n = 0;
	unsigned char *bytes = arena_alloc(a, encoded.n + 1);
	if (sodium_base642bin(bytes, encoded.n, encoded.p, encoded.n, " \r\n\t", &n, NULL,
			sodium_base64_VARIANT_ORIGINAL) != 0)
		return false;
	assert(n <= encoded.n);
	struct str text = {(const char *)bytes, n};
	*out = utf8_valid(text) ? utf8_clean(a, str_trim(text)) : STR_NONE;
	return true;
}
